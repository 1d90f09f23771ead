// Binaries byte by byte. spec: Binary Format
#include "tools/inspect/objdump.h"

#include "tools/files/input.h"
#include "tools/files/output.h"
#include "tools/npm/errors.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"

namespace modlink::npm {

namespace {

// Binaries stay as they are, so that it is seen what is not canonical in them.
SourcePtr binary_of(const SourcePtr& source, const cli::Language& language) {
  if (source->kind() == Source::Kind::binary) return source;
  const Bytes bytes = in_source(source, [&] { return cli::encode(cli::read_module(source, language), language); });
  return std::make_shared<Source>(source->name(), std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
}

}  // namespace

// What is understood of a malformed binary comes with the error.
void objdump(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const SourcePtr source = binary_of(source_of(module_of(arguments), language), language);
  inspect::ObjdumpOptions style;
  style.headers = arguments.flag("headers");
  style.disassembly = arguments.flag("disassembly");
  style.section = arguments.text("section");
  style.func = arguments.text("func");
  std::string text;
  const auto write = [&](std::string_view line) { text += line; };
  const auto error = inspect::objdump(source, language.features, language.limits, style, write);
  reply["text"] = std::move(text);
  if (!error) return;
  reply["ok"] = false;
  reply["errors"] = Json::array({error_json(std::make_exception_ptr(*error))});
}

}  // namespace modlink::npm
