// Elaboration of imports: two-level ones become fields of an implied instance. spec: Subtyping.md, "Import
// Elaboration"; Explainer, "Instance Imports and Aliases"; D7, D8
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
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

  // Throws Invalid if the name is there at another level, or already, unless there may be duplicates.
  void add(const Import& import, ExternType type);
  std::size_t count() const { return count_; }
  // Whether an outermost plain module imports a name more than once, and so links as without module linking (D8).
  bool repeats() const { return repeats_; }
  // Why such a module has no module type: of the types of a name none matches all others. Once it is finished.
  const std::optional<Invalid>& conflict() const { return conflict_; }

  // All imports, of one level each: an implied instance stands where its first field stood. Throws Invalid if of the
  // types of a name none matches all others, unless it is an outermost plain module.
  ExternTypeMap finish(const Context& context, Pos pos);

 private:
  struct Entry {
    Name name;
    std::variant<ExternType, ExternTypeMap> what;  // a single-level import, or the fields of an implied instance
  };

  // A name that is imported more than once.
  struct Repeated {
    struct Use {
      Pos pos;
      ExternType type;
    };
    std::string names;      // for messages
    std::vector<Use> uses;  // in order
    std::size_t least = 0;  // the one that can match all others, if one does
    bool is_chain = true;   // each that came was compared with the least by then, and one matched the other
  };

  enum class Duplicates { invalid, narrowed, left };

  Duplicates duplicates(const Features& features) const;
  bool matches(const ExternType& a, const ExternType& b, Pos pos) const;
  void add_duplicate(const Import& import, std::size_t entry, ExternType& known, ExternType type);
  void check_repeated(const Repeated& repeated);
  void fail_duplicate(const Import& import, bool grouped) const;
  void fail_types(const std::string& names, const Repeated::Use& first, const Repeated::Use& second);

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
  std::map<std::pair<std::size_t, Name>, Repeated> repeated_;  // by entry, and second name or none
};

}  // namespace modlink::validator
