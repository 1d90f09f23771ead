// Which definitions of a core module do anything, and why. spec: exec/modules, Instantiation; syntax/modules, Indices
#pragma once

#include <optional>
#include <vector>

#include "rewrite/table_calls.h"
#include "wast/syntax/module.h"

namespace modlink::rewrite {

// Why a definition is used that no other definition needs.
enum class Root : std::uint8_t {
  export_,
  start,          // it is the start function, and not empty
  writes_import,  // an active segment that writes to an imported table or memory
  may_trap,       // an active segment of which nobody can say that it fits
};

struct IndexedDefinition {
  IndexSpace space = IndexSpace::func;
  Index index = 0;
  friend bool operator==(const IndexedDefinition&, const IndexedDefinition&) = default;
};

// A definition, what needs it, what needs that, and so on to one that is used for `root`.
struct UseChain {
  std::vector<IndexedDefinition> definitions;
  Root root = Root::export_;
  Index export_index = 0;  // which export, of Root::export_
};

// Of a module without anything of module linking: the functions, tables, memories, globals, tags and segments, imported
// or not, that can make a difference to whoever instantiates it. They are what is exported, the start function, active
// segments that write to imports or may trap; what these name; and of tables and memories that are used the active
// segments, with what they name. A declarative segment makes nothing used, though it is itself where instructions
// name it. A function that is only in tables from which no call can take it is used, but does not run, and what it
// names is not used on its account. That an initialiser or a limit could be too large for an implementation makes no
// difference.
// Takes time in proportion to the size of the module, which has to be valid and to outlive this.
class UsedDefinitions {
 public:
  explicit UsedDefinitions(const Module& module);

  bool contains(IndexSpace space, Index index) const { return users_[space][index].kind != User::Kind::none; }
  // Whether the body of a function that is used can be executed.
  bool runs(Index func) const { return runs_[func]; }
  // A short chain; nullopt of what is not used.
  std::optional<UseChain> why(IndexedDefinition definition) const;

 private:
  // What was the first to need a definition: another one, or what it is used for itself.
  struct User {
    enum class Kind : std::uint8_t { none, root, definition };
    Kind kind = Kind::none;
    Root root = Root::export_;
    IndexSpace space = IndexSpace::func;
    Index index = 0;  // of a definition, or an export
  };

  void collect_segments();
  void use_roots();
  void use_segments();
  void use(IndexedDefinition definition, User user);
  void run(Index func);
  void run_all(const std::vector<Index>& funcs);
  void open(Index table) { run_all(calls_.open(table)); }
  void use_needs_of(IndexedDefinition definition);
  void use_calls_of(const Func& func);
  void use_elements_of(const ElemSegment& segment, User user);
  void put(Index table, Index func, User user);
  template <class Phrase>
  void use_named(const Phrase& phrase, User user);
  bool fits(const ElemSegment& segment) const;
  bool fits(const DataSegment& segment) const;
  template <class Segment>
  std::optional<Root> effect_of(const Segment& segment, IndexSpace space, Index index) const;

  const Module& module_;
  PerSpace<Index> imported_;
  std::vector<const TableType*> tables_;
  std::vector<const MemoryType*> memories_;
  std::vector<std::vector<Index>> active_elems_;  // by table
  std::vector<std::vector<Index>> active_datas_;  // by memory
  TableCalls calls_;
  PerSpace<std::vector<User>> users_;
  std::vector<bool> runs_;                // by function
  std::vector<IndexedDefinition> found_;  // those that are used, functions once they run; in the order of being found
};

// Whether a module's start function does nothing, so that it is none.
bool has_idle_start(const Module& module);

}  // namespace modlink::rewrite
