// Whether a source defines what a page says it does: no parser, but it knows a definition from a call.
#include "tools/spec-pages/definitions.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace modlink::spec_pages {

namespace {

using View = std::string_view;

bool is_word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }
bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string without_comments(View content) {
  std::string result;
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const View line = content.substr(0, end);
    result.append(line.substr(0, line.find("//"))).append("\n");
    content.remove_prefix(std::min(end + 1, content.size()));
  }
  return result;
}

// What stands before and behind, without blanks.
View before(View content, std::size_t at) {
  while (at > 0 && is_blank(content[at - 1])) --at;
  return content.substr(0, at);
}
View behind(View content, std::size_t at) {
  while (at < content.size() && is_blank(content[at])) ++at;
  return content.substr(at);
}

View last_word(View content) {
  std::size_t begin = content.size();
  while (begin > 0 && is_word_char(content[begin - 1])) --begin;
  return content.substr(begin);
}

template <std::size_t n>
bool is_one_of(View word, const std::array<View, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Whether `content` ends as what stands before a name that is declared: with a type, or a scope.
bool ends_in_type(View content) {
  static constexpr std::array<View, 7> no_types{"return", "throw", "else", "case", "do", "co_return", "new"};
  if (content.empty()) return false;
  const char last = content.back();
  if (is_word_char(last)) return !is_one_of(last_word(content), no_types);
  return last == '>' || last == '*' || last == '&' || (last == ':' && content.size() > 1 && content.end()[-2] == ':');
}

// Behind the `)` that closes the `(` at the beginning.
View behind_parentheses(View content) {
  int depth = 0;
  for (std::size_t i = 0; i < content.size(); ++i) {
    depth += content[i] == '(' ? 1 : content[i] == ')' ? -1 : 0;
    if (depth == 0) return content.substr(i + 1);
  }
  return {};
}

// What may stand between the parameters of a function and its body.
View behind_qualifiers(View content) {
  static constexpr std::array<View, 5> qualifiers{"const", "noexcept", "override", "final", "try"};
  for (;;) {
    content = behind(content, 0);
    const std::size_t end = std::find_if_not(content.begin(), content.end(), is_word_char) - content.begin();
    if (!is_one_of(content.substr(0, end), qualifiers)) return content;
    content.remove_prefix(end);
  }
}

// `rest` begins behind the name.
bool is_definition(View start, View rest) {
  static constexpr std::array<View, 6> keywords{"struct", "class", "enum", "union", "concept", "using"};
  if (is_one_of(last_word(start), keywords)) return true;
  if (!ends_in_type(start) || rest.empty()) return false;
  if (rest[0] != '(') return rest[0] == ';' || rest[0] == '=' || rest[0] == '{';
  const View end = behind_qualifiers(behind_parentheses(rest));
  return !end.empty() && (end[0] == '{' || end[0] == ';' || end[0] == ':');
}

}  // namespace

bool defines(const std::string& file, View content, View name) {
  const std::string extension = file.substr(std::min(file.rfind('.'), file.size()));
  const bool is_cpp = extension == ".cc" || extension == ".h";
  const std::string code = is_cpp ? without_comments(content) : std::string(content);
  const View all = code;
  for (std::size_t at = 0; (at = all.find(name, at)) != all.npos; at += name.size()) {
    const std::size_t end = at + name.size();
    const bool is_word = (at == 0 || !is_word_char(all[at - 1])) && (end == all.size() || !is_word_char(all[end]));
    if (is_word && (!is_cpp || is_definition(before(all, at), behind(all, end)))) return true;
  }
  return false;
}

}  // namespace modlink::spec_pages
