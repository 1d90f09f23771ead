// What random modules have of the core language.
#include "tools/generate/core_writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace modlink::generate {

ShapePtr make_shape(Shape shape) {
  shape.weight = 1;
  for (const auto* members : {&shape.imports, &shape.exports}) {
    for (const Member& member : *members) shape.weight += member.shape->weight;
  }
  return std::make_shared<const Shape>(std::move(shape));
}

ShapePtr generalise(Graph& graph, const ShapePtr& shape) {
  Shape general = *shape;
  if (shape->kind == ExternKind::func) {
    general.level += shape->level == 0 ? 0 : graph.random.below(2);  // level 0 may stand in tables and stays
    if (general.level > max_level) general.level = max_level;
  }
  if (graph.random.chance(30) && general.exports.size() > 1) {
    general.exports.erase(general.exports.begin() + graph.random.below(general.exports.size()));
  }
  return make_shape(std::move(general));
}

void CoreWriter::line(const std::string& text) { text_ += fmt::format("\n{:{}}{}", "", 2 * (depth_ + 1), text); }

void CoreWriter::add(std::string id, ShapePtr shape) { scope_.items.push_back({std::move(id), std::move(shape)}); }

std::vector<Item> CoreWriter::items(ExternKind kind) const {
  std::vector<Item> found;
  for (const Item& item : scope_.items) {
    if (item.shape->kind == kind) found.push_back(item);
  }
  return found;
}

void CoreWriter::write_local(Shape shape, const char* prefix, const std::string& initial) {
  const std::string id = graph_.fresh(prefix);
  std::string definition = describe(shape, id);
  definition.insert(definition.size() - 1, initial);
  line(definition);
  add(id, make_shape(std::move(shape)));
  if (initial.rfind(" (global.get", 0) == 0) write_identity(Item(scope_.items.back()), initial);
}

// A function that says whether something still holds the object that it began with.
void CoreWriter::write_identity(const Item& holder, const std::string& initial) {
  Shape shape;
  shape.sig = 1;
  const std::string id = graph_.fresh("f");
  const bool is_table = holder.shape->kind == ExternKind::table;
  line(fmt::format("(func {} {} (ref.eq ({}.get {}{}){}))", id, sig_text(shape.sig), is_table ? "table" : "global",
                   holder.id, is_table ? " (i32.const 7)" : "", initial));
  add(id, make_shape(std::move(shape)));
  checks_ += fmt::format(" (if (i32.eqz (call {})) (then (unreachable)))", id);
}

void CoreWriter::write_types() {
  if (!graph_.objects) return;
  line(fmt::format("(type {} (struct (field (mut i32)) (field i32)))", structure_type));
  line(fmt::format("(type {} (array (mut i32)))", array_type));
}

Holds CoreWriter::choose_holds(unsigned percent) {
  if (!graph_.objects || !random_.chance(percent)) return Holds::plain;
  return random_.pick(std::vector{Holds::i31, Holds::structure, Holds::array});
}

// Of an initialiser; reads constants that are there, imported ones among them.
std::string CoreWriter::constant(Holds holds) {
  std::vector<std::string> constants;
  for (const Item& item : items(ExternKind::global)) {
    if (!item.shape->mut && item.shape->holds == holds) constants.push_back(item.id);
  }
  const bool reads = !constants.empty() && random_.chance(holds == Holds::plain ? 50 : 75);
  std::string known = reads ? fmt::format("(global.get {})", random_.pick(constants)) : "";
  switch (holds) {
    case Holds::plain: {
      const std::string number = fmt::format("(i32.const {})", random_.below(1000));
      return reads ? fmt::format("(i32.add {} {})", known, number) : number;
    }
    case Holds::i31: return reads ? known : fmt::format("(ref.i31 {})", constant(Holds::plain));
    case Holds::structure: {
      if (reads) return known;
      if (random_.chance(50)) return fmt::format("(struct.new_default {})", structure_type);
      const std::string first = constant(Holds::plain);
      return fmt::format("(struct.new {} {} {})", structure_type, first, constant(Holds::plain));
    }
    case Holds::array: {
      if (reads) return known;
      const std::string first = constant(Holds::plain);
      return fmt::format("(array.new_fixed {} 2 {} {})", array_type, first, constant(Holds::plain));
    }
  }
  return "";
}

void CoreWriter::write_memory() {
  Shape shape;
  shape.kind = ExternKind::memory;
  shape.is_wide = graph_.wide && random_.chance(60);
  write_local(shape, "m", "");
}

// With something in it from the start, now and then.
void CoreWriter::write_table() {
  Shape shape;
  shape.kind = ExternKind::table;
  shape.holds = choose_holds(50);
  std::string initial;
  if (graph_.objects && random_.chance(70)) {
    if (shape.holds != Holds::plain) initial = constant(shape.holds);
    std::vector<std::string> funcs;
    for (const Item& item : items(ExternKind::func)) {
      if (item.shape->level == 0) funcs.push_back(item.id);
    }
    if (shape.holds == Holds::plain && !funcs.empty()) initial = fmt::format("(ref.func {})", random_.pick(funcs));
  }
  write_local(shape, "t", initial.empty() ? "" : " " + initial);
}

void CoreWriter::write_state() {
  if (random_.chance(40)) write_memory();
  if (random_.chance(40)) write_table();
  if (graph_.objects && random_.chance(40)) write_table();
  if (graph_.tags && random_.chance(25)) {
    Shape tag;
    tag.kind = ExternKind::tag;
    write_local(tag, "e", "");
  }
  const unsigned globals = random_.below(graph_.objects ? 5 : 3);
  for (unsigned i = 0; i < globals; ++i) write_global();
}

void CoreWriter::write_global() {
  Shape shape;
  shape.kind = ExternKind::global;
  shape.holds = choose_holds(50);
  shape.mut = random_.chance(shape.holds == Holds::plain ? 70 : 30);
  const std::string initial = constant(shape.holds);
  write_local(shape, "g", " " + initial);
}

void CoreWriter::write_functions() {
  if (random_.chance(35)) write_passive_data();
  const unsigned count = 1 + random_.below(4);
  for (unsigned i = 0; i < count; ++i) write_function(choose_function());
  write_start();
}

Shape CoreWriter::choose_function() {
  Shape shape;
  shape.level = random_.chance(50) ? 0 : 1 + random_.below(max_level);
  shape.sig = shape.level == 0 && random_.chance(70) ? 2 : random_.below(sig_count);
  return shape;
}

std::string CoreWriter::write_function(const Shape& shape) {
  std::string id = graph_.fresh("f");
  line(fmt::format("(func {} {} {})", id, sig_text(shape.sig), generate_body(random_, scope_, shape.sig, shape.level)));
  if (shape.level == 0) {
    line(fmt::format("(elem declare func {})", id));
    scope_.refs.push_back(id);
  }
  add(id, make_shape(shape));
  return id;
}

std::string CoreWriter::write_start_function() {
  std::string id = graph_.fresh("s");
  const std::string body = generate_body(random_, scope_, 0, max_level);
  const bool traps = graph_.stops && random_.chance(40);
  line(fmt::format("(func {} {}{}{})", id, body, start_, traps ? " (unreachable)" : ""));
  return id;
}

// Before anything has changed it, what begins as an object is that object, or else instantiation traps.
void CoreWriter::write_start() {
  std::string start;
  if (!start_.empty() || random_.chance(35)) start = write_start_function();
  if (!checks_.empty()) {
    const std::string id = graph_.fresh("s");
    line(fmt::format("(func {}{}{})", id, checks_, start.empty() ? "" : fmt::format(" (call {})", start)));
    start = id;
  }
  if (!start.empty()) line(fmt::format("(start {})", start));
}

void CoreWriter::write_passive_data() {
  const std::string id = graph_.fresh("d");
  line(fmt::format("(data {} \"{:08}\")", id, graph_.next_id));
  scope_.datas.push_back(id);
  if (!random_.chance(50)) return;
  const std::string drop = graph_.fresh("f");  // nothing else tells it from that of another instance
  line(fmt::format("(func {} (data.drop {}))", drop, id));
  add(drop, make_shape({}));
}

unsigned CoreWriter::choose_far() { return random_.chance(graph_.stops ? 12 : 3) ? 65535 : 0; }

std::string CoreWriter::write_segment(const Item& table) {
  if (table.shape->holds == Holds::plain)
    return fmt::format("func {} {}", random_.pick(scope_.refs), random_.pick(scope_.refs));
  const std::string first = constant(table.shape->holds);
  return fmt::format("{} {} {}", ref_text(table.shape->holds), first, constant(table.shape->holds));
}

void CoreWriter::write_segments() {
  const unsigned far = choose_far();
  for (const Item& memory : items(ExternKind::memory)) {
    if (!random_.chance(40)) continue;
    line(fmt::format("(data (memory {}) ({}.const {}) \"{:06}\")", memory.id, memory.shape->is_wide ? "i64" : "i32",
                     std::max(far, random_.below(200)), graph_.next_id++));
  }
  for (const Item& table : items(ExternKind::table)) {
    if (scope_.refs.empty() && table.shape->holds == Holds::plain) continue;
    if (!random_.chance(60)) continue;
    const unsigned offset = std::max(far, random_.below(6));
    line(fmt::format("(elem (table {}) (i32.const {}) {})", table.id, offset, write_segment(table)));
  }
}

}  // namespace modlink::generate
