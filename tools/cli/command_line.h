// Command lines: options, subcommands, `--help` and `--version`.
//
// CLI11 parses them, and only the files beside this one include it: its headers take longer to compile than most of
// what a program does.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/files/failure.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace modlink::cli {

// An option that was added, to say more of it.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  // What `--help` calls its value.
  Option& type_name(const std::string& name);
  // `--help` shows the value that it has now.
  Option& shows_default();
  // It takes one value each time that it is given, and not all that follow.
  Option& takes_one_each();
  // It takes so many values.
  Option& takes(int values);
  // Its value counts at once, before later options; otherwise when all are read.
  Option& counts_at_once();
  // Its value is not 0.
  Option& positive();
  // It has to be given.
  Option& required();
  // `--help` does not show it.
  Option& hidden();
  // It cannot be given together with `other`.
  Option& excludes(const Option& other);
  // Its value is one of these, which is what `--help` calls it.
  Option& one_of(const std::vector<std::string>& values);

 private:
  CLI::Option* option_;
};

// A program or a subcommand of it. What options are bound to has to outlive the parsing.
class Command {
 public:
  using Set = std::function<void(const std::string&)>;

  explicit Command(CLI::App* app) : app_(app) {}

  // An option (`-o,--output`) or, without dashes, a positional argument.
  Option add_option(const std::string& name, std::string& value, const std::string& what);
  Option add_option(const std::string& name, std::vector<std::string>& value, const std::string& what);
  Option add_option(const std::string& name, std::optional<std::string>& value, const std::string& what);
  Option add_option(const std::string& name, unsigned& value, const std::string& what);
  Option add_option(const std::string& name, std::uint64_t& value, const std::string& what);
  Option add_option(const std::string& name, std::optional<std::uint64_t>& value, const std::string& what);
  // One that calls `set`, which may refuse the value.
  Option add_setter(const std::string& name, const Set& set, const std::string& what);
  // The same for one that may be given several times, one value each time.
  Option add_each(const std::string& name, const Set& set, const std::string& what);
  // One with one of a few values, each of which does something, before later options do.
  using Choices = std::vector<std::pair<std::string, std::function<void()>>>;
  Option add_choice(const std::string& name, const std::string& what, const Choices& choices);
  // One whose value is the name of a number.
  Option add_number_by_name(const std::string& name, const std::map<std::string, int>& numbers,
                            const std::function<void(int)>& set, const std::string& what);
  Option add_flag(const std::string& name, bool& value, const std::string& what);
  Option add_flag(const std::string& name, const std::function<void()>& set, const std::string& what);

  // An option that does something and ends the program, before other options are looked at. Without a value it gets an
  // empty one.
  Option add_last(const std::string& name, const Set& call, const std::string& what);

  // Options that are added from now on are shown below this title.
  void begin_group(const std::string& title);

  // A flag that may have one of these values (`--trace=calls`), and without one stands for the first.
  Option add_flag_with_value(const std::string& name, const std::vector<std::string>& values, const Set& set,
                             const std::string& what);

  // `-h` is not for help, but for something else.
  void frees_h();
  // What `--help` ends with.
  void footer(const std::string& text);
  // All options that there are now, by their long names (`--jobs`), in the order in which they were added.
  std::vector<std::string> option_names() const;
  // Those of them that the line gives. For callbacks.
  std::vector<std::string> given_options() const;
  // What is done when the whole line has been parsed. May throw, also by `refuse` and `missing`.
  void callback(const std::function<void()>& call);
  Command add_subcommand(const std::string& name, const std::string& what);
  // Exactly one subcommand has to be given.
  void require_subcommand();

  // The parser itself, for what is made of all that it knows: manual pages.
  CLI::App& app() const { return *app_; }

 private:
  CLI::App* app_;
};

// The command line of a program.
class CommandLine : public Command {
 public:
  CommandLine(const std::string& description, const std::string& name = {});
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // `--version` prints this.
  void version(const std::string& text);
  // Calls the callbacks; nullopt: that is done. Otherwise the program ends: help or the version was all that was asked
  // for, and was printed; or the line was refused, and the reason was printed to standard error. What callbacks throw
  // is not caught, but for `refuse` and `missing`.
  std::optional<Status> parse(int argc, const char* const* argv);
  std::optional<Status> parse(const std::vector<std::string>& words);  // the first is the program's name

 private:
  explicit CommandLine(std::unique_ptr<CLI::App> app);

  std::unique_ptr<CLI::App> owned_;
};

// Parses options out of a line of text: `add` adds those that there are, without `--help`. Throws Failure.
void parse_words(const std::string& words, const std::function<void(Command)>& add);

// To be called by what options set and by callbacks: the value of the option is wrong; an argument is missing.
[[noreturn]] void refuse(const std::string& option, const std::string& message);
[[noreturn]] void missing(const std::string& argument);

// The value `text` of `option` as a name, such as modules, imports and exports have: refused unless it is UTF-8. spec:
// binary/values, Names
std::string parse_name(const std::string& option, const std::string& text);
// The two sides of the first `=`, neither of them empty, of the value `text` of `option`, which is refused otherwise:
// "expected NAME=FILE", if that is its `form`. The first is a name.
std::pair<std::string, std::string> parse_assignment(const std::string& option, const std::string& text,
                                                     const char* form);
// The same where both are names.
std::pair<std::string, std::string> parse_renaming(const std::string& option, const std::string& text,
                                                   const char* form);

// A natural number as options have it, decimal or hexadecimal (`0x10`), below 2^64.
std::optional<std::uint64_t> parse_natural(const std::string& text);
// What is wrong with a text that is to be such a number, and `most` the largest: "`x` is no natural number". Empty if
// nothing is.
std::string wrong_natural(const std::string& text, std::uint64_t most = UINT64_MAX);

}  // namespace modlink::cli
