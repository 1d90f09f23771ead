// Validation of all functions of a module. spec: valid/modules, Functions
#include "validator/check_funcs.h"

#include <atomic>

#include "validator/instructions.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/jobs.h"

namespace modlink::validator {

namespace {

// Functions that are at least so many are shared among threads.
constexpr std::size_t shared_funcs = 256;

class FuncsChecker {
 public:
  FuncsChecker(const Context& context, const Module& module) : context_(context), module_(module) {}

  void check() {
    if (context_.jobs > 1 && module_.funcs.size() >= shared_funcs && check_shared()) return;
    for (std::size_t i = 0; i < module_.funcs.size(); ++i) check_in_turn(i);
  }

 private:
  Index index_of(std::size_t i) const { return static_cast<Index>(context_.funcs.size() - module_.funcs.size() + i); }

  void check(std::size_t i, std::uint64_t& list_operands) const {
    const auto names = module_.names.locals.find(index_of(i));
    check_func(context_, module_.funcs[i], names == module_.names.locals.end() ? no_names_ : names->second,
               list_operands);
  }

  std::string in_func(const Error& error, std::size_t i) const {
    return concat(error.message(), " (in ", describe_func(module_.names, index_of(i)), ')');
  }

  // Errors say in which function they are.
  void check_in_turn(std::size_t i) const try {
    check(i, context_.effort->list_operands);
  } catch (const Invalid& error) {
    throw Invalid(error.pos(), in_func(error, i));
  } catch (const LimitExceeded& error) {
    throw LimitExceeded(error.pos(), in_func(error, i));
  }

  // False if there is anything wrong, or too much. Threads count what they spend by themselves.
  bool check_shared() {
    std::atomic<std::uint64_t> spent = context_.effort->list_operands;
    const bool done = try_runs(module_.funcs.size(), context_.jobs, [&](std::size_t first, std::size_t last) {
      std::uint64_t list_operands = 0;
      for (std::size_t i = first; i < last; ++i) check(i, list_operands);
      spent += list_operands;
    });
    if (!done || spent > context_.limits.list_operands) return false;
    context_.effort->list_operands = spent;
    return true;
  }

  const Context& context_;
  const Module& module_;
  const NameMap no_names_;
};

}  // namespace

void check_funcs(const Context& context, const Module& module) { FuncsChecker(context, module).check(); }

}  // namespace modlink::validator
