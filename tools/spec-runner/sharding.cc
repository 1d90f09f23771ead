// Runs that share the scripts, and what those who start tests say by variables of the environment.
#include "tools/spec-runner/sharding.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "tools/cli/command_line.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {

// XML_OUTPUT_FILE is none: which file it is, a process has to know so that its script does not write to it.
constexpr std::string_view of_whole_runs[] = {
    "TEST_TOTAL_SHARDS",  "TEST_SHARD_INDEX",  "TEST_SHARD_STATUS_FILE",
    "GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX", "GTEST_SHARD_STATUS_FILE",
};

// Empty if it is not set.
std::string variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value ? value : "";
}

std::uint64_t number_of_variable(const std::string& name) {
  const std::string wrong = cli::wrong_natural(variable(name));
  if (!wrong.empty()) cli::refuse(name, wrong);
  return *cli::parse_natural(variable(name));
}

// `prefix` is TEST_ or GTEST_. Nothing if there are no shards.
std::optional<Shard> shard_of(const std::string& prefix) {
  const std::string total = prefix + "TOTAL_SHARDS";
  const std::string index = prefix + "SHARD_INDEX";
  if (variable(total).empty()) return std::nullopt;
  const std::uint64_t count = number_of_variable(total);
  if (count <= 1) return std::nullopt;
  const std::uint64_t number = number_of_variable(index);
  if (number >= count) cli::refuse(index, fmt::format("{} is too large: {} is {}", number, total, count));
  return Shard{number + 1, count};
}

}  // namespace

std::optional<Shard> parse_shard(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto index = cli::parse_natural(text.substr(0, slash));
  const auto count = cli::parse_natural(text.substr(slash + 1));
  if (!index || !count || *index == 0 || *index > *count) return std::nullopt;
  return Shard{*index, *count};
}

// The same in every process, so the seed is no random one.
bool is_for(const Shard& shard, std::string_view script) {
  return Hasher(0).add(script).finish() % shard.count == shard.index - 1;
}

TestEnvironment read_test_environment() {
  const bool is_google = variable("TEST_TOTAL_SHARDS").empty();
  const std::string prefix = is_google ? "GTEST_" : "TEST_";
  return {shard_of(prefix), variable(prefix + "SHARD_STATUS_FILE"), variable("XML_OUTPUT_FILE"),
          variable("TESTBRIDGE_TEST_ONLY")};
}

void touch(const std::string& file) {
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666);
  if (fd < 0) throw cli::Failure(Status::usage, fmt::format("{}: {}", shown_path(file), std::strerror(errno)));
  close(fd);
}

bool is_for_whole_runs(std::string_view variable) {
  return std::count(std::begin(of_whole_runs), std::end(of_whole_runs), variable) != 0;
}

}  // namespace modlink::runner
