// `modlink bundle` and `modlink split`
#include <gmock/gmock.h>

#include "tools/modlink/test_program.h"

namespace modlink::command::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class bundle_command : public ProgramTest {
 protected:
  bundle_command() {
    write("main.wat", R"((module (import "lib" (module $LIB (export "n" (func (result i32)))))
                                 (instance $lib (instantiate $LIB)) (export $lib)))");
    write("lib.wat", R"((module (func (export "n") (result i32) (i32.const 42))))");
  }
  std::string content(const std::string& name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // Files in the folder, temporary ones too.
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path("")), {}));
  }
  // A command that is to fail, with what it is to say, and must not touch what is there.
  void expect_failure(const std::string& arguments, int status, const std::string& message) {
    write("out.wasm", "untouched");
    const std::size_t before = files();
    const Result result = run("bundle " + arguments + " -o out.wasm");
    EXPECT_EQ(result.status, status);
    EXPECT_THAT(result.output, HasSubstr(message));
    EXPECT_EQ(content("out.wasm"), "untouched");
    EXPECT_EQ(files(), before);
  }
};

// The sizes of the sections are longer than they need be, and `.debug_x` would say that code is elsewhere.
constexpr char padded[] =
    "\0asm\1\0\0\0\x01\x85\x00\x01\x60\x00\x01\x7f\x03\x82\x00\x01\x00\x07\x85\x00\x01\x01n\x00\x00"
    "\x0a\x89\x80\x00\x01\x86\x00\x00\x41\xaa\x80\x00\x0b\x00\x8a\x00\x08.debug_x!";

TEST_F(bundle_command, modules_keep_their_bytes_and_get_them_back) {
  const std::string lib(padded, sizeof padded - 1);
  std::filesystem::remove(path("lib.wat"));
  std::ofstream(path("lib.wasm"), std::ios::binary) << lib;
  EXPECT_EQ(run("bundle main.wat -o out.wasm").output, "");
  EXPECT_THAT(content("out.wasm"), HasSubstr(lib));
  EXPECT_EQ(run("split out.wasm --out-dir parts").output, "");
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path("parts"))) {
    if (entry.path().filename().string().rfind("LIB-", 0) != 0) continue;
    EXPECT_EQ(content("parts/" + entry.path().filename().string()), lib);
    ++found;
  }
  EXPECT_EQ(found, 1u);
}

TEST_F(bundle_command, the_form_follows_the_name_and_text) {
  EXPECT_EQ(run("bundle main.wat -o out.wasm").output, "");
  EXPECT_THAT(content("out.wasm"), StartsWith(std::string("\0asm", 4)));
  EXPECT_EQ(run("bundle main.wat -o out.wat").status, 0);
  EXPECT_THAT(content("out.wat"), StartsWith("(module"));
  EXPECT_EQ(run("bundle main.wat -o out2.wasm --text").status, 0);
  EXPECT_EQ(content("out2.wasm"), content("out.wat"));
  EXPECT_EQ(run("bundle main.wat --text").output, content("out.wat"));
  EXPECT_THAT(run("run --invoke n out.wasm").output, HasSubstr("42"));
}

TEST_F(bundle_command, standard_input_looks_in_the_current_folder) {
  const Result result = run("bundle - --text", "cat main.wat |");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, HasSubstr("i32.const 42"));
}

TEST_F(bundle_command, path_and_module_say_where) {
  std::filesystem::create_directory(path("nothing"));
  std::filesystem::create_directory(path("libs"));
  std::filesystem::rename(path("lib.wat"), path("libs/lib.wat"));
  EXPECT_EQ(run("bundle main.wat --path nothing --path libs -o out.wasm").status, 0);
  EXPECT_EQ(run("bundle --module lib=libs/lib.wat main.wat -o out.wasm").status, 0);
  EXPECT_EQ(run("bundle --module lib main.wat").status, 2);
}

TEST_F(bundle_command, plan_writes_nothing) {
  const Result result = run("bundle main.wat -o out.wasm --plan");
  EXPECT_EQ(result.output, "main.wat, 152 bytes\n  lib.wat, 56 bytes\n  import \"lib\": lib.wat, nested\n");
  EXPECT_FALSE(std::filesystem::exists(path("out.wasm")));
}

TEST_F(bundle_command, no_imports_demands_that_none_remain) {
  EXPECT_EQ(run("bundle main.wat --no-imports -o ok.wasm").status, 0);
  write("needs.wat", R"((module (import "lib" (module)) (import "a" "f" (func)) (import "g" (func))))");
  EXPECT_EQ(run("bundle needs.wat -o ok.wasm").status, 0);
  expect_failure("needs.wat --no-imports", 1, "needs.wat: imports remain:\n  instance \"a\"\n  func \"g\"\n");
}

TEST_F(bundle_command, a_missing_module) {
  std::filesystem::remove(path("lib.wat"));
  std::filesystem::create_directory(path("libs"));
  expect_failure("main.wat --path libs", 1,
                 "main.wat:1:9: module import \"lib\": no such file; searched:\n  lib\n  lib.wat\n  lib.wasm\n"
                 "  libs/lib\n  libs/lib.wat\n  libs/lib.wasm\n");
  expect_failure("nowhere.wat", 2, "nowhere.wat: No such file or directory");
}

TEST_F(bundle_command, a_cycle) {
  write("lib.wat", R"((module (import "main" (module)) (func (export "n") (result i32) (i32.const 1))))");
  expect_failure("main.wat", 1, "main.wat\n  imports \"lib\", which is lib.wat\n  imports \"main\", which is main.wat");
}

TEST_F(bundle_command, a_mismatch) {
  write("lib.wat", R"((module (func (export "n") (param i32))))");
  expect_failure("main.wat", 1, "lib.wat does not have the type it is imported by\n  export \"n\": expected");
}

TEST_F(bundle_command, bad_modules_and_limits) {
  write("lib.wat", "(module (func");
  expect_failure("main.wat", 1, "lib.wat:1:");
  write("lib.wat", R"((module (func (export "n") (result i32))))");
  expect_failure("main.wat", 1, "lib.wat:1:");
  write("lib.wat", R"((module (func (export "n") (result i32) (i32.const 1))))");
  expect_failure("main.wat --limit module_nesting=0", 1, "main.wat: limit: ");
}

TEST_F(bundle_command, an_output_that_cannot_be_written) {
  const Result result = run("bundle main.wat -o main.wat/no/folder.wasm");
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.output, "main.wat/no: File exists\n");
}

class split_command : public bundle_command {
 protected:
  split_command() {
    write("bundle.wat", R"((module $ROOT
      (module $ONE (func (export "n") (result i32) (i32.const 1)))
      (module $USER (alias outer $ROOT $ONE (module $ONE)) (instance $i (instantiate $ONE)) (export $i))
      (instance $i (instantiate $USER))
      (export $i)))");
  }
};

TEST_F(split_command, writes_files_that_bundle_and_run_find) {
  EXPECT_EQ(run("split bundle.wat --out-dir a/parts").output, "");
  std::size_t count = 0;
  for (const auto& file : std::filesystem::directory_iterator(path("a/parts"))) {
    EXPECT_THAT(file.path().filename().string(), testing::MatchesRegex("(bundle|(ONE|USER)-[0-9a-f]+)[.]wasm"));
    ++count;
  }
  EXPECT_EQ(count, 3u);
  EXPECT_THAT(run("run --invoke n a/parts/bundle.wasm").output, HasSubstr("i32:1"));
  EXPECT_EQ(run("bundle a/parts/bundle.wasm --no-imports -o again.wasm").output, "");
  EXPECT_THAT(run("run --invoke n again.wasm").output, HasSubstr("i32:1"));
}

TEST_F(split_command, says_what_stays_nested_and_why) {
  write("kept.wat", R"((module $ROOT (import "host" (module $M))
      (module $A (alias outer $ROOT $M (module $M)) (instance (instantiate $M)))
      (export "A" (module $A))))");
  const Result result = run("split kept.wat --out-dir parts --text");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output,
            "kept.wat:2:7: note: module $A stays nested: it uses an imported or aliased module of an "
            "enclosing one ($M) and is exported\n");
  EXPECT_THAT(content("parts/kept.wat"), HasSubstr("(module $A"));
}

TEST_F(split_command, writes_all_or_nothing) {
  write("bad.wat", "(module (module $A) (module $B (func (result i32))))");
  const Result bad = run("split bad.wat --out-dir parts");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.output, HasSubstr("bad.wat:1:"));
  EXPECT_FALSE(std::filesystem::exists(path("parts")));
  // The root's name is taken by a folder.
  std::filesystem::create_directories(path("parts/bundle.wasm"));
  EXPECT_EQ(run("split bundle.wat --out-dir parts").status, 2);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path("parts")), {}), 1);
}

TEST_F(split_command, a_folder_that_cannot_be_made) {
  write("file", "");
  EXPECT_EQ(run("split bundle.wat --out-dir file/parts").status, 2);
  EXPECT_EQ(run("split bundle.wat").status, 2);
  EXPECT_EQ(run("split nowhere.wat --out-dir parts").status, 2);
}

// Writing fails at the second file.
TEST_F(split_command, leaves_nothing_when_it_fails) {
  write("big.wat", "(module (module) (module (memory 1) (data (i32.const 0) \"" + std::string(60000, 'x') + "\")))");
  const Result result = run("split big.wat --out-dir new/parts", "ulimit -f 8; ");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("File too large"));
  EXPECT_FALSE(std::filesystem::exists(path("new")));
  EXPECT_EQ(run("split big.wat --out-dir taken", "mkdir taken; echo other > taken/other; ulimit -f 8; ").status, 2);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path("taken")), {}), 1);
}

}  // namespace
}  // namespace modlink::command::test
