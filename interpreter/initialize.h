// What instantiation runs once a module is allocated. spec: exec/modules, Instantiation
#pragma once

#include "interpreter/budget.h"
#include "interpreter/const_expr.h"
#include "interpreter/exec/observer.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// Runs active segments and the start function, which has no results. What was written before a trap stays. The budget
// is charged for constant expressions. spec: exec/modules, Instantiation, from step 12
class Initialization {
 public:
  Initialization(Store& store, ModuleInst& inst, Budget& budget)
      : store_(store), inst_(inst), evaluator_(store, inst, budget) {}

  // All of it. `suspended` where the store's observer pauses it: to be called again. Throws DefinitionLimit.
  Outcome run();

 private:
  std::size_t count() const;
  Outcome next();
  template <class Segment>
  Outcome run_segment(IndexSpace space, const std::vector<Segment>& segments, Index index);
  bool note(InstantiationEvent::Kind kind, IndexSpace space, Index index, Pos pos, const Access& access = {});
  Outcome start();

  Store& store_;
  ModuleInst& inst_;
  ConstEvaluator evaluator_;
  std::size_t next_ = 0;  // of the element segments, the data segments, the start function and the end
  bool is_starting_ = false;
  bool is_paused_ = false;
};

}  // namespace modlink
