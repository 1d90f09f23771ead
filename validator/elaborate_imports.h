// Elaboration of imports: two-level ones become fields of an implied instance. spec: Subtyping.md, "Import
// Elaboration"; Explainer, "Instance Imports and Aliases"; D7, D8
#pragma once

#include <unordered_map>
#include <variant>
#include <vector>

#include "validator/context.h"
#include "wast/syntax/linking.h"

namespace modlink::validator {

// Collects the imports of a module or of a module type in order.
class ImportElaborator {
 public:
  // Duplicates are errors unless the dialect has them. With module linking the import of a name then has the least of
  // its types, which all others match; without it the first one counts (D8, D24).
  explicit ImportElaborator(const Context& context);

  // Throws Invalid if the name is there already, or is there at another level; where there may be duplicates, if their
  // types do not match.
  void add(const Import& import, ExternType type);
  std::size_t count() const { return count_; }

  // All imports, of one level each: an implied instance stands where its first field stood.
  ExternTypeMap finish(const Context& context, Pos pos);

 private:
  struct Entry {
    Name name;
    std::variant<ExternType, ExternTypeMap> what;  // a single-level import, or the fields of an implied instance
  };

  enum class Duplicates { invalid, narrowed, ignored };

  void add_duplicate(const Import& import, ExternType& known, ExternType type) const;
  void fail_duplicate(const Import& import, bool grouped) const;

  TypeStore& store_;
  Duplicates duplicates_;
  std::size_t count_ = 0;
  std::vector<Entry> entries_;
  std::unordered_map<Name, std::size_t> positions_;
};

}  // namespace modlink::validator
