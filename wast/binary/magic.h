// What files begin with. spec: binary/modules, Modules
#pragma once

#include <string_view>

namespace modlink {

// What begins like this, if that is known: "a gzip file", "an ELF file", "a WebAssembly module", `component_format`;
// empty otherwise.
std::string_view find_format(std::string_view content);

// Whether it has to be a binary, if only a damaged one: no text in any encoding of ASCII begins so.
bool is_binary(std::string_view content);

}  // namespace modlink
