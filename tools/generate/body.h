// Random function bodies that end.
#pragma once

#include <string>
#include <vector>

#include "tools/generate/random.h"
#include "tools/generate/shape.h"

namespace modlink::generate {

// Something a module has, by its identifier.
struct Item {
  std::string id;
  ShapePtr shape;
};

// The types of structures and arrays, in every module that has these.
inline constexpr const char* structure_type = "$P";
inline constexpr const char* array_type = "$A";

// What a body may use.
struct Scope {
  std::vector<Item> items;
  std::vector<std::string> refs;   // functions of level 0, for tables
  std::vector<std::string> datas;  // passive data segments, of 8 bytes each
};

// The locals and the instructions of a function of signature `sig` and level `level`, folded.
std::string generate_body(Random& random, const Scope& scope, unsigned sig, unsigned level);

}  // namespace modlink::generate
