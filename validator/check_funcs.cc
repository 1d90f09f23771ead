// Validation of all functions of a module. spec: valid/modules, Functions
#include "validator/check_funcs.h"

#include <atomic>
#include <optional>

#include "validator/instructions.h"
#include "wast/binary/decoder.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/jobs.h"

namespace modlink::validator {

namespace {

// Functions that are at least so many are shared among threads.
constexpr std::size_t shared_funcs = 256;

// Decodes code that has only been found, function by function.
class CodeDecoder {
 public:
  CodeDecoder(const Context& context, const Module& module)
      : file_(module.source->content()),
        has_data_count_(module.has_data_count),
        decoder_{module.source, file_, context.features, context.limits, module.end},
        exprs_(decoder_) {}

  void check(const Context& context, Func& func, const NameMap& names, std::uint64_t& list_operands) {
    const ExprBytes& bytes = *func.body.bytes();
    binary::Reader in = file_;
    in.bytes(bytes.begin);
    exprs_.begin(in.take(bytes.end - bytes.begin));
    check_unchecked_func(context, func, names, list_operands, exprs_);
    const Pos data_index_pos = exprs_.data_index_pos();
    binary::require(has_data_count_ || data_index_pos == no_pos, data_index_pos, "data count section required");
  }

 private:
  binary::Reader file_;
  bool has_data_count_;
  binary::Decoder decoder_;
  binary::ExprDecoder exprs_;
};

class FuncsChecker {
 public:
  FuncsChecker(const Context& context, Module& module) : context_(context), module_(module) {}

  void check() {
    if (context_.jobs > 1 && module_.funcs.size() >= shared_funcs && check_shared()) return;
    if (module_.extent == Extent::unchecked) return check_run(0, module_.funcs.size(), context_.effort->list_operands);
    for (std::size_t i = 0; i < module_.funcs.size(); ++i) check_in_turn(i);
  }

 private:
  Index index_of(std::size_t i) const { return static_cast<Index>(context_.funcs.size() - module_.funcs.size() + i); }

  const NameMap& names(std::size_t i) const {
    const auto names = module_.names.locals.find(index_of(i));
    return names == module_.names.locals.end() ? no_names_ : names->second;
  }

  std::string in_func(const Error& error, std::size_t i) const {
    return concat(error.message(), " (in ", describe_func(module_.names, index_of(i)), ')');
  }

  // Errors say in which function they are.
  void check_in_turn(std::size_t i) const try {
    check_func(context_, module_.funcs[i], names(i), context_.effort->list_operands);
  } catch (const Invalid& error) {
    throw Invalid(error.pos(), in_func(error, i));
  } catch (const LimitExceeded& error) {
    throw LimitExceeded(error.pos(), in_func(error, i));
  }

  void check_run(std::size_t first, std::size_t last, std::uint64_t& list_operands) {
    std::optional<CodeDecoder> decoder;
    if (module_.extent == Extent::unchecked) decoder.emplace(context_, module_);
    for (std::size_t i = first; i < last; ++i) {
      Func& func = module_.funcs[i];
      if (decoder && func.body.empty()) {
        decoder->check(context_, func, names(i), list_operands);
      } else {
        check_func(context_, func, names(i), list_operands);
      }
    }
  }

  // False if there is anything wrong, or too much. Threads count what they spend by themselves.
  bool check_shared() {
    std::atomic<std::uint64_t> spent = context_.effort->list_operands;
    const bool done = try_runs(module_.funcs.size(), context_.jobs, [&](std::size_t first, std::size_t last) {
      std::uint64_t list_operands = 0;
      check_run(first, last, list_operands);
      spent += list_operands;
    });
    if (!done || spent > context_.limits.list_operands) return false;
    context_.effort->list_operands = spent;
    return true;
  }

  const Context& context_;
  Module& module_;
  const NameMap no_names_;
};

}  // namespace

void check_funcs(const Context& context, Module& module) { FuncsChecker(context, module).check(); }

}  // namespace modlink::validator
