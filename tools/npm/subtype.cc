// Whether one module is usable where another one is expected. spec: Subtyping.md
#include "tools/files/input.h"
#include "tools/inspect/derivation.h"
#include "tools/inspect/matching_steps.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"
#include "wast/binary/magic.h"

namespace modlink::npm {

namespace {

ExternType type_of(Arguments& arguments, const std::string& key, const TypeStorePtr& store,
                   const cli::Language& language) {
  std::string content = arguments.content(key);
  const std::string name = arguments.text(key + "Name").value_or(key + (is_binary(content) ? ".wasm" : ".wat"));
  const SourcePtr source = source_of({name, std::move(content)}, language);
  return in_source(source, [&] { return cli::load_type(source, store, language); });
}

Json json_of_step(const inspect::MatchingStep& step) {
  Json json = {{"path", step.path},   {"rule", step.rule},         {"matches", step.matches},
               {"found", step.found}, {"expected", step.expected}, {"premises", Json::array()}};
  for (const inspect::MatchingStep& premise : step.premises) json["premises"].push_back(json_of_step(premise));
  if (step.left_out > 0) json["morePremises"] = step.left_out;
  return json;
}

}  // namespace

void subtype(Arguments& arguments, Reply& reply) {
  cli::Language language = language_of(arguments);
  language.extent = Extent::declarations;
  const auto store = std::make_shared<TypeStore>();
  const ExternType found = type_of(arguments, "found", store, language);
  const ExternType expected = type_of(arguments, "expected", store, language);
  MatchEffort effort{language.limits.type_comparisons};
  const auto mismatch = explain_mismatch(*store, found, expected, effort);
  reply["matches"] = !mismatch;
  reply["derivation"] = inspect::derivation(mismatch);
  MatchEffort again{language.limits.type_comparisons};
  reply["steps"] = json_of_step(inspect::matching_steps(*store, found, expected, again));
}

}  // namespace modlink::npm
