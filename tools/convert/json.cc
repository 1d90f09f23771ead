// Scripts as JSON with the modules in files beside it: the forms that wabt and wasm-tools have. docs/convert.md
#include "tools/convert/json.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "tools/convert/encoding.h"
#include "tools/convert/json_values.h"
#include "tools/convert/known_modules.h"
#include "wast/script/print_script.h"

namespace modlink::convert {

using script::Action;
using script::ScriptModule;

namespace {

// Whether a module may be malformed, so that no binary of its text is wanted.
enum class Malformedness { possible, impossible };

// Which no form of JSON has.
constexpr const char* asserted_instance = "assertions about a module instance";

class JsonScript {
 public:
  JsonScript(const Input& input, JsonDialect dialect, Conversion& result)
      : input_(input), dialect_(dialect), result_(result) {}

  Json commands(const std::vector<script::Directive>& directives, KnownModules& known);

 private:
  bool is_wabt() const { return dialect_ == JsonDialect::wabt; }
  Json command(const script::Directive& directive);

  Json write(const script::ModuleDirective& d);
  Json write(const script::DefinitionDirective& d);
  Json write(const script::InstanceDirective& d);
  Json write(const script::RegisterDirective& d);
  Json write(const script::ActionDirective& d) { return acted("action", d.action, {}); }
  Json write(const script::AssertReturn& d);
  Json write(const script::AssertTrap& d) { return ended("assert_trap", "assert_uninstantiable", d.what, &d.message); }
  Json write(const script::AssertExhaustion& d) { return acted("assert_exhaustion", d.action, &d.message); }
  Json write(const script::AssertException& d) { return ended("assert_exception", nullptr, d.what, nullptr); }
  Json write(const script::AssertMalformed& d);
  Json write(const script::AssertInvalid& d);
  Json write(const script::AssertUnlinkable& d);
  Json write(const script::AssertLimit&) { throw Unsayable{"assert_limit"}; }
  Json write(const script::ScriptDirective&) { throw Unsayable{"script"}; }
  Json write(const script::InputDirective&) { throw Unsayable{"input"}; }
  Json write(const script::OutputDirective&) { throw Unsayable{"output"}; }
  Json write(const script::ThreadDirective& d);
  Json write(const script::WaitDirective& d);
  Json write(const script::BadDirective&) { throw Unsayable{"what is no directive"}; }

  Json begin(const char* type, At at) const { return {{"type", type}, {"line", input_.source->locate(at.pos).line}}; }
  Json begin(const char* type) const { return begin(type, at_); }
  std::string id_text(const std::string& id) const { return is_wabt() ? "$" + id : id; }
  void set_id(Json& json, const char* key, const Id& id) const {
    if (id) json[key] = text_json(id_text(*id));
  }
  Json acted(const char* type, const Action& action, const std::string* message);
  Json ended(const char* type, const char* of_module, const script::Executed& what, const std::string* message);
  Json bad(const char* type, const ScriptModule& module, const std::string& message,
           Malformedness malformed = Malformedness::impossible);
  Json action_json(const Action& action);
  Json expected_types(const Action& action);

  std::string add_file(const char* extension, std::string content);
  std::optional<Encoded> try_encode(const ScriptModule& module) const;
  void add_module(Json& json, const ScriptModule& module, Encoded encoded);
  void add_module_text(Json& json, const ScriptModule& module, Malformedness malformed);

  const Input& input_;
  JsonDialect dialect_;
  Conversion& result_;
  KnownModules* known_ = nullptr;
  At at_;  // of the directive
  unsigned modules_ = 0;
};

// Beside the JSON, which names it by its base name.
std::string JsonScript::add_file(const char* extension, std::string content) {
  const std::string ending = fmt::format(".{}.{}", modules_, extension);
  result_.files.push_back({input_.name + ending, std::move(content)});
  return base_name(input_.name + ".wast") + ending;
}

std::optional<Encoded> JsonScript::try_encode(const ScriptModule& module) const {
  try {
    return encode(module, input_.language, !is_wabt());
  } catch (const Unsayable&) {
    return std::nullopt;
  }
}

// The files of a module that is not malformed.
void JsonScript::add_module(Json& json, const ScriptModule& module, Encoded encoded) {
  const bool keeps_text = !is_wabt() && module.form == ScriptModule::Form::quote;
  if (keeps_text) {
    json["filename"] = text_json(add_file("wat", std::string(module.content->content())));
    json["module_type"] = "text";
    json["binary_filename"] = text_json(add_file("wasm", std::move(encoded.bytes)));
  } else {
    json["filename"] = text_json(add_file("wasm", std::move(encoded.bytes)));
    if (!is_wabt()) json["module_type"] = "binary";
  }
  ++modules_;
}

// The same of text that is to stay text.
void JsonScript::add_module_text(Json& json, const ScriptModule& module, Malformedness malformed) {
  const bool quoted = module.form == ScriptModule::Form::quote;
  const auto encoded = malformed == Malformedness::impossible && !is_wabt() ? try_encode(module) : std::nullopt;
  std::string text = quoted ? std::string(module.content->content()) : script::module_as_written(module, input_.source);
  json["filename"] = text_json(add_file("wat", std::move(text)));
  json["module_type"] = "text";
  if (encoded) json["binary_filename"] = text_json(add_file("wasm", encoded->bytes));
  ++modules_;
}

Json JsonScript::write(const script::ModuleDirective& d) {
  known_->define_and_instantiate(d.module.id, nullptr);
  Encoded encoded = encode(d.module, input_.language, !is_wabt());
  known_->define_and_instantiate(d.module.id, encoded.valid);
  Json json = begin("module");
  set_id(json, "name", d.module.id);
  add_module(json, d.module, std::move(encoded));
  return json;
}

// wabt marks them in its later versions.
Json JsonScript::write(const script::DefinitionDirective& d) {
  known_->define(d.module.id, nullptr);
  Encoded encoded = encode(d.module, input_.language, !is_wabt());
  known_->define(d.module.id, encoded.valid);
  Json json = is_wabt() ? Json{{"type", "module"}, {"definition", "true"}} : Json{{"type", "module_definition"}};
  json.update(begin(is_wabt() ? "module" : "module_definition"));
  set_id(json, "name", d.module.id);
  add_module(json, d.module, std::move(encoded));
  return json;
}

Json JsonScript::write(const script::InstanceDirective& d) {
  known_->instantiate(d.id, d.module);
  if (is_wabt()) {
    known_->forget_instance(d.id);
    throw Unsayable{"module instance"};
  }
  Json json = begin("module_instance");
  set_id(json, "instance", d.id);
  set_id(json, "module", d.module);
  return json;
}

Json JsonScript::write(const script::RegisterDirective& d) {
  if (d.kind || !d.path.empty()) throw Unsayable{"register with a kind or a path"};
  if (known_->is_module_only(d.id)) throw Unsayable{"register of a module"};
  Json json = begin("register");
  set_id(json, "name", d.id);
  json["as"] = text_json(d.name);
  return json;
}

Json JsonScript::action_json(const Action& action) {
  known_->type_of(action);  // which is known
  const bool invokes = action.kind == Action::Kind::invoke;
  Json json{{"type", invokes ? "invoke" : "get"}};
  set_id(json, "module", action.instance);
  json["field"] = text_json(action.path[0]);
  if (!invokes) return json;
  json["args"] = Json::array();
  for (const script::Const& arg : action.args) json["args"].push_back(to_json(arg, dialect_));
  return json;
}

Json JsonScript::expected_types(const Action& action) {
  Json types = Json::array();
  for (const ValType type : known_->results_of(action)) types.push_back(type_object(type));
  return types;
}

// wabt says which types the results would have.
Json JsonScript::acted(const char* type, const Action& action, const std::string* message) {
  Json json = begin(type, action.at);
  json["action"] = action_json(action);
  if (message) json["text"] = text_json(*message);
  if (is_wabt()) json["expected"] = expected_types(action);
  return json;
}

Json JsonScript::ended(const char* type, const char* of_module, const script::Executed& what,
                       const std::string* message) {
  if (const auto* action = std::get_if<Action>(&what)) return acted(type, *action, message);
  if (std::holds_alternative<script::InstanceDirective>(what)) throw Unsayable{asserted_instance};
  if (!of_module) throw Unsayable{"assert_exception of a module"};
  return bad(of_module, std::get<ScriptModule>(what), *message);
}

Json JsonScript::write(const script::AssertUnlinkable& d) {
  const auto* module = std::get_if<ScriptModule>(&d.what);
  if (!module) throw Unsayable{asserted_instance};
  return bad("assert_unlinkable", *module, d.message);
}

Json JsonScript::write(const script::AssertReturn& d) {
  Json json = begin("assert_return", d.action.at);
  json["action"] = action_json(d.action);
  ResultType types = known_->results_of(d.action);
  types.resize(d.results.size());
  const auto* either =
      d.results.size() == 1 ? std::get_if<std::vector<script::Pattern>>(&d.results[0].pattern) : nullptr;
  Json expected = Json::array();
  if (is_wabt() && either && !find_nan(*either, types[0])) {
    for (const script::Pattern& pattern : *either) expected.push_back(to_json(pattern, types[0], dialect_));
    json["either"] = std::move(expected);
    return json;
  }
  for (std::size_t i = 0; i < types.size(); ++i) expected.push_back(to_json(d.results[i], types[i], dialect_));
  json["expected"] = std::move(expected);
  return json;
}

Json JsonScript::bad(const char* type, const ScriptModule& module, const std::string& message,
                     Malformedness malformed) {
  Json json = begin(type, module.at);
  const bool is_text = module.form == ScriptModule::Form::quote;
  std::optional<Encoded> encoded = is_text ? std::nullopt : try_encode(module);
  if (encoded) {
    add_module(json, module, std::move(*encoded));
  } else {
    add_module_text(json, module, malformed);
  }
  if (!is_wabt()) {
    json["text"] = text_json(message);
    return json;
  }
  // wabt has them in another order.
  json.erase("module_type");
  json["text"] = text_json(message);
  json["module_type"] = encoded ? "binary" : "text";
  return json;
}

Json JsonScript::write(const script::AssertMalformed& d) {
  if (d.custom && is_wabt()) throw Unsayable{"assert_malformed_custom"};
  return bad(d.custom ? "assert_malformed_custom" : "assert_malformed", d.module, d.message, Malformedness::possible);
}

Json JsonScript::write(const script::AssertInvalid& d) {
  if (d.custom && is_wabt()) throw Unsayable{"assert_invalid_custom"};
  return bad(d.custom ? "assert_invalid_custom" : "assert_invalid", d.module, d.message);
}

Json JsonScript::write(const script::ThreadDirective& d) {
  if (is_wabt()) throw Unsayable{"threads"};
  if (!d.id || d.shared.size() > 1) throw Unsayable{"threads without a name or with several shared modules"};
  Json json = begin("thread");
  json["name"] = text_json(*d.id);
  if (!d.shared.empty()) json["shared_module"] = text_json(d.shared[0]);
  KnownModules inside = known_->shared(d.shared);
  json["commands"] = commands(d.directives, inside);
  return json;
}

Json JsonScript::write(const script::WaitDirective& d) {
  if (is_wabt()) throw Unsayable{"threads"};
  if (!d.id) throw Unsayable{"threads without a name or with several shared modules"};
  Json json = begin("wait");
  json["thread"] = text_json(*d.id);
  return json;
}

Json JsonScript::command(const script::Directive& directive) {
  at_ = directive.at;
  return std::visit([this](const auto& d) { return write(d); }, directive.directive);
}

Json JsonScript::commands(const std::vector<script::Directive>& directives, KnownModules& known) {
  KnownModules* const outside = std::exchange(known_, &known);
  Json result = Json::array();
  for (const script::Directive& directive : directives) {
    try {
      result.push_back(command(directive));
    } catch (const Unsayable& unsayable) {
      result_.left_out.add(unsayable.reason);
    }
  }
  known_ = outside;
  return result;
}

// One command a line, as `wast2json` has them.
std::string document(const Input& input, const Json& commands, JsonDialect dialect) {
  const bool is_wabt = dialect == JsonDialect::wabt;
  const Json name = text_json(input.source->name());
  if (!is_wabt) return print(Json{{"source_filename", name}, {"commands", commands}}, dialect) + "\n";
  std::string result = fmt::format("{{\"source_filename\": {},\n \"commands\": [\n", print(name, dialect));
  const char* separator = "";
  for (const Json& command : commands) {
    result += separator + ("  " + print(command, dialect));
    separator = ", \n";
  }
  return result + "]}\n";
}

}  // namespace

Conversion to_json(const Input& input, JsonDialect dialect) {
  Conversion result;
  KnownModules known;
  const Json commands = JsonScript(input, dialect, result).commands(read_directives(input), known);
  result.files.insert(result.files.begin(), {input.name + ".json", document(input, commands, dialect)});
  return result;
}

}  // namespace modlink::convert
