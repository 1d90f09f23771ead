// Elaboration of imports: two-level ones become fields of an implied instance. spec: Subtyping.md, "Import
// Elaboration"; Explainer, "Instance Imports and Aliases"; D7, D8
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "validator/context.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/linking.h"

namespace modlink::validator {

// Collects the imports of a module or of a module type in order.
class ImportElaborator {
 public:
  // Duplicates are errors unless the dialect has them; then the import of a name has the least of its types, which all
  // others match. `plain`: of a module that has nothing of module linking (D8).
  ImportElaborator(const Context& context, bool plain);

  // Throws Invalid if the name is there already, or is there at another level; where there may be duplicates, if their
  // types do not match, unless it is an outermost plain module.
  void add(const Import& import, ExternType type);
  std::size_t count() const { return count_; }
  // Whether an outermost plain module imports a name more than once, and so links as without module linking (D8).
  bool repeats() const { return repeats_; }
  // Why such a module has no module type: the types of a name do not match.
  const std::optional<Invalid>& conflict() const { return conflict_; }

  // All imports, of one level each: an implied instance stands where its first field stood.
  ExternTypeMap finish(const Context& context, Pos pos);

 private:
  struct Entry {
    Name name;
    std::variant<ExternType, ExternTypeMap> what;  // a single-level import, or the fields of an implied instance
  };

  enum class Duplicates { invalid, narrowed, left };

  Duplicates duplicates(const Features& features) const;
  void add_duplicate(const Import& import, ExternType& known, ExternType type);
  void fail_duplicate(const Import& import, bool grouped) const;
  void fail_types(const Import& import, const ExternType& known, const ExternType& type);

  TypeStore& store_;
  MatchEffort& effort_;
  bool plain_;
  bool outermost_;
  Duplicates duplicates_;
  std::size_t count_ = 0;
  bool repeats_ = false;
  std::optional<Invalid> conflict_;
  std::vector<Entry> entries_;
  HashMapByName<std::size_t> positions_;
};

}  // namespace modlink::validator
