// The list of mutations that break premises of rules. tools/mutations-spec.txt
#include "tools/spec-pages/mutations.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace modlink::spec_pages {

namespace {

using View = std::string_view;

std::set<std::string> names_of_rules(const std::vector<Page>& pages) {
  std::set<std::string> result;
  for (const Page& page : pages) {
    for (const Entry& entry : page.entries) {
      if (entry.kind == Entry::Kind::rule) result.insert(entry.name);
    }
  }
  return result;
}

class ListChecker {
 public:
  ListChecker(const std::string& name, const std::vector<Page>& pages)
      : name_(name), premises_(premises_by_name(pages)), rules_(names_of_rules(pages)) {}

  void add(View line) {
    ++number_;
    if (line.starts_with("= ")) premise(line.substr(2));
    if (line.starts_with("+ ") || line.starts_with("! ")) is_settled_ = true;
    if (line.empty()) end_part();
  }

  std::vector<Problem> take() {
    end_part();
    for (const auto& [name, words] : premises_) {
      const bool is_listed = listed_.count(name) > 0 || listed_.count(name.substr(0, name.rfind('.'))) > 0;
      if (!is_listed)
        problems_.push_back({name_, fmt::format("{} has neither a mutation nor a reason: {}", name, words)});
    }
    return std::move(problems_);
  }

 private:
  void complain(std::string message) {
    problems_.push_back({fmt::format("{}:{}", name_, number_), std::move(message)});
  }

  void premise(View line) {
    const std::size_t colon = line.find(": ");
    const std::string name(line.substr(0, colon));
    const std::string words(colon == line.npos ? View() : line.substr(colon + 2));
    const auto found = premises_.find(name);
    ++unsettled_;
    if (colon == line.npos ? rules_.count(name) == 0 : found == premises_.end()) {
      complain(fmt::format("there is no {}", name));
    } else if (colon != line.npos && found->second != words) {
      complain(fmt::format("{} is: {}", name, found->second));
    }
    listed_.insert(name);
  }

  void end_part() {
    if (std::exchange(unsettled_, 0) > 0 && !is_settled_) complain("neither a mutation nor a reason");
    is_settled_ = false;
  }

  std::string name_;
  std::map<std::string, std::string> premises_;
  std::set<std::string> rules_;
  std::set<std::string> listed_;
  std::vector<Problem> problems_;
  std::size_t number_ = 0;
  std::size_t unsettled_ = 0;
  bool is_settled_ = false;
};

}  // namespace

std::map<std::string, std::string> premises_by_name(const std::vector<Page>& pages) {
  std::map<std::string, std::string> result;
  for (const Page& page : pages) {
    for (const Entry& entry : page.entries) {
      if (entry.kind != Entry::Kind::rule) continue;
      std::size_t number = 0;
      for (const std::string& premise : entry.premises) result[fmt::format("{}.{}", entry.name, ++number)] = premise;
    }
  }
  return result;
}

std::vector<Problem> check_mutations(const std::string& name, View list, const std::vector<Page>& pages) {
  ListChecker checker(name, pages);
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    checker.add(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return checker.take();
}

}  // namespace modlink::spec_pages
