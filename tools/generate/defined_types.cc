// The types that a generated module defines.
#include "tools/generate/defined_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "wast/syntax/type_tables.h"

namespace modlink::generate {

namespace {

constexpr ValKind number_kinds[] = {ValKind::i32, ValKind::i64, ValKind::f32, ValKind::f64, ValKind::v128};
constexpr std::size_t most_fields = 5;

HeapType concrete(Index type) { return {HeapKind::type_index, type}; }

bool is_bottom(HeapKind kind) { return info(kind).bottom == kind; }

}  // namespace

Index DefinedTypes::add(DefinedType type) {
  types_.push_back(std::move(type));
  group_end_ = group_ = static_cast<Index>(types_.size());
  return group_ - 1;
}

bool DefinedTypes::is_plain(Index type) const {
  const DefinedType& defined = types_[type];
  const bool has_next = type + 1 < types_.size() && types_[type + 1].group == defined.group;
  return defined.is_final && !defined.super && defined.group == type && !has_next;
}

// The abstract type right above a concrete one.
HeapKind DefinedTypes::abstract_kind(HeapType type) const {
  if (!type.is_concrete()) return type.kind;
  const CompType& comp = types_[type.index].comp;
  if (std::holds_alternative<FuncType>(comp)) return HeapKind::func;
  return std::holds_alternative<StructType>(comp) ? HeapKind::struct_ : HeapKind::array;
}

HeapKind DefinedTypes::top(HeapType type) const { return top_of(abstract_kind(type)); }
HeapKind DefinedTypes::bottom(HeapType type) const { return info(abstract_kind(type)).bottom; }

bool DefinedTypes::matches(HeapType a, HeapType b) const {
  if (a == b) return true;
  if (b.is_concrete()) {
    if (!a.is_concrete()) return is_bottom(a.kind) && a.kind == bottom(b);
    for (std::optional<Index> super = types_[a.index].super; super; super = types_[*super].super) {
      if (*super == b.index) return true;
    }
    return false;
  }
  if (!a.is_concrete() && is_bottom(a.kind)) return info(a.kind).bottom == info(b.kind).bottom;
  for (HeapKind kind = abstract_kind(a);; kind = info(kind).super) {
    if (kind == b.kind) return true;
    if (info(kind).super == kind) return false;
  }
}

bool DefinedTypes::matches(RefType a, RefType b) const {
  return (b.nullable || !a.nullable) && matches(a.heap, b.heap);
}

bool DefinedTypes::matches(ValType a, ValType b) const {
  if (a.is_ref() && b.is_ref()) return matches(a.ref(), b.ref());
  return a == b;
}

namespace {

std::vector<FieldType> fields_of(const CompType& type) {
  if (const auto* structure = std::get_if<StructType>(&type)) return structure->fields;
  if (const auto* array = std::get_if<ArrayType>(&type)) return {array->field};
  return {};
}

}  // namespace

// Whether there are objects, if those of the known types are there. Where numbers will do for a reference, they do.
bool DefinedTypes::can_make(Index type, const std::vector<Index>& known) const {
  if (std::holds_alternative<FuncType>(types_[type].comp)) return false;
  const auto has_value = [&](const FieldType& field) {
    const ValType value = unpacked(field);
    if (has_default(value)) return true;
    const HeapType heap = value.ref().heap;
    if (top(heap) != HeapKind::any || (!heap.is_concrete() && matches(HeapType{HeapKind::i31, 0}, heap))) return true;
    return std::any_of(known.begin(), known.end(), [&](Index each) { return matches(concrete(each), heap); });
  };
  const std::vector<FieldType> fields = fields_of(types_[type].comp);
  return std::all_of(fields.begin(), fields.end(), has_value);
}

// What extends a type may be made of objects of that type, and aliases are in any order: those that are made of nothing
// come first, then those that are made of these, and so on.
std::vector<Index> DefinedTypes::by_size() const {
  std::vector<Index> known;
  std::size_t before = 0;
  do {
    before = known.size();
    std::vector<Index> next;
    for (Index type = 0; type < types_.size(); ++type) {
      const bool is_new = std::find(known.begin(), known.end(), type) == known.end();
      if (is_new && can_make(type, known)) next.push_back(type);
    }
    known.insert(known.end(), next.begin(), next.end());
  } while (known.size() > before);
  return known;
}

std::optional<Index> DefinedTypes::smallest_object(HeapType heap) const {
  const std::vector<Index> types = by_size();
  const auto found =
      std::find_if(types.begin(), types.end(), [&](Index type) { return matches(concrete(type), heap); });
  return found == types.end() ? std::nullopt : std::optional(*found);
}

std::vector<HeapKind> DefinedTypes::abstract_kinds() const {
  std::vector<HeapKind> kinds;
  for (const HeapTypeInfo& row : heap_type_rows) {
    if (has(Feature::reference_types) && has(row.feature)) kinds.push_back(row.kind);
  }
  return kinds;
}

// References that cannot be null are to what is complete, so that there are such objects.
std::optional<RefType> DefinedTypes::choose_ref(Random& random) const {
  const std::vector<HeapKind> kinds = abstract_kinds();
  if (kinds.empty()) return std::nullopt;
  const bool typed = has(Feature::function_references) || has(Feature::gc);
  if (typed && group_end_ > 0 && random.chance(50)) {
    const Index index = random.below(group_end_);
    return RefType{index >= group_ || random.chance(60), concrete(index)};
  }
  const HeapKind kind = random.pick(kinds);
  const bool nullable = !typed || is_bottom(kind) || kind == HeapKind::exn || random.chance(75);
  const bool has_values = kind != HeapKind::extern_ || has(Feature::gc);
  return RefType{nullable || !has_values, {kind, 0}};
}

ValType DefinedTypes::choose_number(Random& random) const {
  return number_kinds[random.below(has(Feature::simd) ? 5 : 4)];
}

ValType DefinedTypes::choose_value(Random& random, bool defaultable) const {
  if (random.chance(35)) {
    if (std::optional<RefType> ref = choose_ref(random)) {
      if (defaultable) ref->nullable = true;
      return *ref;
    }
  }
  return choose_number(random);
}

ResultType DefinedTypes::choose_values(Random& random, std::size_t most) const {
  ResultType types(random.below(most + 1));
  for (ValType& type : types) type = choose_value(random, false);
  return types;
}

FieldType DefinedTypes::choose_field(Random& random) const {
  FieldType field;
  field.mut = random.chance(70);
  field.storage = choose_value(random, false);
  if (random.chance(25)) field.storage = random.chance(50) ? PackType::i8 : PackType::i16;
  return field;
}

CompType DefinedTypes::choose_comp(Random& random) const {
  const unsigned choice = has(Feature::gc) ? random.below(4) : 0;
  if (choice < 2) return FuncType{choose_values(random, 3), choose_values(random, has(Feature::multi_value) ? 3 : 1)};
  if (choice == 2) return ArrayType{choose_field(random)};
  StructType type;
  const unsigned count = random.below(4);
  for (unsigned i = 0; i < count; ++i) type.fields.push_back(choose_field(random));
  return type;
}

// A type of the same kind that others may extend.
std::optional<Index> DefinedTypes::choose_super(Random& random, const CompType& like) const {
  std::vector<Index> fitting;
  for (Index i = 0; i < types_.size(); ++i) {
    if (!types_[i].is_final && types_[i].comp.index() == like.index()) fitting.push_back(i);
  }
  if (fitting.empty() || !random.chance(60)) return std::nullopt;
  return random.pick(fitting);
}

// Of a structure, one with more fields.
CompType DefinedTypes::extended(Random& random, CompType comp) const {
  if (auto* type = std::get_if<StructType>(&comp)) {
    const unsigned count = random.below(3);
    for (unsigned i = 0; i < count && type->fields.size() < most_fields; ++i) {
      type->fields.push_back(choose_field(random));
    }
  }
  return comp;
}

void DefinedTypes::choose_group(Random& random, const std::string& prefix) {
  group_ = static_cast<Index>(types_.size());
  const bool gc = has(Feature::gc);
  const unsigned count = gc ? 1 + random.below(3) : 1;
  group_end_ = gc ? group_ + count : group_;
  for (unsigned i = 0; i < count; ++i) {
    DefinedType type;
    type.id = fmt::format("{}{}", prefix, types_.size());
    type.group = group_;
    type.comp = choose_comp(random);
    type.is_final = !gc || random.chance(40);
    type.super = gc ? choose_super(random, type.comp) : std::nullopt;
    if (type.super) type.comp = extended(random, types_[*type.super].comp);
    types_.push_back(std::move(type));
  }
  group_ = group_end_ = static_cast<Index>(types_.size());
}

void DefinedTypes::choose(Random& random, const std::string& prefix) {
  const auto next = [&] { return fmt::format("{}{}", prefix, types_.size()); };
  add({next(), FuncType{}, {}, true, static_cast<Index>(types_.size())});
  if (has(Feature::gc)) {
    const FieldType number{true, ValType(ValKind::i32)};
    add({next(), StructType{{number}}, {}, false, static_cast<Index>(types_.size())});
    add({next(), ArrayType{number}, {}, false, static_cast<Index>(types_.size())});
    // What segments can be copied to.
    add({next(), ArrayType{{true, PackType::i16}}, {}, true, static_cast<Index>(types_.size())});
    add({next(), ArrayType{{true, ValType(funcref)}}, {}, true, static_cast<Index>(types_.size())});
  }
  const unsigned groups = 2 + random.below(4);
  for (unsigned i = 0; i < groups; ++i) choose_group(random, prefix);
}

// --- text

std::string DefinedTypes::text(HeapType type) const {
  return type.is_concrete() ? types_[type.index].id : std::string(to_string(type.kind));
}

std::string DefinedTypes::text(ValType type) const {
  if (!type.is_ref()) return std::string(to_string(type.kind));
  const HeapType heap = type.ref().heap;
  if (type.nullable && !heap.is_concrete()) return std::string(info(heap.kind).ref_keyword);
  return fmt::format("(ref {}{})", type.nullable ? "null " : "", text(heap));
}

std::string DefinedTypes::text(const FieldType& type) const {
  const auto* packed = std::get_if<PackType>(&type.storage);
  const std::string storage = packed ? (*packed == PackType::i8 ? "i8" : "i16") : text(std::get<ValType>(type.storage));
  return type.mut ? fmt::format("(mut {})", storage) : storage;
}

std::string DefinedTypes::text(const char* keyword, const ResultType& types) const {
  if (types.empty()) return "";
  std::string result = fmt::format(" ({}", keyword);
  for (const ValType type : types) result += " " + text(type);
  return result + ")";
}

std::string DefinedTypes::text(const FuncType& type) const {
  return text("param", type.params) + text("result", type.results);
}

std::string DefinedTypes::text(const DefinedType& type) const {
  std::string comp;
  if (const auto* func = std::get_if<FuncType>(&type.comp)) {
    comp = fmt::format("(func{})", text(*func));
  } else if (const auto* array = std::get_if<ArrayType>(&type.comp)) {
    comp = fmt::format("(array {})", text(array->field));
  } else {
    for (const FieldType& field : std::get<StructType>(type.comp).fields) {
      comp += fmt::format(" (field {})", text(field));
    }
    comp = fmt::format("(struct{})", comp);
  }
  if (!type.is_final || type.super) {
    const std::string super = type.super ? " " + types_[*type.super].id : "";
    comp = fmt::format("(sub{}{} {})", type.is_final ? " final" : "", super, comp);
  }
  return fmt::format("(type {} {})", type.id, comp);
}

std::vector<std::string> DefinedTypes::lines(Index from) const {
  std::vector<std::string> result;
  for (Index i = from; i < types_.size();) {
    if (types_[i].is_alias) {
      ++i;
      continue;
    }
    const Index group = types_[i].group;
    std::string members;
    Index count = 0;
    for (; i < types_.size() && types_[i].group == group; ++i, ++count) members += " " + text(types_[i]);
    result.push_back(count > 1 ? fmt::format("(rec{})", members) : members.substr(1));
  }
  return result;
}

}  // namespace modlink::generate
