#include "tools/inspect/types.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "validator/match.h"
#include "validator/test_support.h"
#include "wast/text/parse_wit.h"

namespace modlink::inspect {
namespace {

class types : public testing::Test, public Validation {
 protected:
  ExternType read_wit(std::string text) const {
    auto source = std::make_shared<Source>("test.wit", std::move(text), Source::Kind::text);
    Features all;
    for (const Feature feature : available_features()) all.set(feature, true);
    const ValidModulePtr module = validate(parse_wit(source, all, limits), store, all, limits);
    const TypeEntry& entry = module->types.at(0);
    if (const auto* instance = std::get_if<const InstanceType*>(&entry)) return ExternInstance{*instance};
    return ExternModule{std::get<const ModuleType*>(entry)};
  }

  // What is printed reads as the same type.
  std::string print(const ExternType& type) const {
    std::string text = to_wit(*store, type);
    try {
      EXPECT_TRUE(read_wit(text) == type) << text;
    } catch (const Error& error) {
      ADD_FAILURE() << error.message() << " at " << error.pos() << " in\n" << text;
    }
    EXPECT_TRUE(nlohmann::json::accept(to_json(*store, type)));
    return text;
  }
  std::string print_module_type(std::string text) const { return print(ExternModule{valid(std::move(text))->type}); }
};

TEST_F(types, what_occurs_once_is_written_in_place) {
  EXPECT_EQ(print_module_type(R"((module
    (import "libc" "memory" (memory 1))
    (import "libc" "malloc" (func (param i32) (result i32)))
    (table (export "t") 1 2 externref) (global (export "g") (mut i64) (i64.const 0)) (tag (export "e") (param f32))))"),
            R"((module
  (import "libc" (instance
    (export "memory" (memory 1))
    (export "malloc" (func (param i32) (result i32)))))
  (export "t" (table 1 2 externref))
  (export "g" (global (mut i64)))
  (export "e" (tag (param f32))))
)");
}

TEST_F(types, what_occurs_twice_is_defined) {
  EXPECT_EQ(print_module_type(R"((module $P
    (type $File (instance (export "read" (func (param i32)))))
    (import "file" (instance (type $File)))
    (import "virtualize" (module (import "file" (instance (type outer $P $File))) (export (type outer $P $File))))
    (import "child" (module (import "file" (instance (type outer $P $File)))))))"),
            R"((module
  (type $file (instance
    (export "read" (func (param i32)))))
  (import "file" (instance (type $file)))
  (import "virtualize" (module
    (import "file" (instance (type outer 0 $file)))
    (export "read" (func (param i32)))))
  (import "child" (module
    (import "file" (instance (type outer 0 $file))))))
)");
}

TEST_F(types, concrete_references_name_definitions) {
  const std::string text = print_module_type(R"((module $P
    (rec (type $a (sub (struct (field (ref null $b))))) (type $b (sub (func (param (ref $a))))))
    (type $c (sub final $a (struct (field (ref null $b)) (field (mut i8)))))
    (type $d (array (mut (ref null $c))))
    (type $f (func (param (ref $d)) (result (ref null extern))))
    (import "f" (func (type $f))) (import "b" (func (type $b)))
    (import "i" (instance (export "g" (global (ref null (type outer $P $c)))) (export "t" (table 1 (ref null (type outer $P $b))))
                          (export "n" (module (import "x" (func (type outer $P $f))))) (export "tag" (tag (param i32)))))))");
  EXPECT_NE(text.find("(rec"), std::string::npos) << text;
  EXPECT_NE(text.find("(global (ref null (type outer 0 $"), std::string::npos) << text;
}

TEST_F(types, instance_types_have_files_too) {
  EXPECT_EQ(print(read_wit("(instance $i (export \"a\" (instance (export \"b\" (memory 1)))))")), R"((instance
  (export "a" (instance
    (export "b" (memory 1)))))
)");
  EXPECT_EQ(print(read_wit("(instance)")), "(instance)\n");
  EXPECT_EQ(print(read_wit("(module)")), "(module)\n");
  for (const char* bad : {"", "(func)", "(module) (module)", "(instance (import \"a\" (func)))", "(module (func))"}) {
    EXPECT_THROW(read_wit(bad), Malformed) << bad;
  }
  EXPECT_THROW(read_wit("(module (alias outer 0 0 (type $t)))"), Invalid);
}

// Each type has the one before it twice: 2^60 if written out, and 60 if not.
TEST_F(types, the_size_is_that_of_the_distinct_types) {
  std::string text = "(module $P (type $t0 (instance (export \"f\" (func))))";
  for (int i = 1; i <= 60; ++i) {
    text += " (type $t" + std::to_string(i) + " (instance";
    for (const char* name : {"a", "b"}) {
      text += std::string(" (export \"") + name + "\" (instance (type outer $P $t" + std::to_string(i - 1) + ")))";
    }
    text += "))";
  }
  text += " (import \"i\" (instance (type $t60))))";
  EXPECT_LT(print_module_type(text).size(), 10'000u);
}

// Deeper than types may be written.
TEST_F(types, deep_types_are_written_flat) {
  std::string text = "(module $P (type $t0 (instance))";
  for (int i = 1; i <= 3000; ++i) {
    text += " (type $t" + std::to_string(i) + " (instance (export \"a\" (instance (type outer $P $t" +
            std::to_string(i - 1) + ")))))";
  }
  print_module_type(text + " (import \"i\" (instance (type $t3000))))");
}

TEST_F(types, json) {
  const auto module =
      valid(R"((module (import "i" (instance (export "m" (memory 1 2)))) (func (export "f") (param i32))))");
  const auto json = nlohmann::json::parse(to_json(*store, ExternModule{module->type}));
  const auto& type = json["types"][json["root"]["type"].get<std::size_t>()];
  EXPECT_EQ(type["kind"], "module");
  EXPECT_EQ(type["imports"][0]["name"], "i");
  const auto& instance = json["types"][type["imports"][0]["type"].get<std::size_t>()];
  EXPECT_EQ(instance["exports"][0]["max"], 2);
  EXPECT_EQ(json["types"][type["exports"][0]["type"].get<std::size_t>()]["params"][0], "i32");
}

}  // namespace
}  // namespace modlink::inspect
