// Validation of a module, or of several. spec: Validation
#include "tools/files/input.h"
#include "tools/npm/errors.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"

namespace modlink::npm {

void validate(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  std::map<std::string, std::string> files = arguments.content_by_name("files");
  if (files.empty() || arguments.has("module")) files = files_with(arguments, module_of(arguments));
  Json errors = Json::array();
  for (const auto& [name, content] : files) {
    const auto error = catch_error([&, &name = name, &content = content] {
      const SourcePtr source = source_of({name, content}, language);
      in_source(source, [&] { return cli::load_module(source, std::make_shared<TypeStore>(), language); });
    });
    if (error) errors.push_back(*error);
  }
  reply["ok"] = errors.empty();
  reply["errors"] = std::move(errors);
}

}  // namespace modlink::npm
