// conformance-unroll: writes X.wast from X.wast.in, or checks it.
#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "tools/cli/command_line.h"
#include "tools/conformance/unroll/unroll.h"
#include "tools/files/files.h"
#include "wast/syntax/error.h"

namespace {

namespace fs = std::filesystem;
using namespace modlink;

// Puts the line first, or second if the script says in its first line with which options it is run.
std::string with_line(std::string script, std::string_view line) {
  const size_t place = script.starts_with(";; options:") ? script.find('\n') + 1 : 0;
  return script.insert(place, line);
}

// The script that a template below the folder makes, with a line that says so; what is wrong with it is printed.
std::optional<std::string> unroll_file(const fs::path& file) {
  const Source source(file.string(), cli::read_file(file.string()), Source::Kind::text);
  try {
    return with_line(
        conformance::unroll(source),
        fmt::format(";; Generated from {} by conformance-unroll: do not edit.\n", file.filename().string()));
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", source.diagnose(error.pos(), error.message()));
    return std::nullopt;
  }
}

bool is_template(const fs::path& path) { return path.extension() == ".in" && path.stem().extension() == ".wast"; }

// Whether the script is there as it should be; without `check` it is written.
bool make_script(const fs::path& file, const fs::path& folder, bool check) {
  const auto script = unroll_file(file);
  if (!script) return false;
  const std::string path = (file.parent_path() / file.stem()).string();
  if (!check) {
    cli::write_file(path, *script);
  } else if (!fs::exists(path) || cli::read_file(path) != *script) {
    fmt::print(stderr, "{}: stale; `conformance-unroll {}` writes it anew\n", path, folder.string());
    return false;
  }
  return true;
}

int run(const fs::path& folder, bool check) {
  bool good = true;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && is_template(entry.path())) good &= make_script(entry.path(), folder, check);
  }
  return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder;
  bool check = false;
  cli::CommandLine app(
      "Writes each script X.wast for which there is X.wast.in: the same with its repetition spelt out.");
  app.footer("\nExample: conformance-unroll spec-tests");
  app.add_option("FOLDER", folder, "where the scripts are").required();
  app.add_flag("--check", check, "write nothing; exit status 1 if a script is stale");
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    return run(folder, check);
  } catch (const cli::Failure& failure) {
    fmt::print(stderr, "conformance-unroll: {}\n", failure.text());
  } catch (const fs::filesystem_error& error) {
    fmt::print(stderr, "conformance-unroll: {}\n", error.what());
  }
  return 2;
}
