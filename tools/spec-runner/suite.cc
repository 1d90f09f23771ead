// A run of many files: each by itself, on several threads, reported in order.
#include "tools/spec-runner/suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <new>
#include <set>
#include <string_view>

#include "tools/cli/named_files.h"
#include "tools/files/files.h"
#include "tools/files/standard_streams.h"
#include "tools/spec-runner/blessing.h"
#include "tools/spec-runner/human.h"
#include "tools/spec-runner/isolation.h"
#include "tools/spec-runner/ordered_output.h"
#include "tools/spec-runner/report_files.h"
#include "tools/spec-runner/report_options.h"
#include "tools/spec-runner/reports/json.h"
#include "tools/spec-runner/runner.h"
#include "tools/spec-runner/script_headers.h"
#include "tools/spec-runner/sharding.h"
#include "wast/binary/magic.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/jobs.h"

namespace modlink::runner {

namespace {

using Clock = std::chrono::steady_clock;

std::uint64_t nanoseconds_since(Clock::time_point start) {
  return static_cast<std::uint64_t>(std::chrono::nanoseconds(Clock::now() - start).count());
}

void complain(const cli::Failure& failure, Counts& counts) {
  cli::complain({"spec-runner: ", failure.text()});
  counts.raise(failure.status);
}

std::vector<ScriptFile> find_all(const std::vector<std::string>& paths, Counts& counts) {
  std::vector<ScriptFile> files;
  for (const std::string& path : paths) {
    try {
      const auto found = find_files(path);
      files.insert(files.end(), found.begin(), found.end());
    } catch (const cli::Failure& failure) {
      complain(failure, counts);
    }
  }
  return files;
}

// Those that this run is for. Throws Failure if the options do not fit them.
std::vector<ScriptFile> find_scripts(const std::vector<std::string>& paths, const SuiteOptions& options,
                                     Counts& counts) {
  std::vector<ScriptFile> files = find_all(paths, counts);
  if (options.report.selection.line && files.size() > 1) {
    throw cli::Failure(Status::usage, fmt::format("--line: is for one script, and there are {}", files.size()));
  }
  if (!options.shard) return files;
  const auto is_for_others = [&](const ScriptFile& file) { return !is_for(*options.shard, file.name); };
  files.erase(std::remove_if(files.begin(), files.end(), is_for_others), files.end());
  return files;
}

// What there is to know for the run of one file.
struct Job {
  const ScriptFile& file;
  const SuiteOptions& options;
  Report::Sink sink;
  std::function<bool()> is_stopped;
  Report::Sink complain;      // on standard error
  engines::ClientPool* pool;  // null: our own interpreter
  reach::Coverage& coverage;  // what is reached is added to it, if that is asked for
};

Runner make_runner(const Settings& settings, const Job& job, Report& report) {
  if (!job.pool) return {settings, report};
  return {
      std::make_unique<RemoteEngine>(settings, job.options.settings.language, *job.pool, job.options.engine.linking),
      report};
}

// In the script's place, once all of it was run.
void write_blessed(const Blessing& blessing, const std::string& path, Report& report) {
  if (blessing.count() == 0) return;
  cli::write_file(path, blessing.text());
  report.note(fmt::format("{}: {} blessed", shown_path(path), counted(blessing.count(), "expectation")));
}

ScriptResult run_script(const Job& job, std::string content) {
  const SuiteOptions& options = job.options;
  const Settings settings = settings_of(job.file.shown(), content, options.settings, job.complain);
  const std::string name = job.file.shown();
  if (const std::string_view format = find_format(content); !format.empty()) {
    throw cli::Failure(Status::usage, fmt::format("{}: this is {}, and no script", shown_path(name), format));
  }
  const auto source = std::make_shared<const Source>(name, std::move(content), Source::Kind::text);
  Report report(options.report, options.expected.of(name), job.sink, name);
  report.stop_if(job.is_stopped);
  std::optional<Blessing> blessing;
  if (options.bless) report.bless(&blessing.emplace(source));
  Runner runner = make_runner(settings, job, report);
  runner.run(source);
  if (settings.covers) job.coverage = runner.coverage();
  report.finish();
  if (blessing) write_blessed(*blessing, job.file.path, report);
  return report.take_result();
}

ScriptResult broken(const Job& job, Status status, std::string error) {
  ScriptResult result(job.file.shown());
  result.error = std::move(error);
  result.counts.raise(status);
  if (status != Status::usage) result.counts.failed = 1;
  return result;
}

// A file that was given up. Where there is no memory for the message either, its count has to do.
ScriptResult given_up(const Job& job, Status status, const char* what, const char* reason) noexcept {
  try {
    const std::string error = fmt::format("{}: {}", what, without_controls(reason));
    job.sink(fmt::format("{}: {}\n", shown_path(job.file.shown()), error));
    return broken(job, status, error);
  } catch (const std::bad_alloc&) {
  }
  ScriptResult result;
  result.counts.failed = 1;
  result.counts.raise(status);
  return result;
}

ScriptResult run_here_or_isolated(const Job& job) {
  if (job.options.isolate)
    return run_isolated(job.file, job.options.words, job.options.report, {job.sink, job.complain});
  return run_script(job, cli::read_file(job.file.path, job.file.by, job.options.settings.language.limits.source_bytes));
}

// Nothing a file does reaches the others: not even what nobody expected.
ScriptResult run_file(const Job& job) noexcept {
  const Clock::time_point start = Clock::now();
  ScriptResult result;
  try {
    try {
      result = run_here_or_isolated(job);
    } catch (const cli::Failure& failure) {
      job.complain("spec-runner: " + failure.text());
      result = broken(job, failure.status, failure.text());
    }
  } catch (const std::bad_alloc&) {
    result = given_up(job, Status::failed, "limit", out_of_memory);
  } catch (const std::exception& error) {
    result = given_up(job, Status::internal, "internal error", error.what());
  }
  result.duration = nanoseconds_since(start);
  return result;
}

// With `--fail-fast`, the first of the files with a failure, in their order: what those behind it do is as if they had
// not been run, so that the outcome is the same however many run at the same time.
class FirstFailure {
 public:
  void note(std::size_t file) {
    std::size_t first = first_;
    while (file < first && !first_.compare_exchange_weak(first, file)) continue;
  }
  bool is_before(std::size_t file) const { return first_ < file; }

 private:
  std::atomic<std::size_t> first_ = SIZE_MAX;
};

ScriptResult not_run(const ScriptFile& file) {
  ScriptResult result(file.shown());
  result.not_run = true;
  return result;
}

// The files that scripts read by `(input …)`.
class ReadByScripts {
 public:
  void add(const std::string& path) {
    const std::lock_guard lock(mutex_);
    paths_.insert(path);
  }
  std::vector<std::string> paths() const { return {paths_.begin(), paths_.end()}; }

 private:
  std::mutex mutex_;
  std::set<std::string> paths_;
};

class SuiteRun {
 public:
  SuiteRun(std::vector<ScriptFile> files, const SuiteOptions& options)
      : files_(std::move(files)),
        console_(files_.size(), options.tells_people, is_live_terminal()),
        output_(files_.size(), console_),
        options_(options),
        pool_(options.isolate ? nullptr : make_pool(options.engine, options.settings.allowance)) {
    options_.report.tally = console_.tally();
    options_.settings.covers = options_.coverage.any();
    if (!options_.report.reads) options_.report.reads = [this](const std::string& path) { reads_.add(path); };
    coverages_.resize(files_.size());
    for (const ScriptFile& file : files_) results_.push_back(not_run(file));
  }

  // Where the engine does not start at all, that is one mistake, and not one of each directive.
  void require_engine() const {
    const auto pool = pool_ ? pool_ : make_pool(options_.engine, options_.settings.allowance);
    if (!pool || files_.empty()) return;
    try {
      pool->give_back(pool->take(pool->timeout()));
    } catch (const std::runtime_error& error) {
      throw cli::Failure(Status::usage, fmt::format("--engine: `{}` cannot be used: {}", shown(options_.engine.command),
                                                    without_controls(error.what())));
    }
  }

  // What those that were run have reached.
  reach::Coverage coverage() const {
    reach::Coverage result;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!failure_.is_before(i)) result.add(coverages_[i]);
    }
    return result;
  }

  // Once all were run.
  std::vector<std::string> inputs() const { return reads_.paths(); }

  std::vector<ScriptResult> run() {
    share_jobs(files_.size(), options_.threads, [this](std::size_t i) { run(i); });
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (failure_.is_before(i)) results_[i] = not_run(files_[i]);
    }
    return std::move(results_);
  }

 private:
  void run(std::size_t i) noexcept {
    if (!failure_.is_before(i)) {
      console_.begin(i, files_[i].shown());
      results_[i] =
          run_file({files_[i], options_, [this, i](std::string_view text) { output_.write(i, text); },
                    [this, i] { return failure_.is_before(i); },
                    [this, i](std::string_view lines) { output_.complain(i, lines); }, pool_.get(), coverages_[i]});
      console_.end(i);
      if (options_.report.fail_fast && results_[i].counts.status != Status::ok) {
        failure_.note(i);
        output_.end_with(i);
      }
    }
    output_.finish(i);
  }

  const std::vector<ScriptFile> files_;
  Console console_;
  OrderedOutput output_;
  SuiteOptions options_;
  const std::shared_ptr<engines::ClientPool> pool_;
  FirstFailure failure_;
  ReadByScripts reads_;
  std::vector<ScriptResult> results_;
  std::vector<reach::Coverage> coverages_;
};

// Those that the command line names were looked at before.
void spare_inputs_of_scripts(const std::vector<std::string>& inputs, const SuiteOptions& options) {
  if (const auto lost = cli::find_lost_input(outputs_of(options), inputs)) {
    throw cli::Failure(Status::usage, fmt::format("{}: {}", lost->option, lost->reason));
  }
}

void finish_run(const RunResult& run, const SuiteRun& suite, const SuiteOptions& options) {
  const reach::Coverage coverage = suite.coverage();
  const Features& features = options.settings.language.features;
  if (options.tells_people) cli::print(coverage_tables(coverage, options.coverage, features));
  if (options.tells_people) print_summary(run, options);
  spare_inputs_of_scripts(suite.inputs(), options);
  std::vector<cli::NewFile> files = report_files(run, options.reports, options.program, options.slowest);
  std::vector<cli::NewFile> others = coverage_files(coverage, options.coverage, features);
  std::move(others.begin(), others.end(), std::back_inserter(files));
  FailureList list;
  if (options.list) {
    for (const ScriptResult& script : run.scripts) list.add(script, options.expected.of(script.path));
    files.push_back({*options.list, list.content()});
  }
  cli::write_files(files);
  list.say_left_out();
}

// A pattern with a mistake is not to look like a success. Parts of a run may well be empty.
void require_selected(const Counts& total, const SuiteOptions& options) {
  if (!options.selects || options.shard || total.skipped == 0 || total.status != Status::ok) return;
  if (total.passed + total.failed + total.expected_failures + total.not_run > 0) return;
  throw cli::Failure(Status::usage, "no directive is left by --filter and --exclude");
}

// As a process that runs one script for another one.
Status run_isolated_script(SuiteOptions options) {
  IsolatedProcess process;
  options.report.begins = [&process](const SourcePtr& source, Pos pos, const std::string& keyword) {
    process.begins(source, pos, keyword);
  };
  options.report.reads = [&process](const std::string& path) { process.reads(path); };
  RunResult run;
  run.scripts = SuiteRun({options.isolated->file}, options).run();
  run.total = run.scripts[0].counts;
  process.finish(to_json(run, options.program));
  return run.total.status;
}

Status run_scripts(const std::vector<std::string>& paths, const SuiteOptions& options) {
  const Clock::time_point start = Clock::now();
  RunResult run;
  run.shard = options.shard;
  try {
    if (!options.shard_status.empty()) touch(options.shard_status);
    SuiteRun suite(find_scripts(paths, options, run.total), options);
    suite.require_engine();
    run.scripts = suite.run();
    for (const ScriptResult& script : run.scripts) run.total.add(script.counts);
    run.duration = nanoseconds_since(start);
    finish_run(run, suite, options);
    require_selected(run.total, options);
  } catch (const cli::Failure& failure) {
    complain(failure, run.total);
  }
  return run.total.status;
}

}  // namespace

Status run_suite(const std::vector<std::string>& paths, const SuiteOptions& options) {
  switch (options.task) {
    case Task::run: return options.isolated ? run_isolated_script(options) : run_scripts(paths, options);
    case Task::compare: return compare_files(paths);
    case Task::merge: return merge_files(paths, options);
  }
  return Status::internal;
}

}  // namespace modlink::runner
