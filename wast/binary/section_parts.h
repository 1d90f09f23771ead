// The sections of a binary as they lie there. spec: binary/modules, Sections
#pragma once

#include <string_view>
#include <vector>

#include "wast/syntax/sections.h"

namespace modlink::binary {

struct SectionPart {
  Section section;
  std::string_view whole;    // with its id and size
  std::string_view content;  // without
};

// Of one module's bytes, which the decoder or the encoder has vouched for; those of nested modules are contents.
std::vector<SectionPart> section_parts(std::string_view module);

}  // namespace modlink::binary
