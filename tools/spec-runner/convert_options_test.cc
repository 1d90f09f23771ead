// `--convert` and `--format`.
#include "tools/spec-runner/convert_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tools/files/test_suite.h"
#include "tools/spec-runner/test_program.h"

namespace modlink::runner {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class convert_options : public test::ProgramTest {
 protected:
  bool is_there(const std::string& name) const { return std::filesystem::exists(path(name)); }
  // The last line of a run of scripts.
  static std::string counts(const std::string& arguments) {
    const std::string output = test::run("-q " + arguments).output;
    return output.substr(output.rfind('\n', output.size() - 2) + 1);
  }
  // Scripts, and what they are rewritten as, come to the same.
  void expect_same_counts(const std::string& folder, const std::string& options) const {
    const std::string expected = counts(options + folder);
    EXPECT_THAT(expected, HasSubstr(" passed"));
    for (const std::string form : {"binary", "wast"}) {
      EXPECT_EQ(test::run(options + "--convert " + form + " " + path(form) + " " + folder).status, 0);
      EXPECT_EQ(counts(options + path(form)), expected) << form;
    }
    EXPECT_EQ(test::run(options + "--convert wast " + path("again") + " " + path("wast")).status, 0);
    EXPECT_EQ(test::run("--version; diff -r " + path("wast") + " " + path("again")).output.find("diff"),
              std::string::npos);
  }
};

TEST_F(convert_options, json_is_a_file_and_its_modules_in_a_folder) {
  const auto result = test::run("--convert json " + path("out") + " " + write("a.wast", "(module $M) (wait)"));
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output, path("a.wast") + ": 1 directive left out: threads (1)\n");
  EXPECT_THAT(read("out/a.json"), HasSubstr("\"name\": \"$M\", \"filename\": \"a.0.wasm\""));
  EXPECT_EQ(read("out/a.0.wasm"), std::string("\0asm\1\0\0\0", 8));
}

TEST_F(convert_options, json_of_wasm_tools) {
  EXPECT_EQ(test::run("--convert json " + path("") + " --json wasm-tools " + write("a.wast", "(module $M)")).status, 0);
  EXPECT_THAT(read("a.json"), HasSubstr(R"("name":"M","filename":"a.0.wasm","module_type":"binary")"));
  EXPECT_EQ(test::run("--json other " + path("a.wast")).status, 2);
}

TEST_F(convert_options, scripts_below_a_folder_are_written_below_another) {
  write("below/a.wast", "(module)");
  write("a.wast", "(module)");
  EXPECT_EQ(test::run("--convert json " + path("out") + " " + path("below") + " " + path("a.wast")).status, 2);
  EXPECT_FALSE(is_there("out"));
  EXPECT_EQ(test::run("--convert json " + path("out") + " " + path("")).status, 0);
  EXPECT_TRUE(is_there("out/a.0.wasm"));
  EXPECT_THAT(read("out/below/a.json"), HasSubstr("\"filename\": \"a.0.wasm\""));
}

TEST_F(convert_options, js_is_one_file) {
  EXPECT_EQ(
      test::run("--convert js " + path("a.js") + " " + write("a.wast", "(module)") + " " + write("b.wast", "(module)"))
          .status,
      0);
  EXPECT_THAT(read("a.js"), AllOf(HasSubstr("a.wast\", (t)"), HasSubstr("b.wast\", (t)"), HasSubstr("finish();\n")));
}

TEST_F(convert_options, one_script_is_a_file_or_goes_to_standard_output) {
  const std::string file = write("a.wast", "(module(func))");
  EXPECT_EQ(test::run("--convert wast - " + file).output, "(module\n  (type (func))\n  (func (type 0)))\n");
  EXPECT_EQ(test::run("--convert wast " + path("b.wast") + " " + file).status, 0);
  EXPECT_EQ(read("b.wast"), "(module\n  (type (func))\n  (func (type 0)))\n");
  EXPECT_EQ(test::run("--convert binary " + path("below") + " " + file).status, 0);
  EXPECT_THAT(read("below/a.wast"), HasSubstr("(module binary"));
  EXPECT_EQ(test::run("--convert wast - -", "printf '(get \"g\")' | ").output, "(get \"g\")\n");
}

TEST_F(convert_options, nothing_is_written_where_something_is_wrong) {
  write("a.wast", "(module)");
  const auto result =
      test::run("--convert json " + path("out") + " " + path("a.wast") + " " + write("b.wast", "\n(modul)"));
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("b.wast:2:2: unknown directive modul"));
  EXPECT_FALSE(is_there("out"));
  EXPECT_EQ(test::run("--convert json " + path("out") + " " + path("none.wast")).status, 2);
  EXPECT_EQ(test::run("--convert text " + path("out") + " " + path("a.wast")).status, 2);
  EXPECT_EQ(test::run("--convert json").status, 2);
  EXPECT_THAT(test::run("--convert json " + path("out") + " --format " + path("a.wast")).output, HasSubstr("--format"));
}

TEST_F(convert_options, options_of_a_script_are_heeded) {
  const std::string file =
      write("a.wast", ";; options: --disable simd\n(assert_malformed (module (func (param v128))) \"\")");
  EXPECT_THAT(test::run("--convert binary - " + file).output, HasSubstr("(module (func (param v128)))"));
  EXPECT_THAT(test::run("--ignore-script-options --convert binary - " + file).output, HasSubstr("(module binary"));
}

TEST_F(convert_options, format_is_in_place) {
  const std::string file = write("a.wast", ";; a\n(module\n(func))(get \"g\")");
  EXPECT_EQ(test::run("--format " + file).output, "");
  EXPECT_EQ(read("a.wast"), ";; a\n(module\n  (func))\n(get \"g\")\n");
  EXPECT_EQ(test::run("--format -", "printf '(module)(get \"a\")' | ").output, "(module)\n(get \"a\")\n");
}

TEST_F(convert_options, what_is_no_script_is_not_formatted) {
  const auto refused = [&](const std::string& text, const std::string& message) {
    const std::string file = write("a.wast", text);
    const auto result = test::run("--format " + write("good.wast", "(module)(module)") + " " + file);
    EXPECT_EQ(result.status, 2) << text;
    EXPECT_THAT(result.output, testing::StartsWith("spec-runner: " + file + message)) << text;
    EXPECT_EQ(std::count(result.output.begin(), result.output.end(), '^'), 1) << text;
    EXPECT_EQ(read("a.wast"), text);
    EXPECT_EQ(read("good.wast"), "(module)(module)") << text;
  };
  refused("(module)\n(modul)", ":2:2: unknown directive modul");
  refused("(module) module", ":1:10: unexpected token");
  refused("(assert_return)", ":1:15: unexpected token");
  refused("(module)(assert_return (invoke \"f\") (func))", ":1:");
  refused("(script (thread $t (foo)))", ":1:21: unknown directive foo");
  refused("(assert_malformed (module quote \"x\"))", ":1:");
  refused("(assert_invalid (module) \"a\" \"b\")", ":1:");
}

TEST_F(convert_options, modules_that_are_wrong_are_formatted) {
  const auto formatted = [&](const std::string& text, const std::string& expected) {
    const auto result = test::run("--format " + write("a.wast", text));
    EXPECT_EQ(result.status, 0) << result.output;
    EXPECT_EQ(read("a.wast"), expected);
  };
  formatted("(assert_malformed(module quote \"(func\" \")))\")\"unexpected\")",
            "(assert_malformed (module quote \"(func\" \")))\") \"unexpected\")\n");
  formatted("(assert_malformed(module binary \"\\00\")\"x\")", "(assert_malformed (module binary \"\\00\") \"x\")\n");
  formatted("(assert_malformed(module(func(foo)))\"x\")", "(assert_malformed (module (func (foo))) \"x\")\n");
  formatted("(assert_invalid(module(func(result i32)))\"x\")", "(assert_invalid (module (func (result i32))) \"x\")\n");
  formatted("(func(nop))(memory 1)", "(func (nop))\n(memory 1)\n");
  formatted(";; options: --enable wide-arithmetic\n(module(func))",
            ";; options: --enable wide-arithmetic\n(module (func))\n");
}

TEST_F(convert_options, no_file_is_formatted_if_one_cannot_be) {
  const std::string file = write("a.wast", "(module)(module)");
  const auto result = test::run("--format " + file + " " + write("b.wast", "(module"));
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("b.wast:1:1: malformed: unclosed parenthesis"));
  EXPECT_EQ(read("a.wast"), "(module)(module)");
}

TEST_F(convert_options, our_scripts_come_to_the_same_afterwards) {
  expect_same_counts(MODLINK_SOURCE_DIR "/spec-tests", "");
}

TEST_F(convert_options, the_official_suite_comes_to_the_same_afterwards) {
  const auto suite = cli::test::official_suite();
  if (!suite) GTEST_SKIP() << "the official suite is not there";
  expect_same_counts(suite->string(), "--disable module-linking ");
}

}  // namespace
}  // namespace modlink::runner
