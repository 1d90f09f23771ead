// The codes of errors: short names that stay. docs/errors.md
#include "wast/syntax/error_code.h"

#include <algorithm>

#include "wast/syntax/concat.h"

namespace modlink {

namespace {

struct ErrorWords {
  std::string_view code;
  std::string_view words;
};

constexpr ErrorWords error_words[] = {
#define ERROR_CODE(code, words) {code, words},
#include "wast/syntax/error_codes.def"
};

// All but those that are no errors of their own: beyond these two the call stack is exhausted, which is a trap.
constexpr std::string_view stack_limits[] = {"stack_slots", "activations"};
constexpr std::string_view limit_names[] = {
#define LIMIT(name, ...) #name,
#include "wast/syntax/implementation_limits.def"
};

constexpr bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// Not in the middle of a word: "unknown type" is not what "unknown typed" begins with.
bool begins_with(std::string_view message, std::string_view words) {
  if (message.substr(0, words.size()) != words) return false;
  return message.size() == words.size() || !is_of_word(message[words.size()]);
}

std::string code_of_limit(std::string_view name) {
  std::string code = "limit-";
  code += name;
  std::replace(code.begin(), code.end(), '_', '-');
  return code;
}

}  // namespace

std::string error_code(std::string_view message) {
  ErrorWords best;
  for (const ErrorWords& row : error_words) {
    if (row.words.size() > best.words.size() && begins_with(message, row.words)) best = row;
  }
  return std::string(best.code);
}

std::string limit_code(std::string_view message) {
  constexpr std::string_view option = "--limit ";
  const std::size_t begin = message.find(option);
  const std::string_view named = begin == message.npos ? std::string_view() : message.substr(begin + option.size());
  const std::string_view name = named.substr(0, named.find_first_of(")`"));
  const bool is_known = std::find(std::begin(limit_names), std::end(limit_names), name) != std::end(limit_names);
  return is_known ? code_of_limit(name) : error_code(message);
}

std::string with_code(std::string_view message, std::string_view code) {
  return code.empty() ? std::string(message) : concat(message, " [", code, ']');
}

std::vector<std::string_view> words_of_error(std::string_view code) {
  std::vector<std::string_view> result;
  for (const ErrorWords& row : error_words) {
    if (row.code == code) result.push_back(row.words);
  }
  return result;
}

std::vector<std::string> error_codes() {
  std::vector<std::string> result;
  for (const ErrorWords& row : error_words) {
    if (std::find(result.begin(), result.end(), row.code) == result.end()) result.emplace_back(row.code);
  }
  for (const std::string_view name : limit_names) {
    const bool is_trap = std::find(std::begin(stack_limits), std::end(stack_limits), name) != std::end(stack_limits);
    if (!is_trap) result.push_back(code_of_limit(name));
  }
  return result;
}

}  // namespace modlink
