// Function bodies: references, objects, and tables. spec: valid/instructions, Reference Instructions
#include <fmt/format.h>

#include <algorithm>

#include "tools/generate/code.h"
#include "wast/syntax/type_tables.h"

namespace modlink::generate {

namespace {

constexpr HeapType heap_any{HeapKind::any, 0};
constexpr HeapType heap_extern{HeapKind::extern_, 0};

}  // namespace

RefType Code::choose_ref() { return types_.choose_ref(random_).value_or(funcref); }

// An expression of that type; empty where the choice was none.
std::string Code::reference(RefType type) {
  switch (random_.below(9)) {
    case 0: return cast(type);
    case 1: return branch_on_cast(type);
    case 2: return null_branch(type);
    case 3: return conversion(type);
    case 4:
    case 5: return made(type);
    case 6: return type.nullable ? null(type.heap) : "";
    default: return object(type, false);
  }
}

std::string Code::cast(RefType type) {
  const HeapKind top = types_.top(type.heap);
  if (!has(Feature::gc) || top == HeapKind::exn) return "";
  const std::string from = random_.chance(75) ? expr(type) : expr(RefType{true, {top, 0}});
  return fmt::format("(ref.cast {} {})",
                     fmt::format("(ref {}{})", type.nullable ? "null " : "", types_.text(type.heap)), from);
}

// The two instructions, each in blocks that its branch leads out of.
std::string Code::branch_on_cast(RefType type) {
  const HeapKind top = types_.top(type.heap);
  if (!has(Feature::gc) || top == HeapKind::exn) return "";
  const RefType from{true, {top, 0}};
  const auto operand = [&] { return random_.chance(50) ? expr(type) : expr(from); };
  const std::string types =
      fmt::format(" (ref null {}) (ref {}{})", to_string(top), type.nullable ? "null " : "", types_.text(type.heap));
  if (random_.chance(50)) {
    return in_block("block", result(type), {type}, [&](const std::string& label) {
      const std::string tried = fmt::format(" (drop (br_on_cast {}{} {}))", label, types, operand());
      return tried + " " + expr(type);
    });
  }
  return in_block("block", result(type), {type}, [&](const std::string& done) {
    const std::string failed = in_block("block", result(from), {from}, [&](const std::string& label) {
      return fmt::format(" (br {} (br_on_cast_fail {}{} {}))", done, label, types, operand());
    });
    return fmt::format(" (drop {}) {}", failed, expr(type));
  });
}

std::string Code::null_branch(RefType type) {
  if (!has(Feature::function_references)) return "";
  const RefType nullable{true, type.heap};
  if (random_.chance(30)) return fmt::format("(ref.as_non_null {})", random_.chance(60) ? expr(type) : expr(nullable));
  if (random_.chance(50)) {
    return in_block("block", result(type), {type}, [&](const std::string& label) {
      const std::string tried = fmt::format(" (br_on_non_null {} {})", label, expr(nullable));
      return tried + " " + expr(type);
    });
  }
  return in_block("block", result(type), {type}, [&](const std::string& done) {
    const std::string null = in_block("block", "", {}, [&](const std::string& label) {
      return fmt::format(" (br {} (br_on_null {} {}))", done, label, expr(nullable));
    });
    return fmt::format(" {} {}", null, expr(type));
  });
}

std::string Code::conversion(RefType type) {
  if (!has(Feature::gc)) return "";
  if (type.heap == heap_any) return fmt::format("(any.convert_extern {})", expr(RefType{type.nullable, heap_extern}));
  if (type.heap == heap_extern) return fmt::format("(extern.convert_any {})", expr(RefType{type.nullable, heap_any}));
  return "";
}

// Arrays of what segments have in them.
std::string Code::made(RefType type) {
  if (!has(Feature::gc) || !has(Feature::bulk_memory)) return "";
  const auto index = find_type(
      [&](Index each) { return std::holds_alternative<ArrayType>(types_[each].comp) && fits(each, type.heap); });
  return index ? from_segment(*index) : "";
}

std::string Code::from_segment(Index type) {
  const FieldType& element = std::get<ArrayType>(types_[type].comp).field;
  const ValType value = unpacked(element);
  const std::string place = fmt::format("(i32.const {}) ", random_.below(3));
  if (!value.is_ref() && !stock_.datas.empty()) {
    const std::string& data = random_.pick(stock_.datas).id;
    return fmt::format("(array.new_data {} {} {}{})", types_[type].id, data, place, count(false, 3));
  }
  const auto* elem =
      find(stock_.elems, [&](const ElemItem& item) { return types_.matches(ValType(item.type), value); });
  if (!elem) return "";
  return fmt::format("(array.new_elem {} {} {}{})", types_[type].id, elem->id, place, count(false, 1));
}

// --- reading

std::string Code::read(ValType type) {
  if (has(Feature::gc) && random_.chance(30)) return read_field(type);
  if (has(Feature::gc) && random_.chance(40)) return read_element(type);
  if (!type.is_ref() || !has(Feature::reference_types)) return "";
  const auto* table =
      find(stock_.tables, [&](const TableItem& item) { return types_.matches(ValType(item.elem), type); });
  return table ? fmt::format("(table.get {} {})", table->id, slot(*table)) : "";
}

// Nearly always of an object that is there.
std::string Code::aggregate(Index type) {
  const bool nullable = random_.chance(15);
  return expr(RefType{nullable, {HeapKind::type_index, type}});
}

std::string Code::read_field(ValType type) {
  struct Place {
    Index type;
    std::size_t field;
    bool packed;
  };
  std::vector<Place> places;
  for (const Index each : types_.all_of<StructType>()) {
    const auto& fields = std::get<StructType>(types_[each].comp).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (types_.matches(unpacked(fields[i]), type)) places.push_back({each, i, is_packed(fields[i])});
    }
  }
  if (places.empty()) return "";
  const Place place = random_.pick(places);
  const char* const sign = !place.packed ? "" : random_.chance(50) ? "_s" : "_u";
  return fmt::format("(struct.get{} {} {} {})", sign, types_[place.type].id, place.field, aggregate(place.type));
}

std::string Code::read_element(ValType type) {
  const auto index = find_type([&](Index each) {
    const auto* array = std::get_if<ArrayType>(&types_[each].comp);
    return array && types_.matches(unpacked(array->field), type);
  });
  if (!index) return "";
  const bool packed = is_packed(std::get<ArrayType>(types_[*index].comp).field);
  const char* const sign = !packed ? "" : random_.chance(50) ? "_s" : "_u";
  const std::string array = aggregate(*index);
  return fmt::format("(array.get{} {} {} {})", sign, types_[*index].id, array, count(false, 1));
}

// What is known of references: numbers.
std::string Code::question() {
  if (!has(Feature::reference_types)) return "";
  const RefType type = choose_ref();
  const HeapKind top = types_.top(type.heap);
  if (!has(Feature::gc) || top == HeapKind::exn || random_.chance(40)) {
    const RefType nullable{true, type.heap};
    return fmt::format("(ref.is_null {})", expr(nullable));
  }
  return fmt::format("(ref.test (ref {}{}) {})", type.nullable ? "null " : "", types_.text(type.heap),
                     expr(RefType{true, {top, 0}}));
}

// --- writing

std::string Code::write_field() {
  const auto index = find_type([&](Index each) {
    const auto* structure = std::get_if<StructType>(&types_[each].comp);
    return structure && std::any_of(structure->fields.begin(), structure->fields.end(),
                                    [](const FieldType& field) { return field.mut; });
  });
  if (!index) return "";
  const auto& fields = std::get<StructType>(types_[*index].comp).fields;
  std::vector<std::size_t> mutable_ones;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].mut) mutable_ones.push_back(i);
  }
  const std::size_t at = random_.pick(mutable_ones);
  const std::string object = aggregate(*index);
  return fmt::format("(struct.set {} {} {} {})", types_[*index].id, at, object, expr(unpacked(fields[at])));
}

std::string Code::write_array() {
  const auto index = find_type([&](Index each) {
    const auto* array = std::get_if<ArrayType>(&types_[each].comp);
    return array && array->field.mut;
  });
  if (!index) return "";
  const ValType value = unpacked(std::get<ArrayType>(types_[*index].comp).field);
  const std::string& id = types_[*index].id;
  const std::string array = aggregate(*index);
  const std::string at = count(false, 1);
  if (random_.chance(50)) return fmt::format("(array.set {} {} {} {})", id, array, at, expr(value));
  const std::string content = expr(value);
  return fmt::format("(array.fill {} {} {} {} {})", id, array, at, content, count(false, 1));
}

std::string Code::copy_array() {
  const auto storage = [&](Index type) { return std::get<ArrayType>(types_[type].comp).field.storage; };
  const auto is_array = [&](Index each) { return std::holds_alternative<ArrayType>(types_[each].comp); };
  const auto to =
      find_type([&](Index each) { return is_array(each) && std::get<ArrayType>(types_[each].comp).field.mut; });
  if (!to) return "";
  const StorageType target = storage(*to);
  const auto from = find_type([&](Index each) {
    if (!is_array(each)) return false;
    const StorageType source = storage(each);
    if (source.index() != target.index()) return false;
    const auto* value = std::get_if<ValType>(&source);
    return value ? types_.matches(*value, std::get<ValType>(target)) : source == target;
  });
  if (!from) return "";
  const std::string first = aggregate(*to);
  const std::string at = count(false, 1);
  const std::string second = aggregate(*from);
  const std::string source = count(false, 1);
  return fmt::format("(array.copy {} {} {} {} {} {} {})", types_[*to].id, types_[*from].id, first, at, second, source,
                     count(false, 1));
}

std::string Code::init_array() {
  if (!has(Feature::bulk_memory)) return "";
  const auto index = find_type([&](Index each) {
    const auto* array = std::get_if<ArrayType>(&types_[each].comp);
    return array && array->field.mut;
  });
  if (!index) return "";
  const ValType value = unpacked(std::get<ArrayType>(types_[*index].comp).field);
  const auto* elem =
      find(stock_.elems, [&](const ElemItem& item) { return types_.matches(ValType(item.type), value); });
  const bool is_data = !value.is_ref();
  if (is_data ? stock_.datas.empty() : !elem) return "";
  const std::string segment = is_data ? random_.pick(stock_.datas).id : elem->id;
  const std::string array = aggregate(*index);
  const unsigned from = random_.below(2);
  return fmt::format("(array.init_{} {} {} {} (i32.const 0) (i32.const {}) {})", is_data ? "data" : "elem",
                     types_[*index].id, segment, array, from, count(false, 1));
}

// --- tables

std::string Code::table_write() {
  if (stock_.tables.empty() || !has(Feature::reference_types)) return "";
  const TableItem& table = random_.pick(stock_.tables);
  const std::string at = slot(table);
  const std::string value = expr(table.elem);
  if (random_.chance(50)) return fmt::format("(table.set {} {} {})", table.id, at, value);
  if (!has(Feature::bulk_memory)) return "";
  return fmt::format("(table.fill {} {} {} {})", table.id, at, value, count(table.is_wide, 3));
}

std::string Code::table_copy() {
  if (stock_.tables.empty() || !has(Feature::bulk_memory)) return "";
  const TableItem& to = random_.pick(stock_.tables);
  const bool names = has(Feature::reference_types);
  const auto* from = find(stock_.tables, [&](const TableItem& item) { return types_.matches(item.elem, to.elem); });
  const auto* elem = find(stock_.elems, [&](const ElemItem& item) { return types_.matches(item.type, to.elem); });
  const std::string at = slot(to);
  if (elem && random_.chance(50)) {
    const unsigned first = random_.below(2);
    return fmt::format("(table.init {} {} {} (i32.const {}) {})", names ? to.id : "", elem->id, at, first,
                       count(false, 1));
  }
  const std::string source = slot(*from);
  return fmt::format("(table.copy {} {} {} {})", names ? to.id + " " + from->id : "", at, source,
                     count(to.is_wide && from->is_wide, 3));
}

}  // namespace modlink::generate
