// Programs: modules linked with files and with the host, and run.
#include "tools/host/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "interpreter/exec/trace.h"
#include "tools/host/export_paths.h"
#include "tools/host/file_linker.h"
#include "tools/host/values.h"
#include "wast/syntax/identifiers.h"

namespace modlink::host {

namespace {

constexpr const char* wasi_name = "wasi_snapshot_preview1";
constexpr const char* unstable_name = "wasi_unstable";
constexpr const char* wasi_file_name = "wasi_file";

// Other outcomes say themselves what they are.
std::string with_kind(const Outcome& outcome, const std::string& words) {
  return outcome.kind() == Outcome::Kind::limit ? "limit: " + words : words;
}

// The tag by its number and name in a module that has it.
std::string describe(const TagInst& tag, const ModuleInst* module) {
  if (!module) return "a tag";
  const auto found = std::find(module->tags.begin(), module->tags.end(), &tag);
  if (found == module->tags.end()) return "a tag of another module";
  const auto index = static_cast<Index>(found - module->tags.begin());
  const std::string_view name = module->code->module.names[IndexSpace::tag].find(index);
  return fmt::format("tag {}{}", index, name.empty() ? "" : " " + quote_id(name));
}

// ": tag 0 $e (i32:1)" of an exception.
std::string describe_thrown(const Outcome& outcome, const TypeStore& types) {
  if (outcome.kind() != Outcome::Kind::exception) return {};
  const Values values = exn_read(outcome.thrown());
  const ModuleInst* const thrower = outcome.func() ? outcome.func()->module : nullptr;
  return fmt::format(": {}{}", describe(exn_tag(outcome.thrown()), thrower),
                     values.empty() ? "" : fmt::format(" ({})", print(values, types)));
}

const FuncType* type_of_func(const ExternType& type) { return std::get<ExternFunc>(type).type->func(); }

std::optional<ExportAt> find_func(const ValidModule& module, std::string_view name) {
  return find_export(module_exports(module), name, ExternKind::func);
}

}  // namespace

struct Program::Impl {
  explicit Impl(const ProgramOptions& options)
      : wasi(options.wasi),
        store(std::make_shared<TypeStore>(), options.resolve.limits, {options.fuel, true, options.observation}),
        linker(options.resolve, store.type_store(), {wasi_name, unstable_name, wasi_file_name}, names_of(options)) {}

  static std::set<Name> names_of(const ProgramOptions& options);
  std::optional<ExternVal> host_instance(const Name& name);
  std::optional<ExternVal> find(const LinkedFile& file, const Name& name);
  std::string hint_on(const Name& unknown, const LinkedFile& file) const;
  Ending instantiate(const LinkedFile& file);
  Ending initialize(const LinkedFile& file, const InstanceValue& exports);
  Ending call(const InstanceValue& exports, const std::vector<Name>& path, const Values& args);
  Ending stopped(const Outcome& outcome, const std::string& when, const std::string& words);

  Wasi wasi;
  Store store;
  FileLinker linker;
  const LinkedFile* root = nullptr;
  std::vector<const LinkedFile*> order;
  std::map<const LinkedFile*, const InstanceValue*> made;
  std::map<Name, const InstanceValue*> host_instances;
};

std::set<Name> Program::Impl::names_of(const ProgramOptions& options) {
  std::set<Name> result;
  for (const ProgramOptions::Import& import : options.imports) result.insert(import.name);
  return result;
}

// They are made when first wanted.
std::optional<ExternVal> Program::Impl::host_instance(const Name& name) {
  if (const auto it = host_instances.find(name); it != host_instances.end()) return it->second;
  if (name == wasi_name) return host_instances[name] = wasi.instance(store);
  if (name == unstable_name) return host_instances[name] = wasi.instance(store, WasiVersion::unstable);
  if (name == wasi_file_name) return host_instances[name] = wasi.file_instance(store);
  return std::nullopt;
}

// What an import of the file names.
std::optional<ExternVal> Program::Impl::find(const LinkedFile& file, const Name& name) {
  const auto supply = file.supplies.find(name);
  if (supply == file.supplies.end()) return host_instance(name);
  const InstanceValue* const instance = made.at(supply->second.file);
  const std::vector<Name>& path = supply->second.path;
  return path.empty() ? ExternVal(instance) : follow(*instance, path);
}

Ending Program::Impl::stopped(const Outcome& outcome, const std::string& when, const std::string& words) {
  return {outcome, wasi.exit_code(), when + with_kind(outcome, words) + describe_thrown(outcome, store.types()),
          describe(outcome.stack())};
}

// What is said of a name that nothing has.
std::string Program::Impl::hint_on(const Name& unknown, const LinkedFile& file) const {
  const Supply* const given = linker.given(unknown);
  const bool is_itself = given && given->file == &file;
  const char* more = is_itself ? "" : "; --instance names a file, --import what a file exports";
  if (linker.is_outside(unknown, file))
    more = "; there is a file, which needs --allow-outside, or a --path that has it";
  return fmt::format(" ({}the host has {}, {} and {}{})",
                     is_itself ? fmt::format("instance {} needs itself; ", quote(unknown)) : "", wasi_file_name,
                     wasi_name, unstable_name, more);
}

Ending Program::Impl::instantiate(const LinkedFile& file) {
  std::optional<Name> unknown;
  const auto find_import = [&](const Name& name) {
    std::optional<ExternVal> val = find(file, name);
    if (!val) unknown = name;
    return val;
  };
  const std::string title = file.name.empty() ? std::string() : quote(file.name);
  const Outcome outcome = module_instantiate(store, {file.module, nullptr}, find_import, title);
  if (outcome.kind() == Outcome::Kind::unlinkable) {
    const std::string hint = unknown ? hint_on(*unknown, file) : std::string();
    throw Unlinkable(outcome.pos(), outcome.message() + hint, outcome.source());
  }
  if (!outcome.is_done()) return stopped(outcome, "while instantiating: ", outcome.message());
  made[&file] = outcome.instance().exports;
  return initialize(file, *made[&file]);
}

Ending Program::Impl::initialize(const LinkedFile& file, const InstanceValue& exports) {
  const auto found = find_func(*file.module, "_initialize");
  if (!found || *type_of_func(found->type) != FuncType{} || find_func(*file.module, "_start")) return {};
  Ending result = call(exports, {"_initialize"}, {});
  if (!result.outcome.is_done()) result.message = "while running `_initialize`: " + result.message;
  return result;
}

Ending Program::Impl::call(const InstanceValue& exports, const std::vector<Name>& path, const Values& args) {
  const Outcome outcome = func_invoke(store, *std::get<FuncInst*>(follow(exports, path)), args);
  if (!outcome.is_done()) return stopped(outcome, "", outcome.words());
  return {outcome, std::nullopt, {}, {}};
}

Program::Program(const std::string& path, const ProgramOptions& options) : impl_(std::make_unique<Impl>(options)) {
  for (const auto& [name, file] : options.instances) impl_->linker.add_instance(name, file);
  for (const auto& [name, file, text] : options.imports) impl_->linker.add_import(name, file, text);
  impl_->root = &impl_->linker.add_program(path);
  impl_->order = impl_->linker.in_order();
}

Program::~Program() = default;

const FuncType* Program::func_type(std::string_view name) const {
  const auto found = find_func(*impl_->root->module, name);
  return found ? type_of_func(found->type) : nullptr;
}

std::vector<Program::ExportedFunc> Program::funcs() const {
  std::vector<ExportedFunc> result;
  for (NamedExport& found : list_exports(*impl_->root->module)) {
    if (kind_of(found.type) == ExternKind::func) result.push_back({std::move(found.path), type_of_func(found.type)});
  }
  return result;
}

const TypeStore& Program::types() const { return impl_->store.types(); }

Interruption& Program::interruption() { return impl_->store.interruption(); }

std::vector<Name> Program::unused_modules() const { return impl_->linker.unused_modules(); }

std::vector<Name> Program::unused_imports() const { return impl_->linker.unused_imports(); }

Ending Program::instantiate() {
  for (const LinkedFile* const file : impl_->order) {
    Ending ending = impl_->instantiate(*file);
    if (ending.outcome.is_done()) continue;
    if (file != impl_->root) ending.message = fmt::format("{}: {}", shown_path(file->file->path), ending.message);
    return ending;
  }
  return {};
}

Ending Program::invoke(std::string_view name, const Values& args) {
  const auto found = find_func(*impl_->root->module, name);
  return impl_->call(*impl_->made.at(impl_->root), found->path, args);
}

}  // namespace modlink::host
