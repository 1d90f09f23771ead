// Places of custom sections as text: `(before func)`. spec: appendix/custom, Custom Annotations
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink::text {

struct Placement {
  bool before = false;
  std::string_view section = "last";
};

// Whether there is a place of this name: of a section, or `first` before which one stands and `last` behind which.
bool is_placement(std::string_view word, bool before);

// A custom section, and which of the places among the known sections it asks for.
struct PlacedCustom {
  CustomSection custom;
  std::size_t order = 0;
};

// Where places are among a module's definitions.
class Places {
 public:
  explicit Places(const Module& module);
  // As they are once the module has been printed and parsed, which puts types first (D25).
  static Places as_parsed(const Module& module);

  // Puts a section where it asks to be.
  PlacedCustom place(CustomSection custom, const Placement& placement) const;

  // The place whose name comes closest. Sections between definitions of one kind, which linking allows, have none of
  // their own; the end of all definitions of the kind before them takes its place.
  Placement find(const CustomSection& custom) const;

 private:
  explicit Places(std::vector<std::size_t> kinds);
  Index at(std::size_t kind, bool before) const;

  // The definitions of a kind stand from `first` to before `end`; without any, both are where they would stand.
  struct Extent {
    Index first = 0;
    Index end = 0;
  };
  std::vector<std::size_t> kinds_;  // of all definitions, as the alternative that they are
  std::array<Extent, std::variant_size_v<Definition>> extents_;
};

// Adds sections in the order of the binary; those of one place stay in their order.
void order_customs(std::vector<PlacedCustom>& placed, std::vector<CustomSection>& customs);

// Where the custom sections of a module are, as text: " (after func)", and nothing for the end. What is parsed has them
// in the same order.
std::vector<std::string> custom_places(const Module& module);

}  // namespace modlink::text
