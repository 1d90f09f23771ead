// Tests of the validation of instructions. spec: valid/instructions
#include "validator/instructions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "validator/test_types.h"

namespace modlink::validator {
namespace {

using testing::StartsWith;
using O = Opcode;

// Writes an expression; positions are the numbers of the instructions.
class Code {
 public:
  Code& op(Opcode op) { return add(make_plain(op, pos())); }
  Code& op(Opcode op, Index index) { return add(make_index(op, pos(), index)); }
  Code& op(Opcode op, Index x, Index y) { return add(make_pair(op, pos(), x, y)); }
  Code& load(Opcode op, const MemArg& arg) { return add(expr_.make_mem_arg(op, pos(), arg)); }
  Code& br_table(const std::vector<Index>& labels) { return add(expr_.make_br_table(O::br_table, pos(), labels)); }
  Code& select(const ResultType& types) { return add(expr_.make_select(O::select_t, pos(), types)); }
  Code& null(HeapType heap) { return add(make_heap(O::ref_null, pos(), heap)); }
  Code& block(Opcode op) { return add(expr_.make_block(op, pos(), {})); }
  Code& block(Opcode op, ValType val) { return add(expr_.make_block(op, pos(), {BlockType::Kind::val_type, val, 0})); }
  Code& block_type(Opcode op, Index type) {
    return add(expr_.make_block(op, pos(), {BlockType::Kind::type_index, {}, type}));
  }
  // Constants of these types.
  Code& vals(const ResultType& types) {
    static constexpr Opcode ops[] = {O::i32_const, O::i64_const, O::f32_const, O::f64_const};
    for (const ValType type : types) add(make_const(ops[static_cast<int>(type.kind)], pos(), 0));
    return *this;
  }
  Expr end() {
    op(O::end);
    return std::move(expr_);
  }

 private:
  Pos pos() const { return static_cast<Pos>(expr_.size()); }
  Code& add(Instr instr) {
    expr_.append(instr);
    return *this;
  }

  Expr expr_;
};

// A context, and the message for code in it: empty when it is valid.
class instructions : public testing::Test {
 protected:
  instructions() { context.effort = &effort; }

  Index type(ResultType params, ResultType results) {
    context.types.push_back(store->intern(FuncType{std::move(params), std::move(results)}));
    return static_cast<Index>(context.types.size() - 1);
  }
  Index func(ResultType params, ResultType results) {
    const Index index = type(std::move(params), std::move(results));
    context.funcs.push_back(std::get<const DefType*>(context.types[index]));
    return static_cast<Index>(context.funcs.size() - 1);
  }
  RefType ref_to(Index type_index) { return {false, {HeapKind::type_index, type_index}}; }
  TableType table_of(RefType elem, AddrType addr = AddrType::i32) { return {addr, {}, elem}; }
  MemoryType memory_of(AddrType addr) { return {addr, {}, false, 16}; }

  template <class F>
  std::string message(F check) {
    try {
      check();
    } catch (const Error& error) {
      pos = error.pos();
      return error.message();
    }
    return "";
  }
  std::string check(FuncType func_type, Expr body, std::vector<LocalRun> locals = {}) {
    const Index index = type(func_type.params, func_type.results);
    return message([&] {
      check_func(context, Func{{}, index, std::move(locals), std::move(body)}, {}, context.effort->list_operands);
    });
  }
  std::string check(Code& code) { return check({}, code.end()); }
  std::string check_const(ValType expected, Code& code, Index visible_globals = 100) {
    return message([&] { check_const_expr(context, code.end(), expected, visible_globals); });
  }

  Features features;
  ImplementationLimits limits;
  Effort effort;
  TypeStorePtr store = std::make_shared<TypeStore>();
  Context context{features, limits, *store};
  Pos pos = no_pos;  // of the last error
  Code code;
};

const std::string valid;

TEST_F(instructions, table_gives_the_types_of_plain_ones) {
  EXPECT_EQ(check(code.vals({i32, i32}).op(O::i32_add).op(O::i64_extend_i32_s).op(O::drop)), valid);
}

TEST_F(instructions, operands_of_other_types) {
  EXPECT_EQ(check(code.vals({i32, i64}).op(O::i32_add).op(O::drop)),
            "type mismatch: instruction requires [i32 i32] but stack has [i32 i64]");
  EXPECT_EQ(pos, 2u);
}

TEST_F(instructions, missing_operands) {
  EXPECT_EQ(check(code.vals({i32}).op(O::i32_add).op(O::drop)),
            "type mismatch: instruction requires [i32 i32] but stack has [i32]");
}

TEST_F(instructions, operands_outside_the_block_are_out_of_reach) {
  EXPECT_EQ(check(code.vals({i32}).block(O::block).op(O::drop).op(O::end)),
            "type mismatch: instruction requires a value but stack has []");
}

TEST_F(instructions, results_of_the_body) {
  EXPECT_EQ(check({{}, {i32, f64}}, Code().vals({i32, f64}).end()), valid);
  EXPECT_EQ(check({{}, {i32, f64}}, Code().vals({i32}).end()),
            "type mismatch: block requires [i32 f64] but stack has [i32]");
  EXPECT_EQ(check({{}, {i32}}, Code().vals({i64, i32}).end()),
            "type mismatch: block requires [i32] but stack has [i64 i32]");
  EXPECT_EQ(pos, 2u);
}

TEST_F(instructions, blocks_take_their_parameters) {
  const Index t = type({i32, i64}, {f32});
  const Expr body = Code()
                        .vals({f64, i32, i64})
                        .block_type(O::block, t)
                        .op(O::drop)
                        .op(O::drop)
                        .vals({f32})
                        .op(O::end)
                        .op(O::drop)
                        .op(O::drop)
                        .end();
  EXPECT_EQ(check({}, body), valid);
  EXPECT_EQ(check(code.vals({i32}).block_type(O::block, t)),
            "type mismatch: instruction requires [i32 i64] but stack has [i32]");
}

TEST_F(instructions, if_needs_else_for_results) {
  EXPECT_EQ(check({{}, {i32}}, Code().vals({i32}).block(O::if_, i32).vals({i32}).op(O::end).end()),
            "type mismatch: block requires [i32] but stack has []");
  EXPECT_EQ(
      check({{}, {i32}}, Code().vals({i32}).block(O::if_, i32).vals({i32}).op(O::else_).vals({i32}).op(O::end).end()),
      valid);
}

TEST_F(instructions, if_without_else_passes_its_parameters_on) {
  const Index t = type({i64}, {i64});
  EXPECT_EQ(check(code.vals({i64, i32}).block_type(O::if_, t).op(O::end).op(O::drop)), valid);
}

TEST_F(instructions, else_sees_only_the_parameters) {
  EXPECT_EQ(check(code.vals({i32}).block(O::if_).op(O::else_).op(O::drop).op(O::end)),
            "type mismatch: instruction requires a value but stack has []");
}

TEST_F(instructions, multiple_results_are_a_feature) {
  const Index t = type({}, {i32, i32});
  features.set(Feature::multi_value, false);
  EXPECT_EQ(check(code.block_type(O::block, t)),
            "invalid result arity: needs feature multi-value (--enable multi-value)");
}

TEST_F(instructions, unknown_block_type) {
  EXPECT_THAT(check(code.block_type(O::loop, 1000).op(O::end)), StartsWith("unknown type"));
}

TEST_F(instructions, branches_check_label_types) {
  EXPECT_EQ(check({{}, {i32}}, Code().vals({i32}).op(O::br, 0).end()), valid);
  EXPECT_EQ(check({{}, {i32}}, Code().vals({i64}).op(O::br, 0).end()),
            "type mismatch: instruction requires [i32] but stack has [i64]");
  EXPECT_EQ(check({}, Code().op(O::br, 1).end()), "unknown label 1");
}

TEST_F(instructions, label_of_a_loop_takes_its_parameters) {
  const Index t = type({i32}, {i64});
  EXPECT_EQ(check(code.vals({i32}).block_type(O::loop, t).op(O::br, 0).op(O::end).op(O::drop)), valid);
}

TEST_F(instructions, br_if_leaves_label_types) {
  EXPECT_EQ(check({{}, {i32}}, Code().vals({i32, i32}).op(O::br_if, 0).end()), valid);
  EXPECT_EQ(check({{}, {i32}}, Code().vals({i32}).op(O::br_if, 0).end()),
            "type mismatch: instruction requires [i32] but stack has []");
}

TEST_F(instructions, unreachable_code_has_any_operands) {
  EXPECT_EQ(check({{}, {i32}}, Code().op(O::unreachable).op(O::i64_add).op(O::drop).op(O::i32_eqz).end()), valid);
  EXPECT_EQ(check({{}, {i32}}, Code().op(O::unreachable).end()), valid);
  EXPECT_EQ(check({{}, {}}, Code().op(O::unreachable).vals({f32}).op(O::i32_eqz).op(O::drop).end()),
            "type mismatch: instruction requires [i32] but stack has [f32]");
  EXPECT_EQ(check({{}, {}}, Code().op(O::unreachable).vals({i32}).end()),
            "type mismatch: block requires [] but stack has [i32]");
}

TEST_F(instructions, unreachable_ends_with_its_block) {
  EXPECT_EQ(check(code.block(O::block).op(O::unreachable).op(O::end).op(O::drop)),
            "type mismatch: instruction requires a value but stack has []");
}

TEST_F(instructions, br_table_labels_agree) {
  const auto body = [](ValType outer, ValType inner) {
    return Code()
        .block(O::block, outer)
        .block(O::block, inner)
        .vals({i32, i32})
        .br_table({0, 1, 0})
        .op(O::end)
        .op(O::drop)
        .vals({outer})
        .op(O::end)
        .op(O::drop)
        .end();
  };
  EXPECT_EQ(check({}, body(i32, i32)), valid);
  EXPECT_EQ(check({}, body(i64, i32)), "type mismatch: instruction requires [i64] but stack has [i32]");
}

TEST_F(instructions, br_table_labels_have_one_arity) {
  EXPECT_THAT(check(code.block(O::block, i32).block(O::block).vals({i32, i32}).br_table({0, 1})),
              StartsWith("type mismatch"));
}

TEST_F(instructions, br_table_in_unreachable_code) {
  code.block(O::block, f32).block(O::block, i64).op(O::unreachable).br_table({0, 1, 1}).op(O::end);
  EXPECT_EQ(check(code.op(O::drop).vals({f32}).op(O::end).op(O::drop)), valid);
}

TEST_F(instructions, br_table_default_is_checked) {
  EXPECT_EQ(check(code.vals({i32}).br_table({0, 1})), "unknown label 1");
}

TEST_F(instructions, return_takes_the_results_of_the_function) {
  EXPECT_EQ(check({{}, {i64}}, Code().block(O::block).vals({i64}).op(O::return_).op(O::end).vals({i64}).end()), valid);
  EXPECT_THAT(check({{}, {i64}}, Code().block(O::block).op(O::return_).op(O::end).end()),
              StartsWith("type mismatch: instruction requires [i64]"));
}

TEST_F(instructions, call) {
  const Index f = func({i32, f32}, {i64, i64});
  EXPECT_EQ(check({{}, {i64, i64}}, Code().vals({i32, f32}).op(O::call, f).end()), valid);
  EXPECT_EQ(check({}, Code().vals({f32}).op(O::call, f).end()),
            "type mismatch: instruction requires [i32 f32] but stack has [f32]");
  EXPECT_EQ(check({}, Code().op(O::call, 7).end()), "unknown function 7");
}

TEST_F(instructions, call_indirect) {
  context.tables = {table_of(externref), table_of(funcref, AddrType::i64)};
  const Index t = type({f32}, {f64});
  EXPECT_EQ(check({{}, {f64}}, Code().vals({f32, i64}).op(O::call_indirect, t, 1).end()), valid);
  EXPECT_THAT(check({}, Code().vals({f32, i32}).op(O::call_indirect, t, 1).end()), StartsWith("type mismatch"));
  EXPECT_EQ(check({}, Code().vals({f32, i32}).op(O::call_indirect, t, 0).end()),
            "type mismatch: instruction requires elements of type funcref but finds externref");
  EXPECT_THAT(check({}, Code().op(O::call_indirect, 1000, 1).end()), StartsWith("unknown type"));
  EXPECT_EQ(check({}, Code().op(O::call_indirect, t, 2).end()), "unknown table 2");
}

TEST_F(instructions, tail_calls_return_what_the_caller_returns) {
  const Index f = func({i32}, {i64});
  EXPECT_EQ(check({{}, {i64}}, Code().vals({i32}).op(O::return_call, f).op(O::drop).vals({i64}).end()), valid);
  EXPECT_EQ(check({{}, {i32}}, Code().vals({i32}).op(O::return_call, f).end()),
            "type mismatch: current function requires result type [i32] but callee returns [i64]");
  context.tables = {table_of(funcref)};
  EXPECT_EQ(check({{}, {i64}}, Code().vals({i32, i32}).op(O::return_call_indirect, type({i32}, {i64}), 0).end()),
            valid);
}

TEST_F(instructions, select_without_type_takes_two_numbers) {
  EXPECT_EQ(check({}, Code().vals({f32, f32, i32}).op(O::select).op(O::drop).end()), valid);
  EXPECT_THAT(check({}, Code().vals({f32, f64, i32}).op(O::select).op(O::drop).end()), StartsWith("type mismatch"));
  Code refs;
  refs.null({HeapKind::func, 0}).null({HeapKind::func, 0}).vals({i32}).op(O::select).op(O::drop);
  EXPECT_THAT(check(refs), StartsWith("type mismatch"));
}

TEST_F(instructions, select_in_unreachable_code_gives_the_known_type) {
  EXPECT_EQ(check({{}, {f32}}, Code().op(O::unreachable).vals({f32, i32}).op(O::select).end()), valid);
  EXPECT_THAT(check({{}, {i64}}, Code().op(O::unreachable).vals({f32, i32}).op(O::select).end()),
              StartsWith("type mismatch"));
  EXPECT_EQ(check({{}, {i64}}, Code().op(O::unreachable).op(O::select).end()), valid);
}

TEST_F(instructions, select_with_type) {
  Code refs;
  refs.null({HeapKind::func, 0}).null({HeapKind::nofunc, 0}).vals({i32}).select({funcref}).op(O::drop);
  EXPECT_EQ(check(refs), valid);
  EXPECT_EQ(check({}, Code().vals({i32}).select({}).end()), "invalid result arity");
  EXPECT_EQ(check({}, Code().vals({i32}).select({i32, i32}).end()), "invalid result arity");
}

TEST_F(instructions, locals_are_parameters_and_runs) {
  const std::vector<LocalRun> locals = {{100, i64}, {1, f32}, {49'000, f64}};
  const FuncType f{{i32}, {}};
  const auto set = [](Index x, ValType t) { return Code().vals({t}).op(O::local_set, x).end(); };
  EXPECT_EQ(check(f, set(0, i32), locals), valid);
  EXPECT_EQ(check(f, set(1, i64), locals), valid);
  EXPECT_EQ(check(f, set(100, i64), locals), valid);
  EXPECT_EQ(check(f, set(101, f32), locals), valid);
  EXPECT_EQ(check(f, set(102, f64), locals), valid);
  EXPECT_EQ(check(f, set(49'101, f64), locals), valid);
  EXPECT_EQ(check(f, set(49'102, f64), locals), "unknown local 49102");
  EXPECT_EQ(check(f, set(101, f64), locals), "type mismatch: instruction requires [f32] but stack has [f64]");
}

TEST_F(instructions, local_tee_leaves_the_type_of_the_local) {
  Code tee;
  tee.null({HeapKind::nofunc, 0}).op(O::local_tee, 0);
  EXPECT_EQ(check({{}, {funcref}}, tee.end(), {{1, funcref}}), valid);
}

TEST_F(instructions, limit_of_locals) {
  EXPECT_THAT(check({}, Code().end(), {{UINT32_MAX, i32}, {UINT32_MAX, i64}}), StartsWith("too many locals"));
  EXPECT_EQ(check({}, Code().end(), {{50'000, i32}}), valid);
}

TEST_F(instructions, locals_without_default_value_must_be_set) {
  const RefType ref = ref_to(type({}, {}));
  const std::vector<LocalRun> local = {{1, ref}};
  EXPECT_EQ(check({}, Code().op(O::local_get, 0).op(O::drop).end(), local), "uninitialized local 0");
  const FuncType with_param{{context.close(ref, 0)}, {}};
  EXPECT_EQ(
      check(with_param, Code().op(O::local_get, 0).op(O::local_set, 1).op(O::local_get, 1).op(O::drop).end(), local),
      valid);
  const Expr lost =
      Code().block(O::block).op(O::local_get, 0).op(O::local_set, 1).op(O::end).op(O::local_get, 1).op(O::drop).end();
  EXPECT_EQ(check(with_param, lost, local), "uninitialized local 1");
  const Expr in_else = Code()
                           .vals({i32})
                           .block(O::if_)
                           .op(O::local_get, 0)
                           .op(O::local_set, 1)
                           .op(O::else_)
                           .op(O::local_get, 1)
                           .op(O::drop)
                           .op(O::end)
                           .end();
  EXPECT_EQ(check(with_param, in_else, local), "uninitialized local 1");
}

TEST_F(instructions, globals) {
  context.globals = {{false, i32}, {true, f32}};
  EXPECT_EQ(check({{}, {i32}}, Code().op(O::global_get, 0).end()), valid);
  EXPECT_EQ(check({}, Code().vals({f32}).op(O::global_set, 1).end()), valid);
  EXPECT_EQ(check({}, Code().vals({i32}).op(O::global_set, 0).end()), "immutable global 0");
  EXPECT_EQ(check({}, Code().op(O::global_get, 2).end()), "unknown global 2");
}

TEST_F(instructions, memory_accesses) {
  context.memories = {memory_of(AddrType::i32), memory_of(AddrType::i64)};
  const auto load = [](ValType addr, const MemArg& arg) {
    return Code().vals({addr}).load(O::i32_load, arg).op(O::drop).end();
  };
  EXPECT_EQ(check({}, load(i32, {0, 2, 0xffff'ffff, 0})), valid);
  EXPECT_EQ(check({}, load(i64, {1, 2, 0x1'0000'0000, 0})), valid);
  EXPECT_EQ(check({}, load(i32, {0, 2, 0x1'0000'0000, 0})), "offset out of range");
  EXPECT_EQ(check({}, load(i32, {0, 3, 0, 0})), "alignment must not be larger than natural, which is 4 for i32.load");
  EXPECT_EQ(check({}, load(i32, {0, 40, 0x1'0000'0000, 0})),
            "alignment must not be larger than natural, which is 4 for i32.load");
  EXPECT_EQ(check({}, load(i32, {1, 2, 0, 0})), "type mismatch: instruction requires [i64] but stack has [i32]");
  EXPECT_EQ(check({}, load(i32, {2, 2, 0, 0})), "unknown memory 2");
  EXPECT_EQ(check({}, Code().vals({i32, f64}).load(O::f64_store, {0, 3, 0, 0}).end()), valid);
}

TEST_F(instructions, bulk_memory) {
  context.memories = {memory_of(AddrType::i32), memory_of(AddrType::i64)};
  context.datas.resize(1);
  EXPECT_EQ(check({}, Code().vals({i64, i32, i32}).op(O::memory_copy, 1, 0).end()), valid);
  EXPECT_EQ(check({}, Code().vals({i64, i64, i64}).op(O::memory_copy, 1, 1).end()), valid);
  EXPECT_EQ(check({}, Code().vals({i64, i32, i64}).op(O::memory_fill, 1).end()), valid);
  EXPECT_EQ(check({}, Code().vals({i64, i32, i32}).op(O::memory_init, 0, 1).op(O::data_drop, 0).end()), valid);
  EXPECT_EQ(check({}, Code().vals({i32, i32, i32}).op(O::memory_init, 1, 0).end()), "unknown data segment 1");
  EXPECT_EQ(check({}, Code().vals({i32, i32, i32}).op(O::memory_init, 1, 2).end()), "unknown memory 2");
  EXPECT_EQ(check({{}, {i64}}, Code().vals({i64}).op(O::memory_grow, 1).end()), valid);
  EXPECT_EQ(check({{}, {i32}}, Code().op(O::memory_size, 0).end()), valid);
}

TEST_F(instructions, tables) {
  context.tables = {table_of(funcref), table_of(externref, AddrType::i64)};
  context.elems = {funcref};
  EXPECT_EQ(check({{}, {externref}}, Code().vals({i64}).op(O::table_get, 1).end()), valid);
  EXPECT_EQ(check({}, Code().vals({i32}).null({HeapKind::nofunc, 0}).op(O::table_set, 0).end()), valid);
  EXPECT_EQ(check({}, Code().vals({i64}).null({HeapKind::func, 0}).op(O::table_set, 1).end()),
            "type mismatch: instruction requires [i64 externref] but stack has [i64 funcref]");
  EXPECT_EQ(check({{}, {i64}}, Code().null({HeapKind::extern_, 0}).vals({i64}).op(O::table_grow, 1).end()), valid);
  EXPECT_EQ(check({{}, {i64}}, Code().op(O::table_size, 1).end()), valid);
  Code fill;
  EXPECT_EQ(check(fill.vals({i64}).null({HeapKind::extern_, 0}).vals({i64}).op(O::table_fill, 1)), valid);
  EXPECT_EQ(check({}, Code().vals({i32, i32, i32}).op(O::table_init, 0, 0).op(O::elem_drop, 0).end()), valid);
  EXPECT_EQ(check({}, Code().vals({i32, i32, i32}).op(O::table_init, 1, 0).end()), "unknown elem segment 1");
  EXPECT_THAT(check({}, Code().vals({i64, i32, i32}).op(O::table_init, 0, 1).end()), StartsWith("type mismatch"));
  EXPECT_EQ(check({}, Code().vals({i32, i32, i32}).op(O::table_copy, 0, 0).end()), valid);
  EXPECT_THAT(check({}, Code().vals({i32, i64, i32}).op(O::table_copy, 0, 1).end()), StartsWith("type mismatch"));
}

TEST_F(instructions, ref_func_must_be_declared) {
  const Index f = func({i32}, {});
  EXPECT_THAT(check({}, Code().op(O::ref_func, f).op(O::drop).end()), StartsWith("undeclared function reference"));
  EXPECT_EQ(check({}, Code().op(O::ref_func, 5).op(O::drop).end()), "unknown function 5");
  context.refs = {f};
  EXPECT_EQ(check({{}, {funcref}}, Code().op(O::ref_func, f).end()), valid);
  EXPECT_EQ(check({{}, {externref}}, Code().op(O::ref_func, f).end()),
            "type mismatch: block requires [externref] but stack has [(ref 0)]");
}

TEST_F(instructions, ref_is_null_takes_references_only) {
  EXPECT_EQ(check({{}, {i32}}, Code().null({HeapKind::any, 0}).op(O::ref_is_null).end()), valid);
  EXPECT_EQ(check({{}, {i32}}, Code().op(O::unreachable).op(O::ref_is_null).end()), valid);
  EXPECT_EQ(check({{}, {i32}}, Code().vals({i32}).op(O::ref_is_null).end()),
            "type mismatch: instruction requires a reference but stack has [i32]");
}

TEST_F(instructions, limit_of_nested_blocks) {
  limits.block_nesting = 3;
  const auto nest = [](int depth) {
    Code nested;
    for (int i = 0; i < depth; ++i) nested.block(O::block);
    for (int i = 0; i < depth; ++i) nested.op(O::end);
    return nested.end();
  };
  EXPECT_EQ(check({}, nest(3)), valid);
  EXPECT_THAT(check({}, nest(4)), StartsWith("blocks nested too deeply"));
}

TEST_F(instructions, deep_nesting_needs_no_native_stack) {
  for (int i = 0; i < 100'000; ++i) code.block(O::loop);
  for (int i = 0; i < 100'000; ++i) code.op(O::end);
  EXPECT_EQ(check(code), valid);
}

TEST_F(instructions, limit_of_operands) {
  const Index f = func({}, ResultType(1000, i32));
  for (int i = 0; i < 1001; ++i) code.op(O::call, f);
  EXPECT_THAT(check(code), StartsWith("too many operands"));
}

TEST_F(instructions, long_operand_lists_are_cut_in_messages) {
  for (int i = 0; i < 10'000; ++i) code.vals({i32});
  EXPECT_LT(check(code).size(), 500u);
}

// Labels of the same type are compared once.
TEST_F(instructions, huge_br_table_with_many_results) {
  const Index t = type({}, ResultType(1000, i32));
  for (int i = 0; i < 20'000; ++i) code.block_type(O::block, t);
  code.vals(ResultType(1001, i32));
  std::vector<Index> labels(20'000);
  std::iota(labels.begin(), labels.end(), 0);
  for (int i = 0; i < 20; ++i) code.br_table(labels);
  for (int i = 0; i < 20'000; ++i) code.op(O::end);
  EXPECT_EQ(check({{}, ResultType(1000, i32)}, code.end()), valid);
}

TEST_F(instructions, constant_expressions) {
  context.globals = {{false, i32}, {true, i32}};
  EXPECT_EQ(check_const(i64, Code().vals({i64, i64}).op(O::i64_mul)), valid);
  EXPECT_EQ(check_const(i32, Code().op(O::global_get, 0).vals({i32}).op(O::i32_sub)), valid);
  EXPECT_EQ(check_const(funcref, Code().null({HeapKind::func, 0})), valid);
  EXPECT_EQ(check_const(i32, Code().vals({i32}).op(O::i32_ctz)), "constant expression required: found i32.ctz");
  EXPECT_EQ(pos, 1u);
  EXPECT_EQ(check_const(i32, Code().op(O::global_get, 1)),
            "constant expression required: found global.get of a mutable global");
  EXPECT_EQ(check_const(i32, Code().op(O::global_get, 2)), "unknown global 2");
  EXPECT_EQ(check_const(i32, Code().op(O::global_get, 0), 0), "unknown global 0");
  EXPECT_EQ(check_const(i32, Code().vals({f32})), "type mismatch: block requires [i32] but stack has [f32]");
  EXPECT_EQ(check_const(i32, Code().vals({})), "type mismatch: block requires [i32] but stack has []");
  EXPECT_EQ(check_const(i32, Code().op(O::nop)), "constant expression required: found nop");
}

TEST_F(instructions, extended_constant_expressions_are_a_feature) {
  features.set(Feature::extended_const, false);
  EXPECT_EQ(check_const(i32, Code().vals({i32, i32}).op(O::i32_add)),
            "constant expression required: needs feature extended-const (--enable extended-const)");
}

TEST_F(instructions, functions_are_declared_outside_of_functions) {
  Module module;
  module.globals.push_back({{}, {}, Code().op(O::ref_func, 3).op(O::drop).op(O::ref_func, 5).end()});
  module.exports.push_back({{}, "f", ExternKind::func, 7, {}});
  module.exports.push_back({{}, "g", ExternKind::global, 8, {}});
  module.funcs.push_back({{}, 0, {}, Code().op(O::ref_func, 4).end()});
  module.start = Start{{}, 6};
  EXPECT_THAT(declared_refs(module), testing::UnorderedElementsAre(3, 5, 7));
}

// Whether an instruction with such an immediate can be valid where nothing is defined.
bool names_nothing(Immediate immediate) {
  switch (immediate) {
    case Immediate::none:
    case Immediate::block:
    case Immediate::label:
    case Immediate::br_table:
    case Immediate::select_types:
    case Immediate::heap_type:
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64:
    case Immediate::cast:
    case Immediate::try_table:
    case Immediate::lane:
    case Immediate::v128:
    case Immediate::shuffle:
    case Immediate::fence: return true;
    case Immediate::func:
    case Immediate::call_indirect:
    case Immediate::local:
    case Immediate::global:
    case Immediate::table:
    case Immediate::memory:
    case Immediate::data:
    case Immediate::elem:
    case Immediate::mem_arg:
    case Immediate::memory_init:
    case Immediate::memory_copy:
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::type:
    case Immediate::tag:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem:
    case Immediate::array_copy:
    case Immediate::mem_arg_lane: return false;
  }
  return false;
}

// One instruction of `op`, with indices of nothing and labels of the function.
Instr example(Expr& expr, Opcode op) {
  switch (info(op).immediate) {
    case Immediate::block: return expr.make_block(op, 0, {});
    case Immediate::try_table: return expr.make_try_table(op, 0, {});
    case Immediate::br_table: return expr.make_br_table(op, 0, std::vector<Index>{0});
    case Immediate::select_types: return expr.make_select(op, 0, {i32});
    case Immediate::cast: return expr.make_cast(op, 0, {0, {true, {HeapKind::any, 0}}, {true, {HeapKind::any, 0}}});
    case Immediate::heap_type: return make_heap(op, 0, {HeapKind::any, 0});
    case Immediate::v128:
    case Immediate::shuffle: return expr.make_vector(op, 0, {});
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return expr.make_mem_arg(op, 0, {1000, info(op).align, 0, 0});
    case Immediate::label:
    case Immediate::lane: return make_index(op, 0, 0);
    case Immediate::none:
    case Immediate::func:
    case Immediate::call_indirect:
    case Immediate::local:
    case Immediate::global:
    case Immediate::table:
    case Immediate::memory:
    case Immediate::data:
    case Immediate::elem:
    case Immediate::memory_init:
    case Immediate::memory_copy:
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64:
    case Immediate::type:
    case Immediate::tag:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem:
    case Immediate::array_copy:
    case Immediate::fence: return make_pair(op, 0, 1000, 1000);
  }
  return {};
}

// A body with one instruction of `op`, after those of `before`.
Expr body_with(Opcode op, std::initializer_list<Opcode> before) {
  Expr body;
  for (const Opcode first : before) body.append(make_plain(first, 0));
  body.append(example(body, op));
  if (is_opening(op)) body.append(make_plain(O::end, 0));
  for (const Opcode last : {O::unreachable, O::end}) body.append(make_plain(last, 0));
  return body;
}

// All but those that are validated with the block they belong to.
std::vector<Opcode> all_opcodes() {
  std::vector<Opcode> result;
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const auto op = static_cast<Opcode>(i);
    if (!is_closing(op) && !is_dividing(op)) result.push_back(op);
  }
  return result;
}

// What calls take and leave beyond 16 operands, all functions together.
TEST_F(instructions, long_lists_have_a_limit) {
  const ResultType types(20, i32);
  const Index twenty = func(types, types);
  limits.list_operands = 40;
  const auto calls = [&](std::size_t count) {
    Code body;
    body.vals(types);
    for (std::size_t i = 0; i < count; ++i) body.op(O::call, twenty);
    return body.op(O::unreachable).end();
  };
  EXPECT_EQ(check({}, calls(2)), valid);
  EXPECT_EQ(check({}, calls(3)), valid);
  EXPECT_EQ(check({}, calls(1)),
            "instructions take and leave too many operands: more than 40 beyond the 16th of each"
            " (--limit list_operands)");
  effort = {};
  const ResultType few(16, i32);
  const Index sixteen = func(few, few);
  Code body;
  body.vals(few);
  for (int i = 0; i < 100; ++i) body.op(O::call, sixteen);
  EXPECT_EQ(check({}, body.op(O::unreachable).end()), valid);
}

// Those that are not the same types cost more.
TEST_F(instructions, long_lists_of_subtypes_have_a_limit) {
  const RefType null_any{true, {HeapKind::none, 0}};
  const ResultType nulls(20, null_any);
  const Index given = func({}, nulls);
  const Index taken = func(ResultType(20, RefType{true, {HeapKind::any, 0}}), {});
  limits.list_operands = 2 * 4 + 20 * 8;
  const auto pairs = [&](std::size_t count) {
    Code body;
    for (std::size_t i = 0; i < count; ++i) body.op(O::call, given).op(O::call, taken);
    return body.end();
  };
  EXPECT_EQ(check({}, pairs(1)), valid);
  effort = {};
  EXPECT_NE(check({}, pairs(2)), valid);
}

TEST_F(instructions, no_instruction_names_what_is_not_there) {
  for (const Opcode op : all_opcodes()) {
    const std::string found = check({{}, {RefType{true, {HeapKind::any, 0}}}}, body_with(op, {O::unreachable}));
    // The function's own label is there, but it is no handler's.
    EXPECT_EQ(found == valid, names_nothing(info(op).immediate) && op != O::rethrow)
        << info(op).mnemonic << ": " << found;
  }
}

TEST_F(instructions, no_instruction_goes_without_a_rule) {
  std::vector<Opcode> without_operands;
  for (const Opcode op : all_opcodes()) {
    if (check({}, body_with(op, {})) == valid) without_operands.push_back(op);
  }
  std::vector<std::string_view> mnemonics;
  for (const Opcode op : without_operands) mnemonics.push_back(info(op).mnemonic);
  EXPECT_THAT(mnemonics, testing::ElementsAre("unreachable", "nop", "block", "loop", "try", "br", "return", "try_table",
                                              "i32.const", "i64.const", "f32.const", "f64.const", "ref.null",
                                              "v128.const", "atomic.fence"));
}

}  // namespace
}  // namespace modlink::validator
