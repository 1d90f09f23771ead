// How files open. CONTRIBUTING.md, House style
#include <gtest/gtest.h>

#include "tools/house/test_house.h"

namespace modlink::house {
namespace {

TEST(opening, a_file_opens_with_its_chapter) {
  for (const std::string& file : sources()) {
    if (is_of_tests(file)) continue;
    const std::vector<std::string> lines = lines_of(root / file);
    const bool opens = !lines.empty() && lines[0].rfind("// ", 0) == 0 && lines[0].size() > 10;
    EXPECT_TRUE(opens) << file << ": its first line says what it is about, and cites the chapter if there is one";
  }
}

}  // namespace
}  // namespace modlink::house
