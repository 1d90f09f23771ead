#include "tools/fuzz/fuzzer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace modlink::fuzz {
namespace {

namespace fs = std::filesystem;

class fuzzer : public testing::Test {
 protected:
  fuzzer() {
    options_.folder = fs::path(testing::TempDir()) / ("fuzzer." + std::to_string(::getpid()));
    options_.seconds = 0.2;
  }
  ~fuzzer() override { fs::remove_all(options_.folder); }

  FuzzReport run(const Try& try_input) const {
    return fuzz({{"text", {{"a.wat", true, "(module (func))"}}}, {"binary", {{"a.wasm", false, "abcdef"}}}}, options_,
                try_input);
  }

  FuzzOptions options_;
};

TEST_F(fuzzer, shares_time_between_groups) {
  const FuzzReport report = run([](const Input&, const auto&) {});
  ASSERT_EQ(report.inputs.size(), 2u);
  EXPECT_GT(report.inputs[0], 10u);
  EXPECT_GT(report.inputs[1], 10u);
  EXPECT_GE(report.seconds, 0.2);
  EXPECT_TRUE(report.findings.empty());
}

TEST_F(fuzzer, keeps_inputs_that_crash_and_goes_on) {
  const FuzzReport report = run([](const Input& input, const auto&) {
    if (!input.is_text) ::raise(SIGKILL);
  });
  EXPECT_GT(report.inputs[0], 10u);
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings.size(), report.inputs[1]);
  EXPECT_EQ(report.findings[0].how, "signal 9");
  EXPECT_EQ(report.findings[0].file.extension(), ".wasm");
  EXPECT_TRUE(fs::exists(report.findings[0].file));
}

TEST_F(fuzzer, an_exception_is_a_finding) {
  const FuzzReport report = run([](const Input&, const auto&) { throw std::logic_error("wrong"); });
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].how, "exit status 99");
}

TEST_F(fuzzer, only_running_may_have_no_end) {
  options_.seconds_of_running = options_.seconds_per_input = 0.05;
  const auto never_end = [] {
    for (volatile bool more = true; more;) {
    }
  };
  FuzzReport report = run([&](const Input&, const auto& before_running) {
    before_running();
    never_end();
  });
  EXPECT_GT(report.endless, 0u);
  EXPECT_TRUE(report.findings.empty());
  report = run([&](const Input&, const auto&) { never_end(); });
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].how, "more than 0.05 s");
}

}  // namespace
}  // namespace modlink::fuzz
