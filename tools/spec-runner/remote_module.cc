// Modules of a script as another engine is given them.
#include "tools/spec-runner/remote_module.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rewrite/elaborate.h"
#include "tools/transform/flatten.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/script/parse_script.h"

namespace modlink::runner {

namespace {

std::string to_bytes(const Module& module) {
  const Bytes bytes = encode_module(module);
  return {bytes.begin(), bytes.end()};
}

RemoteModule without_bytes(std::string reason) {
  RemoteModule result;
  result.reason = End{End::Kind::unsupported, std::move(reason)};
  return result;
}

bool is_well_formed(const std::string& bytes, const Features& features, const ImplementationLimits& limits) {
  try {
    decode_module(std::make_shared<const Source>("module", bytes, Source::Kind::binary), features, limits);
    return true;
  } catch (const Error&) {
    return false;
  }
}

// Whether only an engine that knows module linking can read it.
bool needs_linking(const std::string& bytes, const cli::Language& language) {
  Features core = language.features;
  if (!core.has(Feature::module_linking)) return false;
  core.set(Feature::module_linking, false);
  return !is_well_formed(bytes, core, language.limits) && is_well_formed(bytes, language.features, language.limits);
}

ValidModulePtr try_validate(Module module, const TypeStorePtr& types, const cli::Language& language) {
  try {
    return validate(std::move(module), types, language.features, language.limits);
  } catch (const Error&) {
    return nullptr;
  }
}

// nullopt: zero-level exports, of the module or in its types, have no binary form.
std::optional<std::string> try_encode(const Module& module) {
  try {
    return to_bytes(module);
  } catch (const Malformed&) {
    return std::nullopt;
  }
}

// The module of a text, and its bytes.
void encode(RemoteModule& result, Module module, const TypeStorePtr& types, const cli::Language& language) {
  const std::optional<std::string> bytes = try_encode(module);
  result.code = try_validate(std::move(module), types, language);
  if (bytes) {
    result.bytes = *bytes;
  } else if (result.code) {
    result.bytes = to_bytes(rewrite::elaborate(*result.code));
  } else {
    result.reason = End{End::Kind::unsupported, "an invalid module with zero-level exports has no binary form"};
  }
}

// As they are unless a path got another name.
void collect_paths(const std::vector<Name>& at, const ExternTypeMap& exports,
                   std::map<std::vector<Name>, Name>& result) {
  for (const auto& entry : exports.entries()) {
    std::vector<Name> path = at;
    path.push_back(entry.name);
    if (const auto* instance = std::get_if<ExternInstance>(&entry.type)) {
      collect_paths(path, instance->type->exports, result);
    } else {
      result.emplace(path, fmt::format("{}", fmt::join(path, ".")));
    }
  }
}

void flatten(RemoteModule& result, const cli::Language& language) {
  transform::FlattenOptions options;
  options.boundary = transform::FlattenOptions::Boundary::flat;
  options.limits = language.limits;
  try {
    const transform::Flattened flat = transform::flatten(*result.code, options);
    result.bytes = to_bytes(flat.module);
    result.is_flat = true;
    collect_paths({}, result.code->type->exports(), result.flat_exports);
    for (const auto& [name, path] : flat.report.paths.exports) result.flat_exports.insert_or_assign(path, name);
  } catch (const cli::Failure& failure) {
    result.reason = End{End::Kind::unsupported, "cannot be flattened: " + failure.text()};
  } catch (const Error& error) {
    result.reason = End{End::Kind::unsupported, "cannot be flattened: " + error.message()};
  }
}

// What is wrong with it is that it breaks a rule of module linking, if a core module may be like this.
bool is_valid_core_module(const std::string& bytes, cli::Language language) {
  language.features.set(Feature::module_linking, false);
  try {
    const auto source = std::make_shared<const Source>("module", bytes, Source::Kind::binary);
    validate(decode_module(source, language.features, language.limits), std::make_shared<TypeStore>(),
             language.features, language.limits);
    return true;
  } catch (const Error&) {
    return false;
  }
}

// What an engine that knows no linking is given instead.
void do_without_linking(RemoteModule& result, Linking linking, const cli::Language& language) {
  if (!result.code) {
    result.reason = End{End::Kind::unsupported, "only a valid module can do without module linking"};
  } else if (linking == Linking::flatten) {
    flatten(result, language);
  } else {
    result.is_chain = true;
  }
}

RemoteModule load_binary(script::ScriptModule&& module, const TypeStorePtr& types, const cli::Language& language) {
  RemoteModule result;
  result.bytes = module.content->content();
  try {
    result.code = try_validate(script::load(std::move(module), language.features, language.limits), types, language);
  } catch (const Error&) {  // what is wrong with it is for the engine to say
  }
  return result;
}

RemoteModule load_text(script::ScriptModule&& module, const TypeStorePtr& types, const cli::Language& language) {
  RemoteModule result;
  try {
    encode(result, script::load(std::move(module), language.features, language.limits), types, language);
  } catch (const Error& error) {
    return without_bytes(
        fmt::format("text is read by modlink, and this is {}: {}", to_string(error.stage()), error.message()));
  }
  return result;
}

}  // namespace

RemoteModule make_remote(script::ScriptModule&& module, Linking linking, const TypeStorePtr& types,
                         const Settings& settings) {
  const cli::Language& language = settings.language;
  const bool is_binary = module.form == script::ScriptModule::Form::binary;
  RemoteModule result =
      is_binary ? load_binary(std::move(module), types, language) : load_text(std::move(module), types, language);
  if (!result.reason && linking != Linking::native && needs_linking(result.bytes, language)) {
    do_without_linking(result, linking, language);
  } else if (!result.reason && linking != Linking::native && !result.code &&
             is_valid_core_module(result.bytes, language)) {
    result.reason = End{End::Kind::unsupported, "only module linking makes it invalid"};
  }
  return result;
}

std::optional<ExternType> find_type(const RemoteModule& module, const std::vector<Name>& path) {
  if (!module.code) return std::nullopt;
  const ExternTypeMap* exports = &module.code->type->exports();
  for (std::size_t i = 0; i < path.size(); ++i) {
    const ExternType* type = exports->find(path[i]);
    if (!type || i + 1 == path.size()) return type ? std::optional(*type) : std::nullopt;
    const auto* instance = std::get_if<ExternInstance>(type);
    if (!instance) return std::nullopt;
    exports = &instance->type->exports;
  }
  return std::nullopt;
}

bool has_state(const RemoteModule& module) {
  if (!module.code || !module.code->type->imports.entries().empty()) return true;
  const Module& own = module.code->module;
  const auto changes = [](const auto& global) { return global.type.mut; };
  return !own.memories.empty() || !own.tables.empty() || module.is_flat ||
         std::any_of(own.globals.begin(), own.globals.end(), changes);
}

std::optional<std::vector<Name>> path_there(const RemoteModule& module, const std::vector<Name>& path) {
  if (!module.is_flat) return path;
  const auto it = module.flat_exports.find(path);
  if (it == module.flat_exports.end()) return std::nullopt;
  return std::vector<Name>{it->second};
}

}  // namespace modlink::runner
