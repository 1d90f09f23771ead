// Random core modules that import from each other: valid, executable, and the same for the same seed on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace modlink::generate {

struct ChainedModule {
  std::string name;  // by which the others import from it; or that of a helper
  std::string text;
};

struct Chain {
  // To be linked by names. Each imports definitions of all kinds from those before it, always of the last one, and
  // functions from those behind it; no two exports have one name. Some trap when they are instantiated, some exported
  // functions when they are called.
  std::vector<ChainedModule> modules;
  // The same for whoever can only instantiate one after the other: the first module stands for all functions that are
  // called before they are there, by their names, and calls them through a table. Behind each module, one without a
  // name that fills its slots, if it has any. Until then what the others import by its name is what the first exports.
  std::vector<ChainedModule> in_turn;
};

Chain generate_chain(std::uint64_t seed);

}  // namespace modlink::generate
