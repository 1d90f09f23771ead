// Writing the definitions of an instance into the flat module. spec: exec/modules, Allocation, Instantiation
#include "tools/transform/flat_writer.h"

#include <algorithm>

#include "rewrite/declare_refs.h"
#include "tools/transform/copy_size.h"
#include "tools/transform/flat_names.h"
#include "wast/syntax/definitions.h"

namespace modlink::transform {

namespace {

void number(StaticInstance& inst, ExternKind kind, Index first, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) inst.of(kind).push_back(first + static_cast<Index>(i));
}

}  // namespace

void FlatWriter::number_definitions(StaticInstance& inst) {
  const Module& module = inst.code->module;
  for (const IndexSpace space : all_index_spaces) {
    if (!is_core(space) || space == IndexSpace::func) continue;
    const ExternKind kind = *kind_of(space);
    number(inst, kind, flat_.next(kind), count_own(module, space));
  }
  inst.first_elem = static_cast<Index>(flat_.module.elems.size());
  inst.first_data = static_cast<Index>(flat_.module.datas.size());
}

void FlatWriter::charge_copies(const StaticInstance& inst, const std::vector<Index>& new_funcs) {
  CopySize size = size_without_funcs(inst.code->module);
  for (Index func : new_funcs) size += size_of_func(inst.code->module.funcs[func]);
  flat_.report.copied_funcs += new_funcs.size();
  FlattenReport::Instance& made = flat_.report.made[inst.number];
  made.copied_funcs = new_funcs.size();
  made.copied_definitions = size.definitions;
  flat_.charge_copies(*inst.code, size);
}

void FlatWriter::write(StaticInstance& inst) {
  const auto [sharing, is_first] = sharing_.try_emplace(inst.code, *inst.code);
  const InstanceMap map{inst, flat_.types.of(*inst.code)};
  if (is_first && inst.code != &flat_.root) add_code_names(flat_, *inst.code);
  number_definitions(inst);
  const std::vector<Index> new_funcs = sharing->second.assign(inst, flat_.next(ExternKind::func));
  if (!is_first) charge_copies(inst, new_funcs);
  write_funcs(inst, map, new_funcs);
  write_globals(inst, map);
  write_tables(inst, map);
  write_memories_and_typed(inst, map);
  write_elems(inst, map);
  write_datas(inst, map);
  add_names(flat_, inst, new_funcs);
  note_origins(inst, new_funcs);
}

void FlatWriter::note_origins(const StaticInstance& inst, const std::vector<Index>& new_funcs) {
  const auto add = [&](IndexSpace space, Index own) {
    flat_.report.origins[space].push_back({inst.number, inst.code->first_own(space) + own});
  };
  for (const Index func : new_funcs) add(IndexSpace::func, func);
  for (const IndexSpace space : all_index_spaces) {
    if (space == IndexSpace::func || space == IndexSpace::type) continue;
    for (Index own = 0; own < count_own(inst.code->module, space); ++own) add(space, own);
  }
}

void FlatWriter::write_funcs(const StaticInstance& inst, const InstanceMap& map, const std::vector<Index>& funcs) {
  const Module& module = inst.code->module;
  for (Index index : funcs) {
    const auto hints = module.branch_hints.find(index);
    if (hints != module.branch_hints.end()) flat_.module.branch_hints[flat_.module.funcs.size()] = hints->second;
    Func func = map_free_indices(module.funcs[index], map);
    rewrite::collect_refs(func.body, body_refs_);
    flat_.module.funcs.push_back(std::move(func));
  }
}

void FlatWriter::write_globals(const StaticInstance& inst, const InstanceMap& map) {
  for (const Global& global : inst.code->module.globals) {
    flat_.module.globals.push_back(
        {global.at, map_free_indices(global.type, map), flat_const_expr(flat_, global.init, map)});
  }
}

void FlatWriter::write_tables(const StaticInstance& inst, const InstanceMap& map) {
  for (const Table& table : inst.code->module.tables) {
    Table copy{table.at, map_free_indices(table.type, map), std::nullopt};
    if (table.init) {
      TableInit init = flat_table_init(flat_, flat_const_expr(flat_, *table.init, map), copy.type);
      copy.init = std::move(init.init);
      if (init.fill) fills_.emplace_back(flat_.next(ExternKind::table), std::move(*init.fill));
    }
    flat_.tables.push_back(copy.type);
    flat_.module.tables.push_back(std::move(copy));
  }
}

// Definitions that consist of their types.
template <IndexSpace space>
void write_typed(const std::vector<TypedDefinition<space>>& from, std::vector<TypedDefinition<space>>& to,
                 const InstanceMap& map) {
  for (const TypedDefinition<space>& definition : from) to.push_back(map_free_indices(definition, map));
}
template <class T>
void write_typed(const std::vector<T>&, const std::vector<T>&, const InstanceMap&) {}

void FlatWriter::write_memories_and_typed(const StaticInstance& inst, const InstanceMap& map) {
  for (const Memory& memory : inst.code->module.memories) {
    flat_.memories.push_back(memory.type);
    flat_.module.memories.push_back(memory);
  }
#define CORE_SPACE(name, members, ...) write_typed(inst.code->module.members, flat_.module.members, map);
#include "wast/syntax/index_spaces.def"
}

void FlatWriter::write_elems(const StaticInstance& inst, const InstanceMap& map) {
  for (const ElemSegment& segment : inst.code->module.elems) {
    ElemSegment copy{segment.at, segment.mode, segment.table, {}, segment.type, {}};
    const auto* funcs = std::get_if<FuncIndices>(&segment.init);
    if (funcs) copy.init = *funcs;
    copy = map_free_indices(std::move(copy), map);
    copy.offset = flat_const_expr(flat_, segment.offset, map);
    if (!funcs) {
      std::vector<Expr>& exprs = copy.init.emplace<std::vector<Expr>>();
      for (const Expr& expr : std::get<std::vector<Expr>>(segment.init)) {
        exprs.push_back(flat_const_expr(flat_, expr, map));
      }
    }
    flat_.module.elems.push_back(std::move(copy));
  }
}

void FlatWriter::write_datas(const StaticInstance& inst, const InstanceMap& map) {
  for (const DataSegment& segment : inst.code->module.datas) {
    DataSegment copy = map_free_indices(DataSegment{segment.at, segment.mode, segment.memory, {}, {}}, map);
    copy.offset = flat_const_expr(flat_, segment.offset, map);
    copy.init = segment.init;
    flat_.module.datas.push_back(std::move(copy));
  }
}

void FlatWriter::write_start(const StaticInstance& inst) {
  const Module& module = inst.code->module;
  for (const auto& [table, value] : fills_) {
    start_.fill_table(table, value);
    rewrite::collect_refs(value, body_refs_);
  }
  fills_.clear();
  for (Index i = 0; i < module.elems.size(); ++i) {
    if (module.elems[i].mode == SegmentMode::active) start_.run_elem(inst.first_elem + i);
  }
  for (Index i = 0; i < module.datas.size(); ++i) {
    if (module.datas[i].mode == SegmentMode::active) start_.run_data(inst.first_data + i);
  }
  if (module.start) start_.call(inst.of(ExternKind::func)[module.start->func]);
}

void FlatWriter::finish() {
  start_.finish();
  rewrite::declare_refs(flat_.module, body_refs_);
}

}  // namespace modlink::transform
