// Texts that are the same for all engines.
#include "tools/differential/flat_script.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

#include "wast/syntax/type_tables.h"

namespace modlink::differential {

namespace {

template <class Float, class Bits>
bool is_nan(std::uint64_t bits) {
  const Bits narrow = static_cast<Bits>(bits);
  Float value;
  std::memcpy(&value, &narrow, sizeof(value));
  return std::isnan(value);
}

// As a lane of 64 bits, or in one of two lanes of 32.
bool has_nan(std::uint64_t half) {
  return is_nan<double, std::uint64_t>(half) || is_nan<float, std::uint32_t>(half) ||
         is_nan<float, std::uint32_t>(half >> 32);
}

}  // namespace

std::string text_of(const engines::Result& result) {
  if (result.type != ValKind::ref) return number_text(info(result.type).letter, result.low, result.high);
  switch (result.ref) {
    case engines::RefClass::null: return "null";
    case engines::RefClass::func: return "func";
    case engines::RefClass::extern_:
    case engines::RefClass::host: return result.number ? "host" + std::to_string(*result.number) : "ref";
    default: return "ref";
  }
}

std::string number_text(TypeLetter type, std::uint64_t low, std::uint64_t high) {
  if (type == 'f' && is_nan<float, std::uint32_t>(low)) return "f:nan";
  if (type == 'F' && is_nan<double, std::uint64_t>(low)) return "F:nan";
  if (type == 'v' && (has_nan(low) || has_nan(high))) return "v:nan";
  if (type == 'v') return fmt::format("v:{:016x}{:016x}", high, low);
  return fmt::format("{}:{}", type, low);
}

// FNV-1a over words of 32 bits, and over the bytes that are left.
std::string bytes_text(const unsigned char* bytes, std::size_t size) {
  if (size > max_hashed_bytes) return fmt::format("{} bytes", size);
  std::uint32_t hash = 0x811c9dc5;
  std::size_t i = 0;
  for (; i + 4 <= size; i += 4) {
    std::uint32_t word;
    std::memcpy(&word, bytes + i, 4);
    hash = (hash ^ word) * 0x01000193;
  }
  for (; i < size; ++i) hash = (hash ^ bytes[i]) * 0x01000193;
  return fmt::format("{} bytes {:08x}", size, hash);
}

std::string trap_class(const std::string& message) {
  static constexpr struct {
    const char* part;
    const char* name;
  } parts[] = {
      // The first that occurs counts.
      {"unreachable", "unreachable"},
      {"expected shared memory", "wait"},
      {"Atomics.wait cannot be called", "wait"},
      {"integer divide by zero", "divide by zero"},
      {"divide by zero", "divide by zero"},
      {"remainder by zero", "divide by zero"},
      {"integer overflow", "integer"},
      {"invalid conversion to integer", "integer"},
      {"unrepresentable", "integer"},
      {"stack", "stack"},
      {"out of bounds memory access", "memory"},
      {"memory access out of bounds", "memory"},
      {"invalid memory access", "memory"},
      {"data segment", "memory"},
      {"out of bounds table access", "table"},
      {"table index is out of bounds", "table"},
      {"table access out of bounds", "table"},
      {"table or segment", "table"},
      {"element segment", "table"},
      {"undefined element", "table"},
      {"undefined table index", "table"},
      {"uninitialized", "call"},
      {"call signature mismatch", "call"},
      {"indirect call type mismatch", "call"},
      {"function signature mismatch", "call"},
      {"array element", "array"},
      {"out of bounds array access", "array"},
      {"null ", "null"},
      {"null pointer", "null"},
      {"cast", "cast"},
      {"unaligned", "unaligned"},
  };
  for (const auto& [part, name] : parts) {
    if (message.find(part) != std::string::npos) return name;
  }
  return message;
}

}  // namespace modlink::differential
