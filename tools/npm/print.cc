// Modules as text. spec: Text Format
#include "tools/files/input.h"
#include "tools/inspect/print_style.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"

namespace modlink::npm {

void print(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const SourcePtr source = source_of(module_of(arguments), language);
  inspect::PrintStyle style;
  style.desugar = arguments.flag("desugar");
  style.translate_exceptions = arguments.flag("translateExceptions");
  style.fold = arguments.flag("fold");
  style.skeleton = arguments.flag("skeleton");
  style.names = arguments.flag("names");
  style.indices = arguments.flag("indices", true);
  reply["text"] =
      in_source(source, [&] { return inspect::print(cli::read_module(source, language), style, language); });
}

}  // namespace modlink::npm
