// What the annotations of the text say about names, custom sections and branches. spec: appendix/custom; the branch
// hinting proposal
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "wast/syntax/features.h"
#include "wast/syntax/module.h"
#include "wast/text/cursor.h"
#include "wast/text/placement.h"

namespace modlink::text {

// The annotations of one outermost module and of those nested in it. What is wrong with them never makes a module
// malformed: the first error is kept, and the annotation ignored.
class Annotations {
 public:
  Annotations() = default;
  // Those before the tokens from the cursor on, up to and including `end`. Where the feature is off, any annotation or
  // quoted identifier is malformed.
  Annotations(const Cursor& cursor, std::size_t end, const Features& features);

  bool empty() const { return begin_ == end_; }

  // The name that an annotation right before a token gives to what is bound there: a token behind its identifier, or
  // behind its keyword if it has none. `what` is the word of "@name annotation: multiple function".
  std::optional<Name> take_name(std::size_t token, const char* what);

  // The annotations other than names that stand before the tokens from `begin` to `end`.
  std::vector<const Annotation*> others(std::size_t begin, std::size_t end) const;

  // Adds what an annotation in the middle of a module's fields says to `customs`, in one of its `places`.
  void add_custom(const Annotation& annotation, const Places& places, std::vector<PlacedCustom>& customs);

  // Adds hints, which stand inside functions, to the instructions of `module` that they precede.
  void add_hints(const std::vector<const Annotation*>& hints, Module& module);

  // Says that an annotation other than a name stands where it may.
  void take(const Annotation& annotation) { taken_[static_cast<std::size_t>(&annotation - begin_)] = true; }

  // Once everything is parsed. What nothing has taken is misplaced.
  std::optional<Error> first_error();

 private:
  void report(Stage stage, Pos pos, std::string message);
  std::optional<Name> parse_name(const Annotation& annotation);
  std::optional<bool> parse_hint(const Annotation& annotation);
  Token target(const Annotation& annotation) const;

  const Tokens* tokens_ = nullptr;
  const Annotation* begin_ = nullptr;
  const Annotation* end_ = nullptr;
  std::vector<bool> taken_;
  std::optional<Error> error_;
};

}  // namespace modlink::text
