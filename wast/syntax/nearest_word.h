// What a word was probably meant to be, and what there is instead of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modlink {

// Of what is offered the word that another one was probably meant to be.
class NearestWord {
 public:
  explicit NearestWord(std::string_view word);
  // Of several that are equally near the one with the least number wins.
  void offer(std::string_view candidate, std::size_t number);
  // Empty if none comes close. A view of what was offered.
  std::string_view found() const { return found_; }

 private:
  std::string_view word_;
  std::string_view found_;
  std::size_t least_;  // what is further away than that comes not close
  std::size_t number_ = 0;
};

// Of those names the one that a word was probably meant to be; empty if none comes close, or if there are very many.
std::string nearest(std::string_view word, const std::vector<std::string_view>& names);

// Very many: a message is not worth comparing them.
inline constexpr std::size_t most_compared = 10'000;

// `"f", "g" and 3 more`; empty if there are none.
std::string enumerate(const std::vector<std::string_view>& names);
// `; did you mean "f"?`; empty if none comes close.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names);
// `, which has "f", "g" and 3 more; did you mean "f"?`, or `, which has none`.
std::string which_has(std::string_view word, const std::vector<std::string_view>& names);

}  // namespace modlink
