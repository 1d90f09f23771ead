// Logs of what executions call and write, as answers have them.
#include "tools/oracle/event_log.h"

#include <gtest/gtest.h>

#include "tools/oracle/oracle.h"

namespace modlink::oracle {
namespace {

using nlohmann::json;

class event_log : public testing::Test {
 protected:
  // The answer to a call of `f`, of the module's instance.
  json call(const json& log, const char* text, std::vector<std::string> args = {}) {
    json values = json::array();
    for (const std::string& arg : args) values.push_back({{"type", "i32"}, {"value", arg}});
    EXPECT_EQ(oracle.answer({{"do", "reset"}, {"log", log}}).at("end"), "done");
    EXPECT_EQ(oracle.answer({{"do", "module"}, {"module", 0}, {"text", text}}).at("end"), "valid");
    instantiated = oracle.answer({{"do", "instantiate"}, {"module", 0}, {"instance", 0}});
    return oracle.answer({{"do", "invoke"}, {"instance", 0}, {"path", {"f"}}, {"args", values}});
  }

  Oracle oracle{{}};
  json instantiated;
};

constexpr char writes[] = R"((module
  (memory 1) (table 4 funcref) (global $g (mut i64) (i64.const 0)) (data (i32.const 8) "ab") (elem (i32.const 1) func $g)
  (func $g (param i32) (result i32) (i32.store16 offset=4 (local.get 0) (i32.const 0x10203)) (i32.const 5))
  (func (export "f") (param i32)
    (global.set $g (i64.const -1))
    (drop (call $g (local.get 0)))
    (table.set (i32.const 3) (ref.func $g))
    (memory.fill (i32.const 100) (i32.const 7) (i32.const 3)))))";

json number(const char* type, const char* value) { return {{"type", type}, {"value", value}}; }

TEST_F(event_log, tells_calls_and_writes_in_their_order) {
  const json log = call(true, writes, {"16"}).at("log");
  EXPECT_EQ(log.at("events"), json::array({{"call", 0, 1, json::array({number("i32", "16")})},
                                           {"global", 0, 0, number("i64", "18446744073709551615")},
                                           {"call", 0, 0, json::array({number("i32", "16")})},
                                           {"memory", 0, 0, "20", "2", "0302"},
                                           {"return", 0, 0, json::array({number("i32", "5")})},
                                           {"table", 0, 0, "3", "1", json::array({"ref"})},
                                           {"memory", 0, 0, "100", "3", "070707"},
                                           {"return", 0, 1, json::array()}}))
      << log;
  EXPECT_EQ(log.at("count"), 8);
  EXPECT_EQ(instantiated.at("log").at("events"), json::array({{"instantiate", 0},
                                                              {"table", 0, 0, "1", "1", json::array({"ref"})},
                                                              {"memory", 0, 0, "8", "2", "6162"}}));
}

TEST_F(event_log, what_traps_does_not_write) {
  const json answer = call(true, R"((module (memory 1) (func (export "f") (param i32)
    (i32.store8 (i32.const 0) (i32.const 1)) (i32.store (local.get 0) (i32.const 1)))))",
                           {"70000"});
  EXPECT_EQ(answer.at("end"), "trap");
  EXPECT_EQ(answer.at("log").at("count"), 2);
  EXPECT_EQ(answer["log"]["events"][1], json({"memory", 0, 0, "0", "1", "01"}));
}

// Stores so many numbers, each three times what is left to do; but from the last 1000 on so many times.
std::string loop(const char* times) {
  return std::string(R"((module (memory 1) (func (export "f") (param i32)
    (loop
      (i32.store (i32.const 0) (i32.mul (local.get 0)
        (select (i32.const 3) (i32.const )") +
         times + R"() (i32.gt_u (local.get 0) (i32.const 1000)))))
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))))";
}

// Two runs are the same up to where their hashes are.
TEST_F(event_log, hashes_of_beginnings_find_the_first_difference) {
  const auto hash = [&](const char* times, std::uint64_t count) {
    return call({{"from", count}, {"count", 0}}, loop(times).c_str(), {"5000"}).at("log").at("hash");
  };
  std::uint64_t same = 0;
  std::uint64_t different = 5002;
  while (different - same > 1) {
    const std::uint64_t middle = (same + different) / 2;
    (hash("3", middle) == hash("4", middle) ? same : different) = middle;
  }
  EXPECT_EQ(same, 4001u);
  const json log = call({{"from", same}, {"count", 2}}, loop("4").c_str(), {"5000"}).at("log");
  EXPECT_EQ(log.at("count"), 5002);
  ASSERT_EQ(log.at("events").size(), 2u);
  EXPECT_EQ(log["events"][0], json({"memory", 0, 0, "0", "4", "a00f0000"}));
}

TEST_F(event_log, is_there_only_if_it_is_asked_for) {
  EXPECT_FALSE(call(false, writes, {"16"}).contains("log"));
  EXPECT_FALSE(instantiated.contains("log"));
  EXPECT_EQ(oracle.answer({{"do", "reset"}, {"log", 5}}).at("end"), "unsupported");
  EXPECT_EQ(oracle.answer({{"do", "reset"}, {"log", {{"from", "x"}}}}).at("end"), "unsupported");
}

TEST_F(event_log, is_bounded) {
  constexpr char fills[] = R"((module (memory 1) (func (export "f") (param i32)
    (loop (memory.fill (i32.const 0) (local.get 0) (i32.const 64))
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))))";
  const json log = call({{"from", 0}, {"count", 1000000}}, fills, {"8000"}).at("log");
  EXPECT_EQ(log.at("count"), 8002);
  EXPECT_LT(log.at("events").size(), 8002u);
  EXPECT_LT(log.at("events").dump().size(), 1u << 21);
}

}  // namespace
}  // namespace modlink::oracle
