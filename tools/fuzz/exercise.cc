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
#include "tools/fuzz/checks.h"
#include "tools/fuzz/execution.h"
#include "tools/inspect/arities.h"
#include "tools/inspect/graph.h"
#include "tools/inspect/lint.h"
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

class Exercise : Checks {
 public:
  Exercise(const Input& input, const std::function<void()>& before_running)
      : Checks(input), before_running_(before_running) {}

  void run() {
    if (!is_text()) dump();
    attempt([&] {
      const Module module = read();
      attempt([&] { compare_passes(); });
      attempt([&] { compare_skeletons(module); });
      attempt([&] { print_and_parse(module); });
      with_valid(module);
    });
  }

 private:
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
    attempt([&] { executed(code, limits()); });
  }

  void look_at(const ValidModule& code) const {
    attempt([&] { inspect::to_dot(inspect::module_graph(code)); });
    attempt([&] { inspect::to_mermaid(inspect::instance_graph(code, limits())); });
    attempt([&] { inspect::to_json(inspect::lint(code), *source()); });
    attempt([&] { print_in_other_styles(code); });
    const ExternType type = ExternModule{&code.module_type()};
    attempt([&] { inspect::to_wit(*code.type_store, type); });
    attempt([&] { inspect::to_json(*code.type_store, type); });
    MatchEffort effort{limits().type_comparisons};
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

  void split(const Module& module) const {
    const transform::Split parts = transform::split(module, {features(), limits()});
    for (const transform::Split::File& file : parts.files) check("split off", file.module);
    check("split", parts.root);
  }

  // Of a valid binary whose code is copied.
  void split_unread() const {
    if (is_text()) return;
    const auto as_string = [](const Bytes& bytes) { return std::string(bytes.begin(), bytes.end()); };
    const Module module =
        must("what links does not decode", [&] { return decode_for_linking(source(), features(), limits()); });
    if (as_string(encode_module(module)) != source()->content()) throw std::logic_error("what was not read is changed");
    const transform::Split parts = must("what links is not split", [&] {
      return transform::split(module, {features(), limits()});
    });
    const auto check_encoded = [&](const Module& part) {
      const auto bytes = std::make_shared<const Source>("part", as_string(encode_module(part)), Source::Kind::binary);
      must("what was split off unread is not valid", [&] { return valid(read(bytes)); });
    };
    for (const transform::Split::File& file : parts.files) check_encoded(file.module);
    check_encoded(parts.root);
  }

  void flatten(const ValidModule& code) const {
    transform::FlattenOptions options = flatten_options(limits());
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
    options.flatten = flatten_options(limits());
    options.features = features();
    check("merged",
          transform::merge({{name + "2", "b", module, code}, {name, "a", module, code}}, code->type_store, options)
              .module);
    options.flatten.remove_unused = true;
    check("merged without what is not used",
          transform::merge({{name, "a", module, code}}, code->type_store, options).module);
  }

  const std::function<void()>& before_running_;
};

}  // namespace

void exercise(const Input& input, const std::function<void()>& before_running) {
  Exercise(input, before_running).run();
}

}  // namespace modlink::fuzz
