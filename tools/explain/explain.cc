// What `--explain` prints. docs/errors.md
#include "tools/explain/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "tools/explain/places.h"
#include "wast/syntax/error_code.h"
#include "wast/syntax/nearest_word.h"

namespace modlink::explain {

namespace {

// Lines of words, 100 characters at most, where no word is longer.
std::string wrapped(const std::string& text) {
  constexpr std::size_t width = 100;
  std::istringstream words(text);
  std::string result;
  std::size_t column = 0;
  for (std::string word; words >> word;) {
    const bool fits = column + 1 + word.size() <= width;
    if (column > 0) result += fits ? " " : "\n";
    column = (column > 0 && fits ? column + 1 : 0) + word.size();
    result += word;
  }
  return result + "\n";
}

std::string indented(const std::string& text) {
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) result += line.empty() ? "\n" : "  " + line + "\n";
  return result;
}

std::string to_text(const Explanation& explanation) {
  std::string result = fmt::format("{}: {}\n\n{}\nWritten in\n\n", explanation.code, describe_words(explanation.code),
                                   wrapped(explanation.rule));
  for (const Place& place : places_of(explanation.places)) result += fmt::format("  {}\n", to_text(place));
  result += fmt::format("\nThis fails:\n\n{}\nThis does not:\n\n{}\n", indented(explanation.failing),
                        indented(explanation.fixed));
  if (explanation.command.empty()) return result + "These are parts of programs that use the library.\n";
  return result + fmt::format("To try it: {}\n", explanation.command);
}

}  // namespace

Chapter make_chapter(std::string_view title, std::span<const Row> rows) {
  Chapter chapter{title, {}};
  for (const Row& row : rows)
    chapter.explanations.push_back({row.code, row.rule, row.places, row.failing, row.fixed, row.command});
  return chapter;
}

std::vector<Chapter> chapters() {
  return {text_chapter(),    binary_chapter(),    custom_chapter(), unknown_chapter(), validation_chapter(),
          linking_chapter(), execution_chapter(), limits_chapter(), library_chapter()};
}

std::string describe_words(const std::string& code) {
  const auto words = words_of_error(code);
  if (words.empty()) return "a limit of the implementation";
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string list_codes() {
  std::string result;
  for (const Chapter& chapter : chapters()) {
    result += fmt::format("{}{}\n", result.empty() ? "" : "\n", chapter.title);
    for (const Explanation& explanation : chapter.explanations) {
      result += fmt::format("  {:<32} {}\n", explanation.code, describe_words(explanation.code));
    }
  }
  return result;
}

std::optional<Explanation> find_explanation(std::string_view code) {
  std::string wanted(code);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  for (const Chapter& chapter : chapters()) {
    for (const Explanation& explanation : chapter.explanations) {
      if (explanation.code == wanted) return explanation;
    }
  }
  return std::nullopt;
}

std::string explain(std::string_view code) {
  const std::optional<Explanation> found = find_explanation(code);
  return found ? to_text(*found) : std::string();
}

std::string nearest_code(std::string_view code) {
  const std::vector<std::string> codes = error_codes();
  return nearest(code, {codes.begin(), codes.end()});
}

}  // namespace modlink::explain
