// Source maps. spec: ECMA-426, Source map format; for WebAssembly, where line is 1 and column the offset in the file,
// its "WebAssembly" section and the tool conventions' `sourceMappingURL`
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modlink::command {

// From an offset in a module up to that of the next mapping.
struct Mapping {
  static constexpr std::uint32_t none = UINT32_MAX;

  std::uint64_t offset = 0;
  std::uint32_t source = none;  // if none, nothing is known from here on
  std::uint32_t line = 0;       // these from 0
  std::uint32_t column = 0;
  std::uint32_t name = none;

  // Whether they lead to the same place.
  bool leads_to(const Mapping& other) const {
    return source == other.source && line == other.line && column == other.column && name == other.name;
  }
};

struct SourceMap {
  std::vector<std::string> sources;                  // with the root in front
  std::vector<std::optional<std::string>> contents;  // of each source
  std::vector<std::string> names;
  std::vector<Mapping> mappings;  // by offset
};

// Throws cli::Failure if `text` is no source map, or one that is made of sections.
SourceMap parse_source_map(std::string_view text);

// `file` is the module's name.
std::string print_source_map(const SourceMap& map, const std::string& file);

}  // namespace modlink::command
