#include "tools/fuzz/corpus/corpus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace modlink::fuzz {
namespace {

using testing::HasSubstr;

TEST(corpus, each_target_has_a_file) {
  const std::filesystem::path folder = MODLINK_SOURCE_DIR "/tools/fuzz/targets";
  for (const Target& target : targets()) {
    EXPECT_TRUE(std::filesystem::exists(folder / (std::string(target.name) + ".cc"))) << target.name;
  }
}

TEST(corpus, is_different_and_of_one_form) {
  const Corpus corpus({MODLINK_SOURCE_DIR "/spec-tests/regressions"});
  const auto binaries = corpus.inputs(Form::binary, 1'000);
  EXPECT_EQ(std::set(binaries.begin(), binaries.end()).size(), binaries.size());
  EXPECT_GT(binaries.size(), 20u);
  for (const Form form : {Form::binary, Form::text, Form::module, Form::script, Form::choices}) {
    EXPECT_EQ(corpus.inputs(form, 7).size(), 7u);
  }
}

TEST(corpus, dictionaries_have_the_words_of_the_tables) {
  EXPECT_THAT(dictionary(Form::binary), HasSubstr("\"\\x00asm\\x01\\x00\\x00\\x00\"\n"));
  EXPECT_THAT(dictionary(Form::text), HasSubstr("\"i32.add\"\n"));
  EXPECT_THAT(dictionary(Form::text), HasSubstr("\"instantiate\"\n"));
  EXPECT_THAT(dictionary(Form::script), HasSubstr("\"assert_return\"\n"));
  EXPECT_EQ(dictionary(Form::choices), "");
}

}  // namespace
}  // namespace modlink::fuzz
