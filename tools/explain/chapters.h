// The explanations of all codes, by what is wrong. docs/errors.md
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "tools/explain/explanation.h"

namespace modlink::explain {

struct Chapter {
  std::string_view title;
  std::vector<Explanation> explanations;
};

Chapter make_chapter(std::string_view title, std::span<const Row> rows);

// The text format: characters, tokens, names, the order of definitions; annotations.
Chapter text_chapter();
// The binary format.
Chapter binary_chapter();
// Custom sections, and the annotations that stand for them.
Chapter custom_chapter();
// Indices and identifiers of what does not exist.
Chapter unknown_chapter();
// Types, functions and what modules define.
Chapter validation_chapter();
// Imports, exports, aliases, instances.
Chapter linking_chapter();
// Traps, and other ends of an execution.
Chapter execution_chapter();
// Limits of the implementation.
Chapter limits_chapter();
// What only programs that use the library meet.
Chapter library_chapter();

// All of these, in this order.
std::vector<Chapter> chapters();

}  // namespace modlink::explain
