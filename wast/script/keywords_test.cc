// Tests of the lists of keywords against what the parsers ask for.
#include "wast/script/keywords.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

#include "wast/text/cursor.h"

namespace modlink::script {
namespace {

// The words that the sources in a folder look for: `at_form("rec")`, `form == "wait"`.
std::set<std::string> words_of_parser(const std::string& folder) {
  const std::regex asked(R"re((?:(?:at|accept|expect)_(?:keyword|form)\(|form == )"([^"]*)")re");
  std::set<std::string> words;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(MODLINK_SOURCE_DIR) + "/wast/" + folder)) {
    if (entry.path().extension() != ".cc" || entry.path().stem().string().ends_with("_test")) continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      for (std::sregex_iterator it(line.begin(), line.end(), asked), end; it != end; ++it) words.insert((*it)[1]);
    }
  }
  return words;
}

TEST(keywords, what_modules_have_is_known) {
  const std::set<std::string> words = words_of_parser("text");
  EXPECT_TRUE(words.count("instantiate"));
  for (const std::string& word : words) EXPECT_TRUE(text::is_known_keyword(word)) << word;
}

TEST(keywords, what_scripts_have_is_known_or_in_their_list) {
  const std::set<std::string> words = words_of_parser("script");
  EXPECT_TRUE(words.count("register"));
  for (const std::string& word : words) {
    const bool listed = std::binary_search(std::begin(keywords), std::end(keywords), word);
    EXPECT_TRUE(listed || text::is_known_keyword(word)) << word;
  }
}

TEST(keywords, nothing_is_listed_twice) {
  for (const std::string_view word : keywords) EXPECT_FALSE(text::is_known_keyword(word)) << word;
}

}  // namespace
}  // namespace modlink::script
