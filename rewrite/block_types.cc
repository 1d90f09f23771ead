// Block types for blocks that a module does not have yet. spec: syntax/instructions, syntax-blocktype
#include "rewrite/block_types.h"

#include "wast/syntax/definitions.h"

namespace modlink::rewrite {

namespace {

bool is_concrete(ValType type) { return type.is_ref() && type.ref().heap.kind == HeapKind::def_type; }

}  // namespace

// Of a group only the whole stands in for it: an alias of one of several members does not.
BlockTypes::BlockTypes(const ValidModule& module)
    : module_(module),
      next_(static_cast<Index>(module.types.size())),
      budget_(module.copy_limit),
      copier_(*module.type_store, added_, next_, budget_, module.module.at) {
  Index index = 0;
  for (const Definition& definition : module.module.definitions) {
    const Index count = type_count(definition);
    const auto* type = count > 0 ? std::get_if<const DefType*>(&module.types[index]) : nullptr;
    if (type && (*type)->group_size == count) copier_.know(**type, index);
    index += count;
  }
}

BlockType BlockTypes::of(const ResultType& params, const ResultType& results) {
  if (params.empty() && results.empty()) return {};
  if (params.empty() && results.size() == 1 && !is_concrete(results[0])) {
    return {BlockType::Kind::val_type, results[0], 0};
  }
  const ExternDesc desc = copier_.copy(ExternFunc{module_.type_store->intern(FuncType{params, results})});
  return {BlockType::Kind::type_index, {}, std::get<TypeUse<ExternKind::func>>(desc).type};
}

ResultType BlockTypes::params(const BlockType& type) const {
  return type.kind == BlockType::Kind::type_index ? module_.func_type(type.type).params : ResultType();
}

}  // namespace modlink::rewrite
