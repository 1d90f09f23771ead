// The program: scripts in processes of their own, however these end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

class isolation : public testing::Test {
 protected:
  isolation() {
    folder_.write("a.wast", failing_script);
    folder_.write("b.wast", "(module)\n");
    folder_.write("endless.wast", "(module (func (export \"loop\") (loop (br 0))))\n(invoke \"loop\")\n");
  }

  TestFolder folder_;
};

// What is told and written is the same, but for durations.
TEST_F(isolation, changes_nothing_else) {
  const auto run = [&](const std::string& options) {
    return folder_.run("spec-runner --fuel 1000 a.wast b.wast -v " + options);
  };
  folder_.write("expected", "a.wast:2 # why\nb.wast:1 # passes\n");
  for (const std::string options :
       {"", "-q", "-j1", "--filter assert", "--expected-failures expected", "--exclude 'wast:1 '"}) {
    const ProgramEnd plain = run(options + " --report json=1.json");
    const ProgramEnd isolated = run(options + " --isolate --report json=2.json");
    EXPECT_EQ(isolated.output, plain.output) << options;
    EXPECT_EQ(isolated.status, plain.status) << options;
    const std::string same = folder_
                                 .run(
                                     "sed -i 's/\"duration_ns\":[0-9]*//' ?.json; sed -i 's/\"duration_ns\":[0-9]*//' "
                                     "?.json; cmp 1.json 2.json")
                                 .output;
    EXPECT_EQ(same, "") << options;
  }
}

TEST_F(isolation, reads_standard_input_and_names_of_any_kind) {
  EXPECT_EQ(folder_.run("echo '(module)' | spec-runner --isolate -").output, "1 passed, 0 failed\n");
  folder_.write("-- x.wast", "(module)");
  EXPECT_EQ(folder_.run("spec-runner --isolate -- '-- x.wast'").output, "1 passed, 0 failed\n");
  folder_.write("d/c.wast", "(module)");
  EXPECT_EQ(folder_.run("spec-runner --isolate d b.wast").output, "2 passed, 0 failed\n");
  EXPECT_EQ(folder_.run("spec-runner --isolate none.wast b.wast").output,
            "spec-runner: none.wast: No such file or directory\n1 passed, 0 failed\n");
}

// Beyond the time of the processor that a process may have, the system ends it.
TEST_F(isolation, a_crash_is_the_result_of_its_script) {
  const ProgramEnd end = folder_.run(
      "ulimit -c 0; ulimit -S -t 1; spec-runner --isolate -j2 b.wast endless.wast b.wast --report junit=o.xml");
  EXPECT_EQ(end.status, 1);
  EXPECT_EQ(end.output,
            "endless.wast: the process was ended by SIGXCPU (CPU time limit exceeded) in endless.wast:2:1 invoke\n"
            "endless.wast: 0 passed, 1 failed\n2 passed, 1 failed\n");
  EXPECT_THAT(folder_.read("o.xml"), HasSubstr("type=\"SIGXCPU\""));
}

// The processes that a process has started.
std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> result;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(parent) + "/task")) {
    std::ifstream list(entry.path() / "children");
    for (pid_t pid = 0; list >> pid;) result.push_back(pid);
  }
  return result;
}

class endless_process {
 public:
  explicit endless_process(const std::string& line) {
    pid_ = fork();
    if (pid_ != 0) return;
    execl("/bin/sh", "sh", "-c", ("exec " + line).c_str(), nullptr);
    _exit(127);
  }
  pid_t pid() const { return pid_; }
  // Of the process that runs its script, once that goes on.
  pid_t child() const {
    for (int i = 0; i < 500; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      const std::vector<pid_t> children = children_of(pid_);
      if (!children.empty()) return children[0];
    }
    return 0;
  }
  int wait() const {
    int status = 0;
    waitpid(pid_, &status, 0);
    return status;
  }

 private:
  pid_t pid_ = 0;
};

// Of those that sanitizers do not take for themselves.
TEST_F(isolation, names_the_signal) {
  for (const auto& [signal, name] :
       {std::pair(SIGXCPU, "SIGXCPU"), std::pair(SIGKILL, "SIGKILL"), std::pair(SIGABRT, "SIGABRT")}) {
    const endless_process process("'" + spec_runner_program + "' --isolate '" + folder_.path("endless.wast") + "' >'" +
                                  folder_.path("out") + "'");
    const pid_t child = process.child();
    ASSERT_GT(child, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    kill(child, signal);
    const int status = process.wait();
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    EXPECT_THAT(folder_.read("out"),
                AllOf(HasSubstr("the process was ended by " + std::string(name)), EndsWith("\n0 passed, 1 failed\n")));
  }
}

TEST_F(isolation, no_process_outlives_the_run) {
  const endless_process process("'" + spec_runner_program + "' --isolate '" + folder_.path("endless.wast") + "'");
  const pid_t child = process.child();
  ASSERT_GT(child, 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  kill(process.pid(), SIGKILL);
  process.wait();
  for (int i = 0; i < 200 && kill(child, 0) == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  std::ifstream stat("/proc/" + std::to_string(child) + "/stat");  // nobody may have taken note of its end
  std::string number, name, state;
  EXPECT_TRUE(!(stat >> number >> name >> state) || state == "Z") << state;
}

TEST_F(isolation, the_hidden_option_is_not_for_users) {
  EXPECT_THAT(folder_.run("spec-runner --help").output, Not(HasSubstr("isolated-script")));
  EXPECT_EQ(folder_.run("spec-runner --isolated-script x b.wast").status, 2);
}

}  // namespace
}  // namespace modlink::runner
