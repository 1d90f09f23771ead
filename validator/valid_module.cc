// The closed types of a valid module. spec: valid/conventions, Types
#include "validator/valid_module.h"

namespace modlink {

ValType ValidModule::close(ValType type) const {
  if (!type.is_ref() || type.heap_kind != HeapKind::type_index) return type;
  return RefType{type.nullable, {HeapKind::def_type, std::get<const DefType*>(types[type.index])->id}};
}

}  // namespace modlink
