// Custom sections, which need next to nothing each, around a module import, so that bundling changes the module.
#include "tools/hostile/bytes.h"
#include "tools/hostile/generators.h"

namespace modlink::hostile {

namespace {

constexpr std::size_t section_count = 40'000;

// (import "other" (module)), whose file is empty.
std::string importing_module() {
  return binary_module(
      {{type_section, {op({0x61, 0x00})}}, {2, {op({0x05}) + "other" + op({0x00, 0xff, 0x05, 0x00})}}});
}

Files around_import(const std::string& customs) {
  return {{"customs.wasm", importing_module() + customs}, {"other.wasm", binary_module({})}};
}

std::string custom_section(const std::string& name, const std::string& content) {
  const std::string named = u32(static_cast<std::uint32_t>(name.size())) + name + content;
  return op({0x00}) + u32(static_cast<std::uint32_t>(named.size())) + named;
}

}  // namespace

Files many_custom_sections() {
  std::string sections;
  for (std::size_t i = 0; i < section_count; ++i) sections += custom_section("c" + std::to_string(i), "content");
  return around_import(sections);
}

// Those that the decoder looks into, of which one counts.
Files many_name_sections() {
  return around_import(repeated(section_count, custom_section("name", op({0x00, 0x02, 0x01, 'm'}))));
}

}  // namespace modlink::hostile
