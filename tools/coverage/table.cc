// Coverage for people.
#include "tools/coverage/table.h"

#include <fmt/format.h>

#include "wast/syntax/identifiers.h"

namespace modlink::reach {

namespace {

// "12/15  80.0%"
std::string describe(const Share& share) {
  const double percent =
      share.all == 0 ? 100 : 100 * static_cast<double>(share.reached) / static_cast<double>(share.all);
  // Nothing that is missing is rounded away.
  const double shown = share.reached < share.all ? std::min(percent, 99.9) : percent;
  return fmt::format("{:>9} {:5.1f}%", fmt::format("{}/{}", share.reached, share.all), shown);
}

std::string instructions_row(const Shares& shares, std::string_view name) {
  return fmt::format("{}  {}  {}  {}\n", describe(shares.funcs), describe(shares.instrs), describe(shares.ways), name);
}

std::string describe_range(std::uint32_t first, std::uint32_t last) {
  return first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last);
}

// "3-5, 9": lines without instructions do not part a range.
std::string missing_lines(const CoveredSource& source) {
  std::string result;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  const auto finish = [&] {
    if (first != 0) result += (result.empty() ? "" : ", ") + describe_range(first, last);
    first = 0;
  };
  for (const auto& [line, count] : lines(source)) {
    if (count > 0) {
      finish();
    } else {
      if (first == 0) first = line;
      last = line;
    }
  }
  finish();
  return result;
}

// In lines of some hundred characters.
void append_list(std::string& out, const std::vector<std::string>& words) {
  constexpr std::size_t longest = 110;
  std::size_t column = 0;
  for (const std::string& word : words) {
    const bool is_first = column == 0;
    if (is_first || column + word.size() > longest) {
      out += is_first ? "    " : ",\n    ";
      column = 4;
    } else {
      out += ", ";
    }
    out += word;
    column += word.size() + 2;
  }
  if (!words.empty()) out += "\n";
}

}  // namespace

std::string instructions_table(const Coverage& coverage) {
  std::string out = "      functions      instructions  ways of branches\n";
  Shares total;
  for (const auto& [name, source] : coverage.sources) {
    const Shares its = shares(source);
    total.add(its);
    out += instructions_row(its, shown_path(name));
  }
  return out + instructions_row(total, "all");
}

std::string lines_table(const Coverage& coverage) {
  std::string out = "          lines\n";
  Share total;
  for (const auto& [name, source] : coverage.sources) {
    if (!source.is_text) continue;
    const Share its = shares(source).lines;
    total.add(its);
    const std::string missing = missing_lines(source);
    out +=
        fmt::format("{}  {}{}{}\n", describe(its), shown_path(name), missing.empty() ? "" : ": not reached: ", missing);
  }
  return out + fmt::format("{}  all\n", describe(total));
}

std::string rules_table(const Coverage& coverage, const Features& features) {
  std::string out;
  Share total;
  for (const RuleGroup& group : rule_groups(coverage.rules, features)) {
    const Share its{group.reached(), group.rules.size()};
    total.add(its);
    std::vector<std::string> missing;
    for (const Rule& rule : group.rules) {
      if (!rule.reached) missing.push_back(rule.name);
    }
    out += fmt::format("{}  {} ({}){}\n", describe(its), group.title, group.place,
                       missing.empty() ? "" : "; not reached:");
    append_list(out, missing);
  }
  return out + fmt::format("{}  all rules\n", describe(total));
}

}  // namespace modlink::reach
