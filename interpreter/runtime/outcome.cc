// How a call or an instantiation ended. spec: exec/runtime, Results; appendix/embedding
#include "interpreter/runtime/outcome.h"

#include <cassert>

#include "interpreter/runtime/instance.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/error_code.h"
#include "wast/syntax/identifiers.h"

namespace modlink {

Outcome Outcome::instantiated(const ModuleInst& instance) {
  Outcome outcome;
  outcome.instance_ = &instance;
  return outcome;
}

Outcome Outcome::trap(TrapCode code, std::string message) {
  assert(code != TrapCode::none);
  Outcome outcome(Kind::trap, std::move(message));
  outcome.trap_ = code;
  return outcome;
}

Outcome Outcome::exception(Ref thrown) {
  assert(!thrown.is_null());
  Outcome outcome(Kind::exception, "uncaught exception");
  outcome.thrown_ = thrown;
  return outcome;
}

Outcome Outcome::limit(std::string message) { return {Kind::limit, std::move(message)}; }

Outcome Outcome::out_of_fuel() { return {Kind::out_of_fuel, "out of fuel"}; }

Outcome Outcome::interrupted() { return {Kind::interrupted, "interrupted"}; }

Outcome Outcome::suspended() { return {Kind::suspended, "suspended"}; }

Outcome::Outcome(const Error& error)
    : kind_(error.stage() == Stage::unlinkable ? Kind::unlinkable : Kind::limit),
      pos_(error.pos()),
      message_(error.message()),
      source_(error.source()) {
  assert(error.stage() == Stage::unlinkable || error.stage() == Stage::limit);
}

const Values& Outcome::results() const& {
  assert(is_done() && !instance_);
  return results_;
}

Values Outcome::results() && {
  assert(is_done() && !instance_);
  return std::move(results_);
}

const ModuleInst& Outcome::instance() const {
  assert(is_done() && instance_);
  return *instance_;
}

std::string Outcome::words() const {
  std::string words = message_.empty() ? std::string(to_string(trap_)) : message_;
  if (access_) {
    const char* const noun = trap_ == TrapCode::out_of_bounds_table_access ? "element" : "byte";
    words += concat(": ", counted(access_->count, noun), " at ", access_->address, " of ", access_->bound);
  }
  return words;
}

std::string Outcome::code() const {
  if (kind_ == Kind::limit) return limit_code(message_);
  return kind_ == Kind::trap ? error_code(to_string(trap_)) : error_code(message_);
}

std::string Outcome::message() const {
  const auto in = [this](const Names& names, IndexSpace space, Index index) {
    return concat(words(), " (in ", describe(space), ' ', name_or_index(names[space], index), ')');
  };
  const auto& at = stack_.definition;
  if (at && kind_ == Kind::trap) return in(at->module->code->module.names, at->space, at->index);
  if (!func()) return words();
  const ValidModule& code = *func()->module->code;
  return in(code.module.names, IndexSpace::func, code.first_func() + func()->index);
}

const char* to_string(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::done: return "done";
    case Outcome::Kind::trap: return "trap";
    case Outcome::Kind::exception: return "exception";
    case Outcome::Kind::limit: return "limit";
    case Outcome::Kind::out_of_fuel: return "out of fuel";
    case Outcome::Kind::interrupted: return "interrupted";
    case Outcome::Kind::suspended: return "suspended";
    case Outcome::Kind::unlinkable: return "unlinkable";
  }
  return "";
}

}  // namespace modlink
