// Block types for blocks that a module does not have yet. spec: syntax/instructions, syntax-blocktype
#pragma once

#include <vector>

#include "rewrite/type_copier.h"
#include "validator/valid_module.h"

namespace modlink::rewrite {

class BlockTypes {
 public:
  explicit BlockTypes(const ValidModule& module);

  // `[params] -> [results]`, which are closed.
  BlockType of(const ResultType& params, const ResultType& results);
  // The closed parameters of a block type that the module has.
  ResultType params(const BlockType& type) const;

  // The types that are new, whose indices follow those of the module's own types.
  std::vector<TypeDecl> take() { return std::move(added_); }

 private:
  const ValidModule& module_;
  std::vector<TypeDecl> added_;
  Index next_;
  CopyBudget budget_;
  TypeCopier copier_;
};

}  // namespace modlink::rewrite
