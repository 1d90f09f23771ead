#include "wast/syntax/index_runs.h"

#include <gtest/gtest.h>

#include <string>

namespace modlink {
namespace {

TEST(index_runs, finds_the_run_of_each_index) {
  IndexRuns<char> runs;
  EXPECT_EQ(runs.size(), 0u);
  runs.append(3, 'a');
  runs.append(0, 'b');
  runs.append(1, 'c');
  runs.append(2, 'c');
  EXPECT_EQ(runs.size(), 6u);
  std::string found;
  for (Index i = 0; i < runs.size(); ++i) found += runs.at(i).value;
  EXPECT_EQ(found, "aaaccc");
  EXPECT_EQ(runs.at(4).first, 3u);
  EXPECT_EQ(runs.at(4).end, 6u);
}

}  // namespace
}  // namespace modlink
