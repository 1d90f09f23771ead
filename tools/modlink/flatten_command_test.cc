// `modlink flatten`, from the command line.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tools/modlink/test_program.h"

namespace modlink::command {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class flatten_command : public test::ProgramTest {};

constexpr const char* parent = R"((module
  (import "child" (module $CHILD (export "f" (func (result i32)))))
  (instance $child (instantiate $CHILD))
  (export "f" (func $child "f"))
  (memory (export "m") 1)))";
constexpr const char* child = R"((module (memory 1) (func (export "f") (result i32) (memory.size))))";

TEST_F(flatten_command, follows_imports_of_modules) {
  write("parent.wat", parent);
  write("elsewhere.wat", child);
  EXPECT_EQ(run("flatten parent.wat -o flat.wasm --module child=elsewhere.wat").output, "");
  EXPECT_EQ(run("validate --disable module-linking flat.wasm").status, 0);
  EXPECT_EQ(run("run flat.wasm --invoke f").output, "f() => i32:1\n");
}

// What the file has beyond the type that it is imported by is nothing that the module exports.
TEST_F(flatten_command, exports_no_more_than_the_type_has) {
  write("child.wat", R"((module (memory (export "memory") 1) (func (export "f") (result i32) (i32.const 1))))");
  write("parent.wat", R"((module (import "child" (module $CHILD (export "f" (func (result i32)))))
    (instance $child (instantiate $CHILD)) (export "c" (instance $child)) (func (export "c.memory"))))");
  EXPECT_EQ(run("flatten parent.wat --exports=flat -o flat.wasm").output, "");
  EXPECT_THAT(run("types flat.wasm").output, AllOf(HasSubstr("\"c.f\""), Not(HasSubstr("(memory"))));
  EXPECT_EQ(run("merge p=parent.wat --exports=flat -o flat.wasm").output, "");
  EXPECT_THAT(run("types flat.wasm").output, AllOf(HasSubstr("\"c.f\""), Not(HasSubstr("(memory"))));
}

TEST_F(flatten_command, refuses_object_files) {
  write("child.wat", R"((module (import "env" "__linear_memory" (memory 0)) (func (export "f"))
    (@custom "linking" (after code) "\02")))");
  write("parent.wat", R"((module (import "env" (instance $env (export "__linear_memory" (memory 0))))
    (import "child" (module $CHILD (import "env" (instance (export "__linear_memory" (memory 0)))) (export "f" (func))))
    (instance (instantiate $CHILD (import "env" (instance $env))))))");
  EXPECT_THAT(run("flatten parent.wat -o flat.wasm").output, HasSubstr("child.wat:1:1: this is an object file"));
}

TEST_F(flatten_command, writes_nothing_where_something_is_wrong) {
  write("parent.wat", parent);
  const test::Result missing = run("flatten parent.wat -o flat.wasm");
  EXPECT_EQ(missing.status, 1);
  EXPECT_THAT(missing.output, HasSubstr("module import \"child\""));
  write("child.wat", child);
  const test::Result single = run("flatten parent.wat --single-memory -o flat.wasm");
  EXPECT_EQ(single.status, 1);
  EXPECT_THAT(single.output, HasSubstr("memor"));
  const test::Result off = run("flatten parent.wat --disable multi-memory -o flat.wasm");
  EXPECT_EQ(off.status, 1);
  EXPECT_THAT(off.output, HasSubstr("multiple memories: needs feature multi-memory (--enable multi-memory)"));
  EXPECT_EQ(run("validate flat.wasm").status, 2);
}

TEST_F(flatten_command, says_what_it_cannot_do) {
  write("a.wat", R"((module (module $M) (export "m" (module $M))))");
  const test::Result result = run("flatten a.wat -o flat.wasm");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.output, HasSubstr("a.wat:1:"));
  EXPECT_EQ(run("flatten a.wat").status, 2);
}

TEST_F(flatten_command, each_output_is_a_file_of_its_own) {
  write("a.wat", "(module)");
  write("there", "");
  std::filesystem::create_symlink("hanging.wasm", path("link"));
  std::filesystem::create_hard_link(path("there"), path("hard.wasm"));
  const auto refused = [this](const std::string& options) {
    const test::Result result = run("flatten a.wat " + options);
    EXPECT_EQ(result.status, 2) << options;
    EXPECT_FALSE(std::filesystem::exists(path("o.wasm"))) << options;
    return result.output.substr(0, result.output.find('\n'));
  };
  EXPECT_EQ(refused("-o o.wasm --report ./o.wasm"), "--report: ./o.wasm is written by --output too");
  EXPECT_EQ(refused("-o o.wasm --source-map o.wasm"), "--source-map: o.wasm is written by --output too");
  EXPECT_EQ(refused("-o o.wasm --report r --source-map r"), "--source-map: r is written by --report too");
  EXPECT_EQ(refused("-o o.wasm --loader js --report o.loader.js"), "--report: o.loader.js is written by --loader too");
  EXPECT_EQ(refused("-o - --report -"), "--report: standard output is written by --output too");
  EXPECT_EQ(run("flatten a.wat -o there --report - >>there").status, 2);
  EXPECT_EQ(refused("-o hanging.wasm --report link"), "--report: link is written by --output too");
  EXPECT_EQ(refused("-o hard.wasm --report there"), "--report: there is written by --output too");
  EXPECT_EQ(run("flatten a.wat -o o.wasm --loader js --loader js").status, 0);
  EXPECT_EQ(run("flatten a.wat -o /dev/null --report /dev/null").status, 0);
}

TEST_F(flatten_command, writes_all_or_nothing) {
  write("a.wat", "(module)");
  write("report.json", "old");
  std::filesystem::create_directory(path("o.wasm"));
  EXPECT_THAT(run("flatten a.wat -o o.wasm --report report.json --source-map new/map --loader js").output,
              HasSubstr("\no.wasm: Is a directory\n"));
  EXPECT_FALSE(std::filesystem::exists(path("new")));
  EXPECT_FALSE(std::filesystem::exists(path("o.loader.js")));
  std::string report;
  std::ifstream(path("report.json")) >> report;
  EXPECT_EQ(report, "old");
  EXPECT_EQ(run("flatten a.wat -o new/o.wasm --report other/report --source-map new/map --loader js").status, 0);
  EXPECT_TRUE(std::filesystem::exists(path("new/o.loader.js")));
  EXPECT_TRUE(std::filesystem::exists(path("other/report")));
}

// What the loaders do is tested by tools/walkthrough, on node and in a page.
TEST_F(flatten_command, loaders_know_the_paths) {
  write("a.wat", R"((module (import "x" (func)) (import "i" (instance (export "j" (instance (export "f" (func))))))
    (import "a" "b" (func)) (module $M (func (export "main"))) (instance $m (instantiate $M)) (export "m" (instance $m))
    (func (export "run"))))");
  EXPECT_EQ(run("flatten a.wat --exports=flat -o out.wasm --loader json --loader js").output, "");
  const auto content = [&](const char* name) {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
  };
  const auto json = nlohmann::json::parse(content("out.loader.json"));
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(json["module"], "out.wasm");
  const auto path_of = [](const nlohmann::json& item) { return item["name"].dump() + item["path"].dump(); };
  EXPECT_EQ(path_of(json["imports"][0]), R"("x"["x"])");
  EXPECT_EQ(path_of(json["imports"][1]), R"("j.f"["i","j","f"])");
  EXPECT_EQ(path_of(json["imports"][2]), R"("b"["a","b"])");
  EXPECT_EQ(path_of(json["exports"][0]), R"("m.main"["m","main"])");
  EXPECT_EQ(path_of(json["exports"][1]), R"("run"["run"])");
  EXPECT_EQ(json["instances"].dump(), R"([["m"]])");
  EXPECT_THAT(content("out.loader.js"), HasSubstr("const name = \"out.wasm\";\n"));
}

TEST_F(flatten_command, loaders_are_one_script_whatever_the_name_of_the_file) {
  write("a.wat", "(module (func (export \"\\e2\\80\\a9\")))");
  EXPECT_EQ(run("flatten a.wat -o '\xe2\x80\xa8 alert(1).wasm' --loader mjs --loader json").output, "");
  for (const char* name : {"\xe2\x80\xa8 alert(1).loader.mjs", "\xe2\x80\xa8 alert(1).loader.json"}) {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    EXPECT_THAT(text.str(), HasSubstr("\"\\u2028 alert(1).wasm\""));
    EXPECT_THAT(text.str(), HasSubstr("\"\\u2029\""));
    EXPECT_THAT(text.str(), Not(HasSubstr("\xe2\x80")));
  }
}

TEST_F(flatten_command, loaders_are_of_binaries_in_files) {
  write("a.wat", "(module)");
  EXPECT_EQ(run("flatten a.wat -o out.wat --loader js").status, 2);
  EXPECT_EQ(run("flatten a.wat -o - --loader js").status, 2);
  EXPECT_EQ(run("flatten a.wat -o out.wasm --loader ts").status, 2);
  EXPECT_FALSE(std::filesystem::exists(path("out.wasm")));
}

TEST_F(flatten_command, reports_where_everything_comes_from) {
  write("a.wat", R"((module (module $M (memory 1) (data (i32.const 0) "abc") (func $dead)
      (func $f (export "f") (drop (i32.load (i32.const 0)))))
    (instance $a (instantiate $M)) (instance $b (instantiate $M))
    (export "f" (func $a "f")) (export "g" (func $b "f")) (func $h (export "h"))))");
  run("flatten a.wat --gc -o a.wasm --report report.json");
  const auto json = nlohmann::json::parse(std::ifstream(path("report.json")));
  EXPECT_EQ(json["version"], 1);
  ASSERT_EQ(json["instances"].size(), 3u);
  EXPECT_EQ(json["instances"][1].dump(), R"({"copied":{"definitions":0,"functions":0},"data_bytes":3,)"
                                         R"("definitions":{"data":1,"func":1,"memory":1},"instructions":4,)"
                                         R"("module":"M","parent":0,"path":"a"})");
  EXPECT_EQ(json["instances"][2]["copied"].dump(), R"({"definitions":3,"functions":1})");
  EXPECT_EQ(json["functions"][0].dump(), R"({"function":1,"index":0,"instance":1,"instructions":4,"name":"a.f"})");
  EXPECT_EQ(json["functions"].back()["name"], "h");
}

TEST_F(flatten_command, an_instance_is_no_module_import) {
  write("a.wat", R"((module (import "lib" "f" (func))))");
  write("lib.wat", R"((module (func (export "f"))))");
  EXPECT_THAT(
      run("flatten a.wat --module lib=lib.wat -o flat.wasm").output,
      HasSubstr("--module \"lib\": an instance is imported by this name, not a module: `modlink merge` links those"));
}

TEST_F(flatten_command, copies_are_counted) {
  write("a.wat", R"((module (module $M (memory 1) (func (export "f") (drop (i32.load (i32.const 0)))))
    (instance (instantiate $M)) (instance (instantiate $M))))");
  EXPECT_THAT(run("flatten a.wat -o a.wasm").output,
              HasSubstr("a.wat: 3 instances: 1 function and 1 other definition are copies\n"));
}

constexpr const char* with_unused = R"((module
  (import "a" "unused" (func))
  (table 1 funcref)
  (elem (i32.const 0) func $f)
  (memory $m 1)
  (memory 1)
  (func $f)
  (func $g)
  (func (export "call") (call_indirect (i32.const 0)) (drop (i32.load $m (i32.const 0))))))";

TEST_F(flatten_command, target_features_that_contradict_each_other_are_named) {
  write("a.wat", R"((module (@custom "target_features" "\01+\01a")
    (module $M (@custom "target_features" "\01-\01a")) (instance (instantiate $M))))");
  EXPECT_EQ(run("flatten a.wat -o a.wasm").output,
            "a.wat: warning: target feature \"a\": some modules use it, others disallow it\n");
}

TEST_F(flatten_command, gc_leaves_out_what_nothing_uses) {
  write("a.wat", with_unused);
  EXPECT_EQ(run("flatten a.wat -o whole.wasm").output, "");
  EXPECT_THAT(run("types whole.wasm").output, HasSubstr("unused"));
  EXPECT_EQ(run("flatten a.wat --gc --single-memory -o left.wasm").output, "");
  EXPECT_EQ(run("run left.wasm --invoke call").output, "call() =>\n");
  EXPECT_LT(std::filesystem::file_size(path("left.wasm")), std::filesystem::file_size(path("whole.wasm")));
  EXPECT_EQ(run("flatten a.wat --single-memory -o whole.wasm").status, 1);
}

TEST_F(flatten_command, why_says_what_keeps_a_definition) {
  write("a.wat", with_unused);
  EXPECT_EQ(run("flatten a.wat --why f --why '$g' --why 'elem 0' --why call").output,
            R"(function $f <- elem segment 0 <- table 0 <- function 3 <- export "call"
function $g: nothing keeps it
elem segment 0 <- table 0 <- function 3 <- export "call"
function 3 <- export "call"
)");
  const test::Result unknown = run("flatten a.wat --why h");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.output, HasSubstr("no definition is called \"h\""));
  EXPECT_EQ(run("flatten a.wat --why 'func 4'").status, 2);
  EXPECT_EQ(run("flatten a.wat --why f -o b.wasm").status, 2);
}

}  // namespace
}  // namespace modlink::command
