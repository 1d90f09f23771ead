// Function bodies of all instructions there are: what there is of each type.
#include "tools/generate/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "wast/syntax/type_tables.h"

namespace modlink::generate {

namespace {

constexpr unsigned most_depth = 5;
constexpr int most_parts = 110;  // of a body, about

}  // namespace

std::optional<Index> Code::find_type(const std::function<bool(Index)>& fits) {
  std::vector<Index> all(types_.all().size());
  std::iota(all.begin(), all.end(), Index{0});
  const Index* found = find(all, fits);
  return found ? std::optional(*found) : std::nullopt;
}

// Nothing happens without fuel. Locals that cannot be null are there before anything else is.
std::string Code::body(const FuncType& type) {
  func_ = type;
  locals_ = type.params;
  labels_.clear();
  depth_ = most_depth;
  budget_ = most_parts;
  std::string declared, first;
  const auto declare = [&](ValType local) {
    declared += " " + types_.text(local);
    if (!DefinedTypes::has_default(local)) first += fmt::format(" (local.set {} {})", locals_.size(), leaf(local));
    locals_.push_back(local);
  };
  for (const ValKind kind : {ValKind::i32, ValKind::f32, ValKind::f64}) declare(kind);
  if (has(Feature::simd)) declare(ValKind::v128);
  const unsigned more = random_.below(5);
  for (unsigned i = 0; i < more; ++i) declare(types_.choose_value(random_, !typed()));
  std::string text = fmt::format(
      "(local{}){} (if (i32.eqz (global.get {})) (then (return{}))) (global.set {} (i32.sub (global.get {}) "
      "(i32.const 1)))",
      declared, first, stock_.fuel, leaves(type.results), stock_.fuel, stock_.fuel);
  text += statements(6);
  if (random_.chance(15)) return text + " " + tail_call();
  return text + exprs(type.results);
}

std::string Code::exprs(const ResultType& types) {
  std::string text;
  for (const ValType type : types) text += " " + expr(type);
  return text;
}

std::string Code::leaves(const ResultType& types) {
  std::string text;
  for (const ValType type : types) text += " " + leaf(type);
  return text;
}

// An expression of that type, or of one that matches it.
std::string Code::expr(ValType type) {
  --budget_;
  if (depth_ == 0 || budget_ <= 0) return leaf(type);
  --depth_;
  std::string text;
  for (unsigned tries = 0; tries < 3 && text.empty(); ++tries) text = attempt(type);
  ++depth_;
  return text.empty() ? leaf(type) : text;
}

std::string Code::attempt(ValType type) {
  switch (random_.below(16)) {
    case 0:
    case 1: return variable(type);
    case 2: return block(type);
    case 3:
    case 4: return call(type);
    case 5:
    case 6: return read(type);
    case 7: return choice(type);
    case 8: return conditional_branch(type);
    default: return type.is_ref() ? reference(type.ref()) : number(type);
  }
}

std::string Code::local(ValType type) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    if (types_.matches(locals_[i], type)) found.push_back(i);
  }
  return found.empty() ? "" : fmt::format("(local.get {})", random_.pick(found));
}

std::string Code::leaf(ValType type) {
  if (random_.chance(60)) {
    if (std::string text = local(type); !text.empty()) return text;
  }
  if (!type.is_ref()) return literal(type);
  const auto* global = find(stock_.globals, [&](const GlobalItem& item) { return types_.matches(item.type, type); });
  if (global && random_.chance(40)) return fmt::format("(global.get {})", global->id);
  if (type.nullable && (is_deep() || random_.chance(40))) return null(type.ref().heap);
  return object(type.ref(), true);
}

std::string Code::null(HeapType type) const {
  // Of exceptions there is only this one where there is no `noexn`.
  return fmt::format("(ref.null {})", types_.text(type));
}

// A global, or a local that is also given something.
std::string Code::variable(ValType type) {
  if (random_.chance(35)) {
    const auto* global = find(stock_.globals, [&](const GlobalItem& item) { return types_.matches(item.type, type); });
    if (global) return fmt::format("(global.get {})", global->id);
  }
  if (random_.chance(50)) return local(type);
  for (std::size_t i = 0; i < locals_.size(); ++i) {
    if (locals_[i] == type && random_.chance(50)) return fmt::format("(local.tee {} {})", i, expr(type));
  }
  return "";
}

// What lies on the stack goes into locals, or is dropped.
std::string Code::take(const ResultType& types) {
  std::string text;
  for (std::size_t i = types.size(); i-- > 0;) {
    std::vector<std::size_t> fitting;
    for (std::size_t at = 0; at < locals_.size(); ++at) {
      if (types_.matches(types[i], locals_[at])) fitting.push_back(at);
    }
    const bool kept = !fitting.empty() && random_.chance(70);
    text += kept ? fmt::format(" (local.set {})", random_.pick(fitting)) : " (drop)";
  }
  return text;
}

// --- objects

bool Code::fits(Index type, HeapType heap) const { return types_.matches(HeapType{HeapKind::type_index, type}, heap); }

const FuncItem* Code::find_func(HeapType heap) {
  return find(stock_.funcs, [&](const FuncItem& item) {
    return item.defined ? fits(*item.defined, heap) : heap.kind == HeapKind::func && !heap.is_concrete();
  });
}

std::optional<Index> Code::find_object_type(HeapType heap, bool small) {
  if (small) return types_.smallest_object(heap);
  return find_type(
      [&](Index each) { return !std::holds_alternative<FuncType>(types_[each].comp) && fits(each, heap); });
}

// One that is no null, if there is any; of those that there are not, what traps.
std::string Code::object(RefType type, bool shallow) {
  const HeapType heap = type.heap;
  if (const FuncItem* func = find_func(heap)) return fmt::format("(ref.func {})", func->id);
  if (has(Feature::gc)) {
    const bool may_be_small = !heap.is_concrete() && types_.matches(HeapType{HeapKind::i31, 0}, heap);
    if (may_be_small && (is_deep() || random_.chance(50)))
      return fmt::format("(ref.i31 {})", shallow ? literal(ValKind::i32) : expr(ValKind::i32));
    const auto made = find_object_type(heap, is_deep());
    if (made && std::holds_alternative<StructType>(types_[*made].comp)) return structure(*made, shallow);
    if (made) return array(*made, shallow);
    if (may_be_small) return fmt::format("(ref.i31 {})", literal(ValKind::i32));
    if (heap == HeapType{HeapKind::extern_, 0})
      return fmt::format("(extern.convert_any {})", object({false, {HeapKind::any, 0}}, shallow));
  }
  if (heap == HeapType{HeapKind::exn, 0} && typed() && !stock_.legacy && !stock_.tags.empty() && depth_ > 0)
    return exception();
  if (type.nullable) return null(heap);
  return fmt::format("(ref.as_non_null {})", null({types_.bottom(heap), 0}));
}

std::string Code::field(const FieldType& type, bool shallow) {
  ++nesting_;
  std::string text = shallow ? leaf(unpacked(type)) : expr(unpacked(type));
  --nesting_;
  return text;
}

std::string Code::structure(Index type, bool shallow) {
  const std::vector<FieldType>& fields = std::get<StructType>(types_[type].comp).fields;
  const bool has_default = std::all_of(fields.begin(), fields.end(),
                                       [](const FieldType& each) { return DefinedTypes::has_default(unpacked(each)); });
  if (has_default && random_.chance(30)) return fmt::format("(struct.new_default {})", types_[type].id);
  std::string values;
  for (const FieldType& each : fields) values += " " + field(each, shallow);
  return fmt::format("(struct.new {}{})", types_[type].id, values);
}

std::string Code::array(Index type, bool shallow) {
  const FieldType& element = std::get<ArrayType>(types_[type].comp).field;
  const std::string& id = types_[type].id;
  if (random_.chance(40)) {
    const unsigned size = random_.below(4);
    std::string values;
    for (unsigned i = 0; i < size; ++i) values += " " + field(element, shallow);
    return fmt::format("(array.new_fixed {} {}{})", id, size, values);
  }
  const std::string size = shallow ? fmt::format("(i32.const {})", random_.below(8)) : count(false, 31);
  if (DefinedTypes::has_default(unpacked(element)) && random_.chance(40))
    return fmt::format("(array.new_default {} {})", id, size);
  const std::string value = field(element, shallow);
  return fmt::format("(array.new {} {} {})", id, value, size);
}

// One that is thrown, and caught at once.
std::string Code::exception() {
  const TagItem& tag = random_.pick(stock_.tags);
  const std::string label = fmt::format("$x{}", next_label_++);
  labels_.push_back({label, {RefType{false, {HeapKind::exn, 0}}}});
  labels_.push_back({"", {RefType{false, {HeapKind::exn, 0}}}});
  const unsigned depth = std::exchange(depth_, 0);
  std::string text =
      fmt::format("(block {} (result (ref exn)) (try_table (result (ref exn)) (catch_all_ref {}) (throw {}{})))", label,
                  label, tag.id, leaves(tag.params));
  depth_ = depth;
  labels_.resize(labels_.size() - 2);
  return text;
}

// --- constant expressions

std::string Code::constant(ValType type, unsigned depth) {
  const auto* global = find(stock_.globals, [&](const GlobalItem& item) {
    return !item.mut && (item.is_imported || has(Feature::gc)) && types_.matches(item.type, type);
  });
  if (global && random_.chance(30)) return fmt::format("(global.get {})", global->id);
  if (!type.is_ref()) {
    const bool is_integer = type == ValKind::i32 || type == ValKind::i64;
    if (depth == 0 || !is_integer || !has(Feature::extended_const) || random_.chance(40)) return literal(type);
    const char* const op = random_.pick(std::vector{"add", "sub", "mul"});
    const std::string left = constant(type, depth - 1);
    return fmt::format("({}.{} {} {})", types_.text(type), op, left, constant(type, depth - 1));
  }
  const HeapType heap = type.ref().heap;
  if (has(Feature::gc) && depth > 0 && heap == HeapType{HeapKind::extern_, 0} && random_.chance(60))
    return fmt::format("(extern.convert_any {})", constant(RefType{type.nullable, {HeapKind::any, 0}}, depth - 1));
  if (has(Feature::gc) && depth > 0 && heap == HeapType{HeapKind::any, 0} && random_.chance(30))
    return fmt::format("(any.convert_extern {})", constant(RefType{type.nullable, {HeapKind::extern_, 0}}, depth - 1));
  if (type.nullable && (depth == 0 || random_.chance(30) || types_.top(heap) == HeapKind::exn)) return null(heap);
  return object_constant(type.ref(), depth);
}

// As `object`, of constants.
std::string Code::object_constant(RefType type, unsigned depth) {
  const HeapType heap = type.heap;
  if (const FuncItem* func = find_func(heap)) return fmt::format("(ref.func {})", func->id);
  if (!has(Feature::gc)) return null(heap);
  if (!heap.is_concrete() && types_.matches(HeapType{HeapKind::i31, 0}, heap) && (depth == 0 || random_.chance(40)))
    return fmt::format("(ref.i31 {})", constant(ValKind::i32, 0));
  const auto made = find_object_type(heap, depth == 0);
  const unsigned below = depth == 0 ? 0 : depth - 1;
  if (!made) {
    if (heap == HeapType{HeapKind::extern_, 0})
      return fmt::format("(extern.convert_any {})", constant(RefType{false, {HeapKind::any, 0}}, below));
    return type.nullable ? null(heap) : fmt::format("(ref.i31 {})", constant(ValKind::i32, 0));
  }
  const DefinedType& defined = types_[*made];
  std::string values;
  if (const auto* structure = std::get_if<StructType>(&defined.comp)) {
    bool has_default = true;
    for (const FieldType& each : structure->fields) {
      has_default &= DefinedTypes::has_default(unpacked(each));
      values += " " + constant(unpacked(each), below);
    }
    if (has_default && random_.chance(30)) return fmt::format("(struct.new_default {})", defined.id);
    return fmt::format("(struct.new {}{})", defined.id, values);
  }
  const ValType element = unpacked(std::get<ArrayType>(defined.comp).field);
  const unsigned size = random_.below(4);
  switch (random_.below(3)) {
    case 0:
      for (unsigned i = 0; i < size; ++i) values += " " + constant(element, below);
      return fmt::format("(array.new_fixed {} {}{})", defined.id, size, values);
    case 1:
      if (DefinedTypes::has_default(element))
        return fmt::format("(array.new_default {} (i32.const {}))", defined.id, size);
      [[fallthrough]];
    default: return fmt::format("(array.new {} {} (i32.const {}))", defined.id, constant(element, below), size);
  }
}

}  // namespace modlink::generate
