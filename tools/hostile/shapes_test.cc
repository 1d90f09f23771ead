// Every subcommand on every shape.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <set>

#include "tools/hostile/generators.h"
#include "tools/hostile/machine.h"
#include "tools/hostile/run_shape.h"

namespace modlink::hostile {
void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }

namespace {

namespace fs = std::filesystem;

#ifdef MODLINK_SANITIZED
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

Circumstances circumstances() { return {MODLINK_SLOWNESS, slowness_of_machine(), sanitized}; }

std::string complaint_of_run(const Expectation& expectation, const Files& files, const fs::path& folder,
                             const Circumstances& before) {
  const Ended ended = run_command(expectation, files, folder, fs::path(MODLINK_BINARY_DIR) / "bin", before);
  const std::string wrong = complaint(expectation, ended, before);
  // A machine that is shared may have become slower meanwhile.
  return wrong.empty() || ended.signal != 0 ? wrong : complaint(expectation, ended, circumstances());
}

std::size_t size_of(const Files& files) {
  std::size_t size = 0;
  for (const File& file : files) size += file.content.size();
  return size;
}

// Each shape is generated once, by the process that runs it.
class hostile : public testing::TestWithParam<Shape> {
 protected:
  hostile() : folder_(fs::path(testing::TempDir()) / ("hostile." + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~hostile() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_P(hostile, keeps_its_ceilings_and_ends_as_expected) {
  const Files files = GetParam().generate();
  write_files(files, folder_);
  EXPECT_LT(size_of(files), 1'000'000u);
  const Circumstances before = circumstances();
  for (const Expectation& expectation : expectations(GetParam(), files)) {
    // AddressSanitizer does not start where there is so little.
    if (sanitized && expectation.address_space && expectation.says == "out of memory") continue;
    // Where each process takes several times as long, once is enough.
    if (sanitized && repeats_validation(GetParam(), expectation)) continue;
    const std::string wrong = complaint_of_run(expectation, files, folder_, before);
    if (!wrong.empty()) ADD_FAILURE() << expectation.command << " " << expectation.options << ": " << wrong;
  }
}

std::string name_of(const testing::TestParamInfo<Shape>& shape) { return shape.param.name; }
INSTANTIATE_TEST_SUITE_P(shapes, hostile, testing::ValuesIn(shapes()), name_of);

#ifdef __GLIBCXX__
TEST(shapes, colliding_names_collide) {
  const auto names = colliding_names(3);
  for (const std::string& name : names) EXPECT_EQ(std::hash<std::string>()(name), std::hash<std::string>()(names[0]));
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 9u);
}
#endif

}  // namespace
}  // namespace modlink::hostile
