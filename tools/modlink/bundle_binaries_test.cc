// `modlink bundle` and `modlink split` of binaries that are not looked into.
#include <gmock/gmock.h>

#include <map>

#include "tools/modlink/test_program.h"
#include "tools/transform/bundle_record.h"

namespace modlink::command::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class binaries : public ProgramTest {
 protected:
  void write_bytes(const std::string& name, const std::string& content) const {
    std::ofstream(path(name), std::ios::binary) << content;
  }
  std::string content(const std::string& name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // The module of a text, as a binary in which `from` is `to`, of the same length.
  void assemble(const std::string& name, const std::string& text, std::string_view from = {},
                std::string_view to = {}) const {
    write("assembled.wat", text);
    ASSERT_EQ(run("parse assembled.wat -o " + name).output, "");
    std::string bytes = content(name);
    if (const auto at = bytes.find(from); !from.empty() && at != std::string::npos) bytes.replace(at, from.size(), to);
    write_bytes(name, bytes);
    std::filesystem::remove(path("assembled.wat"));
  }
  void expect_well(const std::string& arguments) const {
    const Result result = run(arguments);
    EXPECT_EQ(result.status, 0) << arguments;
    EXPECT_EQ(result.output, "") << arguments;
  }
  std::map<std::string, std::string> files_in(const std::string& folder) const {
    std::map<std::string, std::string> result;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path(folder))) {
      const std::string name = std::filesystem::relative(entry.path(), path(folder)).string();
      if (entry.is_regular_file()) result[name] = content(folder + "/" + name);
    }
    return result;
  }
  // The only file whose name begins so.
  std::string file_like(const std::string& folder, const std::string& prefix) const {
    for (const auto& [name, bytes] : files_in(folder)) {
      if (name.rfind(prefix, 0) == 0) return name;
    }
    return "";
  }
};

constexpr char main_text[] = R"((module (import "lib" (module $LIB (export "n" (func (result i32)))))
    (instance $lib (instantiate $LIB)) (export "lib" (instance $lib)) (func (export "one") (result i32) (i32.const 1))))";
constexpr char lib_text[] = R"((module (func (export "n") (result i32) (i32.const 42))))";
constexpr std::string_view known("\x41\x2a\x0b", 3), unknown("\xff\x2a\x0b", 3);

TEST_F(binaries, unknown_opcodes_are_copied) {
  assemble("main.wasm", main_text, std::string_view("\x41\x01\x0b", 3), std::string_view("\xff\x01\x0b", 3));
  assemble("lib.wasm", lib_text, known, unknown);
  expect_well("bundle main.wasm -o out.wasm");
  EXPECT_THAT(content("out.wasm"), HasSubstr(content("lib.wasm")));
  EXPECT_EQ(run("validate out.wasm").status, 1);
  expect_well("split out.wasm --out-dir parts");
  EXPECT_EQ(content("parts/" + file_like("parts", "LIB-")), content("lib.wasm"));
  EXPECT_THAT(content("parts/out.wasm"), HasSubstr(std::string("\xff\x01\x0b", 3)));
}

TEST_F(binaries, validate_looks_at_everything) {
  assemble("main.wasm", main_text);
  assemble("lib.wasm", lib_text, known, unknown);
  const Result bundled = run("bundle main.wasm --validate -o out.wasm");
  EXPECT_EQ(bundled.status, 1);
  EXPECT_THAT(bundled.output, HasSubstr("illegal opcode"));
  expect_well("bundle main.wasm -o out.wasm");
  const Result split = run("split out.wasm --validate --out-dir parts");
  EXPECT_EQ(split.status, 1);
  EXPECT_THAT(split.output, HasSubstr("illegal opcode"));
  expect_well("bundle main.wasm --record -o out.wasm");
  EXPECT_EQ(run("split out.wasm --validate --out-dir parts").status, 1);
}

TEST_F(binaries, features_that_are_off_matter_only_in_types) {
  assemble("main.wasm", main_text);
  assemble("lib.wasm", R"((module (func (export "n") (result i32) (i32.extend8_s (i32.const 42)))))");
  expect_well("bundle main.wasm --disable sign-extension -o out.wasm");
  EXPECT_EQ(run("validate lib.wasm --disable sign-extension").status, 1);
  expect_well("split out.wasm --disable sign-extension --out-dir parts");
}

TEST_F(binaries, segments_and_initializers_are_copied) {
  assemble("main.wasm", main_text);
  assemble("lib.wasm", R"((module (memory 1) (table 1 funcref) (global i64 (i64.const 42)) (global i32 (i32.const 5))
                             (data (i32.const 7) "x") (elem (i32.const 42) 0) (start $s) (func $s)
                             (func (export "n") (result i32) (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0))
                               (i32.const 1))))",
           std::string_view("\x41\x07\x0b", 3), std::string_view("\xff\x07\x0b", 3));
  expect_well("bundle main.wasm -o out.wasm");
  EXPECT_THAT(content("out.wasm"), HasSubstr(content("lib.wasm")));
  assemble("lib.wasm", R"((module (global i32 (i32.const 42)) (func (export "n") (result i32) (i32.const 1))))", known,
           unknown);
  const Result result = run("bundle main.wasm -o out.wasm");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, AllOf(HasSubstr("module import \"lib\": lib.wasm"),
                                   HasSubstr("an initializer can only be passed over if its opcodes are known")));
}

TEST_F(binaries, unknown_types_are_errors) {
  assemble("main.wasm", main_text);
  assemble("lib.wasm", lib_text, std::string_view("\x60\x00\x01\x7f", 4), std::string_view("\x60\x00\x01\x11", 4));
  const Result result = run("bundle main.wasm -o out.wasm");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, AllOf(HasSubstr("malformed value type"), HasSubstr("--no-check nests it unread")));
  const Result unchecked = run("bundle main.wasm --no-check -o out.wasm");
  EXPECT_EQ(unchecked.status, 0);
  EXPECT_THAT(unchecked.output, HasSubstr("lib.wasm:0xe: note: this is nested unread"));
  EXPECT_THAT(content("out.wasm"), HasSubstr(content("lib.wasm")));
}

TEST_F(binaries, no_check_compares_no_types) {
  assemble("main.wasm", main_text);
  assemble("lib.wasm", "(module (func (export \"m\")))");
  EXPECT_EQ(run("bundle main.wasm -o out.wasm").status, 1);
  expect_well("bundle main.wasm --no-check -o out.wasm");
  EXPECT_THAT(content("out.wasm"), HasSubstr(content("lib.wasm")));
}

// Names are changed in the part of them that is about modules.
TEST_F(binaries, names_of_the_rest_stay) {
  assemble("main.wasm", R"((module (import "lib" (module (export "n" (func (result i32)))))
                              (func $f (param $p i32) (block $label) (nop))))",
           std::string_view("\x01\x0b", 2), std::string_view("\xff\x0b", 2));
  const std::string main = content("main.wasm");
  const std::string names = main.substr(main.find("name") + 4);
  assemble("lib.wasm", lib_text);
  expect_well("bundle main.wasm -o out.wasm");
  EXPECT_THAT(content("out.wasm"), HasSubstr(names));
  EXPECT_THAT(content("out.wasm"), HasSubstr("lib"));
}

constexpr char family[] = R"((module $R
    (type $t (func (result i32)))
    (type $I (instance (alias outer $R $t (type $t)) (export "n" (func (type $t)))))
    (module $A
      (alias outer $R $t (type $t))
      (alias outer $R $I (type $I))
      (type $M (module (alias outer $R $t (type)) (export "n" (func (type 0)))))
      (import "i" (instance $i (type $I)))
      (func (export "n") (type $t) (i32.const 42)))))";

TEST_F(binaries, types_from_around_are_replaced_in_place) {
  assemble("family.wasm", family, known, unknown);
  expect_well("split family.wasm --out-dir parts");
  const std::string part = content("parts/" + file_like("parts", "A-"));
  EXPECT_THAT(part, HasSubstr(std::string(unknown)));
  assemble("family.wasm", family);
  expect_well("split family.wasm --out-dir valid");
  expect_well("validate valid/" + file_like("valid", "A-"));
  expect_well("validate valid/family.wasm");
  EXPECT_THAT(run("types valid/" + file_like("valid", "A-")).output, HasSubstr("(export \"n\""));
}

// Of a group of two, one alone cannot be copied.
constexpr char group[] = R"((module $R
    (rec (type $a (struct)) (type $b (struct (field i32))))
    (module $A
      (alias outer $R $b (type $b))
      (type $f (func (result i32)))
      (func (export "n") (type $f) (block (type $f) (i32.const 42)))
      (@custom ".debug_info" (after code) "offsets")
      (@custom "other" (after code) "x"))))";

TEST_F(binaries, code_is_changed_only_where_it_must_be) {
  assemble("group.wasm", group);
  const Result result = run("split group.wasm --out-dir parts");
  EXPECT_EQ(result.status, 0);
  const std::string part = file_like("parts", "A-");
  EXPECT_EQ(result.output, part + ": custom section \".debug_info\" is left out: what it points to moves\n");
  EXPECT_THAT(content("parts/" + part), AllOf(Not(HasSubstr("offsets")), HasSubstr("other")));
  expect_well("validate parts/" + part);
  expect_well("split group.wasm --keep-custom '[.]debug_.*' --out-dir kept");
  EXPECT_THAT(content("kept/" + file_like("kept", "A-")), HasSubstr("offsets"));
  EXPECT_EQ(run("split group.wasm --keep-custom '(' --out-dir kept").status, 2);
  assemble("group.wasm", group, known, unknown);
  const Result bad = run("split group.wasm --out-dir bad");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.output, HasSubstr("illegal opcode"));
}

TEST_F(binaries, bundle_keeps_custom_sections_by_name) {
  assemble("main.wasm", std::string(main_text).insert(7, R"( (@custom "sourceMappingURL" "map"))"));
  assemble("lib.wasm", std::string(lib_text).insert(7, R"( (@custom "sourceMappingURL" "own"))"));
  EXPECT_THAT(run("bundle main.wasm -o out.wasm").output, HasSubstr("main.wasm: custom section \"sourceMappingURL\""));
  EXPECT_THAT(content("out.wasm"), AllOf(Not(HasSubstr("map")), HasSubstr(content("lib.wasm"))));
  expect_well("bundle main.wasm --keep-custom source.* -o out.wasm");
  EXPECT_THAT(content("out.wasm"), HasSubstr("map"));
}

TEST_F(binaries, a_record_gives_the_same_files_back) {
  std::filesystem::create_directories(path("in/libs"));
  assemble("in/main.wasm", R"((module (@custom "sourceMappingURL" "map")
      (import "libs/a" (module $A (export "n" (func (result i32)))))
      (import "libs/b.wasm" (module $B (export "n" (func (result i32)))))
      (instance $a (instantiate $A)) (instance $b (instantiate $B))
      (func (export "n") (result i32) (i32.const 42))))",
           known, unknown);
  const char user[] = R"((module (import "c" (module $C (export "n" (func (result i32)))))
      (instance $c (instantiate $C)) (export "n" (func $c "n"))))";
  assemble("in/libs/a.wasm", user);
  assemble("in/libs/b.wasm", std::string(user).insert(7, " (@custom \"b\" \"\") "));
  assemble("in/libs/c.wasm", R"((module (module $X (func)) (func (export "n") (result i32) (i32.const 1))))");
  EXPECT_EQ(run("bundle in/main.wasm --record -o out.wasm").status, 0);
  EXPECT_EQ(run("bundle in/main.wasm -o plain.wasm").status, 0);
  EXPECT_LT(content("out.wasm").size(), content("plain.wasm").size() * 2);
  expect_well("split out.wasm --out-dir parts");
  EXPECT_EQ(files_in("parts"), files_in("in"));
  expect_well("split plain.wasm --out-dir others");
  EXPECT_EQ(files_in("others").count("main.wasm"), 0u);
}

// What was bundled before is one file, whatever it has a record of.
TEST_F(binaries, a_record_gives_recorded_bundles_back) {
  const char user[] = R"((module (import "c" (module $C (export "n" (func (result i32)))))
      (instance $c (instantiate $C)) (export "n" (func $c "n"))))";
  std::filesystem::create_directories(path("in"));
  std::filesystem::create_directories(path("before"));
  assemble("before/main.wasm", user);
  assemble("before/c.wasm", lib_text);
  expect_well("bundle before/main.wasm --record -o in/lib.wasm");
  assemble("in/c.wasm", R"((module (func (export "n") (result i32) (i32.const 7))))");
  assemble("in/main.wasm", R"((module (import "c" (module $C (export "n" (func (result i32)))))
      (import "lib" (module $L (export "n" (func (result i32)))))
      (instance $c (instantiate $C)) (instance $l (instantiate $L)) (export "n" (func $l "n"))))");
  expect_well("bundle in/main.wasm --record -o out.wasm");
  expect_well("split out.wasm --out-dir parts");
  EXPECT_EQ(files_in("parts"), files_in("in"));
  expect_well("bundle in/lib.wasm --record -o again.wasm");
  expect_well("split again.wasm --out-dir one");
  EXPECT_EQ(content("one/lib.wasm"), content("in/lib.wasm"));
  expect_well("split one/lib.wasm --out-dir back");
  EXPECT_EQ(files_in("back"), files_in("before"));
}

TEST_F(binaries, a_record_in_text_is_not_followed) {
  assemble("main.wasm", main_text);
  assemble("lib.wasm", lib_text);
  expect_well("bundle main.wasm --record -o out.wat");
  EXPECT_EQ(run("split out.wat --out-dir parts").output,
            "out.wat: note: custom section \"modlink.bundle\" is not followed: it is about a binary\n");
}

// Its names are those of the modules that are nested in it now. Sections behind it are found again nonetheless.
TEST_F(binaries, malformed_names_make_room_for_others) {
  assemble("main.wasm", R"((module (import "lib" (module (export "n" (func (result i32)))))
      (instance (instantiate 0)) (func (export "n") (result i32) (call (func 0 "n")))
      (@custom "name" (after code) "\01\07\02\01\01a\00\01b") (@custom "mine" (after code) "\00")))");
  assemble("lib.wasm", lib_text);
  const Result result = run("bundle main.wasm --validate --record -o out.wasm");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, HasSubstr("main.wasm: custom section \"name\" is left out: what it points to moves"));
  EXPECT_EQ(run("validate out.wasm").output, "");
  EXPECT_EQ(run("split out.wasm --out-dir parts").status, 0);
  EXPECT_EQ(content("parts/main.wasm"), content("main.wasm"));
}

// The file of the outer module's import keeps its name, whatever is nested deeper before it.
TEST_F(binaries, a_record_names_the_nearer_file_first) {
  for (const char* folder : {"root", "p1", "p2"}) std::filesystem::create_directory(path(folder));
  assemble("root/a.wasm", R"((module (import "r" (module $R (export "c" (func (result i32)))))
      (import "q" (module $Q (export "c" (func (result i32))))) (instance $q (instantiate $Q))
      (instance $r (instantiate $R)) (export "x" (func $q "c")) (export "y" (func $r "c"))))");
  assemble("p1/q.wasm", R"((module (func (export "c") (result i32) (i32.const 1))))");
  assemble("p2/q.wasm", R"((module (func (export "c") (result i32) (i32.const 2))))");
  assemble("p2/r.wasm", R"((module (import "q" (module $Q (export "c" (func (result i32)))))
      (instance $q (instantiate $Q)) (export "c" (func $q "c"))))");
  EXPECT_EQ(
      run("bundle root/a.wasm --path p1 --path p2 --record -o out.wasm").output,
      "root/a.wasm: note: of the files that `split` makes of it again, r.wasm will find q.wasm by the name \"q\", "
      "and not 2-q.wasm; others mean another file by it, so --module cannot say so\n");
  expect_well("split out.wasm --out-dir parts");
  EXPECT_EQ(content("parts/q.wasm"), content("p1/q.wasm"));
  EXPECT_EQ(content("parts/2-q.wasm"), content("p2/q.wasm"));
  EXPECT_EQ(run("run parts/a.wasm --invoke x").output, "x() => i32:1\n");
}

TEST_F(binaries, a_record_says_which_option_leads_to_the_same_files) {
  for (const char* folder : {"root", "p"}) std::filesystem::create_directory(path(folder));
  assemble("root/a.wasm", R"((module (import "q" (module $P (export "c" (func (result i32)))))
      (import "q.wasm" (module $Q (export "c" (func (result i32))))) (instance $p (instantiate $P))
      (instance $q (instantiate $Q)) (export "x" (func $p "c")) (export "y" (func $q "c"))))");
  assemble("p/q.wasm", R"((module (func (export "c") (result i32) (i32.const 1))))");
  assemble("root/q.wasm", R"((module (func (export "c") (result i32) (i32.const 2))))");
  EXPECT_THAT(run("bundle root/a.wasm --module q=p/q.wasm --record -o out.wasm").output,
              HasSubstr("a.wasm will find q.wasm by the name \"q\", and not 2-q.wasm; --module q=2-q.wasm says so\n"));
  expect_well("split out.wasm --out-dir parts");
  EXPECT_EQ(run("run parts/a.wasm --module q=parts/2-q.wasm --invoke x").output, "x() => i32:1\n");
  EXPECT_EQ(run("run parts/a.wasm --module q=parts/2-q.wasm --invoke y").output, "y() => i32:2\n");
}

TEST_F(binaries, a_record_is_followed_only_if_it_is_right) {
  assemble("main.wasm", main_text);
  assemble("lib.wasm", lib_text);
  expect_well("bundle main.wasm --record -o out.wasm");
  EXPECT_EQ(run("split out.wasm --text --out-dir parts").output,
            "out.wasm: note: custom section \"modlink.bundle\" is not followed: its files would be others\n");
  EXPECT_THAT(content("parts/out.wat"), Not(HasSubstr("modlink.bundle")));
  std::string bytes = content("out.wasm");
  bytes.replace(bytes.find(std::string("\x41\x01\x0b", 3)), 3, std::string("\x41\x02\x0b", 3));
  write_bytes("out.wasm", bytes);
  EXPECT_THAT(run("split out.wasm --out-dir changed").output, HasSubstr("what it is about was changed"));
  EXPECT_NE(file_like("changed", "LIB-"), "");
  bytes.replace(bytes.find(std::string("\x41\x02\x0b", 3)), 3, std::string("\x41\x01\x0b", 3));
  std::string in_nested = bytes;
  in_nested.replace(in_nested.find("\x41\x2a"), 2, "\x41\x2b");
  write_bytes("out.wasm", in_nested);
  EXPECT_THAT(run("split out.wasm --out-dir nested").output, HasSubstr("what it is about was changed"));
  bytes.replace(bytes.rfind("lib.wasm"), 8, "../x.was");
  write_bytes("out.wasm", bytes);
  EXPECT_THAT(run("split out.wasm --out-dir outside").output, HasSubstr("what it is about was changed"));
}

// Text has no bytes of its own: what stands for it is noticed to be as it was all the same.
TEST_F(binaries, a_record_is_followed_with_text_in_the_bundle) {
  write("main.wat", main_text);
  write("lib.wat",
        std::string(lib_text).insert(7, R"( (@custom "sourceMappingURL" "x") (@custom "y" "z") (func $f) )"));
  expect_well("bundle main.wat --record -o out.wasm");
  expect_well("split out.wasm --out-dir parts");
  EXPECT_THAT(content("parts/lib.wasm"), AllOf(HasSubstr("sourceMappingURL"), HasSubstr("f")));
}

TEST_F(binaries, a_record_is_followed_only_if_files_may_be_called_so) {
  assemble("main.wasm", main_text);
  assemble("lib.wasm", lib_text);
  expect_well("bundle main.wasm --record -o out.wasm");
  const std::string bytes = content("out.wasm");
  for (const std::string name : {"l\xc2\x80.wasm", "l\xc2\x9f.wasm", "\xe2\x80\xae.wasm", "\xe2\x81\xa6.wasm",
                                 "\xe2\x80\xa8.wasm", "l\x1b].wasm", "lib\\wasm", "a/../b/c"}) {
    std::string changed = bytes;
    changed.replace(changed.rfind("lib.wasm"), 8, name);
    write_bytes("out.wasm", changed);
    EXPECT_THAT(run("split out.wasm --out-dir parts").output, HasSubstr("\"modlink.bundle\" is not followed"));
  }
  EXPECT_NE(file_like("parts", "LIB-"), "");
  std::string deep = "a";
  for (int i = 0; i < 16; ++i) deep += "/a";
  EXPECT_TRUE(transform::is_file_name(deep));
  EXPECT_FALSE(transform::is_file_name(deep + "/a"));
  EXPECT_TRUE(transform::is_file_name("a/" + std::string(255, 'a')));
  EXPECT_FALSE(transform::is_file_name("a/" + std::string(256, 'a')));
  EXPECT_FALSE(transform::is_file_name("a\xff"));
  EXPECT_TRUE(transform::is_file_name("\xc3\xbc b/\xe2\x82\xac"));
}

TEST_F(binaries, a_record_is_not_followed_where_a_file_is_called_as_a_folder) {
  std::filesystem::create_directory(path("r"));
  assemble("main.wasm", R"((module (import "q" (module $Q)) (import "r/b" (module $R))))");
  assemble("q", "(module)");
  assemble("r/b", "(module (func))");
  expect_well("bundle main.wasm --record -o out.wasm");
  std::string bytes = content("out.wasm");
  const std::size_t children = bytes.rfind("\2\1q");  // two of them, and the name of the first
  ASSERT_NE(children, std::string::npos);
  bytes.replace(children + 2, 1, "r");
  write_bytes("out.wasm", bytes);
  const Result result = run("split out.wasm --out-dir parts");
  EXPECT_EQ(result.status, 0);
  EXPECT_THAT(result.output, HasSubstr("\"modlink.bundle\" is not followed"));
  EXPECT_NE(file_like("parts", "R-"), "");
}

TEST_F(binaries, split_replaces_only_what_it_may) {
  write("app.wat", "(module (module $A (func)))");
  const Result result = run("split app.wat --out-dir . --text");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("app.wat: it is there, with another content; --force replaces it"));
  EXPECT_EQ(content("app.wat"), "(module (module $A (func)))");
  EXPECT_EQ(file_like(".", "A-"), "");
  expect_well("split app.wat --out-dir parts");
  expect_well("split app.wat --out-dir parts");
  expect_well("split app.wat --out-dir . --text --force");
  EXPECT_THAT(content("app.wat"), HasSubstr("(import"));
}

// Where the compiler and its linker are.
TEST_F(binaries, programs_with_debugging_information_keep_all_of_it) {
  write("lib.c", "int n(void) { int x = 42; return x; }\nint twice(int x) { return 2 * x; }\n");
  write("other.c", "static int count = 1; int n(void) { return ++count; }\n");
  const std::string compile = "cd '" + path("").string() +
                              "' && for f in lib other; do clang --target=wasm32 -g -O1 -nostdlib -Wl,--no-entry "
                              "-Wl,--export-all $f.c -o $f.wasm || exit 1; done 2>/dev/null";
  if (std::system(compile.c_str()) != 0) GTEST_SKIP() << "needs clang and wasm-ld";
  ASSERT_THAT(content("lib.wasm"), HasSubstr(".debug_info"));
  assemble("main.wasm", R"((module (import "lib" (module $LIB (export "n" (func (result i32)))))
      (import "other" (module $OTHER (export "n" (func (result i32)))))
      (instance $lib (instantiate $LIB)) (instance $other (instantiate $OTHER))
      (func (export "n") (result i32) (i32.add (call (func $lib "n")) (call (func $other "n"))))))");
  expect_well("bundle main.wasm -o out.wasm");
  EXPECT_THAT(content("out.wasm"), AllOf(HasSubstr(content("lib.wasm")), HasSubstr(content("other.wasm"))));
  expect_well("split out.wasm --out-dir parts");
  EXPECT_EQ(content("parts/" + file_like("parts", "LIB")), content("lib.wasm"));
  EXPECT_EQ(content("parts/" + file_like("parts", "OTHER")), content("other.wasm"));
  expect_well("bundle main.wasm --record -o recorded.wasm");
  expect_well("split recorded.wasm --out-dir files");
  for (const char* name : {"main.wasm", "lib.wasm", "other.wasm"}) {
    EXPECT_EQ(content(std::string("files/") + name), content(name)) << name;
  }
  EXPECT_THAT(run("run --invoke n recorded.wasm").output, HasSubstr("i32:44"));
}

// main imports a and b; both import lib.
class hybrids : public binaries {
 protected:
  hybrids() {
    assemble("main.wasm", R"((module (import "a" (module $A (export "n" (func (result i32)))))
        (import "b" (module $B (export "n" (func (result i32)))))
        (instance $a (instantiate $A)) (instance $b (instantiate $B))
        (func (export "n") (result i32) (i32.add (call (func $a "n")) (call (func $b "n"))))))");
    const char user[] = R"((module (import "lib" (module $LIB (export "n" (func (result i32)))))
        (instance $lib (instantiate $LIB)) (export "n" (func $lib "n"))))";
    assemble("a.wasm", user);
    assemble("b.wasm", user);
    assemble("lib.wasm", lib_text);
  }
};

TEST_F(hybrids, only_and_keep_leave_imports) {
  expect_well("bundle main.wasm --only a -o out.wasm");
  EXPECT_THAT(run("print out.wasm").output,
              AllOf(HasSubstr("(import \"b\" (module"), HasSubstr("(import \"lib\" (module"), HasSubstr("(module $A")));
  EXPECT_THAT(run("run --invoke n out.wasm").output, HasSubstr("i32:84"));
  expect_well("bundle main.wasm --keep lib -o out.wasm");
  const std::string text = run("print out.wasm").output;
  EXPECT_EQ(text.find("(import \"lib\""), text.rfind("(import \"lib\""));
  EXPECT_THAT(text, AllOf(HasSubstr("(module $A"), HasSubstr("(module $B")));
  EXPECT_THAT(run("run --invoke n out.wasm").output, HasSubstr("i32:84"));
  EXPECT_THAT(run("bundle main.wasm --keep none -o out.wasm").output,
              HasSubstr("main.wasm: warning: --keep \"none\": no module import has this name"));
  EXPECT_THAT(run("bundle main.wasm --keep lib --no-imports -o out.wasm").output, HasSubstr("module \"lib\""));
}

TEST_F(hybrids, replace_no_module_that_they_are_made_of) {
  const std::string lib = content("lib.wasm");
  std::filesystem::create_symlink("lib.wasm", path("link"));
  const auto refused = [&](const std::string& words) {
    const Result result = run(words);
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(content("lib.wasm"), lib);
    return result.output.substr(0, result.output.find('\n'));
  };
  EXPECT_EQ(refused("bundle main.wasm -o lib.wasm"), "--output: lib.wasm is one of the modules that are read");
  EXPECT_EQ(refused("bundle main.wasm -o link"), "--output: link is one of the modules that are read");
  EXPECT_EQ(refused("flatten main.wasm -o ./lib.wasm"), "--output: ./lib.wasm is one of the modules that are read");
  EXPECT_EQ(refused("flatten main.wasm -o x.wasm --report lib.wasm"),
            "--report: lib.wasm is one of the modules that are read");
  EXPECT_EQ(refused("flatten main.wasm -o x.wasm --source-map main.wasm"),
            "--source-map: main.wasm is one of the modules that are read");
  EXPECT_EQ(refused("graph main.wasm --after --format dot -o lib.wasm"),
            "--output: lib.wasm is one of the modules that are read");
  expect_well("flatten lib.wasm -o flat.wasm --report report.json");
  const std::string report = content("report.json");
  EXPECT_EQ(refused("graph lib.wasm --after --report report.json -o ./report.json"),
            "--output: ./report.json is report.json, one of the files that are read");
  EXPECT_EQ(content("report.json"), report);
  EXPECT_EQ(refused("types lib.wasm -o lib.wasm"), "--output: lib.wasm is one of the files that are read");
  expect_well("bundle main.wasm --plan -o lib.wasm >plan");
  expect_well("bundle main.wasm -o main.wasm");
  expect_well("flatten main.wasm -o main.wasm");
}

TEST_F(hybrids, make_the_folders_of_their_outputs) {
  const std::vector<std::pair<std::string, std::string>> commands = {
      {"bundle", ""}, {"flatten", ""}, {"merge", "a="}, {"graph --after", ""},
      {"types", ""},  {"parse", ""},   {"print", ""}};
  for (const auto& [command, name] : commands) {
    expect_well(command + " " + name + "lib.wasm -o new/folder/out");
    EXPECT_NE(std::filesystem::file_size(path("new/folder/out")), 0u) << command;
    std::filesystem::remove_all(path("new"));
    EXPECT_THAT(run(command + " " + name + "lib.wasm -o ''").output, HasSubstr("--output is required")) << command;
    // What fails leaves no folders behind.
    EXPECT_NE(run(command + " " + name + "none.wasm -o new/folder/out").status, 0) << command;
    EXPECT_FALSE(std::filesystem::exists(path("new"))) << command;
  }
}

TEST_F(hybrids, external_imports_have_other_names) {
  expect_well("bundle main.wasm --external lib=other --external b=else -o out.wasm");
  const std::string text = run("print out.wasm").output;
  EXPECT_THAT(text, AllOf(HasSubstr("(import \"other\" (module"), HasSubstr("(import \"else\" (module")));
  EXPECT_THAT(run("run --invoke n out.wasm --module other=lib.wasm --module else=b.wasm").output, HasSubstr("i32:84"));
  EXPECT_EQ(run("bundle main.wasm --external a=x --external b=x").status, 1);
  EXPECT_EQ(run("bundle main.wasm --external lib").status, 2);
}

TEST_F(hybrids, dedupe_nests_the_same_once) {
  expect_well("bundle main.wasm --dedupe -o out.wasm");
  expect_well("bundle main.wasm -o plain.wasm");
  EXPECT_LT(content("out.wasm").size(), content("plain.wasm").size());
  EXPECT_THAT(run("run --invoke n out.wasm").output, HasSubstr("i32:84"));
  EXPECT_EQ(run("bundle main.wasm --dedupe --record").status, 2);
}

TEST_F(hybrids, plans_have_sizes) {
  const auto size = [this](const char* name) { return std::to_string(content(name).size()); };
  EXPECT_EQ(run("bundle main.wasm --plan --keep lib").output,
            "main.wasm, " + size("main.wasm") + " bytes\n  a.wasm, " + size("a.wasm") +
                " bytes\n    import \"lib\": remains as \"lib\" of the root, outer alias\n  b.wasm, " + size("b.wasm") +
                " bytes\n    import \"lib\": remains as \"lib\" of the root, outer alias\n"
                "  import \"a\": a.wasm, nested\n  import \"b\": b.wasm, nested\n  import \"lib\": remains\n");
  EXPECT_THAT(run("bundle main.wasm --plan --json").output,
              AllOf(HasSubstr("\"file\": \"lib.wasm\",\n        \"bytes\": " + size("lib.wasm")),
                    HasSubstr("\"how\": \"outer alias\"")));
  EXPECT_EQ(run("bundle main.wasm --json").status, 2);
}

TEST_F(hybrids, split_of_some) {
  expect_well("bundle main.wasm -o out.wasm");
  expect_well("split out.wasm --only A --out-dir only");
  EXPECT_THAT(run("print only/out.wasm").output, AllOf(HasSubstr("\n  (module $B"), Not(HasSubstr("\n  (module $A"))));
  EXPECT_THAT(run("run --invoke n only/out.wasm").output, HasSubstr("i32:84"));
  EXPECT_EQ(run("split out.wasm --only A --only main --keep nope --plan").output.substr(0, 130),
            std::string("out.wasm: warning: --only \"main\": no nested module has this name\n"
                        "out.wasm: warning: --keep \"nope\": no nested module has this name\nA-")
                .substr(0, 130));
  expect_well("split out.wasm --keep A --out-dir keep");
  EXPECT_THAT(run("print keep/out.wasm").output, AllOf(HasSubstr("\n  (module $A"), Not(HasSubstr("\n  (module $B"))));
  EXPECT_THAT(run("run --invoke n keep/out.wasm").output, HasSubstr("i32:84"));
}

TEST_F(hybrids, split_says_how_files_are_imported) {
  expect_well("bundle main.wasm -o out.wasm");
  expect_well("split out.wasm --import-name './{name}-{hash}.wasm' --out-dir parts");
  const std::string part = file_like("parts", "A-");
  EXPECT_THAT(run("print parts/out.wasm").output, HasSubstr("(import \"./" + part + "\" (module"));
  EXPECT_THAT(run("run --invoke n parts/out.wasm").output, HasSubstr("i32:84"));
  for (const std::string word : {"{nam}", "{}", "{Hash}"}) {
    EXPECT_THAT(run("split out.wasm --import-name 'https://h/{name}-" + word + "' --out-dir no").output,
                HasSubstr("--import-name: unknown placeholder `" + word + "`: expected {name} or {hash}\n"));
  }
  EXPECT_THAT(run("split out.wasm --plan --import-name '}{{name}}-{hash}{'").output, HasSubstr("as \"}{A}-"));
  EXPECT_THAT(run("split out.wasm --import-name x --out-dir no").output,
              HasSubstr("two files would be imported as \"x\""));
  EXPECT_THAT(run("split out.wasm --plan --import-name './{name}-{hash}.wasm'").output,
              HasSubstr(part + ", " + std::to_string(content("parts/" + part).size()) + " bytes, imported as \"./" +
                        part + '"'));
  EXPECT_THAT(run("split out.wasm --plan --json").output, AllOf(HasSubstr("\"file\": \"A-"), HasSubstr("\"bytes\": ")));
  EXPECT_FALSE(std::filesystem::exists(path("no")));
}

}  // namespace
}  // namespace modlink::command::test
