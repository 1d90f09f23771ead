// Errors and where they are.
#include "wast/syntax/error.h"

#include <gtest/gtest.h>

#include <memory>
#include <new>

namespace modlink {
namespace {

SourcePtr make_source(const char* name) { return std::make_shared<const Source>(name, "(func)", Source::Kind::text); }

TEST(error, has_the_source_it_came_out_of) {
  const SourcePtr inner = make_source("inner.wat");
  try {
    in_source(make_source("outer.wat"), [&] { in_source(inner, [] { throw Invalid(1, "unknown type"); }); });
    FAIL();
  } catch (const Invalid& error) {
    EXPECT_EQ(error.source(), inner);
    EXPECT_EQ(error.diagnose("a file"), "inner.wat:1:2: invalid: unknown type [unknown-type]\n 1 | (func)\n   |  ^");
    EXPECT_EQ(error.summary("a file"), "inner.wat:1:2: invalid: unknown type [unknown-type]");
  }
}

TEST(error, running_out_of_memory_is_one) {
  try {
    in_source(make_source("a.wat"), [] { throw std::bad_alloc(); });
    FAIL();
  } catch (const LimitExceeded& error) {
    EXPECT_EQ(error.diagnose(), "a.wat: limit: out of memory [out-of-memory]");
  }
}

TEST(error, without_source_has_an_origin) {
  const LimitExceeded error(no_pos, "too large");
  EXPECT_EQ(error.diagnose(), "limit: too large");
  EXPECT_EQ(error.diagnose("a.wat"), "a.wat: limit: too large");
  EXPECT_EQ(error.summary("a.wat"), "a.wat: limit: too large");
}

}  // namespace
}  // namespace modlink
