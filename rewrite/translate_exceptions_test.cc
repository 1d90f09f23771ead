// Legacy exception instructions written as those that have replaced them.
#include "rewrite/translate_exceptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "validator/test_support.h"
#include "wast/text/print.h"

namespace modlink::rewrite {
namespace {

class exception_translation : public testing::Test, public Validation {
 protected:
  Module translated(std::string text) { return translate_exceptions(*valid(std::move(text))); }
  std::string text_of(std::string text) { return print_module(translated(std::move(text))); }
  std::string printed(std::string text) { return print_module(valid(std::move(text))->module); }
};

TEST_F(exception_translation, handlers_become_blocks) {
  EXPECT_EQ(text_of(R"((module (tag $e (param i32)) (func (result i32)
              (try $l (result i32) (do (i32.const 1)) (catch $e) (catch_all (i32.const 2))))))"),
            printed(R"((module (tag $e (param i32)) (func (result i32)
              (block $l (result i32)
                (block
                  (block (result i32)
                    (try_table (result i32) (catch $e 0) (catch_all 1) (i32.const 1))
                    (br 2))
                  (br 1))
                (i32.const 2)))))"));
}

TEST_F(exception_translation, what_is_rethrown_is_kept_in_a_local) {
  EXPECT_EQ(text_of(R"((module (func (local i32)
              (try (do) (catch_all (block (try (do) (catch_all (rethrow 0) (rethrow 2))))))
              (try (do) (catch_all (rethrow 0))))))"),
            printed(R"((module (func (local i32 exnref exnref)
              (block
                (block (result exnref) (try_table (catch_all_ref 0)) (br 1))
                (local.set 1)
                (block
                  (block
                    (block (result exnref) (try_table (catch_all_ref 0)) (br 1))
                    (local.set 2)
                    (local.get 2) (throw_ref) (local.get 1) (throw_ref))))
              (block
                (block (result exnref) (try_table (catch_all_ref 0)) (br 1))
                (local.set 1)
                (local.get 1) (throw_ref)))))"));
}

TEST_F(exception_translation, what_is_delegated_lands_where_it_is_caught) {
  EXPECT_EQ(text_of("(module (func (try $t (do (block (try (do) (delegate $t)))) (catch_all))))"),
            printed(R"((module (func
              (block $t
                (block
                  (try_table (catch_all 0)
                    (block (result exnref)
                      (block (try_table (catch_all_ref 1)))
                      (br 3))
                    (throw_ref))
                  (br 1))))))"));
  EXPECT_EQ(text_of("(module (func (result i32) (try (result i32) (do (i32.const 1)) (delegate 0))))"),
            printed(R"((module (func (result i32)
              (block (result exnref) (try_table (result i32) (catch_all_ref 0) (i32.const 1)) (br 1))
              (throw_ref))))"));
}

// Types that are there are used; new ones stand before what is no type.
TEST_F(exception_translation, block_types) {
  const Module module = translated(R"((module (import "f" (func)) (type $t (func (result i32 i64)))
    (tag $e (param i32 i64)) (func (try (do) (catch $e (drop) (drop)))) (func (try (do) (catch $e (rethrow 0))))))");
  std::vector<std::size_t> alternatives;
  for (const Definition& definition : module.definitions) alternatives.push_back(definition.index());
  EXPECT_THAT(alternatives, testing::ElementsAre(0, 0, 0, 0, 1));
}

TEST_F(exception_translation, names_and_hints_stay_with_their_instructions) {
  const Module module = translated(R"((module (func (param i32)
    (try $a (do (block $b)) (catch_all (block $c (@metadata.code.branch_hint "\01") (br_if $c (local.get 0))))))))");
  EXPECT_EQ(module.names.labels.at(0), (NameMap{{0, "a"}, {3, "b"}, {4, "c"}}));
  ASSERT_EQ(module.branch_hints.at(0).size(), 1u);
  auto instr = module.funcs[0].body.begin();
  for (std::uint32_t i = 0; i < module.branch_hints.at(0)[0].instr; ++i) ++instr;
  EXPECT_EQ((*instr).op, Opcode::br_if);
}

TEST_F(exception_translation, other_functions_stay) {
  const char* const text = "(module (tag $e) (func $f (block $h (try_table (catch $e $h) (throw $e)))))";
  EXPECT_EQ(text_of(text), printed(text));
}

TEST_F(exception_translation, kinds) {
  const auto kinds = [this](std::string text) { return exception_kinds(valid(std::move(text))->module); };
  EXPECT_EQ(kinds("(module (tag $e) (func (throw $e)))").legacy, no_pos);
  EXPECT_FALSE(kinds("(module (func (try (do))))").are_mixed());
  EXPECT_FALSE(kinds("(module (func (try_table)))").are_mixed());
  EXPECT_TRUE(kinds("(module (func (try (do))) (func (try_table)))").are_mixed());
  EXPECT_TRUE(kinds("(module (func (try (do))) (func (throw_ref (ref.null exn))))").are_mixed());
}

}  // namespace
}  // namespace modlink::rewrite
