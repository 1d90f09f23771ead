// Formulas of docs/spec: in the part of LaTeX that KaTeX has and Markdown leaves alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modlink::spec_pages {

// What is wrong with a formula: a command that is not among those that the pages use, one that Markdown would change
// (`\{`), braces or environments that do not match.
std::vector<std::string> problems_of_formula(std::string_view formula);

// The formulas in a line of text, those in backquotes aside. `*is_closed`: whether each `$` has its counterpart.
std::vector<std::string> formulas_in(std::string_view line, bool* is_closed);

// A formula as plain text in a line: `\mathsf{dom}(m) \le t^\ast` is `dom(m) ≤ t*`.
std::string plain_text(std::string_view formula);

}  // namespace modlink::spec_pages
