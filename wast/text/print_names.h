// Printing of identifiers, indices and strings. spec: text/values
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "wast/syntax/module.h"

namespace modlink::text {

// The identifiers of one index space: names that are not empty, and each given once only, except for labels. Other
// names become annotations.
class Identifiers {
 public:
  enum class Repetition { forbidden, allowed };

  Identifiers() = default;
  // The names must outlive this.
  explicit Identifiers(const NameMap& names, Repetition repetition = Repetition::forbidden);

  // How a definition is bound: " $f", " $\"a b\"", " (@name \"f\")", or nothing if it has no name.
  std::string bind(Index index) const;
  // How it is referred to: "$f" or "3".
  std::string ref(Index index) const;

 private:
  std::unordered_map<Index, std::string_view> by_index_;
  std::unordered_map<Index, std::string_view> annotated_;
};

// Of the fields of structure types, by type index.
using FieldIdentifiers = std::unordered_map<Index, Identifiers>;

// The identifiers of a module.
struct ModuleIdentifiers {
  explicit ModuleIdentifiers(const Names& names);

  // Of the index space of a kind.
  const Identifiers& of(ExternKind kind) const;

  // How a field of a structure type is referred to.
  std::string field_ref(Index type, Index field) const;

  Identifiers types, funcs, tables, memories, globals, tags, elems, datas, modules, instances;
  FieldIdentifiers fields;  // none at first: only those of the structure types that are printed count
};

// " $name", or nothing if the name is empty.
std::string bind_name(std::string_view name);

// Appends a string literal with its quotation marks.
void print_string(std::string& out, std::string_view bytes);
std::string quoted(std::string_view bytes);

}  // namespace modlink::text
