// The sections of a module and their order. spec: binary/modules, Sections; Binary.md
#pragma once

#include <cstdint>

#include "wast/syntax/features.h"

namespace modlink {

enum class Section : std::uint8_t {
  custom,
  type,
  import,
  func,
  table,
  memory,
  global,
  export_,
  start,
  elem,
  code,
  data,
  data_count,
  tag,
  module,
  instance,
  alias,
};

inline constexpr Section last_section = Section::alias;

// The sections that make up Module::definitions.
bool is_initial(Section section);

// Sections that are not initial are ordered by this. spec: binary/modules, Modules
int rank(Section section);

// The feature that brings a section.
Feature feature_of(Section section);

}  // namespace modlink
