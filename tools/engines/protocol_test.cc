// What engines are told, and what is understood of their answers.
#include "tools/engines/protocol.h"

#include <gtest/gtest.h>

#include <functional>

#include "tools/engines/base64.h"
#include "tools/engines/connection.h"

namespace modlink::engines {
namespace {

using nlohmann::json;

End end_in(const char* answer) { return parse_end(json::parse(answer)); }

std::string refusal(const char* answer) {
  try {
    end_in(answer);
  } catch (const BadAnswer& bad) {
    return bad.what();
  }
  return "";
}

std::string result(const std::string& type, const std::string& value) {
  return describe(
      end_in((R"({"end": "done", "results": [{"type": ")" + type + R"(", "value": )" + value + "}]}").c_str()));
}

std::string refused_result(const std::string& value) {
  return refusal((R"({"end": "done", "results": [)" + value + "]}").c_str());
}

TEST(base64, is_read_again) {
  for (const std::string bytes : {"", "f", "fo", "foo", "foob", "\xff\xfe\x01"}) {
    EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
  }
  for (const char* none : {"Z", "Zg=", "Zg==Zg==", "Z===", "Zm9*", "===="}) EXPECT_EQ(from_base64(none), std::nullopt);
}

TEST(base64, has_padding) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foo"), "Zm9v");
  EXPECT_EQ(to_base64(std::string("\0\xff\xfe", 3)), "AP/+");
}

TEST(protocol, options_are_a_list_of_words) {
  const auto hello = [](const char* options) {
    return parse_hello({{"protocol", 1}, {"engine", "x"}, {"options", json::parse(options)}});
  };
  EXPECT_FALSE(parse_hello({{"protocol", 1}, {"engine", "x"}}).takes_features);
  const Hello some = hello(R"(["features", "dialect", "what is to come", 5])");
  EXPECT_TRUE(some.takes_features);
  EXPECT_FALSE(some.takes_limits);
  EXPECT_TRUE(some.takes_dialect);
  EXPECT_THROW(hello("true"), BadAnswer);
}

TEST(protocol, ends_have_words_and_messages) {
  EXPECT_EQ(describe(end_in(R"({"end": "valid"})")), "valid");
  EXPECT_EQ(describe(end_in(R"({"end": "trap", "message": "unreachable executed"})")), "trap \"unreachable executed\"");
  EXPECT_TRUE(end_in(R"({"end": "trap", "code": "call_stack_exhausted"})").exhausted);
  EXPECT_EQ(describe(end_in(R"({"end": "done"})")), "nothing");
}

TEST(protocol, results_have_all_their_bits) {
  EXPECT_EQ(result("i32", "\"4294967295\""), "i32:-1");
  EXPECT_EQ(result("i64", "\"18446744073709551615\""), "i64:-1");
  EXPECT_EQ(result("f32", "\"2143289345\""), "f32:nan:0x400001");
  EXPECT_EQ(result("f64", "\"9223372036854775808\""), "f64:-0");
  EXPECT_EQ(result("v128", R"(["1", "2", "3", "4294967295"])"),
            "v128:i32x4 0x00000001 0x00000002 0x00000003 0xffffffff");
  EXPECT_EQ(result("externref", "\"extern:7\""), "ref.extern 7");
  EXPECT_EQ(result("anyref", "\"i31:-5\""), "ref.i31 -5");
  EXPECT_EQ(result("structref", "\"struct\""), "ref.struct");
  EXPECT_EQ(result("funcref", "\"null\""), "ref.null");
  EXPECT_EQ(result("anyref", "\"other\""), "ref");
}

TEST(protocol, refuses_answers_that_are_none) {
  EXPECT_EQ(refusal("3"), "the engine's answer: it is no object");
  EXPECT_EQ(refusal("{}"), "the engine's answer: no \"end\"");
  EXPECT_EQ(refusal(R"({"end": 1})"), "the engine's answer: \"end\" is no string");
  EXPECT_EQ(refusal(R"({"end": "fine"})"), "the engine's answer: unknown end \"fine\"");
  EXPECT_EQ(refusal(R"({"end": "trap", "message": []})"), "the engine's answer: \"message\" is no string");
  EXPECT_EQ(refusal(R"({"end": "done", "results": {}})"), "the engine's answer: \"results\" is no array, or too long");
  EXPECT_EQ(refused_result("1"), "the engine's answer: a result is no object");
  EXPECT_EQ(refused_result(R"({"type": "i16", "value": "1"})"), "the engine's answer: unknown type \"i16\"");
  EXPECT_EQ(refused_result(R"({"type": "i32", "value": "4294967296"})"),
            "the engine's answer: \"4294967296\" is no number of its type");
  EXPECT_EQ(refused_result(R"({"type": "i32", "value": ""})"), "the engine's answer: \"\" is no number of its type");
  EXPECT_EQ(refused_result(R"({"type": "i32", "value": 1})"), "the engine's answer: \"value\" is no string");
  EXPECT_EQ(refused_result(R"({"type": "v128", "value": ["1"]})"),
            "the engine's answer: a v128 is no array of 4 strings");
  EXPECT_EQ(refused_result(R"({"type": "externref", "value": "what"})"),
            "the engine's answer: unknown reference \"what\"");
  EXPECT_EQ(refused_result(R"({"type": "externref", "value": "null:5"})"),
            "the engine's answer: unknown reference \"null:5\"");
  EXPECT_EQ(refused_result(R"({"type": "funcref", "value": "func:5"})"),
            "the engine's answer: unknown reference \"func:5\"");
}

std::string loss(const std::function<void()>& parse) {
  try {
    parse();
  } catch (const Lost& lost) {
    return lost.what();
  }
  return "";
}

// Whatever it was asked for.
TEST(protocol, what_is_lost_is_no_answer) {
  const json answer{{"end", "lost"}, {"message", "the engine was ended by signal 9 (Killed)"}};
  const std::string said = "the engine has lost one of its programs: the engine was ended by signal 9 (Killed)";
  EXPECT_EQ(loss([&] { parse_end(answer); }), said);
  EXPECT_EQ(loss([&] { parse_hello(answer); }), said);
  EXPECT_EQ(loss([] { end_in(R"({"end": "lost"})"); }), "the engine has lost one of its programs: it does not say why");
  EXPECT_EQ(refusal(R"({"end": "lost", "message": 5})"), "the engine's answer: \"message\" is no string");
}

TEST(protocol, hello_says_what_an_engine_can) {
  const Hello hello = parse_hello(json::parse(R"({"protocol": 1, "engine": "E 1", "stages": false})"));
  EXPECT_EQ(hello.engine, "E 1");
  EXPECT_FALSE(hello.stages);
  EXPECT_TRUE(hello.messages);
  EXPECT_THROW(parse_hello(json::parse(R"({"protocol": 2, "engine": "E"})")), BadAnswer);
  EXPECT_THROW(parse_hello(json::parse(R"({"protocol": 1})")), BadAnswer);
  EXPECT_THROW(parse_hello(json::parse(R"({"protocol": 1, "engine": "E", "stages": 1})")), BadAnswer);
}

}  // namespace
}  // namespace modlink::engines
