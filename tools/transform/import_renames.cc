// Imports by other names than those that modules give them.
#include "tools/transform/import_renames.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "tools/files/failure.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

[[noreturn]] void fail(const std::string& message) {
  throw cli::Failure(cli::Status::failed, "--rename-import: " + message);
}

// The one or two names that stand in quotes in a text; none if it has no quotes.
class QuotedNames {
 public:
  explicit QuotedNames(const Name& text) : text_(text), rest_(text) {
    if (!rest_.starts_with('"')) return;
    names.push_back(read());
    if (rest_.starts_with(".\"")) {
      rest_.remove_prefix(1);
      names.push_back(read());
    }
    if (!rest_.empty()) fail(fmt::format("{}: expected \"NAME\" or \"NAME\".\"NAME\"", quote(text_)));
  }

  std::vector<Name> names;

 private:
  Name read() {
    Name result;
    rest_.remove_prefix(1);
    while (!rest_.starts_with('"')) {
      if (rest_.starts_with('\\')) rest_.remove_prefix(1);
      if (rest_.empty()) fail(fmt::format("{}: a quote is not closed", quote(text_)));
      result += rest_.front();
      rest_.remove_prefix(1);
    }
    rest_.remove_prefix(1);
    return result;
  }

  const Name& text_;
  std::string_view rest_;
};

// Whether `text` is two names with a dot between them.
bool joins(std::string_view text, const ImportNames& names) {
  const std::size_t dot = names.module.size();
  return text.size() == dot + 1 + names.name.size() && text[dot] == '.' && text.starts_with(names.module) &&
         text.ends_with(names.name);
}

bool is_pair(const ImportNames& import, const Name& text, const std::vector<Name>& quoted) {
  if (import.has_one_name) return false;
  return quoted.empty() ? joins(text, import) : quoted == std::vector{import.module, import.name};
}

// Both the name of a module and one that is the only one of an import.
ImportNames first_name(Name name) { return {{}, std::move(name), true}; }

std::string shown_names(const ImportNames& names) {
  if (names.has_one_name) return quote(names.name);
  return fmt::format("{}.{}", quote(names.module), quote(names.name));
}

// The imports that a text means, each as the pair of its names, or as its first name if that is all that is meant.
std::set<ImportNames> meant_by(const Name& text, const std::vector<ImportNames>& imports) {
  const std::vector<Name> quoted = QuotedNames(text).names;
  const Name& first = quoted.empty() ? text : quoted.front();
  std::set<ImportNames> result;
  for (const ImportNames& import : imports) {
    if (is_pair(import, text, quoted)) result.insert(import);
    const bool is_first = quoted.size() < 2 && (import.has_one_name ? import.name : import.module) == first;
    if (is_first) result.insert(first_name(first));
  }
  return result;
}

ImportNames from_text(const Name& text, const std::vector<ImportNames>& imports) {
  const std::set<ImportNames> meant = meant_by(text, imports);
  if (meant.empty()) fail(fmt::format("nothing is imported by {}", quote(text)));
  if (meant.size() == 1) return *meant.begin();
  std::vector<std::string> all;
  all.reserve(meant.size());
  for (const ImportNames& names : meant) all.push_back(shown_names(names));
  fail(fmt::format("{} may be each of {}: write the one that is meant, with the quotes", quote(text),
                   fmt::join(all, ", ")));
}

}  // namespace

ImportRenames::ImportRenames(const Texts& renamed, const std::vector<ImportNames>& imports,
                             const std::set<Name>& modules) {
  const std::set<ImportNames> all(imports.begin(), imports.end());
  for (const auto& [text, to] : renamed) {
    const ImportNames from = from_text(text, imports);
    const bool is_both = !from.has_one_name || all.count(from) != 0;
    const auto is_of = [&](const ImportNames& import) { return !import.has_one_name && import.module == from.name; };
    const bool is_module = from.has_one_name && std::any_of(all.begin(), all.end(), is_of);
    Target target;
    if (is_module) target.module = module_of(to);
    if (is_both) target.both = names_of(to, from.has_one_name, text, modules);
    if (!targets_.emplace(from, std::move(target)).second) {
      throw cli::Failure(cli::Status::usage, fmt::format("--rename-import: {} is given twice", quote(text)));
    }
  }
}

Name ImportRenames::module_of(const Name& text) {
  const std::vector<Name> quoted = QuotedNames(text).names;
  if (quoted.size() == 2) fail(fmt::format("all of a module cannot become one field: {}", quote(text)));
  return quoted.empty() ? text : quoted.front();
}

ImportNames ImportRenames::names_of(const Name& text, bool may_be_one, const Name& from,
                                    const std::set<Name>& modules) {
  const std::vector<Name> quoted = QuotedNames(text).names;
  if (quoted.size() == 2) return {quoted[0], quoted[1]};
  const bool is_one = !quoted.empty() || text.find('.') == Name::npos;
  if (!is_one) return part(text, modules);
  if (!may_be_one) fail(fmt::format("{} takes two names, with a dot between them", quote(from)));
  return first_name(quoted.empty() ? text : quoted.front());
}

// Names of modules that are not there have dots more often than those of fields.
ImportNames ImportRenames::part(const Name& text, const std::set<Name>& modules) {
  const std::size_t last = text.rfind('.');
  std::size_t dot = last;
  while (dot != Name::npos && modules.count(text.substr(0, dot)) == 0)
    dot = dot == 0 ? Name::npos : text.rfind('.', dot - 1);
  if (dot == Name::npos) dot = last;
  ImportNames result{text.substr(0, dot), text.substr(dot + 1)};
  if (text.find('.') != last) guesses_.emplace_back(text, result);
  return result;
}

ImportNames ImportRenames::find(const ImportNames& import) const {
  auto found = targets_.find(import);
  if (found != targets_.end()) return found->second.both;
  if (!import.has_one_name) found = targets_.find(first_name(import.module));
  if (found == targets_.end()) return import;
  return {found->second.module, import.name};
}

}  // namespace modlink::transform
