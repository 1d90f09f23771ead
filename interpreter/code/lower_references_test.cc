// spec: exec/instructions, Reference Instructions, Control Instructions
#include "interpreter/code/test_code.h"

namespace modlink {
namespace {

TEST(lower_references, null_checks_fuse_with_branches) {
  EXPECT_EQ(lowered(R"((type $f (func)) (func (param (ref null $f))
                         (block $null (drop (br_on_null $null (local.get 0))))))"),
            "0: br_if_i64_eq_sc s0, -> 3, 0\n"
            "3: return_\n");
}

TEST(lower_references, conversions_need_no_operation) {
  EXPECT_EQ(lowered("(func (param externref) (result externref)"
                    "  (extern.convert_any (any.convert_extern (local.get 0))))"),
            "0: return_\n");
}

TEST(lower_references, cast_leaves_its_operand) {
  EXPECT_EQ(lowered("(func (param anyref) (result (ref i31)) (ref.cast (ref i31) (local.get 0)))"),
            "0: ref_cast s0, type, 2, 0\n"
            "3: return_\n");
}

TEST(lower_references, new_structure_goes_into_local) {
  EXPECT_EQ(lowered(R"((type $s (struct (field i32 v128))) (func (local (ref null $s))
                         (local.set 0 (struct.new_default $s))))"),
            "0: struct_new s0, s1, 0, type, 3, 0\n"
            "3: return_\n");
}

TEST(lower_exceptions, try_table_emits_nothing) {
  EXPECT_EQ(lowered("(tag) (func (block (try_table (catch 0 0) (call 1))) ) (func)"),
            "0: call s0, func 1\n"
            "2: return_\n");
}

TEST(lower_exceptions, inner_handlers_come_first) {
  const ValidModulePtr module = compile(R"((module (tag) (func
    (block $b (try_table (catch_all $b) (call 0) (try_table (catch 0 $b) (call 0)) (call 0))))))",
                                        std::make_shared<TypeStore>());
  ModuleCode code(*module);
  lower_function(code, 0);
  const std::vector<Handler>& handlers = code.funcs[0].handlers;
  ASSERT_EQ(handlers.size(), 2u);
  EXPECT_EQ(handlers[0].clauses[0].kind, Catch::Kind::catch_);
  EXPECT_EQ(handlers[1].clauses[0].kind, Catch::Kind::catch_all);
  EXPECT_LT(handlers[1].begin, handlers[0].begin);
  EXPECT_LT(handlers[0].end, handlers[1].end);
  EXPECT_EQ(handlers[0].clauses[0].target, handlers[1].clauses[0].target);
  EXPECT_EQ(code.find(code.funcs[0].entry + 1), Index{0});
  EXPECT_EQ(code.find(code.funcs[0].entry + code.funcs[0].size), std::nullopt);
}

}  // namespace
}  // namespace modlink
