// Validation of instructions. spec: valid/instructions; appendix/algorithm
#include "validator/instructions.h"

#include <algorithm>
#include <array>

#include "validator/expr_checker.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/type_tables.h"

namespace modlink::validator {

namespace {

// The type of an instruction that the table gives completely, for one address type of its memory or table.
struct Signature {
  std::array<ValType, 4> operands;
  std::array<ValType, 2> results;
  std::uint8_t operand_count = 0;
  std::uint8_t result_count = 0;
  bool polymorphic = false;  // "*": the results are any
};

// A row with a letter that says nothing does not compile.
constexpr ValType type_of_letter(char letter, AddrType addr) {
  for (const NumTypeInfo& type : num_type_rows) {
    if (type.letter == letter) return type.kind;
  }
  switch (letter) {
    case 'q': return RefType{true, {HeapKind::eq, 0}};
    case 'j': return RefType{true, {HeapKind::i31, 0}};
    case 'J': return RefType{false, {HeapKind::i31, 0}};
    case 'y': return RefType{true, {HeapKind::array, 0}};
    case 'x': return RefType{true, {HeapKind::exn, 0}};
    case 'a': return val_type(addr);
    default: throw "no letter of a type";
  }
}

constexpr Signature parse_signature(std::string_view text, AddrType addr) {
  Signature result;
  const std::size_t colon = text.find(':');
  for (const char letter : text.substr(0, colon))
    result.operands[result.operand_count++] = type_of_letter(letter, addr);
  result.polymorphic = text.substr(colon + 1) == "*";
  if (result.polymorphic) return result;
  for (const char letter : text.substr(colon + 1)) result.results[result.result_count++] = type_of_letter(letter, addr);
  return result;
}

using SignatureTable = std::array<Signature, opcode_count>;

// Empty for the instructions that have rules of their own.
constexpr SignatureTable parse_signatures(AddrType addr) {
  return {{
#define INSTR(prefix, code, name, mnemonic, immediate, signature, align, constant, feature) \
  parse_signature(signature, addr),
#define TYPED(...) Signature{},
#include "wast/syntax/instructions.def"
  }};
}

constexpr SignatureTable signatures[] = {parse_signatures(AddrType::i32), parse_signatures(AddrType::i64)};

constexpr std::uint8_t atomic_prefix = 0xfe;

void check_lane(std::uint32_t lane, std::uint32_t count, Pos pos) {
  if (lane >= count) throw Invalid(pos, "invalid lane index " + std::to_string(lane));
}

// The number after the `x` in the shape that the mnemonic begins with.
std::uint32_t lane_count(const OpcodeInfo& row) {
  const char* digits = row.mnemonic.data() + row.mnemonic.find('x') + 1;
  return digits[0] == '1' ? 16 : static_cast<std::uint32_t>(digits[0] - '0');
}

}  // namespace

// One case for each instruction, and no default: the compiler finds those without one.
void ExprChecker::check_instr(const Instr& instr) {
  const Index x = instr.index;
  const Pos pos = instr.pos;
  switch (instr.op) {
    case Opcode::block: return stack_.push_ctrl(instr.op, block_signature(instr), locals_.init_height());
    case Opcode::loop: return stack_.push_ctrl(instr.op, block_signature(instr), locals_.init_height());
    case Opcode::if_: return check_if(instr);
    case Opcode::else_: return check_else();
    case Opcode::end: return check_end();
    case Opcode::br: return jump(label_types(x));
    case Opcode::br_if: return check_br_if(label_types(x));
    case Opcode::br_table: return check_br_table(instr);
    case Opcode::return_: return jump(stack_.outermost().end_types());
    case Opcode::call: {
      const FuncType& callee = context_.func(x, pos);
      return apply(callee.params, callee.results);
    }
    case Opcode::call_indirect: {
      const FuncType& callee = check_call_indirect(instr);
      return apply(callee.params, callee.results);
    }
    case Opcode::call_ref: {
      const FuncType& callee = check_call_ref(instr);
      return apply(callee.params, callee.results);
    }
    case Opcode::return_call: return check_tail_call(context_.func(x, pos));
    case Opcode::return_call_indirect: return check_tail_call(check_call_indirect(instr));
    case Opcode::return_call_ref: return check_tail_call(check_call_ref(instr));

    case Opcode::throw_: return jump(context_.tag(x, pos)->func()->params);
    case Opcode::try_table: return check_try_table(instr);
    case Opcode::try_: return stack_.push_ctrl(instr.op, block_signature(instr), locals_.init_height());
    case Opcode::catch_: return check_handler(instr.op, context_.tag(x, pos)->func()->params);
    case Opcode::catch_all: return check_handler(instr.op, {});
    case Opcode::delegate: return check_delegate(x);
    case Opcode::rethrow: return check_rethrow(x, pos);

    case Opcode::drop: stack_.pop_val(); return;
    case Opcode::select: return check_select();
    case Opcode::select_t: return check_select_t(instr);

    case Opcode::local_get: return stack_.push_val(locals_.get(x, pos));
    case Opcode::local_set: return stack_.pop_val(locals_.set(x, pos));
    case Opcode::local_tee: {
      const ValType type = locals_.set(x, pos);
      return apply({type}, {type});
    }
    case Opcode::global_get: return stack_.push_val(context_.global(x, pos).val);
    case Opcode::global_set: return stack_.pop_val(check_global_set(instr));

    case Opcode::table_get: return apply({addr_type(x, instr)}, {elem_type(x, instr)});
    case Opcode::table_set: return apply({addr_type(x, instr), elem_type(x, instr)}, {});
    case Opcode::table_grow: return apply({elem_type(x, instr), addr_type(x, instr)}, {addr_type(x, instr)});
    case Opcode::table_fill: return apply({addr_type(x, instr), elem_type(x, instr), addr_type(x, instr)}, {});
    case Opcode::table_copy: return check_table_copy(instr);
    case Opcode::table_init: return check_table_init(instr);
    case Opcode::memory_copy: return check_memory_copy(instr);

    case Opcode::ref_null: return stack_.push_val(RefType{true, context_.close(instr.heap(), pos)});
    case Opcode::ref_is_null: return check_ref_is_null();
    case Opcode::ref_func: return stack_.push_val(check_ref_func(instr));
    case Opcode::ref_as_non_null: return stack_.push_val(RefType{false, pop_ref().heap});
    case Opcode::br_on_null: return check_br_on_null(label_types(x));
    case Opcode::br_on_non_null: return check_br_on_non_null(label_types(x));

    case Opcode::ref_test: return check_ref_test(instr, false);
    case Opcode::ref_test_null: return check_ref_test(instr, true);
    case Opcode::ref_cast: return check_ref_cast(instr, false);
    case Opcode::ref_cast_null: return check_ref_cast(instr, true);
    case Opcode::br_on_cast: return check_br_on_cast(instr);
    case Opcode::br_on_cast_fail: return check_br_on_cast_fail(instr);
    case Opcode::any_convert_extern: return check_convert(HeapKind::extern_, HeapKind::any);
    case Opcode::extern_convert_any: return check_convert(HeapKind::any, HeapKind::extern_);

    case Opcode::struct_new: return check_struct_new(instr);
    case Opcode::struct_new_default: return check_struct_new_default(instr);
    case Opcode::struct_get: return check_struct_get(instr, false);
    case Opcode::struct_get_s:
    case Opcode::struct_get_u: return check_struct_get(instr, true);
    case Opcode::struct_set: return check_struct_set(instr);
    case Opcode::array_new: return check_array_new(instr);
    case Opcode::array_new_default: return check_array_new_default(instr);
    case Opcode::array_new_fixed: return check_array_new_fixed(instr);
    case Opcode::array_new_data: return check_array_new_data(instr);
    case Opcode::array_new_elem: return check_array_new_elem(instr);
    case Opcode::array_get: return check_array_get(instr, false);
    case Opcode::array_get_s:
    case Opcode::array_get_u: return check_array_get(instr, true);
    case Opcode::array_set: return check_array_set(instr);
    case Opcode::array_fill: return check_array_fill(instr);
    case Opcode::array_copy: return check_array_copy(instr);
    case Opcode::array_init_data: return check_array_init_data(instr);
    case Opcode::array_init_elem: return check_array_init_elem(instr);

#define INSTR(prefix, code, name, ...) case Opcode::name:
#define TYPED(...)
#include "wast/syntax/instructions.def"
      return check_signature(instr);
  }
}

// Instructions whose type is in the table.
void ExprChecker::check_signature(const Instr& instr) {
  const AddrType addr = check_immediate(instr);
  const Signature& type = signatures[static_cast<std::size_t>(addr)][static_cast<std::size_t>(instr.op)];
  apply_short(ValTypes(type.operands.data(), type.operand_count), ValTypes(type.results.data(), type.result_count));
  if (type.polymorphic) stack_.unreachable();
}

// Of those: returns the address type of the memory or table that the instruction names, if it names one.
AddrType ExprChecker::check_immediate(const Instr& instr) {
  switch (info(instr.op).immediate) {
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return check_mem_arg(instr);
    case Immediate::memory: return context_.memory(instr.index, instr.pos).addr;
    case Immediate::table: return table(instr.index, instr).addr;
    case Immediate::memory_init: {
      const MemoryType& memory = context_.memory(instr.pair.y, instr.pos);
      context_.data(instr.pair.x, instr.pos);
      return memory.addr;
    }
    case Immediate::data: context_.data(instr.index, instr.pos); break;
    case Immediate::elem: context_.elem(instr.index, instr.pos); break;
    case Immediate::lane: check_lane(instr.index, lane_count(info(instr.op)), instr.pos); break;
    case Immediate::shuffle:
      for (const std::uint8_t lane : expr_.vector(instr).bytes) check_lane(lane, 32, instr.pos);
      break;
    case Immediate::none:
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64:
    case Immediate::v128:
    case Immediate::fence: break;
    // Only instructions with rules of their own have these.
    case Immediate::block:
    case Immediate::label:
    case Immediate::br_table:
    case Immediate::func:
    case Immediate::call_indirect:
    case Immediate::select_types:
    case Immediate::local:
    case Immediate::global:
    case Immediate::memory_copy:
    case Immediate::table_init:
    case Immediate::table_copy:
    case Immediate::heap_type:
    case Immediate::type:
    case Immediate::tag:
    case Immediate::field:
    case Immediate::array_new_fixed:
    case Immediate::type_data:
    case Immediate::type_elem:
    case Immediate::array_copy:
    case Immediate::cast:
    case Immediate::try_table: break;
  }
  return AddrType::i32;
}

AddrType ExprChecker::check_mem_arg(const Instr& instr) {
  const MemArg arg = expr_.mem_arg(instr);
  const MemoryType& memory = context_.memory(arg.memory, instr.pos);
  const OpcodeInfo& row = info(instr.op);
  if (arg.align > row.align) {
    throw Invalid(instr.pos, concat("alignment must not be larger than natural, which is ", 1u << row.align, " for ",
                                    row.mnemonic));
  }
  require(arg.align == row.align || row.prefix != atomic_prefix, instr.pos,
          "alignment must be natural in an atomic access");
  require(arg.offset <= UINT32_MAX || memory.addr == AddrType::i64, instr.pos, "offset out of range");
  if (row.immediate == Immediate::mem_arg_lane) check_lane(arg.lane, 16u >> row.align, instr.pos);
  return memory.addr;
}

BlockSignature ExprChecker::block_signature(const Instr& instr) {
  const BlockType type = expr_.block_type(instr);
  switch (type.kind) {
    case BlockType::Kind::empty: return {};
    case BlockType::Kind::val_type: return {nullptr, context_.close(type.val, instr.pos), true};
    case BlockType::Kind::type_index: break;
  }
  const FuncType& func = context_.func_type(type.type, instr.pos);
  const bool plain = func.params.empty() && func.results.size() <= 1;
  require_feature(context_.features, Feature::multi_value, plain, instr.pos, "invalid result arity");
  return {&func, {}, false};
}

void ExprChecker::check_if(const Instr& instr) {
  const BlockSignature type = block_signature(instr);
  stack_.pop_val(ValKind::i32);
  stack_.push_ctrl(instr.op, type, locals_.init_height());
}

void ExprChecker::check_else() {
  const CtrlFrame frame = stack_.pop_ctrl();
  locals_.reset(frame.init_height);
  stack_.push_vals(frame.start_types());
  stack_.push_ctrl(Opcode::else_, frame.type, frame.init_height);
}

void ExprChecker::check_end() {
  const CtrlFrame frame = stack_.pop_ctrl();
  locals_.reset(frame.init_height);
  if (stack_.empty()) return;
  // Without an `else`, the parameters are the results.
  if (frame.opcode == Opcode::if_) {
    stack_.push_vals(frame.start_types());
    stack_.push_ctrl(Opcode::else_, frame.type, frame.init_height);
    stack_.pop_ctrl();
  }
  stack_.push_vals(frame.end_types());
}

void ExprChecker::check_br_if(ValTypes label_types) {
  stack_.pop_val(ValKind::i32);
  apply(label_types, label_types);
}

// Labels of the same type are compared with the operands once: a table may name thousands of labels of a thousand
// results each.
void ExprChecker::check_br_table(const Instr& instr) {
  const std::vector<Index> labels = expr_.labels(instr);
  stack_.pop_val(ValKind::i32);
  const std::size_t arity = label_types(labels.back()).size();
  std::unordered_set<const ValType*> checked;
  for (const Index label : labels) {
    const ValTypes types = label_types(label);
    if (types.size() != arity) stack_.fail("labels of br_table differ in their number of operands");
    if (arity > 1 && !checked.insert(types.data()).second) continue;
    stack_.charge(types.size());
    stack_.check_vals(types);
  }
  stack_.unreachable();
}

const FuncType& ExprChecker::check_call_indirect(const Instr& instr) {
  const TableType& type = table(instr.pair.y, instr);
  require_elem_type(type.elem, funcref);
  const FuncType& callee = context_.func_type(instr.pair.x, instr.pos);
  stack_.pop_val(val_type(type.addr));
  return callee;
}

void ExprChecker::check_tail_call(const FuncType& callee) {
  const ResultType& expected = stack_.outermost().type.func->results;
  stack_.charge(expected.size());
  const bool same = callee.results == expected;
  if (!same) stack_.charge_matches(expected.size());
  if (!same && !match_result_type(context_.store, callee.results, expected)) {
    stack_.fail("current function requires result type " + context_.describe(expected) + " but callee returns " +
                context_.describe(callee.results));
  }
  jump(callee.params);
}

void ExprChecker::check_select() {
  stack_.pop_val(ValKind::i32);
  const ValType second = stack_.pop_val();
  const ValType first = stack_.pop_val();
  const bool same = first == second || first == ValKind::bot || second == ValKind::bot;
  if (first.is_ref() || second.is_ref() || !same) {
    stack_.fail("select without a type requires two numbers or vectors of one type but stack has " +
                context_.describe(ResultType{first, second}));
  }
  stack_.push_val(first == ValKind::bot ? second : first);
}

void ExprChecker::check_select_t(const Instr& instr) {
  const ResultType types = expr_.val_types(instr);
  require(types.size() == 1, instr.pos, "invalid result arity");
  const ValType type = context_.close(types[0], instr.pos);
  apply({type, type, ValKind::i32}, {type});
}

ValType ExprChecker::check_global_set(const Instr& instr) {
  const GlobalType& global = context_.global(instr.index, instr.pos);
  if (!global.mut) throw Invalid(instr.pos, "immutable global " + context_.called(IndexSpace::global, instr.index));
  return global.val;
}

// The length is of the smaller address type.
void ExprChecker::check_memory_copy(const Instr& instr) {
  const AddrType to = context_.memory(instr.pair.x, instr.pos).addr;
  const AddrType from = context_.memory(instr.pair.y, instr.pos).addr;
  apply({val_type(to), val_type(from), val_type(std::min(to, from))}, {});
}

void ExprChecker::check_table_init(const Instr& instr) {
  const TableType& type = table(instr.pair.y, instr);
  require_elem_type(context_.elem(instr.pair.x, instr.pos), type.elem);
  apply({val_type(type.addr), ValKind::i32, ValKind::i32}, {});
}

void ExprChecker::check_table_copy(const Instr& instr) {
  const TableType& to = table(instr.pair.x, instr);
  const TableType& from = table(instr.pair.y, instr);
  require_elem_type(from.elem, to.elem);
  apply({val_type(to.addr), val_type(from.addr), val_type(std::min(to.addr, from.addr))}, {});
}

void ExprChecker::require_elem_type(RefType found, ValType expected) {
  if (match_val_type(context_.store, found, expected)) return;
  stack_.fail("instruction requires elements of type " + context_.describe(expected) + " but finds " +
              context_.describe(ValType(found)));
}

void check_expr(const Context& context, const Expr& expr, Locals& locals, const BlockSignature& type,
                std::uint64_t& list_operands) {
  ExprChecker(context, expr, locals, list_operands).check(type);
}

void check_func(const Context& context, const Func& func, const NameMap& names, std::uint64_t& list_operands) {
  const FuncType& type = context.func_type(func.type, func.at.pos);
  Locals locals(context, type, func, names);
  check_expr(context, func.body, locals, {&type, {}, false}, list_operands);
}

void check_unchecked_func(const Context& context, Func& func, const NameMap& names, std::uint64_t& list_operands,
                          binary::ExprDecoder& decoder) {
  const FuncType& type = context.func_type(func.type, func.at.pos);
  Locals locals(context, type, func, names);
  ExprChecker checker(context, func.body, locals, list_operands);
  func.body.set_checked(checker.check_unchecked({&type, {}, false}, decoder));
}

}  // namespace modlink::validator
