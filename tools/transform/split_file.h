// One file of a split: a module that was nested, without a trace of what was around it. spec: Explainer, "Nested
// Modules"
#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "rewrite/type_copier.h"
#include "tools/transform/module_tree.h"
#include "tools/transform/split.h"
#include "wast/syntax/free_indices.h"

namespace modlink::transform {

// The nodes of a tree that are files already.
struct SplitNames {
  std::map<std::size_t, Name> files;
  std::map<Name, Name> imports;                       // by which name others import a file
  std::map<std::size_t, std::vector<Name>> captures;  // by which names they import their captures
};

// Makes the module of one file of node `root` and of those that stay nested in it, which leave the tree.
class SplitFile {
 public:
  // All nodes of `tree.finished` before `root` that do not stay nested have names; those of root's captures are added.
  // `copies` is for all files together. Throws LimitExceeded if it does.
  SplitFile(ModuleTree& tree, TypeStore& store, SplitNames& names, CopyBudget& copies, std::size_t root,
            const SplitOptions& options);

  // Throws LimitExceeded when too many types would have to be copied, and Malformed if a module has to be read that
  // cannot be.
  Module make();

 private:
  // A module that a module of this file needs: a file, or where it is defined.
  struct Target {
    Name file;
    ModuleRef ref;  // if there is no file
    friend bool operator<(const Target& a, const Target& b) {
      return a.file != b.file ? a.file < b.file : a.ref < b.ref;
    }
  };
  // In the order in which they were added, each once.
  class Targets {
   public:
    bool add(const Target& target);  // false if it is there
    bool has(const Target& target) const { return positions_.count(target) != 0; }
    Index at(const Target& target) const { return positions_.at(target); }
    const std::vector<Target>& all() const { return all_; }
    Index size() const { return static_cast<Index>(all_.size()); }

   private:
    std::vector<Target> all_;
    std::map<Target, Index> positions_;
  };
  // How the index spaces of one node change.
  struct Layout {
    Targets aliased;             // outer aliases that it is given
    std::vector<Index> modules;  // new indices of what is defined here, by old ones
    Index first_import = 0;      // module indices of the additional imports, of the root only
    Index first_alias = 0;       // and of the outer aliases
  };

  bool contains(std::size_t node) const { return layouts_.count(node) != 0; }
  Target target_of(ModuleRef ref) const;
  // The file that an instance definition of a node instantiates, if it is one.
  std::optional<std::size_t> callee(const ModuleTree::Node& node, const Definition& definition) const;
  // The same for each instance definition of a node.
  using Callees = std::vector<std::optional<std::size_t>>;
  Callees callees(std::size_t index) const;

  // Before anything else, whether type indices stay.
  bool inline_types();
  bool inline_types(LinkingType& type, std::size_t level);
  std::optional<TypeDef> inlined(const OuterAlias& alias, std::size_t level, Index index);
  void know_type(Index index);
  void read_code();

  // First, what is needed from elsewhere.
  void collect(std::size_t index);
  void collect_modules(std::size_t index);
  void collect_types(std::size_t index);
  void require(std::size_t index, ModuleRef ref);
  void add_import(const Target& target, Name name, const ModuleType* type);
  void import_captures();
  Name free_name(Name name, const Name& prefix);
  const ModuleType* type_of(std::size_t file);
  Index copy_type(const TypeEntry& type);
  Index copy_type(std::size_t owner, Index index) { return copy_type(tree_.nodes[owner].valid->types[index]); }

  // Then where everything will be.
  void lay_out(std::size_t index);
  void lay_out_types();
  Index module_index(std::size_t index, const Target& target) const;

  // Then the modules with the new indices.
  Module rewrite(std::size_t index);
  FreeIndex renumbered(std::size_t index, FreeIndex free);
  void pass_captures(std::size_t index, std::size_t file, Instance& instance) const;
  void pass_captures(std::size_t index, const Callees& callees, Module& module) const;
  std::vector<Definition> added(std::size_t index);
  void reorder(std::size_t index, Module& module);
  bool is_dropped(std::size_t index, const Definition& definition, Index module) const;

  ModuleTree& tree_;
  TypeStore& store_;
  SplitNames& names_;
  std::size_t root_;
  const SplitOptions& options_;
  bool keeps_types_ = false;                               // all types of the root have the indices that they had
  std::unordered_map<const DefType*, Index> known_types_;  // of those that precede what is looked at
  std::unordered_map<const ModuleType*, Index> known_modules_;
  CopyBudget& budget_;
  std::map<std::size_t, Layout> layouts_;  // of the nodes in this file
  Targets imported_;
  std::vector<Import> imports_;  // in the same order
  std::set<Name> import_names_;
  std::vector<Index> types_;      // new type indices of the root, by old ones
  std::vector<TypeDecl> copies_;  // copied types, which come first
  Index copied_types_ = 0;
  rewrite::TypeCopier copier_;
};

}  // namespace modlink::transform
