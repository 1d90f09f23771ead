// Places of custom sections as text. spec: appendix/custom, Custom Annotations
#include "wast/text/placement.h"

#include <algorithm>

#include "wast/syntax/concat.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/sections.h"

namespace modlink::text {

namespace {

struct Row {
  std::string_view word;
  std::uint8_t id;
};

// In the order of binaries. The first row stands for all that comes before.
constexpr Row late_rows[] = {
    {"", 0},
#define SECTION(name, id, place, ...) {place, id},
#define INITIAL_SECTION(...)
#include "wast/syntax/sections.def"
};

constexpr auto data_section = static_cast<std::uint8_t>(Section::data);

// In the order of the alternatives of Definition.
constexpr Row initial_rows[] = {
#define SECTION(...)
#define INITIAL_SECTION(name, id, place, ...) {place, id},
#include "wast/syntax/sections.def"
};

const Row* find_row(const Row* begin, const Row* end, std::uint8_t id) {
  const auto* found = std::find_if(begin, end, [id](const Row& row) { return row.id == id; });
  return found == end ? nullptr : found;
}

// Numbers all places in the order of binaries: behind a section comes before the next one's front.
std::size_t order_of(const Placement& placement) {
  if (placement.section == "first") return 0;
  std::size_t order = placement.before ? 1 : 2;
  for (const Row& row : initial_rows) {
    if (row.word == placement.section) return order;
    order += 2;
  }
  for (const Row& row : late_rows) {
    if (row.word == placement.section) return order;
    order += 2;
  }
  return order;
}

std::pair<Index, std::size_t> rank(const PlacedCustom& placed) {
  return {placed.custom.after_definitions, placed.order};
}

bool is_type(const Definition& definition) {
  return std::holds_alternative<TypeDef>(definition) || type_count(definition) > 0;
}

std::vector<std::size_t> kinds_of(const Module& module) {
  std::vector<std::size_t> result;
  for (const Definition& definition : module.definitions) result.push_back(definition.index());
  return result;
}

std::string words_of(const Placement& placement) {
  if (placement.section == "last") return "";
  return concat(" (", placement.before ? "before" : "after", ' ', placement.section, ')');
}

}  // namespace

bool is_placement(std::string_view word, bool before) {
  if (word == (before ? "first" : "last")) return true;
  const auto has_word = [word](const Row& row) { return !word.empty() && row.word == word; };
  return std::any_of(std::begin(late_rows), std::end(late_rows), has_word) ||
         std::any_of(std::begin(initial_rows), std::end(initial_rows), has_word);
}

// A kind that is absent stands behind those that come earlier in `initial_rows`.
Places::Places(std::vector<std::size_t> kinds) : kinds_(std::move(kinds)) {
  for (Index i = 0; i < kinds_.size(); ++i) {
    Extent& extent = extents_[kinds_[i]];
    if (extent.end == 0) extent.first = i;
    extent.end = i + 1;
  }
  Index earlier = 0;
  for (Extent& extent : extents_) {
    earlier = std::max(earlier, extent.end);
    if (extent.end == 0) extent = {earlier, earlier};
  }
}

Places::Places(const Module& module) : Places(kinds_of(module)) {}

Places Places::as_parsed(const Module& module) {
  std::vector<std::size_t> types;
  std::vector<std::size_t> others;
  for (const Definition& definition : module.definitions) {
    (is_type(definition) ? types : others).push_back(definition.index());
  }
  types.insert(types.end(), others.begin(), others.end());
  return Places(std::move(types));
}

Index Places::at(std::size_t kind, bool before) const { return before ? extents_[kind].first : extents_[kind].end; }

PlacedCustom Places::place(CustomSection custom, const Placement& placement) const {
  PlacedCustom result{std::move(custom), order_of(placement)};
  result.custom.after = 0;
  result.custom.after_definitions = 0;
  if (placement.section == "first") return result;
  const auto behind = [&](Index definitions) {
    result.custom.after_definitions = definitions;
    if (definitions > 0) result.custom.after = initial_rows[kinds_[definitions - 1]].id;
  };
  for (std::size_t kind = 0; kind < std::size(initial_rows); ++kind) {
    if (initial_rows[kind].word != placement.section) continue;
    behind(at(kind, placement.before));
    return result;
  }
  behind(static_cast<Index>(kinds_.size()));
  const auto* row = std::end(late_rows) - 1;
  while (placement.section != "last" && row->word != placement.section) --row;
  if (placement.before) --row;
  if (row->id != 0) result.custom.after = row->id;
  return result;
}

Placement Places::find(const CustomSection& custom) const {
  if (custom.after == 0) return {true, "first"};
  const auto* initial = find_row(std::begin(initial_rows), std::end(initial_rows), custom.after);
  const auto* late = find_row(std::begin(late_rows), std::end(late_rows), custom.after);
  if (!initial) return late && custom.after != data_section ? Placement{false, late->word} : Placement{};
  const Index next = custom.after_definitions;
  if (next < kinds_.size() && at(kinds_[next], true) == next) return {true, initial_rows[kinds_[next]].word};
  return {false, initial->word};
}

void order_customs(std::vector<PlacedCustom>& placed, std::vector<CustomSection>& customs) {
  std::stable_sort(placed.begin(), placed.end(),
                   [](const PlacedCustom& a, const PlacedCustom& b) { return rank(a) < rank(b); });
  for (PlacedCustom& item : placed) customs.push_back(std::move(item.custom));
}

// A place that would be before the previous section's gives way to that.
std::vector<std::string> custom_places(const Module& module) {
  std::vector<std::string> result;
  if (module.customs.empty()) return result;
  const Places places(module);
  const Places parsed = Places::as_parsed(module);
  Placement last{true, "first"};
  for (const CustomSection& custom : module.customs) {
    const Placement wanted = places.find(custom);
    if (rank(parsed.place({}, last)) <= rank(parsed.place({}, wanted))) last = wanted;
    result.push_back(words_of(last));
  }
  return result;
}

}  // namespace modlink::text
