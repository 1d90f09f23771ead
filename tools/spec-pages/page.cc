// Pages of docs/spec. docs/spec/README.md, "How to read it"
#include "tools/spec-pages/page.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "tools/spec-pages/formulas.h"
#include "tools/spec-pages/premises.h"

namespace modlink::spec_pages {

namespace {

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

bool begins_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// Items are apart by a comma or a semicolon, the words of one by nothing but blanks.
std::vector<Citation> citations_of(std::string_view text) {
  std::vector<Citation> result;
  bool is_new = true;
  for (std::size_t begin; (begin = text.find('`')) != text.npos;) {
    is_new |= !trim(text.substr(0, begin)).empty();
    const std::size_t end = text.find('`', begin + 1);
    if (end == text.npos) break;
    if (is_new) result.emplace_back();
    result.back().emplace_back(text.substr(begin + 1, end - begin - 1));
    text.remove_prefix(end + 1);
    is_new = false;
  }
  return result;
}

std::vector<std::string> sources_of(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    result.emplace_back(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

class PageParser {
 public:
  explicit PageParser(const std::string& name) { page_.name = name; }

  void add(std::string_view line) {
    ++number_;
    if (is_verbatim_) return add_verbatim(line);
    if (begins_with(line, "```") || line == "$$") return begin_verbatim(line);
    if (begins_with(line, "#")) return title(line);
    add_links(line);
    add_formulas(line);
    if (entry()) content(line);
  }

  Page take() {
    end_item();
    if (is_verbatim_) page_.problems.push_back({place(), fmt::format("{} without an end", fence_)});
    return std::move(page_);
  }

 private:
  Entry* entry() { return in_entry_ ? &page_.entries.back() : nullptr; }
  std::string place() const { return fmt::format("{}:{}", page_.name, number_); }

  void begin_verbatim(std::string_view line) {
    end_item();
    is_verbatim_ = true;
    fence_ = line.substr(0, line == "$$" ? 2 : 3);
    if (fence_ == "$$") page_.formulas.push_back({place(), {}});
    if (entry()) entry()->is_formal = true;
  }

  void add_verbatim(std::string_view line) {
    is_verbatim_ = line != fence_;
    if (fence_ != "$$") return;
    std::string& formula = page_.formulas.back().text;
    if (is_verbatim_) {
      formula.append(line).append("\n");
    } else if (entry()) {
      for (std::string& premise : premises_of(formula)) entry()->premises.push_back(std::move(premise));
    }
  }

  void add_formulas(std::string_view line) {
    bool is_closed = true;
    for (std::string& text : formulas_in(line, &is_closed)) page_.formulas.push_back({place(), std::move(text)});
    if (!is_closed) page_.problems.push_back({place(), "a formula that does not end in its line"});
  }

  void title(std::string_view line) {
    static const RE2 entry_title("### (Rule|Question) `([^`]+)`");
    end_item();
    page_.anchors.insert(anchor_of(line.substr(std::min(line.find(' '), line.size()))));
    std::string kind, name;
    in_entry_ = RE2::FullMatch(re2::StringPiece(line.data(), line.size()), entry_title, &kind, &name);
    if (!in_entry_) return;
    Entry& added = page_.entries.emplace_back();
    added.kind = kind == "Rule" ? Entry::Kind::rule : Entry::Kind::question;
    added.name = name;
    added.place = place();
  }

  void add_links(std::string_view line) {
    static const RE2 link("\\]\\(([^)\\s]+)\\)");
    re2::StringPiece rest(line.data(), line.size());
    for (std::string target; RE2::FindAndConsume(&rest, link, &target);) {
      if (target.find("://") == target.npos) page_.links.push_back({place(), target});
    }
  }

  void content(std::string_view line) {
    static const RE2 bold("\\*\\*([^*]+)\\.\\*\\*.*");
    std::string words;
    if (RE2::FullMatch(re2::StringPiece(line.data(), line.size()), bold, &words)) entry()->paragraphs.insert(words);
    const bool begins_item = begins_with(line, "- ");
    if (begins_item || line.empty()) end_item();
    if (begins_item) {
      item_ = line.substr(2);
    } else if (!item_.empty()) {
      item_.append(" ").append(trim(line));
    }
  }

  // What has been gathered of `- tests: …`.
  void end_item() {
    const std::string item = std::exchange(item_, {});
    const std::size_t colon = item.find(": ");
    if (colon == item.npos) return;
    const std::string_view what = std::string_view(item).substr(0, colon);
    const std::string_view rest = std::string_view(item).substr(colon + 2);
    if (what == "tests") entry()->tests = citations_of(rest);
    if (what == "code") entry()->code = citations_of(rest);
    if (what == "source") entry()->sources = sources_of(rest);
  }

  Page page_;
  std::size_t number_ = 0;
  bool in_entry_ = false;
  bool is_verbatim_ = false;
  std::string fence_;
  std::string item_;
};

}  // namespace

Page parse_page(const std::string& name, std::string_view content) {
  PageParser parser(name);
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    parser.add(content.substr(0, end));
    content.remove_prefix(std::min(end + 1, content.size()));
  }
  return parser.take();
}

std::string anchor_of(std::string_view title) {
  std::string result;
  for (const char c : trim(title)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '_') result += static_cast<char>(std::tolower(byte));
    if (c == ' ') result += '-';
  }
  return result;
}

}  // namespace modlink::spec_pages
