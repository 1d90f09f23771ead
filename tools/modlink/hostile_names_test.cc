// What users and files bring never reaches a terminal, a picture or a log as it is.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <vector>

#include "tools/modlink/test_program.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/utf8.h"

namespace modlink::command::test {
namespace {

using testing::HasSubstr;

class hostile_names : public ProgramTest {
 protected:
  // Runs the program and expects nothing but text and lines of it. Returns what it printed.
  std::string say(const std::string& arguments) const {
    const Result result = run(arguments);
    EXPECT_NE(result.status, 3) << arguments;
    for (std::string_view rest = result.output; !rest.empty();) {
      const std::size_t length = rest[0] == '\n' ? 1 : utf8_length(rest);
      const bool is_good = length != 0 && (rest[0] == '\n' || control_length(rest) == 0);
      EXPECT_TRUE(is_good) << arguments.substr(0, 80) << ": " << without_controls(rest.substr(0, 60));
      if (!is_good) break;
      rest.remove_prefix(length);
    }
    return result.output;
  }
};

// In WAT: an escape sequence, one of 8 bits, a direction, a quote, a NUL, markup.
constexpr const char* bad = R"(\1b[31m\c2\9b31m\e2\80\ae\22\00<b>&\0a)";

std::string module_of_bad_names() {
  const std::string id = std::string("$\"") + bad + "\"";
  const std::string name = std::string("\"") + bad + "\"";
  const std::string func = "(func " + id + ")";
  const std::string import = "(import " + name + " " + func + ")";
  const std::string export_ = "(export " + name + " " + func + ")";
  return "(module " + id + import + "(module " + id + import + export_ + ") (instance " + id + " (instantiate " + id +
         import + ")) (alias " + id + " " + name + "(func $g)) (func $h (block " + id + ")) " + export_ + "(@custom " +
         name + "))";
}

TEST_F(hostile_names, in_modules) {
  const std::string file = "a\x1b[31m\xc2\x9b\xe2\x80\xae\xff\nb.wat";
  write(file, module_of_bad_names());
  const std::string quoted = " '" + file + "'";
  EXPECT_EQ(say("parse -o x.wasm" + quoted), "");
  for (const char* input : {quoted.c_str(), " x.wasm"}) {
    for (const char* command :
         {"print", "print --desugar", "objdump", "types", "types --json", "graph", "graph --format mermaid",
          "graph --format json", "graph --after", "lint", "lint --json", "validate -v", "run", "run --invoke x",
          "bundle --report", "bundle -o y.wasm", "flatten -o y.wasm", "split --out-dir parts", "subtype x.wasm"}) {
      say(command + std::string(input));
    }
  }
}

TEST_F(hostile_names, in_errors) {
  const std::string long_id = "$" + std::string(1000000, 'x');
  const std::string bad_id = std::string("$\"") + bad + "\"";
  const std::string cut = "$\"" + std::string(80, 'x') + "…\" (999920 more)";
  for (const auto& [id, shown] : {std::pair(long_id, cut), std::pair(bad_id, std::string("$\"\\1b[31m\\c2\\9b31m"))}) {
    for (const std::string& text :
         {"(func " + id + ") (func " + id + ")", "(export \"\" (func " + id + "))",
          "(func (param " + id + " i32) (local " + id + " i32))", "(func (local.get " + id + "))",
          "(func (br " + id + "))", "(func (block $l (end " + id + ")))",
          "(type $t (struct (field " + id + " i32) (field " + id + " i32)))",
          "(type $t (struct)) (func (struct.get $t " + id + "))", "(module (alias outer " + id + " 0 (type)))"}) {
      write("a.wat", "(module " + text + ")");
      const std::string output = say("validate a.wat");
      EXPECT_LT(output.size(), 400u);
      if (output.find("unexpected") != std::string::npos) continue;
      EXPECT_THAT(output, HasSubstr(shown)) << text.substr(0, 80);
    }
  }
}

TEST_F(hostile_names, in_arguments) {
  write("a.wat", R"((module (func (export "f") (param i32))))");
  const std::string bytes = "\x1b[31m\xc2\x9b\xe2\x80\xae\xff\nx";
  const std::string large(100000, 'x');
  for (const std::string& word : {bytes, large}) {
    for (const char* arguments : {"'@'",
                                  "'--@'",
                                  "validate '@'",
                                  "validate --enable '@'",
                                  "validate --limit '@'",
                                  "validate --limit '@=1'",
                                  "validate --limit 'types=@'",
                                  "validate --import-order '@'",
                                  "run a.wat --invoke '@'",
                                  "run a.wat --invoke f '@'",
                                  "run a.wat --dir '@'",
                                  "run a.wat --env '@'",
                                  "run a.wat --instance '@'",
                                  "run a.wat --instance 'a=@'",
                                  "run a.wat --random-seed '@'",
                                  "graph a.wat --format '@'",
                                  "bundle a.wat --module '@'",
                                  "split a.wat --out-dir '@/b'",
                                  "objdump a.wat --section '@'",
                                  "objdump a.wat --func '@'",
                                  "parse a.wat -o '@/b'",
                                  "print a.wat '@'"}) {
      std::string line = arguments;
      line.replace(line.find('@'), 1, word);
      EXPECT_LT(say(line).size(), 2000u) << arguments;
    }
  }
  EXPECT_THAT(say("validate '" + large + "'"), HasSubstr(std::string(80, 'x') + "… (99920 more): "));
}

// Names in modules and in JSON are UTF-8.
TEST_F(hostile_names, that_are_no_names) {
  write("a.wat", R"((module (import "m" (module)) (import "env" "x" (func)) (func (export "f"))))");
  write("b.wat", R"((module (func (export "f"))))");
  for (const auto& [option, arguments] :
       {std::pair("NAME=FILE", "merge '@=a.wat' --conflicts=rename -o x.wasm"),
        std::pair("--rename-export", "merge r=a.wat --rename-export 'f=@' -o x.wasm"),
        std::pair("--rename-export", "merge r=a.wat --rename-export '@=f' -o x.wasm"),
        std::pair("--rename-import", "merge r=a.wat --rename-import 'env=@' -o x.wasm"),
        std::pair("--rename-import", "merge r=a.wat --rename-import '@=env' -o x.wasm"),
        std::pair("--loader", "merge r=b.wat --loader mjs -o '@.wasm'"),
        std::pair("--loader", "flatten b.wat --loader json -o '@.wasm'"),
        std::pair("--external", "bundle a.wat --external 'm=@' -o x.wasm"),
        std::pair("--external", "bundle a.wat --external '@=m' -o x.wasm"),
        std::pair("--only", "bundle a.wat --only '@' -o x.wasm"),
        std::pair("--keep", "bundle a.wat --keep '@' -o x.wasm"),
        std::pair("--module", "bundle a.wat --module '@=a.wat' -o x.wasm"),
        std::pair("--import-name", "split a.wat --import-name '@' --out-dir x.wasm"),
        std::pair("--only", "split a.wat --only '@' --out-dir x.wasm"),
        std::pair("--instance", "run b.wat --instance '@=b.wat'"),
        std::pair("--import", "run b.wat --import '@=b.wat:f'"),
        std::pair("--import", "run b.wat --import 'env=b.wat:@'"), std::pair("--invoke", "run b.wat --invoke '@'")}) {
    std::string line = arguments;
    line.replace(line.find('@'), 1, "bad\xff");
    const Result result = run(line);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_THAT(result.output, HasSubstr(std::string(option) + ": `bad\\ff")) << arguments;
    EXPECT_THAT(result.output, HasSubstr("is no name: it is not UTF-8\n")) << arguments;
    EXPECT_FALSE(std::filesystem::exists(path("x.wasm"))) << arguments;
  }
}

TEST_F(hostile_names, files_may_be_called_anything) {
  write("bad\xff.wat", R"((module $A (module $M) (func $f (export "f"))))");
  write("root.wat", R"((module (import "m" (module $M)) (instance (instantiate $M))))");
  const std::string file = " 'bad\xff.wat'", output = " -o 'x\xff.wasm'";
  const std::vector<std::string> lines{
      "validate" + file,
      "parse" + file + output,
      "bundle root.wat --module 'm=bad\xff.wat' --record" + output,
      "bundle root.wat --module 'm=bad\xff.wat' --plan --json",
      "split 'x\xff.wasm' --out-dir 'parts\xff'",
      "split 'x\xff.wasm' --plan --json",
      "split" + file + " --plan --json",
      "split" + file + " --out-dir parts",
      "flatten root.wat --module 'm=bad\xff.wat' --report 'r\xff' --source-map 'y\xff.map'" + output,
      "validate 'x\xff.wasm'",
      "merge 'a=bad\xff.wat' --report 'r\xff'" + output,
      "validate 'x\xff.wasm'",
      "types --json" + file,
      "lint --json" + file,
      "graph --before --format json" + file,
      "graph --before --format json root.wat --module 'm=bad\xff.wat'",
      "run --invoke f" + file,
      "objdump" + file,
      "run --instance 'i=bad\xff.wat' --import 'j=bad\xff.wat:f'" + file};
  for (const std::string& line : lines) {
    const Result result = run(line);
    EXPECT_EQ(result.status, 0) << without_controls(line) << '\n' << without_controls(result.output);
  }
}

TEST_F(hostile_names, that_are_many) {
  std::string exports, imports;
  for (int i = 0; i < 1000; ++i) {
    exports += fmt::format("(export \"f{}\" (func 0))", i);
    imports += fmt::format("(import \"f{}\" (func))", i);
  }
  write("a.wat", "(module (func) " + exports + ")");
  write("b.wat", "(module " + imports + ")");
  EXPECT_THAT(say("run a.wat --invoke x"), HasSubstr("\"f0\", \"f1\""));
  EXPECT_THAT(say("run a.wat --invoke x"), HasSubstr("\"f19\" and 980 more\n"));
  EXPECT_THAT(say("bundle --no-imports b.wat"), HasSubstr("func \"f19\"\n  and 980 more\n"));
}

TEST_F(hostile_names, in_the_text_shown) {
  write("a.wat", "(module (func (nop \"\xe2\x80\xae\xc2\x9b\x1b\xff\") ))");
  EXPECT_THAT(say("validate -v a.wat"), HasSubstr("(nop \"\ufffd\ufffd"));
}

TEST_F(hostile_names, files_that_are_no_modules) {
  write("damaged.wasm", std::string("\0asn\1\0\0\0", 8));
  write("short.wasm", std::string("\0as", 3));
  write("zipped.wasm", "\x1f\x8b\x08");
  write("elf", "\x7f\x45LF\2");
  write("empty.wasm", "");
  write("empty.wat", "");
  write("a.wat", "(module (memory 1) (data (i32.const 0) \"a\xff\"))");
  const std::string detected = ":0x0: malformed: magic header not detected: ";
  EXPECT_EQ(say("validate damaged.wasm"), "damaged.wasm" + detected + "found \"\\00asn\" [magic-header]\n");
  EXPECT_EQ(say("validate zipped.wasm"), "zipped.wasm" + detected + "this is a gzip file [magic-header]\n");
  EXPECT_EQ(say("validate elf"), "elf" + detected + "this is an ELF file [magic-header]\n");
  EXPECT_THAT(say("validate short.wasm"), HasSubstr(":0x3: malformed: unexpected end"));
  EXPECT_THAT(say("validate empty.wasm"), HasSubstr(":0x0: malformed: unexpected end"));
  EXPECT_EQ(say("validate empty.wat"), "");
  EXPECT_EQ(say("validate a.wat"),
            "a.wat:1:42: malformed: malformed UTF-8 encoding: raw byte 0xff, which strings have as `\\ff` "
            "[malformed-utf8]\n");
}

}  // namespace
}  // namespace modlink::command::test
