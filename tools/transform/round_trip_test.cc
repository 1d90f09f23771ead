// Bundling and splitting undo each other: what comes out behaves like what went in.
#include <gmock/gmock.h>

#include "tools/files/files.h"
#include "tools/generate/graph.h"
#include "tools/transform/bundle.h"
#include "tools/transform/split.h"
#include "tools/transform/test_behaviour.h"
#include "tools/transform/test_files.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/print.h"

namespace modlink::transform {
namespace {

// A host that logs what is written to files and gives it back.
constexpr const char* files = R"((module
  (memory 1) (global $size (mut i32) (i32.const 0))
  (func (export "write") (param $file i32) (param $bytes i32) (param $count i32) (result i32)
    (i32.store (global.get $size) (local.get $bytes))
    (global.set $size (i32.add (global.get $size) (local.get $count)))
    (local.get $count))
  (func (export "read") (param $file i32) (param $position i32) (param $count i32) (result i32)
    (local $bytes i32)
    (if (i32.lt_u (local.get $position) (global.get $size))
      (then (local.set $bytes (i32.load (local.get $position)))))
    (i32.and (local.get $bytes)
             (i32.shr_u (i32.const -1) (i32.sub (i32.const 32) (i32.mul (i32.const 8) (local.get $count))))))))";

std::string behaviour_of(const std::string& wat) {
  Session session;
  session.names["wasi_file"] = &session.exports(files);
  return Behaviour(session).of(wat);
}

std::string bundled(const std::string& path) {
  try {
    Resolver resolver({});
    return print_module(bundle(plan_bundle(resolver.open(path), resolver, {})));
  } catch (const cli::Failure& failure) {
    return failure.text();
  } catch (const Error& error) {
    return error.diagnose();
  }
}

Split split_parsed(const std::string& wat) {
  return split(parse_module(std::make_shared<Source>("test.wat", wat, Source::Kind::text), {}, {}), {});
}

// Splits, writes the files as text or binary, and bundles them again.
std::string split_and_bundled(const std::string& wat, bool binary) {
  const Split parts = split_parsed(wat);
  const TestFolder folder;
  const auto write = [&](const std::string& name, const Module& module) {
    const Bytes bytes = encode_module(module);
    const std::string content = binary ? std::string(bytes.begin(), bytes.end()) : print_module(module);
    cli::write_file(folder.path(name + (binary ? ".wasm" : ".wat")), content);
  };
  for (const Split::File& file : parts.files) write(file.name, file.module);
  write("root", parts.root);
  return bundled(folder.path(binary ? "root.wasm" : "root.wat"));
}

void expect_round_trip(const std::string& path, const std::string& expected) {
  const std::string bundle = bundled(std::string(MODLINK_SOURCE_DIR "/examples/") + path);
  EXPECT_THAT(behaviour_of(bundle), testing::HasSubstr(expected));
  const std::string again = split_and_bundled(bundle, false);
  EXPECT_EQ(behaviour_of(again), behaviour_of(bundle));
  // Nothing is left to change after the first time.
  EXPECT_EQ(split_and_bundled(again, false), again);
}

TEST(round_trip, link_time_virtualization) { expect_round_trip("link-time-virtualization/parent.wat", "work: 0 0"); }

TEST(round_trip, shared_everything) {
  expect_round_trip("shared-everything/zipper.wat", "main: 0 0 6:0; 0 0 6:0; ");
  expect_round_trip("shared-everything/imgmgk.wat", "main: 0 0 3202:0; ");
  expect_round_trip("shared-everything/deployment.wat", "main: 0 0 6:0; 0 0 6:0; ");
  expect_round_trip("shared-everything/zipper-1.1.wat", "main: 0 0 1024:0; 0 0 1024:0; ");
  expect_round_trip("shared-everything/cyclic/b.wat", "run: 0 0 0:0; 0 0 1:0; ");
}

TEST(round_trip, random_graphs) {
  std::size_t files = 0;
  std::size_t kept = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const std::string wat = generate::generate_graph(seed);
    const Split parts = split_parsed(wat);
    files += parts.files.size();
    kept += parts.kept.size();
    const std::string result = split_and_bundled(wat, seed % 2 == 1);
    ASSERT_EQ(result.substr(0, 7), "(module") << "seed " << seed << ": " << result;
    ASSERT_EQ(behaviour_of(result), behaviour_of(wat)) << "seed " << seed;
  }
  EXPECT_GT(files, 100u);
  EXPECT_GT(kept, 3u);
}

}  // namespace
}  // namespace modlink::transform
