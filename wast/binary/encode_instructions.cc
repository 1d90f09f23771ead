// Encoding of instructions. spec: binary/instructions
#include "wast/binary/encode_instructions.h"

#include "wast/binary/encode_types.h"
#include "wast/syntax/free_indices.h"

namespace modlink::binary {

namespace {

void encode_opcode(Writer& out, const OpcodeInfo& info) {
  if (info.prefix == 0) return out.byte(static_cast<std::uint8_t>(info.code));
  out.byte(info.prefix);
  out.u32(info.code);
}

void encode_block_type(Writer& out, const BlockType& type) {
  switch (type.kind) {
    case BlockType::Kind::empty: return out.byte(0x40);
    case BlockType::Kind::val_type: return encode_val_type(out, type.val);
    case BlockType::Kind::type_index: return out.s64(type.type);
  }
}

// Bit 6 says that a memory index follows. spec: binary/instructions, Memory Instructions
void encode_mem_arg(Writer& out, const MemArg& arg) {
  out.u32(arg.align | (arg.memory != 0 ? 0x40 : 0x00));
  if (arg.memory != 0) out.u32(arg.memory);
  out.u64(arg.offset);
}

// spec: binary/instructions, `castop`
void encode_cast(Writer& out, const Cast& cast) {
  out.byte((cast.from.nullable ? 1 : 0) | (cast.to.nullable ? 2 : 0));
  out.u32(cast.label);
  encode_heap_type(out, cast.from.heap);
  encode_heap_type(out, cast.to.heap);
}

void encode_catch(Writer& out, const Catch& clause) {
  out.byte(static_cast<std::uint8_t>(clause.kind));
  if (has_tag(clause.kind)) out.u32(clause.tag);
  out.u32(clause.label);
}

void encode_vector(Writer& out, const V128& vector) {
  for (std::uint8_t byte : vector.bytes) out.byte(byte);
}

void encode_br_table(Writer& out, std::span<const Index> labels) {
  out.u32(static_cast<std::uint32_t>(labels.size() - 1));
  for (const Index label : labels) out.u32(label);
}

void encode_select_types(Writer& out, std::span<const ValType> types) {
  out.u32(static_cast<std::uint32_t>(types.size()));
  for (const ValType type : types) encode_val_type(out, type);
}

void encode_pair(Writer& out, const Instr::Pair& pair) {
  out.u32(pair.x);
  out.u32(pair.y);
}

void encode_instr(Writer& out, const Expr& expr, const Instr& instr) {
  const OpcodeInfo& row = info(instr.op);
  encode_opcode(out, row);
  switch (row.immediate) {
    case Immediate::none: return;
    case Immediate::block:
      if (instr.op != Opcode::else_) encode_block_type(out, expr.block_type(instr));
      return;
    case Immediate::label:
    case Immediate::func:
    case Immediate::local:
    case Immediate::global:
    case Immediate::table:
    case Immediate::memory:
    case Immediate::data:
    case Immediate::elem:
    case Immediate::type:
    case Immediate::tag: return out.u32(instr.index);
    case Immediate::br_table: return encode_br_table(out, expr.labels(instr));
    case Immediate::select_types: return encode_select_types(out, expr.val_types(instr));
    case Immediate::mem_arg: return encode_mem_arg(out, expr.mem_arg(instr));
    case Immediate::mem_arg_lane:
      encode_mem_arg(out, expr.mem_arg(instr));
      return out.byte(static_cast<std::uint8_t>(expr.mem_arg(instr).lane));
    case Immediate::call_indirect:
    case Immediate::memory_init:
    case Immediate::memory_copy:
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem:
    case Immediate::array_copy: return encode_pair(out, instr.pair);
    case Immediate::heap_type: return encode_heap_type(out, instr.heap());
    case Immediate::i32: return out.s64(static_cast<std::int32_t>(instr.bits));
    case Immediate::i64: return out.s64(static_cast<std::int64_t>(instr.bits));
    case Immediate::f32: return out.f32(static_cast<std::uint32_t>(instr.bits));
    case Immediate::f64: return out.f64(instr.bits);
    case Immediate::cast: return encode_cast(out, expr.cast(instr));
    case Immediate::try_table:
      encode_block_type(out, expr.block_type(instr));
      return out.vec(expr.catches(instr), encode_catch);
    case Immediate::lane: return out.byte(static_cast<std::uint8_t>(instr.index));
    case Immediate::v128:
    case Immediate::shuffle: return encode_vector(out, expr.vector(instr));
    case Immediate::fence: return out.byte(0x00);
  }
}

}  // namespace

void encode_expr(Writer& out, const Expr& expr) {
  for (const Instr instr : expr) encode_instr(out, expr, instr);
}

void encode_expr(Writer& out, const Expr& expr, std::vector<std::uint32_t>& offsets) {
  for (const Instr instr : expr) {
    offsets.push_back(static_cast<std::uint32_t>(out.written().size()));
    encode_instr(out, expr, instr);
  }
}

bool has_data_index(const Expr& expr) {
  bool found = false;
  for_each_free_index(expr, [&](FreeIndex free) { found |= free.space == IndexSpace::data; });
  return found;
}

}  // namespace modlink::binary
