// Options that do other things with scripts than to run them: `--convert`, `--format`. docs/convert.md
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "tools/convert/json.h"
#include "tools/spec-runner/suite.h"

namespace modlink::runner {

struct ConvertOptions {
  std::vector<std::string> convert;  // what into, and where; nothing: scripts are not converted
  convert::JsonDialect json = convert::JsonDialect::wabt;
  bool format = false;

  bool any() const { return !convert.empty() || format; }
};

void add_convert_options(cli::Command app, ConvertOptions& options);

// While a line is parsed: refuses it if `--convert` has another form than there are.
void demand_known_form(const ConvertOptions& options);

// Does what is asked for with the scripts that `paths` stand for, or with none of them: nothing is written unless all
// can be. Complaints, and what was left out, go to standard error.
Status convert_scripts(const std::vector<std::string>& paths, const ConvertOptions& options, const SuiteOptions& suite);

}  // namespace modlink::runner
