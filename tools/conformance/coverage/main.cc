// conformance-coverage: writes spec-tests/COVERAGE.md, or checks it.
#include <fmt/format.h>

#include <filesystem>

#include "tools/cli/command_line.h"
#include "tools/conformance/coverage/read_coverage.h"
#include "tools/files/files.h"

namespace {

namespace fs = std::filesystem;
using namespace modlink;

int run(const fs::path& folder, bool check) {
  const conformance::Coverage coverage = conformance::read_coverage(folder);
  const std::string page = (folder / "COVERAGE.md").string();
  if (coverage.empty()) {
    fmt::print("{}: no rules\n", (folder / "rules").string());
    return 0;
  }
  bool wrong = false;
  for (const conformance::Problem& problem : coverage.problems()) {
    fmt::print(stderr, "{}: {}\n", (folder / problem.place).string(), problem.message);
    wrong = true;
  }
  const std::string content = coverage.to_markdown();
  if (!check) {
    cli::write_file(page, content);
  } else if (!fs::exists(page) || cli::read_file(page) != content) {
    fmt::print(stderr, "{}: stale; `conformance-coverage {}` writes it anew\n", page, folder.string());
    wrong = true;
  }
  return wrong ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder;
  bool check = false;
  cli::CommandLine app("Writes COVERAGE.md: each rule with the tests that obey it and those that violate it.");
  app.footer("\nExample: conformance-coverage spec-tests\n\nExit status 1: a rule has no test, or a tag no rule.");
  app.add_option("FOLDER", folder, "where rules/ and the scripts are").required();
  app.add_flag("--check", check, "write nothing; exit status 1 also if COVERAGE.md is stale");
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    return run(folder, check);
  } catch (const cli::Failure& failure) {
    fmt::print(stderr, "conformance-coverage: {}\n", failure.text());
  } catch (const fs::filesystem_error& error) {
    fmt::print(stderr, "conformance-coverage: {}\n", error.what());
  }
  return 2;
}
