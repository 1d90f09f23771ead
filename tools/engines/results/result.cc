// Values as any engine tells them. spec: exec/runtime, Values
#include "tools/engines/results/result.h"

#include "interpreter/runtime/heap.h"
#include "validator/match.h"
#include "wast/syntax/type_tables.h"

namespace modlink::engines {

namespace {

RefClass class_of(Ref ref, bool external) {
  if (ref.is_null()) return RefClass::null;
  if (external) return RefClass::extern_;  // whatever it is inside
  if (ref.is_func()) return RefClass::func;
  if (ref.is_host()) return RefClass::host;
  if (ref.is_i31()) return RefClass::i31;
  switch (ref.as_object()->kind) {
    case Object::Kind::exception: return RefClass::exn;
    case Object::Kind::structure: return RefClass::struct_;
    case Object::Kind::array: return RefClass::array;
  }
  return RefClass::other;
}

}  // namespace

Result result_of(const Value& value, const TypeStore& store) {
  Result result;
  result.type = value.type.kind;
  result.low = value.low;
  result.high = value.high;
  if (!value.type.is_ref()) return result;
  const Ref ref = value.as_ref();
  result.low = 0;
  result.top = top_heap_type(store, value.type.ref().heap).kind;
  result.ref = class_of(ref, result.top == HeapKind::extern_);
  if (ref.is_host()) result.number = ref.host_number();
  if (result.ref == RefClass::i31) result.number = static_cast<std::int32_t>(ref.i31_s());
  return result;
}

Results results_of(const Values& values, const TypeStore& store) {
  Results results;
  for (const Value& value : values) results.push_back(result_of(value, store));
  return results;
}

std::uint64_t lane_of(const Result& vector, unsigned lane_bits, std::size_t index) {
  const std::size_t offset = index * lane_bits;
  const std::uint64_t mask = lane_bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << lane_bits) - 1;
  return (offset < 64 ? vector.low : vector.high) >> (offset % 64) & mask;
}

}  // namespace modlink::engines
