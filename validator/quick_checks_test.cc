#include "validator/quick_checks.h"

#include <gtest/gtest.h>

#include "validator/test_support.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::validator {
namespace {

// What validation says of a module, without the place; nothing if it is valid.
std::string verdict(Module module) {
  try {
    validate(std::move(module), std::make_shared<TypeStore>(), Features(), ImplementationLimits());
    return "";
  } catch (const Error& error) {
    return error.message();
  }
}

Module parse(const std::string& text) {
  const auto source = std::make_shared<Source>("text", text, Source::Kind::text);
  return parse_module(source, Features(), ImplementationLimits());
}

Module decode(const Bytes& bytes) {
  const auto source = std::make_shared<Source>("binary", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  return decode_module(source, Features(), ImplementationLimits());
}

constexpr char memories[][32] = {"(memory 1)", "(memory i64 1)", ""};

constexpr char bodies[][160] = {
    "local.get 0 local.get 1 i32.add drop",
    "local.get 0 local.get 2 i32.add drop",
    "local.get 0 i32.add drop",
    "i32.add drop",
    "unreachable i32.add drop",
    "unreachable i64.const 1 i32.add drop",
    "local.get 0 i32.eqz drop",
    "local.get 2 i32.eqz drop",
    "i32.eqz drop",
    "i32.const 1234567 i32.const -1 i32.mul drop",
    "i64.const 1234567890123 i64.eqz drop",
    "f64.const 1 f64.sqrt drop",
    "local.get 0 i32.load drop",
    "local.get 0 i32.load offset=70000 align=1 drop",
    "local.get 0 i32.load offset=4294967295 drop",
    "local.get 0 i32.load8_u align=2 drop",
    "i32.load drop",
    "i64.const 0 i32.load drop",
    "unreachable i32.load drop",
    "local.get 0 local.get 2 i64.store offset=3",
    "local.get 0 local.get 1 i64.store",
    "local.get 2 i64.store",
    "local.get 0 local.get 2 i64.store align=16",
    "local.get 0 local.set 1",
    "local.get 2 local.set 1",
    "local.set 1",
    "unreachable local.set 1",
    "local.get 0 local.tee 1 drop",
    "local.get 2 local.tee 1 drop",
    "local.tee 1 drop",
    "local.get 3 drop",
    "local.get 100 drop",
    "local.get 200 drop",
    "local.get 500 drop",
    "local.get 4 drop",
    "ref.func 0 local.set 4 local.get 4 drop",
    "ref.func 0 local.tee 4 drop",
    "ref.func 0 local.set 3",
    "block (result i32) local.get 0 end drop",
    "block local.get 0 i32.eqz end",
    "local.get 0 if local.get 2 i32.eqz drop end",
    "local.get 0 if local.get 2 drop else local.get 0 drop end",
    "local.get 0 if (result i32) local.get 0 end drop",
    "local.get 2 if end",
    "unreachable if end",
    "block local.get 0 end",
    "block unreachable end",
    "block (result i32) end drop",
    "block (result i32) local.get 2 end drop",
    "block (result i32) unreachable end drop",
    "block (result i32) br 0 end drop",
    "loop local.get 0 br_if 0 end",
    "loop (result i32) local.get 0 br_if 0 local.get 0 end drop",
    "block local.get 2 br_if 0 end",
    "block unreachable br_if 0 end",
    "block br 1 end",
    "block br 0 i32.add drop end",
    "br 2",
    "br 200",
    "block local.get 0 drop drop end",
    "drop",
    "unreachable drop",
    "local.get 4 drop",
    "block ref.func 0 local.set 4 local.get 4 drop end local.get 4 drop",
    "global.get 0 drop",
    "global.get 0 i32.eqz drop",
    "local.get 2 global.set 1",
    "local.get 0 global.set 1",
    "global.set 1",
    "unreachable global.set 1",
    "i64.const 0 global.set 0",
    "global.get 2 drop",
    "global.get 300 drop",
    "local.get 0 local.get 0 local.get 2 call 0",
    "local.get 0 local.get 2 call 0",
    "local.get 2 local.get 0 local.get 2 call 0",
    "unreachable call 0",
    "call 1",
    "call 300",
    "nop",
};

std::string module_of(const char* memory, const char* body) {
  std::string locals;
  for (int i = 0; i < 300; ++i) locals += " i32";
  return "(module " + std::string(memory) +
         " (global i64 (i64.const 1)) (global (mut i64) (i64.const 1)) (elem declare func 0) (func (param i32 i32 "
         "i64) " +
         "(local funcref (ref func)) (local" + locals + ") " + body + "))";
}

// Text is checked instruction by instruction, binaries quickly where they can be.
TEST(quick_checks, say_what_close_looks_say) {
  for (const char* memory : memories) {
    for (const char* body : bodies) {
      const std::string text = module_of(memory, body);
      const Bytes bytes = encode_module(parse(text));
      EXPECT_EQ(verdict(decode(bytes)), verdict(parse(text))) << text;
    }
  }
}

// A limit is exceeded where it is exceeded, however quick the instructions before are.
TEST(quick_checks, know_where_there_are_too_many_operands) {
  ImplementationLimits limits;
  limits.operands = 2;
  const Bytes bytes =
      encode_module(parse("(module (func (param i32) "
                          "local.get 0 local.get 0 local.get 0 drop drop drop nop nop nop nop))"));
  Module module = decode(bytes);
  const Pos third = module.funcs[0].body.bytes()->begin + 4;
  try {
    validate(std::move(module), std::make_shared<TypeStore>(), Features(), limits);
    FAIL();
  } catch (const LimitExceeded& error) {
    EXPECT_EQ(error.pos(), third);
  }
}

TEST(quick_checks, are_of_rows_that_name_number_types_alone) {
  EXPECT_EQ(quick_checks[0x6a].form, QuickForm::binary);  // i32.add
  EXPECT_EQ(quick_checks[0x6a].result, ValKind::i32);
  EXPECT_EQ(quick_checks[0x50].form, QuickForm::unary);  // i64.eqz
  EXPECT_EQ(quick_checks[0x50].operand, ValKind::i64);
  EXPECT_EQ(quick_checks[0x37].form, QuickForm::store);  // i64.store
  EXPECT_EQ(quick_checks[0x37].align, 3);
  EXPECT_EQ(quick_checks[0x05].form, QuickForm::none);  // else
  EXPECT_EQ(quick_checks[0x0a].form, QuickForm::none);  // throw_ref
  EXPECT_EQ(quick_checks[0xd1].form, QuickForm::none);  // ref.is_null
}

}  // namespace
}  // namespace modlink::validator
