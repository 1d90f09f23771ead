// Command lines: options, subcommands, `--help` and `--version`.
#include "tools/cli/command_line.h"

#include <gtest/gtest.h>

#include "tools/cli/execution_options.h"
#include "tools/cli/language_options.h"

namespace modlink::cli {
namespace {

// What is said of a line of options, of every sort that there is.
std::string complaint(const std::string& words) {
  struct {
    std::string word;
    std::vector<std::string> words;
    std::optional<std::string> may_be_word;
    unsigned number = 1;
    std::optional<std::uint64_t> may_be_number;
    bool flag = false;
    Allowance allowance;
    Language language;
    Listings listings;
  } values;
  const auto add = [&](Command command) {
    command.add_option("-o,--output", values.word, "");
    command.add_option("--each", values.words, "").takes_one_each();
    command.add_option("--invoke", values.may_be_word, "");
    command.add_option("-j,--jobs", values.number, "").positive();
    command.add_option("--seed", values.may_be_number, "");
    command.add_each(
        "--set-each", [](const std::string&) {}, "");
    command.add_number_by_name(
        "--exports", {{"a", 1}, {"b", 2}, {"c", 3}}, [](int) {}, "");
    command.add_option("--form", values.word, "").one_of({"text"});
    command.add_flag("--flag", values.flag, "");
    add_execution_options(command, values.allowance, "it");
    add_language_options(command, values.language, values.listings);
    add_hash_seed(command);
  };
  try {
    parse_words(words, add);
    return {};
  } catch (const Failure& failure) {
    return failure.text();
  }
}

TEST(command_line, says_what_is_wrong_with_numbers) {
  for (const std::string option : {"--seed", "--fuel", "--hash-seed"}) {
    EXPECT_EQ(complaint(option + " 18446744073709551615"), "");
    EXPECT_EQ(complaint(option + " 0xffffffffffffffff"), "");
    for (const std::string large : {"18446744073709551616", "0x10000000000000000"}) {
      EXPECT_EQ(complaint(option + " " + large),
                option + ": `" + large + "` is too large: at most 18446744073709551615");
    }
    for (const std::string bad : {"1.5", "x", "0x", "1e3", "18446744073709551616x", "99999999999999999999."}) {
      EXPECT_EQ(complaint(option + " " + bad), option + ": `" + bad + "` is no natural number");
    }
  }
  EXPECT_EQ(complaint("--jobs 4294967295"), "");
  EXPECT_EQ(complaint("--jobs 4294967296"), "--jobs: `4294967296` is too large: at most 4294967295");
  EXPECT_EQ(complaint("--jobs 0"), "--jobs: 0 is too small");
  EXPECT_EQ(complaint("--limit locals=18446744073709551616"),
            "--limit: `locals`: `18446744073709551616` is too large: at most 18446744073709551615");
  EXPECT_EQ(complaint("--limit module_nesting=18446744073709551616"),
            "--limit: `module_nesting`: `18446744073709551616` is too large: at most 1000");
  EXPECT_EQ(complaint("--limit locals=x"), "--limit: `locals`: `x` is no natural number");
}

TEST(command_line, says_which_words_it_expects) {
  EXPECT_EQ(complaint("--exports d"), "--exports: `d`: expected a, b or c");
  EXPECT_EQ(complaint("--exports 1"), "--exports: `1`: expected a, b or c");
  EXPECT_EQ(complaint("--exports \x1b"), "--exports: `\\1b`: expected a, b or c");
  EXPECT_EQ(complaint("--form b"), "--form: `b`: expected text");
  EXPECT_EQ(complaint("--form text"), "");
}

TEST(command_line, says_which_option_is_given_too_often) {
  for (const std::string option : {"--output a", "--invoke a", "--jobs 1", "--seed 1", "--exports a", "--fuel 1",
                                   "--timeout 1", "--hash-seed 1"}) {
    EXPECT_EQ(complaint(option), "");
    EXPECT_EQ(complaint(option + " " + option), option.substr(0, option.find(' ')) + ": given twice");
  }
  EXPECT_EQ(complaint("-o a --output b -o c"), "--output: given 3 times");
  for (const std::string option :
       {"--each a", "--set-each a", "--flag", "--limit locals=1", "--enable threads", "--features all"}) {
    EXPECT_EQ(complaint(option + " " + option), "");
  }
}

}  // namespace
}  // namespace modlink::cli
