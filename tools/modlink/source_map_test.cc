// Source maps: their format, and what `modlink flatten --source-map` makes of several.
#include "tools/modlink/source_map.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tools/files/failure.h"
#include "tools/modlink/file_url.h"
#include "tools/modlink/flat_source_map.h"
#include "tools/modlink/test_program.h"
#include "wast/binary/decode_module.h"

namespace modlink::command {
namespace {

using testing::HasSubstr;

constexpr const char* example = R"({"version":3,"file":"a.wasm","sources":["x/a.c","x/b.c"],)"
                                R"("sourcesContent":["int a;",null],"names":["f"],)"
                                R"("mappings":"uBAAA,CCgBEA,gkh9BDggggggCF,C"})"
                                "\n";

std::optional<SourceMap> parsed(const std::string& text) {
  try {
    return parse_source_map(text);
  } catch (const cli::Failure&) {
    return std::nullopt;
  }
}

TEST(source_map, what_is_read_is_printed_again) {
  const auto map = parsed(example);
  ASSERT_TRUE(map);
  ASSERT_EQ(map->mappings.size(), 4u);
  EXPECT_EQ(map->mappings[0].offset, 23u);
  EXPECT_EQ(map->mappings[1].source, 1u);
  EXPECT_EQ(map->mappings[1].line, 16u);
  EXPECT_EQ(map->mappings[1].column, 2u);
  EXPECT_EQ(map->mappings[1].name, 0u);
  EXPECT_EQ(map->mappings[3].source, Mapping::none);
  EXPECT_EQ(map->contents[0], "int a;");
  EXPECT_EQ(map->contents[1], std::nullopt);
  EXPECT_EQ(print_source_map(*map, "a.wasm"), example);
}

TEST(source_map, roots_stand_before_sources_and_mappings_are_sorted) {
  const auto map = parsed(R"({"version":3,"sourceRoot":"x","sources":["a.c",null],"mappings":"EAAA,DAAA;AAAA"})");
  ASSERT_TRUE(map);
  EXPECT_EQ(map->sources, (std::vector<std::string>{"x/a.c", "x/"}));
  ASSERT_EQ(map->mappings.size(), 2u);
  EXPECT_EQ(map->mappings[0].offset, 1u);
}

TEST(source_map, what_is_wrong_is_no_map) {
  for (const std::string text : {"",
                                 "[]",
                                 "{}",
                                 R"({"version":3,"sources":[],"mappings":"AAAA"})",
                                 R"({"version":3,"sources":["a"],"mappings":"!"})",
                                 R"({"version":3,"sources":["a"],"mappings":"AA"})",
                                 R"({"version":3,"sources":["a"],"mappings":"AAAAA"})",
                                 R"({"version":3,"sources":["a"],"mappings":"AADA"})",
                                 R"({"version":3,"sources":["a"],"mappings":"AAAAAA"})",
                                 R"({"version":3,"sources":["a"],"mappings":"gggggggB"})",
                                 R"({"version":3,"sources":["a"],"mappings":5})",
                                 R"({"version":3,"sources":5,"mappings":""})",
                                 R"({"version":3,"sections":[]})",
                                 R"({"version":2,"sources":[],"mappings":""})",
                                 R"({"version":"3","sources":[],"mappings":""})",
                                 R"({"sources":[],"mappings":""})",
                                 R"({"version":3,"sources":{"a":"b"},"mappings":""})",
                                 R"({"version":3,"sources":null,"mappings":""})",
                                 R"({"version":3,"sources":[],"names":{},"mappings":""})",
                                 R"({"version":3,"sources":[],"names":[1],"mappings":""})",
                                 R"({"version":3,"sources":[],"sourcesContent":{},"mappings":""})"}) {
    EXPECT_FALSE(parsed(text)) << text;
  }
  EXPECT_FALSE(parsed(std::string(1'000'000, '[')));
}

TEST(source_map, what_is_null_is_not_there) {
  const auto map = parsed(
      R"({"version":3,"sourceRoot":null,"sources":["a.c"],"sourcesContent":null,"names":null,"mappings":"AAAA"})");
  ASSERT_TRUE(map);
  EXPECT_EQ(map->sources, std::vector<std::string>{"a.c"});
  EXPECT_EQ(map->contents[0], std::nullopt);
  EXPECT_TRUE(map->names.empty());
}

TEST(source_map, what_keeps_it_from_being_a_script_is_skipped) {
  for (const std::string before : {")]}'\n", ")]}' and more\r\n", ")]}\n"}) {
    const auto map = parsed(before + example);
    ASSERT_TRUE(map) << before;
    EXPECT_EQ(print_source_map(*map, "a.wasm"), example);
  }
  EXPECT_FALSE(parsed(")]}'"));
  EXPECT_FALSE(parsed(std::string("\n)]}'\n") + example));
}

TEST(file_url, paths_are_encoded_and_decoded) {
  const std::string path = "a b/100%/\xc3\xbc\xff/x:y?#[]%41/c++.c";
  EXPECT_EQ(percent_encoded(path), "a%20b/100%25/%C3%BC%FF/x%3Ay%3F%23%5B%5D%2541/c++.c");
  EXPECT_EQ(path_of_url(percent_encoded(path)), path);
  EXPECT_EQ(path_of_url("100%/%4/%g1/%+1/%41%c3%BC?x#y"), "100%/%4/%g1/%+1/A\xc3\xbc");
  EXPECT_EQ(path_of_url("a%"), "a%");
  EXPECT_EQ(path_of_url(""), "");
  for (const char* url : {"/a", "//a/b", "https://a", "webpack:x", "C:\\a"}) EXPECT_TRUE(is_absolute_url(url)) << url;
  for (const char* url : {"", "a", "a/b:c", "./a:b", "1:b", ":a", "../a", "a%3Ab"})
    EXPECT_FALSE(is_absolute_url(url)) << url;
}

class flat_source_maps : public test::ProgramTest {
 protected:
  std::string content(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  Module decoded(const std::string& name) const {
    return decode_module(std::make_shared<const Source>(name, content(name), Source::Kind::binary), {}, {});
  }

  // A module, and a map in which each of its instructions has a line of its own, from `line` on.
  void write_module(const std::string& name, const std::string& wat, std::uint32_t line) const {
    write("written", wat);
    ASSERT_EQ(run("parse written -o '" + name + ".wasm'").output, "");
    SourceMap map;
    map.sources = {"src/" + name + ".c"};
    map.contents = {"text of " + name};
    for (const Func& func : decoded(name + ".wasm").funcs) {
      for (const Instr instr : func.body) map.mappings.push_back({instr.pos, 0, line++, 0});
    }
    write(name + ".wasm.map", print_source_map(map, name + ".wasm"));
    write(name + ".wasm", with_source_map_url(content(name + ".wasm"), name + ".wasm", name + ".wasm.map"));
  }

  // The lines to which a function's instructions lead, and the source before the first; -1 where that is none.
  std::string lines(const std::string& module, const std::string& map_name, std::size_t func) const {
    const auto map = parsed(content(map_name));
    if (!map) return "no map";
    std::string result;
    const Module flat = decoded(module);
    for (const Instr instr : flat.funcs.at(func).body) {
      const auto is_before = [](Pos pos, const Mapping& mapping) { return pos < mapping.offset; };
      const auto after = std::upper_bound(map->mappings.begin(), map->mappings.end(), instr.pos, is_before);
      const Mapping found = after == map->mappings.begin() ? Mapping() : *std::prev(after);
      if (result.empty() && found.source != Mapping::none) result = map->sources[found.source];
      result += found.source == Mapping::none ? " -1" : " " + std::to_string(found.line);
    }
    return result;
  }

  void SetUp() override {
    std::filesystem::create_directories(path("lib"));
    write_module("lib/b", R"((module (func (export "unused")) (func (export "g") (result i32) (i32.const 300) (nop))))",
                 20);
    write_module("a", R"((module (import "b" "g" (func (result i32)))
      (func (export "f") (result i32) (call 0) (i32.const 1) (i32.add))))",
                 10);
    write("app.wat", R"((module
      (import "a" (module $A (import "b" (instance (export "g" (func (result i32))))) (export "f" (func (result i32)))))
      (import "b" (module $B (export "g" (func (result i32)))))
      (instance $b (instantiate $B))
      (instance $a (instantiate $A (import "b" (instance $b))))
      (func $own (export "own") (result i32) (call (func $a "f")))
      (export "f" (func $a "f"))))");
  }
};

TEST_F(flat_source_maps, lead_each_instruction_to_its_line) {
  EXPECT_EQ(run("flatten app.wat --module b=lib/b.wasm -o flat.wasm --source-map flat.map").output, "");
  EXPECT_EQ(lines("flat.wasm", "flat.map", 0), "lib/src/lib/b.c 20");
  EXPECT_EQ(lines("flat.wasm", "flat.map", 1), "lib/src/lib/b.c 21 22 23");
  EXPECT_EQ(lines("flat.wasm", "flat.map", 2), "src/a.c 10 11 12 13");
  EXPECT_EQ(lines("flat.wasm", "flat.map", 3), " -1 -1");
  EXPECT_THAT(content("flat.map"), HasSubstr("\"text of a\""));
  EXPECT_EQ(run("validate flat.wasm").status, 0);
  // Without what is not used, and in another folder.
  EXPECT_EQ(run("flatten app.wat --gc --module b=lib/b.wasm -o small.wasm --source-map lib/small.map").output, "");
  EXPECT_EQ(lines("small.wasm", "lib/small.map", 0), "src/lib/b.c 21 22 23");
  EXPECT_EQ(lines("small.wasm", "lib/small.map", 1), "../src/a.c 10 11 12 13");
  // The output's map is read as any other is.
  EXPECT_THAT(content("small.wasm"), HasSubstr("lib/small.map"));
  EXPECT_EQ(run("flatten small.wasm -o again.wasm --source-map again.map").output, "");
  EXPECT_EQ(lines("again.wasm", "again.map", 1), "src/a.c 10 11 12 13");
}

TEST_F(flat_source_maps, are_written_for_merged_modules) {
  EXPECT_EQ(run("merge a=a.wasm b=lib/b.wasm --export f -o flat.wasm --source-map flat.map").output, "");
  EXPECT_EQ(lines("flat.wasm", "flat.map", 0), "lib/src/lib/b.c 21 22 23");
  EXPECT_EQ(lines("flat.wasm", "flat.map", 1), "src/a.c 10 11 12 13");
}

TEST_F(flat_source_maps, replace_none_that_is_read) {
  const std::string map = content("a.wasm.map");
  std::filesystem::create_symlink("a.wasm.map", path("link"));
  const auto refused = [&](const std::string& words) {
    const test::Result result = run(words);
    EXPECT_EQ(result.status, 2) << words;
    EXPECT_EQ(content("a.wasm.map"), map) << words;
    EXPECT_FALSE(std::filesystem::exists(path("flat.wasm"))) << words;
    return result.output.substr(0, result.output.find('\n'));
  };
  EXPECT_EQ(refused("flatten a.wasm -o flat.wasm --source-map a.wasm.map"),
            "--source-map: a.wasm.map is one of the files that are read");
  EXPECT_EQ(refused("merge a=a.wasm -o flat.wasm --report link --source-map flat.map"),
            "--report: link is a.wasm.map, one of the files that are read");
  EXPECT_EQ(refused("flatten a.wasm -o a.wasm.map --source-map flat.map"),
            "--output: a.wasm.map is one of the files that are read");
}

TEST_F(flat_source_maps, that_lead_nowhere_are_noted) {
  write("c.wat", "(module (func))");
  EXPECT_EQ(run("flatten c.wat -o flat.wasm --source-map flat.map").output,
            "flat.map: note: it leads nowhere: no module has a source map that is used\n");
  EXPECT_NO_THROW((void)parse_source_map(content("flat.map")));
}

TEST_F(flat_source_maps, are_read_from_the_folder_of_a_module_only) {
  write("a.wasm.map", "no map");
  EXPECT_THAT(run("flatten app.wat --module b=lib/b.wasm -o flat.wasm --source-map flat.map").output,
              HasSubstr("a.wasm: source map \"a.wasm.map\" is not used: it is malformed"));
  EXPECT_EQ(lines("flat.wasm", "flat.map", 2), " -1 -1 -1 -1");
  for (const std::string url : {"../a.wasm.map", "/a.wasm.map", "https://a/b.map"}) {
    write("c.wat", std::string("(module (func) (@custom \"sourceMappingURL\" \"\\0") + "0123456789abcdef"[url.size()] +
                       url + "\"))");
    EXPECT_THAT(run("flatten c.wat -o flat.wasm --source-map flat.map").output,
                HasSubstr("is not used: the module is a text"));
    ASSERT_EQ(run("parse c.wat -o c.wasm").status, 0);
    EXPECT_THAT(run("flatten c.wasm -o flat.wasm --source-map flat.map").output,
                HasSubstr("is not used: it is not in the module's folder"))
        << url;
  }
  EXPECT_EQ(run("flatten app.wat --module b=lib/b.wasm --text -o - --source-map flat.map").status, 2);
}

TEST_F(flat_source_maps, are_named_by_urls) {
  std::filesystem::create_directories(path("a b"));
  write_module("a b/c d%41#.x", R"((module (func (export "f") (nop))))", 10);
  EXPECT_THAT(content("a b/c d%41#.x.wasm"), HasSubstr("c%20d%2541%23.x.wasm.map"));
  EXPECT_EQ(run("flatten 'a b/c d%41#.x.wasm' -o flat.wasm --source-map 'e?\xff.map'").output, "");
  EXPECT_THAT(content("flat.wasm"), HasSubstr("\x0b"
                                              "e%3F%FF.map"));
  EXPECT_EQ(run("validate flat.wasm").status, 0);
  EXPECT_EQ(lines("flat.wasm", "e?\xff.map", 0), "a%20b/src/a b/c d%41#.x.c 10 11");
  EXPECT_EQ(run("flatten flat.wasm -o a\\ b/again.wasm --source-map ./a\\ b/../again.map").output, "");
  EXPECT_THAT(content("a b/again.wasm"), HasSubstr("../again.map"));
  EXPECT_EQ(lines("a b/again.wasm", "again.map", 0), "a%20b/src/a b/c d%41#.x.c 10 11");
}

TEST_F(flat_source_maps, whose_urls_lead_elsewhere_are_not_used) {
  for (const std::string url : {"..%2fa.wasm.map", "%2e%2e/a.wasm.map", "a.wasm.map%00", "%2Fetc/passwd"}) {
    const std::string section = std::string("\x10") + "sourceMappingURL" + char(url.size()) + url;
    write("lib/c.wasm", content("lib/b.wasm").substr(0, 8) + '\0' + char(section.size()) + section);
    EXPECT_THAT(run("flatten lib/c.wasm -o flat.wasm --source-map flat.map").output,
                HasSubstr("is not used: it is not in the module's folder"))
        << url;
  }
}

TEST_F(flat_source_maps, made_of_sections_are_not_used) {
  write("a.wasm.map", R"({"version":3,"sections":[]})");
  EXPECT_THAT(run("flatten app.wat --module b=lib/b.wasm -o flat.wasm --source-map flat.map").output,
              HasSubstr("a.wasm: source map \"a.wasm.map\" is not used: it is made of sections\n"));
}

}  // namespace
}  // namespace modlink::command
