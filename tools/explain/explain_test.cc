#include "tools/explain/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tools/explain/places.h"
#include "wast/syntax/error_code.h"

namespace modlink::explain {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using testing::UnorderedElementsAreArray;

const std::filesystem::path root = MODLINK_SOURCE_DIR;

std::string read(const std::filesystem::path& path) {
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  return content.str();
}

std::vector<Explanation> explanations() {
  std::vector<Explanation> result;
  for (const Chapter& chapter : chapters()) {
    result.insert(result.end(), chapter.explanations.begin(), chapter.explanations.end());
  }
  return result;
}

// Calls `check` with each place that an explanation names, and the code.
template <class Check>
void for_each_place(Place::Kind kind, Check check) {
  for (const Explanation& explanation : explanations()) {
    for (const Place& place : places_of(explanation.places)) {
      if (place.kind == kind) check(place, explanation.code);
    }
  }
}

TEST(explain, each_code_has_an_explanation_and_each_explanation_a_code) {
  std::vector<std::string> explained;
  for (const Explanation& explanation : explanations()) explained.push_back(explanation.code);
  EXPECT_THAT(explained, UnorderedElementsAreArray(error_codes()));
}

TEST(explain, each_code_has_a_rule_a_place_and_both_examples) {
  for (const Explanation& explanation : explanations()) {
    EXPECT_NE(explanation.rule, "") << explanation.code;
    EXPECT_NE(explanation.places, "") << explanation.code;
    EXPECT_NE(explanation.failing, "") << explanation.code;
    EXPECT_NE(explanation.fixed, "") << explanation.code;
    EXPECT_NE(explanation.failing, explanation.fixed) << explanation.code;
  }
}

TEST(explain, places_are_well_formed) {
  for_each_place(Place::Kind::ill_formed, [](const Place&, const std::string& code) { ADD_FAILURE() << code; });
}

TEST(explain, rules_are_there) {
  for_each_place(Place::Kind::rule, [](const Place& place, const std::string& code) {
    const std::string rules = read(root / "spec-tests/rules" / (place.file + ".txt"));
    EXPECT_THAT("\n" + rules, HasSubstr("\n" + place.anchor + " |")) << code;
  });
}

TEST(explain, decisions_are_there) {
  const std::string page = read(root / "docs/decisions.md");
  for_each_place(Place::Kind::decision, [&](const Place& place, const std::string& code) {
    EXPECT_THAT(page, HasSubstr("**" + place.anchor + ". ")) << code;
  });
}

// The anchors of the titles of a page.
std::set<std::string> anchors_of(const std::filesystem::path& path) {
  std::set<std::string> result;
  std::ifstream lines(path);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind('#', 0) == 0) result.insert(html_anchor(line.substr(std::min(line.find(' '), line.size()))));
  }
  return result;
}

TEST(explain, pages_are_there) {
  for_each_place(Place::Kind::page, [](const Place& place, const std::string& code) {
    EXPECT_TRUE(std::filesystem::exists(root / place.file)) << code << ": " << place.file;
    const bool is_there = place.anchor.empty() || anchors_of(root / place.file).count(place.anchor) > 0;
    EXPECT_TRUE(is_there) << code << ": " << place.anchor;
  });
}

// Runs where the sources of the specifications are: $MODLINK_SPECIFICATIONS/core and /module-linking.
TEST(explain, anchors_of_the_specifications_are_there) {
  const char* const folder = std::getenv("MODLINK_SPECIFICATIONS");
  if (!folder) GTEST_SKIP() << "MODLINK_SPECIFICATIONS is not set";
  for_each_place(Place::Kind::core, [&](const Place& place, const std::string& code) {
    const std::string page = read(std::filesystem::path(folder) / "core" / (place.file + ".rst"));
    EXPECT_THAT(page, HasSubstr(".. _" + place.anchor + ":")) << code << ": " << place.file;
  });
  for_each_place(Place::Kind::chapter, [&](const Place& place, const std::string& code) {
    const auto anchors = anchors_of(std::filesystem::path(folder) / "module-linking" / place.file);
    EXPECT_EQ(anchors.count(place.anchor), 1u) << code << ": " << place.file << "#" << place.anchor;
  });
}

TEST(explain, prints_rule_places_and_examples) {
  EXPECT_THAT(
      explain("duplicate-import"),
      AllOf(StartsWith("duplicate-import: duplicate import name\n\nWhere modules are linked, "),
            HasSubstr("\n  rule import-elaboration.5 (spec-tests/rules/import-elaboration.txt)\n"),
            HasSubstr("\n  decision D8 (docs/decisions.md)\n"),
            HasSubstr("\nThis fails:\n\n  (module definition\n    (import "),
            HasSubstr("\nThis does not:\n\n  (module definition\n"), HasSubstr("To try it: spec-runner FILE\n")));
  EXPECT_THAT(explain("unreachable"),
              HasSubstr("  core specification: https://webassembly.github.io/spec/core/exec/instructions.html"
                        "#exec-unreachable\n"));
  EXPECT_EQ(explain("limit_type_comparisons"), explain("limit-type-comparisons"));
  EXPECT_EQ(explain("no-such-code"), "");
}

TEST(explain, lists_all_codes_with_their_words) {
  const std::string list = list_codes();
  for (const std::string& code : error_codes()) EXPECT_THAT(list, HasSubstr("\n  " + code + " ")) << code;
  EXPECT_THAT(list, HasSubstr("  type-mismatch                    type mismatch\n"));
}

TEST(explain, knows_which_code_was_meant) {
  EXPECT_EQ(nearest_code("type-missmatch"), "type-mismatch");
  EXPECT_EQ(nearest_code("zzzzzzzz"), "");
}

TEST(places, anchors_are_as_in_html) {
  EXPECT_EQ(html_anchor("exec-ref.as_non_null"), "exec-ref-as-non-null");
  EXPECT_EQ(html_anchor("Breaking change?!"), "breaking-change");
}

TEST(places, what_has_no_form_is_ill_formed) {
  for (const char* const text : {"core", "nested-modules", "nested-modules.x", "D", "Dx", "somewhere"})
    EXPECT_EQ(places_of(text).at(0).kind, Place::Kind::ill_formed) << text;
}

}  // namespace
}  // namespace modlink::explain
