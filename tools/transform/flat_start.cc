// What the flat module does when it is instantiated. spec: exec/modules, Instantiation, `runelem`, `rundata`; D13
#include "tools/transform/flat_start.h"

#include <utility>

#include "rewrite/segments.h"
#include "tools/transform/flat_constants.h"

namespace modlink::transform {

namespace {

// Of one start function; far below the limits of engines for the size of a function.
constexpr std::size_t max_instrs = 100'000;

Expr take_offset(Expr& offset) {
  Expr result = std::move(offset);
  offset = Expr{};
  return result;
}

}  // namespace

void FlatStart::begin_instructions() {
  phase_ = Phase::instructions;
  if (code_.size() < max_instrs) return;
  full_.push_back(std::move(code_));
  code_ = Expr{};
}

void FlatStart::emit_const(AddrType type, std::uint64_t value) {
  emit(make_const(type == AddrType::i64 ? Opcode::i64_const : Opcode::i32_const, no_pos, value));
}

void FlatStart::fill_table(Index table, const Expr& value) {
  begin_instructions();
  const TableType& type = flat_.tables[table];
  emit_const(type.addr, 0);
  append(code_, value);
  emit_const(type.addr, type.limits.min);
  emit(make_index(Opcode::table_fill, no_pos, table));
}

void FlatStart::run_elem(Index elem) {
  ElemSegment& segment = flat_.module.elems[elem];
  const bool comes_first = phase_ == Phase::datas && datas_fit_ && rewrite::fits(segment, flat_.tables[segment.table]);
  if (phase_ == Phase::elems || comes_first) return;
  begin_instructions();
  segment.mode = SegmentMode::passive;
  append(code_, take_offset(segment.offset));
  emit_const(AddrType::i32, 0);
  emit_const(AddrType::i32, rewrite::size_of(segment));
  emit(make_pair(Opcode::table_init, no_pos, elem, std::exchange(segment.table, 0)));
  emit(make_index(Opcode::elem_drop, no_pos, elem));
}

void FlatStart::run_data(Index data) {
  DataSegment& segment = flat_.module.datas[data];
  if (phase_ != Phase::instructions) {
    phase_ = Phase::datas;
    datas_fit_ &= rewrite::fits(segment, flat_.memories[segment.memory]);
    return;
  }
  begin_instructions();
  segment.mode = SegmentMode::passive;
  append(code_, take_offset(segment.offset));
  emit_const(AddrType::i32, 0);
  emit_const(AddrType::i32, segment.init.size());
  emit(make_pair(Opcode::memory_init, no_pos, data, std::exchange(segment.memory, 0)));
  emit(make_index(Opcode::data_drop, no_pos, data));
}

void FlatStart::call(Index func) {
  begin_instructions();
  emit(make_index(Opcode::call, no_pos, func));
}

Index FlatStart::add_func(Expr body, const char* name) {
  body.append(make_plain(Opcode::end, no_pos));
  const Index index = flat_.next(ExternKind::func);
  flat_.module.names[IndexSpace::func].append(index, name);
  flat_.module.funcs.push_back(
      {At{}, flat_.types.index(*flat_.root.type_store->intern(FuncType{})), {}, std::move(body)});
  return index;
}

void FlatStart::finish() {
  if (code_.empty() && full_.empty()) return;
  const Instr first = *code_.begin();
  if (full_.empty() && code_.size() == 1 && first.op == Opcode::call) {
    flat_.module.start = Start{flat_.root.module.start ? flat_.root.module.start->at : At{}, first.index};
    return;
  }
  if (!full_.empty()) {
    full_.push_back(std::move(code_));
    code_ = Expr{};
    for (Expr& part : full_) emit(make_index(Opcode::call, no_pos, add_func(std::move(part), "instantiate part")));
  }
  flat_.module.start = Start{At{}, add_func(std::move(code_), "instantiate")};
}

}  // namespace modlink::transform
