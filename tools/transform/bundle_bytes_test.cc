// Bundling keeps the bytes of functions.
#include <gmock/gmock.h>

#include <algorithm>

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

// The last type, of two, is behind the instance.
std::string with_types_behind(const std::string& wat) {
  Module module = parse_module(std::make_shared<const Source>("test.wat", wat, Source::Kind::text), {}, {});
  std::vector<Definition>& definitions = module.definitions;
  std::rotate(definitions.begin() + 1, definitions.begin() + 2, definitions.end());
  const Bytes bytes = encode_module(module);
  return {bytes.begin(), bytes.end()};
}

TEST(bundle_bytes, no_import_is_added_before_types) {
  const char main[] = R"((module (type (module)) (type (func (param i32))) (import "one" (module $ONE (type 0)))
                            (instance (instantiate $ONE)) (func (type 1))))";
  const Files files{{"main.wasm", with_types_behind(main)},
                    {"one.wasm", binary("(module (import \"two\" (module)))")},
                    {"two.wasm", binary("(module)")}};
  const TestFolder folder(files);
  Resolver resolver({});
  BundleOptions options;
  EXPECT_EQ(bundle(plan_bundle(resolver.open(folder.path("main.wasm")), resolver, options)).funcs.size(), 1u);
  options.keep = {"two"};
  const BundlePlan plan = plan_bundle(resolver.open(folder.path("main.wasm")), resolver, options);
  try {
    bundle(plan);
    FAIL();
  } catch (const cli::Failure& failure) {
    EXPECT_THAT(failure.text(),
                testing::HasSubstr("no import can be added to a module that has types behind instances"));
  }
}

}  // namespace
}  // namespace modlink::transform
