// Vectors in frames, calls, globals and memories. spec: exec/instructions, Vector Instructions
#include "interpreter/test_support.h"

namespace modlink {
namespace {

Value v128(std::uint64_t low, std::uint64_t high) { return {ValKind::v128, low, high}; }

TEST(vector_ops, arguments_and_results_of_functions) {
  Session session;
  const InstanceValue& exports = session.exports(R"((module
    (func $swap (param v128 i32 v128) (result v128 i64 v128) (local.get 2) (i64.const 9) (local.get 0))
    (func (export "call") (param v128 i32 v128) (result v128 i64 v128)
      (call $swap (local.get 0) (local.get 1) (local.get 2)))
    (func (export "tail") (param v128 i32 v128) (result v128 i64 v128)
      (return_call $swap (local.get 2) (local.get 1) (local.get 0)))))");
  const Values args{v128(1, 2), Value::i32(5), v128(3, 4)};
  EXPECT_EQ(session.call(exports, "call", args).results(), (Values{v128(3, 4), Value::i64(9), v128(1, 2)}));
  EXPECT_EQ(session.call(exports, "tail", args).results(), (Values{v128(1, 2), Value::i64(9), v128(3, 4)}));
}

TEST(vector_ops, blocks_and_branches_carry_vectors) {
  Session session;
  const InstanceValue& exports = session.exports(R"((module
    (func (export "br") (param i32 v128) (result v128)
      (local v128)
      (local.set 2 (v128.const i64x2 7 8))
      (block (result i32 v128)
        (i32.const 1) (local.get 1)
        (br_if 0 (local.get 0))
        (drop)
        (local.get 2))
      (local.set 1) (drop)
      (select (result v128) (local.get 1) (local.get 2) (local.get 0)))
    (func (export "table") (param i32 v128) (result v128)
      (block (result v128)
        (block (result v128)
          (br_table 0 1 (local.get 1) (local.get 0)))
        (i64x2.neg)))))");
  EXPECT_EQ(session.call(exports, "br", {Value::i32(1), v128(1, 2)}).results(), (Values{v128(1, 2)}));
  EXPECT_EQ(session.call(exports, "br", {Value::i32(0), v128(1, 2)}).results(), (Values{v128(7, 8)}));
  EXPECT_EQ(session.call(exports, "table", {Value::i32(1), v128(1, 2)}).results(), (Values{v128(1, 2)}));
  EXPECT_EQ(session.call(exports, "table", {Value::i32(0), v128(1, 2)}).results(),
            (Values{v128(static_cast<std::uint64_t>(-1), static_cast<std::uint64_t>(-2))}));
}

TEST(vector_ops, globals_hold_vectors) {
  Session session;
  const InstanceValue& exports = session.exports(R"((module
    (global $g (mut v128) (v128.const i64x2 1 2))
    (func (export "f") (param v128) (result v128) (global.get $g) (global.set $g (local.get 0)))))");
  EXPECT_EQ(session.call(exports, "f", {v128(3, 4)}).results(), (Values{v128(1, 2)}));
  EXPECT_EQ(session.call(exports, "f", {v128(3, 4)}).results(), (Values{v128(3, 4)}));
}

TEST(vector_ops, accesses_of_any_memory_within_bounds) {
  Session session;
  const InstanceValue& exports = session.exports(R"((module
    (memory 1) (memory $m i64 1)
    (func (export "far") (param i64 v128) (result v128)
      (v128.store $m offset=0xfff0 (local.get 0) (local.get 1))
      (v128.load $m offset=0xfff0 (local.get 0)))
    (func (export "huge") (result v128) (v128.load $m offset=0xffffffffffffffff (i64.const 1)))
    (func (export "lane") (param i32 v128)
      (v128.store16_lane 7 (local.get 0) (local.get 1)))))");
  EXPECT_EQ(session.call(exports, "far", {Value::i64(0), v128(3, 4)}).results(), (Values{v128(3, 4)}));
  for (const std::uint64_t address : {std::uint64_t{1}, ~std::uint64_t{0}}) {
    EXPECT_EQ(session.call(exports, "far", {Value::i64(address), v128(3, 4)}).trap_code(),
              TrapCode::out_of_bounds_memory_access);
  }
  EXPECT_EQ(session.call(exports, "huge").trap_code(), TrapCode::out_of_bounds_memory_access);
  EXPECT_EQ(session.call(exports, "lane", {Value::i32(0xfffe), v128(3, 4)}).kind(), Outcome::Kind::done);
  EXPECT_EQ(session.call(exports, "lane", {Value::i32(0xffff), v128(3, 4)}).trap_code(),
            TrapCode::out_of_bounds_memory_access);
}

}  // namespace
}  // namespace modlink
