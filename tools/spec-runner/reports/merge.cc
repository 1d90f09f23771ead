// The reports of several runs as one.
#include "tools/spec-runner/reports/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

[[noreturn]] void refuse_run(const NamedRun& run, const std::string& reason) {
  throw cli::Failure(Status::usage, fmt::format("{}: {}", shown_path(run.name), reason));
}

// A script may be twice in one run, but not in two.
void check_disjoint(const std::vector<NamedRun>& runs) {
  std::map<std::string_view, const NamedRun*> owners;
  for (const NamedRun& named : runs) {
    for (const ScriptResult& script : named.run.scripts) {
      const NamedRun* owner = owners.emplace(script.path, &named).first->second;
      if (owner == &named) continue;
      refuse_run(named, fmt::format("{} is in {} as well", shown_path(script.path), shown_path(owner->name)));
    }
  }
}

void check_shard(const NamedRun& named, const std::optional<Shard>& first, std::set<std::uint64_t>& seen) {
  const std::optional<Shard>& shard = named.run.shard;
  if (shard.has_value() != first.has_value() || (shard && shard->count != first->count)) {
    refuse_run(named, fmt::format("{}, while others are {}",
                                  shard ? "shard " + to_string(*shard) : "the report of a whole run",
                                  first ? fmt::format("of {} shards", first->count) : "reports of whole runs"));
  }
  if (shard && !seen.insert(shard->index).second) refuse_run(named, "shard " + to_string(*shard) + " is there twice");
}

// The first that is missing.
void check_complete(const std::vector<NamedRun>& runs) {
  const std::optional<Shard> first = runs.front().run.shard;
  std::set<std::uint64_t> seen;
  for (const NamedRun& named : runs) check_shard(named, first, seen);
  if (!first || seen.size() == first->count) return;
  std::uint64_t missing = 1;
  while (seen.count(missing) != 0) ++missing;
  throw cli::Failure(Status::usage, fmt::format("shard {} is missing", to_string(Shard{missing, first->count})));
}

}  // namespace

RunResult merge(std::vector<NamedRun> runs) {
  RunResult result;
  if (runs.empty()) return result;
  check_complete(runs);
  check_disjoint(runs);
  for (NamedRun& named : runs) {
    result.duration += named.run.duration;
    result.total.add(named.run.total);
    for (ScriptResult& script : named.run.scripts) result.scripts.push_back(std::move(script));
  }
  std::stable_sort(result.scripts.begin(), result.scripts.end(),
                   [](const ScriptResult& a, const ScriptResult& b) { return a.path < b.path; });
  return result;
}

}  // namespace modlink::runner
