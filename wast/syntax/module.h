// Modules of the abstract syntax: names as written, two-level imports as written, definitions in order.
// spec: syntax/modules; Explainer, "Binary Format Considerations"
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wast/syntax/error.h"
#include "wast/syntax/instructions.h"
#include "wast/syntax/kept_bytes.h"
#include "wast/syntax/linking.h"
#include "wast/syntax/names.h"
#include "wast/syntax/source.h"
#include "wast/syntax/types.h"

namespace modlink {

// One initial definition: an entry of the Type, Import, Alias, Module or Instance section. Each may refer only to
// those before it (but a type use in text also to later ones: the parser puts all types first, D25).
using Definition = std::variant<TypeDef, Import, Alias, NestedModule, Instance>;

// A run of locals of one type; the parser and the decoder merge adjacent runs and drop empty ones.
struct LocalRun {
  std::uint32_t count = 0;
  ValType type;
  friend bool operator==(const LocalRun&, const LocalRun&) = default;
};

struct Func {
  At at;
  Index type = 0;
  std::vector<LocalRun> locals;
  Expr body;  // ends in `end`
  friend bool operator==(const Func&, const Func&) = default;
};

struct Table {
  At at;
  TableType type;
  std::optional<Expr> init;  // absent means `ref.null` of the element type
  friend bool operator==(const Table&, const Table&) = default;
};

struct Memory {
  At at;
  MemoryType type;
  friend bool operator==(const Memory&, const Memory&) = default;
};

// A definition that consists of its type. spec: syntax/modules, Tags
template <IndexSpace space>
struct TypedDefinition {
  At at;
  Index type = 0;
  friend bool operator==(const TypedDefinition&, const TypedDefinition&) = default;
};
using Tag = TypedDefinition<IndexSpace::tag>;

struct Global {
  At at;
  GlobalType type;
  Expr init;
  friend bool operator==(const Global&, const Global&) = default;
};

struct Export {
  At at;
  std::optional<Name> name;  // absent in a zero-level export, whose kind is `instance` (D3)
  ExternKind kind = ExternKind::func;
  Index index = 0;
  At index_at;
  friend bool operator==(const Export&, const Export&) = default;
};

struct Start {
  At at;
  Index func = 0;
  friend bool operator==(const Start&, const Start&) = default;
};

enum class SegmentMode : std::uint8_t { passive, active, declarative };

// A type of its own, since libstdc++ takes a variant of vectors alone for one that always has a value, and destroys one
// even where copying it ran out of memory.
struct FuncIndices : std::vector<Index> {
  using std::vector<Index>::vector;
};

// spec: syntax/modules, Element Segments. Function indices are kept apart from expressions, as both formats do; they
// stand for `ref.func x end`, and their type is `(ref func)`, or `funcref` where a table of text gives it.
struct ElemSegment {
  At at;
  SegmentMode mode = SegmentMode::passive;
  Index table = 0;  // these two only when active
  Expr offset;
  RefType type = funcref;
  std::variant<FuncIndices, std::vector<Expr>> init;
  // An index equals the expression that it stands for.
  friend bool operator==(const ElemSegment& a, const ElemSegment& b);
};

// spec: syntax/modules, Data Segments. Never declarative.
struct DataSegment {
  At at;
  SegmentMode mode = SegmentMode::passive;
  Index memory = 0;  // these two only when active
  Expr offset;
  KeptBytes init;
  friend bool operator==(const DataSegment&, const DataSegment&) = default;
};

// What defines a member of an index space: its type alone, unless the space has definitions of its own.
template <IndexSpace space>
struct DefinitionOf : std::type_identity<TypedDefinition<space>> {};
template <>
struct DefinitionOf<IndexSpace::func> : std::type_identity<Func> {};
template <>
struct DefinitionOf<IndexSpace::table> : std::type_identity<Table> {};
template <>
struct DefinitionOf<IndexSpace::memory> : std::type_identity<Memory> {};
template <>
struct DefinitionOf<IndexSpace::global> : std::type_identity<Global> {};
template <>
struct DefinitionOf<IndexSpace::elem> : std::type_identity<ElemSegment> {};
template <>
struct DefinitionOf<IndexSpace::data> : std::type_identity<DataSegment> {};

// A custom section, and the id of the section it follows (0 at the start of the module); kept for the round trip. The
// first one called `name` that has no content stands for the module's names, wherever they are not where they usually
// are (encode_module.h); and so of branch hints.
struct CustomSection {
  At at;
  Name name;
  KeptBytes bytes;
  std::uint8_t after = 0;
  Index after_definitions = 0;  // how many of the module's definitions stand before it
  friend bool operator==(const CustomSection&, const CustomSection&) = default;
};

// Whether an `if` or a `br_if` is likely to be taken. spec: the branch hinting proposal
struct BranchHint {
  std::uint32_t instr = 0;  // its index in the function's body
  bool likely = false;
  friend bool operator==(const BranchHint&, const BranchHint&) = default;
};

// How much of a binary was read.
enum class Extent : std::uint8_t {
  all,
  unchecked,     // of the code of functions only where it lies: whoever reads it checks it on the way (InstrChecker)
  declarations,  // of function bodies nothing but the locals; `unreachable` stands for what they do
  // What linking needs: of functions there are the types, and no segments. Initialisers of tables and globals are not
  // validated. Nothing may name an index of theirs anew; their bytes are encoded as they are.
  linking,
  nothing,  // only where it begins and ends
};

struct Module {
  At at;
  SourcePtr source;  // where positions point to; null for modules made by hand
  // Of one that was read from a binary, where its bytes end there, which begin at `at`; whatever became of it since.
  Pos end = no_pos;
  Extent extent = Extent::all;
  bool has_data_count = false;  // of a binary: the section is there, so that code may name data segments
  std::vector<Definition> definitions;
#define DEFINED_SPACE(name, members, ...) std::vector<DefinitionOf<IndexSpace::name>::type> members;
#include "wast/syntax/index_spaces.def"
  std::vector<Export> exports;
  std::optional<Start> start;
  std::vector<CustomSection> customs;
  Names names;
  std::map<std::size_t, std::vector<BranchHint>> branch_hints;  // by index in `funcs`, in the order of the instructions
  // The first thing wrong with annotations or custom sections, which are then ignored: the module is none the worse.
  std::optional<Error> custom_error;

  // The list of a space's own definitions.
  template <IndexSpace space>
  auto& of(SpaceConstant<space>) {
#define DEFINED_SPACE(name, members, ...) \
  if constexpr (space == IndexSpace::name) return members;
#include "wast/syntax/index_spaces.def"
  }

  // Equal as abstract syntax: positions, names, hints and custom sections do not count.
  friend bool operator==(const Module& a, const Module& b);
};

template <class F>
void take_nested(Module& module, F f) {
  for (Definition& definition : module.definitions) {
    if (auto* inner = std::get_if<NestedModule>(&definition)) f(inner->module);
  }
}

}  // namespace modlink
