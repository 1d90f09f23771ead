// Another engine as the engine of a script. docs/engine-protocol.md
#include "tools/spec-runner/remote_engine.h"

#include <fmt/format.h>

#include "tools/engines/base64.h"
#include "tools/spec-runner/values.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

using nlohmann::json;

namespace {

[[noreturn]] void skip(const std::string& reason) {
  Failure failure(reason);
  failure.skipped = true;
  throw failure;
}

End unsupported(std::string reason) { return {End::Kind::unsupported, std::move(reason)}; }

// Why nothing can be done with what was not made. Where the engine could not try, nobody knows how it would go on.
End end_without(const char* sort, const End& made) {
  if (made.kind == End::Kind::unsupported) return unsupported(fmt::format("its {}: {}", sort, made.message));
  throw Failure(fmt::format("the {} could not be made", sort));
}

std::vector<std::string> strings_of(const std::vector<Name>& path) {
  return std::vector<std::string>(path.begin(), path.end());
}

}  // namespace

RemoteEngine::RemoteEngine(const Settings& settings, engines::ClientPool& pool, Linking linking)
    : Engine(settings), pool_(pool), linking_(linking), types_(std::make_shared<TypeStore>()) {}

RemoteEngine::~RemoteEngine() {
  if (client_) pool_.give_back(std::move(client_));
}

End RemoteEngine::ask(json request) {
  try {
    if (!client_) {
      client_ = pool_.take();
      hello_ = client_->hello();
    }
    if (settings().allowance.fuel) request["fuel"] = *settings().allowance.fuel;
    End end = engines::parse_end(client_->ask(std::move(request), pool_.timeout()));
    const bool rejects = end.kind == End::Kind::malformed || end.kind == End::Kind::invalid;
    if (rejects && !hello_.stages) end.kind = End::Kind::rejected;
    return end;
  } catch (const std::runtime_error& error) {  // Lost and BadAnswer
    client_.reset();
    ++life_;
    single_level_.clear();
    return {End::Kind::lost, error.what()};
  }
}

const RemoteModule& RemoteEngine::keep(script::ScriptModule&& module) {
  return modules_.emplace_back(make_remote(std::move(module), linking_, types_, settings()));
}

// Its number for the engine is in `id` then.
End RemoteEngine::send(const RemoteModule& module, std::size_t& id) {
  if (module.reason) return *module.reason;
  id = sent_++;
  return ask({{"do", "module"}, {"module", id}, {"bytes", engines::to_base64(module.bytes)}});
}

RemoteInstance& RemoteEngine::make_instance(const RemoteModule& module) {
  RemoteInstance& instance = instances_.emplace_back();
  instance.module = &module;
  std::size_t id = 0;
  instance.end = send(module, id);
  if (instance.end.kind == End::Kind::valid) {
    instance.id = instances_.size() - 1;
    instance.end = ask({{"do", "instantiate"}, {"module", id}, {"instance", instance.id}});
  }
  instance.life = life_;
  return instance;
}

End RemoteEngine::define_and_instantiate(script::ScriptModule&& module) {
  const std::optional<std::string> id = module.id;
  const RemoteModule& kept = keep(std::move(module));
  module_names_.define(id, &kept);
  const RemoteInstance& instance = make_instance(kept);
  instance_names_.define(id, &instance);
  return instance.end;
}

End RemoteEngine::define(script::ScriptModule&& module) {
  const std::optional<std::string> id = module.id;
  const RemoteModule& kept = keep(std::move(module));
  module_names_.define(id, &kept);
  std::size_t sent = 0;
  return send(kept, sent);
}

End RemoteEngine::instantiate(const script::InstanceDirective& directive) {
  instance_names_.define_failed(directive.id);
  const RemoteInstance& instance = make_instance(*module_names_.find(directive.module));
  instance_names_.define(directive.id, &instance);
  return instance.end;
}

End RemoteEngine::attempt(script::ScriptModule&& module, Until until) {
  const RemoteModule& kept = keep(std::move(module));
  std::size_t id = 0;
  return until == Until::valid ? send(kept, id) : make_instance(kept).end;
}

Engine::CustomEnd RemoteEngine::attempt_custom(script::ScriptModule&&, Stage) {
  skip("custom sections and annotations are read by modlink");
}

ValidModulePtr RemoteEngine::find_module(const std::optional<std::string>& id) {
  const ValidModulePtr& code = module_names_.find(id)->code;
  if (!code) throw Failure("the module is not valid");
  return code;
}

void RemoteEngine::register_name(const script::RegisterDirective& directive) {
  const bool whole_module = directive.kind == ExternKind::module && directive.path.empty();
  const bool only_module = !directive.kind && directive.id && !instance_names_.contains(*directive.id) &&
                           module_names_.contains(*directive.id);
  if (whole_module || only_module) skip("modules are not registered with other engines");
  const RemoteInstance& instance = *instance_names_.find(directive.id);
  if (instance.life != life_) throw Failure("the instance was lost with its engine");
  if (instance.end.kind != End::Kind::instantiated) skip(end_without("instance", instance.end).message);
  register_instance(directive, instance);
}

void RemoteEngine::register_instance(const script::RegisterDirective& directive, const RemoteInstance& instance) {
  if (!directive.path.empty()) {
    const auto there = path_there(*instance.module, directive.path);
    if (!there) skip("a nested instance is not registered with other engines");
    return register_field(directive, instance, *there);
  }
  single_level_.erase(directive.name);
  const End end = ask({{"do", "register"}, {"name", directive.name}, {"instance", instance.id}});
  if (end.kind != End::Kind::done) throw failure_of(end, describe(end), {});
}

// A flat module imports a single-level import `x` as `"" "x"`.
void RemoteEngine::register_field(const script::RegisterDirective& directive, const RemoteInstance& instance,
                                  const std::vector<Name>& there) {
  json field{{"name", directive.name}, {"instance", instance.id}, {"path", strings_of(there)}};
  single_level_.insert_or_assign(directive.name, std::move(field));
  json fields = json::array();
  for (const auto& [name, value] : single_level_) fields.push_back(value);
  const End end = ask({{"do", "register"}, {"name", ""}, {"fields", std::move(fields)}});
  if (end.kind != End::Kind::done) throw failure_of(end, describe(end), {});
}

// Why nothing can be done with an instance.
std::optional<End> RemoteEngine::find_obstacle(const RemoteInstance& instance) const {
  if (instance.end.kind != End::Kind::instantiated) return end_without("instance", instance.end);
  if (instance.life != life_) return End{End::Kind::lost, "the instance was lost with its engine"};
  if (instance.is_touched && !hello_.state && has_state(*instance.module)) {
    return unsupported("the engine forgets what was done to the instance before");
  }
  return std::nullopt;
}

json RemoteEngine::inspection(const std::optional<ExternType>& type) {
  json request{{"do", "get"}};
  if (const auto* global = type ? std::get_if<GlobalType>(&*type) : nullptr) {
    request["type"] = engines::type_word(global->val, *types_);
    request["mutable"] = global->mut;
  }
  return request;
}

json RemoteEngine::invocation(const script::Action& action, const std::optional<ExternType>& type) {
  json request{{"do", "invoke"}};
  if (const auto* func = type ? std::get_if<ExternFunc>(&*type) : nullptr) {
    make_args(action.args, *func->type->func(), *types_);  // which fails for what does not fit
    request["type"] = engines::to_json(*func->type->func(), *types_);
  }
  json args = json::array();
  for (const script::Const& constant : action.args) args.push_back(engines::to_json(constant));
  request["args"] = std::move(args);
  return request;
}

End RemoteEngine::perform(const script::Action& action) {
  const RemoteInstance& instance = *instance_names_.find(action.instance);
  if (auto obstacle = find_obstacle(instance)) return *obstacle;
  const auto there = path_there(*instance.module, action.path);
  if (!there) throw Failure(fmt::format("unknown export {}", quote(action.path.back())));
  const auto type = find_type(*instance.module, action.path);
  json request = action.kind == script::Action::Kind::get ? inspection(type) : invocation(action, type);
  request["instance"] = instance.id;
  request["path"] = strings_of(*there);
  instance.is_touched = true;
  return ask(std::move(request));
}

}  // namespace modlink::runner
