// Tests of the validation of modules and types. spec: valid/modules; valid/types
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include <functional>

#include "validator/test_support.h"

namespace modlink {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

class modules : public testing::Test, public Validation {};

// Of a module and a store of types that are gone.
std::shared_ptr<const ExportNames> compiled_names() {
  Validation validation;
  return validation.valid("(module (func (export \"a name that is longer than a string\")))")->export_names;
}

TEST_F(modules, index_spaces_begin_with_imports) {
  const auto module = valid(R"((module
    (import "f" (func (param i32))) (import "m" (memory 1)) (import "a" "g" (global i32))
    (func (result i64) (i64.const 0)) (memory 2 3) (table 1 externref) (global (mut f32) (f32.const 0))
    (elem funcref) (data "x")))");
  EXPECT_EQ(module->first_func(), 1u);
  EXPECT_EQ(module->first_own(IndexSpace::memory), 1u);
  EXPECT_EQ(module->first_own(IndexSpace::table), 0u);
  EXPECT_EQ(module->first_own(IndexSpace::global), 1u);
  EXPECT_EQ(module->funcs[0]->func()->params.size(), 1u);
  EXPECT_EQ(module->funcs[1]->func()->results.size(), 1u);
  EXPECT_EQ(module->memories[1].limits.max, 3u);
  EXPECT_THAT(module->elems, ElementsAre(funcref));
  EXPECT_EQ(module->type->instance, module->instance_type);
}

// Modules have tens of thousands of exports, with long names.
TEST_F(modules, names_of_exports_are_those_of_the_type) {
  const auto module = valid(R"((module
    (import "i" (instance $i (export "a name that is longer" (func)) (export "than a string has room for" (func))))
    (export $i) (memory (export "one of its own, and as long") 1)))");
  const auto& entries = module->instance_type->exports.entries();
  ASSERT_EQ(entries.size(), 3u);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(module->exports[i].name, &entries[i].name);
    EXPECT_EQ(module->export_names->names()[i].data(), entries[i].name.data());
    EXPECT_EQ(module->export_names->find(entries[i].name), i);
    EXPECT_EQ(module->exports[i].is_field, i < 2);
  }
}

// They outlive the module.
TEST_F(modules, names_of_exports_keep_their_types) {
  const auto names = compiled_names();
  EXPECT_EQ(names->names().at(0), "a name that is longer than a string");
}

TEST_F(modules, unknown_indices) {
  EXPECT_EQ(invalid("(module (func (type 3)))"), "unknown type 3");
  EXPECT_EQ(invalid("(module (export \"a\" (func 0)))"), "unknown function 0");
  EXPECT_EQ(invalid("(module (export \"a\" (table 1)))"), "unknown table 1");
  EXPECT_EQ(invalid("(module (export \"a\" (memory 0)))"), "unknown memory 0");
  EXPECT_EQ(invalid("(module (export \"a\" (global 0)))"), "unknown global 0");
  EXPECT_EQ(invalid("(module (export \"a\" (module 0)))"), "unknown module 0");
  EXPECT_EQ(invalid("(module (export \"a\" (instance 0)))"), "unknown instance 0");
  EXPECT_EQ(invalid("(module (elem (i32.const 0) func))"), "unknown table 0");
  EXPECT_EQ(invalid("(module (data (i32.const 0) \"\"))"), "unknown memory 0");
  EXPECT_EQ(invalid("(module (table 1 funcref) (elem (i32.const 0) 5))"), "unknown function 5");
  EXPECT_EQ(invalid("(module (start 0))"), "unknown function 0");
}

TEST_F(modules, places) {
  EXPECT_EQ(result("(module (func (export \"a\")) (func (export \"a\")))").substr(0, 10), "invalid 34");
  EXPECT_EQ(result("(module (module (export \"a\" (func 7))))").substr(0, 11), "invalid 28:");
}

TEST_F(modules, limits_of_memories_and_tables) {
  constexpr const char* order = "size minimum must not be greater than maximum";
  EXPECT_EQ(invalid("(module (memory 2 1))"), order);
  EXPECT_EQ(invalid("(module (table 2 1 funcref))"), order);
  EXPECT_EQ(invalid("(module (import \"a\" (table 2 1 funcref)))"), order);
  EXPECT_EQ(invalid("(module (memory 65537))"), "memory size must be at most 65536 pages (4GiB)");
  EXPECT_EQ(invalid("(module (memory 0 65537))"), "memory size must be at most 65536 pages (4GiB)");
  EXPECT_EQ(invalid("(module (memory 65536) (table 0xffffffff funcref))"), "valid");
}

TEST_F(modules, features) {
  features.set(Feature::multi_memory, false);
  EXPECT_EQ(invalid("(module (memory 1) (memory 1))"),
            "multiple memories: needs feature multi-memory (--enable multi-memory)");
  EXPECT_EQ(invalid("(module (import \"a\" (memory 1)) (memory 1))"),
            "multiple memories: needs feature multi-memory (--enable multi-memory)");
  EXPECT_EQ(invalid("(module (memory 1))"), "valid");
  features.set(Feature::reference_types, false);
  EXPECT_EQ(invalid("(module (table 1 funcref) (table 1 funcref))"),
            "multiple tables: needs feature reference-types (--enable reference-types)");
  features.set(Feature::multi_value, false);
  EXPECT_EQ(invalid("(module (type (func (result i32 i32))))"),
            "invalid result arity: needs feature multi-value (--enable multi-value)");
  features.set(Feature::mutable_global, false);
  EXPECT_EQ(invalid("(module (import \"a\" (global (mut i32))))"),
            "mutable globals cannot be imported: needs feature mutable-global (--enable mutable-global)");
  EXPECT_EQ(invalid("(module (global (export \"a\") (mut i32) (i32.const 0)))"),
            "mutable globals cannot be exported: needs feature mutable-global (--enable mutable-global)");
}

TEST_F(modules, globals_see_those_before_them) {
  EXPECT_EQ(invalid("(module (global i32 (i32.const 1)) (global i32 (global.get 0)))"), "valid");
  EXPECT_EQ(invalid("(module (global i32 (global.get 0)))"), "unknown global 0");
  EXPECT_EQ(invalid("(module (global i32 (global.get 1)) (global i32 (i32.const 1)))"), "unknown global 1");
  EXPECT_EQ(invalid("(module (global (mut i32) (i32.const 1)) (global i32 (global.get 0)))"),
            "constant expression required: found global.get of a mutable global");
  EXPECT_THAT(invalid("(module (global i32 (i64.const 1)))"), StartsWith("type mismatch"));
}

TEST_F(modules, constants_are_imported_globals_without_gc) {
  features.set(Feature::gc, false);
  constexpr const char* needed = "constant expression required: needs feature gc (--enable gc)";
  EXPECT_EQ(invalid("(module (global i32 (i32.const 1)) (global i32 (global.get 0)))"), needed);
  EXPECT_EQ(invalid("(module (memory 1) (global i32 (i32.const 1)) (data (global.get 0) \"\"))"), needed);
  EXPECT_EQ(invalid("(module (import \"i\" \"g\" (global i32)) (global i32 (global.get 0)))"), "valid");
  EXPECT_EQ(invalid("(module (import \"i\" (instance $i (export \"g\" (global i32)))) "
                    "(global i32 (global.get (global $i \"g\"))))"),
            "valid");
}

TEST_F(modules, aliased_globals_are_constants_when_immutable) {  // D14
  constexpr const char* head =
      "(module (import \"i\" (instance $i (export \"g\" (global i32)) "
      "(export \"m\" (global (mut i32)))))";
  EXPECT_EQ(invalid(std::string(head) + "(global i32 (global.get (global $i \"g\"))))"), "valid");
  EXPECT_EQ(invalid(std::string(head) + "(memory 1) (data (global.get (global $i \"g\")) \"x\"))"), "valid");
  EXPECT_EQ(invalid(std::string(head) + "(global i32 (global.get (global $i \"m\"))))"),
            "constant expression required: found global.get of a mutable global");
}

TEST_F(modules, tables_of_non_nullable_references_need_an_initializer) {
  EXPECT_THAT(invalid("(module (table 1 (ref func)))"), StartsWith("type mismatch"));
  EXPECT_EQ(invalid("(module (func $f) (table 1 (ref func) (ref.func $f)))"), "valid");
  EXPECT_THAT(invalid("(module (table 1 (ref func) (ref.null func)))"), StartsWith("type mismatch"));
  EXPECT_EQ(invalid("(module (global $g funcref (ref.null func)) (table 1 funcref (global.get $g)))"),
            "unknown global 0");
}

TEST_F(modules, element_segments) {
  EXPECT_THAT(invalid("(module (table 1 externref) (func $f) (elem (i32.const 0) $f))"), StartsWith("type mismatch"));
  EXPECT_THAT(invalid("(module (table 1 funcref) (elem (i64.const 0)))"), StartsWith("type mismatch"));
  EXPECT_THAT(invalid("(module (elem funcref (ref.null extern)))"), StartsWith("type mismatch"));
  EXPECT_THAT(invalid("(module (table 1 funcref) (elem (table 0) (i32.const 0) externref))"),
              StartsWith("type mismatch: expected funcref, found externref"));
  EXPECT_EQ(invalid("(module (elem declare externref (ref.null extern)))"), "valid");
}

TEST_F(modules, functions_are_declared_outside_of_bodies) {
  constexpr const char* undeclared = "undeclared function reference";
  EXPECT_THAT(invalid("(module (func $f (drop (ref.func $f))))"), StartsWith(undeclared));
  EXPECT_THAT(invalid("(module (func $f (drop (ref.func $f))) (start $f))"), StartsWith(undeclared));
  EXPECT_EQ(invalid("(module (func $f (drop (ref.func $f))) (elem declare func $f))"), "valid");
  EXPECT_EQ(invalid("(module (func $f (export \"f\") (drop (ref.func $f))))"), "valid");
  EXPECT_EQ(invalid("(module (func $f (drop (ref.func $f))) (global funcref (ref.func $f)))"), "valid");
  EXPECT_EQ(invalid(R"((module (import "f" (func $f)) (module $M) (instance (instantiate $M (import "f" (func $f))))
                       (func (drop (ref.func $f)))))"),
            "valid");
}

TEST_F(modules, start_functions) {
  EXPECT_EQ(invalid("(module (func) (start 0))"), "valid");
  EXPECT_EQ(invalid("(module (func (param i32)) (start 0))"),
            "start function: expected (func), found (func (param i32))");
  EXPECT_THAT(invalid("(module (func (result i32) (i32.const 0)) (start 0))"), StartsWith("start function"));
}

TEST_F(modules, exports_have_different_names) {
  EXPECT_EQ(invalid("(module (func (export \"a\")) (memory (export \"a\") 1))"), "duplicate export name \"a\"");
}

TEST_F(modules, tags_have_no_results) {
  EXPECT_EQ(invalid("(module (tag (param i32)))"), "valid");
  EXPECT_EQ(invalid("(module (tag (result i32)))"), "non-empty tag result type");
  EXPECT_EQ(invalid("(module (import \"t\" (tag (result i32))))"), "non-empty tag result type");
}

TEST_F(modules, recursive_types) {
  EXPECT_EQ(invalid("(module (type $t (func (param (ref $t)))))"), "valid");
  EXPECT_EQ(invalid("(module (rec (type $a (func (param (ref $b)))) (type $b (struct (field (ref $a))))))"), "valid");
  EXPECT_EQ(invalid("(module (type $a (func (param (ref $b)))) (type $b (struct)))"), "unknown type $b");
  EXPECT_EQ(invalid("(module (rec (type $s (struct))) (func (type $s)))"),
            "type mismatch: expected a function type, found type $s, which is a struct type");
}

TEST_F(modules, sub_types) {
  EXPECT_EQ(invalid("(module (type $a (sub (func))) (type $b (sub final $a (func))))"), "valid");
  EXPECT_EQ(invalid("(module (type $a (func)) (type $b (sub $a (func))))"),
            "sub type 1 of type 0, whose declaration is final");
  EXPECT_EQ(invalid("(module (type $a (sub (func))) (type $b (sub $a (func (param i32)))))"),
            "sub type 1 of type 0, whose structure it does not match");
  EXPECT_THAT(invalid("(module (rec (type $a (sub $b (func))) (type $b (sub (func)))))"), StartsWith("unknown type 1"));
}

std::string chain(int length) {
  std::string text = "(module (type (sub (func)))";
  for (int i = 1; i < length; ++i) text += " (type (sub " + std::to_string(i - 1) + " (func)))";
  return text + ")";
}

std::string chain_in_group(int length) {
  std::string text = "(module (rec (type (sub (func)))";
  for (int i = 1; i < length; ++i) text += " (type (sub " + std::to_string(i - 1) + " (func)))";
  return text + "))";
}

TEST_F(modules, implementation_limits) {  // D19
  EXPECT_EQ(invalid(chain(64)), "valid");
  EXPECT_THAT(invalid(chain(65)), StartsWith("limit"));
  EXPECT_EQ(invalid(chain_in_group(64)), "valid");
  EXPECT_THAT(invalid(chain_in_group(65)), StartsWith("limit"));
  limits.functions = 2;
  limits.params = 3;
  limits.exports = 1;
  EXPECT_EQ(result("(module (func) (func))"), "valid");
  EXPECT_EQ(result("(module (import \"f\" (func)) (func) (func))"),
            "limit 35: too many functions: more than 2 (--limit functions)");
  EXPECT_EQ(result("(module (type (func (param i32 i32 i32))))"), "valid");
  EXPECT_THAT(result("(module (type (func (param i32 i32 i32 i32))))"), StartsWith("limit"));
  EXPECT_THAT(result("(module (memory (export \"a\") (export \"b\") 1))"), StartsWith("limit"));
}

// Calls `f` on a stack of that size.
void on_stack(std::size_t size, std::function<void()> f) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, size);
  const auto call = [](void* function) -> void* {
    (*static_cast<std::function<void()>*>(function))();
    return nullptr;
  };
  pthread_t thread;
  ASSERT_EQ(pthread_create(&thread, &attributes, call, &f), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

std::string repeated(int count, std::string_view text) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

TEST_F(modules, small_stacks) {
  const std::string wat = repeated(100, "(module ") + repeated(100, "(type (instance ") + repeated(300, ")");
  const std::string expected = result(wat);
  on_stack(512 << 10, [&] {
    const std::string found = result(wat);
    EXPECT_TRUE(found == expected || found.find("nested too deep for the stack") != std::string::npos) << found;
  });
}

// Its destruction does not recurse.
TEST_F(modules, deep_ones_end_on_any_stack) {
  limits.module_nesting = limits.type_nesting = 1'000;
  const auto parse_deep = [&](std::string text) {
    return parse_module(std::make_shared<Source>("test.wat", std::move(text), Source::Kind::text), features, limits);
  };
  const std::string types = repeated(1'000, "(type (instance ") + repeated(2'000, ")");
  std::optional<Module> syntax;
  ValidModulePtr module;
  on_stack(64 << 20, [&] {
    syntax = parse_deep(repeated(999, "(module ") + types + repeated(999, ")"));
    module = validate(parse_deep(repeated(999, "(module ") + repeated(999, ")")), store, features, limits);
  });
  on_stack(128 << 10, [&] {
    syntax.reset();
    module.reset();
  });
}

TEST_F(modules, types_are_shared_between_modules) {
  const auto a = valid("(module (type $t (func (param i32))) (func (export \"f\") (type $t)))");
  const auto b = valid("(module (type (struct)) (type $t (func (param i32))) (func (export \"f\") (type $t)))");
  EXPECT_EQ(a->type, b->type);
  EXPECT_EQ(a->func_type(0).params.size(), 1u);
  EXPECT_EQ(b->close(RefType{true, {HeapKind::type_index, 1}}),
            ValType(RefType{true, {HeapKind::def_type, a->funcs[0]->id}}));
}

TEST_F(modules, errors_say_in_which_function) {
  EXPECT_EQ(result("(module (import \"f\" (func)) (func) (func $g drop))"),
            "invalid 44: type mismatch: instruction requires a value but stack has [] (in function $g)");
  EXPECT_EQ(result("(module (import \"f\" (func)) (func) (func drop))"),
            "invalid 41: type mismatch: instruction requires a value but stack has [] (in function 2)");
  EXPECT_EQ(result("(module (global i32 (f32.const 0)) (func $f))").find("in function"), std::string::npos);
}

}  // namespace
}  // namespace modlink
