// What is left of modules, whatever is asked of them.
#include "tools/shrink/shrinker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tools/shrink/test_text.h"

namespace modlink::shrink {
namespace {

using test::binary_of;
using test::same;
using test::text_of;
using testing::HasSubstr;

// Interesting is what a function says.
class Asked final : public Test {
 public:
  using Answer = std::function<bool(const Binaries&)>;
  explicit Asked(Answer answer) : answer_(std::move(answer)) {}
  bool accepts(const Binaries& candidate) override { return answer_(candidate); }

 private:
  const Answer answer_;
};

struct Shrunken {
  Binaries best;
  End end;
  std::uint64_t tries;
};

Shrunken shrink(const Binaries& binaries, const Asked::Answer& answer, std::optional<std::uint64_t> most = {}) {
  Asked asked(answer);
  EXPECT_TRUE(asked.accepts(binaries));
  Shrinker shrinker(binaries, asked, {}, [](const Binaries&) {});
  const End end = shrinker.run(most);
  EXPECT_TRUE(asked.accepts(shrinker.best()));
  return {shrinker.best(), end, shrinker.tries()};
}

// What is left of a text as long as its text has these words.
std::string left(const std::string& text, const std::vector<std::string>& words) {
  const auto has_all = [&](const Binaries& candidate) {
    const std::string found = text_of(candidate[0]);
    for (const std::string& word : words) {
      if (found.find(word) == std::string::npos) return false;
    }
    return true;
  };
  return text_of(shrink({binary_of(text)}, has_all).best[0]);
}

TEST(shrinker, nothing_is_left_of_what_is_always_interesting) {
  EXPECT_EQ(left(R"((module
    (import "a" "f" (func $f (param i32))) (memory 1) (table 2 funcref) (global (mut i32) (i32.const 5))
    (tag (param f32)) (elem (i32.const 0) func $g) (data (i32.const 0) "abc") (start $h)
    (func $g (export "g") (param i32) (local i64) (call $f (local.get 0)) (call $h)) (func $h)
    (@custom "x" "y")))",
                 {}),
            same("(module)"));
}

TEST(shrinker, one_instruction_is_left) {
  constexpr char text[] = R"((module
    (func $f (param i32) (result i32) (local i64 f32)
      (block $done
        (loop $more
          (br_if $done (i32.le_s (local.get 0) (i32.const 0)))
          (local.set 1 (i64.mul (i64.extend_i32_s (local.get 0)) (i64.const 99)))
          (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
          (br $more)))
      (i32.wrap_i64 (local.get 1)))
    (func $g (result i32) (call $f (i32.const 3)))
    (export "f" (func $f)) (export "g" (func $g))))";
  EXPECT_EQ(left(text, {"i64.mul"}), same("(module (func (i64.mul (i64.const 0) (i64.const 0)) (drop)))"));
}

TEST(shrinker, blocks_go_and_what_is_in_them_stays) {
  EXPECT_EQ(left(R"((module (func (param i32)
      (if (local.get 0) (then (loop (block (drop (memory.grow (i32.const 70000)))))) (else (nop)))) (memory 1)))",
                 {"memory.grow"}),
            same("(module (func (drop (memory.grow (i32.const 0)))) (memory 0))"));
}

TEST(shrinker, branches_keep_their_blocks) {
  const std::string found =
      left(R"((module (func (block (block (block (br_table 0 2 (i32.const 1))))))))", {"br_table"});
  EXPECT_THAT(found, HasSubstr("br_table"));
  EXPECT_THAT(found, Not(HasSubstr("loop")));
}

TEST(shrinker, numbers_become_small) {
  const std::string found = left(R"((module (memory (export "m") 17 300) (table (export "t") 1000 2000 funcref)
    (data (i32.const 1024) "abcdefghijklmnop") (global (export "g") i64 (i64.const 123456789))))",
                                 {"\"m\"", "\"t\"", "\"g\"", "k"});
  EXPECT_EQ(found, same(R"((module (memory (export "m") 0) (table (export "t") 0 funcref)
    (global (export "g") i64 (i64.const 0)) (data (memory 0) (i32.const 0) "k")))"));
}

// A graph: what is left is the module that has it, or the way to it.
TEST(shrinker, graphs_lose_their_modules) {
  const std::string graph = R"((module
    (module $A (func (export "a") (result i32) (i32.const 1)))
    (module $B (import "a" (instance (export "a" (func (result i32)))))
      (module $C (func (export "c") (result f64) (f64.sqrt (f64.const 4))))
      (instance $c (instantiate $C)) (export "c" (instance $c)))
    (instance $a (instantiate $A))
    (instance $b (instantiate $B (import "a" (instance $a))))
    (export "b" (instance $b))))";
  EXPECT_EQ(left(graph, {"f64.sqrt"}), same(R"((module (type (func (result f64)))
    (func (type 0) (f64.sqrt (f64.const 0)))))"));
  const std::string way = left(graph, {"f64.sqrt", "(export \"b\""});
  EXPECT_THAT(way, Not(HasSubstr("i32.const 1")));
  EXPECT_THAT(way, HasSubstr("f64.sqrt"));
}

TEST(shrinker, outer_aliases_go_with_their_modules) {
  EXPECT_EQ(left(R"((module (module $A) (module $B (alias outer 0 0 (module $a)) (instance (instantiate $a))
    (func (export "f") (unreachable)))))",
                 {"\"f\""}),
            same(R"((module (type (func)) (func (type 0)) (export "f" (func 0))))"));
}

TEST(shrinker, several_files_shrink_together) {
  const Binaries files{binary_of("(module (func (drop (i32.const 7))))"), binary_of("(module (func (nop)))")};
  const auto has_drop = [](const Binaries& candidate) {
    return text_of(candidate[0]).find("drop") != std::string::npos;
  };
  const Shrunken found = shrink(files, has_drop);
  EXPECT_EQ(text_of(found.best[0]), same("(module (func (drop (i32.const 0))))"));
  EXPECT_EQ(text_of(found.best[1]), same("(module)"));
}

TEST(shrinker, what_is_valid_stays_valid_and_what_is_not_need_not) {
  const std::string invalid = binary_of("(module (func (param i32) (result i32) (nop) (i64.const 1)) (func) (func))");
  const auto is_invalid = [](const Binaries& candidate) { return !read_subject(candidate[0], {}).valid; };
  const Shrunken found = shrink({invalid}, is_invalid);
  EXPECT_LT(found.best[0].size(), invalid.size());
  const std::string valid = binary_of("(module (func (result i32) (i32.const 1)) (export \"f\" (func 0)))");
  const auto is_valid = [](const Binaries& candidate) { return bool(read_subject(candidate[0], {}).valid); };
  EXPECT_EQ(text_of(shrink({valid}, is_valid).best[0]), same("(module)"));
}

TEST(shrinker, tries_are_bounded_and_counted) {
  const std::string binary = binary_of("(module (func (nop) (nop)) (func) (func) (memory 1))");
  std::uint64_t asked = 0;
  const auto first_only = [&](const Binaries& candidate) {
    ++asked;
    return candidate[0] == binary;
  };
  const Shrunken found = shrink({binary}, first_only, 5);
  EXPECT_EQ(found.end, End::tries);
  EXPECT_EQ(found.tries, 5u);
  EXPECT_EQ(asked, 7u);
  EXPECT_EQ(found.best[0], binary);
}

TEST(shrinker, fields_go_and_types_of_fields) {
  EXPECT_EQ(left(R"((module
    (type $t0 (struct (field i32) (field i64) (field f64) (field v128)))
    (type $t1 (struct (field i32) (field (ref null $t0)) (field f64)))
    (type $t2 (struct (field i64) (field (ref null $t1)) (field i32)))
    (func (export "f") (param i64 f64 (ref null $t2)) (result i32) (struct.get $t2 2 (local.get 2)))))",
                 {"struct.get", "local.get"}),
            same(R"((module (type (struct (field i32))) (type (func (param nullref) (result i32)))
    (func (type 1) (struct.get 0 0 (local.get 0)))))"));
}

TEST(shrinker, operands_go_with_fields_and_parameters) {
  EXPECT_EQ(
      left(R"((module
    (type $a (sub (struct (field i32) (field i64))))
    (type $b (sub $a (struct (field i32) (field i64) (field f32))))
    (global (ref $b) (struct.new $b (i32.const 3) (i64.const 4) (f32.const 5)))
    (func $f (param i32 i64 f64) (drop (struct.new $a (local.get 0) (i64.const 9))))
    (func (call $f (i32.const 1) (i64.extend_i32_s (i32.const 2)) (f64.const 3)))))",
           {"struct.new", "call"}),
      same(R"((module (type (struct)) (type (func)) (func (type 1) (drop (struct.new 0))) (func (type 1) (call 0))))"));
}

TEST(shrinker, types_lose_what_they_extend_and_their_groups) {
  EXPECT_EQ(left(R"((module
    (rec (type $a (sub (struct (field (ref null $c))))) (type $b (sub $a (struct (field (ref null $c)))))
      (type $c (array (mut (ref null $b)))))
    (func (param (ref null $b)) (result (ref null $a)) (drop (array.new_default $c (i32.const 4))) (local.get 0))))",
                 {"array.new_default"}),
            same(R"((module (type (array (mut anyref))) (type (func))
    (func (type 1) (drop (array.new_default 0 (i32.const 0))))))"));
}

TEST(shrinker, results_go_of_functions_that_never_end) {
  EXPECT_EQ(left("(module (tag $t (param i32)) (func (result anyref i64) (throw $t (i32.const 1))))", {"throw"}),
            same("(module (type (func)) (tag (type 0)) (func (type 0) (throw 0)))"));
}

// Nobody knows what the operands are there, nor what is a type.
TEST(shrinker, types_go_of_what_is_not_valid) {
  const std::string text = R"((module (func (result i32)) (func (nop)) (memory 1) (type $x (struct))
    (rec (type (array i32)) (type (sub (func (param (ref null $x)))))) (global i32 (i32.const 5))))";
  const auto is_invalid = [](const Binaries& candidate) { return !read_subject(candidate[0], {}).valid; };
  const std::string found = text_of(shrink({binary_of(text)}, is_invalid).best[0]);
  EXPECT_THAT(found, Not(HasSubstr("struct")));
  EXPECT_THAT(found, Not(HasSubstr("array")));
}

// Something of everything.
constexpr char rich[] = R"((module
  (rec (type $s (struct (field (mut i32)) (field (ref null $s)))) (type $a (array (mut i64))))
  (type $f (func (param i32) (result i32)))
  (import "e" "f" (func $e (type $f))) (import "e" "g" (global $i i32)) (import "l" (instance $l (export "m" (memory 1))))
  (alias $l "m" (memory $m))
  (module $N (alias outer 0 $s (type $t)) (func (export "n") (param (ref null $t)) (result i32) (i32.const 3)))
  (instance $n (instantiate $N))
  (memory $own 1 2) (table $t 3 8 funcref) (tag $x (param i32)) (global $g (mut (ref null $s)) (ref.null $s))
  (elem $p func $e $h) (elem (table $t) (offset (i32.const 1)) func $h) (elem declare func $r)
  (data $d "abcd") (data (memory $own) (offset (i32.const 3)) "efg") (start $st)
  (func $st (nop))
  (func $r (type $f) (call $e (local.get 0)))
  (func $h (export "h") (type $f) (local i64 (ref null $s) f32 v128)
    (block $out (result i32)
      (try_table (result i32) (catch $x $out)
        (loop $more (result i32)
          (local.set 2 (struct.new $s (local.get 0) (global.get $g)))
          (br_if $more (i32.lt_u (local.tee 0 (i32.sub (local.get 0) (i32.const 1))) (global.get $i)))
          (block $a (block $b (br_table $a $b $a (local.get 0))))
          (i32.store $own offset=4 (i32.const 8) (struct.get $s 0 (local.get 2)))
          (memory.init $own $d (i32.const 0) (i32.const 0) (i32.const 4))
          (table.init $t $p (i32.const 0) (i32.const 0) (i32.const 1))
          (local.set 4 (i32x4.add (v128.const i32x4 1 2 3 4) (i32x4.splat (local.get 0))))
          (if (result i32) (ref.is_null (local.get 2))
            (then (throw $x (call_indirect $t (type $f) (local.get 0) (i32.const 1))))
            (else (call (func $n "n") (local.get 2)) (i32.atomic.rmw.add $m (i32.const 0)) (return_call $r))))))
    (drop (ref.func $r)) (drop (array.new_default $a (i32.const 2)))
    (drop (block $k (result (ref null $s)) (br_on_cast $k anyref (ref null $s) (global.get $g)) (drop) (unreachable))))
  (export "t" (table $t)) (export "n" (instance $n))))";

// The same candidate is not tried twice, so that whoever says now this, now that, is asked so often and no more.
TEST(shrinker, ends_whatever_is_answered) {
  const std::string binary = binary_of(rich);
  ASSERT_TRUE(read_subject(binary, {}).valid);
  for (unsigned seed = 1; seed < 16; ++seed) {
    unsigned state = seed;
    Asked asked([&](const Binaries& candidate) {
      EXPECT_TRUE(read_subject(candidate[0], {}).valid);
      return ((state = state * 1103515245 + 12345) >> 16) % (1 + seed % 9) == 0;
    });
    Shrinker shrinker({binary}, asked, {}, [](const Binaries&) {});
    EXPECT_EQ(shrinker.run({}), End::smallest);
    EXPECT_LE(shrinker.best()[0].size(), binary.size());
  }
}

// What is not valid is taken apart without types.
TEST(shrinker, ends_whatever_is_answered_of_what_is_not_valid) {
  std::string text = rich;
  text.replace(text.find("(nop)"), 5, "(f32.const 1)");
  const std::string binary = binary_of(text);
  ASSERT_FALSE(read_subject(binary, {}).valid);
  for (unsigned seed = 1; seed < 10; ++seed) {
    unsigned state = seed;
    Asked asked([&](const Binaries&) { return ((state = state * 1103515245 + 12345) >> 16) % (1 + seed % 5) == 0; });
    Shrinker shrinker({binary}, asked, {}, [](const Binaries&) {});
    EXPECT_EQ(shrinker.run({}), End::smallest);
  }
}

TEST(shrinker, halves_come_first) {
  std::vector<std::pair<std::size_t, std::size_t>> asked;
  halve([] { return std::size_t{4}; },
        [&](std::size_t first, std::size_t last) {
          asked.emplace_back(first, last);
          return false;
        });
  using Range = std::pair<std::size_t, std::size_t>;
  EXPECT_THAT(asked, testing::ElementsAre(Range(0, 4), Range(2, 4), Range(0, 2), Range(3, 4), Range(2, 3), Range(1, 2),
                                          Range(0, 1)));
}

}  // namespace
}  // namespace modlink::shrink
