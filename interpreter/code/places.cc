// Which instruction an operation was made from.
#include "interpreter/code/places.h"

#include <algorithm>

#include "interpreter/code/lowering.h"

namespace modlink {
namespace {

constexpr auto by_word = [](std::uint32_t word, const Place& place) { return word < place.word; };

Pos charged_at(const std::vector<Place>& charged, std::uint32_t word, std::uint64_t ahead) {
  const auto first = std::find_if(charged.begin(), charged.end(), [=](const Place& it) { return it.word == word; });
  return ahead < static_cast<std::uint64_t>(charged.end() - first) ? first[static_cast<std::ptrdiff_t>(ahead)].pos
                                                                   : no_pos;
}

}  // namespace

Pos find_place(ModuleCode& code, Index func, const Word* word, std::uint64_t ahead) {
  const Func& body = code.module.module.funcs[func];
  if (code.find(word) != func) return no_pos;
  Places places;
  Lowering lowering(code, body, &places);
  lowering.run();
  const auto at = static_cast<std::uint32_t>(word - code.funcs[func].words.get()) + lowering.dropped_words();
  const auto behind = std::upper_bound(places.operations.begin(), places.operations.end(), at, by_word);
  if (behind == places.operations.begin()) return no_pos;
  const Place& found = behind[-1];
  const bool is_charge =
      code.funcs[func].words[found.word - lowering.dropped_words()].op == static_cast<int>(Op::charge);
  return is_charge ? charged_at(places.charged, found.word, ahead) : found.pos;
}

}  // namespace modlink
