// Finding the files that module imports name.
#include "tools/transform/resolve.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tools/transform/test_files.h"

namespace modlink::transform {
namespace {

using testing::HasSubstr;

constexpr const char* importer = R"((module (import "lib" (module)) (import "../up" (module))))";

std::string error_of(Resolver& resolver, const Name& name, const ModuleFile& file) {
  try {
    resolver.resolve(name, file);
    return "no error";
  } catch (const cli::Failure& failure) {
    return failure.text();
  }
}

TEST(resolve, beside_the_importing_file_first) {
  const TestFolder folder({{"a/main.wat", importer}, {"a/lib.wat", "(module $near)"}, {"b/lib.wat", "(module $far)"}});
  Resolver resolver({{}, {folder.path("b")}, false, {}, {}});
  const auto root = resolver.open(folder.path("a/main.wat"));
  EXPECT_EQ(resolver.resolve("lib", *root)->module.names.module, "near");
}

TEST(resolve, says_whether_there_is_a_file_for_an_import) {
  const TestFolder folder({{"a/main.wat", importer}, {"a/lib.wat", "(module $near)"}, {"up.wat", "(module $up)"}});
  Resolver resolver({});
  const auto root = resolver.open(folder.path("a/main.wat"));
  EXPECT_TRUE(resolver.finds("lib", *root));
  EXPECT_FALSE(resolver.finds("none", *root));
  EXPECT_FALSE(resolver.finds("", *root));
  EXPECT_FALSE(resolver.finds("../up", *root));
  EXPECT_TRUE(resolver.is_outside("../up", *root));
  EXPECT_FALSE(resolver.is_outside("../none", *root));
  EXPECT_FALSE(resolver.is_outside("lib", *root));
}

TEST(resolve, then_in_the_path_in_order) {
  const TestFolder folder({{"a/main.wat", importer}, {"b/x.wat", "(module)"}, {"c/lib.wat", "(module $c)"}});
  Resolver resolver({{}, {folder.path("b"), folder.path("c")}, false, {}, {}});
  EXPECT_EQ(resolver.resolve("lib", *resolver.open(folder.path("a/main.wat")))->module.names.module, "c");
}

TEST(resolve, explicit_file_wins) {
  const TestFolder folder({{"main.wat", importer}, {"lib.wat", "(module $near)"}, {"other.wat", "(module $other)"}});
  Resolver resolver({{{"lib", folder.path("other.wat")}}, {}, false, {}, {}});
  EXPECT_EQ(resolver.resolve("lib", *resolver.open(folder.path("main.wat")))->module.names.module, "other");
}

TEST(resolve, a_folder_of_that_name_is_no_module) {
  const TestFolder folder({{"main.wat", importer}, {"lib/x.wat", "(module)"}, {"lib.wat", "(module $file)"}});
  Resolver resolver({});
  EXPECT_EQ(resolver.resolve("lib", *resolver.open(folder.path("main.wat")))->module.names.module, "file");
}

TEST(resolve, says_what_is_there_but_no_file) {
  const TestFolder folder({{"main.wat", importer}, {"lib/x.wat", "(module)"}});
  std::filesystem::create_symlink("lib.wat", folder.path("lib.wat"));
  ASSERT_EQ(mkfifo(folder.path("lib.wasm").c_str(), 0600), 0);
  Resolver resolver({});
  const std::string message = error_of(resolver, "lib", *resolver.open(folder.path("main.wat")));
  EXPECT_THAT(message, HasSubstr("no such file; searched:\n  " + folder.path("lib") + ": is a folder\n  " +
                                 folder.path("lib.wat") + ": Too many levels of symbolic links\n  " +
                                 folder.path("lib.wasm") + ": is a FIFO"));
}

TEST(resolve, says_what_a_link_leads_to) {
  const TestFolder folder(Files{{"main.wat", importer}});
  std::filesystem::create_symlink("/dev/zero", folder.path("lib.wat"));
  Resolver resolver({{}, {}, true, {}, {}});
  EXPECT_THAT(error_of(resolver, "lib", *resolver.open(folder.path("main.wat"))),
              HasSubstr(folder.path("lib.wat") + ": is a device"));
}

TEST(resolve, each_file_is_read_once) {
  const TestFolder folder({{"a/main.wat", importer}, {"a/lib.wat", "(module)"}, {"up.wat", "(module)"}});
  Resolver resolver({{{"again", folder.path("a/../up.wat")}}, {}, true, {}, {}});
  const auto root = resolver.open(folder.path("a/main.wat"));
  const auto up = resolver.resolve("../up", *root);
  cli::write_file(folder.path("up.wat"), "no module any more");
  EXPECT_EQ(resolver.resolve("again", *root), up);
}

TEST(resolve, a_missing_module_names_who_wanted_it_and_where_it_was_searched) {
  const TestFolder folder(Files{{"main.wat", importer}});
  Resolver resolver({{}, {"elsewhere"}, false, {}, {}});
  const std::string message = error_of(resolver, "lib", *resolver.open(folder.path("main.wat")));
  EXPECT_THAT(message, HasSubstr(folder.path("main.wat") + ":1:9: module import \"lib\": no such file; searched:\n"));
  EXPECT_THAT(message, HasSubstr("\n  " + folder.path("lib.wasm") + "\n  elsewhere/lib\n"));
}

TEST(resolve, a_bad_module_names_who_wanted_it) {
  const TestFolder folder({{"main.wat", importer}, {"lib.wat", "(modul)"}});
  Resolver resolver({});
  const std::string message = error_of(resolver, "lib", *resolver.open(folder.path("main.wat")));
  EXPECT_THAT(message, HasSubstr("main.wat:1:9: module import \"lib\": "));
  EXPECT_THAT(message, HasSubstr("lib.wat:1:"));
}

TEST(resolve, impossible_names_are_refused) {
  const TestFolder folder(Files{{"main.wat", importer}});
  Resolver resolver({{}, {}, true, {}, {}});
  const auto root = resolver.open(folder.path("main.wat"));
  for (const Name& name : {Name(), Name("a\0b", 3)}) {
    EXPECT_THAT(error_of(resolver, name, *root), HasSubstr("no file has such a name"));
  }
}

// What is searched besides the folder of the root, and whether files outside are found.
class outside : public testing::Test {
 protected:
  bool finds(const Name& name, const std::vector<std::string>& path = {}, bool allow = false) const {
    Resolver resolver({{}, path, allow, {}, {}});
    const auto root = resolver.open(folder_.path("a/main.wat"));
    const auto importer = resolver.resolve("sub/x", *root);
    const std::string error = error_of(resolver, name, *importer);
    if (error != "no error") {
      EXPECT_THAT(error, HasSubstr("needs --allow-outside, or a --path that has it"));
    }
    return error == "no error";
  }

  const TestFolder folder_{{{"a/main.wat", importer},
                            {"a/sub/x.wat", "(module)"},
                            {"a/y.wat", "(module)"},
                            {"up.wat", "(module)"},
                            {"b/z.wat", "(module)"}}};
};

TEST_F(outside, in_the_folder_of_the_root_is_inside) {
  EXPECT_TRUE(finds("../y"));
  EXPECT_TRUE(finds("../../a/y"));
  EXPECT_TRUE(finds(folder_.path("a/y")));
}

TEST_F(outside, of_it_only_with_leave) {
  for (const Name& name : {Name("../../up"), Name(folder_.path("up.wat")), Name("../../b/z.wat")}) {
    EXPECT_FALSE(finds(name)) << name;
    EXPECT_TRUE(finds(name, {}, true)) << name;
    EXPECT_TRUE(finds(name, {folder_.path("")})) << name;
    EXPECT_EQ(finds(name, {folder_.path("b")}), name == "../../b/z.wat") << name;
  }
}

// What lies in the folder by its path alone.
TEST_F(outside, links_lead_there_as_well) {
  std::filesystem::create_symlink("../up.wat", folder_.path("a/file.wat"));
  std::filesystem::create_directory_symlink("../b", folder_.path("a/folder"));
  std::filesystem::create_directory_symlink("../a/sub", folder_.path("a/inside"));
  for (const Name& name : {Name("../file"), Name("../folder/z")}) {
    EXPECT_FALSE(finds(name)) << name;
    EXPECT_TRUE(finds(name, {}, true)) << name;
    EXPECT_TRUE(finds(name, {folder_.path("")})) << name;
  }
  EXPECT_TRUE(finds("../inside/x"));
  std::filesystem::create_symlink("../../up.wat", folder_.path("a/sub/beside.wat"));
  EXPECT_FALSE(finds("beside"));
  EXPECT_FALSE(finds("beside", {folder_.path("b")}));
  EXPECT_TRUE(finds("beside", {folder_.path("")}));
}

// What it imports is beside it.
TEST(resolve, the_folder_of_a_given_file_is_inside) {
  const TestFolder folder({{"a/main.wat", importer}, {"b/given.wat", importer}, {"b/lib.wat", "(module $b)"}});
  Resolver resolver({{{"given", folder.path("b/given.wat")}}, {}, false, {}, {}});
  const auto given = resolver.resolve("given", *resolver.open(folder.path("a/main.wat")));
  EXPECT_EQ(resolver.resolve("lib", *given)->module.names.module, "b");
}

TEST(resolve, knows_which_given_files_nobody_wants) {
  const TestFolder folder({{"main.wat", importer}, {"lib.wat", "(module)"}});
  Resolver resolver({{{"lib", folder.path("lib.wat")}, {"lob", "none.wat"}}, {}, false, {}, {}});
  const auto root = resolver.open(folder.path("main.wat"));
  EXPECT_EQ(resolver.unused(), (std::vector<Name>{"lib", "lob"}));
  resolver.resolve("lib", *root);
  EXPECT_EQ(resolver.unused(), std::vector<Name>{"lob"});
}

TEST(resolve, a_root_that_is_not_there) {
  Resolver resolver({});
  EXPECT_THROW(resolver.open("not/there.wat"), cli::Failure);
}

}  // namespace
}  // namespace modlink::transform
