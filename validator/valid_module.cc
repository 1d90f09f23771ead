// What validation finds out about a module. spec: Explainer, "Module Imports and Nested Instances"
#include "validator/valid_module.h"

namespace modlink {

ValType ValidModule::close(ValType type) const {
  if (!type.is_ref() || type.heap_kind != HeapKind::type_index) return type;
  return RefType{type.nullable, {HeapKind::def_type, std::get<const DefType*>(types[type.index])->id}};
}

}  // namespace modlink
