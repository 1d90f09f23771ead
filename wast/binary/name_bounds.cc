// How many of everything there are that a name section may speak of. spec: appendix/custom, Name Section
#include "wast/binary/name_bounds.h"

#include <algorithm>

#include "wast/binary/decode_module.h"

namespace modlink::binary {

NameBounds::NameBounds(const Module& module, const ImplementationLimits& limits, Extent extent)
    : module_(module), limits_(limits), extent_(extent), counts_(count_indices(module)) {
  for_each_definition(module, [this](const Definition& definition, const TakenIndices& taken) {
    const auto* import = std::get_if<Import>(&definition);
    const auto* func = import ? std::get_if<FuncDesc>(&import->desc) : nullptr;
    if (func) imported_.emplace_hint(imported_.end(), taken.first, func->type);
  });
}

const Func* NameBounds::own_func(Index func) const {
  const Index count = counts_[IndexSpace::func];
  const Index first = count - static_cast<Index>(module_.funcs.size());
  return func < first || func >= count ? nullptr : &module_.funcs[func - first];
}

const std::vector<const SubType*>& NameBounds::types() {
  if (types_.empty()) types_ = own_types(module_);
  return types_;
}

std::uint64_t NameBounds::params(Index func) {
  const Func* const own = own_func(func);
  const auto imported = imported_.find(func);
  if (!own && imported == imported_.end()) return limits_.params;
  const Index type = own ? own->type : imported->second;
  const SubType* const sub_type = type < types().size() ? types()[type] : nullptr;
  if (!sub_type) return limits_.params;
  const auto* func_type = std::get_if<FuncType>(&sub_type->comp);
  return func_type ? func_type->params.size() : 0;
}

std::uint64_t NameBounds::locals(Index func) {
  if (func >= definitions(IndexSpace::func)) return 0;
  std::uint64_t result = params(func);
  if (const Func* own = own_func(func)) {
    for (const LocalRun& run : own->locals) result += run.count;
  }
  return result;
}

std::uint64_t NameBounds::labels(Index func) {
  const Func* const own = own_func(func);
  if (!own) return 0;
  if (extent_ == Extent::unchecked) throw UncheckedCode();
  if (extent_ != Extent::all) return UINT64_MAX;
  const auto opens = [](const Instr& instr) { return is_opening(instr.op); };
  return static_cast<std::uint64_t>(std::count_if(own->body.begin(), own->body.end(), opens));
}

std::uint64_t NameBounds::fields(Index type) {
  const SubType* const sub_type = type < types().size() ? types()[type] : nullptr;
  const auto* structure = sub_type ? std::get_if<StructType>(&sub_type->comp) : nullptr;
  return structure ? structure->fields.size() : 0;
}

}  // namespace modlink::binary
