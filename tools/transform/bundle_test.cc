// Bundling: module imports become nested modules.
#include "tools/transform/bundle.h"

#include <gmock/gmock.h>

#include "interpreter/test_support.h"
#include "tools/transform/test_files.h"
#include "tools/transform/test_text.h"
#include "wast/binary/encode_module.h"
#include "wast/text/print.h"

namespace modlink::transform {
namespace {

using testing::HasSubstr;

BundlePlan plan_of(const TestFolder& folder, const std::string& root, const BundleOptions& options = {}) {
  Resolver resolver({});
  return plan_bundle(resolver.open(folder.path(root)), resolver, options);
}

std::string bundled(const Files& files, const std::string& root = "main.wat", const BundleOptions& options = {}) {
  const TestFolder folder(files);
  return print_module(bundle(plan_of(folder, root, options)));
}

std::string error_of(const Files& files, const std::string& root = "main.wat") {
  try {
    return bundled(files, root);
  } catch (const cli::Failure& failure) {
    return failure.text();
  } catch (const Error& error) {
    return error.diagnose();
  }
}

constexpr const char* number_type = R"((export "n" (func (result i32))))";
constexpr const char* one = R"((module (func (export "n") (result i32) (i32.const 1))))";

TEST(bundle, an_import_becomes_a_nested_module_behind_all_imports) {
  const std::string result = bundled({{"main.wat", R"((module
                                         (import "one" (module $ONE (export "n" (func (result i32)))))
                                         (import "other" (func $other))
                                         (instance $one (instantiate $ONE))
                                         (func (export "n") (result i32) (call (func $one "n")))))"},
                                      {"one.wat", one}});
  EXPECT_EQ(result, printed(R"((module
                      (type (func))
                      (type (func (result i32)))
                      (import "other" (func $other (type 0)))
                      (module $ONE (func (export "n") (result i32) (i32.const 1)))
                      (instance $one (instantiate $ONE))
                      (alias $one "n" (func))
                      (func (export "n") (result i32) (call 1))))"));
}

TEST(bundle, what_is_there_is_kept_and_renumbered) {
  Session session;
  const std::string result = bundled({{"main.wat", R"((module
      (import "host" (instance $host (export "m" (module $m (export "n" (func (result i32)))))))
      (import "one" (module $ONE (export "n" (func (result i32)))))
      (alias $host "m" (module $HOST))
      (import "two" (module $TWO (export "n" (func (result i32)))))
      (module $OWN
        (alias outer 0 $TWO (module $TWO))
        (alias outer 0 $HOST (module $HOST))
        (instance $two (instantiate $TWO))
        (instance $host (instantiate $HOST))
        (func (export "n") (result i32)
          (i32.add (call (func $two "n")) (i32.mul (i32.const 100) (call (func $host "n"))))))
      (instance $one (instantiate $ONE))
      (instance $own (instantiate $OWN))
      (func (export "n") (result i32)
        (i32.add (i32.mul (i32.const 10) (call (func $one "n"))) (call (func $own "n"))))
      (export "ONE" (module $ONE))
      (export "TWO" (module $TWO))))"},
                                      {"one.wat", one},
                                      {"two.wat", R"((module (func (export "n") (result i32) (i32.const 2))))"}});
  session.names["host"] = &session.exports(R"((module (module $M (func (export "n") (result i32) (i32.const 3)))
                                                      (export "m" (module $M))))");
  const InstanceValue& main = session.exports(result);
  EXPECT_EQ(session.call_i32(main, "n"), 312u);
  session.names["lib"] = *instance_export(main, "TWO");
  const InstanceValue& two = session.exports(R"((module (import "lib" (module $L (export "n" (func (result i32)))))
                                       (instance $l (instantiate $L)) (export $l)))");
  EXPECT_EQ(session.call_i32(two, "n"), 2u);
}

// main imports a and b, which both import lib.
const Files diamond{{"main.wat", R"((module
       (import "a" (module $A (export "n" (func (result i32)))))
       (import "b" (module $B (export "n" (func (result i32)))))
       (instance $a (instantiate $A)) (instance $b (instantiate $B))
       (func (export "n") (result i32) (i32.add (call (func $a "n")) (call (func $b "n"))))))"},
                    {"a.wat", R"((module (import "lib" (module $LIB (export "n" (func (result i32)))))
                         (instance $lib (instantiate $LIB)) (export "n" (func $lib "n"))))"},
                    {"b.wat", R"((module (import "lib" (module $LIB (export "n" (func (result i32)))))
                         (instance $l1 (instantiate $LIB)) (instance $l2 (instantiate $LIB))
                         (func (export "n") (result i32)
                           (i32.add (call (func $l1 "n")) (i32.add (call (func $l1 "n")) (call (func $l2 "n")))))))"},
                    {"lib.wat", R"((module $lib (global $n (mut i32) (i32.const 0))
                     (func (export "n") (result i32)
                       (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n))))"}};

TEST(bundle, a_shared_module_is_nested_once_where_all_its_users_are) {
  const std::string result = bundled(diamond);
  EXPECT_EQ(result.find("(global"), result.rfind("(global"));
  EXPECT_THAT(result, HasSubstr("(alias outer 0 0 (module $LIB))"));
  Session session;
  EXPECT_EQ(session.call_i32(session.exports(result), "n"), 1u + 1 + 2 + 1);
}

TEST(bundle, a_module_that_one_other_imports_is_nested_there) {
  Files files = diamond;
  files["main.wat"] = R"((module (import "a" (module $A (export "n" (func (result i32)))))
                                 (instance $a (instantiate $A)) (export $a)))";
  const TestFolder folder(files);
  const BundlePlan plan = plan_of(folder, "main.wat");
  ASSERT_EQ(plan.nodes.size(), 3u);
  EXPECT_EQ(plan.nodes[2].parent, 1u);
  Session session;
  EXPECT_EQ(session.call_i32(session.exports(print_module(bundle(plan))), "n"), 1u);
}

TEST(bundle, one_file_by_two_names_is_one_module) {
  const std::string result = bundled({{"main.wat", R"((module
                                         (import "one" (module $A (export "n" (func (result i32)))))
                                         (import "./one.wat" (module $B (export "n" (func (result i32)))))
                                         (instance $a (instantiate $A)) (instance $b (instantiate $B))
                                         (export "a" (instance $a)) (export "b" (instance $b))))"},
                                      {"one.wat", one}});
  EXPECT_EQ(result.find("i32.const 1"), result.rfind("i32.const 1"));
  Session session;
  EXPECT_EQ(session.exports(result).names().size(), 2u);
}

TEST(bundle, an_import_that_the_importer_supplies_remains) {
  const Files files{{"main.wat", R"((module
         (type $N (module (export "n" (func (result i32)))))
         (import "two" (module $TWO (export "n" (func (result i32)))))
         (import "user" (module $USER (import "one" (module (type outer 0 $N)))
                                      (export "n" (func (result i32)))))
         (import "user.wat" (module $FREE (export "n" (func (result i32)))))
         (instance $user (instantiate $USER (import "one" (module $TWO))))
         (instance $free (instantiate $FREE))
         (func (export "n") (result i32)
           (i32.add (i32.mul (i32.const 10) (call (func $user "n"))) (call (func $free "n"))))))"},
                    {"user.wat", R"((module (import "one" (module $ONE (export "n" (func (result i32)))))
                              (instance $one (instantiate $ONE)) (export $one)))"},
                    {"one.wat", one},
                    {"two.wat", R"((module (func (export "n") (result i32) (i32.const 2))))"}};
  Session session;
  EXPECT_EQ(session.call_i32(session.exports(bundled(files)), "n"), 21u);
}

TEST(bundle, zero_level_exports_export_what_they_did) {
  const std::string result = bundled({{"main.wat", R"((module
                                         (import "wide" (module $W (export "n" (func (result i32)))))
                                         (instance $w (instantiate $W))
                                         (export $w)
                                         (func (export "m"))))"},
                                      {"wide.wat", R"((module (func (export "m"))
                                                              (func (export "n") (result i32) (i32.const 7))))"}});
  Session session;
  const InstanceValue& main = session.exports(result);
  EXPECT_EQ(main.names().size(), 2u);
  EXPECT_EQ(session.call_i32(main, "n"), 7u);
}

Files chain(std::size_t length) {
  Files files{{"m" + std::to_string(length) + ".wat", one}};
  for (std::size_t i = 0; i < length; ++i) {
    files["m" + std::to_string(i) + ".wat"] =
        "(module (import \"m" + std::to_string(i + 1) + "\" (module $M " + number_type +
        ")) (instance $i (instantiate $M)) (func (export \"n\") (result i32) (i32.add (i32.const 1) (call (func $i "
        "\"n\")))))";
  }
  return files;
}

TEST(bundle, long_chains_are_not_nested_too_deeply) {
  Session session;
  EXPECT_EQ(session.call_i32(session.exports(bundled(chain(300), "m0.wat")), "n"), 301u);
}

// Each of two modules per level imports both of the next level: 2^30 ways to the last ones.
TEST(bundle, a_graph_that_doubles_at_each_level_takes_its_written_size) {
  const auto name = [](int level, int side) { return "m" + std::to_string(level) + "ab"[side]; };
  Files files{{"m30a.wat", one}, {"m30b.wat", one}};
  std::size_t written = 0;
  for (int level = 0; level < 30; ++level) {
    for (int side = 0; side < 2; ++side) {
      std::string& text = files[name(level, side) + ".wat"];
      for (int next = 0; next < 2; ++next) {
        text += "(import \"" + name(level + 1, next) + "\" (module " + number_type + "))";
      }
      text = "(module " + text + "(instance (instantiate 0)) (export \"n\" (func 0 \"n\")))";
      written += text.size();
    }
  }
  const TestFolder folder(files);
  const Module result = bundle(plan_of(folder, "m0a.wat"));
  EXPECT_LT(encode_module(result).size(), written);
  Session session;
  EXPECT_EQ(session.call_i32(session.exports(print_module(result)), "n"), 1u);
}

TEST(bundle, a_cycle_is_shown) {
  const std::string importer = R"((module (import ")";
  const std::string message = error_of({{"main.wat", importer + "a\" (module)))"},
                                        {"a.wat", importer + "b\" (module)))"},
                                        {"b.wat", importer + "a\" (module)))"}});
  EXPECT_THAT(message, HasSubstr("b.wat:1:9: module import \"a\": files that need each other"));
  EXPECT_THAT(message, testing::ContainsRegex(
                           "/a.wat\n  imports \"b\", which is [^ ]*/b.wat\n  imports \"a\", which is [^ ]*/a.wat"));
}

TEST(bundle, a_file_may_not_need_itself) {
  EXPECT_THAT(error_of({{"main.wat", R"((module (import "main" (module))))"}}), HasSubstr("imports \"main\""));
}

TEST(bundle, a_mismatch_shows_the_derivation) {
  const std::string message = error_of({{"main.wat", R"((module (import "one" (module
                                           (export "n" (func (result i64)))))))"},
                                        {"one.wat", one}});
  EXPECT_THAT(message, HasSubstr("main.wat:1:9: module import \"one\": "));
  EXPECT_THAT(message, HasSubstr("export \"n\": expected (func (result i64)), found (func (result i32))"));
  EXPECT_THAT(message, HasSubstr("rule: matching/"));
}

TEST(bundle, an_import_that_nobody_supplies_is_a_mismatch) {
  const std::string message =
      error_of({{"main.wat", R"((module (import "lib" (module))))"}, {"lib.wat", R"((module (import "f" (func))))"}});
  EXPECT_THAT(message, HasSubstr("import \"f\": expected (func), found nothing"));
}

TEST(bundle, an_invalid_file_is_named) {
  const std::string message =
      error_of({{"main.wat", R"((module (import "lib" (module))))"}, {"lib.wat", R"((module (func (result i32))))"}});
  EXPECT_THAT(message, HasSubstr("lib.wat:1:"));
  EXPECT_THAT(message, HasSubstr("invalid: type mismatch"));
}

TEST(bundle, the_plan_in_words) {
  const TestFolder folder(diamond);
  const std::string prefix = folder.path("");
  const auto size = [](const char* name) { return std::to_string(diamond.at(name).size()) + " bytes"; };
  EXPECT_EQ(to_string(plan_of(folder, "main.wat")),
            prefix + "main.wat, " + size("main.wat") + "\n  " + prefix + "lib.wat, " + size("lib.wat") +
                " (shared by 2 imports)\n  " + prefix + "a.wat, " + size("a.wat") + "\n    import \"lib\": " + prefix +
                "lib.wat, outer alias\n  " + prefix + "b.wat, " + size("b.wat") + "\n    import \"lib\": " + prefix +
                "lib.wat, outer alias\n  import \"a\": " + prefix + "a.wat, nested\n  import \"b\": " + prefix +
                "b.wat, nested\n");
}

}  // namespace
}  // namespace modlink::transform
