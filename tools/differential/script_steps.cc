// The steps of a test script. spec: the official suite's script grammar; D20
#include "tools/differential/script_steps.h"

#include <cstring>
#include <map>
#include <optional>
#include <utility>

#include "validator/validate.h"
#include "wast/script/parse_script.h"
#include "wast/syntax/type_tables.h"

namespace modlink::differential {

namespace {

using Id = std::optional<std::string>;

class Reader {
 public:
  Reader(const Features& features, const ImplementationLimits& limits) : features_(features), limits_(limits) {}

  ScriptSteps read(const SourcePtr& source) {
    script::ScriptParser parser(source, features_, limits_);
    while (std::optional<script::Directive> directive = parser.next()) {
      std::visit([this](auto& d) { add(std::move(d)); }, directive->directive);
    }
    if (has_threads_) leave_out_steps();
    return std::move(result_);
  }

 private:
  std::optional<Module> load(script::ScriptModule&& module);
  void instantiate(const Id& id, Module module);
  std::optional<std::size_t> find_instance(const Id& id) const;

  void add(script::ModuleDirective&& directive);
  void add(script::DefinitionDirective&& directive);
  void add(script::InstanceDirective&& directive);
  void add(script::RegisterDirective&& directive);
  void add(script::Action&& action);
  void add(script::ActionDirective&& directive) { add(std::move(directive.action)); }
  void add(script::AssertReturn&& directive) { add(std::move(directive.action)); }
  void add(script::AssertExhaustion&& directive) { add(std::move(directive.action)); }
  void add(script::AssertException&& directive) { add(std::move(directive.what)); }
  void add(script::AssertTrap&& directive) { add(std::move(directive.what)); }
  void add(script::Executed&& what);
  void add(script::ThreadDirective&&) { has_threads_ = true; }
  // Modules that never run.
  void add(script::AssertMalformed&&) {}
  void add(script::AssertInvalid&&) {}
  void add(script::AssertUnlinkable&&) {}
  void add(script::AssertLimit&&) {}
  void add(script::BadDirective&&) {}
  template <class Other>
  void add(Other&&) {
    ++result_.left_out;
  }

  // Waiting for others takes other engines real time, and for ever without them.
  void leave_out_steps() {
    result_.left_out += result_.steps.size();
    result_.steps.clear();
  }

  const Features& features_;
  const ImplementationLimits& limits_;
  bool has_threads_ = false;
  ScriptSteps result_;
  std::map<std::string, Module> definitions_;
  std::optional<Module> last_definition_;
  std::map<std::string, std::optional<std::size_t>> instances_;  // nullopt: could not be made
  std::optional<std::size_t> last_;
};

std::optional<Module> Reader::load(script::ScriptModule&& module) {
  try {
    Module result = script::load(std::move(module), features_, limits_);
    validate(result, std::make_shared<TypeStore>(), features_, limits_);
    return result;
  } catch (const Error&) {
    return std::nullopt;
  }
}

void Reader::instantiate(const Id& id, Module module) {
  last_ = result_.steps.size();
  if (id) instances_[*id] = last_;
  result_.steps.emplace_back(Instantiate{std::move(module)});
}

std::optional<std::size_t> Reader::find_instance(const Id& id) const {
  if (!id) return last_;
  const auto it = instances_.find(*id);
  return it == instances_.end() ? std::nullopt : it->second;
}

void Reader::add(script::ModuleDirective&& directive) {
  const Id id = directive.module.id;
  std::optional<Module> module = load(std::move(directive.module));
  if (module) return instantiate(id, std::move(*module));
  last_ = std::nullopt;
  if (id) instances_[*id] = std::nullopt;
}

void Reader::add(script::DefinitionDirective&& directive) {
  const Id id = directive.module.id;
  last_definition_ = load(std::move(directive.module));
  if (id && last_definition_) definitions_.insert_or_assign(*id, *last_definition_);
}

void Reader::add(script::InstanceDirective&& directive) {
  const auto it = directive.module ? definitions_.find(*directive.module) : definitions_.end();
  if (it != definitions_.end()) {
    instantiate(directive.id, it->second);
  } else if (!directive.module && last_definition_) {
    instantiate(directive.id, *last_definition_);
  } else {
    ++result_.left_out;
  }
}

void Reader::add(script::RegisterDirective&& directive) {
  const std::optional<std::size_t> instance = find_instance(directive.id);
  const bool is_module = directive.kind == ExternKind::module && directive.path.empty();
  if (!instance || is_module) {
    ++result_.left_out;
    return;
  }
  result_.steps.emplace_back(GiveName{directive.name, *instance, directive.path});
}

Arg arg_of(const script::Const& constant) {
  if (const auto* ref = std::get_if<script::RefConst>(&constant.value)) {
    const bool is_null = ref->kind == script::RefConst::Kind::null;
    return {is_null ? Arg::Kind::null : Arg::Kind::host, 'r', ref->number, 0};
  }
  Arg arg;
  arg.type = info(constant.type.kind).letter;
  if (const auto* vector = std::get_if<V128>(&constant.value)) {
    std::memcpy(&arg.low, vector->bytes.data(), 8);
    std::memcpy(&arg.high, vector->bytes.data() + 8, 8);
    return arg;
  }
  arg.low = std::get<std::uint64_t>(constant.value);
  return arg;
}

void Reader::add(script::Action&& action) {
  const std::optional<std::size_t> instance = find_instance(action.instance);
  if (!instance) {
    ++result_.left_out;
    return;
  }
  const auto kind = action.kind == script::Action::Kind::get ? Act::Kind::get : Act::Kind::invoke;
  Act act{kind, *instance, std::move(action.path), {}};
  for (const script::Const& constant : action.args) act.args.push_back(arg_of(constant));
  result_.steps.emplace_back(std::move(act));
}

// A module that traps or throws is not the last one afterwards.
void Reader::add(script::Executed&& what) {
  if (auto* action = std::get_if<script::Action>(&what)) return add(std::move(*action));
  const std::optional<std::size_t> last = last_;
  if (const auto* instance = std::get_if<script::InstanceDirective>(&what)) {
    add(script::InstanceDirective{std::nullopt, instance->module});
  } else {
    std::optional<Module> module = load(std::move(std::get<script::ScriptModule>(what)));
    if (module) instantiate(std::nullopt, std::move(*module));
  }
  last_ = last;
}

}  // namespace

ScriptSteps read_script(const SourcePtr& source, const Features& features, const ImplementationLimits& limits) {
  return Reader(features, limits).read(source);
}

}  // namespace modlink::differential
