// What a word was probably meant to be, and what there is instead of it.
#include "wast/syntax/nearest_word.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"

namespace modlink {

namespace {

constexpr std::size_t longest = 40;

// How many characters have to be put in, left out or replaced to make one word the other.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

// Of words of a letter or two each other one would come close.
NearestWord::NearestWord(std::string_view word)
    : word_(word), least_(word.size() < 3 || word.size() > longest ? 0 : (word.size() + 2) / 3) {}

void NearestWord::offer(std::string_view candidate, std::size_t number) {
  const std::size_t longer = std::max(candidate.size(), word_.size());
  if (longer - std::min(candidate.size(), word_.size()) > least_ || least_ == 0) return;
  const std::size_t distance = edit_distance(word_, candidate);
  if (distance > least_ || (distance == least_ && !found_.empty() && number > number_)) return;
  least_ = distance;
  found_ = candidate;
  number_ = number;
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& names) {
  NearestWord result(word);
  if (names.size() > most_compared) return {};
  for (std::size_t i = 0; i < names.size(); ++i) result.offer(names[i], i);
  return std::string(result.found());
}

std::string enumerate(const std::vector<std::string_view>& names) {
  constexpr std::size_t most_listed = 20;
  const std::size_t listed = std::min(names.size(), most_listed);
  std::string result;
  for (std::size_t i = 0; i < listed; ++i) result += (i == 0 ? "" : ", ") + quote(names[i]);
  return listed == names.size() ? result : concat(result, " and ", names.size() - listed, " more");
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names) {
  const std::string meant = nearest(word, names);
  return meant.empty() ? std::string() : concat("; did you mean ", quote(meant), '?');
}

std::string which_has(std::string_view word, const std::vector<std::string_view>& names) {
  if (names.empty()) return ", which has none";
  return concat(", which has ", enumerate(names), names.size() > 1 ? did_you_mean(word, names) : std::string());
}

}  // namespace modlink
