// Values as any engine tells them, as text.
#include "tools/engines/result_text.h"

#include <fmt/format.h>

#include <cmath>

#include "wast/syntax/bit_cast.h"
#include "wast/syntax/type_tables.h"

namespace modlink::engines {

namespace {

// A NaN with its payload, or a number that reads back as the same.
template <class Float, class Bits>
std::string float_text(Bits bits, unsigned fraction_bits) {
  const auto value = bit_cast<Float>(bits);
  if (!std::isnan(value)) return fmt::format("{}", value);
  const Bits payload = bits & ((Bits{1} << fraction_bits) - 1);
  return fmt::format("{}nan:{:#x}", std::signbit(value) ? "-" : "", payload);
}

}  // namespace

const char* keyword(RefClass ref) {
  switch (ref) {
    case RefClass::null: return "ref.null";
    case RefClass::func: return "ref.func";
    case RefClass::extern_: return "ref.extern";
    case RefClass::host: return "ref.host";
    case RefClass::exn: return "ref.exn";
    case RefClass::i31: return "ref.i31";
    case RefClass::struct_: return "ref.struct";
    case RefClass::array: return "ref.array";
    case RefClass::other: return "ref";
  }
  return "";
}

std::string number_text(ValKind type, std::uint64_t bits) {
  switch (type) {
    case ValKind::i32: return std::to_string(static_cast<std::int32_t>(bits));
    case ValKind::i64: return std::to_string(static_cast<std::int64_t>(bits));
    case ValKind::f32: return float_text<float>(static_cast<std::uint32_t>(bits), 23);
    case ValKind::f64: return float_text<double>(bits, 52);
    default: return fmt::format("{:#x}", bits);
  }
}

std::string vector_text(const Result& vector, unsigned lane_bits, bool floating) {
  std::string result = fmt::format("v128:{}{}x{}", floating ? 'f' : 'i', lane_bits, 128 / lane_bits);
  for (std::size_t i = 0; i < 128 / lane_bits; ++i) {
    const std::uint64_t lane = lane_of(vector, lane_bits, i);
    if (floating) {
      result += " " + number_text(lane_bits == 32 ? ValKind::f32 : ValKind::f64, lane);
    } else {
      result += fmt::format(" {:#0{}x}", lane, lane_bits / 4 + 2);
    }
  }
  return result;
}

std::string to_string(const Result& result) {
  if (result.type == ValKind::v128) return vector_text(result, 32, false);
  if (result.type != ValKind::ref) {
    return fmt::format("{}:{}", modlink::to_string(result.type), number_text(result.type, result.low));
  }
  return result.number ? fmt::format("{} {}", keyword(result.ref), *result.number) : keyword(result.ref);
}

}  // namespace modlink::engines
