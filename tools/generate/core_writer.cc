// What random modules have of the core language.
#include "tools/generate/core_writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace modlink::generate {

ShapePtr make_shape(Shape shape) { return std::make_shared<const Shape>(std::move(shape)); }

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
}

void CoreWriter::write_state() {
  const auto plain = [](ExternKind kind) {
    Shape shape;
    shape.kind = kind;
    return shape;
  };
  if (random_.chance(40)) write_local(plain(ExternKind::memory), "m", "");
  if (random_.chance(40)) write_local(plain(ExternKind::table), "t", "");
  if (graph_.tags && random_.chance(25)) write_local(plain(ExternKind::tag), "e", "");
  const unsigned globals = random_.below(3);
  for (unsigned i = 0; i < globals; ++i) write_global();
}

void CoreWriter::write_global() {
  Shape shape;
  shape.kind = ExternKind::global;
  shape.mut = random_.chance(70);
  std::vector<std::string> constants;
  for (const Item& item : items(ExternKind::global)) {
    if (!item.shape->mut) constants.push_back(item.id);
  }
  const std::string value = fmt::format("(i32.const {})", random_.below(1000));
  if (constants.empty() || random_.chance(50)) return write_local(shape, "g", " " + value);
  write_local(shape, "g", fmt::format(" (i32.add (global.get {}) {})", random_.pick(constants), value));
}

void CoreWriter::write_functions() {
  if (random_.chance(30)) write_passive_data();
  const unsigned count = 1 + random_.below(4);
  for (unsigned i = 0; i < count; ++i) write_function(choose_function());
  if (random_.chance(35)) write_start();
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

void CoreWriter::write_start() {
  const std::string id = graph_.fresh("s");
  line(fmt::format("(func {} {})", id, generate_body(random_, scope_, 0, max_level)));
  line(fmt::format("(start {})", id));
}

void CoreWriter::write_passive_data() {
  const std::string id = graph_.fresh("d");
  line(fmt::format("(data {} \"{:08}\")", id, graph_.next_id));
  scope_.datas.push_back(id);
}

void CoreWriter::write_segments() {
  const unsigned far = random_.chance(3) ? 65535 : 0;
  for (const Item& memory : items(ExternKind::memory)) {
    if (!random_.chance(40)) continue;
    line(fmt::format("(data (memory {}) (i32.const {}) \"{:06}\")", memory.id, std::max(far, random_.below(200)),
                     graph_.next_id++));
  }
  if (scope_.refs.empty()) return;
  for (const Item& table : items(ExternKind::table)) {
    if (!random_.chance(60)) continue;
    line(fmt::format("(elem (table {}) (i32.const {}) func {} {})", table.id, std::max(far, random_.below(6)),
                     random_.pick(scope_.refs), random_.pick(scope_.refs)));
  }
}

}  // namespace modlink::generate
