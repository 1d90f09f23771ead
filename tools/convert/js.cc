// Scripts as JavaScript that runs them on the engine that it runs on. docs/convert.md; the JavaScript API
#include "tools/convert/js.h"

#include <fmt/format.h>

#include <utility>

#include "tools/convert/checking_module.h"
#include "tools/convert/encoding.h"
#include "tools/convert/js_harness.h"
#include "tools/convert/js_values.h"
#include "tools/convert/known_modules.h"
#include "tools/engines/base64.h"
#include "wast/script/print_action.h"
#include "wast/syntax/identifiers.h"

namespace modlink::convert {

using script::Action;
using script::ScriptModule;

namespace {

constexpr std::size_t most_shown = 1000;  // of expected results

class JsScript {
 public:
  explicit JsScript(const Input& input) : input_(input) {}

  std::string print();
  const LeftOut& left_out() const { return left_out_; }

 private:
  std::string statement(const script::Directive& directive);

  std::string write(const script::ModuleDirective& d);
  std::string write(const script::DefinitionDirective& d);
  std::string write(const script::InstanceDirective& d);
  std::string write(const script::RegisterDirective& d);
  std::string write(const script::ActionDirective& d);
  std::string write(const script::AssertReturn& d);
  std::string write(const script::AssertTrap& d) { return ended("assertTrap", d.what); }
  std::string write(const script::AssertExhaustion& d) { return call("assertExhaustion", action(d.action)); }
  std::string write(const script::AssertException& d) { return ended("assertException", d.what); }
  std::string write(const script::AssertMalformed& d) { return rejected("assertMalformed", d.module, d.custom); }
  std::string write(const script::AssertInvalid& d) { return rejected("assertInvalid", d.module, d.custom); }
  std::string write(const script::AssertUnlinkable& d) { return call("assertUnlinkable", module(d.module).text); }
  std::string write(const script::AssertLimit&) { throw Unsayable{"limits"}; }
  std::string write(const script::ScriptDirective&) { throw Unsayable{"scripts in scripts"}; }
  std::string write(const script::InputDirective&) { throw Unsayable{"input"}; }
  std::string write(const script::OutputDirective&) { throw Unsayable{"output"}; }
  std::string write(const script::ThreadDirective&) { throw Unsayable{"threads"}; }
  std::string write(const script::WaitDirective&) { throw Unsayable{"threads"}; }
  std::string write(const script::BadDirective&) { throw Unsayable{"what is no directive"}; }

  template <class... Args>
  std::string call(const char* method, const Args&... args) const {
    std::string result = fmt::format("t.{}({}", method, line_);
    ((result += ", " + args), ...);
    return result + ");\n";
  }
  struct Binary {
    std::string text;  // a string of JavaScript
    ValidModulePtr valid;
  };
  Binary module(const ScriptModule& module) const;
  std::string action(const Action& action) const;
  std::string check(const Action& action, const std::vector<script::Pattern>* expected) const;
  std::string ended(const char* method, const std::variant<Action, ScriptModule>& what);
  std::string rejected(const char* method, const ScriptModule& module, bool custom);

  const Input& input_;
  KnownModules known_;
  LeftOut left_out_;
  std::uint32_t line_ = 0;
};

// JavaScript has core modules only.
JsScript::Binary JsScript::module(const ScriptModule& module) const {
  Encoded encoded = encode(module, input_.language, false);
  if (encoded.uses_linking) throw Unsayable{"module linking"};
  return {js_string(engines::to_base64(encoded.bytes)), std::move(encoded.valid)};
}

std::string JsScript::write(const script::ModuleDirective& d) {
  known_.define_and_instantiate(d.module.id, nullptr);
  const Binary binary = module(d.module);
  known_.define_and_instantiate(d.module.id, binary.valid);
  return call("module", js_id(d.module.id), binary.text);
}

std::string JsScript::write(const script::DefinitionDirective& d) {
  known_.define(d.module.id, nullptr);
  const Binary binary = module(d.module);
  known_.define(d.module.id, binary.valid);
  return call("definition", js_id(d.module.id), binary.text);
}

std::string JsScript::write(const script::InstanceDirective& d) {
  known_.instantiate(d.id, d.module);
  if (!known_.module(d.module)) throw Unsayable{"instances of modules that are not known"};
  return call("instance", js_id(d.id), js_id(d.module));
}

std::string JsScript::write(const script::RegisterDirective& d) {
  if (d.kind || !d.path.empty() || known_.is_module_only(d.id)) throw Unsayable{"module linking"};
  if (!known_.instance(d.id)) throw Unsayable{"instances of modules that are not known"};
  return call("register", js_string(d.name), js_id(d.id));
}

// One that JavaScript performs, or else a module.
std::string JsScript::action(const Action& action) const {
  known_.results_of(action);  // which are known
  if (needs_checking_module(action, known_.type_of(action))) return check(action, nullptr);
  const char* word = action.kind == Action::Kind::invoke ? "invoke" : "get";
  std::string result = fmt::format("t.{}({}, {}", word, js_id(action.instance), js_string(action.path[0]));
  for (const script::Const& arg : action.args) result += ", " + js_value(arg);
  return result + ")";
}

std::string JsScript::check(const Action& action, const std::vector<script::Pattern>* expected) const {
  const std::string bytes = checking_module(action, known_.type_of(action), expected);
  return fmt::format("t.check({}, {}, {})", js_id(action.instance), js_string(action.path[0]),
                     js_string(engines::to_base64(bytes)));
}

std::string JsScript::write(const script::ActionDirective& d) {
  const char* word = d.action.kind == Action::Kind::invoke ? "invoke" : "get";
  return call("action", js_string(word), action(d.action));
}

std::string JsScript::write(const script::AssertReturn& d) {
  known_.results_of(d.action);  // which are known
  if (needs_checking_module(d.action, known_.type_of(d.action)) || needs_checking_module(d.results)) {
    std::string expected;
    for (const script::Pattern& pattern : d.results) expected += (expected.empty() ? "" : " ") + to_text(pattern);
    return call("assertChecked", check(d.action, &d.results), js_string(shown(expected, most_shown)));
  }
  std::string result = fmt::format("t.assertReturn({}, {}", line_, action(d.action));
  for (const script::Pattern& pattern : d.results) result += ", " + js_pattern(pattern);
  return result + ");\n";
}

std::string JsScript::ended(const char* method, const std::variant<Action, ScriptModule>& what) {
  if (const auto* one = std::get_if<Action>(&what)) return call(method, action(*one));
  return call(method, "t.instantiation(" + module(std::get<ScriptModule>(what)).text + ")");
}

std::string JsScript::rejected(const char* method, const ScriptModule& module, bool custom) {
  if (custom) throw Unsayable{"malformed and invalid custom sections"};
  return call(method, this->module(module).text);
}

std::string JsScript::statement(const script::Directive& directive) {
  line_ = input_.source->locate(directive.at.pos).line;
  try {
    return std::visit([this](const auto& d) { return write(d); }, directive.directive);
  } catch (const Unsayable& unsayable) {
    left_out_.add(unsayable.reason);
    return call("skip", js_string(unsayable.reason));
  }
}

std::string JsScript::print() {
  std::string result = fmt::format("\nscript({}, (t) => {{\n", js_string(input_.source->name()));
  for (const script::Directive& directive : read_directives(input_)) result += statement(directive);
  return result + "});\n";
}

}  // namespace

Conversion to_js(const std::vector<Input>& inputs, const std::string& file) {
  Conversion result;
  std::string text = js_harness;
  for (const Input& input : inputs) {
    JsScript script(input);
    text += script.print();
    result.left_out.add(script.left_out());
  }
  result.files.push_back({file, text + "\nfinish();\n"});
  return result;
}

}  // namespace modlink::convert
