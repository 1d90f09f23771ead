// Writing the definitions of an instance into the flat module. spec: exec/modules, Allocation
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "tools/transform/flat_constants.h"
#include "tools/transform/flat_sharing.h"
#include "tools/transform/flat_start.h"

namespace modlink::transform {

class FlatWriter {
 public:
  explicit FlatWriter(FlatModule& flat) : flat_(flat), start_(flat) {}

  // Writes everything that `inst`, which has all that it imports and aliases, defines itself. Children come before
  // their parents, so what constant expressions name is there already.
  void write(StaticInstance& inst);
  // Writes what is done when the instance that was written last is allocated: its segments and its start function.
  void write_start(const StaticInstance& inst);

  // The start function, and what the functions need to have declared. Nothing may be written afterwards.
  void finish();

 private:
  void number_definitions(StaticInstance& inst);
  void write_funcs(const StaticInstance& inst, const InstanceMap& map, const std::vector<Index>& funcs);
  void write_tables(const StaticInstance& inst, const InstanceMap& map);
  void write_globals(const StaticInstance& inst, const InstanceMap& map);
  void write_elems(const StaticInstance& inst, const InstanceMap& map);
  void write_datas(const StaticInstance& inst, const InstanceMap& map);
  void write_memories_and_typed(const StaticInstance& inst, const InstanceMap& map);
  void note_origins(const StaticInstance& inst, const std::vector<Index>& new_funcs);
  void charge_copies(const StaticInstance& inst, const std::vector<Index>& new_funcs);

  FlatModule& flat_;
  FlatStart start_;
  std::unordered_map<const ValidModule*, FuncSharing> sharing_;
  std::vector<std::pair<Index, Expr>> fills_;  // tables of the present instance
  std::unordered_set<Index> body_refs_;        // what functions name by `ref.func`
};

}  // namespace modlink::transform
