// What changed between two runs, or two engines.
#include "tools/spec-runner/reports/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// The n-th directive at a place of a script.
struct Key {
  std::string_view file;
  std::uint32_t line;
  std::uint32_t column;
  std::string_view keyword;
  std::uint32_t number;
  auto tie() const { return std::tie(file, line, column, keyword, number); }
  friend bool operator<(const Key& a, const Key& b) { return a.tie() < b.tie(); }
};

struct Ending {
  Verdict verdict;
  const Explanation* explanation;
  const std::string* error = nullptr;  // of a script

  std::string text() const {
    if (error) return *error;
    if (!explanation) return to_string(verdict);
    if (explanation->expected.empty()) return explanation->message;
    return fmt::format("{} (expected {}, found {})", explanation->message, explanation->expected, explanation->found);
  }
};

using Endings = std::map<Key, Ending>;

// The first number that is free at the place.
std::uint32_t next_number(const Endings& endings, Key key) {
  key.number = UINT32_MAX;
  const auto behind = endings.upper_bound(key);
  if (behind == endings.begin()) return 0;
  const Key& last = std::prev(behind)->first;
  key.number = last.number;
  return key.tie() == last.tie() ? last.number + 1 : 0;
}

// The folder that all scripts of a run are in, with the slash at its end.
std::string_view folder_of(const RunResult& run) {
  if (run.scripts.empty()) return {};
  std::string_view folder = run.scripts[0].path;
  for (const ScriptResult& script : run.scripts) {
    const std::string_view path = script.path;
    const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    folder = folder.substr(0, static_cast<std::size_t>(end - folder.begin()));
  }
  return folder.substr(0, folder.rfind('/') + 1);
}

std::string_view without(std::string_view folder, std::string_view path) {
  return path.substr(0, folder.size()) == folder ? path.substr(folder.size()) : path;
}

void add_endings(const ScriptResult& script, std::string_view folder, Endings& endings) {
  const auto add = [&](Key key, const Ending& ending) {
    key.number = next_number(endings, key);
    endings.emplace(key, ending);
  };
  for (const DirectiveResult& result : script.directives) {
    add({without(folder, script.file_of(result)), result.line, result.column, script.keyword_of(result), 0},
        {result.verdict, result.explanation.get()});
  }
  if (!script.error.empty())
    add({without(folder, script.path), 0, 0, "script", 0}, {Verdict::error, nullptr, &script.error});
}

using Scripts = std::map<std::string_view, Endings>;

// By their paths, or by those within the folder.
Scripts scripts_of(const RunResult& run, std::string_view folder) {
  Scripts scripts;
  for (const ScriptResult& script : run.scripts) {
    add_endings(script, folder, scripts[without(folder, script.path)]);
  }
  return scripts;
}

bool have_common_path(const RunResult& before, const RunResult& after) {
  std::set<std::string_view> paths;
  for (const ScriptResult& script : before.scripts) paths.insert(script.path);
  return std::any_of(after.scripts.begin(), after.scripts.end(),
                     [&](const ScriptResult& script) { return paths.contains(script.path); });
}

std::string describe_key(const Key& key) {
  if (key.line == 0) return shown_path(key.file);
  return fmt::format("{}:{}:{} {}", shown_path(key.file), key.line, key.column, key.keyword);
}

class Comparer {
 public:
  Comparer(const Scripts& before, const Scripts& after) : before_(before), after_(after) {}

  Comparison run() {
    for (const auto& [path, endings] : before_) {
      const auto other = after_.find(path);
      if (other == after_.end()) {
        result_.only_before.emplace_back(path);
      } else {
        compare_scripts(endings, other->second);
      }
    }
    for (const auto& [path, endings] : after_) {
      if (before_.count(path) != 0) continue;
      result_.only_after.emplace_back(path);
      for (const auto& [key, ending] : endings) add_new(key, ending, "not there");
    }
    return std::move(result_);
  }

 private:
  void add_new(const Key& key, const Ending& ending, const char* before) {
    if (is_bad(ending.verdict)) result_.new_failures.push_back({describe_key(key), before, ending.text()});
  }

  void compare_scripts(const Endings& before, const Endings& after) {
    for (const auto& [key, ending] : before) {
      const auto other = after.find(key);
      if (other != after.end()) {
        compare_endings(key, ending, other->second);
      } else if (key.line == 0) {
        result_.mended.push_back({describe_key(key), ending.text(), "came to its end"});
      } else {
        ++result_.directives_only_before;
      }
    }
    for (const auto& [key, ending] : after) {
      if (before.count(key) != 0) continue;
      if (key.line != 0) ++result_.directives_only_after;
      add_new(key, ending, key.line != 0 ? "not there" : "came to its end");
    }
  }

  void compare_endings(const Key& key, const Ending& before, const Ending& after) {
    Comparison::Entry entry{describe_key(key), before.text(), after.text()};
    const bool was_bad = is_bad(before.verdict);
    const bool is_bad_now = is_bad(after.verdict);
    if (was_bad != is_bad_now) return (was_bad ? result_.mended : result_.new_failures).push_back(std::move(entry));
    if (entry.before == entry.after && before.verdict == after.verdict) return static_cast<void>(++result_.same);
    (was_bad ? result_.other_messages : result_.other_statuses).push_back(std::move(entry));
  }

  const Scripts& before_;
  const Scripts& after_;
  Comparison result_;
};

void append_entries(std::string& out, const char* title, const std::vector<Comparison::Entry>& entries) {
  if (entries.empty()) return;
  out += fmt::format("{}:\n", title);
  for (const Comparison::Entry& entry : entries) {
    out += fmt::format("  {}\n    A: {}\n    B: {}\n", entry.place, entry.before, entry.after);
  }
}

void append_scripts(std::string& out, const char* title, const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  out += fmt::format("{}:\n", title);
  for (const std::string& path : paths) out += fmt::format("  {}\n", shown_path(path));
}

void append_directives(std::string& out, const char* where, std::uint64_t count) {
  if (count > 0) out += fmt::format("{} only in {}\n", counted(count, "directive"), where);
}

}  // namespace

Comparison compare(const RunResult& before, const RunResult& after) {
  const bool same_place = have_common_path(before, after);
  const Scripts of_before = scripts_of(before, same_place ? std::string_view() : folder_of(before));
  const Scripts of_after = scripts_of(after, same_place ? std::string_view() : folder_of(after));
  return Comparer(of_before, of_after).run();
}

std::string describe(const Comparison& comparison, const RunResult& before, const RunResult& after) {
  std::string out;
  append_entries(out, "new failures", comparison.new_failures);
  append_entries(out, "mended", comparison.mended);
  append_entries(out, "other messages", comparison.other_messages);
  append_entries(out, "other statuses", comparison.other_statuses);
  append_scripts(out, "scripts only in A", comparison.only_before);
  append_scripts(out, "scripts only in B", comparison.only_after);
  append_directives(out, "A", comparison.directives_only_before);
  append_directives(out, "B", comparison.directives_only_after);
  out += fmt::format("A: {}\nB: {}\n", summary(before.total), summary(after.total));
  return out + fmt::format("{}, {} mended, {} with other messages, {} as before\n",
                           counted(comparison.new_failures.size(), "new failure"), comparison.mended.size(),
                           comparison.other_messages.size(), comparison.same);
}

}  // namespace modlink::runner
