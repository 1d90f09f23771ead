// Files with modules, made smaller: `modlink oracle --shrink`.
#include "tools/shrink/shrink_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/files/output.h"
#include "tools/files/standard_streams.h"
#include "tools/shrink/by_command.h"
#include "tools/shrink/by_engine.h"
#include "tools/shrink/form.h"
#include "tools/shrink/held_signals.h"
#include "tools/shrink/shrinker.h"
#include "wast/syntax/error.h"
#include "wast/syntax/identifiers.h"

namespace modlink::shrink {

namespace fs = std::filesystem;

namespace {

using cli::Failure;
using cli::Form;
using cli::Status;

// A file, and the one that becomes of it.
struct File {
  std::string path;
  std::string name;  // without its folder
  std::string content;
  std::string binary;
  Form form = Form::binary;  // of candidates
  std::string output;
  Form output_form = Form::binary;

  std::string stem() const { return fs::path(name).stem().string(); }
};

std::string beside(const std::string& path) {
  const fs::path of = path;
  return (of.parent_path() / (of.stem().string() + ".shrunken" + of.extension().string())).string();
}

// A text without an encoding is no module that could be tried.
std::string to_binary(const SourcePtr& source, const cli::Language& language) {
  if (source->kind() == Source::Kind::binary) return std::string(source->content());
  return in_source(source, [&] {
    const Bytes bytes = cli::encode(cli::read_module(source, language), language);
    return std::string(bytes.begin(), bytes.end());
  });
}

File read_file(const std::string& path, const cli::Language& language) {
  const SourcePtr source = cli::read_source(path, language);
  File file;
  file.path = path;
  file.form = source->kind() == Source::Kind::text ? Form::text : Form::binary;
  file.name =
      path == "-" ? (file.form == Form::text ? "module.wat" : "module.wasm") : fs::path(path).filename().string();
  file.content = source->content();
  file.binary = to_binary(source, language);
  if (file.form == Form::binary) in_source(source, [&] { cli::read_module(source, language); });
  return file;
}

// Beside what is no file, nothing is written.
void demand_place(const std::string& path) {
  if (path == "-") throw Failure(Status::usage, "--output is required with standard input");
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return;
  const char* const kind = cli::kind_of_file(status.st_mode);
  throw Failure(Status::usage, fmt::format("--output is required with {}, which {}", shown_path(path), kind));
}

void set_output(File& file, const ShrinkOptions& options) {
  const bool is_folder = options.files.size() > 1;
  file.output_form = file.form;
  if (!options.output) demand_place(file.path);
  file.output = !options.output ? beside(file.path)
                : is_folder     ? (fs::path(*options.output) / file.name).string()
                                : *options.output;
  if (options.output && !is_folder && file.output != "-") file.output_form = cli::form_of(file.output, false);
  if (file.path != "-" && cli::is_one_output(file.path, file.output)) {
    throw Failure(Status::usage, fmt::format("--output: {} would be overwritten", shown_path(file.path)));
  }
}

std::vector<File> read_files(const ShrinkOptions& options, const cli::Language& language) {
  std::vector<File> files;
  for (const std::string& path : options.files) {
    files.push_back(read_file(path, language));
    set_output(files.back(), options);
    for (std::size_t i = 0; i + 1 < files.size(); ++i) {
      if (files[i].name != files.back().name) continue;
      throw Failure(Status::usage, fmt::format("two files are called {}", shown_path(files[i].name)));
    }
  }
  return files;
}

// What is written, and what of it is there already.
class Outputs {
 public:
  Outputs(const std::vector<File>& files, const cli::Language& language) : files_(files), language_(language) {
    for (const File& file : files) written_.push_back(file.binary);
  }

  void better(const Binaries& best) {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (best[i] != written_[i] && files_[i].output != "-") write(i, best[i]);
    }
  }

  // What could not be made smaller too.
  void finish(const Binaries& best) {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const File& file = files_[i];
      const bool is_unchanged = best[i] == file.binary;
      if (is_unchanged && file.form == file.output_form) {
        put(file, file.content);
      } else if (is_unchanged || file.output == "-") {
        write(i, best[i]);
      }
    }
  }

 private:
  void write(std::size_t file, const std::string& binary) {
    written_[file] = binary;
    put(files_[file], in_form(binary, files_[file].output_form, language_));
  }

  static void put(const File& file, const std::string& content) {
    if (file.output == "-") return cli::print(content);
    cli::write_files({{file.output, content}});
  }

  const std::vector<File>& files_;
  const cli::Language& language_;
  Binaries written_;
};

std::string tries_text(std::uint64_t tries) { return with_commas(tries) + (tries == 1 ? " try" : " tries"); }

// Sizes are those of binaries, whatever the form of the files.
void report(const std::vector<File>& files, const Binaries& best, std::uint64_t tries, End end) {
  std::string text;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const char* const between = files.size() > 1 ? "\n" : ", ";
    text += fmt::format("{}: {} → {} bytes{}", shown_path(files[i].path), with_commas(files[i].binary.size()),
                        with_commas(best[i].size()), between);
  }
  text += tries_text(tries);
  if (end == End::tries) text += ", and no more were allowed";
  if (end == End::interrupted) text += ", interrupted";
  const bool is_output = files.size() == 1 && files[0].output == "-";
  is_output ? cli::complain({text}) : cli::print(text + "\n");
}

// Runs for any test: `why` says what the last one was like, where the answer was no; `why_at_first` where it was about
// the files as they are.
class Run {
 public:
  using Why = std::function<std::string()>;
  Run(const std::vector<File>& files, Test& test, Why why, const cli::Language& language, const Why& why_at_first = {})
      : files_(files),
        test_(test),
        why_(std::move(why)),
        why_at_first_(why_at_first ? why_at_first : why_),
        language_(language),
        outputs_(files, language) {}

  Status shrink(std::optional<std::uint64_t> tries) {
    Shrinker shrinker(binaries(), test_, language_, [&](const Binaries& best) { outputs_.better(best); });
    if (!test_.accepts(binaries())) throw Failure(Status::failed, fmt::format("{}: {}", names(), why_at_first_()));
    const End end = shrinker.run(tries);
    outputs_.finish(shrinker.best());
    report(files_, shrinker.best(), shrinker.tries(), end);
    return end == End::interrupted ? Status::failed : check(shrinker.best());
  }

 private:
  Binaries binaries() const {
    Binaries result;
    for (const File& file : files_) result.push_back(file.binary);
    return result;
  }

  std::string names() const {
    std::string result;
    for (const File& file : files_) result += (result.empty() ? "" : ", ") + shown_path(file.path);
    return result;
  }

  // Whoever says yes has to say so again.
  Status check(const Binaries& best) {
    if (test_.accepts(best)) return Status::ok;
    cli::complain({names(), ": what was written is of no interest any more: ", why_(), "; not each run is the same"});
    return Status::failed;
  }

  const std::vector<File>& files_;
  Test& test_;
  const Why why_;
  const Why why_at_first_;
  const cli::Language& language_;
  Outputs outputs_;
};

bool are_binaries(const std::vector<File>& files) {
  return std::all_of(files.begin(), files.end(), [](const File& file) { return file.form == Form::binary; });
}

// Candidates are printed: whoever looks for words of a text may not find them there.
std::string refusal_of_texts(CommandTest& test, const std::vector<File>& files) {
  const std::string end = test.last_end();
  std::vector<std::string> contents;
  contents.reserve(files.size());
  for (const File& file : files) contents.push_back(file.content);
  const char* const how = test.accepts_contents(contents) ? "finds it interesting as it is, but not"
                                                          : "does not find it interesting, neither as it is nor";
  return fmt::format("the command {} printed anew, as candidates are: {}", how, end);
}

Status shrink_by_command(const ShrinkOptions& options, const std::vector<File>& files, const cli::Language& language,
                         const HeldSignals& signals) {
  std::vector<CandidateFile> candidates;
  candidates.reserve(files.size());
  for (const File& file : files) candidates.push_back({file.name, file.form});
  CommandTest test(*options.command, std::move(candidates), language, options.timeout, signals);
  const auto why = [&] { return "the command does not find it interesting: " + test.last_end(); };
  const auto why_at_first = [&] { return are_binaries(files) ? why() : refusal_of_texts(test, files); };
  return Run(files, test, why, language, why_at_first).shrink(options.tries);
}

Status shrink_by_engine(const ShrinkOptions& options, const std::vector<File>& files, const cli::Language& language,
                        const HeldSignals& signals) {
  std::vector<std::string> names;
  names.reserve(files.size());
  for (const File& file : files) names.push_back(file.stem());
  EngineTest test(*options.engine, std::move(names), language, options.fuel, options.timeout, signals);
  for (const std::string& cause : options.disregarded) test.disregard(cause);
  const auto why = [&] { return test.why_not(); };
  const Status status = Run(files, test, why, language).shrink(options.tries);
  if (test.difference()) cli::complain({describe(*test.difference())});
  return status;
}

}  // namespace

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

Status shrink_files(const ShrinkOptions& options, const cli::Language& language) {
  const std::vector<File> files = read_files(options, language);
  // It ends when everything else has: then what has come meanwhile ends the program.
  const HeldSignals signals;
  try {
    const auto shrink = options.command ? shrink_by_command : shrink_by_engine;
    return shrink(options, files, language, signals);
  } catch (const Interrupted&) {
    return Status::failed;
  }
}

}  // namespace modlink::shrink
