// Running subcommands on shapes.
#include "tools/hostile/run_shape.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace modlink::hostile {
namespace {

bool is_script(const Files& files) { return std::filesystem::path(files[0].name).extension() == ".wast"; }

const Command& command_of(const std::string& name) {
  const auto& all = commands();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Command& command) { return command.name == name; });
  if (found == all.end()) throw std::invalid_argument("no command " + name);
  return *found;
}

std::vector<std::string> words_of(const Expectation& expectation, const std::string& file,
                                  const std::filesystem::path& programs) {
  const Command& command = command_of(expectation.command);
  std::vector<std::string> words = {programs / command.program};
  std::istringstream in(command.words + " " + expectation.options);
  for (std::string word; in >> word;) {
    const std::size_t place = word.find("{}");
    words.push_back(place == std::string::npos ? word : word.replace(place, 2, file));
  }
  return words;
}

// What a sanitizer adds to every process.
constexpr double sanitizer_megabytes = 200;

bool ends_as_expected(Ends ends, const Ended& ended) {
  switch (ends) {
    case Ends::any: return ended.status == 0 || (ended.status == 1 && !ended.output.empty());
    case Ends::well: return ended.status == 0;
    case Ends::failed: return ended.status == 1;
    case Ends::refused: return ended.status == 2;
    case Ends::limit: return ended.status == 1 && ended.output.find("limit") != std::string::npos;
  }
  return false;
}

void write_file(const File& file, const std::filesystem::path& path) {
  std::filesystem::remove(path);
  switch (file.kind) {
    case File::Kind::regular: std::ofstream(path, std::ios::binary) << file.content; break;
    case File::Kind::folder: std::filesystem::create_directory(path); break;
    case File::Kind::fifo: ::mkfifo(path.c_str(), 0600); break;
    case File::Kind::link: std::filesystem::create_symlink(file.content, path); break;
  }
}

const char* errors_of(Complaints complaints) {
  switch (complaints) {
    case Complaints::shown: break;
    case Complaints::closed: return nullptr;
    case Complaints::full: return "/dev/full";
  }
  return "";
}

double highest_megabytes(const Expectation& expectation, const Circumstances& circumstances) {
  const bool is_release = circumstances.build_slowness <= 1;
  return is_release ? expectation.megabytes : expectation.megabytes * 5 + sanitizer_megabytes;
}

double longest_seconds(const Expectation& expectation, const Circumstances& circumstances) {
  return expectation.seconds * circumstances.build_slowness * circumstances.machine_slowness;
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {"validate", "modlink", "validate {}"},
      {"parse", "modlink", "parse {} -o out.wasm", false},
      {"print", "modlink", "print {} -o out.wat", false},
      {"print-desugar", "modlink", "print --desugar {} -o out.wat"},
      {"print-fold", "modlink", "print --fold {} -o out.wat"},
      {"objdump", "modlink", "objdump {}", false},
      {"types", "modlink", "types {} -o out.txt"},
      {"types-json", "modlink", "types --json {} -o out.json"},
      {"subtype", "modlink", "subtype {} {}"},
      {"graph", "modlink", "graph --before {} -o out.dot"},
      {"graph-after", "modlink", "graph --after {} -o out.dot"},
      {"graph-svg", "modlink", "graph --after --format svg {} -o out.svg"},
      {"lint", "modlink", "lint {}"},
      {"bundle", "modlink", "bundle {} -o out.wasm"},
      {"split", "modlink", "split {} --out-dir out"},
      {"flatten", "modlink", "flatten {} -o out.wasm"},
      {"flatten-gc", "modlink", "flatten --gc {} -o out.wasm"},
      {"merge", "modlink", "merge a={} -o out.wasm"},
      {"run", "modlink", "run {}"},
      {"script", "spec-runner", "{}"},
  };
  return all;
}

std::vector<Command> commands_for(const Files& files) {
  std::vector<Command> result;
  for (const Command& command : commands()) {
    if ((command.program == "spec-runner") == is_script(files)) result.push_back(command);
  }
  return result;
}

std::vector<Expectation> expectations(const Shape& shape, const Files& files) {
  std::vector<Expectation> result = shape.expected;
  for (const Command& command : commands_for(files)) {
    const auto is_for = [&](const Expectation& expectation) { return expectation.command == command.name; };
    if (std::none_of(result.begin(), result.end(), is_for)) result.push_back(ends(command.name));
  }
  return result;
}

bool repeats_validation(const Shape& shape, const Expectation& expectation) {
  const auto is_rejected = [](const Expectation& row) {
    const bool fails = row.ends == Ends::limit || row.ends == Ends::failed;
    return row.command == "validate" && fails && row.options.empty() && !row.address_space && !row.stack;
  };
  const auto is_for = [&](const Expectation& row) { return row.command == expectation.command; };
  return std::any_of(shape.expected.begin(), shape.expected.end(), is_rejected) &&
         std::none_of(shape.expected.begin(), shape.expected.end(), is_for) &&
         command_of(expectation.command).validates;
}

void write_files(const Files& files, const std::filesystem::path& folder) {
  for (const File& file : files) write_file(file, folder / file.name);
}

Ended run_command(const Expectation& expectation, const Files& files, const std::filesystem::path& folder,
                  const std::filesystem::path& programs, const Circumstances& circumstances) {
  const Ceilings ceilings{longest_seconds(expectation, circumstances), highest_megabytes(expectation, circumstances),
                          expectation.address_space, circumstances.sanitized, expectation.stack};
  return run_below(ceilings, words_of(expectation, files[0].name, programs), folder, errors_of(expectation.complaints));
}

std::string complaint(const Expectation& expectation, const Ended& ended, const Circumstances& circumstances) {
  std::string result;
  if (ended.signal != 0) result += fmt::format("ended by signal {}\n", ended.signal);
  if (!ends_as_expected(expectation.ends, ended)) result += fmt::format("unexpected exit status {}\n", ended.status);
  if (ended.output.find(expectation.says) == std::string::npos) {
    result += fmt::format("does not say \"{}\"\n", expectation.says);
  }
  if (ended.left_processes) result += "left processes behind\n";
  const double seconds = longest_seconds(expectation, circumstances);
  if (ended.seconds > seconds) result += fmt::format("{:.1f} s, at most {:.1f}\n", ended.seconds, seconds);
  const double megabytes = highest_megabytes(expectation, circumstances);
  if (ended.megabytes > megabytes) result += fmt::format("{:.0f} MB, at most {}\n", ended.megabytes, megabytes);
  return result.empty() ? result : result + ended.output.substr(0, 500);
}

}  // namespace modlink::hostile
