// What a module calls its types, for messages about it. spec: text/conventions, Contexts
#pragma once

#include <span>
#include <string>

#include "validator/valid_module.h"

namespace modlink::validator {

// The types of a module, and their names, null if there are none. Both have to outlive this.
class TypeNames {
 public:
  TypeNames(std::span<const TypeEntry> types, const NameMap* names) : types_(types), names_(names) {}

  // `$t`, or `3` if it has no name; empty if it is no type of the module. Of equal types the first one that has a name.
  std::string find(const DefType& type) const;

 private:
  std::span<const TypeEntry> types_;
  const NameMap* names_;
};

// Types in text format, as in validator/match.h, but what has a name or an index here is not written out: `(ref $t)`.
std::string to_string(const TypeStore& store, ValType type, const TypeNames& names);
std::string to_string(const TypeStore& store, const ResultType& type, const TypeNames& names);
std::string to_string(const TypeStore& store, const FuncType& type, const TypeNames& names);

}  // namespace modlink::validator
