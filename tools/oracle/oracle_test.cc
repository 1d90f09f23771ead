// What our own interpreter answers to requests, and to what is none.
#include "tools/oracle/oracle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace modlink::oracle {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class oracle_requests : public testing::Test {
 protected:
  json ask(const json& request) { return oracle.answer(request); }
  json ask(const char* request) { return oracle.answer(json::parse(request)); }
  std::string end(const json& request) { return ask(request).at("end"); }
  void make(unsigned number, const char* text) {
    EXPECT_EQ(end({{"do", "module"}, {"module", number}, {"text", text}}), "valid") << text;
    EXPECT_EQ(end({{"do", "instantiate"}, {"module", number}, {"instance", number}}), "instantiated") << text;
  }
  std::string refusal(const json& request) {
    const json answer = oracle.answer(request);
    EXPECT_EQ(answer.at("end"), "unsupported");
    return answer.at("message");
  }

  Oracle oracle{{}};
};

TEST_F(oracle_requests, says_what_it_is) {
  EXPECT_EQ(ask(R"({"do": "hello", "protocol": 1})"),
            json::parse(R"({"protocol": 1, "engine": "modlink", "linking": true,
      "options": ["features", "limits", "dialect"]})"));
}

TEST_F(oracle_requests, calls_and_values) {
  make(0, R"((module (global (export "g") f64 (f64.const -nan:0x4000000000000))
    (func (export "f") (param i32 v128 externref) (result externref v128 i32) (local.get 2) (local.get 1) (local.get 0))))");
  EXPECT_EQ(ask(R"({"do": "invoke", "instance": 0, "path": ["f"], "args": [{"type": "i32", "value": "4294967295"},
      {"type": "v128", "value": ["1", "2", "3", "4"]}, {"type": "externref", "value": "extern:7"}]})"),
            json::parse(R"({"end": "done", "results": [{"type": "externref", "value": "extern:7"},
      {"type": "v128", "value": ["1", "2", "3", "4"]}, {"type": "i32", "value": "4294967295"}]})"));
  EXPECT_EQ(ask(R"({"do": "get", "instance": 0, "path": ["g"]})").at("results")[0].at("value"), "18443366373989023744");
}

// In the words in which they come back.
TEST_F(oracle_requests, references_as_arguments) {
  make(0, R"((module (func (export "externref") (param externref) (result externref) (local.get 0))
    (func (export "anyref") (param anyref) (result anyref) (local.get 0))
    (func (export "funcref") (param funcref) (result funcref) (local.get 0))))");
  const auto ask_with = [&](const std::string& type, const char* value) {
    const json arg = {{"type", type}, {"value", value}};
    return ask({{"do", "invoke"}, {"instance", 0}, {"path", {type}}, {"args", json::array({arg})}});
  };
  for (const auto& [type, value] :
       {std::pair("externref", "extern:0"), std::pair("externref", "extern:4294967295"), std::pair("externref", "null"),
        std::pair("anyref", "host:3"), std::pair("anyref", "null"), std::pair("funcref", "null")}) {
    EXPECT_EQ(ask_with(type, value).at("results")[0], (json{{"type", type}, {"value", value}}));
  }
  for (const auto& [type, value] :
       {std::pair("externref", "host:3"), std::pair("externref", "null:5"), std::pair("externref", "extern"),
        std::pair("externref", "extern:-1"), std::pair("externref", "extern:4294967296"),
        std::pair("anyref", "extern:4"), std::pair("anyref", "i31:4"), std::pair("funcref", "host:3"),
        std::pair("funcref", "extern:3"), std::pair("funcref", "func")}) {
    EXPECT_EQ(ask_with(type, value).at("end"), "unsupported") << type << " " << value;
  }
}

TEST_F(oracle_requests, bytes_are_in_base64) {
  EXPECT_EQ(end({{"do", "module"}, {"module", 0}, {"bytes", "AGFzbQEAAAA="}}), "valid");
  EXPECT_EQ(end({{"do", "module"}, {"module", 0}, {"bytes", "AGFzbQIAAAA="}}), "malformed");
  EXPECT_EQ(refusal({{"do", "module"}, {"module", 0}, {"bytes", "*"}}), "the request: \"bytes\" is no Base64");
}

TEST_F(oracle_requests, ends_are_told_apart_and_have_codes) {
  make(0, R"((module (func (export "trap") unreachable) (func $r (export "deep") (call $r))))");
  const json trap = ask(R"({"do": "invoke", "instance": 0, "path": ["trap"], "args": []})");
  EXPECT_EQ(trap.at("end"), "trap");
  EXPECT_EQ(trap.at("error"), "unreachable");
  const json deep = ask(R"({"do": "invoke", "instance": 0, "path": ["deep"], "args": []})");
  EXPECT_EQ(deep.at("code"), "call_stack_exhausted");
  const json invalid = ask({{"do", "module"}, {"module", 1}, {"text", "(module (func (result i32)))"}});
  EXPECT_EQ(invalid.at("end"), "invalid");
  EXPECT_EQ(invalid.at("error"), "type-mismatch");
  EXPECT_EQ(end({{"do", "module"}, {"module", 1}, {"text", "(module (import \"x\" (func)))"}}), "valid");
  EXPECT_EQ(end({{"do", "instantiate"}, {"module", 1}, {"instance", 1}}), "unlinkable");
}

// As far as there is one.
TEST_F(oracle_requests, ends_of_modules_have_positions) {
  const auto position = [&](const char* field, const char* content) {
    return ask({{"do", "module"}, {"module", 0}, {field, content}}).value("position", json());
  };
  EXPECT_EQ(position("text", "(module\n  (func (result i32)))"), (json{{"line", 2}, {"column", 21}}));
  EXPECT_EQ(position("text", "(module\n  what)"), (json{{"line", 2}, {"column", 3}}));
  EXPECT_EQ(position("text", "(module)"), json());
  EXPECT_EQ(position("bytes", "AGFzbQIAAAA="), (json{{"offset", 4}}));
  EXPECT_EQ(position("bytes", "AGFzbQEAAAABBQ=="), (json{{"offset", 9}}));
  make(0, R"((module (func (export "f") unreachable)))");
  EXPECT_FALSE(ask(R"({"do": "invoke", "instance": 0, "path": ["f"], "args": []})").contains("position"));
  EXPECT_EQ(end({{"do", "module"}, {"module", 1}, {"text", "(module\n (import \"x\" (func)))"}}), "valid");
  const json unlinkable = ask({{"do", "instantiate"}, {"module", 1}, {"instance", 1}});
  EXPECT_EQ(unlinkable.value("position", json()), (json{{"line", 2}, {"column", 2}}));
}

// Whole instances, what is in them, modules, and fields from several.
TEST_F(oracle_requests, names_are_instances_fields_and_modules) {
  make(0, R"((module
    (module $M (func (export "one") (result i32) (i32.const 1)))
    (instance $i (instantiate $M)) (export "i" (instance $i)) (export "M" (module $M))))");
  const json path = {"i", "one"};
  EXPECT_EQ(end({{"do", "register"}, {"name", "whole"}, {"instance", 0}}), "done");
  EXPECT_EQ(end({{"do", "register"}, {"name", "one"}, {"instance", 0}, {"path", path}}), "done");
  EXPECT_EQ(end({{"do", "register"}, {"name", "module"}, {"module", 0}}), "done");
  const json field = {{"name", "f"}, {"instance", 0}, {"path", path}};
  EXPECT_EQ(end({{"do", "register"}, {"name", "fields"}, {"fields", json::array({field})}}), "done");
  make(1, R"((module
    (import "whole" (instance $w (export "i" (instance (export "one" (func (result i32)))))))
    (import "one" (func $one (result i32)))
    (import "fields" "f" (func $f (result i32)))
    (import "module" (module))
    (func (export "sum") (result i32) (i32.add (call $one) (i32.add (call $f) (call (func $w "i" "one")))))))");
  EXPECT_EQ(ask(R"({"do": "invoke", "instance": 1, "path": ["sum"], "args": []})").at("results")[0].at("value"), "3");
}

// As in scripts: what the name meant is over, whether it means something new or not.
TEST_F(oracle_requests, names_are_registered_again) {
  make(0, R"((module (func (export "f") (result i32) (i32.const 0))))");
  make(1, R"((module (func (export "f") (result i32) (i32.const 1))))");
  const char* importer = R"((module (import "m" "f" (func $f (result i32))) (export "f" (func $f))))";
  const json call = json::parse(R"({"do": "invoke", "instance": 2, "path": ["f"], "args": []})");
  for (const unsigned instance : {0u, 1u, 0u}) {
    EXPECT_EQ(end({{"do", "register"}, {"name", "m"}, {"instance", instance}}), "done");
    make(2, importer);
    EXPECT_EQ(ask(call).at("results")[0].at("value"), std::to_string(instance));
  }
  EXPECT_EQ(refusal({{"do", "register"}, {"name", "m"}, {"instance", 9}}), "the request: there is no such instance");
  EXPECT_EQ(end({{"do", "module"}, {"module", 2}, {"text", importer}}), "valid");
  EXPECT_EQ(end({{"do", "instantiate"}, {"module", 2}, {"instance", 2}}), "unlinkable");
}

TEST_F(oracle_requests, options_are_for_one_script) {
  const json vector = {{"do", "module"}, {"module", 0}, {"text", "(module (func (param v128)))"}};
  const json table = {{"do", "module"}, {"module", 0}, {"text", "(module (table 5 funcref))"}};
  const json twice = {{"do", "module"},
                      {"module", 0},
                      {"text", R"((module (import "a" "b" (func)) (import "a" "b" (func)) (module)))"}};
  const auto reset = [](const char* options) { return json{{"do", "reset"}, {"options", json::parse(options)}}; };
  EXPECT_EQ(end(reset(R"({"features": {"simd": false}, "dialect": {"duplicate-imports": "allow"}})")), "done");
  EXPECT_EQ(end(vector), "malformed");
  EXPECT_EQ(end(twice), "valid");
  EXPECT_EQ(end(reset(R"({"limits": {"table_elements": 4}})")), "done");
  EXPECT_EQ(end(vector), "valid");
  EXPECT_EQ(end(twice), "invalid");
  EXPECT_EQ(end(table), "valid");
  EXPECT_EQ(end({{"do", "instantiate"}, {"module", 0}, {"instance", 0}}), "limit");
  EXPECT_EQ(end({{"do", "reset"}}), "done");
  EXPECT_EQ(end(table), "valid");
  EXPECT_EQ(end({{"do", "instantiate"}, {"module", 0}, {"instance", 0}}), "instantiated");
}

// Then those of the command line hold, and no others.
TEST_F(oracle_requests, options_that_there_are_not_are_refused) {
  for (const char* options :
       {"5", R"({"features": 5})", R"({"features": {"simd": false, "x": true}})", R"({"features": {"simd": 0}})",
        R"({"limits": {"x": 1}})", R"({"limits": {"params": -1}})", R"({"limits": {"params": "1"}})",
        R"({"dialect": {"x": 1}})", R"({"dialect": {"import-order": "last"}})",
        R"({"dialect": {"duplicate-imports": 1}})", R"({"words": {}})"}) {
    EXPECT_FALSE(refusal({{"do", "reset"}, {"options", json::parse(options)}}).empty()) << options;
    EXPECT_EQ(end({{"do", "module"}, {"module", 0}, {"text", "(module (func (param v128)))"}}), "valid") << options;
  }
}

TEST_F(oracle_requests, limits_of_the_command_line_are_not_raised) {
  cli::Language language;
  language.limits.params = 2;
  Oracle small(language);
  EXPECT_EQ(small.answer({{"do", "reset"}, {"options", {{"limits", {{"params", 5}}}}}}).at("end"), "done");
  EXPECT_EQ(small.answer({{"do", "module"}, {"module", 0}, {"text", "(module (func (param i32 i32 i32)))"}}).at("end"),
            "limit");
}

// Whatever else is wrong, and with which compiler it is built.
TEST_F(oracle_requests, instances_are_looked_for_before_paths) {
  for (const char* task : {"invoke", "get", "read"}) {
    EXPECT_EQ(refusal({{"do", task}}), "the request: no \"instance\"");
    EXPECT_EQ(refusal({{"do", task}, {"instance", 9}, {"path", 5}}), "the request: there is no such instance");
  }
  const auto with_field = [](const json& field) {
    return json{{"do", "register"}, {"name", "x"}, {"fields", json::array({field})}};
  };
  EXPECT_EQ(refusal(with_field({{"path", 5}})), "the request: no \"name\"");
  EXPECT_EQ(refusal(with_field({{"name", "f"}, {"path", 5}})), "the request: no \"instance\"");
}

TEST_F(oracle_requests, state_of_memories_and_tables) {
  make(0, R"((module (memory (export "m") 1) (data (i32.const 0) "abcde") (table (export "t") 3 funcref)
    (elem (i32.const 1) func $f) (func $f)))");
  const std::string before = ask(R"({"do": "read", "instance": 0, "path": ["m"]})").at("state");
  EXPECT_THAT(before, HasSubstr("65536 bytes "));
  EXPECT_EQ(ask(R"({"do": "read", "instance": 0, "path": ["t"]})").at("state"), "3 bytes 5fc8293e");
}

TEST_F(oracle_requests, what_failed_leaves_its_number_without_meaning) {
  make(0, R"((module (func (export "f"))))");
  EXPECT_EQ(end({{"do", "module"}, {"module", 1}, {"text", "(module (func $f unreachable) (start $f))"}}), "valid");
  EXPECT_EQ(end({{"do", "instantiate"}, {"module", 1}, {"instance", 0}}), "trap");
  EXPECT_EQ(refusal(json::parse(R"({"do": "invoke", "instance": 0, "path": ["f"], "args": []})")),
            "the request: there is no such instance");
}

// From where it is met on, until a reset.
TEST_F(oracle_requests, tells_what_may_be_otherwise) {
  make(0, R"((module (memory 1) (func (export "nan") (result f32) (f32.sqrt (f32.const -1)))
    (func (export "f") (result i32) (i32.const 1)) (func $deep (export "deep") (call $deep))))");
  const auto causes_of = [&](const char* name) {
    return ask({{"do", "invoke"}, {"instance", 0}, {"path", {name}}, {"args", json::array()}})
        .value("nondeterminism", json());
  };
  EXPECT_EQ(causes_of("f"), json());
  EXPECT_EQ(causes_of("nan"), json({"nan"}));
  EXPECT_EQ(causes_of("f"), json({"nan"}));
  EXPECT_EQ(causes_of("deep"), json({"nan", "limit"}));
  EXPECT_FALSE(ask(R"({"do": "reset", "options": {"limits": {"memory_bytes": 131072}}})").contains("nondeterminism"));
  make(0, R"((module (memory 1) (func (export "grow") (result i32) (memory.grow (i32.const 9)))))");
  EXPECT_EQ(causes_of("grow"), json({"memory_grow"}));
}

TEST_F(oracle_requests, fuel_is_for_all_or_for_none) {
  EXPECT_EQ(end({{"do", "module"}, {"module", 0}, {"fuel", 100}, {"text", R"((module
    (func (export "f") (loop (br 0)))))"}}),
            "valid");
  EXPECT_EQ(end({{"do", "instantiate"}, {"module", 0}, {"instance", 0}, {"fuel", 100}}), "instantiated");
  json call = json::parse(R"({"do": "invoke", "instance": 0, "path": ["f"], "args": [], "fuel": 100})");
  EXPECT_EQ(end(call), "out of fuel");
  EXPECT_EQ(end({{"do", "reset"}}), "done");
  make(0, "(module)");
  EXPECT_EQ(refusal(call), "the request: \"fuel\" is for all requests, or for none");
}

// What executes nothing takes none.
TEST_F(oracle_requests, fuel_is_not_left_out_later) {
  const json code = {{"do", "module"}, {"module", 0}, {"text", R"((module (memory (export "m") 1)
    (global (export "g") i32 (i32.const 1)) (func (export "f"))))"}};
  json with_fuel = code;
  with_fuel["fuel"] = 100;
  EXPECT_EQ(end(with_fuel), "valid");
  EXPECT_EQ(end({{"do", "instantiate"}, {"module", 0}, {"instance", 0}, {"fuel", 100}}), "instantiated");
  for (const char* request : {R"({"do": "invoke", "instance": 0, "path": ["f"], "args": []})",
                              R"({"do": "instantiate", "module": 0, "instance": 1})"}) {
    EXPECT_EQ(refusal(json::parse(request)), "the request: \"fuel\" is for all requests, or for none");
  }
  EXPECT_EQ(end(code), "valid");
  for (const char* request :
       {R"({"do": "register", "name": "x", "instance": 0})", R"({"do": "get", "instance": 0, "path": ["g"]})",
        R"({"do": "read", "instance": 0, "path": ["m"]})"}) {
    EXPECT_EQ(end(json::parse(request)), "done") << request;
  }
}

TEST_F(oracle_requests, are_interrupted_by_another_thread) {
  make(0, R"((module (func (export "f") (loop (br 0))) (func (export "g"))))");
  std::atomic<bool> is_over = false;
  std::thread impatient([&] {
    while (!is_over) {
      oracle.interrupt();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  EXPECT_EQ(end(json::parse(R"({"do": "invoke", "instance": 0, "path": ["f"], "args": []})")), "interrupted");
  is_over = true;
  impatient.join();
  EXPECT_EQ(end({{"do", "reset"}}), "done");
  make(0, R"((module (func (export "g"))))");
  EXPECT_EQ(end(json::parse(R"({"do": "invoke", "instance": 0, "path": ["g"], "args": []})")), "done");
}

TEST_F(oracle_requests, whatever_a_request_is_there_is_an_answer) {
  make(0, R"((module (func (export "f") (param i32)) (global (export "g") i32 (i32.const 0))))");
  for (const char* request :
       {"1",
        "[]",
        "{}",
        R"({"do": 1})",
        R"({"do": "dance"})",
        R"({"do": "module"})",
        R"({"do": "module", "module": -1})",
        R"({"do": "module", "module": 1, "bytes": 5})",
        R"({"do": "module", "module": 1, "file": "/nowhere"})",
        R"({"do": "module", "module": 1, "file": "-"})",
        R"({"do": "module", "module": 1, "file": "/tmp/\u0000x"})",
        R"({"do": "instantiate", "module": 9, "instance": 1})",
        R"({"do": "instantiate", "module": 0})",
        R"({"do": "register", "name": "x"})",
        R"({"do": "register", "name": "x", "fields": 1})",
        R"({"do": "register", "name": "x", "fields": [1]})",
        R"({"do": "invoke", "instance": 0})",
        R"({"do": "invoke", "instance": 0, "path": []})",
        R"({"do": "invoke", "instance": 0, "path": ["none"]})",
        R"({"do": "invoke", "instance": 0, "path": ["f", "f"]})",
        R"({"do": "invoke", "instance": 0, "path": ["g"]})",
        R"({"do": "invoke", "instance": 0, "path": ["f"]})",
        R"({"do": "invoke", "instance": 0, "path": ["f"], "args": []})",
        R"({"do": "invoke", "instance": 0, "path": ["f"], "args": [1]})",
        R"({"do": "invoke", "instance": 0, "path": ["f"], "args": [{"type": "i64", "value": "1"}]})",
        R"({"do": "invoke", "instance": 0, "path": ["f"], "args": [{"type": "i32", "value": "x"}]})",
        R"({"do": "get", "instance": 0, "path": ["f"]})",
        R"({"do": "read", "instance": 0, "path": ["f"]})"}) {
    EXPECT_FALSE(refusal(json::parse(request)).empty()) << request;
  }
  EXPECT_EQ(ask(R"({"do": "get", "instance": 0, "path": ["none"]})").at("code"), "unknown_export");
}

}  // namespace
}  // namespace modlink::oracle
