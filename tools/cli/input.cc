// Reading of modules, whatever their form.
#include "tools/cli/input.h"

#include <fmt/format.h>

#include "tools/cli/files.h"
#include "wast/binary/decode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::cli {

namespace {

[[noreturn]] void fail(const SourcePtr& source, const Error& error) {
  const std::string message = fmt::format("{}: {}", to_string(error.stage()), error.message());
  throw BadModule{source ? source->diagnose(error.pos(), message) : message};
}

}  // namespace

Module read_module(const SourcePtr& source, const Language& language) {
  try {
    return source->kind() == Source::Kind::binary ? decode_module(source, language.features, language.limits)
                                                  : parse_module(source, language.features, language.limits);
  } catch (const Error& error) {
    fail(source, error);
  }
}

ValidModulePtr validate(Module module, const TypeStorePtr& types, const Language& language) {
  const SourcePtr source = module.source;
  try {
    return modlink::validate(std::move(module), types, language.features, language.limits);
  } catch (const Error& error) {
    fail(source, error);
  }
}

ValidModulePtr load_module(const std::string& path, const TypeStorePtr& types, const Language& language) {
  return validate(read_module(read_source(path), language), types, language);
}

}  // namespace modlink::cli
