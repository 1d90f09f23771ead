// The parts of a function body, and bodies with other parts in their places. spec: text/instructions, Folded
// Instructions
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "validator/valid_module.h"
#include "wast/text/fold.h"

namespace modlink::shrink {

// An instruction with the operands that are folded into it, and a block with all that is in it: instructions of a body
// from `begin` up to `end`.
struct Part {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t depth = 0;                 // in how many parts it is
  std::uint32_t instr = 0;                 // the one that has the operands, or that opens the block
  std::optional<ResultType> results = {};  // nullopt if they are not known
};

// Those of a body, each before those in it. What follows a `catch` of the legacy exception instructions has no parts.
std::vector<Part> parts_of(const Expr& body, const text::Arities& arities, std::uint32_t results);

// With types, as validation finds them: concrete ones are the bottoms of their hierarchies.
std::vector<Part> parts_of(const ValidModule& module, Index own, const text::Arities& arities);

// Instructions that take the place of others.
struct Patch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Expr with;  // without `end`
};
// Patches do not overlap, and are in order.
Expr patched(const Expr& body, const std::vector<Patch>& patches);

// Gives one of the functions that a module itself has another body, of whose instructions nothing is known.
void set_body(Module& module, Index own, Expr body);
// The type of one as it is written, concrete ones by their indices; null if the module itself does not define it.
const FuncType* written_type(const Module& module, const Func& func);

// Appends an instruction of another body.
void append_same(Expr& to, const Expr& from, const Instr& instr);

// Instructions of a body from `begin` up to `end`. `left` is how many blocks around them are no more: branches out of
// them count so many labels less. nullopt if a branch goes to one of those blocks.
std::optional<Expr> cut(const Expr& body, std::uint32_t begin, std::uint32_t end, Index left);

}  // namespace modlink::shrink
