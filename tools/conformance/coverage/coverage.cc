// Which rule of the proposal has which tests.
#include "tools/conformance/coverage/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

namespace modlink::conformance {

namespace {

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Calls `use` with each line and its number, from 1.
template <class Use>
void for_each_line(std::string_view content, Use use) {
  for (std::size_t number = 1; !content.empty(); ++number) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    use(content.substr(0, end), number);
    content.remove_prefix(std::min(end + 1, content.size()));
  }
}

template <class Use>
void for_each_word(std::string_view text, Use use) {
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    use(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool is_number(std::string_view text) {
  return !text.empty() && text[0] != '0' && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_id_of(std::string_view id, const std::string& chapter) {
  const std::string prefix = chapter == "decisions" ? "D" : chapter + ".";
  return id.substr(0, prefix.size()) == prefix && is_number(id.substr(prefix.size()));
}

// `;; + ids`
std::optional<std::pair<bool, std::string_view>> find_tag(std::string_view line) {
  line = trim(line);
  if (line.substr(0, 3) != ";; " || line.size() < 4 || (line[3] != '+' && line[3] != '-')) return std::nullopt;
  if (line.size() > 4 && line[4] != ' ') return std::nullopt;
  return std::pair(line[3] == '+', line.substr(4));
}

// Markdown means something else by a line that begins with a sign.
bool may_begin_line(std::string_view word) {
  return std::isalnum(static_cast<unsigned char>(word[0])) || std::string_view("`*([\"").find(word[0]) != word.npos;
}

constexpr std::size_t line_width = 120;

// Breaks text at blanks, and indents what follows the first line.
std::string wrap(std::string_view text, std::string_view indent) {
  std::string result;
  std::size_t column = 0;
  for_each_word(text, [&](std::string_view word) {
    if (column > 0 && column + 1 + word.size() > line_width && may_begin_line(word)) {
      result += fmt::format("\n{}", indent);
      column = indent.size();
    } else if (column > 0) {
      result += ' ';
      ++column;
    }
    result += word;
    column += word.size();
  });
  return result + "\n";
}

std::string link(const Test& test) {
  const std::string name = test.file.substr(test.file.rfind('/') + 1);
  return fmt::format("[{}:{}]({}#L{})", name, test.line, test.file, test.line);
}

// Enough to find one; the number says how many more there are.
constexpr std::size_t max_links = 8;

std::string links(const std::vector<Test>& tests) {
  std::string result;
  for (std::size_t i = 0; i < tests.size() && i < max_links; ++i) result += (i == 0 ? "" : ", ") + link(tests[i]);
  if (tests.size() > max_links) result += fmt::format(" and {} more", tests.size() - max_links);
  return result;
}

std::string section(const Rule& rule) {
  return fmt::format("\n### {}\n\n{}\n", rule.id, wrap(fmt::format("{} *({})*", rule.text, rule.where), "")) +
         wrap(fmt::format("- Obeyed: {}", links(rule.positive)), "  ") +
         wrap(fmt::format("- Broken: {}", links(rule.negative)), "  ");
}

}  // namespace

void Coverage::complain(const std::string& file, std::size_t line, std::string message) {
  problems_.push_back({fmt::format("{}:{}", file, line), std::move(message)});
}

void Coverage::add_rules(const std::string& chapter, const std::string& file, std::string_view content) {
  Chapter& added = chapters_.emplace_back(Chapter{chapter, {}});
  for_each_line(content, [&](std::string_view line, std::size_t number) {
    line = trim(line);
    if (!line.empty() && line[0] != '#') add_rule(added, fmt::format("{}:{}", file, number), line);
  });
}

void Coverage::add_rule(Chapter& chapter, const std::string& place, std::string_view line) {
  const std::size_t first = line.find('|');
  const std::size_t second = first == std::string_view::npos ? first : line.find('|', first + 1);
  if (second == std::string_view::npos) return problems_.push_back({place, "expected `ID | where | rule`"});
  Rule rule{std::string(trim(line.substr(0, first))),
            std::string(trim(line.substr(first + 1, second - first - 1))),
            std::string(trim(line.substr(second + 1))),
            place,
            {},
            {}};
  if (!is_id_of(rule.id, chapter.name)) {
    const char* const form = chapter.name == "decisions" ? "DN" : "chapter.N";
    return problems_.push_back({place, fmt::format("`{}` is no ID of the form {} in {}", rule.id, form, chapter.name)});
  }
  if (rule.where.empty() || rule.text.empty()) return problems_.push_back({place, "the place or the rule is missing"});
  const auto position = std::pair(chapters_.size() - 1, chapter.rules.size());
  if (!rules_.emplace(rule.id, position).second) {
    return problems_.push_back({place, fmt::format("{} is there twice", rule.id)});
  }
  chapter.rules.push_back(std::move(rule));
}

// Other comments may stand between a tag and its directive, but nothing else.
void Coverage::add_script(const std::string& file, std::string_view content) {
  std::vector<Tag> open;
  const auto refuse_open = [&] {
    for (const Tag& tag : open) complain(file, tag.line, "no directive follows the tag");
    open.clear();
  };
  for_each_line(content, [&](std::string_view line, std::size_t number) {
    const std::string_view text = trim(line);
    if (const auto tag = find_tag(line)) {
      if (trim(tag->second).empty()) complain(file, number, "a tag without rules");
      open.push_back({tag->first, number, tag->second});
    } else if (text.substr(0, 1) == "(" && text.substr(0, 2) != "(;") {
      for (const Tag& known : open) add_tests(known, file, number);
      open.clear();
    } else if (text.substr(0, 2) != ";;") {
      refuse_open();
    }
  });
  refuse_open();
}

void Coverage::add_tests(const Tag& tag, const std::string& file, std::size_t line) {
  std::set<std::string_view> seen;
  for_each_word(tag.ids, [&](std::string_view id) {
    const auto rule = rules_.find(id);
    if (rule == rules_.end()) return complain(file, tag.line, fmt::format("there is no rule `{}`", id));
    if (!seen.insert(id).second) return complain(file, tag.line, fmt::format("`{}` is there twice", id));
    Rule& known = chapters_[rule->second.first].rules[rule->second.second];
    (tag.positive ? known.positive : known.negative).push_back({file, line});
  });
}

std::vector<Problem> Coverage::problems() const {
  std::vector<Problem> result = problems_;
  for (const Chapter& chapter : chapters_) {
    for (const Rule& rule : chapter.rules) {
      if (rule.positive.empty())
        result.push_back({rule.place, rule.id + " has no positive test (`;; + " + rule.id + "`)"});
      if (rule.negative.empty())
        result.push_back({rule.place, rule.id + " has no negative test (`;; - " + rule.id + "`)"});
    }
  }
  return result;
}

std::string Coverage::to_markdown() const {
  std::size_t count = 0;
  for (const Chapter& chapter : chapters_) count += chapter.rules.size();
  std::string result = "# Coverage\n\n";
  result += wrap(fmt::format("Which tests show that a rule of the proposal is obeyed, and that breaking it is "
                             "rejected: {} rules. Written by `conformance-coverage` from `rules/` and the tags in "
                             "the scripts; not to be edited.",
                             count),
                 "");
  for (const Chapter& chapter : chapters_) {
    result += fmt::format("\n## {}\n", chapter.name);
    for (const Rule& rule : chapter.rules) result += section(rule);
  }
  return result;
}

}  // namespace modlink::conformance
