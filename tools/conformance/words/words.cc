// The words that scripts may expect of an engine's messages.
#include "tools/conformance/words/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <variant>

#include "wast/script/parse_script.h"

namespace modlink::conformance {

namespace {

// Calls `use` with what stands between each pair of backquotes.
template <class Use>
void for_each_quoted(std::string_view text, Use use) {
  for (;;) {
    const std::size_t begin = text.find('`');
    const std::size_t end = begin == text.npos ? begin : text.find('`', begin + 1);
    if (end == text.npos) return;
    use(text.substr(begin + 1, end - begin - 1));
    text.remove_prefix(end + 1);
  }
}

Features all_features() {
  Features features;
  for (const Feature feature : available_features()) features.set(feature, true);
  return features;
}

// Calls `use` with each directive that expects words, those of inner scripts included, and the words. Depth is limited
// by the parser.
template <class Use>
void for_each_expectation(const std::vector<script::Directive>& directives, Use use) {
  for (const script::Directive& directive : directives) {
    std::visit(
        [&](const auto& kind) {
          if constexpr (requires { kind.message; }) use(directive, kind.message);
          if constexpr (requires { kind.directives; }) for_each_expectation(kind.directives, use);
        },
        directive.directive);
  }
}

}  // namespace

Words::Words(const std::string& file, std::string_view page) {
  std::map<std::string, Word, std::less<>>* list = nullptr;
  for (std::size_t number = 1; !page.empty(); ++number) {
    const std::string_view line = page.substr(0, page.find('\n'));
    page.remove_prefix(std::min(line.size() + 1, page.size()));
    if (line.substr(0, 1) == "#") {
      list = nullptr;
      if (line.substr(0, 12) == "### `assert_") {
        for_each_quoted(line, [&](std::string_view assertion) { list = &words_[std::string(assertion)]; });
      }
    } else if (list && line.substr(0, 3) == "| `") {
      for_each_quoted(line.substr(0, line.find('|', 1)), [&](std::string_view word) {
        const std::string place = fmt::format("{}:{}", file, number);
        if (!list->emplace(word, Word{place}).second) problems_.push_back(fmt::format("{}: `{}` again", place, word));
      });
    }
  }
}

void Words::add_script(const SourcePtr& source) {
  const script::Script script = script::parse_script(source, all_features(), {});
  for_each_expectation(script.directives, [&](const script::Directive& directive, const std::string& message) {
    check(source, directive.at.pos, script::keyword(directive), message);
  });
}

void Words::check(const SourcePtr& script, Pos pos, const std::string& assertion, const std::string& message) {
  auto& list = words_[assertion];
  const auto word = list.find(message);
  if (word != list.end()) {
    word->second.used = true;
  } else {
    const std::string place = script->describe(pos);
    problems_.push_back(fmt::format("{}: `{}` is not among the words of {}", place, message, assertion));
  }
}

std::vector<std::string> Words::problems() const {
  std::vector<std::string> result = problems_;
  for (const auto& [assertion, list] : words_) {
    for (const auto& [text, word] : list) {
      if (!word.used) result.push_back(fmt::format("{}: no {} expects `{}`", word.place, assertion, text));
    }
  }
  return result;
}

}  // namespace modlink::conformance
