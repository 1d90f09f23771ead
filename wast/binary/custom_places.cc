// The places of custom sections, of those above all whose contents are kept as names and branch hints. spec:
// binary/modules, Custom Section
#include "wast/binary/custom_places.h"

#include <algorithm>

#include "wast/binary/names.h"
#include "wast/binary/section_parts.h"
#include "wast/syntax/sections.h"

namespace modlink::binary {

namespace {

// The same of a module whose own definitions were not read, nor changed.
std::optional<Section> last_read_section(const Module& module) {
  std::optional<Section> last;
  const std::string_view file = module.source->content();
  for (const SectionPart& part : section_parts(file.substr(module.at.pos, module.end - module.at.pos))) {
    if (rank(part.section) > 0 && !is_initial(part.section)) last = part.section;
  }
  return last;
}

// The last section, in the order of binaries, that is neither initial nor empty. Data are counted only where there is
// code.
std::optional<Section> last_late_section(const Module& module) {
  if (module.extent == Extent::linking) return last_read_section(module);
  std::optional<Section> last;
  const auto add = [&](Section section, bool is_empty) {
    if (!is_empty && (!last || rank(*last) < rank(section))) last = section;
  };
#define DEFINED_SPACE(name, members, ...) add(section_of(IndexSpace::name), module.members.empty());
#include "wast/syntax/index_spaces.def"
  add(Section::export_, module.exports.empty());
  add(Section::start, !module.start);
  add(Section::code, module.funcs.empty());
  return last;
}

// The first custom section that only custom sections follow.
std::size_t first_trailing(const Module& module) {
  const auto last = last_late_section(module);
  const auto is_trailing = [&](const CustomSection& custom) {
    if (is_early(custom)) return !last && custom.after_definitions >= module.definitions.size();
    const auto after = find_section(custom.after);
    return !last || !after || rank(*after) >= rank(*last);
  };
  std::size_t result = module.customs.size();
  while (result > 0 && is_trailing(module.customs[result - 1])) --result;
  return result;
}

bool precedes_code(const CustomSection& custom) {
  return is_early(custom) || rank(*find_section(custom.after)) < rank(Section::code);
}

// Hints usually come last before the code.
bool are_hints_usual(const std::vector<CustomSection>& customs, std::size_t i) {
  return precedes_code(customs[i]) && (i + 1 == customs.size() || !precedes_code(customs[i + 1]));
}

// The first one from `begin` on.
std::size_t find_marker_from(const std::vector<CustomSection>& customs, std::string_view name, std::size_t begin) {
  const auto is_marker = [&](const CustomSection& custom) { return custom.name == name && custom.bytes.empty(); };
  const auto from = customs.begin() + static_cast<std::ptrdiff_t>(begin);
  return static_cast<std::size_t>(std::find_if(from, customs.end(), is_marker) - customs.begin());
}

CustomSection take(std::vector<CustomSection>& customs, std::size_t i) {
  CustomSection result = std::move(customs[i]);
  customs.erase(customs.begin() + static_cast<std::ptrdiff_t>(i));
  return result;
}

}  // namespace

bool is_early(const CustomSection& custom) { return custom.after == 0 || is_initial(custom.after); }

std::size_t find_marker(const std::vector<CustomSection>& customs, std::string_view name) {
  return find_marker_from(customs, name, 0);
}

std::size_t find_names_marker(const Module& module) {
  return find_marker_from(module.customs, name_section, first_trailing(module));
}

std::size_t usual_place_of_names(const Module& module) {
  const auto& customs = module.customs;
  const auto comes_later = [](const CustomSection& custom) {
    return custom.name == name_section || custom.name == "producers" || custom.name == "target_features";
  };
  const auto begin = customs.begin() + static_cast<std::ptrdiff_t>(first_trailing(module));
  return static_cast<std::size_t>(std::find_if(begin, customs.end(), comes_later) - customs.begin());
}

// An empty section of names stays: nothing else says that there is one.
void drop_usual_markers(Module& module) { drop_usual_markers(module, !module.branch_hints.empty()); }

void drop_usual_markers(Module& module, bool has_hints) {
  auto& customs = module.customs;
  const std::size_t hints = find_marker(customs, branch_hint_section);
  if (has_hints && hints < customs.size() && are_hints_usual(customs, hints)) take(customs, hints);
  const std::size_t names = find_names_marker(module);
  if (names == customs.size() || module.names.empty()) return;
  CustomSection marker = take(customs, names);
  const bool has_other = find_names_marker(module) < customs.size();  // which would be taken for it
  if (!has_other && usual_place_of_names(module) == names) return;
  customs.insert(customs.begin() + static_cast<std::ptrdiff_t>(names), std::move(marker));
}

}  // namespace modlink::binary
