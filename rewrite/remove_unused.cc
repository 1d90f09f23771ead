// Core modules without what makes no difference. spec: exec/modules, Instantiation
#include "rewrite/remove_unused.h"

#include <utility>

#include "rewrite/declare_refs.h"
#include "rewrite/move_customs.h"
#include "rewrite/unused_types.h"
#include "rewrite/used_definitions.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"

namespace modlink::rewrite {

namespace {

// The indices that definitions get when those that are not used go.
class Renumbering {
 public:
  Renumbering(const UsedDefinitions& used, const PerSpace<Index>& counts) {
    for (const IndexSpace space : all_index_spaces) {
      if (space == IndexSpace::type) continue;
      Index next = 0;
      for (Index i = 0; i < counts[space]; ++i) indices_[space].push_back(used.contains(space, i) ? next++ : gone);
    }
  }

  bool is_gone(IndexSpace space, Index index) const { return indices_[space][index] == gone; }
  FreeIndex operator()(FreeIndex free) const {
    if (free.space != IndexSpace::type) free.index = indices_[free.space][free.index];
    return free;
  }

 private:
  static constexpr Index gone = UINT32_MAX;
  PerSpace<std::vector<Index>> indices_;
};

class Remover {
 public:
  // What was found of the module stays true of it wherever it is.
  Remover(Module module, const UsedDefinitions& used);
  Module run() &&;

 private:
  void empty_idle_functions(const UsedDefinitions& used);
  void remove_names();
  void remove_imports();
  void remove_own_definitions();
  template <class T>
  void remove_own(std::vector<T>& definitions, IndexSpace space);
  void remove_hints();
  void remove_types();
  bool is_gone(IndexSpace space, Index own) const { return new_.is_gone(space, imported_[space] + own); }

  Module module_;
  PerSpace<Index> imported_;  // how many there were
  Renumbering new_;
};

Remover::Remover(Module module, const UsedDefinitions& used)
    : module_(std::move(module)), imported_(first_own(module_)), new_(used, count_indices(module_)) {
  empty_idle_functions(used);
}

Expr unreachable() {
  Expr result;
  result.assign({{make_plain(Opcode::unreachable, no_pos), make_plain(Opcode::end, no_pos)}});
  return result;
}

// What is left of functions that never run is their types.
void Remover::empty_idle_functions(const UsedDefinitions& used) {
  const std::vector<const SubType*> types = own_types(module_);
  for (Index i = 0; i < module_.funcs.size(); ++i) {
    const Index index = imported_[IndexSpace::func] + i;
    if (is_gone(IndexSpace::func, i) || used.runs(index)) continue;
    Func& func = module_.funcs[i];
    func.locals.clear();
    if (func.body.size() > 1) func.body = unreachable();
    module_.branch_hints.erase(i);
    module_.names.labels.erase(index);
    const auto names = module_.names.locals.find(index);
    if (names == module_.names.locals.end()) continue;
    const std::size_t params = std::get<FuncType>(types[func.type]->comp).params.size();
    names->second.erase_if([&](Index local) { return local >= params; });
  }
}

// Instances have indices in core modules too: two-level imports imply them. D7
void Remover::remove_names() {
  Names& names = module_.names;
  names[IndexSpace::instance] = {};
  for (const IndexSpace space : all_index_spaces) {
    if (space != IndexSpace::type) names[space].erase_if([&](Index index) { return new_.is_gone(space, index); });
  }
  const auto is_of_gone = [&](const auto& item) { return new_.is_gone(IndexSpace::func, item.first); };
  std::erase_if(names.locals, is_of_gone);
  std::erase_if(names.labels, is_of_gone);
}

void Remover::remove_imports() {
  std::vector<bool> gone;
  for_each_definition(module_, [&](const Definition&, const TakenIndices& taken) {
    gone.push_back(taken.space != IndexSpace::type && new_.is_gone(taken.space, taken.first));
  });
  erase_definitions(module_, gone);
}

void Remover::remove_hints() {
  std::map<std::size_t, std::vector<BranchHint>> left;
  std::size_t next = 0;
  for (Index i = 0; i < module_.funcs.size(); ++i) {
    if (is_gone(IndexSpace::func, i)) continue;
    const auto hints = module_.branch_hints.find(i);
    if (hints != module_.branch_hints.end()) left.emplace(next, std::move(hints->second));
    ++next;
  }
  module_.branch_hints = std::move(left);
}

template <class T>
void Remover::remove_own(std::vector<T>& definitions, IndexSpace space) {
  Index next = 0;
  std::erase_if(definitions, [&](const T&) { return is_gone(space, next++); });
}

void Remover::remove_own_definitions() {
  remove_hints();
#define DEFINED_SPACE(name, members, ...) remove_own(module_.members, IndexSpace::name);
#include "wast/syntax/index_spaces.def"
}

// Declarative segments that instructions name are dropped before these run; what they declare is declared anew.
void empty_declarative_segments(Module& module) {
  for (ElemSegment& segment : module.elems) {
    if (segment.mode == SegmentMode::declarative) segment.init = FuncIndices();
  }
}

void declare_refs_of_bodies(Module& module) {
  std::unordered_set<Index> refs;
  for (const Func& func : module.funcs) collect_refs(func.body, refs);
  declare_refs(module, refs);
}

void Remover::remove_types() {
  std::vector<bool> unused = used_types(module_);
  unused.flip();
  move_customs(module_, drop_types(module_, unused));
}

Module Remover::run() && {
  remove_names();
  if (has_idle_start(module_)) module_.start.reset();
  remove_own_definitions();
  remove_imports();
  empty_declarative_segments(module_);
  module_ = map_free_indices(std::move(module_), new_);
  declare_refs_of_bodies(module_);
  remove_types();
  return std::move(module_);
}

}  // namespace

Module remove_unused(Module module) {
  const UsedDefinitions used(module);
  return remove_unused(std::move(module), used);
}

Module remove_unused(Module module, const UsedDefinitions& used) { return Remover(std::move(module), used).run(); }

}  // namespace modlink::rewrite
