// Lowered functions. spec: syntax/modules, Functions
#include "interpreter/code/code.h"

#include <algorithm>

#include "interpreter/runtime/heap.h"

namespace modlink {

ModuleCode::ModuleCode(const ValidModule& valid, const ExecutionOptions& execution)
    : module(valid), execution(execution), funcs(valid.module.funcs.size()) {
  for (std::size_t i = 0; i < funcs.size(); ++i) {
    funcs[i].stub[0] = Word::of(Op::lower);
    funcs[i].stub[1] = Word::of_bits(i);
    funcs[i].entry = funcs[i].stub;
  }
}

std::optional<Index> ModuleCode::find(const Word* word) const {
  auto it = lowered.upper_bound(word);
  if (it == lowered.begin()) return std::nullopt;
  --it;
  return word < it->first + funcs[it->second].size ? std::optional(it->second) : std::nullopt;
}

ModuleCode::Site ModuleCode::find_site(const Word* word) const {
  const Code& code = funcs[*find(word)];
  const auto at = static_cast<std::uint32_t>(word - code.words.get());
  const auto has_it = [at](const Handler& handler) { return handler.begin <= at && at < handler.end; };
  const auto handler = std::find_if(code.handlers.begin(), code.handlers.end(), has_it);
  return {word, &code, static_cast<std::size_t>(handler - code.handlers.begin())};
}

const ModuleCode::Site& ModuleCode::site(const Word* word) {
  constexpr int log2_sites = 6;
  if (sites_.empty()) sites_.resize(std::size_t{1} << log2_sites);
  constexpr std::uint64_t golden = 0x9e37'79b9'7f4a'7c15;
  const std::uint64_t hash = reinterpret_cast<std::uintptr_t>(word) * golden;
  Site& site = sites_[hash >> (64 - log2_sites)];
  if (site.word != word) site = find_site(word);
  return site;
}

const std::vector<std::uint32_t>& ModuleCode::field_slots(const DefType& type) {
  const auto known = field_slots_.find(&type);
  if (known != field_slots_.end()) return known->second;
  std::vector<std::uint32_t> slots{0};
  for (const FieldType& field : std::get<StructType>(type.sub.comp).fields) {
    slots.push_back(slots.back() + slot_count(field.storage));
  }
  return field_slots_.emplace(&type, std::move(slots)).first->second;
}

const ObservableModule& ModuleCode::observable() {
  if (!observable_) observable_ = std::make_unique<const ObservableModule>(module);
  return *observable_;
}

}  // namespace modlink
