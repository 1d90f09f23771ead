// Whether messages and stages are as a script expects.
#include "tools/spec-runner/expectations.h"

#include <fmt/format.h>

#include "tools/cli/pattern.h"
#include "tools/spec-runner/failure.h"

namespace modlink::runner {

namespace {

bool match_expected_pattern(const std::string& message, const std::string& expected) {
  try {
    return cli::compile_pattern(expected)(message);
  } catch (const cli::Failure& failure) {
    throw Failure(fmt::format("the expected message is no pattern: {}", failure.message));
  }
}

bool is_rejection(End::Kind kind) {
  return kind == End::Kind::malformed || kind == End::Kind::invalid || kind == End::Kind::rejected;
}

bool is_uninstantiable(End::Kind kind) { return kind == End::Kind::unlinkable || kind == End::Kind::trap; }

}  // namespace

bool match_message(cli::Messages messages, const std::string& message, const std::string& expected) {
  switch (messages) {
    case cli::Messages::prefix: return message.compare(0, expected.size(), expected) == 0;
    case cli::Messages::contains: return message.find(expected) != std::string::npos;
    case cli::Messages::regex: return match_expected_pattern(message, expected);
    case cli::Messages::ignore: return true;
  }
  return false;
}

bool match_end(cli::Stages stages, End::Kind end, End::Kind expected) {
  if (end == expected) return true;
  const bool lenient = stages == cli::Stages::lenient;
  if (is_rejection(end) && is_rejection(expected)) return lenient || end == End::Kind::rejected;
  return lenient && is_uninstantiable(end) && is_uninstantiable(expected);
}

}  // namespace modlink::runner
