// The premises of rules of docs/spec, each of which has a mutation of the code. docs/spec/README.md, "How to read it"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace modlink::spec_pages {

// The premises in a formula, as plain text. Above a line each expression is one, and each side of an "and"; where
// nothing stands above a line, what stands below it is. In a formula without a line each row is one, with the rows that
// go on with it; `::= …`, which repeats the core specification, is none.
std::vector<std::string> premises_of(std::string_view formula);

}  // namespace modlink::spec_pages
