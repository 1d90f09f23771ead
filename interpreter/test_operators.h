// All operators, applied to operands of all sorts: for tests, and for hosts that tests do not run on.
// spec: exec/numerics
#pragma once

#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "interpreter/embedding.h"
#include "wast/syntax/concat.h"
#include "wast/text/parse_module.h"

namespace modlink::operators {

inline constexpr std::uint64_t numbers[] = {0,
                                            1,
                                            2,
                                            7,
                                            31,
                                            64,
                                            0x7fff'ffff,
                                            0x8000'0000,
                                            0xffff'ffff,
                                            0xdead'beef,
                                            0x7fff'ffff'ffff'ffff,
                                            0x8000'0000'0000'0000,
                                            0xffff'ffff'ffff'ffff,
                                            0x0123'4567'89ab'cdef};
// Zeros, the smallest and the largest, halves, what integers just hold, infinities, NaNs of all sorts.
inline constexpr std::uint32_t singles[] = {0,           0x8000'0000, 1,           0x3f80'0000, 0xbf80'0000,
                                            0x3f00'0000, 0x4020'0000, 0x7f7f'ffff, 0x7f80'0000, 0xff80'0000,
                                            0x7fc0'0000, 0xffc0'0000, 0x7fa0'0001, 0xff81'2345, 0x4f00'0000,
                                            0xcf00'0000, 0x5f00'0000, 0x3eaa'aaab, 0x3f80'0001};
inline constexpr std::uint64_t doubles[] = {0,
                                            0x8000'0000'0000'0000,
                                            1,
                                            0x3ff0'0000'0000'0000,
                                            0xbff0'0000'0000'0000,
                                            0x3fe0'0000'0000'0000,
                                            0x4004'0000'0000'0000,
                                            0x7fef'ffff'ffff'ffff,
                                            0x7ff0'0000'0000'0000,
                                            0xfff0'0000'0000'0000,
                                            0x7ff8'0000'0000'0000,
                                            0xfff8'0000'0000'0000,
                                            0x7ff4'0000'0000'0001,
                                            0xfff1'2345'6789'abcd,
                                            0x41e0'0000'0000'0000,
                                            0xc1e0'0000'0000'0000,
                                            0x43e0'0000'0000'0000,
                                            0x3fd5'5555'5555'5555,
                                            0x3ff0'0000'0000'0001};

inline std::uint64_t pair_of(std::uint32_t low, std::uint32_t high) { return low | std::uint64_t{high} << 32; }

inline Values all_vectors() {
  Values vectors;
  const auto add = [&vectors](std::uint64_t low, std::uint64_t high) { vectors.push_back({ValKind::v128, low, high}); };
  for (std::size_t i = 0; i < std::size(doubles); i += 2) add(doubles[i], doubles[(i + 1) % std::size(doubles)]);
  for (std::size_t i = 0; i + 4 <= std::size(singles); i += 3) {
    add(pair_of(singles[i], singles[i + 1]), pair_of(singles[i + 2], singles[i + 3]));
  }
  add(0x0706'0504'0302'0100, 0xff80'7f20'1f10'0f0e);
  add(0x8000'8000'7fff'8000, 0x8080'7f7f'ffff'0001);
  return vectors;
}

inline const Values& operands_of(char letter) {
  static const auto make = [](ValKind kind, const auto& all) {
    Values values;
    for (const auto bits : all) {
      values.push_back({kind, kind == ValKind::i32 ? static_cast<std::uint32_t>(bits) : std::uint64_t{bits}, 0});
    }
    return values;
  };
  static const Values i32s = make(ValKind::i32, numbers), i64s = make(ValKind::i64, numbers);
  static const Values f32s = make(ValKind::f32, singles), f64s = make(ValKind::f64, doubles), v128s = all_vectors();
  switch (letter) {
    case 'i': return i32s;
    case 'I': return i64s;
    case 'f': return f32s;
    case 'F': return f64s;
    default: return v128s;
  }
}

inline std::string type_name(char letter) {
  switch (letter) {
    case 'i': return "i32";
    case 'I': return "i64";
    case 'f': return "f32";
    case 'F': return "f64";
    default: return "v128";
  }
}

// With operands, without immediates, and with results that are numbers.
inline bool is_operator(const OpcodeInfo& about) {
  const std::size_t colon = about.signature.find(':');
  return about.immediate == Immediate::none && about.signature.find_first_not_of("iIfFv:") == about.signature.npos &&
         colon != about.signature.npos && colon > 0 && colon + 1 < about.signature.size();
}

// A function for each operator, by its mnemonic.
inline std::string module_of_operators() {
  std::string text = "(module";
  for (const OpcodeInfo& about : opcode_infos) {
    if (!is_operator(about)) continue;
    const std::size_t colon = about.signature.find(':');
    std::string params, results, gets;
    for (std::size_t i = 0; i < colon; ++i) {
      params += " " + type_name(about.signature[i]);
      gets += " local.get " + std::to_string(i);
    }
    for (std::size_t i = colon + 1; i < about.signature.size(); ++i) results += " " + type_name(about.signature[i]);
    const std::string name(about.mnemonic);
    text += concat("\n(func (export \"", name, "\") (param", params, ") (result", results, ')', gets, ' ', name, ')');
  }
  return text + ")";
}

// Calls `f` with all operands that a signature may have. Of three vectors not all, as there are many.
template <class F>
void for_all_operands(std::string_view letters, F f) {
  Values args(letters.size());
  std::uint64_t combinations = 1;
  for (const char letter : letters) combinations *= operands_of(letter).size();
  const std::uint64_t step = combinations > 1000 ? 7 : 1;
  for (std::uint64_t number = 0; number < combinations; number += step) {
    std::uint64_t rest = number;
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const Values& all = operands_of(letters[i]);
      args[i] = all[rest % all.size()];
      rest /= all.size();
    }
    f(args);
  }
}

// A store with an instance of that module.
class Operators {
 public:
  explicit Operators(Choices choices) : store_(std::make_shared<TypeStore>(), {}, {.choices = choices}) {
    Features features;
    features.set(Feature::wide_arithmetic, true);
    const auto source = std::make_shared<const Source>("operators.wat", module_of_operators(), Source::Kind::text);
    const ValidModulePtr module = validate(parse_module(source, features, {}), store_.type_store(), features, {});
    instance_ =
        module_instantiate(store_, {module, nullptr}, [](const Name&) { return std::nullopt; }).instance().exports;
  }

  // What is noted is of this alone.
  Outcome apply(const OpcodeInfo& about, const Values& args) {
    store_.forget_nondeterminism();
    return func_invoke(store_, *std::get<FuncInst*>(*instance_export(*instance_, about.mnemonic)), args);
  }
  Causes nondeterminism() const { return store_.nondeterminism(); }

 private:
  Store store_;
  const InstanceValue* instance_;
};

// FNV-1a, over words.
inline void add_to(std::uint64_t& hash, std::uint64_t word) { hash = (hash ^ word) * 0x0000'0100'0000'01b3; }

inline std::uint64_t hash_of(Operators& operators, const OpcodeInfo& about) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;
  for_all_operands(about.signature.substr(0, about.signature.find(':')), [&](const Values& args) {
    const Outcome outcome = operators.apply(about, args);
    if (!outcome.is_done()) return add_to(hash, static_cast<std::uint64_t>(outcome.trap_code()) + 1);
    for (const Value& result : outcome.results()) {
      add_to(hash, result.low);
      add_to(hash, result.high);
    }
  });
  return hash;
}

// Of all operators, by which one can see whether two builds have the same.
struct Bits {
  std::uint64_t all = 0;
  std::size_t count = 0;
  std::string list;  // a line each, to see where they differ
};

inline Bits bits_of_all() {
  Operators operators(Choices::deterministic);
  Bits bits;
  for (const OpcodeInfo& about : opcode_infos) {
    if (!is_operator(about)) continue;
    const std::uint64_t hash = hash_of(operators, about);
    bits.list += std::string(about.mnemonic) + " " + std::to_string(hash) + "\n";
    add_to(bits.all, hash);
    ++bits.count;
  }
  return bits;
}

// What it is in all builds.
inline constexpr std::uint64_t expected_bits = 12501825495640583157U;

}  // namespace modlink::operators
