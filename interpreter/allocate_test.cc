#include "interpreter/allocate.h"

#include "interpreter/test_support.h"

namespace modlink {
namespace {

using Kind = Outcome::Kind;

std::uint64_t global(const InstanceValue& instance, std::string_view name) {
  return global_read(*std::get<GlobalInst*>(instance_export(instance, name).value())).low;
}

TEST(allocate, evaluates_extended_constant_expressions) {
  Session session;
  const InstanceValue& instance = session.exports(R"((module
    (global $a i32 (i32.const 5))
    (global (export "i32") i32 (i32.mul (i32.sub (i32.const 3) (global.get $a)) (i32.add (i32.const 1) (i32.const 2))))
    (global (export "i64") i64 (i64.sub (i64.mul (i64.const 6) (i64.const 7)) (i64.add (i64.const 1) (i64.const 1))))
    (global (export "f32") f32 (f32.const 1.5))
    (global (export "f64") f64 (f64.const -2))
    (global (export "null") funcref (ref.null func))))");
  EXPECT_EQ(global(instance, "i32"), 0xfffffffau);
  EXPECT_EQ(global(instance, "i64"), 40u);
  EXPECT_EQ(global(instance, "f32"), Value::f32(1.5f).low);
  EXPECT_EQ(global(instance, "f64"), Value::f64(-2).low);
  EXPECT_EQ(global(instance, "null"), 0u);
}

// A million operands on the stack at once do not use the native one.
TEST(allocate, evaluates_long_constant_expressions) {
  std::string wat = "(module (global (export \"g\") i32 i32.const 0 ";
  for (int i = 0; i < 50000; ++i) wat += "i32.const 1 ";
  for (int i = 0; i < 50000; ++i) wat += "i32.add ";
  Session session;
  EXPECT_EQ(global(session.exports(wat + "))"), "g"), 50000u);
}

TEST(allocate, fills_tables_from_segments) {
  Session session;
  const InstanceValue& instance = session.exports(R"((module
    (table (export "t") 4 funcref)
    (func $f (export "f"))
    (func $g (export "g"))
    (global $at i32 (i32.const 1))
    (elem (i32.const 0) func $f $f)
    (elem (offset (global.get $at)) funcref (ref.func $g) (ref.null func))
    (elem declare func $f)))");
  const TableInst& table = *std::get<TableInst*>(*instance.find("t"));
  const Ref f = Ref::func(std::get<FuncInst*>(*instance.find("f")));
  const Ref g = Ref::func(std::get<FuncInst*>(*instance.find("g")));
  EXPECT_EQ(table.elems, (std::vector<Ref>{f, g, Ref::null(), Ref::null()}));
}

TEST(allocate, leaves_nothing_of_what_cannot_be_allocated) {
  ImplementationLimits limits;
  limits.memory_bytes = 65'536;
  Session session(limits);
  const std::uint64_t left = session.store.budget().left();
  const Outcome outcome = session.instantiate(R"((module (func $f (export "f")) (global i32 (i32.const 1))
    (table 9 funcref) (memory 2) (elem $e func $f)))");
  EXPECT_EQ(outcome.kind(), Kind::limit);
  EXPECT_EQ(session.store.all<FuncInst>().size(), 0u);
  EXPECT_EQ(session.store.all<GlobalInst>().size(), 0u);
  EXPECT_EQ(session.store.all<TableInst>().size(), 0u);
  EXPECT_EQ(session.store.budget().left(), left);
}

TEST(allocate, runs_all_elements_before_data) {
  Session session;
  MemoryInst* memory = memory_alloc(session.store, {AddrType::i32, {1, {}}});
  TableInst* table = table_alloc(session.store, {AddrType::i32, {2, {}}, funcref}, Ref::null());
  session.names = {{"m", memory}, {"t", table}};
  const Outcome outcome = session.instantiate(R"((module
    (import "m" (memory 1))
    (import "t" (table 1 funcref))
    (func $f)
    (data (i32.const 0) "kept")
    (data (i32.const 0x10000) "x")
    (data (i32.const 4) "lost")
    (elem (i32.const 1) $f)
    (func $start (i32.store8 (i32.const 9) (i32.const 1)))
    (start $start)))");
  EXPECT_EQ(outcome.trap_code(), TrapCode::out_of_bounds_memory_access);
  EXPECT_EQ(outcome.message(), "out of bounds memory access: 1 byte at 65536 of 65536 (in data segment 1)");
  EXPECT_FALSE(table->elems[1].is_null());
  EXPECT_STREQ(reinterpret_cast<const char*>(memory->memory.base()), "kept");
  EXPECT_EQ(memory->memory.base()[9], 0);
}

TEST(allocate, out_of_bounds_elements_trap) {
  Session session;
  const Outcome outcome = session.instantiate("(module (table 2 funcref) (func $f) (elem (i32.const 1) $f $f))");
  EXPECT_EQ(outcome.kind(), Kind::trap);
  EXPECT_EQ(outcome.message(), "out of bounds table access: 2 elements at 1 of 2 (in elem segment 0)");
}

TEST(allocate, empty_segments_are_checked_too) {
  Session session;
  EXPECT_EQ(session.instantiate("(module (memory 0) (data (i32.const 0) \"\"))").kind(), Kind::done);
  EXPECT_EQ(session.instantiate("(module (memory 0) (data (i32.const 1) \"\"))").kind(), Kind::trap);
  EXPECT_EQ(session.instantiate("(module (table 0 funcref) (elem (i32.const -1)))").kind(), Kind::trap);
}

TEST(allocate, dropped_segments_are_empty) {
  Session session;
  const Outcome outcome = session.instantiate(R"((module
    (memory 1) (table 1 funcref) (func $f)
    (elem (i32.const 0) $f) (elem func $f) (elem declare func $f)
    (data (i32.const 0) "a") (data "b")))");
  ASSERT_EQ(outcome.kind(), Kind::done);
  const ModuleInst& inst = outcome.instance();
  EXPECT_EQ(inst.elems[0].refs.size(), 0u);
  EXPECT_EQ(inst.elems[1].refs.size(), 1u);
  EXPECT_EQ(inst.elems[2].refs.size(), 0u);
  EXPECT_EQ(inst.datas[0].size, 0u);
  EXPECT_EQ(inst.datas[1].size, 1u);
}

TEST(allocate, beyond_the_limits_is_an_outcome) {
  ImplementationLimits limits;
  limits.table_elements = 100;
  limits.memory_bytes = 65536;
  Session session(limits);
  const Outcome table = session.instantiate("(module (table 101 funcref))");
  EXPECT_EQ(table.kind(), Kind::limit);
  EXPECT_EQ(table.message(), "table of 101 elements: at most 100 (--limit table_elements)");
  EXPECT_EQ(session.instantiate("(module (table 100 1000 funcref) (memory 1 10))").kind(), Kind::done);
  EXPECT_EQ(session.instantiate("(module (memory 2))").kind(), Kind::limit);
}

// By default; the heap fits too.
TEST(allocate, the_largest_memory_and_tables_go_together) {
  constexpr ImplementationLimits limits;
  static_assert(limits.store_bytes >=
                limits.memory_bytes + limits.heap_bytes + 13 * limits.table_elements * sizeof(Ref));
  Session session;
  EXPECT_EQ(session.instantiate("(module (memory 65536) (table 10000000 funcref))").kind(), Kind::done);
  EXPECT_EQ(session.instantiate("(module (memory 65536))").kind(), Kind::limit);
}

TEST(allocate, a_store_has_one_budget) {
  ImplementationLimits limits;
  limits.store_bytes = 100'000;
  Session session(limits);
  EXPECT_EQ(session.instantiate("(module (memory 1) (table 1000 funcref))").kind(), Kind::done);
  const Outcome memory = session.instantiate("(module (memory 1))");
  EXPECT_EQ(memory.kind(), Kind::limit);
  EXPECT_EQ(memory.message(),
            "memory of 1 page: more than 100000 bytes of memories, tables, segments and objects in the store (--limit "
            "store_bytes)");
  EXPECT_EQ(session.instantiate("(module (table 5000 funcref))").kind(), Kind::limit);
  EXPECT_EQ(
      session.instantiate("(module (type $a (array i64)) (global (ref $a) (array.new_default $a (i32.const 5000))))")
          .kind(),
      Kind::limit);
  const InstanceValue& exports = session.exports(R"((module (memory 0) (table $t 0 funcref)
    (type $a (array i64))
    (func (export "array") (param i32) (result i32) (array.len (array.new_default $a (local.get 0))))
    (func (export "memory") (result i32) (memory.grow (i32.const 1)))
    (func (export "table") (param i32) (result i32) (table.grow $t (ref.null func) (local.get 0)))))");
  EXPECT_EQ(session.call_i32(exports, "memory"), UINT32_MAX);
  EXPECT_EQ(session.call_i32(exports, "table", {Value::i32(4000)}), UINT32_MAX);
  EXPECT_EQ(session.call(exports, "array", {Value::i32(4000)}).kind(), Kind::limit);
  // Garbage is given back.
  for (int i = 0; i < 10; ++i) EXPECT_EQ(session.call_i32(exports, "array", {Value::i32(2000)}), 2000u);
  EXPECT_EQ(session.call_i32(exports, "table", {Value::i32(1000)}), 0u);
  EXPECT_EQ(session.call_i32(exports, "array", {Value::i32(2000)}), 2000u);
}

TEST(allocate, large_declared_limits_cost_nothing) {
  Session session;
  EXPECT_EQ(session.instantiate("(module (memory 1 65536) (memory 1) (table 0 0xffffffff funcref))").kind(),
            Kind::done);
  EXPECT_EQ(session.instantiate("(module (table 0xffffffff funcref))").kind(), Kind::limit);
}

}  // namespace
}  // namespace modlink
