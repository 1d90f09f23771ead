// Patterns that users give.
#include "tools/cli/pattern.h"

#ifndef MODLINK_NO_PATTERNS
#include <re2/re2.h>
#endif

#include <memory>

#include "tools/cli/command_line.h"
#include "wast/syntax/identifiers.h"

namespace modlink::cli {

#ifdef MODLINK_NO_PATTERNS

// Where there is no RE2, nothing has a pattern.
Pattern compile_pattern(const std::string&) { throw Failure(Status::usage, "patterns are not in this build"); }
std::string quoted_pattern(const std::string& text) { return text; }

#else

Pattern compile_pattern(const std::string& text) {
  const auto pattern = std::make_shared<const RE2>(text, RE2::Quiet);
  if (!pattern->ok()) throw Failure(Status::failed, shown(pattern->error()));
  return [pattern](std::string_view name) {
    return RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), *pattern);
  };
}

std::string quoted_pattern(const std::string& text) {
  std::string result = RE2::QuoteMeta(text);
  RE2::GlobalReplace(&result, R"(\\ )", " ");
  return result;
}

#endif

Pattern parse_pattern(const std::string& option, const std::string& text) {
  try {
    return compile_pattern(text);
  } catch (const Failure& failure) {
    refuse(option, failure.message);
  }
}

}  // namespace modlink::cli
