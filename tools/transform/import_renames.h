// Imports by other names than those that modules give them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wast/syntax/hash.h"

namespace modlink::transform {

// Pairs of names, what is imported and what is to be imported instead: "A.B" and "C.D", all of "A" and all of "C", or
// "x" and "y" of imports of one name.
class ImportRenames {
 public:
  explicit ImportRenames(const std::vector<std::pair<Name, Name>>& renamed);

  // The names by which the import "module" "name" is to be; the first one is empty for imports of one name. Of a pair
  // of names and of a first one that both are renamed, the pair counts. Throws cli::Failure where "A.B" would become
  // all of "C".
  std::pair<Name, Name> find(const Name& module, const Name& name);
  // Throws cli::Failure if something that is to be renamed has not been asked for.
  void demand_use() const;

 private:
  const std::vector<std::pair<Name, Name>>& renamed_;
  HashMapByName<std::size_t> positions_;  // of the last one with a name
  std::vector<bool> used_;
};

}  // namespace modlink::transform
