// Every message begins with words that have a code. docs/errors.md
#include <gtest/gtest.h>

#include <regex>

#include "tools/house/test_house.h"
#include "wast/syntax/error_code.h"

namespace modlink::house {
namespace {

// Without comments.
std::string content_of(const std::string& file) {
  std::string content;
  for (const std::string& line : lines_of(root / file)) content += line.substr(0, line.find("//")) + "\n";
  return content;
}

bool is_core(const std::string& file) { return file.rfind("tools/", 0) != 0 && !is_of_tests(file); }

// Whether messages may begin so: with words that have a code, or with a beginning of such words, behind which something
// follows that is not known here, such as the kind of an index.
bool begins_with_words(const std::string& literal) {
  if (!error_code(literal).empty()) return true;
  for (const std::string& code : error_codes()) {
    for (const std::string_view words : words_of_error(code)) {
      if (words.substr(0, literal.size()) == literal) return true;
    }
  }
  return false;
}

struct Literal {
  std::string text;
  std::string statement;
};

// The literals that messages of errors begin with, where the code says them right there.
std::vector<Literal> messages_in(const std::string& code) {
  // A position, and then the literal, perhaps as the first part of something longer.
  static const std::regex thrown(
      R"re(\b(?:Malformed|Invalid|Unlinkable|OutOfContext|LimitExceeded|require|Outcome::limit)\(([^";]*?)(?:concat\()?"([^"\n]*)"[^;]*;)re");
  std::vector<Literal> result;
  for (std::sregex_iterator it(code.begin(), code.end(), thrown), end; it != end; ++it) {
    const std::string before = (*it)[1];
    // What has a `+` or another part before the literal begins with something else.
    const bool is_first = before.find('+') == std::string::npos && before.find("message") == std::string::npos &&
                          before.find("concat(") == std::string::npos;
    if (is_first) result.push_back({(*it)[2], it->str()});
  }
  return result;
}

// Where a limit has an option, the option is the code.
bool names_its_option(const std::string& statement) {
  return statement.find("hint()") != std::string::npos || statement.find("--limit ") != std::string::npos;
}

TEST(error_codes, messages_begin_with_words_that_have_one) {
  std::size_t count = 0;
  for (const std::string& file : sources()) {
    if (!is_core(file)) continue;
    for (const Literal& message : messages_in(content_of(file))) {
      ++count;
      if (names_its_option(message.statement)) continue;
      EXPECT_TRUE(begins_with_words(message.text))
          << file << ": no row of wast/syntax/error_codes.def has the words that this begins with: " << message.text;
    }
  }
  EXPECT_GT(count, 120u);
}

TEST(error_codes, words_of_scripts_have_one) {
  std::string assertion;
  std::size_t count = 0;
  for (const std::string& line : lines_of(root / "spec-tests/README.md")) {
    if (line.rfind("#", 0) == 0) assertion = line.rfind("### `assert_", 0) == 0 ? line : "";
    if (assertion.empty() || assertion == "### `assert_limit`" || line.rfind("| `", 0) != 0) continue;
    static const std::regex quoted("`([^`]*)`");
    const std::string cell = line.substr(0, line.find('|', 1));
    for (std::sregex_iterator it(cell.begin(), cell.end(), quoted), end; it != end; ++it, ++count)
      EXPECT_NE(error_code((*it)[1].str()), "") << assertion << ": " << it->str();
  }
  EXPECT_GT(count, 100u);
}

}  // namespace
}  // namespace modlink::house
