// Reading of modules, whatever their form.
#include "tools/files/input.h"

#include "tools/files/files.h"
#include "tools/files/standard_streams.h"
#include "wast/binary/decode_module.h"
#include "wast/syntax/error_code.h"
#include "wast/text/parse_module.h"
#include "wast/text/parse_wit.h"

namespace modlink::cli {

namespace {

Module unread_module(const SourcePtr& source) {
  Module result;
  result.source = source;
  result.at = {0};
  result.end = static_cast<Pos>(source->content().size());
  result.extent = Extent::nothing;
  return result;
}

Module decode(const SourcePtr& source, const Language& language) {
  switch (language.extent) {
    case Extent::all: return decode_module(source, language.features, language.limits, nullptr, language.jobs);
    case Extent::unchecked: return decode_unchecked(source, language.features, language.limits);
    case Extent::declarations: return decode_declarations(source, language.features, language.limits);
    case Extent::linking: return decode_for_linking(source, language.features, language.limits);
    case Extent::nothing: break;
  }
  return unread_module(source);
}

// Of a binary that is none the worse for it.
void note_custom_error(const Module& module) {
  const Error& error = *module.custom_error;
  const char* what = error.stage() == Stage::malformed ? "a custom section" : "something in a custom section";
  complain({module.source->describe(error.pos()), ": note: ", what,
            " is ignored: ", with_code(error.message(), error.code())});
}

}  // namespace

Module read_module(const SourcePtr& source, const Language& language) {
  const bool is_binary = source->kind() == Source::Kind::binary;
  Module module = is_binary ? decode(source, language) : parse_module(source, language.features, language.limits);
  if (!module.custom_error) return module;
  if (!is_binary) throw Error(*module.custom_error);
  note_custom_error(module);
  return module;
}

ValidModulePtr validate(Module module, const TypeStorePtr& types, const Language& language) {
  return modlink::validate(std::move(module), types, language.features, language.limits, language.jobs);
}

ValidModulePtr load_module(const std::string& path, const TypeStorePtr& types, const Language& language) {
  return load_module(read_source(path, language), types, language);
}

ValidModulePtr load_module(const SourcePtr& source, const TypeStorePtr& types, const Language& language) {
  if (source->kind() == Source::Kind::text || language.extent != Extent::all) {
    return validate(read_module(source, language), types, language);
  }
  ValidModulePtr result = decode_and_validate(source, types, language.features, language.limits, language.jobs);
  if (result->module.custom_error) note_custom_error(result->module);
  return result;
}

namespace {

bool is_wit(const SourcePtr& source) {
  constexpr std::string_view ending = ".wit";
  if (source->kind() == Source::Kind::binary) return false;
  const std::string& path = source->name();
  const bool is_named_so = path.size() >= ending.size() && path.substr(path.size() - ending.size()) == ending;
  return is_named_so || is_instance_type(source);
}

}  // namespace

ExternType load_type(const std::string& path, const TypeStorePtr& types, const Language& language) {
  return load_type(read_source(path, language), types, language);
}

ExternType load_type(const SourcePtr& source, const TypeStorePtr& types, const Language& language) {
  if (!is_wit(source)) return ExternModule{&validate(read_module(source, language), types, language)->module_type()};
  const ValidModulePtr module = validate(parse_wit(source, language.features, language.limits), types, language);
  const TypeEntry& type = module->types.front();
  if (const auto* instance = std::get_if<const InstanceType*>(&type)) return ExternInstance{*instance};
  return ExternModule{std::get<const ModuleType*>(type)};
}

}  // namespace modlink::cli
