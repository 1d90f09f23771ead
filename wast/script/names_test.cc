// Names on their way through all three forms of a module.
#include <gtest/gtest.h>

#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"

namespace modlink {
namespace {

SourcePtr source(std::string content, Source::Kind kind) {
  return std::make_shared<const Source>("test", std::move(content), kind);
}

Module parse(std::string text) { return parse_module(source(std::move(text), Source::Kind::text), {}, {}); }

Module encode_and_decode(const Module& module) {
  const Bytes bytes = encode_module(module);
  return decode_module(source({bytes.begin(), bytes.end()}, Source::Kind::binary), {}, {});
}

// From text to bytes and back no name is lost.
TEST(names, survive_the_binary) {
  const std::string printed = print_module(encode_and_decode(parse(R"((module $P
    (type $s (struct (field $x i32) (field i64) (field $y f32)))
    (type $I (instance (export "f" (func))))
    (import "a" "b" (func $b))
    (import "i" (instance $i (type $I)))
    (import "m" (module $m (import "x" (func)) (export "y" (instance (type outer 0 $I)))))
    (module $N
      (module $D (func $inner))
      (alias outer $P $m (module $mm))
      (instance $d (instantiate $D)))
    (instance $n (instantiate $N))
    (alias $i "f" (func $f))
    (table $t 1 funcref)
    (memory $mem 1)
    (tag $e)
    (global $g i32 (i32.const 0))
    (elem $el func $f)
    (data $da "x")
    (func $main (param $p (ref $s)) (result i32) (local $l i32)
      (block $b (br $b))
      (struct.get $s $x (local.get $p))))
  )")));
  for (const char* name : {"$P", "$s", "$x", "$y", "$I",   "$b", "$i", "$m",  "$N",  "$D",    "$inner", "$mm",
                           "$d", "$n", "$f", "$t", "$mem", "$e", "$g", "$el", "$da", "$main", "$p",     "$l"}) {
    EXPECT_NE(printed.find(name), std::string::npos) << name;
  }
}

void put(Bytes& out, std::uint8_t id, std::string_view content) {
  out.push_back(id);
  out.push_back(static_cast<std::uint8_t>(content.size()));
  out.insert(out.end(), content.begin(), content.end());
}

// What stands around the data section, which is the last one.
void expect_order_kept(std::initializer_list<std::string_view> early, std::initializer_list<std::string_view> late) {
  Bytes bytes{0, 'a', 's', 'm', 1, 0, 0, 0};
  put(bytes, 5, std::string_view("\1\0\1", 3));
  for (const std::string_view custom : early) put(bytes, 0, custom);
  put(bytes, 11, std::string_view("\1\1\0", 3));
  for (const std::string_view custom : late) put(bytes, 0, custom);
  const Module module = decode_module(source({bytes.begin(), bytes.end()}, Source::Kind::binary), {}, {});
  EXPECT_EQ(encode_module(module), bytes);
  EXPECT_EQ(encode_module(parse(print_module(module))), bytes) << print_module(module);
}

TEST(names, stay_among_custom_sections_in_text) {
  const std::string_view names("\4name\0\2\1M", 9);
  const std::string_view empty("\4name");
  expect_order_kept({}, {"\7linkingx", names, "\11producersx", "\17target_featuresx"});
  expect_order_kept({}, {"\11producersx", names, "\1y"});
  expect_order_kept({"\11producersx"}, {"\1x", names});
  expect_order_kept({}, {names, "\1x"});
  expect_order_kept({}, {names, "\4name\1"});
  expect_order_kept({}, {"\1x", names, names, "\1y"});
  expect_order_kept({}, {empty, names});
  expect_order_kept({names}, {names, empty});
  expect_order_kept({}, {names, empty});
  expect_order_kept({"\1x", empty, "\1y"}, {});
}

}  // namespace
}  // namespace modlink
