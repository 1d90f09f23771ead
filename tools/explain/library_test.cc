// The examples that only a program can do wrong, as explanations have them. docs/errors.md
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interpreter/embedding.h"
#include "tools/explain/chapters.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::explain {
namespace {

constexpr const char* waiting_module = R"((module
  (memory 1 1 shared)
  (func (export "waits") (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))
  (func (export "other"))))";

Module parse(std::string text) {
  return parse_module(std::make_shared<const Source>("a.wat", std::move(text), Source::Kind::text), {}, {});
}

ValidModulePtr compile(std::string text, const TypeStorePtr& types) {
  return validate(parse(std::move(text)), types, {}, {});
}

std::optional<ExternVal> no_imports(const Name&) { return std::nullopt; }

std::string code_of_validation(Module module) {
  try {
    validate(std::move(module), std::make_shared<TypeStore>(), {}, {});
    return "";
  } catch (const Error& error) {
    return error.code();
  }
}

TEST(library_examples, impossible_module) {
  Module module;
  EXPECT_EQ(code_of_validation(module), "");
  module.definitions.push_back(Alias{{}, OuterAlias{0, 0, ExternKind::func}});
  EXPECT_EQ(code_of_validation(module), "impossible-module");
}

std::string code_of_encoding(std::string text) {
  try {
    encode_module(parse(std::move(text)));
    return "";
  } catch (const Error& error) {
    return error.code();
  }
}

TEST(library_examples, no_binary_encoding) {
  EXPECT_EQ(code_of_encoding("(module $P (module (type (alias outer $P $t))) (type $t (func)))"), "no-binary-encoding");
  EXPECT_EQ(code_of_encoding("(module $P (type $t (func)) (module (type (alias outer $P $t))))"), "");
}

TEST(library_examples, other_type_store) {
  Store store(std::make_shared<TypeStore>(), {});
  const ValidModulePtr other = validate(Module(), std::make_shared<TypeStore>(), {}, {});
  EXPECT_EQ(module_instantiate(store, {other, nullptr}, no_imports).code(), "other-type-store");
  const ValidModulePtr module = validate(Module(), store.type_store(), {}, {});
  EXPECT_TRUE(module_instantiate(store, {module, nullptr}, no_imports).is_done());
}

TEST(library_examples, other_store) {
  Store store(std::make_shared<TypeStore>(), {});
  Store other_store(store.type_store(), {});
  const ValidModulePtr module = compile("(module (import \"f\" (func)))", store.type_store());
  const auto code_with_func_of = [&](Store& owner) {
    FuncInst* const func = func_alloc(owner, {}, [](Store&, const Values&) { return Values{}; });
    return module_instantiate(store, {module, nullptr}, [&](const Name&) { return func; }).code();
  };
  EXPECT_EQ(code_with_func_of(other_store), "other-store");
  EXPECT_EQ(code_with_func_of(store), "");
}

TEST(library_examples, suspended_machine) {
  Store store(std::make_shared<TypeStore>(), {});
  const Outcome made = module_instantiate(store, {compile(waiting_module, store.type_store()), nullptr}, no_imports);
  const auto func = [&](std::string_view name) -> const FuncInst& {
    return *std::get<FuncInst*>(*instance_export(*made.instance().exports, name));
  };
  Machine& machine = engine_of(store).machine();
  EXPECT_EQ(machine.invoke(func("waits"), {}, Waiting::suspend).code(), "");
  EXPECT_EQ(machine.invoke(func("other"), {}).code(), "suspended-machine");
  machine.abandon();
  EXPECT_EQ(machine.invoke(func("other"), {}).code(), "");
}

// All codes of the chapter that no program shows.
TEST(library_examples, are_all_here) {
  std::vector<std::string> codes;
  for (const Explanation& explanation : library_chapter().explanations) {
    if (explanation.command.empty()) codes.push_back(explanation.code);
  }
  EXPECT_THAT(codes, testing::ElementsAre("impossible-module", "no-binary-encoding", "other-type-store", "other-store",
                                          "suspended-machine"));
}

}  // namespace
}  // namespace modlink::explain
