// What the targets of fuzzing begin with: inputs, and words.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace modlink::fuzz {

// What a target is given: binaries, texts of modules, either of them, scripts, or bytes that are choices.
enum class Form { binary, text, module, script, choices };

struct Target {
  std::string_view name;
  Form form;
};
// By the names of the files in tools/fuzz/targets/.
std::vector<Target> targets();

// Inputs made of files.
class Corpus {
 public:
  // Of the files at these paths and in folders. Throws std::filesystem::filesystem_error.
  explicit Corpus(const std::vector<std::filesystem::path>& paths);

  // Different inputs of that form; at most so many, from all of them alike.
  std::vector<std::string> inputs(Form form, std::size_t most) const;

 private:
  std::set<std::string> binaries_, texts_, scripts_;
};

// The words of that form, of the tables of the language, as libFuzzer and AFL read them: a line `"word"` each.
std::string dictionary(Form form);

}  // namespace modlink::fuzz
