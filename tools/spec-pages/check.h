// What is wrong with pages of docs/spec: rules that cite nothing, or what is not there, and what no rule cites.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tools/spec-pages/page.h"

namespace modlink::spec_pages {

// The repository, and the documents of the specifications where they are at hand.
struct Sources {
  std::filesystem::path root;
  std::optional<std::filesystem::path> specifications;  // with core/ and module-linking/
};

// The IDs of spec-tests/rules, and the numbers of docs/decisions.md.
std::set<std::string> test_rules(const Sources& sources);
std::set<std::string> decisions(const Sources& sources);

// The pages of docs/spec.
std::vector<Page> read_pages(const Sources& sources);

// What is wrong with each page for itself: lines that a rule or a question lacks, citations and links that lead to
// nothing, and formulas that could not be shown. Titles and labels of the specifications are looked up where these are
// at hand.
std::vector<Problem> check_pages(const std::vector<Page>& pages, const Sources& sources);

// What is wrong with all of them together: names that two rules have, rules that the index in README.md lacks, IDs of
// spec-tests/rules that no rule cites, and decisions without a question.
std::vector<Problem> check_completeness(const std::vector<Page>& pages, const Sources& sources);

}  // namespace modlink::spec_pages
