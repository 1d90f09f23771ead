// Manual pages, made of what `--help` says. The language is that of man(7).
#include "tools/cli/man_page.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <sstream>
#include <vector>

#include "tools/files/failure.h"
#include "tools/files/files.h"

namespace modlink::cli {

namespace {

std::string escaped(const std::string& text) {
  std::string result;
  for (char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      result += c;
    }
  }
  // A control character at the beginning of a line would be a request.
  return !result.empty() && (result[0] == '.' || result[0] == '\'') ? "\\&" + result : result;
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

// Paragraphs; lines that are indented stay as they are.
void add_text(std::string& page, const std::string& text) {
  std::istringstream lines(text);
  bool verbatim = false;
  for (std::string line; std::getline(lines, line);) {
    const bool indented = line.rfind("  ", 0) == 0;
    if (indented != verbatim) page += indented ? ".RS\n.nf\n" : ".fi\n.RE\n";
    verbatim = indented;
    page += line.empty() ? ".PP\n" : escaped(indented ? line.substr(2) : line) + "\n";
  }
  if (verbatim) page += ".fi\n.RE\n";
}

bool is_hidden(const CLI::Option& option) { return option.get_group().empty(); }

void add_synopsis(std::string& page, const CLI::App& app, const std::string& command) {
  page += fmt::format(".SH SYNOPSIS\n.B {}\n[\\fIOPTIONS\\fR]", escaped(command));
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() && !is_hidden(*option)) {
      page += fmt::format(" \\fI{}\\fR{}", escaped(option->get_name(true)),
                          option->get_items_expected_max() > 1 ? "..." : "");
    }
  }
  if (!app.get_subcommands({}).empty()) page += " \\fICOMMAND\\fR ...";
  page += "\n";
}

void add_option(std::string& page, const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += fmt::format(", \\fB\\-{}\\fR", escaped(name));
  for (const std::string& name : option.get_lnames()) names += fmt::format(", \\fB\\-\\-{}\\fR", escaped(name));
  if (names.empty()) names = fmt::format(", \\fI{}\\fR", escaped(option.get_name(true)));
  const bool takes_value =
      option.get_items_expected_max() > 0 && !(option.get_snames().empty() && option.get_lnames().empty());
  const std::string value = takes_value ? fmt::format(" \\fI{}\\fR", escaped(option.get_type_name())) : std::string();
  page += fmt::format(".TP\n{}{}\n{}\n", names.substr(2), value, escaped(option.get_description()));
}

// Those of a group below its title, unless there is but one.
void add_options(std::string& page, const CLI::App& app) {
  std::vector<std::string> groups;
  for (const std::string& group : app.get_groups()) {
    if (!group.empty()) groups.push_back(group);
  }
  for (const std::string& group : groups) {
    if (groups.size() > 1) page += fmt::format(".SS {}\n", escaped(group));
    const auto is_in_group = [&](const CLI::Option* option) { return option->get_group() == group; };
    for (const CLI::Option* option : app.get_options(is_in_group)) add_option(page, *option);
  }
}

// `name` is "modlink-print", `version` "modlink 1.0".
std::string man_page(const CLI::App& app, const std::string& name, const std::string& version) {
  std::string command = name;
  if (app.get_parent()) command[app.get_parent()->get_name().size()] = ' ';
  std::string page = fmt::format(".TH {} 1 \"\" \"{}\" \"User Commands\"\n", in_capitals(escaped(name)), version);
  page += fmt::format(".SH NAME\n{} \\- {}\n", escaped(name), escaped(app.get_description()));
  add_synopsis(page, app, command);
  page += ".SH DESCRIPTION\n";
  std::string text = app.get_footer();
  text.erase(0, text.find_first_not_of('\n'));
  add_text(page, text);
  const auto commands = app.get_subcommands({});
  if (!commands.empty()) page += ".SH COMMANDS\n";
  for (const CLI::App* item : commands) {
    page += fmt::format(".TP\n\\fB{}\\-{}\\fR(1)\n{}\n", escaped(name), escaped(item->get_name()),
                        escaped(item->get_description()));
  }
  page += ".SH OPTIONS\n";
  add_options(page, app);
  if (app.get_parent()) page += fmt::format(".SH SEE ALSO\n\\fB{}\\fR(1)\n", escaped(app.get_parent()->get_name()));
  return page;
}

void write_pages(const CLI::App& app, const std::string& directory, const std::string& version) {
  const std::string& program = app.get_name();
  write_file(fmt::format("{}/{}.1", directory, program), man_page(app, program, version));
  for (const CLI::App* command : app.get_subcommands({})) {
    const std::string name = fmt::format("{}-{}", program, command->get_name());
    write_file(fmt::format("{}/{}.1", directory, name), man_page(*command, name, version));
  }
}

}  // namespace

void add_man_option(Command program, const std::string& version) {
  CLI::App& app = program.app();
  const auto write = [&app, version](const std::string& directory) {
    try {
      write_pages(app, directory, version);
    } catch (const Failure& failure) {
      refuse("--man", failure.text());
    }
    throw CLI::Success();
  };
  app.add_option_function<std::string>("--man", write, "write manual pages")->group("")->trigger_on_parse();
}

}  // namespace modlink::cli
