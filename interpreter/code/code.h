// Lowered functions. spec: syntax/modules, Functions
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "interpreter/code/code_steps.h"
#include "interpreter/code/word.h"
#include "interpreter/runtime/store.h"
#include "validator/observe.h"
#include "validator/valid_module.h"

namespace modlink {

// A catch clause: what it catches, and where that goes. spec: syntax/instructions, syntax-catch
struct CatchClause {
  Catch::Kind kind;
  Index tag;               // of `catch` and `catch_ref`
  std::uint32_t slot;      // of the payload
  std::uint32_t ref_slot;  // of the exception, where that is wanted
  std::uint32_t target;    // a word
};

// The words of the body of a `try_table` or `try`, and its clauses.
struct Handler {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t number = 0;  // in the order of the begins
  // What `delegate` leaves to others: handlers from this number on do not see it. None for all others.
  std::uint32_t delegated_below = UINT32_MAX;
  std::vector<CatchClause> clauses = {};
};

// The code of one function. Calls jump to `entry` whether it is lowered or not: until then that is a stub whose
// operation does the lowering.
struct Code {
  const Word* entry = nullptr;
  std::unique_ptr<Word[]> words;
  std::size_t size = 0;
  Word stub[word_count(Op::lower)] = {};
  std::vector<Handler> handlers;           // inner ones first
  std::unique_ptr<const CodeSteps> steps;  // null unless executions are observed
};

// What a constant expression gives, as it lies in slots; the second is for vectors.
using ConstSlots = std::array<std::uint64_t, 2>;

// The code of a module's own functions, shared by its instances. Lowered one by one, on the first call. The module
// must outlive it.
struct ModuleCode {
  explicit ModuleCode(const ValidModule& valid, const ExecutionOptions& execution = {});
  ModuleCode(const ModuleCode&) = delete;
  ModuleCode& operator=(const ModuleCode&) = delete;

  // The function whose words include this one, if any.
  std::optional<Index> find(const Word* word) const;
  // Where an exception may come from.
  struct Site {
    const Word* word = nullptr;
    const Code* code = nullptr;  // of the function that has it
    std::size_t handler = 0;     // the first one there whose body has it
  };
  // Of a word of one of the functions.
  const Site& site(const Word* word);
  // For each field of a structure type the slot it is in, and then how many slots there are.
  const std::vector<std::uint32_t>& field_slots(const DefType& type);
  // The module, for validation under observation.
  const ObservableModule& observable();

  const ValidModule& module;
  const ExecutionOptions execution;
  std::vector<Code> funcs;  // as ValidModule::module.funcs; never resized
  // The functions lowered so far, by their first words: looked at only when something is thrown or traps.
  std::map<const Word*, Index> lowered;
  // The values so far of long constant expressions that are the same in all instances.
  std::unordered_map<const Expr*, ConstSlots> constants;

 private:
  Site find_site(const Word* word) const;

  std::unordered_map<const DefType*, std::vector<std::uint32_t>> field_slots_;
  std::unique_ptr<const ObservableModule> observable_;  // made when it is first wanted
  std::vector<Site> sites_;  // those met last, by a hash of the word: exceptions come from few places
};

}  // namespace modlink
