// Lowered functions. spec: syntax/modules, Functions
#include "interpreter/code/code.h"

#include "interpreter/runtime/heap.h"

namespace modlink {

ModuleCode::ModuleCode(const ValidModule& valid, bool is_metered, bool fuses)
    : module(valid), is_metered(is_metered), fuses(fuses), funcs(valid.module.funcs.size()) {
  for (std::size_t i = 0; i < funcs.size(); ++i) {
    funcs[i].stub[0] = Word::of(Op::lower);
    funcs[i].stub[1] = Word::of_bits(i);
    funcs[i].entry = funcs[i].stub;
  }
}

std::optional<Index> ModuleCode::find(const Word* word) {
  Found& found = found_[reinterpret_cast<std::uintptr_t>(word) / sizeof(Word) % found_.size()];
  if (found.word == word) return found.index;
  auto it = lowered.upper_bound(word);
  if (it == lowered.begin()) return std::nullopt;
  --it;
  if (word >= it->first + funcs[it->second].size) return std::nullopt;
  found = {word, it->second};
  return it->second;
}

const std::vector<std::uint32_t>& ModuleCode::field_slots(const DefType& type) {
  std::vector<std::uint32_t>& slots = field_slots_[&type];
  if (!slots.empty()) return slots;
  slots.push_back(0);
  for (const FieldType& field : std::get<StructType>(type.sub.comp).fields) {
    slots.push_back(slots.back() + slot_count(field.storage));
  }
  return slots;
}

}  // namespace modlink
