// The type of a module. spec: Explainer, "Module and Instance Types"; D21
#include "tools/inspect/types.h"

#include "tools/files/input.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"

namespace modlink::npm {

void types(Arguments& arguments, Reply& reply) {
  cli::Language language = language_of(arguments);
  language.extent = Extent::declarations;
  const SourcePtr source = source_of(module_of(arguments), language);
  const auto store = std::make_shared<TypeStore>();
  const ExternType type = in_source(source, [&] { return cli::load_type(source, store, language); });
  reply["text"] = inspect::to_wit(*store, type);
  reply["json"] = Json::parse(inspect::to_json(*store, type));
}

}  // namespace modlink::npm
