// What LLVM's tools make of modules that modlink has written. spec: the tool conventions
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "tools/modlink/test_program.h"

namespace modlink::command {
namespace {

using testing::HasSubstr;
using testing::Not;

class llvm_tools : public test::ProgramTest {
 protected:
  void SetUp() override {
    for (const char* const tool : {"clang", "wasm-ld", "llvm-objdump", "llvm-nm", "llvm-dwarfdump", "llvm-strip"}) {
      if (!succeeds(std::string("command -v ") + tool)) GTEST_SKIP() << tool << " is missing";
    }
    write("app.c", R"(__attribute__((import_module("lib"), import_name("g"))) int g(int);
      static int x = 3;
      __attribute__((export_name("f"))) int f(int a) { x += a; return g(x) + a; })");
    write("lib.c", R"(static int y = 4;
      __attribute__((export_name("g"))) int g(int a) { y += a; return y; })");
    write("parent.wat", R"((module
      (import "lib" (module $LIB (export "g" (func (param i32) (result i32)))))
      (import "app" (module $APP (import "lib" (instance (export "g" (func (param i32) (result i32)))))
        (export "f" (func (param i32) (result i32)))))
      (instance $lib (instantiate $LIB))
      (instance $app (instantiate $APP (import "lib" (instance $lib))))
      (export "f" (func $app "f"))))");
    ASSERT_TRUE(succeeds(compiled("app") + " && " + compiled("lib")));
  }

  // A command of LLVM or the shell in the folder; what it prints is in `output`.
  bool succeeds(const std::string& command) const {
    return std::system(("cd '" + path("").string() + "' && (" + command + ") > output 2>&1").c_str()) == 0;
  }
  std::string output() const {
    std::ifstream in(path("output"));
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static std::string compiled(const std::string& name) {
    // Linking knows no -O: clang would have a wasm-opt, where there is one, rewrite what is linked.
    return "clang -g -O1 --target=wasm32 -mbulk-memory -c -o " + name + ".o " + name +
           ".c && clang --target=wasm32 -nostdlib -Wl,--no-entry -o " + name + ".wasm " + name + ".o";
  }

  void expect_accepted(const std::string& file) const {
    SCOPED_TRACE(file);
    for (const std::string tool :
         {"llvm-objdump -h ", "llvm-nm ", "llvm-dwarfdump --verify ", "llvm-strip -o stripped.wasm "}) {
      EXPECT_TRUE(succeeds(tool + file)) << output();
      EXPECT_THAT(output(), Not(HasSubstr("error:"))) << tool;
    }
    EXPECT_EQ(run("validate stripped.wasm").status, 0);
    ASSERT_TRUE(succeeds("llvm-objdump -h " + file));
    for (const char* const section : {" name ", " producers ", " target_features "}) {
      EXPECT_EQ(count(output(), section), 1) << section << output();
    }
  }
  static int count(const std::string& text, const std::string& part) {
    int result = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++result;
    return result;
  }
};

TEST_F(llvm_tools, accept_flat_modules) {
  EXPECT_THAT(run("flatten parent.wat -o flat.wasm").output, HasSubstr("\".debug_info\", "));
  expect_accepted("flat.wasm");
  run("flatten parent.wat --gc -o small.wasm");
  expect_accepted("small.wasm");
}

TEST_F(llvm_tools, accept_printed_and_parsed_modules) {
  run("flatten parent.wat --text -o flat.wat");
  ASSERT_EQ(run("parse flat.wat -o flat.wasm").output, "");
  expect_accepted("flat.wasm");
  run("print app.wasm -o app.wat");
  ASSERT_EQ(run("parse app.wat -o again.wasm").output, "");
  expect_accepted("again.wasm");
}

TEST_F(llvm_tools, find_debugging_information_of_the_only_module_that_has_any) {
  write("alone.wat", R"((module
    (import "lib" (module $LIB (export "g" (func (param i32) (result i32)))))
    (instance $lib (instantiate $LIB))
    (export "h" (func $lib "g"))))");
  EXPECT_EQ(run("flatten alone.wat -o flat.wasm").output, "");
  expect_accepted("flat.wasm");
  ASSERT_TRUE(succeeds("llvm-dwarfdump lib.wasm | tail -n +2 > before; llvm-dwarfdump flat.wasm | tail -n +2 > after"));
  EXPECT_TRUE(succeeds("grep DW_TAG_subprogram after && cmp before after"));
  // Where its code is another one, it is left out.
  write("more.wat", R"((module
    (import "lib" (module $LIB (export "g" (func (param i32) (result i32)))))
    (instance $lib (instantiate $LIB))
    (func (export "h") (result i32) (call (func $lib "g") (i32.const 1)))))");
  EXPECT_THAT(
      run("flatten more.wat -o flat.wasm").output,
      HasSubstr("custom sections \".debug_info\", \".debug_abbrev\", \".debug_line\", \".debug_str\" are left out"));
  expect_accepted("flat.wasm");
}

TEST_F(llvm_tools, accept_what_was_bundled_and_split) {
  ASSERT_EQ(run("bundle parent.wat -o bundled.wasm").status, 0);
  ASSERT_EQ(run("split bundled.wasm --out-dir parts").status, 0);
  EXPECT_TRUE(succeeds("ls parts/* && for part in parts/LIB*.wasm; do llvm-dwarfdump --verify $part; done"))
      << output();
  EXPECT_TRUE(succeeds("cmp parts/LIB*.wasm lib.wasm")) << output();
}

}  // namespace
}  // namespace modlink::command
