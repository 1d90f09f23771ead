// The premises of rules. docs/spec/README.md, "How to read it"
#include "tools/spec-pages/premises.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "tools/spec-pages/formulas.h"

namespace modlink::spec_pages {

namespace {

using View = std::string_view;

constexpr View fraction = "\\frac";

// What stands in the next braces: it is taken from the text, with them.
View take_group(View& text) {
  const std::size_t begin = std::min(text.find('{'), text.size());
  std::size_t end = begin;
  for (int depth = 0; end < text.size(); ++end) {
    depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
    if (depth == 0) break;
  }
  const View group = end < text.size() ? text.substr(begin + 1, end - begin - 1) : View();
  text.remove_prefix(std::min(end + 1, text.size()));
  return group;
}

std::string without_arrays(View text) {
  static const RE2 edge(R"(\\begin\{array\}\{[a-z]+\}|\\end\{array\})");
  std::string result(text);
  RE2::GlobalReplace(&result, edge, "");
  return result;
}

void add(const std::string& part, std::vector<std::string>& result) {
  std::string text = plain_text(without_arrays(part));
  if (!text.empty()) result.push_back(std::move(text));
}

// What stands above a line, or below it if that is nothing.
void add_parts(View above, View below, std::vector<std::string>& result) {
  static const RE2 mark(R"(\\qquad|\\\\|\\wedge)");
  std::string text = without_arrays(above);
  RE2::GlobalReplace(&text, mark, "\n\n");
  const std::size_t before = result.size();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    add(text.substr(at, end - at), result);
    at = end + 2;
  }
  if (result.size() == before) add(std::string(below), result);
}

// An array in a row is part of it.
std::vector<std::string> rows_of(View formula) {
  std::vector<std::string> rows(1);
  const int outermost = formula.starts_with("\\begin") ? 1 : 0;
  for (int depth = 0; !formula.empty();) {
    depth += formula.starts_with("\\begin") ? 1 : formula.starts_with("\\end") ? -1 : 0;
    const bool is_break = formula.starts_with("\\\\");
    const std::size_t size = is_break ? 2 : 1;
    if (is_break && depth <= outermost) {
      rows.emplace_back();
    } else {
      rows.back().append(formula.substr(0, size));
    }
    formula.remove_prefix(size);
  }
  return rows;
}

// It begins with blanks, or with empty columns and no bar of an alternative.
bool goes_on(const std::string& row) {
  static const RE2 blanks(R"((?s)\s*\\q?quad.*)"), columns(R"((?s)\s*&&.*)"), alternative(R"((?s)\s*&&\s*\\mid.*)");
  return RE2::FullMatch(row, blanks) || (RE2::FullMatch(row, columns) && !RE2::FullMatch(row, alternative));
}

std::vector<std::string> rows_with_what_goes_on(View formula) {
  std::vector<std::string> result;
  for (std::string& row : rows_of(formula)) {
    if (goes_on(row) && !result.empty()) {
      result.back().append(" ").append(row);
    } else {
      result.push_back(std::move(row));
    }
  }
  return result;
}

bool repeats_the_core(const std::string& premise) {
  static const RE2 dots("(?:.*::= )?…");
  return RE2::FullMatch(premise, dots);
}

}  // namespace

std::vector<std::string> premises_of(View formula) {
  std::vector<std::string> result;
  const bool has_line = formula.find(fraction) != formula.npos;
  for (std::size_t at; (at = formula.find(fraction)) != formula.npos;) {
    formula.remove_prefix(at + fraction.size());
    const View above = take_group(formula);
    add_parts(above, take_group(formula), result);
  }
  if (has_line) return result;
  for (const std::string& row : rows_with_what_goes_on(formula)) add(row, result);
  result.erase(std::remove_if(result.begin(), result.end(), repeats_the_core), result.end());
  return result;
}

}  // namespace modlink::spec_pages
