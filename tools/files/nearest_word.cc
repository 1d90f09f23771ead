// What a word was probably meant to be.
#include "tools/files/nearest_word.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace modlink::cli {

namespace {

// How many characters have to be put in, left out or replaced to make one word the other.
std::size_t edit_distance(const std::string& a, const std::string& b) {
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

std::string nearest(const std::string& word, const std::vector<std::string>& names) {
  constexpr std::size_t longest = 40;
  if (word.size() > longest) return {};
  std::size_t least = (word.size() + 2) / 3 + 1;
  std::string result;
  for (const std::string& name : names) {
    const std::size_t found = edit_distance(word, name);
    if (found >= least) continue;
    least = found;
    result = name;
  }
  return result;
}

}  // namespace modlink::cli
