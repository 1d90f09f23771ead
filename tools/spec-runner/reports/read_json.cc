// Reports in JSON, read. docs/spec-runner-report.schema.json
#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "tools/spec-runner/reports/json.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

using Json = nlohmann::json;

// A value and the way to it, for messages: `scripts[3].directives[0].line`.
class JsonValue {
 public:
  JsonValue(const std::string& file, const Json& json, std::string path = {})
      : file_(file), json_(json), path_(std::move(path)) {}

  [[noreturn]] void fail(const std::string& reason) const {
    const std::string place = path_.empty() ? std::string() : path_ + ": ";
    throw cli::Failure(Status::usage, fmt::format("{}: {}{}", shown_path(file_), place, reason));
  }

  bool has(const char* key) const { return object().contains(key); }

  JsonValue at(const char* key) const {
    if (!has(key)) fail(fmt::format("there is no `{}`", key));
    return {file_, object()[key], path_.empty() ? key : fmt::format("{}.{}", path_, key)};
  }

  template <class Use>
  void for_each(Use use) const {
    if (!json_.is_array()) fail("expected a list");
    for (std::size_t i = 0; i < json_.size(); ++i) use(JsonValue(file_, json_[i], fmt::format("{}[{}]", path_, i)));
  }

  std::uint64_t natural(std::uint64_t most = UINT64_MAX) const {
    if (!json_.is_number_unsigned()) fail("expected a natural number");
    const auto number = json_.get<std::uint64_t>();
    if (number > most) fail(fmt::format("{} is too large: at most {}", number, most));
    return number;
  }

  // Nothing in it does anything to a terminal, whoever wrote it.
  std::string text() const {
    std::string result;
    const auto& whole = raw();
    for (std::size_t begin = 0; begin <= whole.size();) {
      const std::size_t end = std::min(whole.find('\n', begin), whole.size());
      result += without_controls(std::string_view(whole).substr(begin, end - begin));
      if (end < whole.size()) result += '\n';
      begin = end + 1;
    }
    return result;
  }
  std::string word() const { return without_controls(raw()); }
  // Empty if there is none.
  std::string text(const char* key) const { return has(key) ? at(key).text() : std::string(); }

 private:
  const Json& object() const {
    if (!json_.is_object()) fail("expected an object");
    return json_;
  }
  const std::string& raw() const {
    if (!json_.is_string()) fail("expected a string");
    return json_.get_ref<const std::string&>();
  }

  const std::string& file_;
  const Json& json_;
  std::string path_;
};

Status read_status(const JsonValue& value) { return static_cast<Status>(value.natural(3)); }

std::uint32_t read_u32(const JsonValue& value) {
  return static_cast<std::uint32_t>(value.natural(std::numeric_limits<std::uint32_t>::max()));
}

Verdict read_verdict(const JsonValue& value) {
  if (const auto verdict = find_verdict(value.word())) return *verdict;
  value.fail(fmt::format("unknown status `{}`", shown(value.word())));
}

std::unique_ptr<Explanation> read_explanation(const JsonValue& value) {
  if (!value.has("message")) return nullptr;
  auto explanation = std::make_unique<Explanation>();
  explanation->message = value.text("message");
  explanation->expected = value.text("expected");
  explanation->found = value.text("found");
  explanation->code = value.text("code");
  explanation->stack = value.text("stack");
  explanation->excerpt = value.text("excerpt");
  explanation->diagnosis = value.text("diagnosis");
  return explanation;
}

// Whoever has a keyword of his own in each directive has no script.
constexpr std::size_t most_keywords = 1000;

void read_directive(const JsonValue& value, ScriptResult& script) {
  const std::string file = value.has("file") ? value.at("file").word() : script.path;
  const std::string keyword = value.at("keyword").word();
  DirectiveResult result = script.make(file, read_u32(value.at("line")), read_u32(value.at("column")), keyword);
  if (script.keywords.size() > most_keywords) value.fail(fmt::format("more than {} keywords", most_keywords));
  result.verdict = read_verdict(value.at("status"));
  result.duration = value.at("duration_ns").natural();
  result.explanation = read_explanation(value);
  if (is_bad(result.verdict) && !result.explanation) value.fail("it failed, and there is no `message`");
  script.directives.push_back(std::move(result));
}

ScriptResult read_script(const JsonValue& value) {
  ScriptResult script(value.at("path").word());
  script.counts.status = read_status(value.at("exit_status"));
  script.duration = value.at("duration_ns").natural();
  script.not_run = value.at("status").word() == "not_run";
  script.error = value.text("error");
  script.signal = value.text("signal");
  value.at("directives").for_each([&](const JsonValue& directive) { read_directive(directive, script); });
  script.counts = count(script);
  if (script.counts.failed > 0) script.counts.raise(Status::failed);
  return script;
}

std::optional<Shard> read_shard(const JsonValue& value) {
  if (!value.has("shard")) return std::nullopt;
  const JsonValue shard = value.at("shard");
  const Shard result{shard.at("index").natural(), shard.at("count").natural()};
  if (result.index == 0 || result.index > result.count) shard.fail(to_string(result) + " is no part");
  return result;
}

void check_format(const JsonValue& value) {
  if (!value.has("format") || value.at("format").word() != "spec-runner-report") {
    value.fail("this is no report of spec-runner: there is no `\"format\": \"spec-runner-report\"`");
  }
  const std::uint64_t version = value.at("version").natural();
  if (version != 1) value.fail(fmt::format("a report of version {}; only version 1 is known", version));
}

Json parse(const std::string& name, std::string content) {
  try {
    return Json::parse(content);
  } catch (const Json::parse_error& error) {
    const auto source = std::make_shared<const Source>(name, std::move(content), Source::Kind::text);
    const std::size_t place = error.byte > 0 ? error.byte - 1 : 0;
    throw cli::Failure(Status::usage, "this is no JSON", source, static_cast<Pos>(place));
  } catch (const Json::exception&) {  // a number that is none
    throw cli::Failure(Status::usage, fmt::format("{}: this is no JSON", shown_path(name)));
  }
}

}  // namespace

RunResult read_json(const std::string& name, std::string content) {
  const Json json = parse(name, std::move(content));
  const JsonValue value(name, json);
  check_format(value);
  RunResult run;
  run.duration = value.at("duration_ns").natural();
  run.shard = read_shard(value);
  run.total.status = read_status(value.at("exit_status"));
  value.at("scripts").for_each([&](const JsonValue& script) { run.scripts.push_back(read_script(script)); });
  for (const ScriptResult& script : run.scripts) run.total.add(script.counts);
  return run;
}

}  // namespace modlink::runner
