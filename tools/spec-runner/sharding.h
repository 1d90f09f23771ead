// Runs that share the scripts, and what those who start tests say by variables of the environment.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tools/spec-runner/reports/results.h"

namespace modlink::runner {

// "1/4". nullopt if it is none.
std::optional<Shard> parse_shard(const std::string& text);

// Whether the script is for the shard: that depends on nothing but its name and the number of shards, so that each is
// for exactly one of them, wherever they run.
bool is_for(const Shard& shard, std::string_view script);

// Bazel's variables, and GoogleTest's that mean the same. bazel.build, Test encyclopedia
struct TestEnvironment {
  std::optional<Shard> shard;  // TEST_SHARD_INDEX (from 0) of TEST_TOTAL_SHARDS
  std::string shard_status;    // TEST_SHARD_STATUS_FILE: to be touched, as a sign that shards are understood
  std::string junit;           // XML_OUTPUT_FILE
  std::string filter;          // TESTBRIDGE_TEST_ONLY
};
// To be called while a command line is parsed, which is refused if numbers make no sense.
TestEnvironment read_test_environment();

// Makes the file, if it is not there. Throws cli::Failure.
void touch(const std::string& file);

// Those of the variables that a process which runs only one of the scripts must not see.
bool is_for_whole_runs(std::string_view variable);

}  // namespace modlink::runner
