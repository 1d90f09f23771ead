// Instructions of which most code consists, checked as their bytes are read. spec: valid/instructions
#include "validator/quick_checks.h"

#include "validator/expr_checker.h"
#include "wast/binary/decoder.h"
#include "wast/syntax/instr_reader.h"
#include "wast/syntax/short_integers.h"

namespace modlink::validator {

namespace {

// How many bytes `quick_check` looks at: those of the longest instruction that it knows, or what follows a shorter one.
constexpr std::ptrdiff_t longest_quick = 8;

}  // namespace

// spec: valid/instructions, Memory Instructions
const std::uint8_t* ExprChecker::quick_access(const QuickCheck& row, const std::uint8_t* next) {
  if (!has_plain_memory_ || next[1] > row.align) return nullptr;
  const std::uint8_t* const behind = skip_short_integer(next + 2);
  if (!behind) return nullptr;
  if (row.form == QuickForm::load) {
    if (!stack_.has(ValKind::i32, 1)) return nullptr;
    stack_.replace(1, row.result);
  } else {
    if (!stack_.has_pair(ValKind::i32, row.operand)) return nullptr;
    stack_.drop(2);
  }
  return behind;
}

// `index` is one byte, and no local if it has the high bit of a longer integer. spec: valid/instructions, Variable
// Instructions
bool ExprChecker::quick_local(QuickForm form, Index index) {
  const ValType* const type = locals_.find_quick(index);
  if (!type) return false;
  if (form == QuickForm::local_get) return stack_.try_push(*type);
  if (!stack_.has(*type, 1)) return false;
  if (form == QuickForm::local_set) stack_.drop(1);
  return true;
}

// `next` is behind the opcode. spec: valid/instructions, Variable Instructions
const std::uint8_t* ExprChecker::quick_global(QuickForm form, const std::uint8_t* next) {
  const Index index = read_short_unsigned(next);
  if (!next || index >= context_.globals.size()) return nullptr;
  const GlobalType& global = context_.globals[index];
  if (form == QuickForm::global_get) return stack_.try_push(global.val) ? next : nullptr;
  if (!global.mut || !stack_.has(global.val, 1)) return nullptr;
  stack_.drop(1);
  return next;
}

// spec: valid/instructions, Control Instructions
const std::uint8_t* ExprChecker::quick_call(const std::uint8_t* next) {
  const Index index = read_short_unsigned(next);
  if (!next || index >= context_.funcs.size()) return nullptr;
  const FuncType& type = *context_.funcs[index]->func();
  return stack_.try_apply(type.params, type.results) ? next : nullptr;
}

// To a label without operands; `label` is one byte, of a longer integer if it has the high bit.
bool ExprChecker::quick_branch(QuickForm form, Index label) {
  if (label >= 0x80 || label >= stack_.label_count() || !label_types(label).empty()) return false;
  if (form == QuickForm::br) {
    stack_.unreachable();
    return true;
  }
  if (!stack_.has(ValKind::i32, 1)) return false;
  stack_.drop(1);
  return true;
}

// Of a block without operands and results, at whose opcode `next` is.
bool ExprChecker::quick_block(QuickForm form, const std::uint8_t* next) {
  constexpr std::uint8_t no_type = 0x40;
  if (next[1] != no_type || !stack_.can_nest()) return false;
  if (form == QuickForm::if_) {
    if (!stack_.has(ValKind::i32, 1)) return false;
    stack_.drop(1);
  }
  const Opcode op = plain_opcodes[*next].op;
  stack_.push_ctrl(op, {}, locals_.init_height());
  if (decoder_) decoder_->pass_opening(op);
  return true;
}

bool ExprChecker::quick_end() {
  const CtrlFrame* const closed = stack_.find_closable();
  if (!closed) return false;
  locals_.reset(closed->init_height);
  stack_.close();
  if (decoder_) decoder_->pass_end();
  return true;
}

// Behind the instruction at `next`; null, and nothing is changed, if it has to be looked at closely.
const std::uint8_t* ExprChecker::quick_check(const std::uint8_t* next) {
  const QuickCheck& row = quick_checks[*next];
  switch (row.form) {
    case QuickForm::none: return nullptr;
    case QuickForm::constant: {
      const std::uint8_t* const behind = skip_short_integer(next + 1);
      return behind && stack_.try_push(row.result) ? behind : nullptr;
    }
    case QuickForm::unary:
      if (!stack_.has(row.operand, 1)) return nullptr;
      stack_.replace(1, row.result);
      return next + 1;
    case QuickForm::binary:
      if (!stack_.has(row.operand, 2)) return nullptr;
      stack_.replace(2, row.result);
      return next + 1;
    case QuickForm::load:
    case QuickForm::store: return quick_access(row, next);
    case QuickForm::local_get:
    case QuickForm::local_set:
    case QuickForm::local_tee: return quick_local(row.form, next[1]) ? next + 2 : nullptr;
    case QuickForm::global_get:
    case QuickForm::global_set: return quick_global(row.form, next + 1);
    case QuickForm::drop: return stack_.try_drop() ? next + 1 : nullptr;
    case QuickForm::call: return quick_call(next + 1);
    case QuickForm::br:
    case QuickForm::br_if: return quick_branch(row.form, next[1]) ? next + 2 : nullptr;
    case QuickForm::block:
    case QuickForm::if_: return quick_block(row.form, next) ? next + 2 : nullptr;
    case QuickForm::end: return quick_end() ? next + 1 : nullptr;
  }
  return nullptr;
}

// Each instruction is checked by the first that can: `quick_check`, which does nothing otherwise, or `check_instr`.
void ExprChecker::check_bytes(const ExprBytes& bytes) {
  const std::uint8_t* const begin = bytes.data();
  const std::uint8_t* const end = begin + (bytes.end - bytes.begin);
  const std::uint8_t* const end_of_source = begin + (bytes.source->content().size() - bytes.begin);
  for (const std::uint8_t* next = begin; next != end;) {
    if (end_of_source - next >= longest_quick) {
      if (const std::uint8_t* const behind = quick_check(next)) {
        next = behind;
        continue;
      }
    }
    InstrReader in(next);
    check_next(in.instr(begin, bytes.begin + static_cast<Pos>(next - begin)));
    next = in.next();
  }
}

// The same of bytes that nobody has checked: what is not quick, the decoder looks at first. A quick instruction lies
// within the bytes, whatever it is, since `longest_quick` of them are left. Returns how many instructions there are.
std::uint32_t ExprChecker::check_unchecked(const ExprBytes& bytes) {
  const std::uint8_t* const end = bytes.data() + (bytes.end - bytes.begin);
  const std::uint8_t* next = bytes.data();
  const std::uint8_t* checked = next;  // up to here by the decoder
  std::uint32_t count = 0;
  for (bool is_last = false; !is_last; ++count) {
    for (; end - next >= longest_quick; ++count) {
      const std::uint8_t* const behind = quick_check(next);
      if (!behind) break;
      next = behind;
    }
    is_last = decoder_->check(static_cast<std::size_t>(next - checked));
    InstrReader in(next);
    check_next(in.instr(bytes.data(), bytes.begin + static_cast<Pos>(next - bytes.data())));
    checked = next = in.next();
  }
  binary::require(next == end, bytes.begin, "section size mismatch");
  return count;
}

}  // namespace modlink::validator
