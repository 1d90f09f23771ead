// What random modules have of the core language if they are to have all of it.
#include "tools/generate/full_core.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace modlink::generate {

namespace {

constexpr unsigned most_fuel = 60;  // more for what is called from outside

FuncType type_of_sig(unsigned sig) {
  FuncType type;
  type.params.assign(sig_params(sig), ValKind::i32);
  if (sig_has_result(sig)) type.results.push_back(ValKind::i32);
  return type;
}

bool is_of_numbers(const FuncType& type) {
  const auto is_number = [](ValType each) { return !each.is_ref(); };
  return std::all_of(type.params.begin(), type.params.end(), is_number) &&
         std::all_of(type.results.begin(), type.results.end(), is_number);
}

RefType ref_of(Holds holds) {
  switch (holds) {
    case Holds::plain: return funcref;
    case Holds::i31: return {true, {HeapKind::i31, 0}};
    case Holds::structure: return {true, {HeapKind::struct_, 0}};
    case Holds::array: return {true, {HeapKind::array, 0}};
  }
  return funcref;
}

struct Spectest {
  const char* name;
  const char* letters;
};
constexpr Spectest prints[] = {
    {"print", ""}, {"print_i32", "i"}, {"print_i64", "I"}, {"print_f32", "f"}, {"print_f64_f64", "FF"},
};

}  // namespace

FullCore::FullCore(Graph& graph, bool is_outermost)
    : graph_(graph),
      random_(graph.random),
      features_(graph.full->features),
      is_outermost_(is_outermost),
      stock_(features_),
      code_(random_, stock_, graph.full->operators) {
  stock_.legacy = graph.full->legacy;
  stock_.is_deterministic = graph.full->is_deterministic;
}

// --- types

std::optional<Index> FullCore::find_type(const FuncType& type) const {
  for (const Index index : stock_.types.all_of<FuncType>()) {
    if (stock_.types.is_plain(index) && std::get<FuncType>(stock_.types[index].comp) == type) return index;
  }
  return std::nullopt;
}

std::string FullCore::alias_type(const FullCore& outer, const std::string& outer_id) {
  std::vector<Index> fitting;
  for (const Index index : outer.stock_.types.all_of<FuncType>()) {
    const DefinedType& type = outer.stock_.types[index];
    if (outer.stock_.types.is_plain(index) && !type.is_alias && is_of_numbers(std::get<FuncType>(type.comp)))
      fitting.push_back(index);
  }
  if (fitting.empty()) return "";
  const DefinedType& from = outer.stock_.types[random_.pick(fitting)];
  const std::string id = graph_.fresh("T");
  stock_.types.add({id, from.comp, {}, true, static_cast<Index>(stock_.types.all().size()), true});
  return fmt::format("(alias outer {} {} (type {}))", outer_id, from.id, id);
}

FullCore::Lines FullCore::types() {
  stock_.types.choose(random_, graph_.fresh("T") + ".");
  for (unsigned sig = 1; sig < sig_count; ++sig) {
    stock_.types.add({graph_.fresh("T"), type_of_sig(sig), {}, true, static_cast<Index>(stock_.types.all().size())});
  }
  return stock_.types.lines(0);
}

// --- imports

std::string FullCore::import(const std::string& name, const std::string& desc) {
  if (has(Feature::compact_imports)) return fmt::format("(import \"spectest\" (item \"{}\" {}))", name, desc);
  return fmt::format("(import \"spectest\" \"{}\" {})", name, desc);
}

FullCore::Lines FullCore::imports() {
  Lines result;
  for (const Spectest& print : prints) {
    if (!random_.chance(25)) continue;
    FuncType type;
    for (const char* letter = print.letters; *letter; ++letter) type.params.push_back(number_kind(*letter));
    const std::string id = graph_.fresh("i");
    result.push_back(import(print.name, fmt::format("(func {}{})", id, stock_.types.text(type))));
    stock_.funcs.push_back({id, type, find_type(type)});
  }
  for (const ValKind kind : {ValKind::i32, ValKind::i64, ValKind::f32, ValKind::f64}) {
    if (!random_.chance(20)) continue;
    const std::string id = graph_.fresh("i");
    const std::string word = stock_.types.text(ValType(kind));
    result.push_back(import("global_" + word, fmt::format("(global {} {})", id, word)));
    stock_.globals.push_back({id, kind, false, true});
  }
  if (random_.chance(20)) {
    stock_.memories.push_back({graph_.fresh("i"), false, false, 0x10000});
    result.push_back(import("memory", fmt::format("(memory {} 1 2)", stock_.memories.back().id)));
  }
  if (random_.chance(20)) {
    stock_.tables.push_back({graph_.fresh("i"), false, funcref, 10, {}});
    result.push_back(import("table", fmt::format("(table {} 10 20 funcref)", stock_.tables.back().id)));
  }
  return result;
}

void FullCore::use(const Item& item) {
  const Shape& shape = *item.shape;
  switch (shape.kind) {
    case ExternKind::func: {
      const FuncType type = type_of_sig(shape.sig);
      stock_.funcs.push_back({item.id, type, find_type(type)});
      break;
    }
    case ExternKind::table: stock_.tables.push_back({item.id, false, ref_of(shape.holds), 8, {}}); break;
    case ExternKind::memory: stock_.memories.push_back({item.id, shape.is_wide, false, 0x10000}); break;
    case ExternKind::global: {
      const ValType type = shape.holds == Holds::plain ? ValType(ValKind::i32) : ValType(ref_of(shape.holds));
      stock_.globals.push_back({item.id, type, shape.mut, true});
      break;
    }
    case ExternKind::tag: stock_.tags.push_back({item.id, {ValKind::i32}}); break;
    case ExternKind::module:
    case ExternKind::instance:
    case ExternKind::type: break;
  }
}

// --- definitions

void FullCore::share(std::vector<Item>& shared, const std::string& id, Shape shape) {
  shared.push_back({id, make_shape(std::move(shape))});
}

FullCore::Lines FullCore::fields(std::vector<Item>& shared) {
  lines_.clear();
  stock_.fuel = graph_.fresh("fuel");
  plan_functions(shared);
  write_tags(shared);
  write_memories(shared);
  write_tables(shared);  // which see no globals but those that are imported
  write_globals(shared);
  write_datas();
  write_elems();
  write_functions();
  write_exports();
  write_start();
  write_custom();
  return std::move(lines_);
}

// One of each type, so that there is one where a reference to one is wanted, and some more.
void FullCore::plan_functions(std::vector<Item>& shared) {
  std::vector<Index> types = stock_.types.all_of<FuncType>();
  const std::size_t once = types.size();
  const unsigned more = random_.below(3);
  for (unsigned i = 0; i < more; ++i) types.push_back(types[random_.below(once)]);
  for (const Index type : types) {
    FuncItem func{graph_.fresh("f"), std::get<FuncType>(stock_.types[type].comp), type};
    for (unsigned sig = 0; sig < sig_count; ++sig) {
      if (!stock_.types.is_plain(type) || func.type != type_of_sig(sig)) continue;
      Shape shape;
      shape.sig = sig;
      shape.level = random_.chance(50) ? 0 : 1 + random_.below(max_level);
      share(shared, func.id, shape);
    }
    stock_.funcs.push_back(func);
    planned_.push_back(std::move(func));
  }
}

void FullCore::write_tags(std::vector<Item>& shared) {
  if (!has(Feature::exceptions)) return;
  const unsigned count = 1 + random_.below(3);
  for (unsigned i = 0; i < count; ++i) {
    TagItem tag{graph_.fresh("e"), {ValKind::i32}};
    Shape shape;
    shape.kind = ExternKind::tag;
    if (i == 0) {
      share(shared, tag.id, shape);
    } else {
      tag.params = stock_.types.choose_values(random_, 2);
    }
    line(fmt::format("(tag {}{})", tag.id, stock_.types.text("param", tag.params)));
    stock_.tags.push_back(std::move(tag));
  }
}

void FullCore::write_memories(std::vector<Item>& shared) {
  const unsigned most = has(Feature::multi_memory) ? 3 : stock_.memories.empty() ? 1 : 0;
  const unsigned count = most == 0 ? 0 : 1 + random_.below(most);
  for (unsigned i = 0; i < count; ++i) {
    MemoryItem memory{graph_.fresh("m"), has(Feature::memory64) && random_.chance(30),
                      has(Feature::threads) && random_.chance(25), 0x10000};
    const bool is_small = !memory.is_shared && has(Feature::custom_page_sizes) && random_.chance(25);
    if (is_small) memory.size = 128;
    line(fmt::format("(memory {} {}{}{}{})", memory.id, memory.is_wide ? "i64 " : "", is_small ? "128 256" : "1 3",
                     memory.is_shared ? " shared" : "", is_small ? " (pagesize 1)" : ""));
    stock_.memories.push_back(memory);
    if (memory.is_shared || is_small) continue;
    Shape shape;
    shape.kind = ExternKind::memory;
    shape.is_wide = memory.is_wide;
    share(shared, memory.id, shape);
  }
}

// Begins with something, where it cannot be null.
void FullCore::write_table(TableItem table, unsigned max) {
  const bool begins = !table.elem.nullable || (has(Feature::function_references) && random_.chance(30));
  const std::string initial = begins ? " " + code_.constant(table.elem, 2) : "";
  line(fmt::format("(table {} {}{} {} {}{})", table.id, table.is_wide ? "i64 " : "", table.size, max,
                   stock_.types.text(ValType(table.elem)), initial));
  stock_.tables.push_back(std::move(table));
}

void FullCore::write_tables(std::vector<Item>& shared) {
  if (stock_.tables.empty() || (has(Feature::reference_types) && random_.chance(60))) {
    write_table({graph_.fresh("t"), false, funcref, 8, {}}, 16);
    Shape shape;
    shape.kind = ExternKind::table;
    share(shared, stock_.tables.back().id, shape);
  }
  const unsigned more = has(Feature::reference_types) ? random_.below(3) : 0;
  for (unsigned i = 0; i < more; ++i) {
    const RefType type = stock_.types.choose_ref(random_).value_or(funcref);
    const bool is_wide = has(Feature::memory64) && random_.chance(30);
    write_table({graph_.fresh("t"), is_wide, type, 8, {}}, 20);
  }
}

// The first one is not seen by others: else there would be no end to calls.
void FullCore::write_globals(std::vector<Item>& shared) {
  line(fmt::format("(global {} (mut i32) (i32.const {}))", stock_.fuel, most_fuel));
  if (is_outermost_) {
    busy_ = graph_.fresh("busy");
    line(fmt::format("(global {} (mut i32) (i32.const 0))", busy_));
  }
  const unsigned count = 3 + random_.below(5);
  for (unsigned i = 0; i < count; ++i) {
    const ValType type = i == 0 ? ValType(ValKind::i32) : stock_.types.choose_value(random_, false);
    GlobalItem global{graph_.fresh("g"), type, random_.chance(60), false};
    const std::string word = stock_.types.text(type);
    line(fmt::format("(global {} {} {})", global.id, global.mut ? fmt::format("(mut {})", word) : word,
                     code_.constant(type, 3)));
    Shape shape;
    shape.kind = ExternKind::global;
    shape.mut = global.mut;
    const bool may_be_shared = !global.mut || has(Feature::mutable_global);
    if (type == ValKind::i32 && may_be_shared) share(shared, global.id, shape);
    stock_.globals.push_back(std::move(global));
  }
}

void FullCore::write_datas() {
  const unsigned passive = has(Feature::bulk_memory) ? 1 + random_.below(2) : 0;
  for (unsigned i = 0; i < passive; ++i) {
    const DataItem data{graph_.fresh("d"), 48};
    line(fmt::format("(data {} \"{:016x}{:016x}{:016x}\")", data.id, random_.next(), 0x0123456789abcdef, ~0ull));
    stock_.datas.push_back(data);
  }
  for (const MemoryItem& memory : stock_.memories) {
    if (!random_.chance(50)) continue;
    const std::string name = has(Feature::multi_memory) ? fmt::format("(memory {}) ", memory.id) : "";
    const unsigned offset = random_.chance(2) ? 65535 : random_.below(64);
    line(fmt::format("(data {}({}.const {}) \"{:016x}\")", name, memory.is_wide ? "i64" : "i32", offset,
                     random_.next()));
  }
}

// --- element segments

std::string FullCore::function_list(unsigned size) {
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += " " + random_.pick(stock_.funcs).id;
  return text;
}

std::string FullCore::expressions(RefType type, unsigned size) {
  std::string text = stock_.types.text(ValType(type));
  for (unsigned i = 0; i < size; ++i) text += fmt::format(" (item {})", code_.constant(type, 1));
  return text;
}

// Of functions by their indices, most of the time: what is in which slot is known then.
void FullCore::write_active_elem(TableItem& table) {
  const bool names = has(Feature::reference_types);
  const unsigned offset = random_.chance(2) ? 31 : random_.below(3);
  std::string text = fmt::format("(elem {}({}.const {}) ", names ? fmt::format("(table {}) ", table.id) : "",
                                 table.is_wide ? "i64" : "i32", offset);
  if (table.elem == funcref && (!names || random_.chance(80))) {
    table.funcs.resize(offset);
    text += "func";
    const unsigned size = 1 + random_.below(5);
    for (unsigned i = 0; i < size; ++i) {
      const FuncItem& func = random_.pick(stock_.funcs);
      text += " " + func.id;
      table.funcs.push_back(func.defined);
    }
  } else {
    text += expressions(table.elem, 1 + random_.below(3));
  }
  line(text + ")");
}

void FullCore::write_passive_elem() {
  const bool is_expressions = has(Feature::reference_types) && random_.chance(70);
  const RefType type = is_expressions ? stock_.types.choose_ref(random_).value_or(funcref) : funcref;
  const ElemItem elem{graph_.fresh("s"), type, 3};
  line(fmt::format("(elem {} {})", elem.id, is_expressions ? expressions(type, 3) : "func" + function_list(3)));
  stock_.elems.push_back(elem);
}

void FullCore::write_elems() {
  for (TableItem& table : stock_.tables) {
    if (random_.chance(75)) write_active_elem(table);
  }
  if (!has(Feature::bulk_memory)) return;
  const unsigned passive = 1 + random_.below(3);
  for (unsigned i = 0; i < passive; ++i) write_passive_elem();
  if (!has(Feature::reference_types)) return;
  std::string all;
  for (const FuncItem& func : stock_.funcs) all += " " + func.id;
  line(fmt::format("(elem declare func{})", all));
}

// --- functions

void FullCore::write_functions() {
  for (const FuncItem& func : planned_) {
    line(fmt::format("(func {} (type {}){} {})", func.id, stock_.types[*func.defined].id, stock_.types.text(func.type),
                     code_.body(func.type)));
  }
}

// Seldom: where it traps nothing is left to call.
void FullCore::write_start() {
  if (!random_.chance(8)) return;
  for (const FuncItem& func : planned_) {
    if (func.type == FuncType()) return line(fmt::format("(start {})", func.id));
  }
}

// Who calls from outside begins with new fuel.
void FullCore::write_wrapper(const FuncItem& func, const std::string& name) {
  const std::size_t was = func.type.params.size();
  std::string args;
  for (std::size_t i = 0; i < was; ++i) args += fmt::format(" (local.get {})", i);
  line(fmt::format("(func (export \"{}\") (type {}){} (local i32) (local.set {} (global.get {}))", name,
                   stock_.types[*func.defined].id, stock_.types.text(func.type), was, busy_) +
       fmt::format(" (if (i32.eqz (local.get {})) (then (global.set {} (i32.const {})) (global.set {} (i32.const 1))))",
                   was, stock_.fuel, most_fuel + random_.below(most_fuel), busy_) +
       fmt::format(" (call {}{}) (global.set {} (local.get {})))", func.id, args, busy_, was));
}

void FullCore::write_exports() {
  if (!is_outermost_) return;
  for (std::size_t i = 0; i < planned_.size(); ++i) write_wrapper(planned_[i], fmt::format("func {}", i));
  const auto write = [&](const char* kind, const auto& items, const auto& may_be) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (random_.chance(70) && may_be(items[i]))
        line(fmt::format("(export \"{0} {1}\" ({0} {2}))", kind, i, items[i].id));
    }
  };
  const auto always = [](const auto&) { return true; };
  write("memory", stock_.memories, always);
  write("table", stock_.tables, always);
  write("tag", stock_.tags, always);
  write("global", stock_.globals, [&](const GlobalItem& item) { return !item.mut || has(Feature::mutable_global); });
}

void FullCore::write_custom() {
  if (!has(Feature::annotations) || !random_.chance(30)) return;
  line(fmt::format("(@custom \"note\" (after {}) \"{}\")", random_.pick(std::vector{"type", "func", "code"}),
                   graph_.next_id));
}

}  // namespace modlink::generate
