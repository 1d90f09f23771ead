// Constant expressions. spec: exec/instructions, Expressions
#include "interpreter/const_expr.h"

#include <cassert>
#include <cstring>

#include "interpreter/exec/gc_ops.h"
#include "wast/syntax/error.h"

namespace modlink {
namespace {

// The operands here are no roots.
class Pause {
 public:
  explicit Pause(Heap& heap) : heap_(heap) { heap_.pause(); }
  ~Pause() { heap_.resume(); }
  Pause(const Pause&) = delete;
  Pause& operator=(const Pause&) = delete;

 private:
  Heap& heap_;
};

// For an object, and what could be collected is a root as long as its constant expression is run.
struct NoRoom {};

// An object of a hundred megabytes takes one instruction to make.
constexpr std::uint64_t bytes_like_an_instruction = 64;

// Instructions from which on keeping a value costs less than finding it again.
constexpr std::size_t worth_keeping = 16;

// Of a structure's fields, or of an array's elements.
const StorageType& storage_of(const DefType& aggregate, std::size_t i) {
  const auto* structure = std::get_if<StructType>(&aggregate.sub.comp);
  return structure ? structure->fields[i].storage : element_type(aggregate).storage;
}

std::uint32_t structure_slots(const DefType& structure) {
  std::uint32_t slots = 0;
  for (const FieldType& field : std::get<StructType>(structure.sub.comp).fields) slots += slot_count(field.storage);
  return slots;
}

}  // namespace

std::size_t length(const ElemSegment& segment) {
  return std::visit([](const auto& init) { return init.size(); }, segment.init);
}

ConstEvaluator::Slots ConstEvaluator::eval(const Expr& expr) {
  if (expr.size() < worth_keeping) return run(expr);
  const auto known = inst_.lowered->constants.find(&expr);
  if (known != inst_.lowered->constants.end()) return known->second;
  const Slots value = run(expr);
  if (is_shared_) inst_.lowered->constants.emplace(&expr, value);
  return value;
}

// It has no effects, so that it can be run again when there is more room.
ConstEvaluator::Slots ConstEvaluator::run(const Expr& expr) {
  budget_.charge_constants(expr.size());
  store_.heap().collect_if_due();
  try {
    return run_paused(expr);
  } catch (const NoRoom&) {
    store_.heap().collect();
  }
  try {
    return run_paused(expr);
  } catch (const NoRoom&) {
    throw LimitExceeded(no_pos, heap_limit(store_).words());
  }
}

ConstEvaluator::Slots ConstEvaluator::run_paused(const Expr& expr) {
  const Pause pause(store_.heap());
  stack_.clear();
  is_shared_ = true;
  for (const Instr instr : expr.instrs()) step(expr, instr);
  assert(stack_.size() == 1);
  return stack_.back();
}

Ref ConstEvaluator::eval_elem(const ElemSegment& segment, std::size_t i) {
  if (const auto* funcs = std::get_if<FuncIndices>(&segment.init)) return Ref::func(inst_.funcs[(*funcs)[i]]);
  return eval_ref(std::get<std::vector<Expr>>(segment.init)[i]);
}

std::uint64_t ConstEvaluator::pop() {
  const std::uint64_t low = stack_.back()[0];
  stack_.pop_back();
  return low;
}

void ConstEvaluator::push(const Object* object) {
  if (!object) throw NoRoom();
  budget_.charge_constants(object->size() / bytes_like_an_instruction);
  push_own(Ref::object(object).bits);
}

// Takes that many values off the stack, to lie as fields or elements of the type do on a stack of slots.
std::vector<std::uint64_t> ConstEvaluator::pop_slots(std::size_t values, const DefType& aggregate) {
  std::vector<std::uint64_t> slots;
  const std::size_t first = stack_.size() - values;
  for (std::size_t i = 0; i < values; ++i) {
    const Slots& value = stack_[first + i];
    slots.insert(slots.end(), value.begin(), value.begin() + slot_count(storage_of(aggregate, i)));
  }
  stack_.resize(first);
  return slots;
}

void ConstEvaluator::struct_new(const DefType& type, bool defaults) {
  const std::size_t fields = std::get<StructType>(type.sub.comp).fields.size();
  const std::vector<std::uint64_t> slots = pop_slots(defaults ? 0 : fields, type);
  push(store_.heap().make_structure(type, structure_slots(type), defaults ? nullptr : slots.data()));
}

void ConstEvaluator::array_new(const DefType& type, bool defaults) {
  const std::uint64_t length = pop();
  const std::vector<std::uint64_t> value = pop_slots(defaults ? 0 : 1, type);
  push(make_filled_array(store_.heap(), type, length, defaults ? nullptr : value.data()));
}

void ConstEvaluator::array_new_fixed(const DefType& type, std::uint32_t count) {
  const std::vector<std::uint64_t> values = pop_slots(count, type);
  push(make_fixed_array(store_.heap(), type, count, values.data()));
}

// One case for each constant instruction, and no default: the compiler finds those without one.
void ConstEvaluator::step(const Expr& expr, const Instr& instr) {
  const auto binary = [this](auto op) {
    const std::uint64_t right = pop();
    const std::uint64_t left = pop();
    push(op(left, right));
  };
  const auto low = [](std::uint64_t bits) { return static_cast<std::uint32_t>(bits); };
  switch (instr.op) {
    case Opcode::i32_const:
    case Opcode::f32_const: push(low(instr.bits)); break;
    case Opcode::i64_const:
    case Opcode::f64_const: push(instr.bits); break;
    case Opcode::ref_null: push(Ref::null().bits); break;
    case Opcode::ref_func: push_own(Ref::func(inst_.funcs[instr.index]).bits); break;
    case Opcode::global_get: {
      const GlobalInst& global = *inst_.globals[instr.index];
      push_own(global.slots[0], global.slots[1]);
      break;
    }
    case Opcode::v128_const: {
      Slots slots;
      std::memcpy(slots.data(), expr.vector(instr).bytes.data(), sizeof(slots));
      push(slots[0], slots[1]);
      break;
    }
    case Opcode::struct_new: struct_new(def_type(instr.index), false); break;
    case Opcode::struct_new_default: struct_new(def_type(instr.index), true); break;
    case Opcode::array_new: array_new(def_type(instr.index), false); break;
    case Opcode::array_new_default: array_new(def_type(instr.index), true); break;
    case Opcode::array_new_fixed: array_new_fixed(def_type(instr.pair.x), instr.pair.y); break;
    case Opcode::ref_i31: push(Ref::i31(low(pop())).bits); break;
    case Opcode::any_convert_extern:
    case Opcode::extern_convert_any: break;
    case Opcode::i32_add: binary([&](std::uint64_t a, std::uint64_t b) { return low(a + b); }); break;
    case Opcode::i32_sub: binary([&](std::uint64_t a, std::uint64_t b) { return low(a - b); }); break;
    case Opcode::i32_mul: binary([&](std::uint64_t a, std::uint64_t b) { return low(a * b); }); break;
    case Opcode::i64_add: binary([](std::uint64_t a, std::uint64_t b) { return a + b; }); break;
    case Opcode::i64_sub: binary([](std::uint64_t a, std::uint64_t b) { return a - b; }); break;
    case Opcode::i64_mul: binary([](std::uint64_t a, std::uint64_t b) { return a * b; }); break;

#define UNLESS_CONSTANT_no(name) case Opcode::name:
#define UNLESS_CONSTANT_yes(name)
#define UNLESS_CONSTANT_extended(name)
#define UNLESS_CONSTANT_allocates(name)
#define UNLESS_CONSTANT_immutable(name)
#define INSTR(prefix, code, name, mnemonic, immediate, signature, align, constant, feature) \
  UNLESS_CONSTANT_##constant(name)
#include "wast/syntax/instructions.def"
      assert(false && "not a constant instruction");
  }
}

}  // namespace modlink
