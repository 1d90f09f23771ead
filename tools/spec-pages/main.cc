// spec-premises: what tools/mutate has to know of docs/spec.
#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>

#include "tools/cli/command_line.h"
#include "tools/conformance/coverage/read_coverage.h"
#include "tools/files/files.h"
#include "tools/spec-pages/check.h"
#include "tools/spec-pages/mutations.h"

namespace {

namespace fs = std::filesystem;
using namespace modlink;

// The directives of each rule of spec-tests/rules, as `spec-tests/FILE:LINE`.
std::map<std::string, std::set<std::string>> directives_by_id(const fs::path& root) {
  std::map<std::string, std::set<std::string>> result;
  const conformance::Coverage coverage = conformance::read_coverage(root / "spec-tests");
  for (const conformance::Chapter& chapter : coverage.chapters()) {
    for (const conformance::Rule& rule : chapter.rules) {
      for (const auto* tests : {&rule.positive, &rule.negative}) {
        for (const conformance::Test& test : *tests)
          result[rule.id].insert(fmt::format("spec-tests/{}:{}", test.file, test.line));
      }
    }
  }
  return result;
}

template <class Print>
void for_each_rule(const fs::path& root, Print print) {
  for (const spec_pages::Page& page : spec_pages::read_pages({root, std::nullopt})) {
    for (const spec_pages::Entry& entry : page.entries) {
      if (entry.kind == spec_pages::Entry::Kind::rule) print(entry);
    }
  }
}

void print_premises(const fs::path& root) {
  for_each_rule(root, [](const spec_pages::Entry& rule) {
    std::size_t number = 0;
    for (const std::string& premise : rule.premises) fmt::print("{}.{}: {}\n", rule.name, ++number, premise);
  });
}

int check(const fs::path& root, const std::string& list) {
  const std::vector<spec_pages::Page> pages = spec_pages::read_pages({root, std::nullopt});
  const auto problems = spec_pages::check_mutations(list, cli::read_file(list), pages);
  for (const spec_pages::Problem& problem : problems) fmt::print("{}: {}\n", problem.place, problem.message);
  fmt::print("{} premises, {} problems\n", spec_pages::premises_by_name(pages).size(), problems.size());
  return problems.empty() ? 0 : 1;
}

void print_tests(const fs::path& root) {
  const auto directives = directives_by_id(root);
  for_each_rule(root, [&directives](const spec_pages::Entry& rule) {
    std::set<std::string> tests;
    for (const spec_pages::Citation& test : rule.tests) {
      const auto found = directives.find(test[0]);
      if (found != directives.end()) tests.insert(found->second.begin(), found->second.end());
      if (test[0].find('/') == std::string::npos) continue;
      if (test.size() == 1) tests.insert(test[0]);
      for (std::size_t i = 1; i < test.size(); ++i) tests.insert(fmt::format("{}:{}", test[0], test[i]));
    }
    for (const std::string& test : tests) fmt::print("{} {}\n", rule.name, test);
  });
}

}  // namespace

int main(int argc, char** argv) {
  std::string root = ".";
  std::string list;
  bool tests = false;
  cli::CommandLine app(
      "Prints the premises of the rules of docs/spec, each with its rule and number: `valid-export.1: …`.");
  app.footer("\nExample: spec-premises --check tools/mutations-spec.txt\n\nExit status 1: the list is wrong.");
  app.add_option("FOLDER", root, "where docs/spec and spec-tests are");
  app.add_flag("--tests", tests, "print the tests of each rule instead: directives, scripts, and tests of programs");
  app.add_option("--check", list, "print what is wrong with a list of mutations instead");
  if (const auto status = app.parse(argc, argv)) return static_cast<int>(*status);
  try {
    if (!list.empty()) return check(root, list);
    tests ? print_tests(root) : print_premises(root);
    return 0;
  } catch (const cli::Failure& failure) {
    fmt::print(stderr, "spec-premises: {}\n", failure.text());
  } catch (const fs::filesystem_error& error) {
    fmt::print(stderr, "spec-premises: {}\n", error.what());
  }
  return 2;
}
