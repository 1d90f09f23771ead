// Modules as binaries. spec: Binary Format
#include "tools/files/input.h"
#include "tools/files/output.h"
#include "tools/files/stale_customs.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"

namespace modlink::npm {

void parse(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const SourcePtr source = source_of(module_of(arguments), language);
  EncodeOptions encoding;
  encoding.names = arguments.flag("names", true);
  const Bytes bytes = in_source(source, [&] {
    Module module = cli::read_module(source, language);
    cli::drop_stale_customs(module);
    return cli::encode(module, language, encoding);
  });
  reply.set_bytes({"binary"}, std::string(bytes.begin(), bytes.end()));
}

}  // namespace modlink::npm
