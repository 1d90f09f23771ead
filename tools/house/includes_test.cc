// The core needs nothing but a C++20 compiler. CONTRIBUTING.md, The house
#include <gtest/gtest.h>

#include <regex>

#include "tools/house/test_house.h"

namespace modlink::house {
namespace {

// What the systems have that it is built for, beyond C++.
const std::set<std::string> system_headers = {"locale.h", "pthread.h", "stdlib.h", "sys/mman.h", "unistd.h"};
// What capi/wasm.h has as the standard's header does.
const std::set<std::string> c_headers = {"assert.h", "stdbool.h", "stddef.h", "stdint.h", "string.h"};

TEST(includes, the_core_includes_nothing_but_cpp_and_the_system) {
  const std::regex include("#include <([^>]*)>.*");
  for (const std::string& file : sources()) {
    if (file.rfind("tools/", 0) == 0 || file.rfind("capi/tests/", 0) == 0 || is_of_tests(file)) continue;
    for (const std::string& line : lines_of(root / file)) {
      std::smatch header;
      if (!std::regex_match(line, header, include) || system_headers.count(header[1])) continue;
      if (file == "capi/wasm.h" && c_headers.count(header[1])) continue;
      EXPECT_EQ(header.str(1).find_first_of("./"), std::string::npos) << file << " includes " << header[1];
    }
  }
}

}  // namespace
}  // namespace modlink::house
