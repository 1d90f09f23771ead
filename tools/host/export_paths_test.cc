#include "tools/host/export_paths.h"

#include <gtest/gtest.h>

namespace modlink::host {
namespace {

// An instance type with a global of this name in it.
InstanceType with_global(const Name& name) {
  InstanceType result;
  result.exports.insert(name, GlobalType{});
  return result;
}

using Path = std::vector<Name>;

TEST(export_paths, whole_names_come_first_and_then_the_longest_instance) {
  const InstanceType in_a = with_global("b.c"), in_ab = with_global("c");
  ExternTypeMap exports;
  exports.insert("a", ExternInstance{&in_a});
  EXPECT_EQ(find_export(exports, "a.b.c")->path, (Path{"a", "b.c"}));
  exports.insert("a.b", ExternInstance{&in_ab});
  EXPECT_EQ(find_export(exports, "a.b.c")->path, (Path{"a.b", "c"}));
  EXPECT_EQ(find_export(exports, "a/b.c")->path, (Path{"a", "b.c"}));
  exports.insert("a.b.c", MemoryType{});
  EXPECT_EQ(find_export(exports, "a.b.c")->path, Path{"a.b.c"});
  EXPECT_EQ(find_export(exports, "a.b.c", ExternKind::global)->path, (Path{"a.b", "c"}));
  EXPECT_EQ(find_export(exports, "a")->path, Path{"a"});
}

TEST(export_paths, what_is_not_there) {
  const InstanceType nameless = with_global("");
  ExternTypeMap exports;
  exports.insert("", ExternInstance{&nameless});
  exports.insert("g", GlobalType{});
  for (const char* text : {"g.", "g/x", "x", "./x", "//"}) EXPECT_FALSE(find_export(exports, text)) << text;
  EXPECT_EQ(find_export(exports, "/")->path, (Path{"", ""}));
  EXPECT_FALSE(find_export(exports, "g", ExternKind::func));
}

TEST(export_paths, what_there_is_instead) {
  EXPECT_EQ(what_there_is("x", {}), "");
  EXPECT_EQ(what_there_is("mian", {"main"}), ", but \"main\"");
  EXPECT_EQ(what_there_is("mian", {"main", "other"}), ", but \"main\", \"other\"; did you mean \"main\"?");
  EXPECT_EQ(what_there_is("none of them", {"main", "other"}), ", but \"main\", \"other\"");
}

}  // namespace
}  // namespace modlink::host
