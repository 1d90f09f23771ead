// Advice about a module.
#include "tools/inspect/lint.h"

#include "tools/files/input.h"
#include "tools/npm/errors.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"

namespace modlink::npm {

void lint(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const SourcePtr source = source_of(module_of(arguments), language);
  const ValidModulePtr module =
      in_source(source, [&] { return cli::load_module(source, std::make_shared<TypeStore>(), language); });
  Json findings = Json::array();
  for (const inspect::Finding& finding : inspect::lint(*module)) {
    Json json = {{"rule", inspect::to_string(finding.rule)}, {"message", finding.message}};
    add_place(json, source, finding.at.pos);
    findings.push_back(std::move(json));
  }
  reply["findings"] = std::move(findings);
}

}  // namespace modlink::npm
