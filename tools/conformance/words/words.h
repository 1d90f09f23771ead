// The words that scripts may expect of an engine's messages. spec-tests/README.md lists them: under a heading that
// names an assertion, "### `assert_invalid`", each row of a table has words in backquotes in its first column.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wast/syntax/source.h"

namespace modlink::conformance {

class Words {
 public:
  // Reads the lists of a page.
  Words(const std::string& file, std::string_view page);
  // Compares what the assertions of a script expect. It may use any feature there is.
  void add_script(const SourcePtr& script);

  bool empty() const { return words_.empty(); }
  // What scripts expect that is not in the list of their assertion, and what is listed that no script expects: a line
  // each, "place: what".
  std::vector<std::string> problems() const;

 private:
  struct Word {
    std::string place;
    bool used = false;
  };

  void check(const SourcePtr& script, Pos pos, const std::string& assertion, const std::string& message);

  std::map<std::string, std::map<std::string, Word, std::less<>>> words_;  // by assertion
  std::vector<std::string> problems_;
};

}  // namespace modlink::conformance
