// Command lines: options, subcommands, `--help` and `--version`.
#include "tools/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "tools/cli/marked_words.h"
#include "tools/cli/unknown_words.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/utf8.h"

namespace modlink::cli {

namespace {

// CLI11 takes negative numbers for large ones, and too large ones for the largest.
CLI::Option* with_natural(CLI::Option* option, std::uint64_t most = UINT64_MAX) {
  const auto parse = [most](std::string& text) {
    text = without_mark(text);
    std::string wrong = wrong_natural(text, most);
    if (wrong.empty()) text = std::to_string(*parse_natural(text));
    return wrong;
  };
  return option->transform(CLI::Validator(parse, ""));
}

// As the user has written it.
CLI::Option* unmarked(CLI::Option* option) {
  const auto unmark = [](std::string& word) {
    word = without_mark(word);
    return std::string();
  };
  return option->transform(CLI::Validator(unmark, ""));
}

// "a, b or c"
std::string alternatives(const std::vector<std::string>& words) {
  const std::vector<std::string> others(words.begin(), words.end() - 1);
  return fmt::format("{}{}{}", fmt::join(others, ", "), others.empty() ? "" : " or ", words.back());
}

// What `refuse` throws: only its words may be printed as they are.
struct Refusal : CLI::ValidationError {
  using ValidationError::ValidationError;
};

// Says of which option there are more than there may be, where that is what is wrong.
std::string explain_repetition(const CLI::App& app) {
  const auto is_repeated = [](const CLI::Option* option) {
    return option->count() > 1 && option->get_multi_option_policy() == CLI::MultiOptionPolicy::Throw &&
           option->get_items_expected_max() == 1;
  };
  const std::vector<const CLI::Option*> repeated = app.get_options(is_repeated);
  if (!repeated.empty()) {
    const std::size_t times = repeated[0]->count();
    return fmt::format("{}: given {}", repeated[0]->get_name(), times == 2 ? "twice" : fmt::format("{} times", times));
  }
  for (const CLI::App* command : app.get_subcommands()) {
    if (std::string inside = explain_repetition(*command); !inside.empty()) return inside;
  }
  return {};
}

// CLI11's own words are few, and with them comes what was given.
constexpr std::size_t most_complaint = 160;

std::string complaint(const CLI::App& app, const CLI::Error& error) {
  if (dynamic_cast<const Refusal*>(&error)) return error.what();
  const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&error);
  const bool may_be_unknown = is_missing || dynamic_cast<const CLI::ExtrasError*>(&error);
  std::string better = may_be_unknown ? explain_unknown_word(app) : std::string();
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) better = explain_repetition(app);
  return better.empty() ? shown(error.what(), most_complaint) : better;
}

}  // namespace

Option& Option::type_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Option& Option::shows_default() {
  option_->capture_default_str();
  return *this;
}

Option& Option::takes_one_each() {
  option_->allow_extra_args(false);
  return *this;
}

Option& Option::takes(int values) {
  option_->type_size(values)->expected(1)->allow_extra_args(false);
  return *this;
}

Option& Option::counts_at_once() {
  option_->trigger_on_parse();
  return *this;
}

Option& Option::positive() {
  const auto check = [](const std::string& text) {
    return parse_natural(text) == 0 ? std::string("0 is too small") : std::string();
  };
  option_->check(CLI::Validator(check, ""));
  return *this;
}

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::hidden() {
  option_->group("");
  return *this;
}

Option& Option::excludes(const Option& other) {
  option_->excludes(other.option_);
  return *this;
}

Option& Option::one_of(const std::vector<std::string>& values) {
  option_->type_name(fmt::format("{}", fmt::join(values, "|")));
  const auto check = [values](const std::string& text) {
    const bool is_there = std::find(values.begin(), values.end(), text) != values.end();
    return is_there ? std::string() : fmt::format("`{}`: expected {}", shown(text), alternatives(values));
  };
  option_->check(CLI::Validator(check, ""));
  return *this;
}

Option Command::add_option(const std::string& name, std::string& value, const std::string& what) {
  return Option(unmarked(app_->add_option(name, value, what)));
}

Option Command::add_option(const std::string& name, std::vector<std::string>& value, const std::string& what) {
  return Option(unmarked(app_->add_option(name, value, what)));
}

Option Command::add_option(const std::string& name, std::optional<std::string>& value, const std::string& what) {
  return Option(unmarked(app_->add_option(name, value, what)));
}

Option Command::add_option(const std::string& name, unsigned& value, const std::string& what) {
  return Option(with_natural(app_->add_option(name, value, what), std::numeric_limits<unsigned>::max()));
}

Option Command::add_option(const std::string& name, std::uint64_t& value, const std::string& what) {
  return Option(with_natural(app_->add_option(name, value, what)));
}

Option Command::add_option(const std::string& name, std::optional<std::uint64_t>& value, const std::string& what) {
  return Option(with_natural(app_->add_option(name, value, what)));
}

Option Command::add_setter(const std::string& name, const Set& set, const std::string& what) {
  return Option(unmarked(app_->add_option_function<std::string>(name, set, what)));
}

Option Command::add_each(const std::string& name, const Set& set, const std::string& what) {
  const auto set_all = [set](const std::vector<std::string>& values) {
    for (const std::string& value : values) set(value);
  };
  auto* option = app_->add_option_function<std::vector<std::string>>(name, set_all, what);
  return Option(unmarked(option)->allow_extra_args(false)->take_all());
}

Option Command::add_choice(const std::string& name, const std::string& what, const Choices& choices) {
  std::string values;
  for (const auto& choice : choices) values += (values.empty() ? "" : "|") + choice.first;
  const auto choose = [name, choices, values](const std::string& value) {
    for (const auto& [known, set] : choices) {
      if (value == known) return set();
    }
    refuse(name, fmt::format("`{}` is none of {}", shown(value), values));
  };
  return add_setter(name, choose, what).type_name(values).counts_at_once();
}

Option Command::add_number_by_name(const std::string& name, const std::map<std::string, int>& numbers,
                                   const std::function<void(int)>& set, const std::string& what) {
  const auto set_number = [numbers, set](const std::string& word) { set(numbers.at(word)); };
  std::vector<std::string> words;
  words.reserve(numbers.size());
  for (const auto& [word, number] : numbers) words.push_back(word);
  return add_setter(name, set_number, what).one_of(words);
}

Option Command::add_flag(const std::string& name, bool& value, const std::string& what) {
  return Option(app_->add_flag(name, value, what));
}

Option Command::add_flag(const std::string& name, const std::function<void()>& set, const std::string& what) {
  return Option(app_->add_flag_callback(name, set, what));
}

Option Command::add_last(const std::string& name, const Set& call, const std::string& what) {
  const auto call_and_end = [call](const std::string& value) {
    call(value == "true" ? std::string() : value);  // which CLI11 has for none
    throw CLI::Success();
  };
  CLI::Option* const option = app_->add_option_function<std::string>(name, call_and_end, what);
  return Option(option->expected(0, 1)->trigger_on_parse());
}

void Command::begin_group(const std::string& title) { app_->option_defaults()->group(title); }

// CLI11 has "true" for a flag without a value.
Option Command::add_flag_with_value(const std::string& name, const std::vector<std::string>& values, const Set& set,
                                    const std::string& what) {
  const auto value = std::make_shared<std::string>();
  CLI::Option* const option = app_->add_flag(name, *value, what);
  const auto take = [=](const std::string& given) {
    *value = given == "true" ? values[0] : given;
    const bool is_there = std::find(values.begin(), values.end(), *value) != values.end();
    if (!is_there) return fmt::format("`{}`: expected {}", shown(given), alternatives(values));
    set(*value);
    return std::string();
  };
  option->check(CLI::Validator(take, ""));
  return Option(option);
}

void Command::frees_h() {
  const std::string what = app_->get_help_ptr()->get_description();  // which goes with the flag
  app_->set_help_flag("--help", what);
}

void Command::footer(const std::string& text) { app_->footer(text); }

void Command::callback(const std::function<void()>& call) { app_->callback(call); }

namespace {

// What has no name with dashes is an argument.
std::vector<std::string> long_names(const std::vector<const CLI::Option*>& options) {
  std::vector<std::string> names;
  for (const CLI::Option* option : options) {
    if (!option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
  }
  return names;
}

}  // namespace

std::vector<std::string> Command::option_names() const { return long_names(std::as_const(*app_).get_options()); }

std::vector<std::string> Command::given_options() const {
  return long_names(std::as_const(*app_).get_options([](const CLI::Option* option) { return option->count() > 0; }));
}

Command Command::add_subcommand(const std::string& name, const std::string& what) {
  return Command(app_->add_subcommand(name, what));
}

void Command::require_subcommand() { app_->require_subcommand(1); }

CommandLine::CommandLine(const std::string& description, const std::string& name)
    : CommandLine(std::make_unique<CLI::App>(description, name)) {}

CommandLine::CommandLine(std::unique_ptr<CLI::App> app) : Command(app.get()), owned_(std::move(app)) {}

CommandLine::~CommandLine() = default;

void CommandLine::version(const std::string& text) { owned_->set_version_flag("--version", text); }

std::optional<Status> CommandLine::parse(int argc, const char* const* argv) { return parse({argv, argv + argc}); }

std::optional<Status> CommandLine::parse(const std::vector<std::string>& words) {
  std::vector<std::string> backwards;  // as CLI11 takes them, without the program's name
  bool is_behind = false;
  const bool has_subcommands = !owned_->get_subcommands([](const CLI::App*) { return true; }).empty();
  const bool is_in_front = has_subcommands && words.size() > 1 && words[1] == "--";  // of the subcommand
  for (std::size_t i = is_in_front ? 2 : 1; i < words.size(); ++i) {
    if (is_behind || words[i] != "--") backwards.push_back(is_behind ? marked(words[i]) : words[i]);
    is_behind |= words[i] == "--";
  }
  std::reverse(backwards.begin(), backwards.end());
  if (owned_->get_name().empty()) owned_->name(words[0]);
  owned_->failure_message([](const CLI::App* app, const CLI::Error& error) {
    return CLI::FailureMessage::simple(app, CLI::Error(error.get_name(), complaint(*app, error)));
  });
  try {
    owned_->parse(std::move(backwards));
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    return owned_->exit(error) == 0 ? Status::ok : Status::usage;
  }
}

void parse_words(const std::string& words, const std::function<void(Command)>& add) {
  CLI::App app;
  app.set_help_flag();
  add(Command(&app));
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    throw Failure(Status::usage, complaint(app, error));
  }
}

void refuse(const std::string& option, const std::string& message) { throw Refusal(option, message); }

void missing(const std::string& argument) { throw CLI::RequiredError(argument); }

namespace {

// Nothing unless all of the text is digits; UINT64_MAX and true if it is a larger number.
std::optional<std::pair<std::uint64_t, bool>> parse_digits(const std::string& text) {
  const bool is_hexadecimal = text.rfind("0x", 0) == 0;
  const char* const end = text.data() + text.size();
  std::uint64_t value = UINT64_MAX;
  const std::from_chars_result result =
      std::from_chars(text.data() + (is_hexadecimal ? 2 : 0), end, value, is_hexadecimal ? 16 : 10);
  const bool is_too_large = result.ec == std::errc::result_out_of_range;
  if ((result.ec != std::errc() && !is_too_large) || result.ptr != end) return std::nullopt;
  return std::pair(value, is_too_large);
}

}  // namespace

std::string parse_name(const std::string& option, const std::string& text) {
  if (!is_utf8(text)) refuse(option, fmt::format("`{}` is no name: it is not UTF-8", shown(text)));
  return text;
}

std::pair<std::string, std::string> parse_assignment(const std::string& option, const std::string& text,
                                                     const char* form) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    refuse(option, fmt::format("expected {}", form));
  return {parse_name(option, text.substr(0, equals)), text.substr(equals + 1)};
}

std::pair<std::string, std::string> parse_renaming(const std::string& option, const std::string& text,
                                                   const char* form) {
  auto [from, to] = parse_assignment(option, text, form);
  return {std::move(from), parse_name(option, to)};
}

std::optional<std::uint64_t> parse_natural(const std::string& text) {
  const auto digits = parse_digits(text);
  return digits && !digits->second ? std::optional(digits->first) : std::nullopt;
}

std::string wrong_natural(const std::string& text, std::uint64_t most) {
  const auto digits = parse_digits(text);
  if (!digits) return fmt::format("`{}` is no natural number", shown(text));
  if (digits->second || digits->first > most) return fmt::format("`{}` is too large: at most {}", shown(text), most);
  return {};
}

}  // namespace modlink::cli
