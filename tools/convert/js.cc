// Scripts as JavaScript that runs them on the engine that it runs on. docs/convert.md; the JavaScript API
#include "tools/convert/js.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "tools/convert/checking_module.h"
#include "tools/convert/encoding.h"
#include "tools/convert/js_harness.h"
#include "tools/convert/js_values.h"
#include "tools/convert/known_modules.h"
#include "tools/convert/left_out_effects.h"
#include "tools/engines/base64.h"
#include "tools/transform/flat_form.h"
#include "wast/binary/encode_module.h"
#include "wast/script/print_action.h"
#include "wast/syntax/identifiers.h"

namespace modlink::convert {

using script::Action;
using script::ScriptModule;

namespace {

constexpr std::size_t most_shown = 1000;  // of expected results
// Bytes of the flat modules of a script, which have copies of what is instantiated several times.
constexpr std::size_t most_flat = std::size_t{16} << 20;

struct FlatBinary {
  std::string bytes;
  transform::FlatNames names;
};

FlatBinary flatten(const ValidModule& module, const ImplementationLimits& limits) {
  try {
    transform::FlatForm flat = transform::flat_form(module, limits, transform::single_level_imports);
    const Bytes bytes = encode_module(flat.module);
    return {{bytes.begin(), bytes.end()}, std::move(flat.names)};
  } catch (const cli::Failure&) {
  } catch (const Error&) {
  }
  throw Unsayable{"modules that cannot be flattened"};
}

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
  std::string write(const script::AssertUnlinkable& d);
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
  Encoded encoded(const ScriptModule& module) const { return encode(module, input_.language, false); }
  Encoded defined(const ScriptModule& module);
  Binary binary(Encoded encoded);
  Binary instantiated(Encoded encoded);
  ValidModulePtr instantiated(const Id& module);
  std::vector<ValidModulePtr> providers(const ValidModule& module) const;
  void demand_known_imports(const ValidModule& module) const;
  bool is_flat(const ValidModulePtr& module) const { return flat_.contains(module); }
  std::optional<Name> find_name(const ValidModulePtr& code, const std::vector<Name>& path) const;
  struct Item {
    Name name;
    ExternType type;
  };
  Item item_of(const Action& action) const;
  void demand_certain(const ValidModulePtr& code) const;
  void forget_name_of(const Id& id);
  std::string name_instance(const Id& id, const ValidModulePtr& code);
  std::string field_of_register(const script::RegisterDirective& d, const ValidModulePtr& code) const;
  std::string action(const Action& action) const;
  std::string check(const Action& action, const Item& item, const std::vector<script::Pattern>* expected) const;
  // What is about to be instantiated: the text is a function of JavaScript.
  Binary attempted(const ScriptModule& what);
  Binary attempted(const script::InstanceDirective& what);
  std::string executed(const Action& what) { return action(what); }
  template <class Instantiated>
  std::string executed(const Instantiated& what) {
    return attempted(what).text;
  }
  std::string ended(const char* method, const script::Executed& what) {
    return call(method, std::visit([this](const auto& it) { return this->executed(it); }, what));
  }
  std::string rejected(const char* method, const ScriptModule& module, bool custom);

  const Input& input_;
  KnownModules known_;
  KnownModules valid_modules_;  // those that were left out as well
  std::map<ValidModulePtr, transform::FlatNames> flat_;
  std::size_t flat_size_ = 0;
  std::map<Name, ValidModulePtr> registered_;
  std::set<Name> unknown_names_;  // what nobody has registered here, as it was left out
  LeftOutEffects effects_;
  LeftOut left_out_;
  std::uint32_t line_ = 0;
};

// JavaScript has core modules only.
JsScript::Binary JsScript::binary(Encoded encoded) {
  if (encoded.uses_linking) {
    if (!encoded.valid) throw Unsayable{"invalid modules with module linking"};
    FlatBinary flat = flatten(*encoded.valid, input_.language.limits);
    flat_size_ += flat.bytes.size();
    if (flat_size_ > most_flat) throw Unsayable{"modules that are too large together once they are flat"};
    encoded.bytes = std::move(flat.bytes);
    flat_.emplace(encoded.valid, std::move(flat.names));
  }
  std::string text = js_string(engines::to_base64(encoded.bytes));
  if (encoded.uses_linking) text = "flat(" + text + ")";
  return {std::move(text), std::move(encoded.valid)};
}

// Has a name from now on, also if it is left out.
Encoded JsScript::defined(const ScriptModule& module) {
  valid_modules_.define(module.id, nullptr);
  Encoded result = encoded(module);
  valid_modules_.define(module.id, result.valid);
  return result;
}

// Of what is left out nobody knows what it would have done to what it imports.
JsScript::Binary JsScript::instantiated(Encoded encoded) {
  const ValidModulePtr code = encoded.valid;
  if (!code) return binary(std::move(encoded));
  try {
    Binary result = binary(std::move(encoded));
    demand_known_imports(*code);
    effects_.link(code, providers(*code));
    return result;
  } catch (const Unsayable&) {
    effects_.leave_out(providers(*code));
    throw;
  }
}

std::vector<ValidModulePtr> JsScript::providers(const ValidModule& module) const {
  std::vector<ValidModulePtr> result;
  for (const auto& import : module.type->imports.entries()) {
    const auto found = registered_.find(import.name);
    if (found == registered_.end() || !transform::has_state(*found->second, is_flat(found->second))) continue;
    result.push_back(found->second);
  }
  return result;
}

void JsScript::demand_known_imports(const ValidModule& module) const {
  for (const auto& import : module.type->imports.entries()) {
    if (unknown_names_.contains(import.name)) throw Unsayable{"imports of what was left out"};
  }
}

std::string JsScript::write(const script::ModuleDirective& d) {
  known_.define_and_instantiate(d.module.id, nullptr);
  forget_name_of(d.module.id);
  const Binary binary = instantiated(defined(d.module));
  known_.define_and_instantiate(d.module.id, binary.valid);
  return call("module", js_id(d.module.id), binary.text) + name_instance(d.module.id, binary.valid);
}

std::string JsScript::write(const script::DefinitionDirective& d) {
  known_.define(d.module.id, nullptr);
  forget_name_of(d.module.id);  // it means a module then, which JavaScript cannot import
  const Binary binary = this->binary(defined(d.module));
  known_.define(d.module.id, binary.valid);
  return call("definition", js_id(d.module.id), binary.text);
}

ValidModulePtr JsScript::instantiated(const Id& module) {
  ValidModulePtr code = valid_modules_.module(module);
  try {
    if (!known_.module(module)) throw Unsayable{"instances of modules that are not known"};
    demand_known_imports(*code);
  } catch (const Unsayable&) {
    if (code) effects_.leave_out(providers(*code));
    throw;
  }
  effects_.link(code, providers(*code));
  return code;
}

std::string JsScript::write(const script::InstanceDirective& d) {
  known_.forget_instance(d.id);
  forget_name_of(d.id);
  const ValidModulePtr code = instantiated(d.module);
  known_.instantiate(d.id, d.module);
  return call("instance", js_id(d.id), js_id(d.module)) + name_instance(d.id, code);
}

// Where identifiers are names of imports as well.
void JsScript::forget_name_of(const Id& id) {
  if (!id || !input_.language.scripts.name_imports) return;
  registered_.erase(*id);
  unknown_names_.insert(*id);
}

std::string JsScript::name_instance(const Id& id, const ValidModulePtr& code) {
  if (!id || !code || !input_.language.scripts.name_imports) return {};
  unknown_names_.erase(*id);
  registered_[*id] = code;
  return fmt::format("t.offer({});\n", js_string(*id));
}

// What a single-level import of the name finds: an export of a core module, or of one that is flat.
std::string JsScript::field_of_register(const script::RegisterDirective& d, const ValidModulePtr& code) const {
  const ExternTypeMap& exports = code->instance_type->exports;
  const auto type = transform::find_export(exports, d.path);
  const bool is_as_said = type && (!d.kind || kind_of(*type) == *d.kind) && is_core(space_of(kind_of(*type)));
  const auto name = is_as_said ? find_name(code, d.path) : std::nullopt;
  if (!name) throw Unsayable{"instances and modules in instances"};
  return js_string(*name);
}

std::string JsScript::write(const script::RegisterDirective& d) {
  registered_.erase(d.name);
  unknown_names_.insert(d.name);
  const bool is_module = d.kind == ExternKind::module || known_.is_module_only(d.id);
  if (is_module) throw Unsayable{"modules that are registered"};
  const ValidModulePtr code = known_.instance(d.id);
  if (!code) throw Unsayable{"instances of modules that are not known"};
  const bool is_whole = d.path.empty() && (!d.kind || d.kind == ExternKind::instance);
  std::string text = is_whole ? call("register", js_string(d.name), js_id(d.id))
                              : call("registerField", js_string(d.name), js_id(d.id), field_of_register(d, code));
  unknown_names_.erase(d.name);
  registered_[d.name] = code;
  return text;
}

// Of an export in JavaScript.
std::optional<Name> JsScript::find_name(const ValidModulePtr& code, const std::vector<Name>& path) const {
  const auto flat = flat_.find(code);
  if (flat != flat_.end()) return transform::find_flat_name(code->instance_type->exports, flat->second, path);
  return path.size() == 1 ? std::optional(path[0]) : std::nullopt;
}

// What is known of what an action names.
JsScript::Item JsScript::item_of(const Action& action) const {
  const ValidModulePtr code = known_.instance(action.instance);
  if (!code || !is_flat(code)) {
    known_.results_of(action);  // which are known
    demand_certain(code);
    return {action.path[0], known_.type_of(action)};
  }
  demand_certain(code);
  const auto type = transform::find_export(code->instance_type->exports, action.path);
  const auto name = find_name(code, action.path);
  if (!type || !name) throw Unsayable{"actions on exports that are not there"};
  const ExternKind kind = action.kind == Action::Kind::get ? ExternKind::global : ExternKind::func;
  if (kind_of(*type) != kind) throw Unsayable{"actions on exports of another kind"};
  return {*name, *type};
}

void JsScript::demand_certain(const ValidModulePtr& code) const {
  if (effects_.is_uncertain(code)) throw Unsayable{"instances that what was left out may have changed"};
}

// One that JavaScript performs, or else a module.
std::string JsScript::action(const Action& action) const {
  const Item item = item_of(action);
  if (needs_checking_module(action, item.type)) return check(action, item, nullptr);
  const char* word = action.kind == Action::Kind::invoke ? "invoke" : "get";
  std::string result = fmt::format("t.{}({}, {}", word, js_id(action.instance), js_string(item.name));
  for (const script::Const& arg : action.args) result += ", " + js_value(arg);
  return result + ")";
}

std::string JsScript::check(const Action& action, const Item& item,
                            const std::vector<script::Pattern>* expected) const {
  const std::string bytes = checking_module(action, item.type, expected);
  return fmt::format("t.check({}, {}, {})", js_id(action.instance), js_string(item.name),
                     js_string(engines::to_base64(bytes)));
}

std::string JsScript::write(const script::ActionDirective& d) {
  const char* word = d.action.kind == Action::Kind::invoke ? "invoke" : "get";
  return call("action", js_string(word), action(d.action));
}

std::string JsScript::write(const script::AssertReturn& d) {
  const Item item = item_of(d.action);
  if (needs_checking_module(d.action, item.type) || needs_checking_module(d.results)) {
    std::string expected;
    for (const script::Pattern& pattern : d.results) expected += (expected.empty() ? "" : " ") + to_text(pattern);
    return call("assertChecked", check(d.action, item, &d.results), js_string(shown(expected, most_shown)));
  }
  std::string result = fmt::format("t.assertReturn({}, {}", line_, action(d.action));
  for (const script::Pattern& pattern : d.results) result += ", " + js_pattern(pattern);
  return result + ");\n";
}

JsScript::Binary JsScript::attempted(const ScriptModule& what) {
  Binary binary = instantiated(encoded(what));
  return {"t.instantiation(" + binary.text + ")", std::move(binary.valid)};
}

JsScript::Binary JsScript::attempted(const script::InstanceDirective& what) {
  ValidModulePtr code = instantiated(what.module);
  return {"t.instantiationOf(" + js_id(what.module) + ")", std::move(code)};
}

std::string JsScript::write(const script::AssertUnlinkable& d) {
  const Binary binary = std::visit([this](const auto& it) { return attempted(it); }, d.what);
  const bool sees_all =
      !binary.valid || !is_flat(binary.valid) || !transform::has_unseen_instance(binary.valid->type->imports);
  if (!sees_all) throw Unsayable{"imports of instances without exports"};
  return call("assertUnlinkable", binary.text);
}

std::string JsScript::rejected(const char* method, const ScriptModule& module, bool custom) {
  if (custom) throw Unsayable{"malformed and invalid custom sections"};
  Encoded bytes = encoded(module);
  const bool is_core = !bytes.valid && !bytes.uses_linking;
  if (is_core && input_.language.features.has(Feature::module_linking) &&
      is_valid_core_module(bytes.bytes, input_.language)) {
    throw Unsayable{"what only module linking makes invalid"};
  }
  return call(method, binary(std::move(bytes)).text);
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
