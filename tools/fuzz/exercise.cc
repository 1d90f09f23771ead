// All that can be done with a module, one thing after the other.
#include "tools/fuzz/exercise.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "rewrite/elaborate.h"
#include "rewrite/invent_names.h"
#include "rewrite/translate_exceptions.h"
#include "tools/files/failure.h"
#include "tools/fuzz/default_imports.h"
#include "tools/inspect/arities.h"
#include "tools/inspect/graph.h"
#include "tools/inspect/lint.h"
#include "tools/inspect/objdump.h"
#include "tools/inspect/types.h"
#include "tools/transform/flatten.h"
#include "tools/transform/merge.h"
#include "tools/transform/split.h"
#include "validator/match.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"

namespace modlink::fuzz {
namespace {

constexpr unsigned most_calls = 10;

ImplementationLimits lowered_limits() {
  ImplementationLimits limits;
  limits.operands = 10'000;
  limits.list_operands = 1'000'000;
  limits.type_comparisons = 50'000;
  limits.copied_bytes = 1'000'000;
  limits.instantiations = 500;
  limits.instantiated_definitions = 50'000;
  limits.instantiated_memories = 50;
  limits.instantiated_elements = 100'000;
  limits.instantiated_bytes = 1'000'000;
  limits.instantiated_constants = 100'000;
  limits.table_elements = 100'000;
  limits.memory_bytes = 16'777'216;
  limits.heap_bytes = 1'000'000;
  limits.store_bytes = 33'554'432;
  limits.stack_slots = 65'536;
  limits.activations = 1'000;
  return limits;
}

// What is wrong with the input, or beyond a limit, is the end of one thing only.
template <class F>
void attempt(F f) {
  try {
    f();
  } catch (const Error&) {
  } catch (const cli::Failure&) {
  }
}

// What has to work, apart from limits.
template <class F>
auto must(const char* what, F f) {
  try {
    return f();
  } catch (const LimitExceeded&) {
    throw;
  } catch (const Error& error) {
    throw std::logic_error(fmt::format("{}: {}", what, error.message()));
  }
}

class Exercise {
 public:
  Exercise(const Input& input, const std::function<void()>& before_running)
      : source_(std::make_shared<const Source>(input.name, input.content,
                                               input.is_text ? Source::Kind::text : Source::Kind::binary)),
        before_running_(before_running) {}

  void run() {
    if (source_->kind() == Source::Kind::binary) dump(source_);
    attempt([&] {
      const Module module = read(source_);
      attempt([&] { compare_passes(); });
      attempt([&] { compare_skeletons(module); });
      attempt([&] { print_and_parse(module); });
      with_valid(module);
    });
  }

 private:
  Module read(const SourcePtr& source) const {
    Module module = source->kind() == Source::Kind::binary ? decode_module(source, features_, limits_)
                                                           : parse_module(source, features_, limits_);
    if (module.custom_error && source->kind() == Source::Kind::text) throw Error(*module.custom_error);
    return module;
  }
  ValidModulePtr valid(Module module) const {
    return validate(std::move(module), std::make_shared<TypeStore>(), features_, limits_);
  }

  void dump(const SourcePtr& source) const {
    const auto ignore = [](std::string_view) {};
    inspect::objdump(source, features_, limits_, {}, ignore);
    inspect::ObjdumpOptions bodies;
    bodies.disassembly = true;
    inspect::objdump(source, features_, limits_, bodies, ignore);
  }

  Module print_and_parse(const Module& module) const {
    const auto source = std::make_shared<const Source>("printed", print_module(module), Source::Kind::text);
    return must("what was printed does not parse", [&] { return read(source); });
  }
  // Parsing puts all types first (D25), so what a binary has elsewhere moves; once.
  void print_twice(const Module& module) const {
    const Module parsed = print_and_parse(module);
    if (print_module(print_and_parse(parsed)) != print_module(parsed)) {
      throw std::logic_error("what was printed and parsed prints as something else");
    }
  }
  // What has bad custom sections may have others once these stand elsewhere.
  void encode_and_decode(const Module& module) const {
    const Bytes bytes = must("encoding", [&] { return encode_module(module); });
    const auto source =
        std::make_shared<const Source>("encoded", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
    const Module decoded = must("what was encoded does not decode", [&] { return read(source); });
    if (!decoded.custom_error && encode_module(decoded) != bytes)
      throw std::logic_error("what was encoded and decoded encodes as other bytes");
    must("what was encoded is not valid", [&] { return valid(decoded); });
  }

  void with_valid(const Module& module) const {
    const ValidModulePtr code = valid(module);
    attempt([&] { look_at(*code); });
    attempt([&] { compare_types(*code); });
    attempt([&] { print_twice(module); });
    attempt([&] { encode_and_decode(rewrite::elaborate(*code)); });
    attempt([&] { check("desugared", rewrite::desugar(*code)); });
    attempt([&] { check("with exceptions translated", rewrite::translate_exceptions(*code)); });
    attempt([&] { split(module); });
    attempt([&] { split_unread(); });
    attempt([&] { flatten(*code); });
    attempt([&] { merge(code); });
    before_running_();
    attempt([&] { execute(code); });
  }

  // Decoding and validation in one pass say of a binary what they say in two.
  void compare_passes() const {
    if (source_->kind() == Source::Kind::text) return;
    const auto verdict = [](auto load) -> std::pair<ValidModulePtr, std::string> {
      try {
        return {load(), ""};
      } catch (const Error& error) {
        return {nullptr, error.diagnose()};
      }
    };
    const auto one =
        verdict([&] { return decode_and_validate(source_, std::make_shared<TypeStore>(), features_, limits_); });
    const auto two = verdict([&] { return valid(read(source_)); });
    if (one.second != two.second) throw std::logic_error("in one pass: " + one.second + "; in two: " + two.second);
    if (one.first && print_module(one.first->module) != print_module(two.first->module))
      throw std::logic_error("one pass makes another module than two");
  }

  // Without what functions do. Empty for text.
  std::optional<Module> declarations() const {
    if (source_->kind() == Source::Kind::text) return std::nullopt;
    return must("the declarations do not decode", [&] { return decode_declarations(source_, features_, limits_); });
  }
  void compare_skeletons(const Module& module) const {
    const std::optional<Module> declared = declarations();
    if (!declared || module.custom_error) return;
    PrintOptions style;
    style.skeleton = true;
    if (print_module(*declared, style) != print_module(module, style)) throw std::logic_error("skeletons differ");
  }
  void compare_types(const ValidModule& code) const {
    std::optional<Module> declared = declarations();
    if (!declared) return;
    const ValidModulePtr valid_one =
        must("the declarations are not valid", [&] { return valid(std::move(*declared)); });
    const auto type_of = [](const ValidModule& module) {
      return inspect::to_wit(*module.type_store, ExternModule{&module.module_type()});
    };
    if (type_of(*valid_one) != type_of(code)) throw std::logic_error("the types of the declarations differ");
  }

  void look_at(const ValidModule& code) const {
    attempt([&] { inspect::to_dot(inspect::module_graph(code)); });
    attempt([&] { inspect::to_mermaid(inspect::instance_graph(code, limits_)); });
    attempt([&] { inspect::to_json(inspect::lint(code), *source_); });
    attempt([&] { print_in_other_styles(code); });
    const ExternType type = ExternModule{&code.module_type()};
    attempt([&] { inspect::to_wit(*code.type_store, type); });
    attempt([&] { inspect::to_json(*code.type_store, type); });
    MatchEffort effort{limits_.type_comparisons};
    if (!match_extern_type(*code.type_store, type, type, effort)) throw std::logic_error("no subtype of itself");
  }

  void print_in_other_styles(const ValidModule& code) const {
    const text::Arities arities = inspect::arities_of(code);
    PrintOptions style;
    style.skeleton = true;
    style.indices = true;
    print_module(code.module, style);
    style = {};
    style.fold = true;
    style.arities = &arities;
    Module named = code.module;
    rewrite::invent_names(named);
    print_module(named, style);
  }

  void check(const std::string& what, const Module& made) const {
    const std::string words = what + ", it is not valid";
    must(words.c_str(), [&] { return valid(made); });
    print_twice(made);
  }

  void split(const Module& module) const {
    const transform::Split parts = transform::split(module, {features_, limits_});
    for (const transform::Split::File& file : parts.files) check("split off", file.module);
    check("split", parts.root);
  }

  // Of a valid binary whose code is copied.
  void split_unread() const {
    if (source_->kind() == Source::Kind::text) return;
    const auto as_string = [](const Bytes& bytes) { return std::string(bytes.begin(), bytes.end()); };
    const Module module =
        must("what links does not decode", [&] { return decode_for_linking(source_, features_, limits_); });
    if (as_string(encode_module(module)) != source_->content()) throw std::logic_error("what was not read is changed");
    const transform::Split parts = must("what links is not split", [&] {
      return transform::split(module, {features_, limits_});
    });
    const auto check_encoded = [&](const Module& part) {
      const auto bytes = std::make_shared<const Source>("part", as_string(encode_module(part)), Source::Kind::binary);
      must("what was split off unread is not valid", [&] { return valid(read(bytes)); });
    };
    for (const transform::Split::File& file : parts.files) check_encoded(file.module);
    check_encoded(parts.root);
  }

  transform::FlattenOptions flatten_options() const {
    transform::FlattenOptions options;
    options.boundary = transform::FlattenOptions::Boundary::flat;
    options.max_copies = 1'000;
    options.max_growth = 100'000;
    options.limits = limits_;
    return options;
  }
  void flatten(const ValidModule& code) const {
    transform::FlattenOptions options = flatten_options();
    check("flattened", transform::flatten(code, options).module);
    options.remove_unused = true;
    check("flattened without what is not used", transform::flatten(code, options).module);
  }

  // With itself, by the name of something that it imports, so that this is what it exports.
  void merge(const ValidModulePtr& code) const {
    const auto module = std::make_shared<const Module>(rewrite::elaborate(*code));
    const auto& imports = code->module_type().imports.entries();
    const Name name = imports.empty() ? "a" : imports.front().name;
    transform::MergeOptions options;
    options.exports.conflicts = transform::ExportChoice::Conflicts::rename;
    options.flatten = flatten_options();
    options.features = features_;
    check("merged",
          transform::merge({{name + "2", "b", module, code}, {name, "a", module, code}}, code->type_store, options)
              .module);
    options.flatten.remove_unused = true;
    check("merged without what is not used",
          transform::merge({{name, "a", module, code}}, code->type_store, options).module);
  }

  void execute(const ValidModulePtr& code) const {
    Store store(code->type_store, limits_);
    const Outcome outcome = module_instantiate(store, {code}, default_imports(store, *code));
    if (!outcome.is_done()) return;
    unsigned calls = 0;
    for (const ExternVal& val : outcome.instance().exports->vals()) {
      const auto* func = std::get_if<FuncInst*>(&val);
      if (func && ++calls <= most_calls) call(store, **func);
    }
  }

  static void call(Store& store, const FuncInst& func) {
    Values args;
    for (const ValType param : func_type(func).params) {
      const std::optional<Value> arg = val_default(param);
      if (!arg) return;
      args.push_back(*arg);
    }
    (void)func_invoke(store, func, args);
  }

  SourcePtr source_;
  const std::function<void()>& before_running_;
  Features features_;
  ImplementationLimits limits_ = lowered_limits();
};

}  // namespace

void exercise(const Input& input, const std::function<void()>& before_running) {
  Exercise(input, before_running).run();
}

}  // namespace modlink::fuzz
