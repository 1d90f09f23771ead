// Values of scripts: making arguments, and printing. spec: exec/runtime, Values
#include "tools/spec-runner/values.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>

#include "tools/spec-runner/failure.h"
#include "validator/match.h"
#include "wast/syntax/type_tables.h"

namespace modlink::runner {

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

// A NaN with its payload, or a number that reads back as the same.
template <class Float, class Bits>
std::string print_float(Bits bits, unsigned fraction_bits) {
  const auto value = std::bit_cast<Float>(bits);
  if (!std::isnan(value)) return fmt::format("{}", value);
  const Bits payload = bits & ((Bits{1} << fraction_bits) - 1);
  return fmt::format("{}nan:{:#x}", std::signbit(value) ? "-" : "", payload);
}

std::string print_vector(const Value& value) {
  std::string result = "v128:i32x4";
  for (std::uint64_t half : {value.low, value.high}) {
    result += fmt::format(" {:#010x} {:#010x}", half & 0xffff'ffff, half >> 32);
  }
  return result;
}

std::string print_ref(const Value& value, const TypeStore& store) {
  const Ref ref = value.as_ref();
  if (ref.is_null()) return "ref.null";
  const bool external = match_heap_type(store, value.type.ref().heap, {HeapKind::extern_, 0});
  if (ref.is_host()) return fmt::format("{} {}", external ? "ref.extern" : "ref.host", ref.host_number());
  if (ref.is_func()) return "ref.func";
  if (ref.is_i31()) return fmt::format("ref.i31 {}", static_cast<std::int32_t>(ref.i31_s()));
  return fmt::format("ref of type {}", to_string(store, value.type));
}

}  // namespace

Values make_args(const std::vector<script::Const>& consts, const FuncType& type, const TypeStore& store) {
  if (consts.size() != type.params.size()) {
    throw Failure("wrong number of arguments", std::to_string(type.params.size()), std::to_string(consts.size()));
  }
  Values args;
  for (std::size_t i = 0; i < consts.size(); ++i) {
    const ValType param = type.params[i];
    if (!match_val_type(store, consts[i].type, param)) {
      throw Failure(fmt::format("wrong type of argument {}", i + 1), to_string(store, param),
                    to_string(store, consts[i].type));
    }
    args.push_back(std::visit([param](const auto& bits) { return with_bits(param, bits); }, consts[i].value));
  }
  return args;
}

std::string print_number(ValKind type, std::uint64_t bits) {
  switch (type) {
    case ValKind::i32: return std::to_string(static_cast<std::int32_t>(bits));
    case ValKind::i64: return std::to_string(static_cast<std::int64_t>(bits));
    case ValKind::f32: return print_float<float>(static_cast<std::uint32_t>(bits), 23);
    case ValKind::f64: return print_float<double>(bits, 52);
    default: return fmt::format("{:#x}", bits);
  }
}

std::string to_string(const Value& value, const TypeStore& store) {
  if (value.type.kind == ValKind::ref) return print_ref(value, store);
  if (value.type.kind == ValKind::v128) return print_vector(value);
  return fmt::format("{}:{}", to_string(value.type.kind), print_number(value.type.kind, value.low));
}

std::string to_string(const Values& values, const TypeStore& store) {
  std::string result;
  for (const Value& value : values) result += fmt::format("{}{}", result.empty() ? "" : " ", to_string(value, store));
  return result.empty() ? "nothing" : result;
}

}  // namespace modlink::runner
