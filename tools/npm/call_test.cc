// The one function that JavaScript calls: what it says of requests that are none, options that are not, and errors.
#include "tools/npm/call.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "tools/npm/test_call.h"
#include "wast/syntax/features.h"

namespace modlink::npm {
namespace {

using testing::HasSubstr;

Json refused(const std::string& packed) {
  Sessions sessions;
  const Json error = error_of(answer_of(call(packed, sessions)));
  EXPECT_EQ(error["stage"], "usage") << error;
  return error["message"];
}

TEST(call, what_is_no_message_is_refused) {
  const std::string whole = pack({"{}", "abc"});
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(refused(whole.substr(0, size)), "this is no message");
  EXPECT_EQ(refused(whole + "x"), "this is no message");
  EXPECT_EQ(refused(std::string(8, '\xff')), "this is no message");
}

TEST(call, what_is_no_request_is_refused) {
  EXPECT_THAT(refused(pack({"{", ""})), HasSubstr("the request is no JSON"));
  EXPECT_THAT(refused(pack({R"({"operation": "\ud800"})", ""})), HasSubstr("the request is no JSON"));
  EXPECT_THAT(refused(pack({std::string(100'000, '['), ""})), HasSubstr("the request is no JSON"));
  EXPECT_EQ(refused(pack({"[]", ""})), "the options are no object");
  EXPECT_EQ(refused(pack({"{}", ""})), "unknown operation ``");
  EXPECT_EQ(refused(pack({R"({"operation": "fly"})", ""})), "unknown operation `fly`");
  EXPECT_EQ(refused(pack({R"({"operation": 5})", ""})), "option `operation`: expected a text");
  EXPECT_EQ(refused(pack({R"({"operation": "print", "options": 5})", ""})), "the options are no object");
}

std::string message_of(const std::string& operation, const Json& options) {
  const Json error = error_of(ask(operation, options));
  EXPECT_EQ(error["stage"], "usage") << error;
  return error["message"];
}

TEST(call, options_are_of_their_kinds) {
  EXPECT_EQ(message_of("print", {{"module", 5}}), "option `module`: expected text or bytes");
  EXPECT_EQ(message_of("print", Json::object()), "option `module`: expected text or bytes");
  EXPECT_EQ(message_of("print", {{"module", {{"$bytes", {0, 1}}}}}), "option `module`: expected bytes that are there");
  EXPECT_EQ(message_of("print", {{"module", ""}, {"fold", 1}}), "option `fold`: expected true or false");
  EXPECT_EQ(message_of("print", {{"module", ""}, {"name", 1}}), "option `name`: expected a text");
  EXPECT_EQ(message_of("bundle", {{"module", ""}, {"only", "a"}}), "option `only`: expected a list of texts");
  EXPECT_EQ(message_of("bundle", {{"module", ""}, {"files", 1}}), "option `files`: expected an object");
  EXPECT_EQ(message_of("runScript", {{"script", ""}, {"fuel", -1}}), "option `fuel`: expected a natural number");
}

TEST(call, options_that_there_are_not_are_refused) {
  EXPECT_EQ(message_of("print", {{"module", ""}, {"foled", true}}), "unknown option `foled`; is `fold` meant?");
}

TEST(call, switches_are_those_of_the_command_line) {
  EXPECT_THAT(message_of("print", {{"module", ""}, {"features", {{"telepathy", true}}}}),
              HasSubstr("unknown feature `telepathy`; known are:"));
  EXPECT_THAT(message_of("print", {{"module", ""}, {"limits", {{"types", "many"}}}}), HasSubstr("is no word"));
  EXPECT_THAT(message_of("print", {{"module", ""}, {"limits", {{"luck", 1}}}}), HasSubstr("unknown limit `luck`"));
  EXPECT_EQ(message_of("print", {{"module", ""}, {"switches", "--list-features"}}), "nothing can be listed here");
  const Json deep = {{"module", "(module (memory 1) (memory 1))"}, {"features", {{"multi-memory", false}}}};
  EXPECT_EQ(error_of(ask("validate", deep))["message"],
            "multiple memories: needs feature multi-memory (--enable multi-memory)");
  const Json same = {{"module", "(module (memory 1) (memory 1))"}, {"switches", "--disable multi-memory"}};
  EXPECT_EQ(ask("validate", same), ask("validate", deep));
  EXPECT_EQ(error_of(ask("validate",
                         {{"module", "(module (type (func)) (type (func)))"}, {"limits", {{"types", 1}}}}))["code"],
            "limit-types");
}

TEST(call, about_has_what_there_is_to_choose) {
  const Json answer = ask("about", Json::object());
  EXPECT_EQ(answer["version"], MODLINK_VERSION);
  EXPECT_EQ(answer["features"].size(), available_features().size());
  EXPECT_GT(answer["limits"].size(), 10u);
  EXPECT_GT(answer["codes"].size(), 10u);
}

// In UTF-16 units, as JavaScript has them; columns in code points.
TEST(call, errors_have_the_place_of_a_token) {
  const std::string text = "(module\n  (; \U0001f600 ;) (func (result i32)\n    local.get $x))";
  Json error = error_of(ask("validate", {{"module", text}}));
  EXPECT_EQ(error["stage"], "malformed");
  EXPECT_EQ(error["code"], "unknown-local");
  EXPECT_EQ(error["file"], "module.wat");
  EXPECT_EQ(error["line"], 3);
  EXPECT_EQ(error["column"], 15);
  EXPECT_EQ(error["endColumn"], 17);
  EXPECT_EQ(error["offset"], 52);
  EXPECT_EQ(error["endOffset"], 54);
  EXPECT_THAT(error["diagnosis"].get<std::string>(), HasSubstr("module.wat:3:15: malformed: unknown local"));
}

TEST(call, places_are_in_the_text) {
  const std::string text = "(module (func $f (export \"a\\\"b\") (result i32)\n i32.const 0x1))";
  for (std::size_t size = 0; size < text.size(); ++size) {
    const Json answer = ask("validate", {{"module", text.substr(0, size)}});
    for (const Json& error : answer["errors"]) {
      EXPECT_LE(error["offset"], error["endOffset"]) << answer;
      EXPECT_LE(error["endOffset"], size) << answer;
    }
  }
}

// Names of files lead nowhere but into the folder of the call, and it is gone behind it.
TEST(call, files_stay_among_themselves) {
  const auto before = std::filesystem::current_path();
  for (const char* name : {"", "-", "/a.wat", "../a.wat", "a/../../b.wat"}) {
    EXPECT_THAT(message_of("bundle", {{"module", "(module)"}, {"name", "m.wat"}, {"files", {{name, ""}}}}),
                HasSubstr("a file's name is a relative path"));
  }
  EXPECT_THAT(message_of("bundle", {{"module", "(module)"}, {"name", "m"}, {"files", {{"m/a", ""}}}}), HasSubstr("m"));
  EXPECT_EQ(std::filesystem::current_path(), before);
  EXPECT_EQ(ask("bundle", {{"module", "(module)"}, {"files", {{"a/b/c.wat", "(module)"}}}})["ok"], true);
}

}  // namespace
}  // namespace modlink::npm
