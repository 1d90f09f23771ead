// Formulas of docs/spec. CONTRIBUTING.md, "How to change a rule of docs/spec"
#include "tools/spec-pages/formulas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace modlink::spec_pages {

namespace {

// KaTeX has these, and many more: whoever wants one of those tries it, and adds it, with what stands for it in plain
// text.
const std::map<std::string_view, std::string_view> commands = {
    {"Rightarrow", "⇒"},
    {"\\", " "},
    {"ast", "*"},
    {"begin", ""},
    {"bigoplus", "⊕"},
    {"cdot", "·"},
    {"cup", "∪"},
    {"dashv", "⊣"},
    {"dots", "…"},
    {"emptyset", "∅"},
    {"end", ""},
    {"epsilon", "ϵ"},
    {"equiv", "≡"},
    {"exists", "∃"},
    {"forall", "∀"},
    {"frac", ""},
    {"hookrightarrow", "↪"},
    {"in", "∈"},
    {"iota", "ι"},
    {"lVert", "‖"},
    {"lbrace", "{"},
    {"le", "≤"},
    {"leadsto", "⇝"},
    {"lvert", "|"},
    {"mapsto", "↦"},
    {"mathit", ""},
    {"mathsf", ""},
    {"mathtt", ""},
    {"mid", "|"},
    {"min", "min"},
    {"notin", "∉"},
    {"oplus", "⊕"},
    {"qquad", " "},
    {"quad", " "},
    {"rVert", "‖"},
    {"rbrace", "}"},
    {"rightarrow", "→"},
    {"rightsquigarrow", "⇝"},
    {"rvert", "|"},
    {"sigma", "σ"},
    {"tau", "τ"},
    {"text", ""},
    {"textbf", ""},
    {"varepsilon", "ε"},
    {"vdash", "⊢"},
    {"wedge", "∧"},
};

std::string_view command_at(std::string_view text) {
  const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  const auto end = std::find_if_not(text.begin(), text.end(), is_letter);
  return text.substr(0, std::max<std::size_t>(end - text.begin(), std::min<std::size_t>(1, text.size())));
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t result = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++result;
  return result;
}

}  // namespace

std::vector<std::string> problems_of_formula(std::string_view formula) {
  std::vector<std::string> problems;
  int depth = 0, least = 0;
  for (std::size_t i = 0; i < formula.size(); ++i) {
    depth += formula[i] == '{' ? 1 : formula[i] == '}' ? -1 : 0;
    least = std::min(least, depth);
    if (formula[i] != '\\') continue;
    const std::string_view command = command_at(formula.substr(i + 1));
    if (commands.count(command) == 0) problems.push_back(fmt::format("unknown command \\{}", command));
    i += command.size();
  }
  if (depth != 0 || least < 0) problems.push_back("braces that do not match");
  if (count(formula, "\\begin{array}") != count(formula, "\\end{array}"))
    problems.push_back("arrays that do not match");
  return problems;
}

std::vector<std::string> formulas_in(std::string_view line, bool* is_closed) {
  std::vector<std::string> result;
  bool in_code = false, in_formula = false;
  for (const char c : line) {
    if (c == '`' && !in_formula) in_code = !in_code;
    if (c == '$' && !in_code) {
      in_formula = !in_formula;
      if (in_formula) result.emplace_back();
    } else if (in_formula) {
      result.back() += c;
    }
  }
  *is_closed = !in_formula;
  return result;
}

std::string plain_text(std::string_view formula) {
  std::string result;
  const auto add = [&result](std::string_view sign) {
    const bool is_blank = sign == " " && (result.empty() || result.back() == ' ');
    if (!is_blank) result.append(sign);
  };
  for (std::size_t i = 0; i < formula.size(); ++i) {
    const char c = formula[i];
    if (c == '\\') {
      const std::string_view command = command_at(formula.substr(i + 1));
      const auto found = commands.find(command);
      add(found == commands.end() ? command : found->second);
      i += command.size();
    } else if (c == '~' || c == '&' || c == '\n' || c == ' ') {
      add(" ");
    } else if (c != '{' && c != '}' && c != '^') {
      add(formula.substr(i, 1));
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

}  // namespace modlink::spec_pages
