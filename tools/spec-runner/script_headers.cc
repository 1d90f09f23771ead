// What the first lines of scripts ask for.
#include "tools/spec-runner/script_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "tools/cli/language_options.h"
#include "tools/files/standard_streams.h"
#include "tools/spec-runner/dialect_options.h"
#include "tools/spec-runner/features_of_others.h"
#include "tools/spec-runner/trim.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// Cuts off everything up to the first of `separators`, and returns it.
std::string_view cut(std::string_view& text, std::string_view separators) {
  const std::size_t end = std::min(text.find_first_of(separators), text.size());
  const std::string_view first = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return first;
}

// The lines of a script, with their numbers.
class Lines {
 public:
  explicit Lines(std::string_view content) : rest_(content) {}

  bool at_end() const { return rest_.empty(); }
  bool begins_with(std::string_view prefix) const { return rest_.starts_with(prefix); }
  std::uint32_t number() const { return number_; }  // of the next one
  std::string_view next() {
    const std::size_t end = std::min(rest_.find_first_of("\r\n"), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + (rest_.substr(end, 2) == "\r\n" ? 2 : 1), rest_.size()));
    ++number_;
    return line;
  }

 private:
  std::string_view rest_;
  std::uint32_t number_ = 1;
};

// The words of a command of which this is the first line.
std::vector<std::string_view> read_command(std::string_view text, Lines& lines) {
  std::vector<std::string_view> words;
  for (bool more = true; more;) {
    more = text.ends_with('\\');
    if (more) text.remove_suffix(1);
    for (text = trim(text); !text.empty(); text = trim(text)) words.push_back(cut(text, blanks));
    more = more && lines.begins_with(";;");
    if (more) text = lines.next().substr(2);
  }
  return words;
}

// The first command `wast` among the leading comments, and its line.
std::vector<std::string_view> find_command(std::string_view content, std::uint32_t& line) {
  for (Lines lines(content); !lines.at_end();) {
    line = lines.number();
    std::string_view text = lines.next();
    if (!text.starts_with(";;") && !trim(text).empty()) break;
    if (!text.starts_with(";; RUN")) continue;
    cut(text, ":");
    std::vector<std::string_view> words = read_command(text, lines);
    if (!words.empty() && words.front() == "wast") return words;
  }
  return {};
}

// What the headers of one script do.
class Headers {
 public:
  Headers(const std::string& name, std::string_view content, Settings& settings, const Warn& warn)
      : name_(name), content_(content), settings_(settings), warn_(warn) {}

  // `;; options: …`
  void heed_options();
  // `;;! key = true`, leading lines. That they are in the manner of TOML is wasmtime's.
  void heed_keys();
  // `;; RUN: wast …`, the first of them.
  void heed_run_lines();

 private:
  static constexpr unsigned most_warnings = 20;

  void warn(std::uint32_t line, const std::string& message);
  void set_key(std::uint32_t line, std::string_view key, bool value);
  void heed_run_option(std::uint32_t line, std::string_view option, std::string_view value);
  void set_features(std::uint32_t line, std::string_view list);

  const std::string& name_;
  std::string_view content_;
  Settings& settings_;
  const Warn& warn_;
  unsigned warnings_ = 0;
};

void Headers::warn(std::uint32_t line, const std::string& message) {
  if (++warnings_ > most_warnings) return;
  const char* more = warnings_ == most_warnings ? " (no more of these are shown)" : "";
  warn_(fmt::format("{}:{}: warning: {}{}", shown_path(name_), line, message, more));
}

void Headers::heed_options() {
  constexpr std::string_view begin = ";; options:";
  Lines lines(content_);
  if (!lines.begins_with(begin)) return;
  try {
    cli::parse_language_options(std::string(lines.next().substr(begin.size())), settings_.language,
                                add_script_switches);
  } catch (const cli::Failure& failure) {
    throw cli::Failure(failure.status, fmt::format("{}:1: options: {}", shown_path(name_), failure.message));
  }
}

void Headers::set_key(std::uint32_t line, std::string_view key, bool value) {
  if (key == "hogs_memory" || key == "nan_canonicalization") return;  // about engines, and not about the language
  if (key == "spec_test") {
    if (value) settings_.language.scripts.messages = cli::Messages::ignore;
    return;
  }
  const std::string wrong = switch_feature(settings_.language.features, key, value);
  if (!wrong.empty()) warn(line, wrong);
}

void Headers::heed_keys() {
  constexpr std::string_view begin = ";;!";
  for (Lines lines(content_); lines.begins_with(begin);) {
    const std::uint32_t number = lines.number();
    std::string_view rest = lines.next().substr(begin.size());
    std::string_view assignment = trim(cut(rest, "#"));
    if (assignment.empty()) continue;
    const std::string_view whole = assignment;
    const std::string_view key = trim(cut(assignment, "="));
    const std::string_view value = trim(assignment);
    if (key.empty() || (value != "true" && value != "false")) {
      warn(number, fmt::format("expected `key = true` or `key = false`, not `{}`", shown(whole)));
    } else {
      set_key(number, key, value == "true");
    }
  }
}

void Headers::set_features(std::uint32_t line, std::string_view list) {
  while (!list.empty()) {
    const std::string_view item = trim(cut(list, ","));
    if (item.empty()) continue;
    const std::string wrong = apply_wasm_tools_feature(settings_.language.features, item);
    if (!wrong.empty()) warn(line, wrong);
  }
}

void Headers::heed_run_option(std::uint32_t line, std::string_view option, std::string_view value) {
  if (option == "-f" || option == "--features") set_features(line, value);
  if (option == "--ignore-error-messages") settings_.language.scripts.messages = cli::Messages::ignore;
}

void Headers::heed_run_lines() {
  std::uint32_t line = 1;
  const std::vector<std::string_view> words = find_command(content_, line);
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::string_view value = words[i];
    const std::string_view option = cut(value, "=");
    const bool is_apart = words[i].find('=') == std::string_view::npos;
    heed_run_option(line, option, is_apart && i + 1 < words.size() ? words[i + 1] : value);
  }
}

}  // namespace

void warn_on_standard_error(std::string_view line) { cli::complain({line}); }

Settings settings_of(const std::string& name, std::string_view content, const Settings& settings, const Warn& warn) {
  Settings result = settings;
  if (settings.ignore_script_options) return result;
  Headers headers(name, content, result, warn);
  if (settings.language.scripts.run_lines) headers.heed_run_lines();
  headers.heed_keys();
  headers.heed_options();
  return result;
}

}  // namespace modlink::runner
