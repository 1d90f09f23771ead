// Binary modules by hand, for shapes that are smaller so. All are strings of bytes.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace modlink::hostile {

std::string op(std::initializer_list<unsigned> bytes);
std::string u32(std::uint32_t value);
std::string s32(std::int32_t value);
std::string repeated(std::size_t times, const std::string& part);

// A section that is a vector. spec: binary/modules, Sections
struct Section {
  std::uint8_t id;
  std::vector<std::string> elements;
};
inline constexpr std::uint8_t type_section = 1, func_section = 3, table_section = 4, memory_section = 5,
                              global_section = 6, export_section = 7, elem_section = 9, code_section = 10,
                              tag_section = 13;

std::string binary_module(const std::vector<Section>& sections);

inline constexpr std::uint8_t i32_type = 0x7f;
// (func (param type^params) (result type^results))
std::string func_type(std::uint32_t params, std::uint32_t results, const std::string& type = op({i32_type}));
std::string export_func(const std::string& name, std::uint32_t func);
// Locals of one type and instructions, without the `end`.
std::string func_body(const std::string& instructions, std::uint32_t locals = 0);

// (func) and what `_start` is then to do, beside functions of other types.
std::string call(std::uint32_t func);

}  // namespace modlink::hostile
