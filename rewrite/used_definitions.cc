// Which definitions of a core module do anything, and why. spec: exec/modules, Instantiation; syntax/modules, Indices
#include "rewrite/used_definitions.h"

#include <algorithm>

#include "rewrite/segments.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"

namespace modlink::rewrite {

bool has_idle_start(const Module& module) {
  if (!module.start) return false;
  const Index first = first_own(module)[IndexSpace::func];
  return module.start->func >= first && module.funcs[module.start->func - first].body.size() == 1;
}

UsedDefinitions::UsedDefinitions(const Module& module)
    : module_(module),
      imported_(first_own(module)),
      tables_(table_types(module)),
      memories_(memory_types(module)),
      calls_(module, count_indices(module)[IndexSpace::table]) {
  const PerSpace<Index> counts = count_indices(module);
  runs_.resize(counts[IndexSpace::func]);
  for (const IndexSpace space : all_index_spaces) {
    if (space != IndexSpace::type) users_[space].resize(counts[space]);
  }
  collect_segments();
  for (Index i = 0; i < imported_[IndexSpace::table]; ++i) open(i);
  use_roots();
  use_segments();
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const IndexedDefinition next = found_[i];
    use_needs_of(next);
  }
}

void UsedDefinitions::collect_segments() {
  active_elems_.resize(tables_.size());
  active_datas_.resize(memories_.size());
  for (Index i = 0; i < module_.elems.size(); ++i) {
    if (module_.elems[i].mode == SegmentMode::active) active_elems_[module_.elems[i].table].push_back(i);
  }
  for (Index i = 0; i < module_.datas.size(); ++i) {
    if (module_.datas[i].mode == SegmentMode::active) active_datas_[module_.datas[i].memory].push_back(i);
  }
}

void UsedDefinitions::use_roots() {
  for (Index i = 0; i < module_.exports.size(); ++i) {
    const Export& item = module_.exports[i];
    use({space_of(item.kind), item.index}, {User::Kind::root, Root::export_, IndexSpace::func, i});
    if (item.kind == ExternKind::table) open(item.index);
  }
  if (module_.start && !has_idle_start(module_)) {
    use({IndexSpace::func, module_.start->func}, {User::Kind::root, Root::start});
  }
}

bool UsedDefinitions::fits(const ElemSegment& segment) const { return rewrite::fits(segment, *tables_[segment.table]); }

bool UsedDefinitions::fits(const DataSegment& segment) const {
  return rewrite::fits(segment, *memories_[segment.memory]);
}

// Of a segment that writes to the table or memory `index`.
template <class Segment>
std::optional<Root> UsedDefinitions::effect_of(const Segment& segment, IndexSpace space, Index index) const {
  if (segment.mode != SegmentMode::active) return std::nullopt;
  if (index < imported_[space] && size_of(segment) != 0) return Root::writes_import;
  return fits(segment) ? std::nullopt : std::optional(Root::may_trap);
}

void UsedDefinitions::use_segments() {
  for (Index i = 0; i < module_.elems.size(); ++i) {
    const ElemSegment& segment = module_.elems[i];
    const auto effect = effect_of(segment, IndexSpace::table, segment.table);
    if (effect) use({IndexSpace::elem, i}, {User::Kind::root, *effect});
  }
  for (Index i = 0; i < module_.datas.size(); ++i) {
    const DataSegment& segment = module_.datas[i];
    const auto effect = effect_of(segment, IndexSpace::memory, segment.memory);
    if (effect) use({IndexSpace::data, i}, {User::Kind::root, *effect});
  }
}

void UsedDefinitions::use(IndexedDefinition definition, User user) {
  User& first = users_[definition.space][definition.index];
  const bool is_new = first.kind == User::Kind::none;
  if (is_new) first = user;
  if (definition.space == IndexSpace::func) return run(definition.index);
  if (is_new) found_.push_back(definition);
}

// Of a function that is used.
void UsedDefinitions::run(Index func) {
  if (runs_[func]) return;
  runs_[func] = true;
  found_.push_back({IndexSpace::func, func});
}

void UsedDefinitions::run_all(const std::vector<Index>& funcs) {
  for (const Index func : funcs) run(func);
}

template <class Phrase>
void UsedDefinitions::use_named(const Phrase& phrase, User user) {
  for_each_free_index(phrase, [&](FreeIndex free) {
    if (free.space != IndexSpace::type) use({free.space, free.index}, user);
  });
}

void UsedDefinitions::use_needs_of(IndexedDefinition definition) {
  const auto [space, index] = definition;
  const User user{User::Kind::definition, {}, space, index};
  if (space == IndexSpace::table) {
    for (const Index segment : active_elems_[index]) use({IndexSpace::elem, segment}, user);
  }
  if (space == IndexSpace::memory) {
    for (const Index segment : active_datas_[index]) use({IndexSpace::data, segment}, user);
  }
  if (index < imported_[space]) return;
  const Index own = index - imported_[space];
  if (space == IndexSpace::func) use_calls_of(module_.funcs[own]);
  if (space == IndexSpace::elem) return use_elements_of(module_.elems[own], user);
#define DEFINED_SPACE(name, members, ...) \
  if (space == IndexSpace::name) return use_named(module_.members[own], user);
#include "wast/syntax/index_spaces.def"
}

// What instructions do with functions in tables.
void UsedDefinitions::use_calls_of(const Func& func) {
  for (const Instr instr : func.body) {
    switch (instr.op) {
      case Opcode::call_indirect:
      case Opcode::return_call_indirect: run_all(calls_.call(instr.pair.y, instr.pair.x)); break;
      case Opcode::table_get: open(instr.index); break;
      case Opcode::table_copy: open(instr.pair.y); break;
      default: break;
    }
  }
}

// Active segments have nothing left when instructions that name them run; nor have declarative ones.
void UsedDefinitions::use_elements_of(const ElemSegment& segment, User user) {
  if (segment.mode == SegmentMode::declarative) return;
  if (segment.mode == SegmentMode::passive) return use_named(segment, user);
  use({IndexSpace::table, segment.table}, user);
  use_named(segment.offset, user);
  if (const auto* funcs = std::get_if<FuncIndices>(&segment.init)) {
    for (const Index func : *funcs) put(segment.table, func, user);
    return;
  }
  for (const Expr& expr : std::get<std::vector<Expr>>(segment.init)) {
    const Instr first = *expr.begin();
    if (expr.size() == 2 && first.op == Opcode::ref_func) {
      put(segment.table, first.index, user);
    } else {
      use_named(expr, user);
    }
  }
}

void UsedDefinitions::put(Index table, Index func, User user) {
  const Index first = imported_[IndexSpace::func];
  if (func < first) return use({IndexSpace::func, func}, user);
  User& first_user = users_[IndexSpace::func][func];
  if (first_user.kind == User::Kind::none) first_user = user;
  if (!runs_[func]) run_all(calls_.put(table, func, module_.funcs[func - first].type));
}

std::optional<UseChain> UsedDefinitions::why(IndexedDefinition definition) const {
  if (!contains(definition.space, definition.index)) return std::nullopt;
  UseChain chain;
  for (;;) {
    chain.definitions.push_back(definition);
    const User& user = users_[definition.space][definition.index];
    if (user.kind == User::Kind::root) {
      chain.root = user.root;
      chain.export_index = user.index;
      return chain;
    }
    definition = {user.space, user.index};
  }
}

}  // namespace modlink::rewrite
