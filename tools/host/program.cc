// Programs: modules linked with files and with the host, and run.
#include "tools/host/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "interpreter/exec/trace.h"
#include "tools/host/instance_order.h"
#include "tools/host/values.h"
#include "tools/transform/bundle.h"
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

}  // namespace

struct Program::Impl {
  explicit Impl(ProgramOptions given)
      : options(std::move(given)),
        wasi(options.wasi),
        store(std::make_shared<TypeStore>(), options.resolve.limits, {options.fuel}),
        resolver(options.resolve) {}

  LinkedFile link(const Name& name, const std::string& path);
  const FuncType* func_type(const ValidModule& module, std::string_view name) const;
  std::optional<ExternVal> find(const Name& name);
  std::string hint_on(const Name& unknown, const LinkedFile& linked) const;
  Ending instantiate(const LinkedFile& linked);
  Ending initialize(const LinkedFile& linked);
  Ending call(const InstanceValue& exports, std::string_view name, const Values& args);
  Ending stopped(const Outcome& outcome, const std::string& when, const std::string& words);

  ProgramOptions options;
  Wasi wasi;
  Store store;
  transform::Resolver resolver;
  std::vector<LinkedFile> instances;
  LinkedFile root;
  std::map<Name, const InstanceValue*> found;
  const ModuleInst* instance = nullptr;  // the last one made
};

LinkedFile Program::Impl::link(const Name& name, const std::string& path) {
  const Features& features = options.resolve.features;
  const ImplementationLimits& limits = options.resolve.limits;
  const transform::BundleOptions bundling{features, limits, 16, store.type_store()};
  const transform::BundlePlan plan = transform::plan_bundle(resolver.open(path), resolver, bundling);
  if (plan.nodes.size() == 1) return {name, path, plan.nodes[0].valid};
  return {name, path, validate(transform::bundle(plan), store.type_store(), features, limits)};
}

const FuncType* Program::Impl::func_type(const ValidModule& module, std::string_view name) const {
  const ExternType* type = module_exports(module).find(name);
  const auto* func = type ? std::get_if<ExternFunc>(type) : nullptr;
  return func ? func->type->func() : nullptr;
}

// What an import names. The host's modules are made when first wanted.
std::optional<ExternVal> Program::Impl::find(const Name& name) {
  if (const auto it = found.find(name); it != found.end()) return it->second;
  if (name == wasi_name) return found[name] = wasi.instance(store);
  if (name == unstable_name) return found[name] = wasi.instance(store, WasiVersion::unstable);
  if (name == wasi_file_name) return found[name] = wasi.file_instance(store);
  return std::nullopt;
}

Ending Program::Impl::stopped(const Outcome& outcome, const std::string& when, const std::string& words) {
  return {outcome, wasi.exit_code(), when + with_kind(outcome, words) + describe_thrown(outcome, store.types()),
          describe(outcome.stack())};
}

// What is said of a name that nothing has.
std::string Program::Impl::hint_on(const Name& unknown, const LinkedFile& linked) const {
  const bool is_itself = &linked != &root && unknown == linked.name;
  return fmt::format(" ({}the host has {}, {} and {}{})",
                     is_itself ? fmt::format("instance {} needs itself; ", quote(unknown)) : "", wasi_file_name,
                     wasi_name, unstable_name, is_itself ? "" : "; --instance names a file");
}

Ending Program::Impl::instantiate(const LinkedFile& linked) {
  std::optional<Name> unknown;
  const auto find_import = [&](const Name& name) {
    std::optional<ExternVal> val = find(name);
    if (!val) unknown = name;
    return val;
  };
  const std::string title = &linked == &root ? std::string() : quote(linked.name);
  const Outcome outcome = module_instantiate(store, {linked.module, nullptr}, find_import, title);
  if (outcome.kind() == Outcome::Kind::unlinkable) {
    const std::string hint = unknown ? hint_on(*unknown, linked) : std::string();
    throw Unlinkable(outcome.pos(), outcome.message() + hint, outcome.source());
  }
  if (!outcome.is_done()) return stopped(outcome, "while instantiating: ", outcome.message());
  instance = &outcome.instance();
  return initialize(linked);
}

Ending Program::Impl::initialize(const LinkedFile& linked) {
  const FuncType* type = func_type(*linked.module, "_initialize");
  if (!type || *type != FuncType{} || func_type(*linked.module, "_start")) return {};
  Ending result = call(*instance->exports, "_initialize", {});
  if (!result.outcome.is_done()) result.message = "while running `_initialize`: " + result.message;
  return result;
}

Ending Program::Impl::call(const InstanceValue& exports, std::string_view name, const Values& args) {
  const Outcome outcome = func_invoke(store, *std::get<FuncInst*>(*exports.find(name)), args);
  if (!outcome.is_done()) return stopped(outcome, "", outcome.words());
  return {outcome, std::nullopt, {}, {}};
}

Program::Program(const std::string& path, ProgramOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {
  for (const auto& [name, file] : impl_->options.instances) impl_->instances.push_back(impl_->link(name, file));
  impl_->instances = in_order(std::move(impl_->instances));
  impl_->root = impl_->link({}, path);
}

Program::~Program() = default;

const FuncType* Program::func_type(std::string_view name) const { return impl_->func_type(*impl_->root.module, name); }

std::vector<Name> Program::func_names() const {
  std::vector<Name> names;
  for (const auto& [name, type] : module_exports(*impl_->root.module).entries()) {
    if (kind_of(type) == ExternKind::func) names.push_back(name);
  }
  return names;
}

const TypeStore& Program::types() const { return impl_->store.types(); }

Interruption& Program::interruption() { return impl_->store.interruption(); }

std::vector<Name> Program::unused_modules() const { return impl_->resolver.unused(); }

Ending Program::instantiate() {
  for (const LinkedFile& linked : impl_->instances) {
    Ending ending = impl_->instantiate(linked);
    if (!ending.outcome.is_done()) {
      ending.message = fmt::format("{}: {}", shown_path(linked.path), ending.message);
      return ending;
    }
    impl_->found[linked.name] = impl_->instance->exports;
  }
  return impl_->instantiate(impl_->root);
}

Ending Program::invoke(std::string_view name, const Values& args) {
  return impl_->call(*impl_->instance->exports, name, args);
}

}  // namespace modlink::host
