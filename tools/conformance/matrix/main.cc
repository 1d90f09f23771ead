// conformance-matrix: writes the matrix of matching, or checks that it is as it would be written.
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "tools/cli/command_line.h"
#include "tools/conformance/matrix/matrix.h"
#include "tools/files/files.h"

namespace {

namespace fs = std::filesystem;
using namespace modlink;

using conformance::Messages;

std::map<std::string, std::string> make_scripts(Messages messages) {
  std::map<std::string, std::string> result;
  for (const auto& families : {conformance::leaf_families(), conformance::linking_families()}) {
    for (const conformance::Family& family : families) result[family.name + ".wast"] = write_script(family, messages);
  }
  return result;
}

void write_all(const fs::path& folder, Messages messages) {
  fs::create_directories(folder);
  for (const auto& [name, script] : make_scripts(messages)) cli::write_file((folder / name).string(), script);
}

// What differs from what would be written.
int check_all(const fs::path& folder, Messages messages) {
  auto scripts = make_scripts(messages);
  int wrong = 0;
  const auto complain = [&](const std::string& name, const char* what) {
    fmt::print(stderr, "{}: {}\n", (folder / name).string(), what);
    ++wrong;
  };
  if (fs::is_directory(folder)) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      const auto script = scripts.find(name);
      if (script == scripts.end()) {
        complain(name, "not part of the matrix");
        continue;
      }
      if (cli::read_file(entry.path().string()) != script->second)
        complain(name, "not as conformance-matrix writes it");
      scripts.erase(script);
    }
  }
  for (const auto& [name, script] : scripts) complain(name, "missing");
  return wrong == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder;
  bool check = false, full = false;
  cli::CommandLine app("Writes the scripts of the matrix of matching: everything where everything else is wanted.");
  app.footer("\nExample: conformance-matrix spec-tests/module-linking/matching-matrix");
  app.add_option("FOLDER", folder, "where the scripts are").required();
  app.add_flag("--check", check, "write nothing; exit status 1 if the scripts are not as they would be written");
  app.add_flag("--full-messages", full, "expect of messages what modlink says, and not only what any engine could");
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    const Messages messages = full ? Messages::full : Messages::words;
    if (check) return check_all(folder, messages);
    write_all(folder, messages);
    return 0;
  } catch (const cli::Failure& failure) {
    fmt::print(stderr, "conformance-matrix: {}\n", failure.text());
  } catch (const fs::filesystem_error& error) {
    fmt::print(stderr, "conformance-matrix: {}\n", error.what());
  }
  return 2;
}
