// Many modules in modlink and in its peers.
#include <gmock/gmock.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/peers/compare.h"
#include "tools/peers/peer.h"
#include "tools/peers/support_module.h"
#include "validator/validate.h"

namespace modlink::peers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* same_engine = MODLINK_BINARY_DIR "/bin/modlink oracle --batch";
constexpr const char* other_engine =
    MODLINK_BINARY_DIR "/bin/modlink oracle --batch | sed -u 's/bytes [0-9a-f]*/bytes 0/; s/\"valid\"/\"invalid\"/'";

class peers_of : public testing::Test {
 protected:
  peers_of() {
    options_.count = 4;
    options_.engine = same_engine;
    options_.folder = testing::TempDir() + "modlink.peers";
  }
  ~peers_of() override { std::filesystem::remove_all(options_.folder); }

  Options options_;
  cli::Language language_;
};

TEST_F(peers_of, smith_never_differ_from_themselves) {
  std::string missing;
  const cli::Language language = language_of(same_engine, missing);
  EXPECT_EQ(missing, "");
  const Report report = compare_smith(options_, language);
  EXPECT_THAT(report.differences, IsEmpty());
  EXPECT_EQ(report.figures.at("modules"), 4u);
  EXPECT_GT(report.figures.at("answers compared with the peer"), 10u);
}

TEST_F(peers_of, verdicts_are_kept_where_they_differ) {
  options_.count = 100;
  EXPECT_THAT(compare_verdicts(options_, language_).differences, IsEmpty());
  options_.engine = other_engine;
  const Report report = compare_verdicts(options_, language_);
  ASSERT_FALSE(report.differences.empty());
  EXPECT_THAT(report.differences[0], HasSubstr("modlink: valid"));
  EXPECT_FALSE(std::filesystem::is_empty(options_.folder));
}

TEST_F(peers_of, a_peer_that_is_not_there_is_a_failure) {
  std::string missing;
  EXPECT_THROW(language_of("false", missing), cli::Failure);
}

TEST_F(peers_of, binaryen_get_what_they_import) {
  const Module importer = cli::read_module(cli::make_source("m.wat", R"((module
      (type $r (func (param i32 f64 v128 externref) (result v128 (ref func) i32)))
      (import "fuzzing-support" "log" (func (type $r)))
      (import "fuzzing-support" "throw" (func (param i32)))
      (import "fuzzing-support" "tag" (tag (param i64)))
      (import "fuzzing-support" "table" (table 3 funcref))
      (import "fuzzing-support" "memory" (memory 1))
      (import "fuzzing-support" "g" (global (mut f32)))
      (import "other" "f" (func))))"),
                                           language_);
  const ValidModulePtr made =
      validate(support_module(importer), std::make_shared<TypeStore>(), language_.features, language_.limits);
  EXPECT_EQ(made->instance_type->exports.entries().size(), 7u);
}

TEST_F(peers_of, binaryen_has_threads_off_and_on) {
  const std::string log = options_.folder + "/log";
  const std::string module = options_.folder + "/empty.wasm";
  cli::write_file(module, std::string("\0asm\1\0\0\0", 8));
  options_.wasm_opt =
      "log='" + log + "' module='" + module +
      R"('; run() { echo "$*" >> "$log"; while [ "$1" != -o ]; do shift; done; cp "$module" "$2"; }; run)";
  EXPECT_THAT(compare_binaryen(options_, language_).differences, IsEmpty());
  std::istringstream lines(cli::read_file(log));
  std::vector<bool> has_threads;
  for (std::string line; std::getline(lines, line);)
    has_threads.push_back(line.find(" --enable-threads ") != line.npos);
  EXPECT_THAT(has_threads, ElementsAre(true, false, true, false));
}

}  // namespace
}  // namespace modlink::peers
