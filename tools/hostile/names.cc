// Shapes of names that collide where hashes have no seed.
#include <fmt/format.h>

#include <functional>
#include <string_view>

#include "tools/hostile/generators.h"
#include "wast/binary/writer.h"

namespace modlink::hostile {
namespace {

// libstdc++'s hash of a name, MurmurHash64A with a seed that is known: a step for each 8 bytes, which can be undone.
constexpr std::uint64_t factor = 0xc6a4a7935bd1e995;
constexpr std::uint64_t start_of(std::uint64_t length) { return 0xc70f6907 ^ (length * factor); }

constexpr std::uint64_t inverse(std::uint64_t odd) {
  std::uint64_t result = odd;
  for (int i = 0; i < 5; ++i) result *= 2 - odd * result;
  return result;
}

constexpr std::uint64_t step(std::uint64_t state, std::uint64_t word) {
  word *= factor;
  return (state ^ ((word ^ (word >> 47)) * factor)) * factor;
}

// The word with which a step from `state` ends in 0.
constexpr std::uint64_t word_to_zero(std::uint64_t state) {
  const std::uint64_t word = state * inverse(factor);
  return (word ^ (word >> 47)) * inverse(factor);
}

std::string bytes_of(std::uint64_t word) {
  std::string result;
  for (int i = 0; i < 8; ++i) result += static_cast<char>(word >> (8 * i));
  return result;
}

bool is_identifier(std::string_view name) {
  constexpr std::string_view no_id_chars = "\"(),;[]{}\\";
  for (const char c : name) {
    if (c <= ' ' || c > '~' || no_id_chars.find(c) != std::string_view::npos) return false;
  }
  return true;
}

// Parts of 16 characters, all from `state` to 0.
std::vector<std::string> parts_from(std::uint64_t state, std::size_t count) {
  std::vector<std::string> result;
  for (std::uint64_t i = 0; result.size() < count; ++i) {
    // 'a' to 'p', for each 4 bits.
    std::uint64_t first = 0x6161616161616161;
    for (int k = 0; k < 8; ++k) first += (i >> (4 * k) & 0xf) << (8 * k);
    const std::string second = bytes_of(word_to_zero(step(state, first)));
    if (is_identifier(second)) result.push_back(bytes_of(first) + second);
  }
  return result;
}

std::string joined(const std::vector<std::string>& names, const std::function<std::string(const std::string&)>& field) {
  std::string result;
  for (const std::string& name : names) result += field(name);
  return result;
}

}  // namespace

std::vector<std::string> colliding_names(std::size_t side) {
  std::vector<std::string> result;
  const auto firsts = parts_from(start_of(32), side);
  const auto seconds = parts_from(0, side);
  for (const std::string& first : firsts) {
    for (const std::string& second : seconds) result.push_back(first + second);
  }
  return result;
}

// 22,500 imports and as many exports.
Files colliding_imports() {
  binary::Writer imports;
  const auto names = colliding_names(150);
  imports.vec(names, [](binary::Writer& writer, const std::string& name) {
    writer.name(name);
    writer.name("");
    writer.byte(0x03);  // a global, i32, const
    writer.byte(0x7f);
    writer.byte(0x00);
  });
  binary::Writer module;
  module.bytes(std::string_view("\0asm\1\0\0\0\2", 9));
  module.sized(imports.take());
  const Bytes bytes = module.take();
  return {{"imports.wasm", std::string(bytes.begin(), bytes.end())}};
}

Files colliding_exports() {
  return {{"exports.wat", "(module (func)" + joined(colliding_names(120), [](const std::string& name) {
                            return fmt::format("(export \"{}\" (func 0))", name);
                          }) + ")"}};
}

Files colliding_identifiers() {
  return {{"identifiers.wat", "(module" + joined(colliding_names(120), [](const std::string& name) {
                                return fmt::format("(func ${})", name);
                              }) + ")"}};
}

Files colliding_labels() {
  return {{"labels.wat", "(module (func " + joined(colliding_names(120), [](const std::string& name) {
                           return fmt::format("block ${} ", name);
                         }) + joined(colliding_names(120), [](const std::string&) {
                           return "end ";
                         }) + "))"}};
}

// As many fields of one instance, and arguments of `instantiate`.
Files colliding_arguments() {
  const auto names = colliding_names(70);
  const auto each = [&](const char* form) {
    return joined(names, [form](const std::string& name) { return fmt::format(fmt::runtime(form), name); });
  };
  return {{"arguments.wat", "(module (import \"f\" (func $f)) (module $M" + each("(import \"{}\" (func))") +
                                ") (instance (instantiate $M" + each("(import \"{}\" (func $f))") + ")))"}};
}

}  // namespace modlink::hostile
