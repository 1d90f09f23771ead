// What a session steps through, of a module. spec: appendix/embedding
#include "tools/npm/stepping_program.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>
#include <utility>

#include "tools/files/failure.h"
#include "tools/host/file_linker.h"
#include "tools/npm/input.h"
#include "tools/npm/switches.h"
#include "tools/npm/value_text.h"
#include "tools/npm/workspace.h"
#include "validator/match.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

// What the host has.
using MakeInstance = const InstanceValue* (*)(Store&, const OutputPtr&);
const std::map<Name, MakeInstance>& host_instances() {
  static const std::map<Name, MakeInstance> all{{"spectest", printing_spectest}, {"wasi_file", files_in_memory}};
  return all;
}
std::set<Name> host_names() {
  std::set<Name> names;
  for (const auto& [name, make] : host_instances()) names.insert(name);
  return names;
}

[[noreturn]] void refuse_call(const std::string& message) { throw cli::Failure(cli::Status::usage, message); }

// One that the module imports other than from files.
struct HostImport {
  Name name;
  ExternType type;
  Pos pos;
};

// A file and what its imports are given: instances of files before it, by their numbers, and what stands in.
struct LinkedModule {
  ValidModulePtr module;
  std::string title;
  std::map<Name, std::size_t> supplies;
  std::vector<HostImport> others;
};

using Linked = std::vector<LinkedModule>;

void add_others(LinkedModule& linked) {
  std::set<Name> met = host_names();
  for (const ImportStep& import : steps_of<ImportStep>(linked.module->steps)) {
    if (linked.supplies.count(import.name) != 0 || !met.insert(import.name).second) continue;
    linked.others.push_back({import.name, *module_imports(*linked.module).find(import.name), import.at.pos});
  }
}

// All in their order: the last one is the program.
Linked link(const std::string& name, Arguments& arguments, const cli::Language& language) {
  host::FileLinker linker(resolve_options_of(arguments, language), std::make_shared<TypeStore>(), host_names(), {});
  linker.add_program(name);
  Linked result;
  std::map<const host::LinkedFile*, std::size_t> numbers;
  for (const host::LinkedFile* file : linker.in_order()) {
    const std::string stem = std::filesystem::path(file->file->path).stem().string();
    LinkedModule linked{file->module, title_of(*file->module, stem), {}, {}};
    for (const auto& [import, supply] : file->supplies) linked.supplies[import] = numbers.at(supply.file);
    add_others(linked);
    numbers[file] = result.size();
    result.push_back(std::move(linked));
  }
  return result;
}

// The instances of files that a program's imports are given, in one store.
class HostSide {
 public:
  HostSide(const Linked& linked, Store& store, const OutputPtr& output)
      : linked_(linked), store_(store), output_(output), stand_ins_(store, output) {}

  // What the last one imports. Throws cli::Failure if the instantiation of another one does not end well.
  Imports imports() {
    for (std::size_t i = 0; i + 1 < linked_.size(); ++i) instantiate(linked_[i]);
    return imports_of(linked_.back());
  }

 private:
  Imports imports_of(const LinkedModule& linked) {
    std::map<Name, ExternVal> vals;
    for (const ImportStep& import : steps_of<ImportStep>(linked.module->steps)) {
      if (host_instances().count(import.name) != 0) vals[import.name] = host_instance(import.name);
    }
    for (const auto& [name, number] : linked.supplies) vals[name] = made_[number];
    for (const HostImport& import : linked.others) {
      if (const auto val = stand_ins_.make(import.type, shown(import.name))) vals[import.name] = *val;
    }
    return [vals = std::move(vals)](const Name& name) {
      const auto found = vals.find(name);
      return found == vals.end() ? std::nullopt : std::optional(found->second);
    };
  }

  // Made when it is first wanted.
  const InstanceValue* host_instance(const Name& name) {
    const InstanceValue*& made = host_made_[name];
    if (!made) made = host_instances().at(name)(store_, output_);
    return made;
  }

  void instantiate(const LinkedModule& linked) {
    const Outcome outcome = module_instantiate(store_, {linked.module, nullptr}, imports_of(linked), linked.title);
    if (!outcome.is_done()) {
      throw cli::Failure(cli::Status::failed, fmt::format("instance {}: {}", linked.title, outcome.message()),
                         outcome.source(), outcome.pos());
    }
    made_.push_back(outcome.instance().exports);
  }

  const Linked& linked_;
  Store& store_;
  OutputPtr output_;
  StandIns stand_ins_;
  std::map<Name, const InstanceValue*> host_made_;
  std::vector<const InstanceValue*> made_;
};

// Once, in a store that is thrown away, so that an import that nothing can stand in for is an error at once.
void demand_stand_ins(const LinkedModule& linked, const ImplementationLimits& limits) {
  Store store(linked.module->type_store, limits);
  StandIns stand_ins(store, std::make_shared<Output>());
  for (const HostImport& import : linked.others) {
    if (stand_ins.make(import.type, "")) continue;
    throw cli::Failure(cli::Status::failed,
                       fmt::format("import {}: there is no file of this name, and nothing can stand in for {}",
                                   quote(import.name), to_string(*linked.module->type_store, import.type)),
                       linked.module->module.source, import.pos);
  }
}

Steppable::Call call_of(const Json& json, const ValidModule& module) {
  Arguments arguments(json, {});
  Steppable::Call call;
  call.path = arguments.texts("path");
  const std::vector<std::string> words = arguments.texts("args");
  arguments.demand_all_asked();
  call.args = parse_arguments(words, type_at(module, call.path), *module.type_store);
  return call;
}

}  // namespace

std::string title_of(const ValidModule& module, const std::string& otherwise) {
  const std::string& name = module.module.names.module;
  return name.empty() ? shown(otherwise) : quote_id(name);
}

const FuncType& type_at(const ValidModule& module, const std::vector<Name>& path) {
  std::string way;
  const InstanceType* instance = module.instance_type;
  const ExternType* found = nullptr;
  for (const Name& name : path) {
    found = instance ? instance->exports.find(name) : nullptr;
    way += (way.empty() ? "" : " ") + quote(name);
    if (!found) refuse_call(fmt::format("call of {}: nothing is exported there", way));
    const auto* inside = std::get_if<ExternInstance>(found);
    instance = inside ? inside->type : nullptr;
  }
  const auto* func = found ? std::get_if<ExternFunc>(found) : nullptr;
  if (!func) refuse_call(fmt::format("call of {}: this is no function", way.empty() ? "nothing" : way));
  return *func->type->func();
}

std::optional<std::vector<Steppable::Call>> calls_of(Arguments& arguments, const ValidModule& module) {
  const Json* const calls = arguments.find("calls");
  if (!calls) return std::nullopt;
  if (!calls->is_array()) refuse_call("option `calls`: expected a list of objects");
  std::vector<Steppable::Call> result;
  for (const Json& call : *calls) result.push_back(call_of(call, module));
  return result;
}

std::optional<std::uint64_t> stepping_fuel_of(Arguments& arguments) {
  constexpr std::uint64_t otherwise = 10'000'000;
  const Json* const fuel = arguments.find("fuel");
  if (fuel && *fuel == "unlimited") return std::nullopt;
  return arguments.number("fuel").value_or(otherwise);
}

SteppingProgram program_of_module(Arguments& arguments) {
  const cli::Language language = language_of(arguments);
  const Input input = module_of(arguments);
  SteppingProgram program;
  program.what.limits = language.limits;
  program.what.fuel = stepping_fuel_of(arguments);
  const Workspace workspace(files_with(arguments, input));
  const auto linked = std::make_shared<const Linked>(link(input.name, arguments, language));
  for (const LinkedModule& module : *linked) {
    demand_stand_ins(module, language.limits);
    for (const HostImport& import : module.others)
      program.stand_ins.push_back({import.name, to_string(*module.module->type_store, import.type)});
  }
  program.what.module = linked->back().module;
  program.what.title = linked->back().title;
  program.what.calls = calls_of(arguments, *program.what.module).value_or(std::vector<Steppable::Call>());
  program.what.imports = [linked, output = program.output](Store& store) {
    output->clear();
    return HostSide(*linked, store, output).imports();
  };
  return program;
}

}  // namespace modlink::npm
