// Imports by other names than those that modules give them.
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "wast/syntax/values.h"

namespace modlink::transform {

struct ImportNames {
  Name module;  // empty if there is only one name
  Name name;
  bool has_one_name = false;
  // The C++ library of em++ has no three-way comparison of strings.
  friend bool operator<(const ImportNames& a, const ImportNames& b) {
    return std::tie(a.module, a.name, a.has_one_name) < std::tie(b.module, b.name, b.has_one_name);
  }
  friend bool operator==(const ImportNames&, const ImportNames&) = default;
};

// Pairs of what is imported and what is to be imported instead, as users write them: "A.B" and "C.D", all of "A" and
// all of "C", or "x" and "y" of imports of one name. Names may stand in quotes, where a backslash takes the meaning
// from what is behind it: `"A"."B"`. Without quotes, "A.B" is what is imported by two names with a dot between them;
// and as what is to be imported it is a module that there is, the one with the longest name, and a field of that, or
// else it is parted by its last dot.
class ImportRenames {
 public:
  using Texts = std::vector<std::pair<Name, Name>>;

  // Of `imports`. `modules` are those that there are. Throws cli::Failure for what is not among the imports, may mean
  // several of them, is given twice, or where "A.B" would become all of "C".
  ImportRenames(const Texts& renamed, const std::vector<ImportNames>& imports, const std::set<Name>& modules);

  // The names by which an import is to be. Of a pair of names and of a first one that both are renamed, the pair
  // counts.
  ImportNames find(const ImportNames& import) const;

  // What could be parted elsewhere, and how it was.
  const std::vector<std::pair<Name, ImportNames>>& guesses() const { return guesses_; }

 private:
  struct Target {
    Name module;       // in place of the first name of a pair
    ImportNames both;  // in place of a pair, or of one name
  };

  static Name module_of(const Name& text);
  ImportNames names_of(const Name& text, bool may_be_one, const Name& from, const std::set<Name>& modules);
  ImportNames part(const Name& text, const std::set<Name>& modules);

  std::map<ImportNames, Target> targets_;  // of pairs, and of first names
  std::vector<std::pair<Name, ImportNames>> guesses_;
};

}  // namespace modlink::transform
