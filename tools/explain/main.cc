// errors-page: writes docs/errors.md, or checks it.
#include <fmt/format.h>

#include "tools/cli/command_line.h"
#include "tools/explain/explain.h"
#include "tools/files/files.h"

namespace {

using namespace modlink;

int run(const std::string& path, bool check) {
  const std::string page = explain::errors_page();
  if (!check) {
    cli::write_file(path, page);
    return 0;
  }
  if (cli::read_file(path) == page) return 0;
  fmt::print(stderr, "{}: stale; `errors-page {}` writes it anew\n", path, path);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string path;
  bool check = false;
  cli::CommandLine app("Writes the page of the codes of errors.");
  app.footer("\nExample: errors-page docs/errors.md");
  app.add_option("FILE", path, "the page").required();
  app.add_flag("--check", check, "write nothing; exit status 1 if FILE is stale");
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    return run(path, check);
  } catch (const cli::Failure& failure) {
    fmt::print(stderr, "errors-page: {}\n", failure.text());
    return 2;
  }
}
