// What there is to say about the code of an error. docs/errors.md
#include "tools/explain/explain.h"

#include <fmt/format.h>

#include "tools/explain/places.h"
#include "tools/files/failure.h"
#include "tools/npm/operations.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

[[noreturn]] void refuse_code(const std::string& code) {
  const std::string meant = explain::nearest_code(code);
  throw cli::Failure(cli::Status::usage, fmt::format("there is no code `{}`{}", shown(code),
                                                     meant.empty() ? "" : fmt::format("; is `{}` meant?", meant)));
}

}  // namespace

void explain(Arguments& arguments, Reply& reply) {
  const std::string code = arguments.text("code").value_or("");
  const auto found = explain::find_explanation(code);
  if (!found) refuse_code(code);
  reply["code"] = found->code;
  reply["words"] = explain::describe_words(found->code);
  reply["rule"] = found->rule;
  reply["places"] = Json::array();
  for (const explain::Place& place : explain::places_of(found->places)) reply["places"].push_back(to_text(place));
  reply["failing"] = found->failing;
  reply["fixed"] = found->fixed;
  reply["text"] = explain::explain(code);
}

}  // namespace modlink::npm
