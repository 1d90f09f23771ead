// `--coverage`: what of modules and of the language a suite reaches.
#include "tools/spec-runner/coverage_options.h"

#include <fmt/format.h>

#include <filesystem>

#include "tools/coverage/exports.h"
#include "tools/coverage/table.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

void set_report(CoverageOptions& options, const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string format = text.substr(0, equals);
  const bool is_known = format == "json" || format == "lcov";
  if (!is_known || equals == std::string::npos || equals + 1 == text.size()) {
    cli::refuse("--coverage-report", fmt::format("`{}`: expected json=FILE or lcov=FILE", shown(text)));
  }
  options.files.push_back({format == "json", text.substr(equals + 1)});
}

// Whoever reads it looks for the files.
std::string lcov_of(reach::Coverage coverage) {
  std::erase_if(coverage.sources, [](const auto& source) { return !std::filesystem::is_regular_file(source.first); });
  return reach::to_lcov(coverage);
}

}  // namespace

void add_coverage_options(cli::Command app, CoverageOptions& options) {
  const auto show = [&options](const std::string& what) {
    (what == "rules" ? options.rules : what == "lines" ? options.lines : options.instructions) = true;
  };
  app.add_each(
         "--coverage", show,
         "show what the suite reaches: rules of the language; instructions, and the ways that branches go, of the "
         "modules that it instantiates; or their lines; several if it is given several times (default: nothing)")
      .one_of({"rules", "instructions", "lines"});
  app.add_each(
         "--coverage-report", [&options](const std::string& text) { set_report(options, text); },
         "write all of that to a file, or for lcov lines, functions and branches of text; several if it is given "
         "several "
         "times; - is standard output")
      .type_name("json=FILE|lcov=FILE");
}

std::string coverage_tables(const reach::Coverage& coverage, const CoverageOptions& options, const Features& features) {
  std::string out;
  if (options.rules) out += reach::rules_table(coverage, features);
  if (options.instructions) out += reach::instructions_table(coverage);
  if (options.lines) out += reach::lines_table(coverage);
  return out;
}

std::vector<cli::NewFile> coverage_files(const reach::Coverage& coverage, const CoverageOptions& options,
                                         const Features& features) {
  std::vector<cli::NewFile> result;
  for (const CoverageOptions::File& file : options.files) {
    result.push_back({file.path, file.is_json ? reach::to_json(coverage, features) : lcov_of(coverage)});
  }
  return result;
}

}  // namespace modlink::runner
