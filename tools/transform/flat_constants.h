// Constant expressions in the flat module. spec: valid/instructions, Constant Expressions
#pragma once

#include "tools/transform/flat_module.h"
#include "wast/syntax/free_indices.h"

namespace modlink::transform {

// How the indices of an instance become those of the flat module.
struct InstanceMap {
  const StaticInstance& inst;
  const std::vector<Index>& types;
  FreeIndex operator()(FreeIndex free) const;
};

// An expression of an instance. What it reads of globals that the module imports is written out where these are plain
// constants: engines from before the garbage collection proposal let constant expressions read imported globals only.
Expr flat_const_expr(const FlatModule& flat, const Expr& expr, const InstanceMap& map);

// Appends all of `expr` but its `end`.
void append(Expr& to, const Expr& expr);

// The initialiser of a table can read imported globals only, but a global of another instance is the flat module's own.
struct TableInit {
  std::optional<Expr> init;  // what the table is made with
  std::optional<Expr>
      fill;  // if that is not the value yet: what it is to be filled with when its instance's turn comes
};
// `init` is a flat expression. Throws cli::Failure if it unfolds beyond measure.
TableInit flat_table_init(FlatModule& flat, Expr init, const TableType& type);

}  // namespace modlink::transform
