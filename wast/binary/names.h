// The custom sections that this library understands: names and branch hints. spec: appendix/custom, Name Section; the
// branch hinting proposal
#pragma once

#include "wast/binary/decode_observer.h"
#include "wast/binary/writer.h"
#include "wast/syntax/implementation_limits.h"
#include "wast/syntax/module.h"

namespace modlink::binary {

// Moves the contents of well-formed sections from `module.customs` to `module.names` and `module.branch_hints`. What is
// left of those in unusual places are sections without content. Those that are malformed, misplaced or repeated stay as
// they are. Names of what the module does not have are left out, so that all names in `module.names` fit. The first of
// either becomes `module.custom_error`. Positions of instructions and of custom sections must be those of `file`;
// `last` is the id of its last section of another kind. Where bodies are not read, names of labels and
// branch hints are dropped unread; for linking alone, only names of modules, instances and types are taken, and hints
// stay as they are.
void decode_known_customs(Module& module, std::string_view file, std::uint8_t last, const ImplementationLimits& limits,
                          Extent extent = Extent::all);

// The names that the bytes of a module in `file`, from its magic number up to `end`, have a section for, whatever else
// is malformed in them, and whether what they name is there or not.
Names find_names(std::string_view file, Pos begin, Pos end);

// Tells `observer` of what a custom section `name` of `file` has in it. Throws Malformed.
void observe_names(const CustomSection& custom, std::string_view file, DecodeObserver& observer);

// The content of the name section in its canonical form; nothing if there are no names. docs/name-section.md
Bytes encode_names(const Names& names);

// The same of names that were read from `content`, as `read`, and changed since: what is as it was, and what was not
// taken from there, keeps its bytes.
Bytes encode_names(const Names& names, const Names& read, std::string_view content);

// The offsets of the instructions of one function's body, counted from the first byte behind the body's size.
using InstrOffsets = std::vector<std::uint32_t>;

// The section of branch hints without its id. `offsets` are those of the functions with hints, in their order.
Bytes encode_branch_hints(const Module& module, const std::vector<InstrOffsets>& offsets);

inline constexpr char name_section[] = "name";
inline constexpr char branch_hint_section[] = "metadata.code.branch_hint";

// How many functions a module imports or aliases: the index of the first one it defines.
Index first_defined_func(const Module& module);

}  // namespace modlink::binary
