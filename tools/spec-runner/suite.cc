// A run of many files: each by itself, on several threads, reported in order.
#include "tools/spec-runner/suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <string_view>

#include "tools/cli/language_options.h"
#include "tools/files/files.h"
#include "tools/files/standard_streams.h"
#include "tools/spec-runner/files.h"
#include "tools/spec-runner/ordered_output.h"
#include "tools/spec-runner/runner.h"
#include "wast/binary/magic.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/jobs.h"

namespace modlink::runner {

namespace {

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

// The switches of the language that the first line, `;; options: …`, asks for.
std::string find_script_options(std::string_view content) {
  constexpr std::string_view begin = ";; options:";
  if (content.substr(0, begin.size()) != begin) return {};
  content.remove_prefix(begin.size());
  return std::string(content.substr(0, content.find_first_of("\r\n")));
}

}  // namespace

Settings settings_of(const std::string& path, const std::string& content, const SuiteOptions& options) {
  Settings settings = options.settings;
  if (settings.ignore_script_options) return settings;
  try {
    cli::parse_language_options(find_script_options(content), settings.language);
  } catch (const cli::Failure& failure) {
    throw cli::Failure(failure.status, fmt::format("{}:1: options: {}", shown_path(path), failure.message));
  }
  return settings;
}

namespace {

Runner make_runner(const Settings& settings, const SuiteOptions& options, engines::ClientPool* pool, Report& report) {
  if (!pool) return Runner(settings, report);
  return Runner(std::make_unique<RemoteEngine>(settings, *pool, options.engine.linking), report);
}

// In the script's place, once all of it was run.
void write_blessed(const Blessing& blessing, const std::string& path, Report& report) {
  if (blessing.count() == 0) return;
  cli::write_file(path, blessing.text());
  report.note(fmt::format("{}: {} blessed", shown_path(path), counted(blessing.count(), "expectation")));
}

Counts run_script(const std::string& path, std::string content, const SuiteOptions& options, engines::ClientPool* pool,
                  Report::Sink sink) {
  const Settings settings = settings_of(path, content, options);
  const std::string name = path == "-" ? "<stdin>" : path;
  if (const std::string_view format = find_format(content); !format.empty()) {
    throw cli::Failure(Status::usage, fmt::format("{}: this is {}, and no script", shown_path(name), format));
  }
  if (options.bless && path == "-") throw cli::Failure(Status::usage, "--bless: standard input is no file");
  const auto source = std::make_shared<const Source>(name, std::move(content), Source::Kind::text);
  Report report(options.report, options.expected.of(name), std::move(sink));
  std::optional<Blessing> blessing;
  if (options.bless) report.bless(&blessing.emplace(source));
  Runner runner = make_runner(settings, options, pool, report);
  runner.run(source);
  report.finish();
  if (blessing) write_blessed(*blessing, path, report);
  return report.counts();
}

// A file that was given up. Where there is no memory for the message either, its count has to do.
Counts failed(Status status, const std::string& path, const char* what, const char* reason, const Report::Sink& sink) {
  try {
    sink(fmt::format("{}: {}: {}\n", shown_path(path), what, without_controls(reason)));
  } catch (const std::bad_alloc&) {
  }
  Counts counts;
  counts.failed = 1;
  counts.raise(status);
  return counts;
}

// Nothing a file does reaches the others: not even what nobody expected.
Counts run_file(const ScriptFile& file, const SuiteOptions& options, engines::ClientPool* pool,
                const Report::Sink& sink) noexcept {
  const std::string& path = file.path;
  try {
    try {
      return run_script(path, cli::read_file(path, file.by, options.settings.language.limits.source_bytes), options,
                        pool, sink);
    } catch (const cli::Failure& failure) {
      Counts counts;
      complain(failure, counts);
      return counts;
    }
  } catch (const std::bad_alloc&) {
    return failed(Status::failed, path, "limit", out_of_memory, sink);
  } catch (const std::exception& error) {
    return failed(Status::internal, path, "internal error", error.what(), sink);
  }
}

std::vector<Counts> run_files(const std::vector<ScriptFile>& files, const SuiteOptions& options) {
  std::vector<Counts> counts(files.size());
  OrderedOutput output(files.size());
  const std::shared_ptr<engines::ClientPool> pool = make_pool(options.engine, options.settings.allowance);
  share_jobs(files.size(), options.threads, [&](std::size_t i) {
    counts[i] = run_file(files[i], options, pool.get(), [&output, i](std::string_view text) { output.write(i, text); });
    output.finish(i);
  });
  return counts;
}

}  // namespace

Status run_suite(const std::vector<std::string>& paths, const SuiteOptions& options) {
  Counts total;
  const std::vector<ScriptFile> files = find_all(paths, total);
  const std::vector<Counts> counts = run_files(files, options);
  for (std::size_t i = 0; i < files.size(); ++i) {
    total.add(counts[i]);
    if (files.size() == 1 || counts[i].failed == 0) continue;
    cli::print(fmt::format("{}: {}\n", shown_path(files[i].path), summary(counts[i])));
  }
  if (total.expected_failures > 0) cli::print(counted(total.expected_failures, "failure") + " as expected\n");
  cli::print(summary(total) + "\n");
  return total.status;
}

}  // namespace modlink::runner
