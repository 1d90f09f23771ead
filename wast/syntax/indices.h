// The indices that instructions contain: for whatever renumbers definitions. spec: syntax/modules, Indices
#pragma once

#include "wast/syntax/instructions.h"

namespace modlink {

// Calls `f(space, index)` for each index in `expr`, labels and locals aside; those that are kept in side arrays once,
// however many instructions share them.
template <class F>
void for_each_index(const Expr& expr, F f);

// The same, and `f` may change the index, which it gets by reference.
template <class F>
void map_indices(Expr& expr, F f);

// The type index in a value type, if it has one.
template <class Type, class F>
void visit_val_type(Type& type, F f) {
  if (type.is_ref() && type.heap_kind == HeapKind::type_index) f(IndexSpace::type, type.index);
}

// ---

namespace indices {

template <class F>
void visit_heap(Instr& instr, F f) {
  if (instr.heap().kind == HeapKind::type_index) f(IndexSpace::type, instr.pair.y);
}

template <class F>
void visit_memory(Instr& instr, Expr* expr, F f) {
  if (instr.wide) return;  // in the side arrays
  Index memory = instr.packed.memory;
  f(IndexSpace::memory, memory);
  if (!expr || memory == instr.packed.memory) return;
  MemArg arg = expr->mem_arg(instr);
  arg.memory = memory;
  instr = expr->make_mem_arg(instr.op, instr.pos, arg);
}

// What an instruction itself contains. `expr`, which it is part of, is null if it is not to be changed.
template <class F>
void visit_instr(Instr& instr, Expr* expr, F f) {
  const auto pair = [&](IndexSpace x, IndexSpace y) {
    f(x, instr.pair.x);
    f(y, instr.pair.y);
  };
  switch (info(instr.op).immediate) {
    case Immediate::func: return f(IndexSpace::func, instr.index);
    case Immediate::table: return f(IndexSpace::table, instr.index);
    case Immediate::memory: return f(IndexSpace::memory, instr.index);
    case Immediate::global: return f(IndexSpace::global, instr.index);
    case Immediate::tag: return f(IndexSpace::tag, instr.index);
    case Immediate::elem: return f(IndexSpace::elem, instr.index);
    case Immediate::data: return f(IndexSpace::data, instr.index);
    case Immediate::type: return f(IndexSpace::type, instr.index);
    case Immediate::field:
    case Immediate::array_new_fixed: return f(IndexSpace::type, instr.pair.x);
    case Immediate::heap_type: return visit_heap(instr, f);
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return visit_memory(instr, expr, f);
    case Immediate::call_indirect: return pair(IndexSpace::type, IndexSpace::table);
    case Immediate::memory_init: return pair(IndexSpace::data, IndexSpace::memory);
    case Immediate::memory_copy: return pair(IndexSpace::memory, IndexSpace::memory);
    case Immediate::table_init: return pair(IndexSpace::elem, IndexSpace::table);
    case Immediate::table_copy: return pair(IndexSpace::table, IndexSpace::table);
    case Immediate::type_data: return pair(IndexSpace::type, IndexSpace::data);
    case Immediate::type_elem: return pair(IndexSpace::type, IndexSpace::elem);
    case Immediate::array_copy: return pair(IndexSpace::type, IndexSpace::type);
    case Immediate::none:
    case Immediate::block:
    case Immediate::try_table:
    case Immediate::select_types:
    case Immediate::cast:
    case Immediate::label:
    case Immediate::br_table:
    case Immediate::local:
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64:
    case Immediate::lane:
    case Immediate::v128:
    case Immediate::shuffle:
    case Immediate::fence: return;
  }
}

template <class Type, class F>
void visit_block_type(Type& type, F f) {
  if (type.kind == BlockType::Kind::val_type) visit_val_type(type.val, f);
  if (type.kind == BlockType::Kind::type_index) f(IndexSpace::type, type.type);
}

template <class Type, class F>
void visit_ref_type(Type& type, F f) {
  if (type.heap.kind == HeapKind::type_index) f(IndexSpace::type, type.heap.index);
}

// `Side` is Immediates, const or not.
template <class Side, class F>
void visit_side_arrays(Side& side, F f) {
  for (auto& type : side.block_types) visit_block_type(type, f);
  for (auto& type : side.val_types) visit_val_type(type, f);
  for (auto& arg : side.mem_args) f(IndexSpace::memory, arg.memory);
  for (auto& cast : side.casts) {
    visit_ref_type(cast.from, f);
    visit_ref_type(cast.to, f);
  }
  for (auto& table : side.try_tables) {
    visit_block_type(table.type, f);
    for (auto& clause : table.catches) {
      if (has_tag(clause.kind)) f(IndexSpace::tag, clause.tag);
    }
  }
}

}  // namespace indices

template <class F>
void for_each_index(const Expr& expr, F f) {
  for (Instr instr : expr.instrs) indices::visit_instr(instr, nullptr, f);
  if (const Immediates* side = expr.side_arrays()) indices::visit_side_arrays(*side, f);
}

// The side arrays first: changing an instruction may add to them.
template <class F>
void map_indices(Expr& expr, F f) {
  if (Immediates* side = expr.side_arrays()) indices::visit_side_arrays(*side, f);
  for (Instr& instr : expr.instrs) indices::visit_instr(instr, &expr, f);
}

}  // namespace modlink
