// Modules of scripts as binaries. spec: binary/modules
#include "tools/convert/encoding.h"

#include "rewrite/elaborate.h"
#include "tools/convert/left_out.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/script/parse_script.h"
#include "wast/syntax/definitions.h"

namespace modlink::convert {

using script::ScriptModule;

namespace {

ValidModulePtr try_validate(const Module& module, const cli::Language& language) {
  try {
    return validate(module, std::make_shared<TypeStore>(), language.features, language.limits);
  } catch (const Error&) {
    return nullptr;
  }
}

// Of text. Throws Error.
Module read(const ScriptModule& module, const cli::Language& language) {
  ScriptModule copy = module;
  return script::load(std::move(copy), language.features, language.limits);
}

std::string to_bytes(const Module& module, const EncodeOptions& options) {
  const Bytes bytes = encode_module(module, options);
  return {bytes.begin(), bytes.end()};
}

std::string encode_text(const Module& module, const ValidModulePtr& valid, const EncodeOptions& options) {
  try {
    return to_bytes(module, options);
  } catch (const Malformed&) {
    if (!valid) throw Unsayable{"modules that have no encoding"};
    return to_bytes(rewrite::elaborate(*valid), options);
  }
}

Module read_text(const ScriptModule& module, const cli::Language& language) {
  try {
    Module text = read(module, language);
    if (text.custom_error) throw Unsayable{"text with bad annotations"};
    return text;
  } catch (const Error&) {
    throw Unsayable{"text that is malformed"};
  }
}

bool is_core_binary(const std::string& bytes, cli::Language language) {
  language.features.set(Feature::module_linking, false);
  try {
    decode_module(std::make_shared<const Source>("module", bytes, Source::Kind::binary), language.features,
                  language.limits);
    return true;
  } catch (const Error&) {
    return false;
  }
}

Encoded keep_binary(const ScriptModule& module, const cli::Language& language) {
  Encoded result{std::string(module.content->content()), nullptr};
  try {
    const Module decoded = read(module, language);
    const bool knows_linking = language.features.has(Feature::module_linking);
    result.uses_linking = uses_linking(decoded) || (knows_linking && !is_core_binary(result.bytes, language));
    result.valid = try_validate(decoded, language);
  } catch (const Error&) {  // malformed: then it is not valid
  }
  return result;
}

bool decodes_to(const std::string& bytes, const Module& module, const cli::Language& language) {
  try {
    const auto source = std::make_shared<const Source>("encoded", bytes, Source::Kind::binary);
    const Module again = decode_module(source, language.features, language.limits);
    return again == module && again.branch_hints == module.branch_hints;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

Encoded encode(const ScriptModule& module, const cli::Language& language, bool names) {
  if (module.form == ScriptModule::Form::binary) return keep_binary(module, language);
  const Module text = read_text(module, language);
  ValidModulePtr valid = try_validate(text, language);
  std::string bytes = encode_text(text, valid, {.names = names});
  return {std::move(bytes), std::move(valid), uses_linking(text)};
}

Encoded encode_faithfully(const ScriptModule& module, const cli::Language& language) {
  Encoded result = encode(module, language, true);
  if (module.form == ScriptModule::Form::binary) return result;
  const Module text = read_text(module, language);
  const bool has_encoding = result.valid || decodes_to(result.bytes, text, language);
  if (!has_encoding) throw Unsayable{"modules that have no encoding"};
  return result;
}

bool is_valid_core_module(const std::string& bytes, cli::Language language) {
  language.features.set(Feature::module_linking, false);
  try {
    const auto source = std::make_shared<const Source>("module", bytes, Source::Kind::binary);
    return try_validate(decode_module(source, language.features, language.limits), language) != nullptr;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace modlink::convert
