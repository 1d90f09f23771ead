// Bundling keeps the bytes of functions.
#include <gtest/gtest.h>

#include "tools/transform/bundle.h"
#include "tools/transform/test_files.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::transform {
namespace {

std::string binary(const std::string& wat) {
  const auto source = std::make_shared<const Source>("test.wat", wat, Source::Kind::text);
  const Bytes bytes = encode_module(parse_module(source, {}, {}));
  return {bytes.begin(), bytes.end()};
}

BundlePlan plan_of(const TestFolder& folder) {
  Resolver resolver({});
  return plan_bundle(resolver.open(folder.path("main.wasm")), resolver, {});
}

constexpr char code[] = "(func (export \"n\") (param i32) (if (local.get 0) (then (call 0 (i32.const 0)))))";

TEST(bundle_bytes, of_a_module_that_needs_no_other) {
  const TestFolder folder({{"main.wasm", binary(std::string("(module ") + code + ")")}});
  const BundlePlan plan = plan_of(folder);
  const Module module = bundle(plan);
  EXPECT_EQ(module.funcs[0].body.bytes()->data(), plan.nodes[0].file->module.funcs[0].body.bytes()->data());
}

TEST(bundle_bytes, of_modules_whose_modules_get_other_indices) {
  const TestFolder folder({{"main.wasm", binary(R"((module
                              (import "one" (module $ONE (export "n" (func (param i32)))))
                              (module $OTHER)
                              (instance $one (instantiate $ONE)) (instance (instantiate $OTHER))
                              (func (export "main") (call (func $one "n") (i32.const 1)))))")},
                           {"one.wasm", binary(std::string("(module ") + code + ")")}});
  const BundlePlan plan = plan_of(folder);
  const Module module = bundle(plan);
  ASSERT_EQ(module.funcs.size(), 1u);
  EXPECT_EQ(module.funcs[0].body.bytes()->data(), plan.nodes[0].file->module.funcs[0].body.bytes()->data());
}

}  // namespace
}  // namespace modlink::transform
