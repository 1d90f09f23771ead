// What comparing with an engine comes to where something takes long.
#include "tools/shrink/by_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <thread>

#include "tools/shrink/test_text.h"

namespace modlink::shrink {
namespace {

using namespace std::chrono_literals;
using test::binary_of;
using testing::HasSubstr;

constexpr std::uint64_t without_end = std::uint64_t{1} << 60;
constexpr char endless[] =
    R"((module (func (export "f") (loop (br 0))) (func (export "g") (result i32) (i32.const 28))))";
constexpr char brief[] = R"((module (func (export "g") (result i32) (i32.const 28))))";
// It differs in what `g` has as its result.
constexpr char faulty[] = "exec " MODLINK_BINARY_DIR R"(/bin/modlink oracle --batch | sed -u 's/"28"/"29"/')";

TEST(by_engine, modlink_itself_has_a_deadline) {
  const cli::Language language;
  const HeldSignals signals;
  EngineTest test(faulty, {"m"}, language, without_end, 300ms, signals);
  const engines::Deadline patience(30s);
  EXPECT_FALSE(test.accepts(Binaries{binary_of(endless)}));
  EXPECT_FALSE(patience.is_over());
  EXPECT_THAT(test.why_not(), HasSubstr("within 0.3 s, and there is more to compare"));
  EXPECT_EQ(test.counts().left_out.at("module that takes too long"), 1u);
  EXPECT_TRUE(test.accepts(Binaries{binary_of(brief)}));
}

TEST(by_engine, what_was_compared_does_not_differ) {
  const cli::Language language;
  const HeldSignals signals;
  EngineTest test(MODLINK_BINARY_DIR "/bin/modlink oracle --batch", {"m"}, language, 1000, 10s, signals);
  EXPECT_FALSE(test.accepts(Binaries{binary_of(brief)}));
  EXPECT_EQ(test.why_not(), "the engine and modlink do not differ");
}

// Of the whole process: those of a thread are pending for that alone.
TEST(by_engine, a_signal_ends_what_modlink_executes) {
  const cli::Language language;
  const HeldSignals signals;
  EngineTest test(faulty, {"m"}, language, without_end, 60s, signals);
  std::thread asking([] {
    std::this_thread::sleep_for(300ms);
    kill(getpid(), SIGINT);
  });
  const engines::Deadline patience(30s);
  EXPECT_THROW(test.accepts(Binaries{binary_of(endless)}), Interrupted);
  EXPECT_FALSE(patience.is_over());
  asking.join();
  sigset_t taken;
  sigemptyset(&taken);
  sigaddset(&taken, SIGINT);
  int signal = 0;
  EXPECT_EQ(sigwait(&taken, &signal), 0);
}

}  // namespace
}  // namespace modlink::shrink
