// Definitions taken out of a module, and what becomes of their uses. spec: syntax/modules, Indices
#include "tools/shrink/removal.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "rewrite/declare_refs.h"
#include "rewrite/move_customs.h"
#include "tools/shrink/zero.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"

namespace modlink::shrink {

namespace {

constexpr Index gone = UINT32_MAX;

// The instances that two-level imports imply, by module name. D7
std::map<Name, Index> implied_instances(const std::vector<Definition>& definitions) {
  std::map<Name, Index> result;
  IndexCounter counter;
  for (const Definition& definition : definitions) {
    const TakenIndices taken = counter.take(definition);
    if (taken.implied) result.emplace(*std::get<Import>(definition).module, *taken.implied);
  }
  return result;
}

}  // namespace

Removal::Removal(const Module& module)
    : module_(module), definitions_(module.definitions.size()), first_own_(modlink::first_own(module)) {
  const PerSpace<Index> counts = count_indices(module);
  for (const IndexSpace space : all_index_spaces) {
    gone_[space].resize(counts[space]);
    new_[space].resize(counts[space], gone);
  }
}

void Removal::add(IndexSpace space, Index index) {
  gone_[space].at(index) = true;
  empty_ = false;
}

void Removal::add_definition(std::size_t position) {
  definitions_.at(position) = true;
  empty_ = false;
}

// An implied instance is there as long as anything is imported from it.
void Removal::note_implied() {
  std::map<Name, Index> left;
  std::map<Name, Index> all;
  std::size_t position = 0;
  for_each_definition(module_, [&](const Definition& definition, const TakenIndices& taken) {
    const bool goes = definitions_[position++];
    const auto* import = std::get_if<Import>(&definition);
    if (!import || !import->module) return;
    if (taken.implied) all.emplace(*import->module, *taken.implied);
    if (!goes && !is_gone(taken.space, taken.first)) left.emplace(*import->module, 0);
  });
  for (const auto& [name, instance] : all) {
    if (!left.contains(name)) gone_[IndexSpace::instance][instance] = true;
  }
}

// Uses come behind what they use.
void Removal::cascade() {
  note_implied();
  std::size_t position = 0;
  for_each_definition(module_, [&](const Definition& definition, const TakenIndices& taken) {
    bool goes = definitions_[position];
    if (taken.space != IndexSpace::type) goes = goes || is_gone(taken.space, taken.first);
    const auto* alias = std::get_if<Alias>(&definition);
    const auto* field = alias ? std::get_if<ExportAlias>(&alias->target) : nullptr;
    if (field && is_gone(IndexSpace::instance, field->instance)) goes = true;
    const auto* instance = std::get_if<Instance>(&definition);
    if (instance && is_gone(IndexSpace::module, instance->module)) goes = true;
    definitions_[position++] = goes;
    if (goes) gone_[taken.space][taken.first] = true;
  });
  for (Index i = 0; i < module_.elems.size(); ++i) {
    const ElemSegment& segment = module_.elems[i];
    const bool is_lost = segment.mode == SegmentMode::active && is_gone(IndexSpace::table, segment.table);
    if (is_lost) gone_[IndexSpace::elem][i] = true;
  }
  for (Index i = 0; i < module_.datas.size(); ++i) {
    const DataSegment& segment = module_.datas[i];
    const bool is_lost = segment.mode == SegmentMode::active && is_gone(IndexSpace::memory, segment.memory);
    if (is_lost) gone_[IndexSpace::data][i] = true;
  }
}

void Removal::find_new_indices(const std::vector<bool>& goes) {
  std::vector<Definition> left;
  std::vector<TakenIndices> before;
  std::size_t position = 0;
  for_each_definition(module_, [&](const Definition& definition, const TakenIndices& taken) {
    if (goes[position++]) return;
    left.push_back(definition);
    before.push_back(taken);
  });
  IndexCounter counter;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const TakenIndices taken = counter.take(left[i]);
    for (Index k = 0; k < taken.count; ++k) new_[taken.space][before[i].first + k] = taken.first + k;
  }
  const std::map<Name, Index> implied = implied_instances(left);
  for (const auto& [name, instance] : implied_instances(module_.definitions)) {
    const auto found = implied.find(name);
    if (found != implied.end()) new_[IndexSpace::instance][instance] = found->second;
  }
  for (const IndexSpace space : all_index_spaces) {
    Index next = counter.count(space);
    for (Index i = first_own_[space]; i < new_[space].size(); ++i) {
      if (!gone_[space][i]) new_[space][i] = next++;
    }
  }
}

bool Removal::names_gone(const Expr& expr) const {
  bool found = false;
  for_each_free_index(expr, [&](FreeIndex free) { found = found || is_gone(free.space, free.index); });
  return found;
}

// Modules of this one that `inner` gives names go from it as well. `depth` is how an outer alias there reaches this
// one.
void Removal::reach_into(Module& inner, Index depth) const {
  Removal removal(inner);
  std::size_t position = 0;
  for (Definition& definition : inner.definitions) {
    if (auto* nested = std::get_if<NestedModule>(&definition)) reach_into(*nested->module, depth + 1);
    const auto* alias = std::get_if<Alias>(&definition);
    const auto* outer = alias ? std::get_if<OuterAlias>(&alias->target) : nullptr;
    const bool reaches = outer && outer->depth == depth && outer->kind == ExternKind::module;
    if (reaches && is_gone(IndexSpace::module, outer->index)) removal.add_definition(position);
    ++position;
  }
  if (!removal.empty()) inner = std::move(removal).result();
}

void Removal::mend_definitions(Module& module) const {
  for (Definition& definition : module.definitions) {
    if (auto* nested = std::get_if<NestedModule>(&definition)) reach_into(*nested->module, 0);
    auto* instance = std::get_if<Instance>(&definition);
    if (!instance) continue;
    std::erase_if(instance->args, [&](const InstantiateArg& arg) { return is_gone(space_of(arg.kind), arg.index); });
  }
  std::erase_if(module.exports, [&](const Export& item) { return is_gone(space_of(item.kind), item.index); });
  if (module.start && is_gone(IndexSpace::func, module.start->func)) module.start.reset();
}

void Removal::mend_functions(Module& module) const {
  for (Func& func : module.funcs) {
    if (!names_gone(func.body)) continue;
    Expr body;
    for (const Instr instr : func.body) {
      bool is_lost = false;
      const auto same = [&](FreeIndex free) {
        is_lost = is_lost || is_gone(free.space, free.index);
        return free;
      };
      Expr copy;
      append_mapped(copy, func.body, instr, same);
      // What opens a block cannot go by itself.
      if (is_lost && !is_opening(instr.op) && !is_dividing(instr.op)) {
        body.append(make_plain(Opcode::unreachable, instr.pos));
      } else {
        append_mapped(body, func.body, instr, [](FreeIndex free) { return free; });
      }
    }
    func.body = std::move(body);
  }
}

void Removal::mend_initialisers(Module& module) const {
  const auto mend = [&](Expr& expr, ValType type) {
    if (!names_gone(expr)) return;
    if (std::optional<Expr> zero = zero_expr(type)) expr = std::move(*zero);
  };
  for (Global& global : module.globals) mend(global.init, global.type.val);
  for (Table& table : module.tables) {
    if (table.init && names_gone(*table.init)) table.init.reset();
  }
  for (ElemSegment& segment : module.elems) {
    mend(segment.offset, ValKind::i32);
    if (auto* exprs = std::get_if<std::vector<Expr>>(&segment.init)) {
      std::erase_if(*exprs, [&](const Expr& expr) { return names_gone(expr); });
    } else {
      std::erase_if(std::get<FuncIndices>(segment.init), [&](Index func) { return is_gone(IndexSpace::func, func); });
    }
  }
  for (DataSegment& segment : module.datas) mend(segment.offset, ValKind::i32);
}

void Removal::remove_names(Module& module) const {
  Names& names = module.names;
  for (const IndexSpace space : all_index_spaces) {
    names[space].erase_if([&](Index index) { return is_gone(space, index); });
  }
  const auto is_of_gone = [&](const auto& item) { return is_gone(IndexSpace::func, item.first); };
  std::erase_if(names.locals, is_of_gone);
  std::erase_if(names.labels, is_of_gone);
}

void Removal::remove_hints(Module& module) const {
  std::map<std::size_t, std::vector<BranchHint>> left;
  std::size_t next = 0;
  for (Index i = 0; i < module_.funcs.size(); ++i) {
    if (is_gone(IndexSpace::func, first_own_[IndexSpace::func] + i)) continue;
    const auto hints = module.branch_hints.find(i);
    if (hints != module.branch_hints.end()) left.emplace(next, std::move(hints->second));
    ++next;
  }
  module.branch_hints = std::move(left);
}

void Removal::remove_own(Module& module) const {
  const auto remove = [&](auto& definitions, IndexSpace space) {
    Index index = first_own_[space];
    std::erase_if(definitions, [&](const auto&) { return is_gone(space, index++); });
  };
#define DEFINED_SPACE(name, members, ...) remove(module.members, IndexSpace::name);
#include "wast/syntax/index_spaces.def"
}

Module Removal::result() && {
  cascade();
  find_new_indices(definitions_);
  Module result = module_;
  mend_definitions(result);
  mend_functions(result);
  mend_initialisers(result);
  remove_names(result);
  remove_hints(result);
  remove_own(result);
  rewrite::erase_definitions(result, definitions_);
  result = map_free_indices(std::move(result), [&](FreeIndex free) {
    if (free.depth == 0 && free.index < new_[free.space].size()) free.index = new_[free.space][free.index];
    return free;
  });
  std::unordered_set<Index> refs;
  for (const Func& func : result.funcs) rewrite::collect_refs(func.body, refs);
  rewrite::declare_refs(result, refs);
  return result;
}

}  // namespace modlink::shrink
