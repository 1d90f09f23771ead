// What a module defines: all that can be done without goes. spec: syntax/modules
#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "rewrite/remove_unused.h"
#include "tools/shrink/removal.h"
#include "tools/shrink/shrinker.h"
#include "wast/syntax/definitions.h"

namespace modlink::shrink {

namespace {

bool drop_names(Module& module) {
  const bool has_names = !module.names.empty();
  module.names = {};
  return has_names;
}

bool drop_customs(Module& module) {
  const bool has_customs = !module.customs.empty();
  module.customs.clear();
  return has_customs;
}

bool drop_hints(Module& module) {
  const bool has_hints = !module.branch_hints.empty();
  module.branch_hints.clear();
  return has_hints;
}

template <class T>
void erase(std::vector<T>& items, std::size_t first, std::size_t last) {
  const auto at = [&](std::size_t i) { return items.begin() + static_cast<std::ptrdiff_t>(std::min(i, items.size())); };
  items.erase(at(first), at(last));
}

void shrink_decoration(Place& place) {
  place.attempt([](Module& module) {
    const bool had_names = drop_names(module);
    const bool had_customs = drop_customs(module);
    return drop_hints(module) || had_names || had_customs;
  });
  place.attempt(drop_names);
  place.attempt(drop_hints);
  halve([&] { return place.module().customs.size(); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            erase(module.customs, first, last);
            return true;
          });
        });
}

// Positions of the initial definitions that are no types.
std::vector<std::size_t> initial(const Module& module) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < module.definitions.size(); ++i) {
    if (space_of(module.definitions[i]) != IndexSpace::type) positions.push_back(i);
  }
  return positions;
}

void shrink_initial(Place& place) {
  halve([&] { return initial(place.module()).size(); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            const std::vector<std::size_t> positions = initial(module);
            Removal removal(module);
            for (std::size_t i = first; i < last; ++i) removal.add_definition(positions[i]);
            Module smaller = std::move(removal).result();
            module = std::move(smaller);
            return true;
          });
        });
}

void shrink_exports(Place& place) {
  halve([&] { return place.module().exports.size(); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            erase(module.exports, first, last);
            return true;
          });
        });
  place.attempt([](Module& module) { return std::exchange(module.start, std::nullopt).has_value(); });
}

void shrink_unused(Place& place) {
  if (!place.valid()) return;
  place.attempt([](Module& module) {
    if (uses_linking(module)) return false;
    module = rewrite::remove_unused(std::move(module));
    return true;
  });
}

void shrink_own(Place& place, IndexSpace space) {
  halve([&] { return std::size_t{count_own(place.module(), space)}; },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            const Index begin = first_own(module)[space];
            Removal removal(module);
            for (std::size_t i = first; i < last; ++i) removal.add(space, begin + static_cast<Index>(i));
            Module smaller = std::move(removal).result();
            module = std::move(smaller);
            return true;
          });
        });
}

void shrink_arguments(Place& place) {
  for (std::size_t at = place.module().definitions.size(); at-- > 0;) {
    const auto arguments = [at](const Module& module) {
      const auto* instance = std::get_if<Instance>(&module.definitions[at]);
      return instance ? instance->args.size() : 0;
    };
    halve([&] { return arguments(place.module()); },
          [&](std::size_t first, std::size_t last) {
            return place.attempt([&](Module& module) {
              erase(std::get<Instance>(module.definitions[at]).args, first, last);
              return true;
            });
          });
  }
}

}  // namespace

void shrink_definitions(Place& place) {
  shrink_decoration(place);
  shrink_initial(place);
  shrink_exports(place);
  shrink_unused(place);
  for (const IndexSpace space : {IndexSpace::func, IndexSpace::elem, IndexSpace::data, IndexSpace::global,
                                 IndexSpace::table, IndexSpace::memory, IndexSpace::tag}) {
    shrink_own(place, space);
  }
  shrink_arguments(place);
  drop_needless_types(place);
}

}  // namespace modlink::shrink
