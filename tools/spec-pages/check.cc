// What is wrong with pages of docs/spec. docs/spec/README.md, "How to read it"
#include "tools/spec-pages/check.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "tools/conformance/coverage/read_coverage.h"
#include "tools/spec-pages/definitions.h"
#include "tools/spec-pages/formulas.h"

namespace modlink::spec_pages {

namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  return content.str();
}

std::vector<fs::path> files_in(const fs::path& folder, const char* extension) {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) result.push_back(entry.path());
  }
  std::sort(result.begin(), result.end());
  return result;
}

// Of a page of any folder.
std::set<std::string> titles_in(const std::string& content) {
  static const RE2 title("(?m)^#+ +(.*?) *$");
  std::set<std::string> result;
  re2::StringPiece rest(content);
  for (std::string found; RE2::FindAndConsume(&rest, title, &found);) result.insert(found);
  return result;
}

class Checker {
 public:
  explicit Checker(const Sources& sources)
      : sources_(sources), test_rules_(test_rules(sources)), decisions_(decisions(sources)) {}

  void check(const Page& page) {
    for (const Entry& entry : page.entries) check(entry);
    for (const Link& link : page.links) check(link);
    for (const Problem& problem : page.problems) complain(problem.place, problem.message);
    for (const Formula& formula : page.formulas) {
      for (std::string& problem : problems_of_formula(formula.text)) complain(formula.place, std::move(problem));
    }
  }

  std::vector<Problem> take() { return std::move(problems_); }

 private:
  void complain(const std::string& place, std::string message) { problems_.push_back({place, std::move(message)}); }

  void check(const Entry& entry) {
    const auto need = [&](bool condition, const char* what) {
      if (!condition) complain(entry.place, fmt::format("{} has no {}", entry.name, what));
    };
    need(!entry.tests.empty(), "tests");
    need(!entry.code.empty(), "code");
    need(!entry.sources.empty(), "source");
    if (entry.kind == Entry::Kind::rule) {
      need(entry.is_formal, "formula");
    } else {
      for (const char* words : {"Alternatives", "Why", "Cost of changing"})
        need(entry.paragraphs.count(words) > 0, words);
      need(decisions_.count(entry.name) > 0, "decision of its name");
    }
    for (const Citation& test : entry.tests) check_test(entry, test);
    for (const Citation& code : entry.code) check_code(entry, code);
    for (const std::string& source : entry.sources) check_source(entry, source);
  }

  // Of a file that is there: nullptr, and a complaint, if it is not.
  const std::string* content_of(const Entry& entry, const std::string& file) {
    auto found = contents_.find(file);
    if (found == contents_.end()) {
      const fs::path path = sources_.root / file;
      if (!fs::is_regular_file(path)) {
        complain(entry.place, fmt::format("{}: there is no file `{}`", entry.name, file));
        return nullptr;
      }
      found = contents_.emplace(file, read(path)).first;
    }
    return &found->second;
  }

  // An ID, a script, or a program of tests and a test in it, `suite.name`.
  void check_test(const Entry& entry, const Citation& test) {
    if (test[0].find('/') == std::string::npos) {
      if (test_rules_.count(test[0]) == 0)
        complain(entry.place, fmt::format("{}: there is no rule `{}` in spec-tests/rules", entry.name, test[0]));
      return;
    }
    const std::string* const content = content_of(entry, test[0]);
    if (!content || test[0].find("_test.cc") == std::string::npos) return;
    if (test.size() == 1) complain(entry.place, fmt::format("{}: `{}` without a test in it", entry.name, test[0]));
    for (std::size_t i = 1; i < test.size(); ++i) {
      const std::size_t dot = std::min(test[i].find('.'), test[i].size());
      const std::string test_name = test[i].substr(std::min(dot + 1, test[i].size()));
      const std::string head = fmt::format("({}, {})", test[i].substr(0, dot), test_name);
      if (content->find("TEST" + head) != content->npos || content->find("TEST_F" + head) != content->npos) continue;
      complain(entry.place, fmt::format("{}: there is no test `{}` in `{}`", entry.name, test[i], test[0]));
    }
  }

  void check_code(const Entry& entry, const Citation& code) {
    const std::string* const content = content_of(entry, code[0]);
    for (std::size_t i = 1; content && i < code.size(); ++i) {
      if (defines(code[0], *content, code[i])) continue;
      complain(entry.place, fmt::format("{}: `{}` does not define `{}`", entry.name, code[0], code[i]));
    }
  }

  // `Explainer, "Title"`, `core valid/modules#label` or `D5`.
  void check_source(const Entry& entry, const std::string& source) {
    static const RE2 title("([A-Za-z-]+)(?:\\.md)?, \"([^\"]+)\"");
    static const RE2 core("core ([a-z-]+/[a-z-]+)#([a-z0-9._-]+)");
    std::string file, anchor;
    if (RE2::FullMatch(source, "D[0-9]+")) {
      if (decisions_.count(source) == 0)
        complain(entry.place, fmt::format("{}: there is no decision {}", entry.name, source));
    } else if (RE2::FullMatch(source, title, &file, &anchor)) {
      check_title(entry, file + ".md", anchor);
    } else if (RE2::FullMatch(source, core, &file, &anchor)) {
      check_label(entry, file, anchor);
    } else {
      complain(entry.place, fmt::format("{}: `{}` is no source", entry.name, source));
    }
  }

  // The content of a document of the specifications; nothing where these are not at hand.
  std::optional<std::string> document(const Entry& entry, const std::string& file) {
    if (!sources_.specifications) return std::nullopt;
    const fs::path path = *sources_.specifications / file;
    if (fs::is_regular_file(path)) return read(path);
    complain(entry.place, fmt::format("{}: there is no document {}", entry.name, file));
    return std::nullopt;
  }

  void check_title(const Entry& entry, const std::string& file, const std::string& title) {
    const auto content = document(entry, "module-linking/" + file);
    if (!content || titles_in(*content).count(title) > 0) return;
    complain(entry.place, fmt::format("{}: {} has no title \"{}\"", entry.name, file, title));
  }

  void check_label(const Entry& entry, const std::string& file, const std::string& label) {
    const auto content = document(entry, "core/" + file + ".rst");
    if (!content || content->find(".. _" + label + ":") != content->npos) return;
    complain(entry.place, fmt::format("{}: core {} has no label {}", entry.name, file, label));
  }

  void check(const Link& link) {
    const fs::path folder = sources_.root / "docs/spec";
    const std::size_t hash = std::min(link.target.find('#'), link.target.size());
    const std::string page = link.place.substr(0, link.place.find(':'));
    const fs::path path = (folder / (hash == 0 ? page : link.target.substr(0, hash))).lexically_normal();
    if (!fs::exists(path)) return complain(link.place, fmt::format("there is no {}", link.target));
    if (hash == link.target.size()) return;
    if (anchors_in(path).count(link.target.substr(hash + 1)) > 0) return;
    complain(link.place, fmt::format("there is no title for {}", link.target));
  }

  const std::set<std::string>& anchors_in(const fs::path& path) {
    const auto [found, added] = anchors_.emplace(path.string(), std::set<std::string>());
    if (added) found->second = parse_page(path.filename().string(), read(path)).anchors;
    return found->second;
  }

  const Sources& sources_;
  std::set<std::string> test_rules_, decisions_;
  std::map<std::string, std::string> contents_;
  std::map<std::string, std::set<std::string>> anchors_;
  std::vector<Problem> problems_;
};

}  // namespace

std::set<std::string> test_rules(const Sources& sources) {
  const conformance::Coverage coverage = conformance::read_coverage(sources.root / "spec-tests");
  std::set<std::string> result;
  for (const conformance::Chapter& chapter : coverage.chapters()) {
    for (const conformance::Rule& rule : chapter.rules) result.insert(rule.id);
  }
  return result;
}

std::set<std::string> decisions(const Sources& sources) {
  static const RE2 row("(?m)^\\*\\*(D[0-9]+)\\. ");
  const std::string content = read(sources.root / "docs/decisions.md");
  std::set<std::string> result;
  re2::StringPiece rest(content);
  for (std::string name; RE2::FindAndConsume(&rest, row, &name);) result.insert(name);
  return result;
}

std::vector<Page> read_pages(const Sources& sources) {
  std::vector<Page> result;
  for (const fs::path& file : files_in(sources.root / "docs/spec", ".md")) {
    result.push_back(parse_page(file.filename().string(), read(file)));
  }
  return result;
}

std::vector<Problem> check_pages(const std::vector<Page>& pages, const Sources& sources) {
  Checker checker(sources);
  for (const Page& page : pages) checker.check(page);
  return checker.take();
}

std::vector<Problem> check_completeness(const std::vector<Page>& pages, const Sources& sources) {
  std::vector<Problem> problems;
  std::set<std::string> names, cited, listed;
  for (const Page& page : pages) {
    for (const Link& link : page.links) {
      if (page.name == "README.md") listed.insert(link.target);
    }
    for (const Entry& entry : page.entries) {
      if (!names.insert(entry.name).second) problems.push_back({entry.place, entry.name + " is there twice"});
      if (entry.kind == Entry::Kind::question) continue;
      for (const Citation& test : entry.tests) cited.insert(test[0]);
    }
  }
  for (const Page& page : pages) {
    for (const Entry& entry : page.entries) {
      const bool is_listed = listed.count(fmt::format("{}#rule-{}", page.name, entry.name)) > 0;
      if (entry.kind == Entry::Kind::rule && !is_listed)
        problems.push_back({entry.place, entry.name + " is not in the index of README.md"});
    }
  }
  for (const std::string& id : test_rules(sources)) {
    if (cited.count(id) == 0)
      problems.push_back({"spec-tests/rules", fmt::format("no rule of docs/spec cites {}", id)});
  }
  for (const std::string& decision : decisions(sources)) {
    if (names.count(decision) == 0)
      problems.push_back({"docs/decisions.md", decision + " has no question in docs/spec"});
  }
  return problems;
}

}  // namespace modlink::spec_pages
