// Types of generated definitions, as far as generating needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "wast/syntax/types.h"

namespace modlink::generate {

struct Shape;
using ShapePtr = std::shared_ptr<const Shape>;

struct Member {
  std::string name;
  ShapePtr shape;
};

inline constexpr unsigned sig_count = 4;

// What globals and tables hold: numbers and functions, or else references of these kinds.
enum class Holds : std::uint8_t { plain, i31, structure, array };

struct Shape {
  ExternKind kind = ExternKind::func;
  unsigned sig = 0;             // of functions: an index of `sigs`
  unsigned level = 0;           // of functions: they call only functions of lower levels, so all calls end
  bool mut = false;             // of globals
  Holds holds = Holds::plain;   // of globals and tables
  bool is_wide = false;         // of memories: with addresses of 64 bits
  std::vector<Member> imports;  // of modules
  std::vector<Member> exports;  // of modules and instances
  std::size_t weight = 1;       // how long it is when it is written, in definitions
};

// Whether `found` can be used where `expected` is: more exports, fewer imports, lower levels.
bool fits(const Shape& found, const Shape& expected);

// The definition as an import or export has it, `(func $id (param i32))` and the like. Without the kind's parentheses'
// name when `id` is empty.
std::string describe(const Shape& shape, const std::string& id);

// The type use of a signature: `(param i32) (result i32)`.
const char* sig_text(unsigned sig);
unsigned sig_params(unsigned sig);
bool sig_has_result(unsigned sig);
// The type of such references.
const char* ref_text(Holds holds);

}  // namespace modlink::generate
