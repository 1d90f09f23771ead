// Validation of structs and arrays. spec: valid/instructions, Aggregate Reference Instructions
#include "validator/expr_checker.h"

namespace modlink::validator {

namespace {

constexpr ValKind i32 = ValKind::i32;

// spec: syntax/types, "unpack"
ValType unpack(const FieldType& field) {
  const auto* type = std::get_if<ValType>(&field.storage);
  return type ? *type : ValType(i32);
}

}  // namespace

const FieldType& ExprChecker::field(const Instr& instr) const {
  const StructType& type = context_.struct_type(instr.pair.x, instr.pos);
  if (instr.pair.y < type.fields.size()) return type.fields[instr.pair.y];
  throw Invalid(instr.pos, "unknown field " + std::to_string(instr.pair.y));
}

const FieldType& ExprChecker::elements(Index type, const Instr& instr) const {
  return context_.array_type(type, instr.pos).field;
}

const FieldType& ExprChecker::mutable_elements(Index type, const Instr& instr) const {
  const FieldType& result = elements(type, instr);
  require(result.mut, instr.pos, "immutable array");
  return result;
}

void ExprChecker::require_numeric(const FieldType& field, const Instr& instr) const {
  require(!unpack(field).is_ref(), instr.pos, "array type is not numeric or vector");
}

void ExprChecker::require_packed(const FieldType& field, bool packed) {
  if (std::holds_alternative<PackType>(field.storage) == packed) return;
  stack_.fail(packed ? "instruction with a sign requires a packed field" : "a packed field requires a sign");
}

// The operands of a struct of ten thousand fields cost nothing in unreachable code: those that are not there are not
// looked at.
void ExprChecker::check_struct_new(const Instr& instr) {
  const auto& fields = context_.struct_type(instr.index, instr.pos).fields;
  ResultType operands;
  for (std::size_t i = fields.size() - stack_.needed(fields.size()); i < fields.size(); ++i) {
    operands.push_back(unpack(fields[i]));
  }
  stack_.charge(operands.size());
  stack_.pop_vals(operands);
  stack_.push_val(ref_to(instr.index, false, instr));
}

void ExprChecker::check_struct_new_default(const Instr& instr) {
  context_.struct_type(instr.index, instr.pos);
  if (!context_.def_type(instr.index, instr.pos)->defaultable) {
    stack_.fail("instruction requires a struct type whose fields all have default values");
  }
  stack_.push_val(ref_to(instr.index, false, instr));
}

void ExprChecker::check_struct_get(const Instr& instr, bool packed) {
  const FieldType& type = field(instr);
  require_packed(type, packed);
  apply({ref_to(instr.pair.x, true, instr)}, {unpack(type)});
}

void ExprChecker::check_struct_set(const Instr& instr) {
  const FieldType& type = field(instr);
  require(type.mut, instr.pos, "immutable field");
  apply({ref_to(instr.pair.x, true, instr), unpack(type)}, {});
}

void ExprChecker::check_array_new(const Instr& instr) {
  apply({unpack(elements(instr.index, instr)), i32}, {ref_to(instr.index, false, instr)});
}

void ExprChecker::check_array_new_default(const Instr& instr) {
  context_.array_type(instr.index, instr.pos);
  if (!context_.def_type(instr.index, instr.pos)->defaultable) {
    stack_.fail("instruction requires an array type whose elements have a default value");
  }
  apply({i32}, {ref_to(instr.index, false, instr)});
}

void ExprChecker::check_array_new_fixed(const Instr& instr) {
  const ValType type = unpack(elements(instr.pair.x, instr));
  for (std::size_t count = stack_.needed(instr.pair.y); count > 0; --count) stack_.pop_val(type);
  stack_.push_val(ref_to(instr.pair.x, false, instr));
}

void ExprChecker::check_array_new_data(const Instr& instr) {
  require_numeric(elements(instr.pair.x, instr), instr);
  context_.data(instr.pair.y, instr.pos);
  apply({i32, i32}, {ref_to(instr.pair.x, false, instr)});
}

void ExprChecker::check_array_new_elem(const Instr& instr) {
  require_elements(elements(instr.pair.x, instr), instr);
  apply({i32, i32}, {ref_to(instr.pair.x, false, instr)});
}

// That the element segment has elements of the type of the array's.
void ExprChecker::require_elements(const FieldType& field, const Instr& instr) {
  require_elem_type(context_.elem(instr.pair.y, instr.pos), unpack(field));
}

void ExprChecker::check_array_get(const Instr& instr, bool packed) {
  const FieldType& type = elements(instr.index, instr);
  require_packed(type, packed);
  apply({ref_to(instr.index, true, instr), i32}, {unpack(type)});
}

void ExprChecker::check_array_set(const Instr& instr) {
  apply({ref_to(instr.index, true, instr), i32, unpack(mutable_elements(instr.index, instr))}, {});
}

void ExprChecker::check_array_fill(const Instr& instr) {
  apply({ref_to(instr.index, true, instr), i32, unpack(mutable_elements(instr.index, instr)), i32}, {});
}

void ExprChecker::check_array_copy(const Instr& instr) {
  const FieldType& to = mutable_elements(instr.pair.x, instr);
  const FieldType& from = elements(instr.pair.y, instr);
  require(match_storage_type(context_.store, from.storage, to.storage), instr.pos, "array types do not match");
  apply({ref_to(instr.pair.x, true, instr), i32, ref_to(instr.pair.y, true, instr), i32, i32}, {});
}

void ExprChecker::check_array_init_data(const Instr& instr) {
  require_numeric(mutable_elements(instr.pair.x, instr), instr);
  context_.data(instr.pair.y, instr.pos);
  apply({ref_to(instr.pair.x, true, instr), i32, i32, i32}, {});
}

void ExprChecker::check_array_init_elem(const Instr& instr) {
  require_elements(mutable_elements(instr.pair.x, instr), instr);
  apply({ref_to(instr.pair.x, true, instr), i32, i32, i32}, {});
}

}  // namespace modlink::validator
