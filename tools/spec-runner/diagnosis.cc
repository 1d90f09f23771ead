// A failed directive, in words.
#include "tools/spec-runner/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/color.h"

namespace modlink::runner {

namespace {

std::string describe_inner(const SourcePtr& script, const Failure& failure) {
  if (!failure.source || failure.source == script || failure.pos == no_pos) return {};
  return failure.source->diagnose(failure.pos, failure.found);
}

// What Source::diagnose has below the message.
std::string excerpt_of(const SourcePtr& source, Pos pos) {
  const std::string text = source->diagnose(pos, {});
  return text.substr(std::min(text.find('\n'), text.size()));
}

}  // namespace

Diagnosis diagnose(const SourcePtr& source, Pos pos, const std::string& keyword, const Failure& failure) {
  const bool exact = failure.source == source && failure.pos != no_pos;
  const Pos at = exact ? failure.pos : pos;
  const std::string message =
      failure.status == Status::usage ? failure.message : fmt::format("{} failed: {}", keyword, failure.message);
  Diagnosis result{
      source->describe(at), message,       excerpt_of(source, at),         {}, failure.expected, failure.found,
      failure.code,         failure.stack, describe_inner(source, failure)};
  if (exact && source->locate(failure.pos).line != source->locate(pos).line) {
    result.context = fmt::format("in the {} at {}", keyword, source->describe(pos));
  }
  return result;
}

std::string print(const Diagnosis& diagnosis, bool colored) {
  using cli::Color;
  using cli::painted;
  std::string result = fmt::format("{} {}{}\n", painted(diagnosis.place + ":", Color::bold, colored),
                                   painted(diagnosis.message, Color::red, colored), diagnosis.excerpt);
  if (!diagnosis.context.empty()) result += fmt::format("  {}\n", diagnosis.context);
  if (!diagnosis.expected.empty()) {
    result += fmt::format("  expected: {}\n  found:    {}\n", painted(diagnosis.expected, Color::green, colored),
                          painted(diagnosis.found, Color::red, colored));
  }
  if (!diagnosis.code.empty()) result += fmt::format("  code:     {}\n", diagnosis.code);
  if (!diagnosis.stack.empty()) result += diagnosis.stack.substr(1) + "\n";
  if (!diagnosis.inner.empty()) result += diagnosis.inner + "\n";
  return result;
}

}  // namespace modlink::runner
