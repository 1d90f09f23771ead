// Modules of a script as another engine is given them.
#include "tools/spec-runner/remote_module.h"

#include <fmt/format.h>

#include "rewrite/elaborate.h"
#include "tools/convert/encoding.h"
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

// What modlink finds of a module that the engine cannot be given: that it is so may be expected, and then nothing is
// known of the engine.
End end_without_engine(const Error& error, std::string why) {
  End end = engines::end_of(error);
  end.unseen = std::move(why);
  return end;
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

void try_validate(RemoteModule& result, Module module, const TypeStorePtr& types, const cli::Language& language) {
  try {
    result.code = validate(std::move(module), types, language.features, language.limits);
  } catch (const Error& error) {
    result.error = error;
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
  try_validate(result, std::move(module), types, language);
  if (bytes) {
    result.bytes = *bytes;
  } else if (result.code) {
    result.bytes = to_bytes(rewrite::elaborate(*result.code));
  } else {
    result.reason = end_without_engine(*result.error, "an invalid module with zero-level exports has no binary form");
  }
}

void flatten(RemoteModule& result, const cli::Language& language) {
  try {
    transform::FlatForm flat = transform::flat_form(*result.code, language.limits, transform::single_level_imports);
    result.bytes = to_bytes(flat.module);
    result.is_flat = true;
    result.flat_names = std::move(flat.names);
  } catch (const transform::TooManyCopies& failure) {
    result.reason = End{End::Kind::limit, "cannot be flattened: " + failure.message};
  } catch (const cli::Failure& failure) {
    result.reason = End{End::Kind::unsupported, "cannot be flattened: " + failure.text()};
  } catch (const LimitExceeded& error) {
    result.reason = engines::end_of(error);
  } catch (const Error& error) {
    result.reason = End{End::Kind::unsupported, "cannot be flattened: " + error.message()};
  }
}

// What an engine that knows no linking is given instead.
void do_without_linking(RemoteModule& result, Linking linking, const cli::Language& language) {
  if (!result.code) {
    result.reason = end_without_engine(*result.error, "only a valid module can do without module linking");
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
    try_validate(result, script::load(std::move(module), language.features, language.limits), types, language);
  } catch (const Error& error) {  // what is wrong with it is for the engine to say
    result.error = error;
  }
  return result;
}

RemoteModule load_text(script::ScriptModule&& module, const TypeStorePtr& types, const cli::Language& language) {
  RemoteModule result;
  try {
    encode(result, script::load(std::move(module), language.features, language.limits), types, language);
  } catch (const Error& error) {
    result.reason = end_without_engine(
        error, fmt::format("text is read by modlink, and this is {}: {}", to_string(error.stage()), error.message()));
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
             convert::is_valid_core_module(result.bytes, language)) {
    result.reason = end_without_engine(*result.error, "only module linking makes it invalid");
  }
  return result;
}

Engine::CustomEnd check_custom_parts(script::ScriptModule&& module, Stage stage, const TypeStorePtr& types,
                                     const Settings& settings) {
  const cli::Language& language = settings.language;
  const char* const why = "custom sections and annotations are read by modlink";
  End valid{End::Kind::valid};
  valid.unseen = why;
  try {
    Module syntax = script::load(std::move(module), language.features, language.limits);
    if (stage == Stage::malformed) return {std::move(valid), syntax.custom_error};
    const ValidModulePtr code = validate(std::move(syntax), types, language.features, language.limits);
    return {std::move(valid), code->module.custom_error};
  } catch (const Error& error) {
    return {end_without_engine(error, why), std::nullopt};
  }
}

std::optional<ExternType> find_type(const RemoteModule& module, const std::vector<Name>& path) {
  return module.code ? transform::find_export(module.code->type->exports(), path) : std::nullopt;
}

bool has_state(const RemoteModule& module) {
  return !module.code || transform::has_state(*module.code, module.is_flat);
}

std::optional<std::vector<Name>> path_there(const RemoteModule& module, const std::vector<Name>& path) {
  if (!module.is_flat) return path;
  const auto name = transform::find_flat_name(module.code->type->exports(), module.flat_names, path);
  return name ? std::optional(std::vector<Name>{*name}) : std::nullopt;
}

}  // namespace modlink::runner
