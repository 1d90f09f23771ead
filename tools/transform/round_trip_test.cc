// Bundling and splitting undo each other: what comes out behaves like what went in.
#include <gmock/gmock.h>

#include <functional>

#include "tools/files/failure.h"
#include "tools/generate/graph.h"
#include "tools/transform/test_behaviour.h"
#include "tools/transform/test_round_trip.h"

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

std::string text_or_failure(const std::function<Module()>& make) {
  try {
    return print_module(make());
  } catch (const cli::Failure& failure) {
    return failure.text();
  } catch (const Error& error) {
    return error.diagnose();
  }
}

Module parsed(const std::string& wat) {
  return parse_module(std::make_shared<Source>("test.wat", wat, Source::Kind::text), {}, {});
}

std::string round_trip(const std::string& wat, bool binary) {
  return text_or_failure([&] { return split_and_bundled(parsed(wat), binary); });
}

void expect_round_trip(const std::string& path, const std::string& expected) {
  const std::string file = std::string(MODLINK_SOURCE_DIR "/examples/") + path;
  const std::string bundle = text_or_failure([&] { return bundled_file(file); });
  EXPECT_THAT(behaviour_of(bundle), testing::HasSubstr(expected));
  const std::string again = round_trip(bundle, false);
  EXPECT_EQ(behaviour_of(again), behaviour_of(bundle));
  // Nothing is left to change after the first time.
  EXPECT_EQ(round_trip(again, false), again);
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
    const Split parts = split(parsed(wat), {});
    files += parts.files.size();
    kept += parts.kept.size();
    const std::string result = round_trip(wat, seed % 2 == 1);
    ASSERT_EQ(result.substr(0, 7), "(module") << "seed " << seed << ": " << result;
    ASSERT_EQ(behaviour_of(result), behaviour_of(wat)) << "seed " << seed;
  }
  EXPECT_GT(files, 100u);
  EXPECT_GT(kept, 3u);
}

}  // namespace
}  // namespace modlink::transform
