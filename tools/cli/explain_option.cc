// The option `--explain`.
#include "tools/cli/explain_option.h"

#include <fmt/format.h>

#include "tools/explain/explain.h"
#include "tools/files/standard_streams.h"
#include "wast/syntax/identifiers.h"

namespace modlink::cli {

namespace {

void print_explanation(const std::string& code) {
  if (code.empty() || code == "list") return print(explain::list_codes());
  const std::string text = explain::explain(code);
  if (!text.empty()) return print(text);
  const std::string meant = explain::nearest_code(code);
  const std::string hint = meant.empty() ? "" : fmt::format("did you mean `{}`? ", meant);
  refuse("--explain", fmt::format("unknown code `{}`; {}`--explain list` has them all", shown(code), hint));
}

}  // namespace

void add_explain_option(Command program) {
  program
      .add_last(
          "--explain", print_explanation,
          "print the rule behind the code of an error, where it is written, and examples; list, or no code: all codes")
      .type_name("CODE");
}

}  // namespace modlink::cli
