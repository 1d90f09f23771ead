// The parts of a binary that stand behind their size: sections, function bodies, nested modules. spec: binary/modules;
// Binary.md
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modlink::fuzz {

struct SizedPart {
  static constexpr std::size_t none = SIZE_MAX;
  std::size_t size_at;  // where its size is written
  std::size_t begin;
  std::size_t end;
  std::size_t parent;  // the part around it, or `none`
  bool is_section;
};

// All of a module and of those nested in it, each behind its parent; of a malformed one as far as it can be understood.
std::vector<SizedPart> sized_parts(std::string_view binary);

// The binary with `content` in place of the bytes from `begin` to `end`, which are in the part `part`: the sizes of
// the parts around them are written anew. `none` is the whole binary.
std::string replace_in(std::string_view binary, const std::vector<SizedPart>& parts, std::size_t part,
                       std::size_t begin, std::size_t end, std::string_view content);

}  // namespace modlink::fuzz
