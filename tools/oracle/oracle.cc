// Our own interpreter as an engine that is asked by docs/engine-protocol.md.
#include "tools/oracle/oracle.h"

#include <fmt/format.h>

#include <iterator>

#include "interpreter/host.h"
#include "tools/engines/base64.h"
#include "tools/engines/protocol.h"
#include "tools/engines/script_options.h"
#include "tools/files/files.h"
#include "tools/oracle/request.h"
#include "tools/oracle/state.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/parse_module.h"

namespace modlink::oracle {

using engines::End;
using nlohmann::json;

namespace {

// A path that leads to nothing.
struct NoExport : BadRequest {
  using BadRequest::BadRequest;
};

json ended(End::Kind kind, std::string message = {}) { return engines::to_json(End{kind, std::move(message)}, {}, {}); }

template <class Thing>
const Thing& find(const std::map<std::uint64_t, const Thing*>& things, const json& request, const char* sort) {
  const auto found = things.find(number_of(request, sort));
  if (found == things.end()) throw BadRequest(fmt::format("there is no such {}", sort));
  return *found->second;
}

const ExternVal& find_export(const InstanceValue& instance, const std::vector<Name>& path) {
  const InstanceValue* inside = &instance;
  const ExternVal* val = nullptr;
  for (const Name& name : path) {
    if (!inside) throw NoExport(fmt::format("there is nothing inside of an export: {}", quote(name)));
    val = inside->find(name);
    if (!val) throw NoExport(fmt::format("unknown export {}", quote(name)));
    const auto* next = std::get_if<const InstanceValue*>(val);
    inside = next ? *next : nullptr;
  }
  return *val;
}

// What is wrong with the instance is said before what is wrong with the path.
const ExternVal& find_export(const std::map<std::uint64_t, const InstanceValue*>& instances, const json& request) {
  const InstanceValue& instance = find(instances, request, "instance");
  return find_export(instance, path_of(request));
}

// What executes something.
bool executes(const json& request) {
  const json task = request.is_object() ? request.value("do", json()) : json();
  return task == "instantiate" || task == "invoke";
}

// `true`, or which events are told.
std::optional<LogRange> log_of(const json& request) {
  if (!request.contains("log") || request["log"] == false) return std::nullopt;
  const json& log = request["log"];
  if (log == true) return LogRange();
  if (!log.is_object()) throw BadRequest("\"log\" is neither true nor false nor an object");
  LogRange range;
  if (log.contains("from")) range.from = number_of(log, "from");
  if (log.contains("count")) range.count = number_of(log, "count");
  if (range.from + range.count < range.from) throw BadRequest("\"log\" goes too far");
  return range;
}

std::optional<std::uint64_t> fuel_of(const json& request) {
  return request.contains("fuel") ? std::optional(number_of(request, "fuel")) : std::nullopt;
}

}  // namespace

Oracle::World::World(const cli::Language& language, std::optional<std::uint64_t> fuel, std::optional<LogRange> range)
    : log(range ? std::make_optional<EventLog>(*range) : std::nullopt),
      types(std::make_shared<TypeStore>()),
      store(types, language.limits,
            {.fuel = fuel, .observation = log ? log->observation() : Observation(), .choices = Choices::noted}) {}

json Oracle::answer(const json& request) {
  if (world_ && world_->log) world_->log->begin();
  json answer = end_of(request);
  if (world_ && world_->log && executes(request)) answer["log"] = world_->log->take();
  if (json words = nondeterminism(); !words.empty()) answer["nondeterminism"] = std::move(words);
  return answer;
}

void Oracle::interrupt() {
  const std::lock_guard lock(replaced_);
  if (world_) world_->store.interruption().request();
}

// Of all that was executed since the last reset.
json Oracle::nondeterminism() const {
  json words = json::array();
  if (!world_) return words;
  const Causes causes = world_->store.nondeterminism();
  for (std::size_t i = 0; i < std::size(nondeterminism_words); ++i) {
    if (causes.has(static_cast<Nondeterminism>(i))) words.push_back(nondeterminism_words[i]);
  }
  return words;
}

json Oracle::end_of(const json& request) {
  try {
    if (!request.is_object()) throw BadRequest("it is no object");
    return perform(request);
  } catch (const NoExport& bad) {
    End end{End::Kind::unsupported, bad.what()};
    end.no_export = true;
    return engines::to_json(end, {}, {});
  } catch (const BadRequest& bad) {
    return ended(End::Kind::unsupported, fmt::format("the request: {}", bad.what()));
  } catch (const cli::Failure& failure) {
    return ended(End::Kind::unsupported, failure.text());
  } catch (const Error& error) {
    return engines::to_json(engines::end_of(error), {}, {});
  } catch (const std::bad_alloc&) {
    return ended(End::Kind::limit, out_of_memory);
  }
}

json Oracle::perform(const json& request) {
  const std::string& task = text_of(request, "do");
  if (task == "hello") {
    return {{"protocol", engines::protocol_version},
            {"engine", "modlink"},
            {"linking", true},
            {"options", {"features", "limits", "dialect"}}};
  }
  if (task == "reset") return reset(request);
  constexpr std::pair<const char*, json (Oracle::*)(World&, const json&)> tasks[] = {
      {"module", &Oracle::add_module},
      {"instantiate", &Oracle::instantiate},
      {"register", &Oracle::register_name},
      {"invoke", &Oracle::invoke},
      {"get", &Oracle::get},
      {"read", &Oracle::read}};
  for (const auto& [name, perform_task] : tasks) {
    if (task == name) return (this->*perform_task)(world(request), request);
  }
  throw BadRequest(fmt::format("nothing is known of \"{}\"", shown(task)));
}

void Oracle::replace_world(std::unique_ptr<World> world) {
  const std::lock_guard lock(replaced_);
  world_ = std::move(world);
}

json Oracle::reset(const json& request) {
  replace_world(nullptr);
  language_ = own_;
  log_.reset();
  try {
    if (request.contains("options")) engines::apply_options(request["options"], language_);
  } catch (const engines::BadOptions& bad) {
    throw BadRequest(bad.what());
  }
  log_ = log_of(request);
  return ended(End::Kind::done);
}

// Executions are metered if the first request says how much they may take. Nothing else needs to say so.
Oracle::World& Oracle::world(const json& request) {
  const auto fuel = fuel_of(request);
  if (!world_) replace_world(std::make_unique<World>(language_, fuel, log_));
  const bool is_metered = world_->store.fuel().has_value();
  if (executes(request) && is_metered != fuel.has_value()) {
    throw BadRequest("\"fuel\" is for all requests, or for none");
  }
  if (fuel && is_metered) world_->store.set_fuel(*fuel);
  return *world_;
}

ValidModulePtr Oracle::load(World& world, const json& request) {
  const auto make = [](std::string content, Source::Kind kind) {
    return std::make_shared<const Source>("module", std::move(content), kind);
  };
  const Features& features = language_.features;
  const ImplementationLimits& limits = language_.limits;
  if (request.contains("text")) {
    Module module = parse_module(make(text_of(request, "text"), Source::Kind::text), features, limits);
    return validate(std::move(module), world.types, features, limits);
  }
  std::string bytes;
  if (request.contains("file")) {
    const std::string& path = text_of(request, "file");
    if (path.find('\0') != path.npos) throw BadRequest("\"file\" is no name of a file");
    // Not the user: standard input, by whatever name, has the requests.
    bytes = cli::read_file(path, cli::NamedBy::file, language_.limits.source_bytes);
  } else if (auto decoded = engines::from_base64(text_of(request, "bytes"))) {
    bytes = std::move(*decoded);
  } else {
    throw BadRequest("\"bytes\" is no Base64");
  }
  return decode_and_validate(make(std::move(bytes), Source::Kind::binary), world.types, features, limits);
}

json Oracle::add_module(World& world, const json& request) {
  const std::uint64_t number = number_of(request, "module");
  world.modules.erase(number);
  const ValidModulePtr code = load(world, request);
  world.modules[number] = world.store.add(ModuleValue{code, nullptr});
  return ended(End::Kind::valid);
}

// Also what is registered under the empty name: fields, which flat modules and chains import by it.
std::optional<ExternVal> Oracle::find_import(World& world, const Name& name) {
  const auto found = world.names.find(name);
  if (found != world.names.end()) return found->second;
  if (name != "spectest") return std::nullopt;
  if (!world.spectest) world.spectest = make_spectest(world.store);
  return world.spectest;
}

json Oracle::instantiate(World& world, const json& request) {
  const ModuleValue& module = find(world.modules, request, "module");
  const std::uint64_t number = number_of(request, "instance");
  world.instances.erase(number);
  const auto imports = [&](const Name& name) { return find_import(world, name); };
  const Outcome outcome = module_instantiate(world.store, module, imports);
  if (outcome.is_done()) world.instances[number] = outcome.instance().exports;
  return engines::to_json(engines::end_of_instantiation(outcome, *world.types), {}, *world.types);
}

// A module, an instance, what is at a path in one, or fields that make an instance. What the name meant is over, even
// where it cannot mean anything new.
json Oracle::register_name(World& world, const json& request) {
  const Name& name = text_of(request, "name");
  world.names.erase(name);
  if (request.contains("fields")) {
    HostModule fields(world.store);
    const json& list = field(request, "fields");
    if (!list.is_array()) throw BadRequest("\"fields\" is no list");
    for (const json& item : list) {
      if (!item.is_object()) throw BadRequest("a field is no object");
      const std::string& field_name = text_of(item, "name");
      fields.add(field_name, find_export(world.instances, item));
    }
    world.names.insert_or_assign(name, fields.instance());
  } else if (request.contains("module")) {
    world.names.insert_or_assign(name, &find(world.modules, request, "module"));
  } else {
    const InstanceValue& instance = find(world.instances, request, "instance");
    const bool is_inside = request.contains("path");
    world.names.insert_or_assign(name, is_inside ? find_export(instance, path_of(request)) : ExternVal(&instance));
  }
  return ended(End::Kind::done);
}

json Oracle::invoke(World& world, const json& request) {
  const ExternVal& val = find_export(world.instances, request);
  const auto* func = std::get_if<FuncInst*>(&val);
  if (!func) throw BadRequest("the export is no function");
  const Values args = args_of(request, func_type(**func), *world.types);
  const Outcome outcome = func_invoke(world.store, **func, args);
  const Values results = outcome.is_done() ? outcome.results() : Values();
  return engines::to_json(engines::end_of(outcome, *world.types), results, *world.types);
}

json Oracle::get(World& world, const json& request) {
  const ExternVal& val = find_export(world.instances, request);
  const auto* global = std::get_if<GlobalInst*>(&val);
  if (!global) throw BadRequest("the export is no global");
  return engines::to_json(End{End::Kind::done}, {global_read(**global)}, *world.types);
}

json Oracle::read(World& world, const json& request) {
  const ExternVal& val = find_export(world.instances, request);
  json answer = ended(End::Kind::done);
  if (const auto* memory = std::get_if<MemoryInst*>(&val)) {
    answer["state"] = state_of(**memory);
  } else if (const auto* table = std::get_if<TableInst*>(&val)) {
    answer["state"] = state_of(**table);
  } else {
    throw BadRequest("the export is neither a memory nor a table");
  }
  return answer;
}

}  // namespace modlink::oracle
