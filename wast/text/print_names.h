// Printing of identifiers, indices and strings. spec: text/values
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::text {

// The identifiers of one index space: names that are not empty, and each given once only, except for labels. Other
// names, empty labels among them, become annotations.
class Identifiers {
 public:
  enum class Repetition { forbidden, allowed };

  Identifiers() = default;
  // Of an index space of `count` definitions: names of others are left out. The names must outlive this.
  Identifiers(const NameMap& names, std::uint64_t count, Repetition repetition = Repetition::forbidden);
  // Leaves out the name of what has no definition of its own in text.
  void leave_out(Index index) {
    if (has_id(index)) ids_[index] = {};
  }
  // Makes the name of what has no place for an identifier an annotation.
  void annotate(Index index);
  // From now on a comment gives the index of what is bound.
  void show_indices() { shows_indices_ = true; }

  // How a definition is bound: " $f", " $\"a b\"", " (@name \"f\")", or nothing if it has no name; then " (;5;)".
  std::string bind(Index index) const;
  // How it is referred to: "$f" or "3".
  std::string ref(Index index) const;
  void print_ref(std::string& out, Index index) const;

 private:
  bool has_id(Index index) const { return index < ids_.size() && !ids_[index].empty(); }

  std::vector<std::string_view> ids_;  // by index, as far as there are any; empty where there is none
  std::unordered_map<Index, std::string_view> annotated_;
  bool shows_indices_ = false;
};

// Of the fields of structure types, by type index.
using FieldIdentifiers = std::unordered_map<Index, Identifiers>;

// The identifiers of a module: those of what it has, since a name section may name more.
struct ModuleIdentifiers {
  // With `show_indices`, as Identifiers::show_indices says.
  explicit ModuleIdentifiers(const Module& module, bool show_indices = false);

  // Of an IndexSpace or an ExternKind.
  template <class Space>
  const Identifiers& operator[](Space space) const {
    return spaces[space];
  }

  // How a field of a structure type is referred to.
  std::string field_ref(Index type, Index field) const;

  PerSpace<Identifiers> spaces;
  FieldIdentifiers fields;  // of the module's own structure types
};

// " $name", or nothing if the name is empty.
std::string bind_name(std::string_view name);

// Appends a string literal with its quotation marks.
void print_string(std::string& out, std::string_view bytes);
std::string quoted(std::string_view bytes);

}  // namespace modlink::text
