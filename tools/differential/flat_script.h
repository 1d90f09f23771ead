// What engines that know core modules only are given to do, and what they tell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/engines/results/result.h"

namespace modlink::differential {

// A letter for each type that engines are told about: i = i32, I = i64, f = f32, F = f64, v = v128, r = a reference.
using TypeLetter = char;

// An argument: a number by its bits; a null reference, or the host's reference with a number.
struct Arg {
  enum class Kind { number, null, host };
  Kind kind = Kind::number;
  TypeLetter type = 'i';
  std::uint64_t low = 0;
  std::uint64_t high = 0;  // of vectors
};

// Something to look at in the end: an export of kind m = memory, t = table, g = global.
struct Probe {
  char kind = 'm';
  std::string name;
  std::string type;  // of globals these two: the word of the type
  bool is_mutable = false;
};

// Lets later modules import an export.
struct Binding {
  std::string module;
  std::string field;
  std::string export_name;
};

struct FlatStep {
  enum class Kind { nothing, instantiate, bind, invoke, get };
  Kind kind = Kind::nothing;
  std::string bytes;  // these two of `instantiate`
  std::vector<Probe> probes;
  std::size_t instance = 0;  // of the others: the step that made the instance
  std::string name;          // of `bind`: what module names no longer mean what they meant
  std::vector<Binding> bindings;
  std::string field;  // of `invoke` and `get`
  std::vector<Arg> args;
  std::vector<std::string> params;  // words of types, as engines are told
  std::vector<std::string> results;
  bool is_mutable = false;  // of `get`
};
using FlatScript = std::vector<FlatStep>;

// What came of it. The texts are the same for all engines where the meaning is.
struct Trace {
  // Of each step: "" if it was not run or cannot be told, "done" with its results, "trap memory", "exception", "limit",
  // "unlinkable", "rejected". What follows " / " is for the reader.
  std::vector<std::string> steps;
  // Of each `instantiate` that came to the end, its probes: "" if it cannot be told.
  std::vector<std::vector<std::string>> state;
};

// Values as text. Which NaN an operation gives is not determined, so that all NaNs are the same; and so are vectors in
// which there may be one.
std::string text_of(const engines::Result& result);
std::string number_text(TypeLetter type, std::uint64_t low, std::uint64_t high);
// Of bytes: how many, and a hash unless there are very many: nobody has written to most of them.
constexpr std::size_t max_hashed_bytes = 1 << 24;
std::string bytes_text(const unsigned char* bytes, std::size_t size);
// What a trap with this message is, whichever engine says it: "memory", "table", …; the message if unknown.
std::string trap_class(const std::string& message);

}  // namespace modlink::differential
