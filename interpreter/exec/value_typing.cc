// Which types values have. spec: exec/values, Value Typing
#include "interpreter/exec/value_typing.h"

#include "interpreter/exec/gc_ops.h"
#include "validator/match.h"

namespace modlink {

bool check_ref(Store& store, Ref ref, RefType type) {
  if (ref.is_null()) return type.nullable;
  if (!store.owns(ref)) return false;
  if (ref.is_func()) return match_heap_type(store.types(), {HeapKind::def_type, ref.as_func()->type->id}, type.heap);
  const bool exception = ref.is_object() && ref.as_object()->kind == Object::Kind::exception;
  if (exception || type.heap.kind == HeapKind::exn) return exception && type.heap.kind == HeapKind::exn;
  if (type.heap.kind == HeapKind::func) return false;
  const bool concrete = type.heap.kind == HeapKind::def_type;
  return is_of_type(ref, concrete ? store.types().def_type(type.heap) : nullptr, type.heap.kind, false);
}

bool check_val(Store& store, const Value& val, ValType type) {
  if (type.is_ref()) return val.type.is_ref() && check_ref(store, val.as_ref(), type.ref());
  return val.type == type;
}

bool check_vals(Store& store, const Values& vals, const ResultType& types) {
  if (vals.size() != types.size()) return false;
  for (std::size_t i = 0; i < vals.size(); ++i) {
    if (!check_val(store, vals[i], types[i])) return false;
  }
  return true;
}

RefType ref_type(Ref ref) {
  if (ref.is_null()) return {true, {HeapKind::bot}};
  if (ref.is_func()) return {false, {HeapKind::def_type, ref.as_func()->type->id}};
  if (ref.is_host()) return {false, {HeapKind::any}};
  if (ref.is_i31()) return {false, {HeapKind::i31}};
  const Object& object = *ref.as_object();
  if (object.kind == Object::Kind::exception) return {false, {HeapKind::exn}};
  return {false, {HeapKind::def_type, object.type->id}};
}

}  // namespace modlink
