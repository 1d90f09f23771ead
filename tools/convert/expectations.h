// New expectations in the place of old ones, with every other byte of the script as it was.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wast/script/script.h"
#include "wast/text/lexer.h"

namespace modlink::convert {

// What stands from `begin` to `end` is replaced by `text`.
struct Edit {
  Pos begin = 0;
  Pos end = 0;
  std::string text;
};

// A text after some edits, which do not overlap, in any order.
std::string apply(std::string_view text, std::vector<Edit> edits);

// Where directives of one script say what they expect.
class Expectations {
 public:
  // The source of a script.
  explicit Expectations(SourcePtr source);

  // The assert_return at a position, with other results: one pattern each, or nothing where the one that is there may
  // stay. If there are other than so many patterns all are replaced, and all have to be given. False where no
  // assert_return stands, as where it is one of the older `assert_return_nan`.
  bool replace_results(Pos directive, const std::vector<std::optional<std::string>>& patterns);
  // Any assertion with a message, with another one.
  bool replace_message(Pos directive, const std::string& message);

  bool has_changes() const { return !edits_.empty(); }
  // The script as it is to be.
  std::string text() const { return apply(source_->content(), edits_); }

 private:
  std::optional<std::size_t> find(Pos directive) const;
  std::size_t last_in(std::size_t left) const;

  SourcePtr source_;
  text::Tokens tokens_;
  std::vector<Edit> edits_;
};

}  // namespace modlink::convert
