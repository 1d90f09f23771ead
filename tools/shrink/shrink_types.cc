// What types consist of: all that can be done without goes, and the types that nothing needs then. spec: syntax/types
#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <variant>
#include <vector>

#include "tools/shrink/shrinker.h"
#include "tools/shrink/type_members.h"
#include "tools/shrink/type_removal.h"
#include "tools/shrink/zero.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/overloaded.h"
#include "wast/syntax/type_tables.h"

namespace modlink::shrink {

namespace {

// Of the places where something could be simpler, those from `first` up to `last`; and how many there are.
struct Chosen {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t count = 0;

  // Whether the next one is among them.
  bool next() {
    const std::size_t number = count++;
    return number >= first && number < last;
  }
};

// Makes the chosen places simpler.
using Simplify = std::function<void(Module&, Chosen&)>;

std::size_t count_places(const Place& place, const Simplify& simplify) {
  Module copy = place.module();
  Chosen none;
  simplify(copy, none);
  return none.count;
}

bool attempt_places(Place& place, const Simplify& simplify, std::size_t first, std::size_t last) {
  return place.attempt([&](Module& module) {
    Chosen chosen{first, last};
    simplify(module, chosen);
    return chosen.count > first;
  });
}

void halve_places(Place& place, const Simplify& simplify) {
  halve([&] { return count_places(place, simplify); },
        [&](std::size_t first, std::size_t last) { return attempt_places(place, simplify, first, last); });
}

void drop_supertypes(Module& module, Chosen& chosen) {
  for_each_sub_type(module, [&](SubType& type, Index) {
    if (!type.supers.empty() && chosen.next()) type.supers.clear();
  });
}

void make_final(Module& module, Chosen& chosen) {
  for_each_sub_type(module, [&](SubType& type, Index) {
    if (!type.final && chosen.next()) type.final = true;
  });
}

// --- references to types

// What stands for references to types of the module: the shortest of the types that there are.
enum class Instead { number, top, bottom };

class References {
 public:
  References(const Module& module, Instead instead) : instead_(instead) {
    for (const SubType* type : own_types(module)) {
      const bool is_func = type && std::holds_alternative<FuncType>(type->comp);
      tops_.push_back(is_func ? HeapKind::func : HeapKind::any);
    }
  }

  static bool names_type(ValType type) { return type.is_ref() && type.heap_kind == HeapKind::type_index; }

  ValType simpler(ValType type) const {
    if (instead_ == Instead::number) return ValKind::i32;
    const HeapKind top = type.index < tops_.size() ? tops_[type.index] : HeapKind::any;
    return RefType{true, {instead_ == Instead::top ? top : info(top).bottom, 0}};
  }

  void simplify(ValType& type, Chosen& chosen) const {
    if (names_type(type) && chosen.next()) type = simpler(type);
  }
  void simplify(FieldType& field, Chosen& chosen) const {
    if (auto* type = std::get_if<ValType>(&field.storage)) simplify(*type, chosen);
  }
  template <class T>
  void simplify(std::vector<T>& items, Chosen& chosen) const {
    for (T& item : items) simplify(item, chosen);
  }
  void simplify(SubType& type, Chosen& chosen) const {
    std::visit(Overloaded{[&](FuncType& func) {
                            simplify(func.params, chosen);
                            simplify(func.results, chosen);
                          },
                          [&](StructType& structure) { simplify(structure.fields, chosen); },
                          [&](ArrayType& array) { simplify(array.field, chosen); }},
               type.comp);
  }
  void simplify(LocalRun& run, Chosen& chosen) const { simplify(run.type, chosen); }
  void simplify(Global& global, Chosen& chosen) const {
    const ValType before = global.type.val;
    simplify(global.type.val, chosen);
    if (global.type.val != before) global.init = *zero_expr(global.type.val);
  }

 private:
  const Instead instead_;
  std::vector<HeapKind> tops_;
};

void simplify_references(Module& module, Chosen& chosen, Instead instead) {
  const References references(module, instead);
  for_each_sub_type(module, [&](SubType& type, Index) { references.simplify(type, chosen); });
  for (Func& func : module.funcs) references.simplify(func.locals, chosen);
  references.simplify(module.globals, chosen);
}

void shrink_references(Place& place) {
  const auto simplify = [](Instead instead) {
    return [instead](Module& module, Chosen& chosen) { simplify_references(module, chosen, instead); };
  };
  halve([&] { return count_places(place, simplify(Instead::number)); },
        [&](std::size_t first, std::size_t last) {
          return attempt_places(place, simplify(Instead::number), first, last) ||
                 attempt_places(place, simplify(Instead::top), first, last) ||
                 attempt_places(place, simplify(Instead::bottom), first, last);
        });
}

// --- members and groups

void shrink_members(Place& place) {
  halve([&] { return idle_members(place.module()).size(); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            const std::vector<TypeMember> all = idle_members(module);
            const auto at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
            return remove_members(module, std::vector<TypeMember>(at(first), at(last)), place.arities());
          });
        });
}

void shrink_results(Place& place) {
  for (auto type = static_cast<Index>(own_types(place.module()).size()); type-- > 0;) {
    if (place.attempt([&](Module& module) { return remove_results(module, type, place.arities()); })) continue;
    place.attempt([&](Module& module) { return drop_results(module, type) > 0; });
  }
}

void shrink_groups(Place& place) {
  const auto positions = [](const Module& module) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < module.definitions.size(); ++i) {
      const auto* def = std::get_if<TypeDef>(&module.definitions[i]);
      const auto* group = def ? std::get_if<RecType>(&def->def) : nullptr;
      if (group && group->explicit_rec) result.push_back(i);
    }
    return result;
  };
  halve([&] { return positions(place.module()).size(); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            const std::vector<std::size_t> groups = positions(module);
            bool any = false;
            for (std::size_t i = last; i-- > first;) any = split_group(module, groups[i]) || any;
            return any;
          });
        });
}

// --- types

std::vector<Index> indices_of(const std::vector<bool>& which) {
  std::vector<Index> result;
  for (Index i = 0; i < which.size(); ++i) {
    if (which[i]) result.push_back(i);
  }
  return result;
}

// Where the module is not valid, the last ones may go although they are named.
void drop_last_types(Place& place) {
  for (std::size_t length = own_types(place.module()).size(); length > 0; length /= 2) {
    place.attempt([&](Module& module) {
      std::vector<bool> gone(own_types(module).size());
      std::fill(gone.end() - static_cast<std::ptrdiff_t>(std::min(length, gone.size())), gone.end(), true);
      return remove_types(module, gone);
    });
  }
}

}  // namespace

void drop_needless_types(Place& place) {
  place.attempt([](Module& module) { return remove_types(module, needless_types(module)); });
  halve([&] { return indices_of(needless_types(place.module())).size(); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            const std::vector<Index> all = indices_of(needless_types(module));
            std::vector<bool> gone(own_types(module).size());
            for (std::size_t i = first; i < last; ++i) gone[all[i]] = true;
            return remove_types(module, gone);
          });
        });
}

void shrink_types(Place& place) {
  place.attempt(merge_equal_types);
  halve_places(place, drop_supertypes);
  halve_places(place, make_final);
  shrink_references(place);
  shrink_members(place);
  shrink_results(place);
  drop_needless_types(place);
  shrink_groups(place);
  if (!place.valid()) drop_last_types(place);
}

}  // namespace modlink::shrink
