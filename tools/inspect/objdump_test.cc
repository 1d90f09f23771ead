#include "tools/inspect/objdump.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "validator/test_support.h"
#include "wast/binary/encode_module.h"

namespace modlink::inspect {
namespace {

using testing::HasSubstr;

struct Dump {
  std::string text;
  std::optional<Error> error;
};

Dump dump(const std::string& bytes) {
  Features all;
  for (const Feature feature : available_features()) all.set(feature, true);
  Dump result;
  auto source = std::make_shared<Source>("test.wasm", bytes, Source::Kind::binary);
  result.error = objdump(source, all, {}, {}, [&](std::string_view text) { result.text += text; });
  return result;
}

// The bytes that a dump shows.
std::string shown_bytes(const std::string& text) {
  std::string result;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(6, 8, "  error:") == 0) continue;
    EXPECT_EQ(std::stoul(line.substr(0, 6), nullptr, 16), result.size()) << line;
    std::istringstream columns(line.substr(8, 24));
    for (std::string byte; columns >> byte;) result += static_cast<char>(std::stoi(byte, nullptr, 16));
  }
  return result;
}

std::string encode(std::string text) {
  const Bytes bytes = encode_module(Validation().parse(std::move(text)));
  return {bytes.begin(), bytes.end()};
}

// Something of every section.
const char* const everything = R"((module $P
  (type $t (func (param i32)))
  (rec (type $a (struct (field (ref null $b)))) (type $b (array (mut i8))))
  (type $M (module (import "x" "y" (func (type outer $P $t))) (import "i" (instance)) (export "e" (memory 1))
                   (type (func (result i32))) (export "t" (table 1 2 funcref))))
  (import "one" (instance $i (export "f" (func (type outer $P $t)))))
  (import "two" "g" (global i32)) (import "two" "m" (module (type $M)))
  (module $N (type (alias outer $P $t)) (import "f" (func (type 0))) (module (func $deep (nop))) (memory (export "e") 1))
  (instance $n (instantiate $N (import "f" (func $i "f"))))
  (alias $n "e" (memory))
  (memory 1) (table 2 funcref) (tag (type $t)) (global (mut i64) (i64.const -1))
  (func $f (type $t) (local i32 i64 i64)
    (block $l (br_table 0 $l 0 (local.get 0)))
    (if (local.get 0) (then (drop (i32.const 5))) (else (memory.copy (i32.const 0) (i32.const 0) (i32.const 0))))
    (try (do (try (do) (delegate 0))) (catch 0 (rethrow 0)) (catch_all))
    (try_table (catch_all 0) (drop (select (result f32) (f32.const 1) (f32.const 2) (i32.const 0)))))
  (func $s)
  (start $s)
  (elem (i32.const 0) func $f) (elem declare func $f) (elem funcref (ref.null func) (ref.func $f))
  (data (i32.const 0) "0123456789\00") (data "x")
  (export "f" (func $f)) (@custom "note" "free text")))";

TEST(objdump, shows_every_byte_once) {
  const std::string bytes = encode(everything);
  const Dump result = dump(bytes);
  EXPECT_FALSE(result.error);
  EXPECT_EQ(shown_bytes(result.text), bytes);
  for (const char* part :
       {"section 14: module", "section 15: instance", "section 16: alias", "type 3: module type",
        "(import \"one\" (instance (type", "types 1 to 2: (rec", "      br_table 0 0 0", "func 1: type 0",
        "instance 2: instantiate module 1", "(import \"f\" (func 0))", "element segment 1: declarative",
        "data \"01234567\"", "contents \"free tex\"", "0: \"deep\"", "names: functions"}) {
    EXPECT_THAT(result.text, HasSubstr(part));
  }
}

TEST(objdump, goes_as_far_as_it_can) {
  const std::string bytes = encode(everything);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Dump result = dump(bytes.substr(0, size));
    const std::string shown = shown_bytes(result.text);
    EXPECT_EQ(bytes.substr(0, shown.size()), shown);
    if (!result.error) continue;
    EXPECT_THAT(result.text, HasSubstr("error: malformed: "));
  }
}

TEST(objdump, changed_bytes_do_no_harm) {
  const std::string bytes = encode(everything);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const char change : {'\x00', '\x7f', '\xff'}) {
      std::string changed = bytes;
      changed[i] = change;
      const std::string shown = shown_bytes(dump(changed).text);
      EXPECT_EQ(changed.substr(0, shown.size()), shown);
    }
  }
}

TEST(objdump, groups_of_imports_say_what_they_have_in_common) {
  const std::string bytes = encode(R"((module (type (func)) (type (func (param i32)))
    (import "a" (item "b" (func (type 1))) (item "c" (memory 1))) (import "d" (item "e") (item "f") (func (type 1)))))");
  const Dump result = dump(bytes);
  EXPECT_EQ(shown_bytes(result.text), bytes);
  EXPECT_THAT(result.text, HasSubstr("group of imports from \"a\"\n"));
  EXPECT_THAT(result.text, HasSubstr("group of imports from \"d\", each (func (type 1))\n"));
}

// Even of a module that is damaged before them.
TEST(objdump, functions_have_their_names) {
  std::string bytes = encode("(module (func $f (call $g)) (func $g (i32.const 5) drop))");
  const std::size_t constant = bytes.find("\x41\x05");
  bytes[constant] = '\xff';
  const Dump result = dump(bytes);
  EXPECT_THAT(result.text, HasSubstr("func[0] <f>:\n"));
  EXPECT_THAT(result.text, HasSubstr("call 1 <g>\n"));
  EXPECT_THAT(result.text, HasSubstr("func[1] <g>:\n"));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->pos(), constant);
  EXPECT_TRUE(result.error->source());
}

TEST(objdump, a_malformed_name_section_is_shown_as_bytes) {
  const std::string bytes = encode("(module)") + std::string("\0\7\4name\1\5", 9);
  const Dump result = dump(bytes);
  EXPECT_FALSE(result.error);
  EXPECT_EQ(shown_bytes(result.text), bytes);
  EXPECT_THAT(result.text, HasSubstr("error: length out of bounds"));
}

}  // namespace
}  // namespace modlink::inspect
