// Splitting: nested modules become files.
#include "tools/transform/split.h"

#include <gmock/gmock.h>

#include "interpreter/test_support.h"
#include "tools/transform/bundle.h"
#include "tools/transform/test_files.h"
#include "wast/text/print.h"

namespace modlink::transform {
namespace {

using testing::HasSubstr;
using testing::Not;

Module parse(const std::string& wat) {
  return parse_module(std::make_shared<Source>("test.wat", wat, Source::Kind::text), {}, {});
}

Split split_text(const std::string& wat) { return split(parse(wat), {}); }

// The files of a split as they would be written.
std::map<std::string, std::string> files_of(const Split& split) {
  std::map<std::string, std::string> files{{"root.wat", print_module(split.root)}};
  for (const Split::File& file : split.files) files[file.name + ".wat"] = print_module(file.module);
  return files;
}

std::string joined(const Split& split) {
  const TestFolder folder(files_of(split));
  Resolver resolver({});
  return print_module(bundle(plan_bundle(resolver.open(folder.path("root.wat")), resolver, {})));
}

// What `n` returns, before and after splitting and bundling.
void expect_same(const std::string& wat, std::uint32_t n, std::size_t files) {
  Session before;
  EXPECT_EQ(before.call_i32(before.exports(wat), "n"), n);
  const Split parts = split_text(wat);
  EXPECT_EQ(parts.files.size(), files);
  EXPECT_TRUE(parts.kept.empty());
  for (const auto& [name, content] : files_of(parts)) EXPECT_THAT(content.substr(8), Not(HasSubstr("  (module")));
  Session after;
  try {
    EXPECT_EQ(after.call_i32(after.exports(joined(parts)), "n"), n);
  } catch (const cli::Failure& failure) {
    FAIL() << failure.text();
  }
}

constexpr const char* call_n = R"((func (export "n") (result i32) (call (func $i "n"))))";

TEST(split, a_nested_module_becomes_an_import_of_a_file) {
  const std::string wat = R"((module (module $LIB (func (export "n") (result i32) (i32.const 5)))
                                     (instance $i (instantiate $LIB)))" +
                          std::string(call_n) + ")";
  const Split parts = split_text(wat);
  ASSERT_EQ(parts.files.size(), 1u);
  EXPECT_THAT(parts.files[0].name, testing::ContainsRegex("^LIB-[0-9a-f]{16}$"));
  EXPECT_THAT(print_module(parts.root), HasSubstr("(import \"" + parts.files[0].name + "\" (module $LIB (type 1)))"));
  EXPECT_EQ(print_module(parts.files[0].module), print_module(parse(R"((module $LIB
                                             (func (export "n") (result i32) (i32.const 5))))")));
  expect_same(wat, 5, 1);
}

TEST(split, identical_modules_are_one_file_whatever_their_names) {
  expect_same(R"((module
      (module $A (func $f (export "n") (result i32) (i32.const 5)))
      (module $B (module $C (func (export "n") (result i32) (i32.const 5)))
                 (instance $c (instantiate $C)) (export $c))
      (instance $a (instantiate $A)) (instance $b (instantiate $B))
      (func (export "n") (result i32) (i32.add (call (func $a "n")) (call (func $b "n"))))))",
              10, 2);
}

TEST(split, outer_types_are_copied) {
  expect_same(R"((module $P
      (rec (type $s (struct (field i32) (field (ref null $t)))) (type $t (array (ref $s))))
      (type $f (func (param (ref $s)) (result i32)))
      (type $I (instance (export "n" (func (result i32)))))
      (module $LIB
        (type $own (func (result i32)))
        (alias outer $P $f (type $f))
        (alias outer $P $t (type $t))
        (alias outer $P $s (type $s))
        (func $get (type $f) (struct.get $s 0 (local.get 0)))
        (func (export "n") (type $own)
          (local $a (ref null $t))
          (local.set $a (array.new $t (struct.new $s (i32.const 42) (ref.null $t)) (i32.const 2)))
          (block $b (result (ref null $t)) (local.get $a))
          (call $get (array.get $t (i32.const 1))) ))
      (module $USER
        (import "i" (instance $i (type outer $P $I)))
        (type $M (module (import "i" (instance (type outer $P $I))) (export "n" (func (result i32)))))
        (func (export "n") (result i32) (call (func $i "n"))))
      (instance $lib (instantiate $LIB))
      (instance $i (instantiate $USER (import "i" (instance $lib))))
      (func (export "n") (result i32) (call (func $i "n")))))",
              42, 2);
}

TEST(split, a_nested_module_that_another_aliases_is_imported_by_its_file) {
  expect_same(R"((module $P
      (module $A (func (export "n") (result i32) (i32.const 7)))
      (module $B
        (module $C
          (alias outer $P $A (module $A))
          (instance $a (instantiate $A))
          (export $a))
        (instance $c (instantiate $C))
        (export $c))
      (instance $i (instantiate $B)))" +
                  std::string(call_n) + ")",
              7, 3);
}

// A host that has one module to give.
constexpr const char* host = R"((module (module $M (func (export "n") (result i32) (i32.const 9)))
                                        (export "m" (module $M))))";

std::uint32_t run_with_host(const std::string& wat) {
  Session session;
  session.names["host"] = &session.exports(host);
  return session.call_i32(session.exports(wat), "n");
}

constexpr const char* host_import =
    R"((import "host" (instance $host (export "m" (module (export "n" (func (result i32)))))))
       (alias $host "m" (module $M)))";

TEST(split, an_aliased_module_becomes_an_argument) {
  const std::string wat = "(module $P " + std::string(host_import) + R"(
      (module $A
        (module $B
          (alias outer $P $M (module $M))
          (instance $m (instantiate $M))
          (export $m))
        (instance $b (instantiate $B))
        (export $b))
      (module $C (alias outer $P $A (module $A)) (instance $a (instantiate $A)) (export $a))
      (instance $i (instantiate $C)))" +
                          call_n + ")";
  const Split parts = split_text(wat);
  EXPECT_EQ(parts.files.size(), 3u);
  EXPECT_TRUE(parts.kept.empty());
  const std::string root = print_module(parts.root);
  EXPECT_THAT(root, HasSubstr("(instantiate $C (import \"outer M\" (module $M)))"));
  EXPECT_THAT(root, Not(HasSubstr("  (module")));
  EXPECT_EQ(run_with_host(wat), 9u);
  EXPECT_EQ(run_with_host(joined(parts)), 9u);
}

TEST(split, where_it_is_exported_it_stays_nested) {
  const std::string wat = "(module $P " + std::string(host_import) + R"(
      (type $f (func (result i32)))
      (module $PLAIN (func (export "n") (result i32) (i32.const 1)))
      (module $A
        (alias outer $P $M (module $M))
        (alias outer $P $PLAIN (module $PLAIN))
        (alias outer $P $f (type $f))
        (module $INNER (func (export "n") (result i32) (i32.const 2)))
        (instance $m (instantiate $M))
        (instance $p (instantiate $PLAIN))
        (instance $q (instantiate $INNER))
        (func (export "n") (type $f)
          (i32.add (call (func $m "n")) (i32.add (call (func $p "n")) (call (func $q "n"))))))
      (instance $i (instantiate $A))
      (export "A" (module $A)))" +
                          call_n + ")";
  const Split parts = split_text(wat);
  EXPECT_EQ(parts.files.size(), 2u);
  ASSERT_EQ(parts.kept.size(), 1u);
  EXPECT_EQ(parts.kept[0].name, "A");
  EXPECT_EQ(parts.kept[0].reason, "it uses an imported or aliased module of an enclosing one ($M) and is exported");
  EXPECT_EQ(run_with_host(wat), 12u);
  EXPECT_EQ(run_with_host(joined(parts)), 12u);
}

TEST(split, what_stays_nested_can_be_an_argument_of_a_file) {
  const std::string wat = "(module $P " + std::string(host_import) + R"(
      (type $f (func (result i32)))
      (module $OUT
        (type $unused (func))
        (alias outer $P $M (module $M))
        (module $A
          (alias outer $P $M (module $M))
          (type $T (module (export "n" (func (type outer $P $f)))))
          (alias outer $P $f (type $f))
          (alias outer $OUT $unused (type $u))
          (instance $m (instantiate $M))
          (func (export "n") (type $f) (i32.add (i32.const 1) (call (func $m "n")))))
        (module $TAKES (import "a" (module $X (export "n" (func (result i32)))))
                       (instance $x (instantiate $X)) (export $x))
        (module $D (alias outer $OUT $A (module $A)) (instance $a (instantiate $A)) (export $a))
        (instance $t (instantiate $TAKES (import "a" (module $A))))
        (instance $d (instantiate $D))
        (func (export "n") (result i32) (i32.add (call (func $t "n")) (call (func $d "n")))))
      (instance $i (instantiate $OUT)))" +
                          call_n + ")";
  const Split parts = split_text(wat);
  EXPECT_EQ(parts.files.size(), 3u);
  ASSERT_EQ(parts.kept.size(), 1u);
  EXPECT_THAT(parts.kept[0].reason, HasSubstr("is passed to `instantiate`"));
  EXPECT_EQ(run_with_host(wat), 20u);
  EXPECT_EQ(run_with_host(joined(parts)), 20u);
}

// Each instance of the parent captures its own module (D15).
TEST(split, captures_of_different_instances_stay_apart) {
  expect_same(R"((module
      (module $ONE (func (export "n") (result i32) (i32.const 1)))
      (module $TEN (func (export "n") (result i32) (i32.const 10)))
      (module $P
        (import "m" (module $M (export "n" (func (result i32)))))
        (module $C (alias outer $P $M (module $M)) (instance $m (instantiate $M)) (export $m))
        (instance $c (instantiate $C))
        (export $c))
      (instance $p1 (instantiate $P (import "m" (module $ONE))))
      (instance $p2 (instantiate $P (import "m" (module $TEN))))
      (func (export "n") (result i32) (i32.add (call (func $p1 "n")) (call (func $p2 "n"))))))",
              11, 4);
}

TEST(split, doubling_by_outer_aliases_stays_small) {
  std::string wat = R"((module $M0 (func (export "n") (result i32) (i32.const 1))))";
  for (int i = 1; i <= 30; ++i) {
    const std::string outer = std::to_string(i - 1);
    wat += "(module (alias outer 0 " + outer + " (module)) (alias outer 0 " + outer +
           " (module)) (instance (instantiate 0)) (export \"m\" (module 1)) (export \"n\" (func 0 \"n\")))";
  }
  EXPECT_EQ(split_text("(module " + wat + ")").files.size(), 31u);
}

}  // namespace
}  // namespace modlink::transform
