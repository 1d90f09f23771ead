// What command lines say about words that they do not know.
#include "tools/cli/unknown_words.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <vector>

#include "tools/cli/marked_words.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/nearest_word.h"

namespace modlink::cli {

namespace {

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
  const std::string meant = nearest(word, {names.begin(), names.end()});
  const std::string hint =
      meant.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : fmt::format("did you mean `{}`?", meant);
  return fmt::format("unknown subcommand `{}`; {}", shown(word), hint);
}

std::string unknown_option(const std::string& word, const CLI::App& app) {
  const std::vector<std::string> options = options_of(app);
  const std::string meant = nearest(word.substr(0, word.find('=')), {options.begin(), options.end()});
  const std::string hint = meant.empty() ? "" : fmt::format("; did you mean `{}`?", meant);
  return fmt::format("unknown option `{}`{}", shown(word), hint);
}

}  // namespace

std::string explain_unknown_word(const CLI::App& program) {
  const auto commands = program.get_subcommands();
  const CLI::App& app = commands.empty() ? program : *commands.front();
  const std::vector<std::string> words = app.remaining();
  if (words.empty()) return {};
  if (words[0].size() > 1 && words[0][0] == '-') return unknown_option(words[0], app);
  const std::string word = without_mark(words[0]);
  if (!subcommands_of(app).empty()) return unknown_subcommand(word, app);
  return fmt::format("unexpected argument `{}`", shown(word));
}

}  // namespace modlink::cli
