// `--coverage`: what of modules and of the language a suite reaches.
#pragma once

#include <string>

#include "tools/cli/command_line.h"
#include "tools/coverage/coverage.h"

namespace modlink::runner {

struct CoverageOptions {
  bool rules = false;  // these three: tables for people
  bool instructions = false;
  bool lines = false;
  std::string json;  // files; empty: none
  std::string lcov;

  bool any() const { return rules || instructions || lines || !json.empty() || !lcov.empty(); }
};

// Adds `--coverage` and `--coverage-report`.
void add_coverage_options(cli::Command app, CoverageOptions& options);

// The tables that are asked for.
std::string coverage_tables(const reach::Coverage& coverage, const CoverageOptions& options, const Features& features);
// Writes the files that are asked for. Throws cli::Failure.
void write_coverage(const reach::Coverage& coverage, const CoverageOptions& options, const Features& features);

}  // namespace modlink::runner
