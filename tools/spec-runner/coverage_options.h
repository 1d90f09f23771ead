// `--coverage`: what of modules and of the language a suite reaches.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "tools/coverage/coverage.h"
#include "tools/files/files.h"

namespace modlink::runner {

struct CoverageOptions {
  bool rules = false;  // these three: tables for people
  bool instructions = false;
  bool lines = false;
  struct File {
    bool is_json = true;  // or else lcov
    std::string path;
  };
  std::vector<File> files = {};

  bool any() const { return rules || instructions || lines || !files.empty(); }
};

// Adds `--coverage` and `--coverage-report`.
void add_coverage_options(cli::Command app, CoverageOptions& options);

// The tables that are asked for.
std::string coverage_tables(const reach::Coverage& coverage, const CoverageOptions& options, const Features& features);
// The files that are asked for.
std::vector<cli::NewFile> coverage_files(const reach::Coverage& coverage, const CoverageOptions& options,
                                         const Features& features);

}  // namespace modlink::runner
