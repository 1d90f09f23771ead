// Modules that go through another form before they are used. spec: Binary Format; Text Format
#include "tools/spec-runner/round_trip.h"

#include <fmt/format.h>

#include <algorithm>

#include "rewrite/elaborate.h"
#include "tools/spec-runner/failure.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/definitions.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"

namespace modlink::runner {

namespace {

SourcePtr make_source(const Module& module, const char* how, std::string content, Source::Kind kind) {
  const std::string name = module.source ? module.source->name() : "module";
  return std::make_shared<const Source>(fmt::format("{} ({})", name, how), std::move(content), kind);
}

SourcePtr encode(const Module& module) {
  const Bytes bytes = encode_module(module);
  return make_source(module, "encoded", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
}

SourcePtr print(const Module& module) {
  return make_source(module, "printed", print_module(module), Source::Kind::text);
}

[[noreturn]] void fail(RoundTrip form, const SourcePtr& source, const std::string& reason, Pos pos) {
  Failure failure(fmt::format("{}: {}", form == RoundTrip::binary ? "binary round trip" : "text round trip", reason));
  failure.source = source;
  failure.pos = pos;
  throw failure;
}

bool is_type(const Definition& definition) { return space_of(definition) == IndexSpace::type; }

// Moves types before all else, in nested modules too.
void hoist_types(Module& module) {
  std::stable_partition(module.definitions.begin(), module.definitions.end(), is_type);
  for (Definition& definition : module.definitions) {
    if (auto* nested = std::get_if<NestedModule>(&definition)) hoist_types(*nested->module);
  }
}

bool equal(const Module& a, const Module& b) { return a == b && a.branch_hints == b.branch_hints; }

Module read_back(const Module& module, RoundTrip form, const SourcePtr& source, const cli::Language& language) {
  try {
    Module result = form == RoundTrip::binary ? decode_module(source, language.features, language.limits)
                                              : parse_module(source, language.features, language.limits);
    if (!equal(result, module)) fail(form, source, "the module is another one", no_pos);
    if (!result.custom_error) result.custom_error = module.custom_error;  // such annotations are in no module
    return result;
  } catch (const Malformed& error) {
    fail(form, source, error.message(), error.pos());
  }
}

ValidModulePtr validate_quietly(const Module& module, const TypeStorePtr& types, const cli::Language& language) {
  try {
    return validate(module, types, language.features, language.limits);
  } catch (const Error&) {
    return nullptr;
  }
}

Module through_binary(Module module, const TypeStorePtr& types, const cli::Language& language) {
  SourcePtr source;
  try {
    source = encode(module);
  } catch (const Malformed&) {
    const ValidModulePtr valid = validate_quietly(module, types, language);
    if (!valid) return module;
    module = rewrite::elaborate(*valid);
    source = encode(module);
  }
  return read_back(module, RoundTrip::binary, source, language);
}

Module through_text(const Module& module, const TypeStorePtr& types, const cli::Language& language) {
  Module hoisted = module;
  hoist_types(hoisted);
  if (!(hoisted == module) && !validate_quietly(module, types, language)) return module;
  return read_back(hoisted, RoundTrip::text, print(module), language);
}

}  // namespace

Module round_trip(Module module, RoundTrip form, const TypeStorePtr& types, const cli::Language& language) {
  switch (form) {
    case RoundTrip::none: break;
    case RoundTrip::binary: return through_binary(std::move(module), types, language);
    case RoundTrip::text: return through_text(module, types, language);
  }
  return module;
}

}  // namespace modlink::runner
