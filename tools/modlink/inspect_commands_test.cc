// The subcommands that inspect modules, run as a user runs them.
#include <gmock/gmock.h>

#include <sstream>
#include <vector>

#include "tools/modlink/test_program.h"

namespace modlink::command {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class inspect_commands : public test::ProgramTest {};

TEST_F(inspect_commands, parse_and_print) {
  write("a.wat", R"((module $a (func $f (export "f") (result i32) (i32.const 7))))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").output, "");
  EXPECT_EQ(run("print a.wasm").output, run("print a.wat").output);
  EXPECT_EQ(run("print -", "cat a.wasm |").output, run("print a.wat").output);
  EXPECT_THAT(run("print --fold a.wasm").output, HasSubstr("\n    (i32.const 7)"));
  EXPECT_EQ(run("parse --no-names a.wat -o a.wasm").status, 0);
  EXPECT_THAT(run("print a.wasm").output, Not(HasSubstr("$f")));
  EXPECT_THAT(run("print --names a.wasm").output, HasSubstr("(func $f"));
  EXPECT_THAT(run("print a.wasm").output, HasSubstr("(func (;0;) "));
  EXPECT_THAT(run("print --plain a.wasm").output, Not(HasSubstr("(;0;)")));
  EXPECT_THAT(run("print --skeleton a.wasm").output, HasSubstr("(result i32) ...)"));
  EXPECT_EQ(run("parse").status, 2);
  EXPECT_EQ(run("print none.wat").status, 2);
}

TEST_F(inspect_commands, parse_writes_nothing_when_it_fails) {
  write("a.wat", "(module (func $f) (func $f))");
  const test::Result result = run("parse a.wat -o a.wasm");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.output,
            "a.wat:1:25: malformed: duplicate func $f [duplicate-identifier]\n 1 | (module (func $f) (func $f))\n"
            "   |                         ^\n");
  EXPECT_FALSE(std::filesystem::exists(path("a.wasm")));
}

TEST_F(inspect_commands, legacy_exceptions_are_translated) {
  write("a.wat", R"((module (tag $e) (func (export "f") (result i32)
    try (result i32) throw $e catch_all i32.const 2 end)))");
  EXPECT_EQ(run("print --translate-exceptions a.wat -o b.wat").output, "");
  EXPECT_EQ(run("run --disable legacy-exceptions a.wat --invoke f").status, 1);
  EXPECT_EQ(run("run --disable legacy-exceptions b.wat --invoke f").output, "f() => i32:2\n");
}

TEST_F(inspect_commands, zero_level_exports_are_written_out) {
  write("a.wat", R"((module (import "i" (instance $i (export "x" (func)))) (export $i)))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  EXPECT_THAT(run("print --plain a.wasm").output,
              AllOf(HasSubstr("(alias $i \"x\" (func))"), HasSubstr("(export \"x\"")));
  EXPECT_EQ(run("print --desugar a.wat").output.substr(0, 7), "(module");
  write("b.wat", R"((module (import "i" (instance $i (export "x" (func)))) (export $i) (export $i)))");
  const test::Result bad = run("parse b.wat -o b.wasm");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.output, AllOf(HasSubstr("duplicate export name"), HasSubstr("note: zero-level export")));
}

TEST_F(inspect_commands, errors_have_codes_that_can_be_explained) {
  write("a.wat", "(module (func (result i32)))");
  EXPECT_EQ(
      run("validate a.wat").output,
      "a.wat:1:27: invalid: type mismatch: block requires [i32] but stack has [] (in function 0) [type-mismatch]\n");
  EXPECT_THAT(run("print --desugar a.wat").output,
              HasSubstr(" but stack has [] (in function 0) [type-mismatch]\n 1 | (module"));
  const test::Result result = run("--explain type-mismatch");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, StartsWith("type-mismatch: type mismatch\n"));
  EXPECT_THAT(run("--explain").output, HasSubstr("  type-mismatch "));
  EXPECT_EQ(run("--explain bogus").status, 2);
}

TEST_F(inspect_commands, unknown_words_are_named) {
  EXPECT_THAT(run("bogus").output, StartsWith("unknown subcommand `bogus`; there are bundle, flatten, graph, lint,"));
  EXPECT_EQ(run("bogus").status, 2);
  EXPECT_THAT(run("prnt a.wat").output, StartsWith("unknown subcommand `prnt`; did you mean `print`?\n"));
  EXPECT_THAT(run("--bogus").output, StartsWith("unknown option `--bogus`\n"));
  EXPECT_THAT(run("print --plian a.wat").output, StartsWith("unknown option `--plian`; did you mean `--plain`?\n"));
  EXPECT_THAT(run("print --enabel=a a.wat").output,
              StartsWith("unknown option `--enabel=a`; did you mean `--enable`?\n"));
  EXPECT_THAT(run("print a.wat b.wat").output, StartsWith("unexpected argument `b.wat`\n"));
  EXPECT_THAT(run("").output, StartsWith("A subcommand is required\n"));
  EXPECT_THAT(run("print").output, StartsWith("FILE is required\n"));
}

// What a parser of command lines calls things is not for users.
TEST_F(inspect_commands, help_has_no_words_of_the_parser) {
  std::vector<std::string> commands{""};
  std::istringstream lines(run("--help").output);
  for (std::string line; std::getline(lines, line) && line != "Subcommands:";) continue;
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    if (line.size() > 2 && line[2] != ' ') commands.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  EXPECT_GT(commands.size(), 10u);
  for (const std::string& command : commands) {
    const test::Result help = run(command + " --help");
    EXPECT_EQ(help.status, 0) << command;
    for (const char* word : {"ENUM", "FAILED", "Check ", "->", ":{", "value in"})
      EXPECT_THAT(help.output, Not(HasSubstr(word))) << command;
  }
  EXPECT_THAT(run("merge --help").output, HasSubstr("--conflicts error|rename|skip\n"));
  EXPECT_THAT(run("merge a=a.wasm -o b.wasm --conflicts bogus").output,
              StartsWith("--conflicts: `bogus`: expected error, rename or skip\n"));
  EXPECT_THAT(run("flatten a.wasm -o b.wasm --loader ts").output,
              StartsWith("--loader: `ts`: expected js, mjs or json\n"));
}

TEST_F(inspect_commands, components_are_called_that) {
  write("a.wat", "(component)");
  EXPECT_THAT(
      run("validate a.wat").output,
      StartsWith("a.wat:1:2: malformed: unknown operator component: this is a component, of the component model"));
}

// D25: in the binary the nested module would see the type.
TEST_F(inspect_commands, parse_writes_no_valid_binary_of_an_invalid_text) {
  write("a.wat", "(module $P (module $C (func (type outer $P $t))) (type $t (func)))");
  const test::Result bad = run("parse a.wat -o a.wasm");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.output, AllOf(HasSubstr("a.wat:1:44: invalid: unknown type $t: not before the nested module"),
                                HasSubstr("note: outer alias of a type behind the module has no binary encoding")));
  EXPECT_FALSE(std::filesystem::exists(path("a.wasm")));
  write("b.wat", "(module $P (type $t (func)) (module $C (func (type outer $P $t))) (type (func)))");
  EXPECT_EQ(run("parse b.wat -o b.wasm").status, 0);
}

TEST_F(inspect_commands, bad_annotations_are_errors) {
  write("a.wat", "(module\n  (@custom \"A\" (after function) \"d\"))");
  for (const char* command : {"validate", "parse", "print", "lint", "types"}) {
    const test::Result result = run(std::string(command) + " a.wat");
    EXPECT_EQ(result.status, 1) << command;
    EXPECT_THAT(result.output, HasSubstr("a.wat:2:23: malformed: @custom annotation: malformed section kind"));
  }
  write("b.wat", "(module (func (@metadata.code.branch_hint \"\\00\") nop))");
  EXPECT_THAT(run("validate b.wat").output, HasSubstr("b.wat:1:15: invalid: @metadata.code.branch_hint annotation: "));
  write("c.wat", "(module (@custom \"A\" (after import) \"d\") (@other))");
  EXPECT_EQ(run("validate c.wat").output, "");
}

std::string custom_section(const std::string& name) {
  const auto size = static_cast<char>(name.size());
  return std::string(1, '\0') + static_cast<char>(size + 2) + size + name + "x";
}

TEST_F(inspect_commands, bad_custom_sections_are_notes) {
  write("a.wasm", std::string("\0asm\1\0\0\0", 8) + custom_section("name"));
  const std::string note =
      "a.wasm:0xf: note: a custom section is ignored: malformed name section: unknown subsection "
      "[malformed-name-section]\n";
  EXPECT_EQ(run("validate a.wasm").output.substr(0, 40), note.substr(0, 40));
  EXPECT_EQ(run("validate a.wasm").status, 0);
  EXPECT_EQ(run("parse a.wasm -o b.wasm").status, 0);
  EXPECT_EQ(run("parse a.wasm", "cmp a.wasm b.wasm;").status, 0);
}

std::string repeated(int count, const std::string& text) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

// Well within the limits, but too deep for a small stack, in some builds or in all.
TEST_F(inspect_commands, small_stacks) {
  write("types.wat", repeated(100, "(module ") + repeated(100, "(type (instance ") + repeated(300, ")"));
  write("modules.wat", repeated(100, "(module (func) ") + repeated(99, ") (instance (instantiate 0))") + ")");
  run("parse types.wat -o types.wasm");
  run("parse modules.wat -o modules.wasm");
  for (const std::string command :
       {"parse -o b.wasm", "print --names", "print --fold --desugar", "print --translate-exceptions", "validate",
        "bundle -o b.wat", "flatten -o b.wasm", "split --force --out-dir parts", "graph --before", "graph --after",
        "types", "lint", "objdump", "run", "subtype types.wasm"}) {
    for (const std::string file : {"types.wat", "types.wasm", "modules.wat", "modules.wasm"}) {
      const test::Result result = run(command + " " + file, "ulimit -s 512;");
      EXPECT_LE(result.status, 1) << command << " " << file;
      if (result.status != 1 || command.rfind("subtype", 0) == 0) continue;
      EXPECT_THAT(result.output, HasSubstr("limit: nested too deep")) << command << " " << file;
      EXPECT_THAT(result.output, HasSubstr(file)) << command << " " << file;
    }
  }
}

TEST_F(inspect_commands, streams_may_be_full_or_closed) {
  write("a.wat", "(module)");
  for (const std::string stream : {"2>/dev/full", "2>&-"}) {
    EXPECT_EQ(run("validate none.wat )", "(exec " + stream + ";").status, 2);
    EXPECT_EQ(run("validate --nonsense )", "(exec " + stream + ";").status, 2);
  }
  for (const std::string stream : {">/dev/full", ">&-"}) {
    for (const std::string arguments :
         {"--help", "--version", "--man", "print --help", "print --list-limits", "print a.wat", "objdump a.wat",
          "subtype a.wat a.wat", "types a.wat", "graph --before a.wat"}) {
      EXPECT_EQ(run(arguments + " )", "(exec " + stream + ";").status, 2) << arguments << stream;
    }
    EXPECT_EQ(run("validate a.wat )", "(exec " + stream + ";").status, 0);
  }
  EXPECT_EQ(run("validate - )", "(exec <&-;").status, 2);
  EXPECT_EQ(run("validate a.wat )", "(exec <&- >&- 2>&-;").status, 0);
}

TEST_F(inspect_commands, memory_may_run_out) {
  const std::string little = "ulimit -v 100000;";
  if (run("--version", little).status != 0) GTEST_SKIP() << "what watches memory needs more";
  write("a.wat", "(module (func " + repeated(3'000'000, " nop") + "))");
  for (const std::string command : {"validate", "print", "bundle", "lint", "types", "parse"}) {
    const test::Result result = run(command + " a.wat", little);
    EXPECT_EQ(result.status, 1) << command;
    EXPECT_EQ(result.output, "a.wat: limit: out of memory [out-of-memory]\n") << command;
  }
  // It is decoded, but not more.
  write("b.wat", "(module (func " + repeated(1'000'000, " nop") + "))");
  EXPECT_EQ(run("parse b.wat -o b.wasm").status, 0);
  const test::Result result = run("print --fold b.wasm", little);
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.output, "b.wasm: limit: out of memory [out-of-memory]\n");
}

TEST_F(inspect_commands, numbers_that_make_no_sense) {
  write("a.wat", "(module)");
  for (const std::string arguments :
       {"flatten --max-copies -1", "flatten --max-growth 1e9", "validate --limit types=18446744073709551616",
        "validate --limit types=", "validate --limit types", "run --random-seed 99999999999999999999",
        "run --random-seed -1", "bundle --module a=", "bundle --module =a.wat"}) {
    EXPECT_EQ(run(arguments + " a.wat").status, 2) << arguments;
  }
}

// A name section that names, in every subsection of definitions, what a module does not have.
std::string bad_names() {
  std::string content("\4name", 5);
  for (const char id : {'\1', '\4', '\5', '\6', '\7', '\x8', '\x9', '\xb', 'i', 'm'}) {
    content += std::string(1, id) + "\7\1\xff\xff\xff\x7f\1x";
  }
  return std::string("\0", 1) + static_cast<char>(content.size()) + content;
}

TEST_F(inspect_commands, names_of_what_does_not_exist_are_notes) {
  const std::string inner = std::string("\0asm\1\0\0\0", 8) + bad_names();
  const auto size = static_cast<char>(inner.size());
  const std::string section = std::string("\xe", 1) + static_cast<char>(size + 2) + '\1' + size + inner;
  write("a.wasm", std::string("\0asm\1\0\0\0", 8) + section + bad_names());
  for (const std::string command :
       {"validate -v", "bundle -o -", "flatten -o f.wasm", "split --out-dir parts", "print --names", "graph --before",
        "graph --after", "types", "lint", "objdump", "run"}) {
    const test::Result result = run(command + " a.wasm");
    EXPECT_EQ(result.status, 0) << command << ": " << result.output;
    if (command == "objdump") continue;
    // These two read no others.
    const bool links = command.rfind("bundle", 0) == 0 || command.rfind("split", 0) == 0;
    const char* const names = links ? "type 268435455, and 2 more [names-of-nothing]\n"
                                    : "function 268435455, and 9 more [names-of-nothing]\n";
    EXPECT_THAT(result.output, HasSubstr(std::string("names of what does not exist: ") + names)) << command;
  }
}

TEST_F(inspect_commands, damaged_names_do_not_grow_in_the_round_trip) {
  const std::string preamble("\0asm\1\0\0\0", 8);
  const std::string type("\1\4\1\x60\0\0", 6);
  for (const std::string& content :
       {std::string("\4name"), std::string("\4name\0\2\1M", 9), std::string("\4name\0\3", 7)}) {
    const std::string section = std::string(1, '\0') + static_cast<char>(content.size()) + content;
    write("a.wasm", preamble + section + type + section);
    const auto go_round = [&] {
      run("print --names a.wasm -o a.wat");
      run("parse a.wat -o a.wasm");
      return std::filesystem::file_size(path("a.wasm"));
    };
    const auto size = go_round();
    EXPECT_EQ(go_round(), size);
    EXPECT_EQ(go_round(), size);
  }
}

// A module with one function, whose type and code sections are given, and with custom sections that point into it.
std::string with_pointers(std::string_view types, std::string_view code) {
  std::string result("\0asm\1\0\0\0", 8);
  result.append(types).append("\3\2\1\0", 4).append(code);
  for (const char* name : {".debug_info", "linking", "reloc.CODE", "metadata.code.trace_inst", "sourceMappingURL"}) {
    result += custom_section(name);
  }
  return result + custom_section("producers");
}

TEST_F(inspect_commands, sections_that_point_to_what_moves_are_left_out) {
  const std::string_view types("\1\4\1\x60\0\0", 6);
  const std::string_view code("\xa\7\1\5\0\x41\0\x1a\xb", 9);
  write("same.wasm", with_pointers(types, code));
  write("code.wasm", with_pointers(types, {"\xa\x9\1\7\0\x41\x80\x80\0\x1a\xb", 11}));
  write("file.wasm", with_pointers({"\1\x84\0\1\x60\0\0", 7}, code));
  for (const char* command : {"parse", "print", "flatten --text"}) {
    const std::string to = std::string(command) + " -o out ";
    EXPECT_EQ(run(to + "same.wasm").output, "");
    EXPECT_EQ(run(to + "file.wasm").output,
              "file.wasm: custom section \"sourceMappingURL\" is left out: what it points to moves\n");
    EXPECT_EQ(run(to + "code.wasm").output,
              "code.wasm: custom sections \".debug_info\", \"linking\", \"reloc.CODE\", \"metadata.code.trace_inst\", "
              "\"sourceMappingURL\" are left out: what they point to moves\n");
    const std::string left = run("print out").output;
    EXPECT_THAT(left, AllOf(HasSubstr("\"producers\""), Not(HasSubstr("debug"))));
  }
  const std::string overview = run("print --skeleton code.wasm").output;
  EXPECT_THAT(overview, AllOf(HasSubstr("(@custom \".debug_info\" (after code) ...)"), Not(HasSubstr("left out"))));
  for (const char* file : {"same", "file", "code"}) {
    EXPECT_EQ(run(std::string("flatten -o kept.wasm ") + file + ".wasm").output, "");
    EXPECT_EQ(run("validate kept.wasm", std::string("cmp kept.wasm ") + file + ".wasm &&").status, 0);
  }
  EXPECT_EQ(run("parse same.wasm -o again.wasm").status, 0);
  EXPECT_EQ(run("validate again.wasm", "cmp same.wasm again.wasm &&").status, 0);
}

TEST_F(inspect_commands, names_are_where_they_usually_are_without_what_stood_behind_them) {
  const std::string names("\0\x9\4name\0\2\1m", 11);
  const std::string types("\1\x84\0\1\x60\0\0", 7);
  const std::string func("\3\2\1\0\xa\4\1\2\0\xb", 10);
  write("a.wasm", std::string("\0asm\1\0\0\0", 8) + types + func + names + custom_section("sourceMappingURL"));
  EXPECT_EQ(run("print a.wasm -o a.wat").output,
            "a.wasm: custom section \"sourceMappingURL\" is left out: what it points to moves\n");
  EXPECT_THAT(run("print a.wat").output, AllOf(HasSubstr("$m"), Not(HasSubstr("custom"))));
}

TEST_F(inspect_commands, translated_code_moves) {
  write("a.wat", R"((module (func (try (do) (catch_all))) (@custom ".debug_info" "x")))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  EXPECT_EQ(run("print a.wasm -o a.out").output, "");
  EXPECT_THAT(run("print --translate-exceptions a.wasm -o a.out").output,
              HasSubstr("custom section \".debug_info\" is left out"));
}

TEST_F(inspect_commands, validate_has_one_line_for_each_bad_file) {
  write("good.wat", "(module)");
  write("bad.wat", "(module (func (result i32)))");
  write("worse.wat", "(module");
  const test::Result result = run("validate good.wat bad.wat worse.wat");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(
      result.output,
      "bad.wat:1:27: invalid: type mismatch: block requires [i32] but stack has [] (in function 0) [type-mismatch]\n"
      "worse.wat:1:1: malformed: unexpected token end of text, expected `)`: unclosed parenthesis "
      "[unexpected-token]\n");
  EXPECT_THAT(run("validate -v bad.wat").output, HasSubstr("\n   |                           ^\n"));
  EXPECT_EQ(run("validate good.wat none.wat").status, 2);
  EXPECT_EQ(run("validate good.wat").output, "");
}

TEST_F(inspect_commands, objdump_goes_as_far_as_it_can) {
  write("a.wat", R"((module (module (func (i32.const 1) (drop)))))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  EXPECT_THAT(run("objdump a.wasm").output, AllOf(HasSubstr("section 14: module"), HasSubstr("i32.const 1\n")));
  const test::Result cut = run("objdump -", "(cat a.wasm; printf '\\021') |");
  EXPECT_EQ(cut.status, 1);
  EXPECT_THAT(cut.output, AllOf(HasSubstr("section 14: module"), HasSubstr("malformed section id 11")));
}

TEST_F(inspect_commands, objdump_goes_on_behind_a_bad_function) {
  write("a.wat", "(module (func (i32.const 5) (drop)) (func (i32.const 6) (drop)) (func (i32.const 7) (drop)))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  const test::Result bad = run("objdump -", R"(sed 's/\x41\x06\x1a/\xff\xff\x1a/' a.wasm |)");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.output, AllOf(HasSubstr("i32.const 5\n"), HasSubstr("error: malformed: illegal opcode ff"),
                                HasSubstr("func[2]:\n"), HasSubstr("i32.const 7\n"), HasSubstr("<stdin>:0x")));
}

TEST_F(inspect_commands, objdump_shows_parts) {
  write("a.wat", R"((module (func $f (i32.const 5) (drop)) (func (i32.const 6) (drop) (call $f)) (@custom "c" "x")
    (module (func $g (i32.const 7) (drop)))))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  EXPECT_THAT(run("objdump -h a.wasm").output,
              AllOf(HasSubstr("section 10: code"), HasSubstr("section 0: custom \"c\", 3 bytes\n"),
                    HasSubstr("section 0: custom \"name\", "), Not(HasSubstr("func[0]"))));
  EXPECT_THAT(
      run("objdump -d a.wasm").output,
      AllOf(HasSubstr("func[0] <f>:\n"), HasSubstr("func[1]:\n"), HasSubstr("call 0 <f>\n"),
            HasSubstr("func[0] <g>:\n"), HasSubstr("i32.const 7"), Not(HasSubstr("section")), Not(HasSubstr("type"))));
  EXPECT_THAT(run("objdump --func 1 a.wasm").output, AllOf(HasSubstr("i32.const 6"), Not(HasSubstr("i32.const 5"))));
  for (const std::string func : {"f", "'$f'"}) {
    EXPECT_THAT(run("objdump --func " + func + " a.wasm").output,
                AllOf(HasSubstr("i32.const 5"), Not(HasSubstr("i32.const 6")), Not(HasSubstr("i32.const 7"))));
  }
  EXPECT_THAT(run("objdump --func none a.wasm").output, HasSubstr("a.wasm: nothing of that is in it"));
  EXPECT_THAT(run("objdump -j module a.wasm").output, AllOf(HasSubstr("i32.const 7"), Not(HasSubstr("i32.const 5"))));
  EXPECT_THAT(run("objdump --section c a.wasm").output, AllOf(HasSubstr("contents \"x\""), Not(HasSubstr("func"))));
  EXPECT_THAT(run("objdump --section none a.wasm").output, HasSubstr("a.wasm: nothing of that is in it"));
  EXPECT_THAT(run("objdump --help").output, HasSubstr("--headers"));
}

TEST_F(inspect_commands, objdump_encodes_text) {
  write("a.wat", "(module (memory 1))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  EXPECT_EQ(run("objdump a.wat").output, run("objdump a.wasm").output);
}

TEST_F(inspect_commands, what_cannot_be_written_is_named) {
  write("a.wat", "(module)");
  const test::Result result = run("parse a.wat -o a.wat/a.wasm");
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.output, "a.wat: File exists\n");
  EXPECT_EQ(run("print a.wat >/dev/full").status, 2);
}

TEST_F(inspect_commands, types_and_subtype) {
  write("a.wat", R"((module (import "i" (instance (export "f" (func)))) (memory (export "m") 2)))");
  write("b.wit", R"((module (import "i" (instance (export "f" (func)) (export "g" (func)))) (export "m" (memory 2))))");
  EXPECT_EQ(run("types a.wat").output, R"((module
  (import "i" (instance
    (export "f" (func))))
  (export "m" (memory 2)))
)");
  EXPECT_EQ(run("types a.wat -o a.wit").status, 0);
  EXPECT_THAT(run("types a.wit --json").output, HasSubstr("\"name\": \"m\""));
  EXPECT_EQ(run("subtype a.wat b.wit").output, "yes\n");
  const test::Result no = run("subtype b.wit a.wat");
  EXPECT_EQ(no.status, 1);
  EXPECT_EQ(no.output, R"(no
  at:       import "i"
            export "g"
  rule:     Subtyping.md, Instance Subtyping
  expected: (func)
  found:    nothing
)");
  EXPECT_EQ(run("subtype a.wat").status, 2);
}

TEST_F(inspect_commands, graph_follows_imports_of_modules) {
  write("app.wat", R"((module (import "lib" (module $L (export "m" (memory 1)))) (import "none" (module $NONE))
    (import "other" (module $O))
    (instance $l (instantiate $L)) (instance $o (instantiate $O)) (alias $l "m" (memory)) (func (export "f"))))");
  std::filesystem::create_directories(path("sub"));
  write("sub/lib.wat", "(module (memory (export \"m\") 1) (func (export \"f\") (drop (memory.size))))");
  write("found.wat", "(module $FOUND)");
  EXPECT_THAT(run("graph --before --format json app.wat").output,
              Not(HasSubstr("\"module\",\n      \"name\": \"$lib\"")));
  const std::string graph = run("graph --before --format json --path sub --module other=found.wat app.wat").output;
  EXPECT_THAT(graph, AllOf(HasSubstr("\"kind\": \"module\",\n      \"name\": \"$L\""),
                           HasSubstr("\"kind\": \"imported module\",\n      \"name\": \"$NONE\""),
                           HasSubstr("\"kind\": \"module\",\n      \"name\": \"$O\"")));
  EXPECT_THAT(run("graph --after --module nobody=found.wat app.wat").output, HasSubstr("--module \"nobody\""));
}

TEST_F(inspect_commands, graph_colors_by_a_report) {
  write("app.wat", R"((module (module $M (func (export "f") (drop (i32.const 1)))) (instance $m (instantiate $M))
    (export "f" (func $m "f"))))");
  EXPECT_EQ(run("flatten app.wat -o flat.wasm --report report.json").output, "");
  EXPECT_THAT(run("graph --after --report report.json app.wat").output, HasSubstr("3 instructions"));
  EXPECT_EQ(run("graph --before --report report.json app.wat").status, 2);
  EXPECT_EQ(run("graph --after --report flat.wasm app.wat").status, 1);
  EXPECT_EQ(run("graph --after --report none app.wat").status, 2);
}

TEST_F(inspect_commands, graph) {
  write("a.wat",
        R"((module $A (module $M (memory (export "m") 1)) (instance $i (instantiate $M)) (alias $i "m" (memory)))
)");
  EXPECT_THAT(run("graph --before a.wat").output, AllOf(HasSubstr("digraph {"), HasSubstr("\"$M\"")));
  EXPECT_THAT(run("graph --after --format mermaid a.wat").output, HasSubstr("flowchart TB\n"));
  EXPECT_THAT(run("graph --after --format json a.wat").output, HasSubstr("\"kind\": \"memory\""));
  EXPECT_THAT(run("graph --after -o a.svg a.wat").output, "");
  EXPECT_TRUE(std::filesystem::exists(path("a.svg")));
  EXPECT_EQ(run("graph a.wat").status, 2);
  EXPECT_EQ(run("graph --before --after a.wat").status, 2);
  EXPECT_EQ(run("graph --before --format gif a.wat").status, 2);
  EXPECT_THAT(run("graph --after --limit instantiations=1 a.wat").output, HasSubstr("limit: too many instances"));
}

TEST_F(inspect_commands, lint) {
  write("a.wat", "(module (import \"f\" (func)))");
  const std::string line = "a.wat:1:9: unused-import: import \"f\" (func) is never used\n";
  EXPECT_EQ(run("lint a.wat").output, line);
  EXPECT_EQ(run("lint a.wat").status, 0);
  EXPECT_EQ(run("lint --error a.wat").status, 1);
  EXPECT_THAT(run("lint --json a.wat").output, HasSubstr("\"rule\": \"unused-import\""));
}

TEST_F(inspect_commands, manual_pages) {
  EXPECT_EQ(run("--man .").status, 0);
  EXPECT_THAT(run("--help").output, Not(HasSubstr("--man")));
  std::ifstream file(path("modlink-graph.1"));
  const std::string page(std::istreambuf_iterator<char>(file), {});
  EXPECT_THAT(page, AllOf(HasSubstr(".TH MODLINK\\-GRAPH 1"), HasSubstr("\\fB\\-\\-after\\fR\n"),
                          HasSubstr("\nmodlink graph program.wasm \\-\\-after \\-o program.svg\n.fi\n")));
  EXPECT_TRUE(std::filesystem::exists(path("modlink.1")));
}

TEST_F(inspect_commands, graph_without_graphviz) {
  write("a.wat", "(module)");
  const test::Result result = run("graph --before --format svg a.wat", "PATH=/none");
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.output, HasSubstr("svg needs Graphviz"));
}

TEST_F(inspect_commands, branch_hints_are_no_part_of_an_overview) {
  write("a.wat", R"((module (func (export "f") (param i32)
    (block (local.get 0) (@metadata.code.branch_hint "\01") (br_if 0)))))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  EXPECT_EQ(run("print --skeleton a.wasm").output, run("print --skeleton a.wat").output);
}

// Of a binary; the invalid function is followed by a malformed one.
TEST_F(inspect_commands, what_functions_do_is_not_read_for_an_overview) {
  std::ofstream(path("a.wasm"), std::ios::binary) << std::string(
      "\0asm\1\0\0\0\1\5\1\x60\0\1\x7f\3\3\2\0\0\7\5\1\1f\0\0\x0a\x0b\2\3\0\1\x0b\5\1\1\x7e\xff\xff", 40);
  for (const std::string command : {"types", "graph --before", "graph --after", "print --skeleton",
                                    "print --skeleton --names", "print --skeleton --desugar"}) {
    EXPECT_EQ(run(command + " a.wasm").status, 0) << command;
    EXPECT_THAT(run(command + " --help").output, HasSubstr("what functions of a binary do is not read")) << command;
  }
  EXPECT_THAT(run("print --skeleton a.wasm").output, HasSubstr("(type 0) (result i32) (local i64) ...)"));
  for (const std::string command :
       {"validate", "print", "print --skeleton --translate-exceptions", "lint", "subtype a.wasm"}) {
    const test::Result result = run(command + " a.wasm");
    EXPECT_EQ(result.status, 1) << command;
    EXPECT_THAT(result.output, HasSubstr("malformed: illegal opcode ff")) << command;
  }
}

TEST_F(inspect_commands, pictures_have_few_parts) {  // D19
  write("a.wat", "(module (module) (module))");
  EXPECT_THAT(run("graph --before --format svg --limit picture_parts=3 a.wat", "PATH=/none").output,
              HasSubstr("svg needs Graphviz"));
  const test::Result result = run("graph --before --format svg --limit picture_parts=2 a.wat");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.output,
            "a.wat: limit: too many nodes and edges to draw: more than 2 (--limit picture_parts); --format dot has all "
            "of them [limit-picture-parts]\n");
  EXPECT_EQ(run("graph --before --format dot --limit picture_parts=2 a.wat").status, 0);
}

TEST_F(inspect_commands, text_has_few_idle_locals) {  // D19
  write("a.wat", "(module (func (local i32 i32 i32 i32 i32)))");
  EXPECT_EQ(run("parse a.wat -o a.wasm").status, 0);
  for (const std::string command : {"print a.wasm", "bundle a.wasm -o b.wat", "flatten a.wasm --text -o -"}) {
    EXPECT_EQ(run(command + " --limit idle_locals=5").status, 0) << command;
    const test::Result result = run(command + " --limit idle_locals=2");
    EXPECT_EQ(result.status, 1) << command;
    EXPECT_THAT(result.output, HasSubstr(": limit: text writes out every local: more than 2 that no instruction uses "
                                         "(--limit idle_locals)"))
        << command;
    EXPECT_THAT(result.output, StartsWith("a.wasm")) << command;
  }
}

}  // namespace
}  // namespace modlink::command
