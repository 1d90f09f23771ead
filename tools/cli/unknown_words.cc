// What command lines say about words that they do not know.
#include "tools/cli/unknown_words.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <numeric>
#include <utility>

#include "wast/syntax/identifiers.h"

namespace modlink::cli {

namespace {

// How many characters have to be put in, left out or replaced to make one word the other.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::vector<std::string> subcommands_of(const CLI::App& app) {
  std::vector<std::string> result;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    result.push_back(command->get_name());
  }
  return result;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> result;
  for (const CLI::Option* option : app.get_options()) {
    const bool is_hidden = option->get_group().empty();
    for (const std::string& name : option->get_lnames()) {
      if (!is_hidden) result.push_back("--" + name);
    }
  }
  return result;
}

std::string unknown_subcommand(const std::string& word, const CLI::App& app) {
  const std::vector<std::string> names = subcommands_of(app);
  const std::string meant = nearest(word, names);
  const std::string hint =
      meant.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : fmt::format("did you mean `{}`?", meant);
  return fmt::format("unknown subcommand `{}`; {}", shown(word), hint);
}

std::string unknown_option(const std::string& word, const CLI::App& app) {
  const std::string meant = nearest(word.substr(0, word.find('=')), options_of(app));
  const std::string hint = meant.empty() ? "" : fmt::format("; did you mean `{}`?", meant);
  return fmt::format("unknown option `{}`{}", shown(word), hint);
}

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& names) {
  constexpr std::size_t longest = 40;
  if (word.size() > longest) return {};
  std::size_t least = (word.size() + 2) / 3 + 1;
  std::string result;
  for (const std::string& name : names) {
    const std::size_t found = edit_distance(word, name);
    if (found >= least) continue;
    least = found;
    result = name;
  }
  return result;
}

std::string explain_unknown_word(const CLI::App& program) {
  const auto commands = program.get_subcommands();
  const CLI::App& app = commands.empty() ? program : *commands.front();
  const std::vector<std::string> words = app.remaining();
  if (words.empty()) return {};
  if (words[0].size() > 1 && words[0][0] == '-') return unknown_option(words[0], app);
  if (!subcommands_of(app).empty()) return unknown_subcommand(words[0], app);
  return fmt::format("unexpected argument `{}`", shown(words[0]));
}

}  // namespace modlink::cli
