// The context of validation: lookups and closing of types. spec: valid/conventions, Contexts; valid/types
#include "validator/context.h"

#include "validator/type_names.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"

namespace modlink::validator {

namespace {

const char* describe_entry(const TypeEntry& entry) {
  if (std::holds_alternative<const ModuleType*>(entry)) return "a module type";
  if (std::holds_alternative<const InstanceType*>(entry)) return "an instance type";
  const CompType& comp = std::get<const DefType*>(entry)->sub.comp;
  if (std::holds_alternative<FuncType>(comp)) return "a function type";
  return std::holds_alternative<StructType>(comp) ? "a struct type" : "an array type";
}

}  // namespace

const DefType* Context::def_type(Index index, Pos pos) const {
  const TypeEntry& entry = type(index, pos);
  if (const auto* def = std::get_if<const DefType*>(&entry)) return *def;
  fail_type(index, pos, "a function, struct or array type");
}

const FuncType& Context::func_type(Index index, Pos pos) const {
  const TypeEntry& entry = type(index, pos);
  const auto* def = std::get_if<const DefType*>(&entry);
  if (def && (*def)->func()) return *(*def)->func();
  fail_type(index, pos, "a function type");
}

const StructType& Context::struct_type(Index index, Pos pos) const {
  const auto* type = std::get_if<StructType>(&def_type(index, pos)->sub.comp);
  if (type) return *type;
  fail_type(index, pos, "a struct type");
}

const ArrayType& Context::array_type(Index index, Pos pos) const {
  const auto* type = std::get_if<ArrayType>(&def_type(index, pos)->sub.comp);
  if (type) return *type;
  fail_type(index, pos, "an array type");
}

const ModuleType* Context::module_type(Index index, Pos pos) const {
  if (const auto* module = std::get_if<const ModuleType*>(&type(index, pos))) return *module;
  fail_type(index, pos, "a module type");
}

const InstanceType* Context::instance_type(Index index, Pos pos) const {
  if (const auto* instance = std::get_if<const InstanceType*>(&type(index, pos))) return *instance;
  fail_type(index, pos, "an instance type");
}

void Context::fail_type(Index index, Pos pos, const char* expected) const {
  throw Invalid(pos, concat("type mismatch: expected ", expected, ", found type ", called(IndexSpace::type, index),
                            ", which is ", describe_entry(types[index])));
}

void Context::fail_unknown(IndexSpace space, Index index, Pos pos, const char* why) const {
  throw Invalid(pos, concat("unknown ", modlink::describe(space), ' ', called(space, index), why));
}

std::string Context::called(IndexSpace space, Index index) const {
  return names ? name_or_index((*names)[space], index) : std::to_string(index);
}

std::string Context::describe(ValType type) const { return to_string(store, type, TypeNames(types, type_names())); }

std::string Context::describe(const ResultType& type) const {
  return to_string(store, type, TypeNames(types, type_names()));
}

std::string Context::describe(const FuncType& type) const {
  return to_string(store, type, TypeNames(types, type_names()));
}

ValType Context::close(ValType type, Pos pos) const { return type.is_ref() ? ValType(close(type.ref(), pos)) : type; }

RefType Context::close(RefType type, Pos pos) const { return {type.nullable, close(type.heap, pos)}; }

HeapType Context::close(HeapType type, Pos pos) const {
  if (type.kind != HeapKind::type_index) return type;
  return {HeapKind::def_type, def_type(type.index, pos)->id};
}

}  // namespace modlink::validator
