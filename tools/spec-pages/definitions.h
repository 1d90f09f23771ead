// Whether a source defines what a page says it does.
#pragma once

#include <string>
#include <string_view>

namespace modlink::spec_pages {

// Whether the content of `file` defines or declares a function, type or member `name`: in C++ a call is not enough, nor
// a comment. Rows of tables (`.def`) and files in other languages only have to have the word.
bool defines(const std::string& file, std::string_view content, std::string_view name);

}  // namespace modlink::spec_pages
