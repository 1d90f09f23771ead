// Constants of scripts as values.
#include "tools/engines/results/const_value.h"

#include <cstring>

namespace modlink::engines {

namespace {

Value with_bits(ValType type, std::uint64_t bits) { return {type, bits, 0}; }

Value with_bits(ValType type, const V128& vector) {
  Value value{type, 0, 0};
  std::memcpy(&value.low, vector.bytes.data(), 8);
  std::memcpy(&value.high, vector.bytes.data() + 8, 8);
  return value;
}

Value with_bits(ValType type, const script::RefConst& ref) {
  const bool null = ref.kind == script::RefConst::Kind::null;
  return Value::ref(type.ref(), null ? Ref::null() : Ref::host(ref.number));
}

}  // namespace

Value value_of(const script::Const& constant, ValType type) {
  return std::visit([type](const auto& bits) { return with_bits(type, bits); }, constant.value);
}

}  // namespace modlink::engines
