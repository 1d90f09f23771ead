// Pages of docs/spec: their rules and questions, and what each of those cites. docs/spec/README.md, "How to read it"
//
//   ### Rule `valid-alias-outer-type`          or   ### Question `D5`
//   …
//   - tests: `nested-modules.3`, `aliases.7`        rules of spec-tests/rules, scripts, or tests of programs
//   - code: `validator/linking.cc` `check_instance` `match_args`; `linking/linker.h` `Linker`
//   - source: Explainer, "Nested Modules"; core valid/modules#valid-import; D5
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tools/conformance/coverage/coverage.h"

namespace modlink::spec_pages {

// A place, and what is wrong there.
using Problem = conformance::Problem;

// The words in backquotes of one item: `validator/linking.cc` and the names in it that are meant.
using Citation = std::vector<std::string>;

struct Entry {
  enum class Kind { rule, question };
  Kind kind = Kind::rule;
  std::string name;
  std::string place;                  // "validation.md:12"
  std::set<std::string> paragraphs;   // by the words in bold that they begin with, without the full stop
  bool is_formal = false;             // has a formula of its own, or a piece of text
  std::vector<std::string> premises;  // as plain text: premises.h
  std::vector<Citation> tests, code;
  std::vector<std::string> sources;
};

struct Link {
  std::string place;
  std::string target;  // "text.md#rule-text-order"
};

struct Formula {
  std::string place;
  std::string text;  // as in LaTeX, without the `$`
};

struct Page {
  std::string name;
  std::vector<Entry> entries;
  std::set<std::string> anchors;  // of its titles
  std::vector<Link> links;        // those that lead to files
  std::vector<Formula> formulas;
  std::vector<Problem> problems;  // what could not be read
};

Page parse_page(const std::string& name, std::string_view content);

// The anchor that a title has where Markdown is shown: "Rule `text-order`" has `rule-text-order`.
std::string anchor_of(std::string_view title);

}  // namespace modlink::spec_pages
