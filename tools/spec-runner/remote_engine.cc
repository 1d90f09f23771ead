// Another engine as the engine of a script. docs/engine-protocol.md
#include "tools/spec-runner/remote_engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tools/engines/base64.h"
#include "tools/engines/script_options.h"
#include "tools/spec-runner/assertions.h"
#include "tools/spec-runner/values.h"
#include "tools/transform/flat_form.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

using nlohmann::json;

namespace {

End unsupported(std::string reason) { return {End::Kind::unsupported, std::move(reason)}; }

// Why nothing can be done with what was not made. Where the engine could not try, nobody knows how it would go on.
End end_without(const char* sort, const End& made) {
  if (made.kind == End::Kind::unsupported) return unsupported(fmt::format("its {}: {}", sort, made.message));
  throw Failure(fmt::format("the {} could not be made", sort));
}

void require_done(const End& end) {
  if (end.kind != End::Kind::done) throw failure_of(end, describe(end), {});
}

std::vector<std::string> strings_of(const std::vector<Name>& path) { return {path.begin(), path.end()}; }

// Marks what may have state in common with an instance.
void make_uncertain(const RemoteInstance& instance) {
  std::vector<const RemoteInstance*> todo{&instance};
  while (!todo.empty()) {
    const RemoteInstance& next = *todo.back();
    todo.pop_back();
    if (std::exchange(next.is_uncertain, true)) continue;
    todo.insert(todo.end(), next.neighbours.begin(), next.neighbours.end());
  }
}

// The same for an engine that forgets: something is done with it that changes that state.
void make_touched(const RemoteInstance& instance) {
  std::vector<const RemoteInstance*> todo{&instance};
  std::set<const RemoteInstance*> known{&instance};
  while (!todo.empty()) {
    const RemoteInstance& next = *todo.back();
    todo.pop_back();
    next.is_touched = true;
    for (const RemoteInstance* neighbour : next.neighbours) {
      if (known.insert(neighbour).second) todo.push_back(neighbour);
    }
  }
}

// Whether instantiating it may change what it imports.
bool may_change_imports(const RemoteModule& module) {
  if (module.is_flat || module.is_chain || !module.code) return true;
  const Module& syntax = module.code->module;
  const auto is_active = [](const auto& segment) { return segment.mode == SegmentMode::active; };
  return syntax.start || std::any_of(syntax.elems.begin(), syntax.elems.end(), is_active) ||
         std::any_of(syntax.datas.begin(), syntax.datas.end(), is_active);
}

// Whether things were left undone that may have changed others.
bool is_untried(const RemoteInstance& instance) {
  const bool is_ours = instance.module->is_chain || instance.module->reason;
  return instance.end.kind == End::Kind::unsupported || instance.end.kind == End::Kind::interrupted ||
         (instance.end.kind == End::Kind::limit && is_ours);
}

// Core instances of chains are imported by a name that no script gives.
Name chain_name(std::size_t id) { return fmt::format("instance {} of a chain", id); }

// What a core instance exports, as part of chains.
ChainVal chain_of_core(const ValidModule& code, std::size_t id) {
  auto instance = std::make_shared<ChainVal::Instance>();
  for (const auto& entry : code.type->exports().entries()) {
    ChainVal val{kind_of(entry.type), {chain_name(id), entry.name}, id};
    instance->exports.emplace(entry.name, std::move(val));
  }
  ChainVal val{ExternKind::instance};
  val.instance = std::move(instance);
  return val;
}

}  // namespace

RemoteEngine::RemoteEngine(const Settings& settings, const cli::Language& common, engines::ClientPool& pool,
                           std::optional<Linking> linking)
    : Engine(settings),
      pool_(pool),
      linking_(linking),
      common_(common),
      types_(std::make_shared<TypeStore>()),
      deadline_(pool.timeout()) {}

RemoteEngine::~RemoteEngine() {
  if (client_) pool_.give_back(std::move(client_));
}

// What it is told at its beginning; or it is found out that it cannot be told.
json RemoteEngine::options_for(const engines::Hello& hello, const cli::Language& before) {
  hello_ = hello;
  if (!linking_) linking_ = hello.linking ? Linking::native : Linking::flatten;
  const std::string untold = engines::find_untold(settings().language, common_, hello, links_natively());
  if (!untold.empty()) reason_ = fmt::format("the script asks for what the engine cannot be told: {}", untold);
  return engines::options_of(settings().language, before, hello, links_natively());
}

// What the command line asks for may be meant for whoever reads the scripts: an engine that cannot do so is not told.
void RemoteEngine::connect() {
  if (client_ || try_to_connect({})) return;
  reason_.reset();
  try_to_connect(common_);
}

// Whether it does as the script asks beyond what it was told `before`.
bool RemoteEngine::try_to_connect(const cli::Language& before) {
  try {
    client_ = pool_.take(deadline_, [&](const engines::Hello& hello) { return options_for(hello, before); });
    deadline_ = engines::Deadline(pool_.timeout());  // which begins where the engine has
    return true;
  } catch (const engines::Refused& refused) {
    reason_ = fmt::format("the engine cannot do as the script asks: {}", refused.what());
    return false;
  }
}

std::optional<std::string> RemoteEngine::begin() {
  deadline_ = engines::Deadline(pool_.timeout());
  lost_.reset();
  if (std::exchange(has_begun_, true)) return reason_;
  try {
    connect();
  } catch (const std::runtime_error& error) {  // what is asked next says so
    lost_ = error.what();
  }
  return reason_;
}

Linking RemoteEngine::linking() {
  if (!linking_ && !lost_) {
    try {
      connect();
    } catch (const std::runtime_error& error) {  // what is asked next says so
      lost_ = error.what();
    }
  }
  return linking_.value_or(Linking::flatten);
}

bool RemoteEngine::links_natively() { return linking() == Linking::native && hello_.linking; }

End RemoteEngine::ask(json request) {
  if (lost_) return {End::Kind::lost, *lost_};
  if (deadline_.is_over()) return {End::Kind::interrupted, fmt::format("not done within {} s", deadline_.seconds())};
  try {
    if (!reason_) connect();
    if (reason_) return unsupported(*reason_);
    if (settings().allowance.fuel) request["fuel"] = *settings().allowance.fuel;
    End end = engines::parse_end(client_->ask(std::move(request), deadline_));
    const bool rejects = end.kind == End::Kind::malformed || end.kind == End::Kind::invalid;
    if (rejects && !hello_.stages) end.kind = End::Kind::rejected;
    return end;
  } catch (const std::runtime_error& error) {  // Lost and BadAnswer
    client_.reset();
    ++life_;
    single_level_.clear();
    chains_.clear();
    lost_names_.merge(std::exchange(given_names_, {}));
    return {End::Kind::lost, error.what()};
  }
}

void RemoteEngine::tell(json request) { require_done(ask(std::move(request))); }

const RemoteModule& RemoteEngine::keep(script::ScriptModule&& module) {
  return modules_.emplace_back(make_remote(std::move(module), linking(), types_, settings()));
}

// Its number for the engine is in `id` then.
End RemoteEngine::send(const RemoteModule& module, std::size_t& id) {
  if (module.reason) return *module.reason;
  if (module.is_chain) return {End::Kind::valid};  // that it is, modlink has found
  id = sent_++;
  return ask({{"do", "module"}, {"module", id}, {"bytes", engines::to_base64(module.bytes)}});
}

// Where there would be too much of a valid module once it is instantiated, it is valid all the same.
End RemoteEngine::send_for_validity(const RemoteModule& module, std::size_t& id) {
  End end = send(module, id);
  const bool is_beyond = module.reason && module.code && end.kind == End::Kind::limit;
  return is_beyond ? unsupported(std::move(end.message)) : end;
}

End RemoteEngine::make_core(const RemoteModule& module, std::size_t instance) {
  std::size_t id = 0;
  End end = send(module, id);
  if (end.kind != End::Kind::valid) return end;
  return ask({{"do", "instantiate"}, {"module", id}, {"instance", instance}});
}

std::optional<End> RemoteEngine::find_unknown_import(const RemoteModule& module) const {
  if (!module.code) return std::nullopt;
  for (const auto& import : module.code->type->imports.entries()) {
    if (unknown_.contains(import.name)) return unsupported("it imports what was not registered with the engine");
    if (lost_names_.contains(import.name)) return End{End::Kind::lost, "what it imports was lost with its engine"};
  }
  return std::nullopt;
}

void RemoteEngine::add_neighbours(const RemoteInstance& instance) const {
  if (!instance.module->code) return;
  for (const auto& import : instance.module->code->type->imports.entries()) {
    const auto found = registered_.find(import.name);
    if (found == registered_.end() || !has_state(*found->second->module)) continue;
    instance.neighbours.push_back(found->second);
    found->second->neighbours.push_back(&instance);
    instance.is_uncertain = instance.is_uncertain || found->second->is_uncertain;
    instance.is_touched = instance.is_touched || found->second->is_touched;
  }
}

RemoteInstance& RemoteEngine::make_instance(const RemoteModule& module) {
  RemoteInstance& instance = instances_.emplace_back();
  instance.module = &module;
  if (auto unknown = find_unknown_import(module)) {
    instance.end = std::move(*unknown);
  } else if (module.is_chain) {
    make_chain(instance);
  } else {
    instance.id = made_++;
    instance.end = make_core(module, instance.id);
    offer_to_chains(instance);
  }
  // Without linking, an import of an instance is one of each of its exports.
  instance.end.is_about_other = instance.end.kind == End::Kind::unlinkable && (module.is_flat || module.is_chain);
  instance.life = life_;
  add_neighbours(instance);
  if (is_untried(instance)) make_uncertain(instance);
  if (!hello_.state && !instance.neighbours.empty() && may_change_imports(module)) make_touched(instance);
  return instance;
}

// In case that modules which become chains import it.
void RemoteEngine::offer_to_chains(RemoteInstance& instance) {
  if (linking() != Linking::instances || instance.end.kind != End::Kind::instantiated || !instance.module->code) return;
  ask({{"do", "register"}, {"name", chain_name(instance.id)}, {"instance", instance.id}});
  instance.chain = chain_of_core(*instance.module->code, instance.id);
}

void RemoteEngine::make_chain(RemoteInstance& instance) {
  const auto find_import = [this](const Name& name) -> std::optional<ChainVal> {
    const auto found = chains_.find(name);
    return found == chains_.end() ? std::nullopt : std::optional(found->second);
  };
  const auto make = [&](const std::string& bytes) {
    RemoteModule module;
    module.bytes = bytes;
    const std::size_t id = made_++;
    End end = make_core(module, id);
    if (end.kind == End::Kind::instantiated) ask({{"do", "register"}, {"name", chain_name(id)}, {"instance", id}});
    return std::pair(std::move(end), id);
  };
  Chain chain = runner::make_chain(*instance.module->code, {find_import, make, chain_name}, settings().language.limits);
  instance.end = std::move(chain.end);
  instance.chain = std::move(chain.instance);
}

End RemoteEngine::define_and_instantiate(script::ScriptModule&& module) {
  const std::optional<std::string> id = module.id;
  const RemoteModule& kept = keep(std::move(module));
  module_names_.define(id, &kept);
  const RemoteInstance& instance = make_instance(kept);
  name_instance(id, instance);
  return instance.end;
}

void RemoteEngine::name_instance(const std::optional<std::string>& id, const RemoteInstance& instance) {
  instance_names_.define(id, &instance);
  if (!id || !settings().language.scripts.name_imports || instance.end.kind != End::Kind::instantiated) return;
  register_instance({*id, std::nullopt, id, {}}, instance);
}

End RemoteEngine::define(script::ScriptModule&& module) {
  const std::optional<std::string> id = module.id;
  const RemoteModule& kept = keep(std::move(module));
  module_names_.define(id, &kept);
  std::size_t sent = 0;
  End end = send_for_validity(kept, sent);
  if (id && end.kind == End::Kind::valid && settings().language.scripts.name_imports) name_module(*id, sent);
  return end;
}

// Only an engine that knows linking can import it.
void RemoteEngine::name_module(const Name& name, std::size_t sent) {
  unknown_.erase(name);
  note_given(name);
  if (links_natively()) return tell({{"do", "register"}, {"name", name}, {"module", sent}});
  unknown_.insert(name);
}

void RemoteEngine::note_given(const Name& name) {
  lost_names_.erase(name);
  given_names_.insert(name);
}

void RemoteEngine::leave_out(const script::ThreadDirective& directive) {
  for (const std::string& id : directive.shared) make_uncertain(*instance_names_.find(id));
}

End RemoteEngine::instantiate(const script::InstanceDirective& directive) {
  instance_names_.define_failed(directive.id);
  const RemoteInstance& instance = make_instance(*module_names_.find(directive.module));
  name_instance(directive.id, instance);
  return instance.end;
}

End RemoteEngine::attempt(const script::InstanceDirective& directive) {
  return make_instance(*module_names_.find(directive.module)).end;
}

End RemoteEngine::attempt(script::ScriptModule&& module, Until until) {
  const RemoteModule& kept = keep(std::move(module));
  std::size_t id = 0;
  if (until == Until::valid) return send_for_validity(kept, id);
  End end = make_instance(kept).end;
  const bool knows_instances = !kept.is_flat && !kept.is_chain;
  if (end.kind == End::Kind::instantiated && !knows_instances &&
      transform::has_unseen_instance(kept.code->type->imports)) {
    return unsupported("it cannot look for instances without exports");
  }
  return end;
}

Engine::CustomEnd RemoteEngine::attempt_custom(script::ScriptModule&& module, Stage stage) {
  return check_custom_parts(std::move(module), stage, types_, settings());
}

ValidModulePtr RemoteEngine::find_module(const std::optional<std::string>& id) {
  const ValidModulePtr& code = module_names_.find(id)->code;
  if (!code) throw Failure("the module is not valid");
  return code;
}

void RemoteEngine::register_name(const script::RegisterDirective& directive) {
  try {
    unknown_.erase(directive.name);
    try_register(directive);
  } catch (const Failure&) {
    unknown_.insert(directive.name);
    throw;
  }
}

void RemoteEngine::try_register(const script::RegisterDirective& directive) {
  const bool whole_module = directive.kind == ExternKind::module && directive.path.empty();
  const bool only_module = !directive.kind && directive.id && !instance_names_.contains(*directive.id) &&
                           module_names_.contains(*directive.id);
  if (whole_module || only_module) return register_module(directive);
  const RemoteInstance& instance = *instance_names_.find(directive.id);
  if (instance.life != life_) throw Failure("the instance was lost with its engine");
  if (instance.end.kind != End::Kind::instantiated)
    throw Failure::untried(end_without("instance", instance.end).message);
  register_instance(directive, instance);
}

void RemoteEngine::register_module(const script::RegisterDirective& directive) {
  if (!links_natively()) throw Failure::untried("modules are not registered with other engines");
  std::size_t id = 0;
  const End end = send(*module_names_.find(directive.id), id);
  if (end.kind != End::Kind::valid) throw Failure::untried(end_without("module", end).message);
  name_module(directive.name, id);
}

namespace {

// What is known of it without the engine.
void check_registered(const script::RegisterDirective& directive, const RemoteModule& module) {
  const auto type = find_type(module, directive.path);
  if (!directive.kind || (!type && !directive.path.empty())) return;
  const ExternKind kind = directive.path.empty() ? ExternKind::instance : kind_of(*type);
  if (kind != *directive.kind) {
    throw Failure("wrong kind", modlink::describe(*directive.kind), modlink::describe(kind));
  }
}

// Exports of core modules are as their types say; instances may have more inside than theirs.
void require_export(const RemoteInstance& instance, const std::vector<Name>& path) {
  const RemoteModule& module = *instance.module;
  if (path.empty() || !module.code || instance.chain) return;
  const std::vector<Name> known(path.begin(), module.is_flat ? path.end() : path.begin() + 1);
  if (!find_type(module, known)) throw Failure(fmt::format("unknown export {}", quote(known.back())));
}

// An engine that knows linking may find that there is none.
void require_export(const End& end) {
  if (end.no_export) throw Failure(end.message);
}

}  // namespace

void RemoteEngine::register_instance(const script::RegisterDirective& directive, const RemoteInstance& instance) {
  check_registered(directive, *instance.module);
  require_export(instance, directive.path);
  single_level_.erase(directive.name);
  chains_.erase(directive.name);
  note_given(directive.name);
  registered_.insert_or_assign(directive.name, &instance);
  if (links_natively()) {
    json request{{"do", "register"}, {"name", directive.name}, {"instance", instance.id}};
    if (!directive.path.empty()) request["path"] = strings_of(directive.path);
    const End end = ask(std::move(request));
    require_export(end);
    return require_done(end);
  }
  if (instance.chain) {
    const ChainVal* val = find_export(*instance.chain, directive.path);
    if (!val) throw Failure(fmt::format("unknown export {}", quote(directive.path.back())));
    if (val->instance) return register_chain(directive, *val);
    chains_.insert_or_assign(directive.name, *val);
  }
  if (!directive.path.empty()) return register_field(directive, instance);
  tell({{"do", "register"}, {"name", directive.name}, {"instance", instance.id}});
}

// Core modules find what it exports by two names, other ones the instance.
void RemoteEngine::register_chain(const script::RegisterDirective& directive, const ChainVal& val) {
  json fields = json::array();
  for (const auto& [name, item] : val.instance->exports) {
    if (item.made && !item.instance) {
      fields.push_back({{"name", name}, {"instance", *item.made}, {"path", {item.names.second}}});
    }
  }
  chains_.insert_or_assign(directive.name, val);
  tell({{"do", "register"}, {"name", directive.name}, {"fields", std::move(fields)}});
}

// A flat module, and one of a chain, imports a single-level import `x` as `"" "x"`.
void RemoteEngine::register_field(const script::RegisterDirective& directive, const RemoteInstance& instance) {
  auto place = place_of(instance, directive.path);
  if (!place) throw Failure::untried("what is inside of the instance is not registered with other engines");
  (*place)["name"] = directive.name;
  single_level_.insert_or_assign(directive.name, std::move(*place));
  json fields = json::array();
  for (const auto& [name, value] : single_level_) fields.push_back(value);
  tell({{"do", "register"}, {"name", transform::single_level_imports}, {"fields", std::move(fields)}});
}

// Where the engine has an export: its instance, and the path there. nullopt if it has none.
std::optional<json> RemoteEngine::place_of(const RemoteInstance& instance, const std::vector<Name>& path) const {
  if (instance.chain) {
    const ChainVal* val = find_export(*instance.chain, path);
    if (!val || !val->made || val->instance) return std::nullopt;
    return json{{"instance", *val->made}, {"path", {val->names.second}}};
  }
  const auto there = path_there(*instance.module, path);
  if (!there) return std::nullopt;
  return json{{"instance", instance.id}, {"path", strings_of(*there)}};
}

// Why nothing can be done with an instance.
std::optional<End> RemoteEngine::find_obstacle(const RemoteInstance& instance) const {
  if (instance.end.kind != End::Kind::instantiated) return end_without("instance", instance.end);
  if (instance.life != life_) return End{End::Kind::lost, "the instance was lost with its engine"};
  if (instance.is_uncertain) return unsupported("what could not be tried may have changed the instance");
  if (instance.is_touched && !hello_.state && has_state(*instance.module)) {
    return unsupported("the engine forgets what was done to the instance before");
  }
  return std::nullopt;
}

namespace {

void check_action(const script::Action& action, const std::optional<ExternType>& type) {
  if (!type) return;
  const ExternKind wanted = action.kind == script::Action::Kind::get ? ExternKind::global : ExternKind::func;
  if (kind_of(*type) == wanted) return;
  throw Failure(fmt::format("export {} is no {}", quote(action.path.back()),
                            wanted == ExternKind::global ? "global" : "function"));
}

}  // namespace

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
  const auto place = place_of(instance, action.path);
  const auto type = find_type(*instance.module, action.path);
  if (!place && type) return unsupported("it is in an instance that only the engine knows");
  if (!place) throw Failure(fmt::format("unknown export {}", quote(action.path.back())));
  check_action(action, type);
  require_export(instance, action.path);
  json request = action.kind == script::Action::Kind::get ? inspection(type) : invocation(action, type);
  request.update(*place);
  if (!hello_.state) make_touched(instance);
  End end = ask(std::move(request));
  require_export(end);
  return end;
}

}  // namespace modlink::runner
