// Which rule of the proposal has which tests. The rules are lines of spec-tests/rules/*.txt, the tests say in a comment
// before a directive which rules it obeys (`;; + nested-modules.3 D15`) or shows the violation of (`;; - D15`).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace modlink::conformance {

// A line that is not understood, or a rule that lacks tests.
struct Problem {
  std::string place;  // "rules/subtyping.txt:12"
  std::string message;
};

struct Test {
  std::string file;      // relative to spec-tests/
  std::size_t line = 0;  // of the directive
};

struct Rule {
  std::string id, where, text, place;
  std::vector<Test> positive, negative;
};

struct Chapter {
  std::string name;
  std::vector<Rule> rules;
};

class Coverage {
 public:
  // Reads `ID | where | rule` lines of a chapter. IDs are `chapter.N`, in the chapter `decisions` `DN`.
  void add_rules(const std::string& chapter, const std::string& file, std::string_view content);
  // Reads the tags of a script. All rules must have been added.
  void add_script(const std::string& file, std::string_view content);

  bool empty() const { return chapters_.empty(); }
  const std::vector<Chapter>& chapters() const { return chapters_; }
  // What was not understood, and the rules without a positive or a negative test.
  std::vector<Problem> problems() const;
  // The page: per chapter its rules, and the tests of each.
  std::string to_markdown() const;

 private:
  struct Tag {
    bool positive;
    std::size_t line;
    std::string_view ids;
  };

  void add_rule(Chapter& chapter, const std::string& place, std::string_view line);
  void add_tests(const Tag& tag, const std::string& file, std::size_t line);
  void complain(const std::string& file, std::size_t line, std::string message);

  std::vector<Chapter> chapters_;
  std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> rules_;  // by ID: chapter and place in it
  std::vector<Problem> problems_;
};

}  // namespace modlink::conformance
