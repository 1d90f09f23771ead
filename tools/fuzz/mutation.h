// Mutation of modules: mistakes of the kinds that damage, or somebody who means harm, would make.
// spec: Binary Format; Text Format
#pragma once

#include <string>
#include <vector>

#include "tools/generate/random.h"

namespace modlink::fuzz {

struct Input {
  std::string name;
  bool is_text = false;
  std::string content;
};

// One to four changes of `input`, by parts of `other` too. Of a binary: flipped bits, other bytes and other integers, a
// lost end, parts that are lost, doubled, swapped or from elsewhere, with sizes that fit again. Of a text: words and
// parenthesized parts that are lost, doubled, swapped or from elsewhere, and flipped bits. The same for the same
// random numbers.
std::string mutate(const Input& input, const Input& other, generate::Random& random);

}  // namespace modlink::fuzz
