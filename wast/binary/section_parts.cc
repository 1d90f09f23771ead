// The sections of a binary as they lie there. spec: binary/modules, Sections
#include "wast/binary/section_parts.h"

#include "wast/binary/reader.h"

namespace modlink::binary {

std::vector<SectionPart> section_parts(std::string_view module) {
  constexpr std::size_t magic_and_version = 8;
  std::vector<SectionPart> parts;
  Reader in(module);
  in.bytes(magic_and_version);
  while (!in.at_end()) {
    const std::size_t begin = in.pos();
    const auto section = static_cast<Section>(in.byte());
    const std::string_view content = in.bytes(in.length());
    parts.push_back({section, module.substr(begin, in.pos() - begin), content});
  }
  return parts;
}

}  // namespace modlink::binary
