// Core modules of WebAssembly 2.0: whether they are valid, and what their functions return, against libwabt.
#include <bit>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/embedding.h"
#include "tools/fuzz/checks.h"
#include "tools/fuzz/targets/target.h"
#include "tools/fuzz/targets/wabt_reference.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::fuzz {
namespace {

constexpr std::size_t most_calls = 10;

Features common_features() {
  Features features;
  for (const Feature feature : available_features()) features.set(feature, false);
  for (const Feature feature : {Feature::mutable_global, Feature::saturating_float_to_int, Feature::sign_extension,
                                Feature::multi_value, Feature::bulk_memory, Feature::reference_types, Feature::simd}) {
    features.set(feature, true);
  }
  return features;
}

// Where libwabt 1.0.32 has limits of its own, or none of ours, and what it does not do: globals as elements, the `end`
// of a constant expression that its section ends without, and what comes behind the `end` of a function.
bool is_known(const std::string& message) {
  for (const char* const part : {"expected ref.null or ref.func", "memory allocation", "local count", "too many",
                                 "illegal opcode", "unexpected end", "END opcode expected", "section size mismatch"}) {
    if (message.find(part) != std::string::npos) return true;
  }
  return false;
}

template <class Bits, class Float>
std::string float_text(const char* type, Bits bits) {
  return std::isnan(std::bit_cast<Float>(bits)) ? fmt::format("{}:nan", type) : fmt::format("{}:{}", type, bits);
}

std::string value_text(const Value& value) {
  switch (value.type.kind) {
    case ValKind::i32: return fmt::format("i32:{}", static_cast<std::uint32_t>(value.low));
    case ValKind::i64: return fmt::format("i64:{}", value.low);
    case ValKind::f32: return float_text<std::uint32_t, float>("f32", static_cast<std::uint32_t>(value.low));
    case ValKind::f64: return float_text<std::uint64_t, double>("f64", value.low);
    case ValKind::v128: return "v128";
    case ValKind::ref:
    case ValKind::bot: break;
  }
  return value.low == Ref::null().bits ? "null" : "ref";
}

// nullopt where it says more about the engine than about the module.
std::optional<std::string> end_text(const Outcome& outcome) {
  if (outcome.kind() == Outcome::Kind::trap) {
    return outcome.trap_code() == TrapCode::call_stack_exhausted ? std::nullopt : std::optional<std::string>("trap");
  }
  return outcome.is_done() ? std::optional<std::string>("done") : std::nullopt;
}

// Whether a memory or table did not grow. libwabt tries to have it, whatever it takes.
bool grows_elsewhere(const Causes& causes) {
  return causes.has(Nondeterminism::memory_grow) || causes.has(Nondeterminism::table_grow);
}

class Comparison {
 public:
  explicit Comparison(const Input& input) : checks_(input) {}

  void run() {
    std::optional<std::string> error;
    const std::string bytes = ours(error);
    if (bytes.empty()) return;
    const WabtVerdict verdict = wabt_verdict(bytes);
    if (verdict.is_valid != !error && !is_known(error.value_or(verdict.message))) {
      throw std::logic_error(
          fmt::format("it is {}, and not to libwabt: {}", error ? "bad" : "valid", error.value_or(verdict.message)));
    }
    if (verdict.is_valid && code_) compare_results(bytes);
  }

 private:
  // The module as a binary, and what is wrong with it. Empty if there is nothing to compare.
  std::string ours(std::optional<std::string>& error) {
    try {
      Module module = checks_.is_text() ? parse_module(checks_.source(), features_, checks_.limits())
                                        : decode_module(checks_.source(), features_, checks_.limits());
      if (module.custom_error) return {};  // libwabt is strict about some
      const Bytes bytes = checks_.is_text() ? encode_module(module) : Bytes();
      const std::string result =
          checks_.is_text() ? std::string(bytes.begin(), bytes.end()) : std::string(checks_.source()->content());
      try {
        code_ = validate(std::move(module), std::make_shared<TypeStore>(), features_, checks_.limits());
      } catch (const LimitExceeded&) {
        return {};
      } catch (const Error& found) {
        error = found.message();
      }
      return result;
    } catch (const LimitExceeded&) {
      return {};
    } catch (const Error& found) {
      error = found.message();
      return checks_.is_text() ? std::string() : std::string(checks_.source()->content());
    }
  }

  void compare_results(const std::string& bytes) {
    if (!steps_of<ImportStep>(code_->steps).empty()) return;
    std::vector<std::string> names;
    const std::vector<std::string> expected = our_results(names);
    if (is_open_) return;
    const std::vector<std::string> found = wabt_run(bytes, names);
    for (std::size_t i = 0; i < std::min(expected.size(), found.size()); ++i) {
      if (expected[i] == found[i]) continue;
      throw std::logic_error(fmt::format("step {}: {}, and {} of libwabt", i, expected[i], found[i]));
    }
  }

  // What was still running, came to a limit, or did not grow, the other one is not asked for.
  std::vector<std::string> our_results(std::vector<std::string>& names) {
    ExecutionOptions execution;
    execution.fuel = 50'000;
    Store store(code_->type_store, checks_.limits(), execution);
    std::vector<std::string> results;
    const auto add = [&](const Outcome& outcome) {
      std::optional<std::string> text = end_text(outcome);
      is_open_ = is_open_ || !text || grows_elsewhere(store.nondeterminism());
      const bool has_results = outcome.kind() == Outcome::Kind::done && !results.empty();
      for (const Value& value : text&& has_results ? outcome.results() : Values()) *text += ' ' + value_text(value);
      results.push_back(text.value_or(""));
    };
    const Outcome outcome = module_instantiate(store, {code_, nullptr}, [](const Name&) { return std::nullopt; });
    add(outcome);
    if (!outcome.is_done()) return results;
    const InstanceValue& exports = *outcome.instance().exports;
    for (std::size_t i = 0; i < exports.vals().size() && names.size() < most_calls; ++i) {
      const auto* func = std::get_if<FuncInst*>(&exports.vals()[i]);
      if (!func || is_open_) continue;
      Values args;
      for (const ValType param : func_type(**func).params) args.push_back(*val_default(param));
      add(func_invoke(store, **func, args));
      names.emplace_back(exports.names()[i]);
    }
    return results;
  }

  Checks checks_;
  Features features_ = common_features();
  ValidModulePtr code_;
  bool is_open_ = false;
};

}  // namespace
}  // namespace modlink::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  modlink::fuzz::Comparison(modlink::fuzz::given(data, size)).run();
  return 0;
}
