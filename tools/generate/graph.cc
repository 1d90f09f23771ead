// Random module graphs.
//
// A module imports only generalisations of what its parent has at that place, so that the parent can instantiate it; a
// module without a parent imports nothing.
#include "tools/generate/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "tools/generate/body.h"

namespace modlink::generate {

namespace {

constexpr unsigned max_level = 4;

struct Graph {
  Random random;
  GraphOptions options;
  unsigned next_id = 0;

  std::string fresh(const char* prefix) { return fmt::format("${}{}", prefix, next_id++); }
};

ShapePtr make_shape(Shape shape) { return std::make_shared<const Shape>(std::move(shape)); }

// A shape that `shape` fits.
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

class ModuleWriter {
 public:
  ModuleWriter(Graph& graph, ModuleWriter* parent, unsigned depth)
      : graph_(graph), random_(graph.random), parent_(parent), depth_(depth), id_(graph.fresh("M")) {}

  const std::string& id() const { return id_; }
  const std::string& text() const { return text_; }

  ShapePtr write() {
    Shape shape;
    shape.kind = ExternKind::module;
    if (parent_) write_imports(shape);
    const unsigned count = 1 + random_.below(graph_.options.max_definitions);
    for (unsigned i = 0; i < count; ++i) write_definition();
    write_state();
    write_functions();
    write_segments();
    write_exports(shape);
    text_ = fmt::format("(module {}{})", id_, text_);
    return make_shape(std::move(shape));
  }

 private:
  void line(const std::string& text) { text_ += fmt::format("\n{:{}}{}", "", 2 * (depth_ + 1), text); }

  void add(std::string id, ShapePtr shape) { scope_.items.push_back({std::move(id), std::move(shape)}); }

  std::vector<Item> items(ExternKind kind) const {
    std::vector<Item> found;
    for (const Item& item : scope_.items) {
      if (item.shape->kind == kind) found.push_back(item);
    }
    return found;
  }

  // --- imports

  void write_imports(Shape& shape) {
    const auto& pool = parent_->scope_.items;
    if (pool.empty()) return;
    const unsigned count = random_.below(4);
    for (unsigned i = 0; i < count; ++i) {
      const ShapePtr imported = generalise(graph_, random_.pick(pool).shape);
      const std::string name = fmt::format("i{}", i);
      shape.imports.push_back({name, imported});
      write_import(name, imported);
    }
  }

  void write_import(const std::string& name, const ShapePtr& shape) {
    if (shape->kind == ExternKind::instance && !shape->exports.empty() && random_.chance(40)) {
      return write_fields(name, *shape);
    }
    const std::string id = graph_.fresh("i");
    line(fmt::format("(import \"{}\" {})", name, describe(*shape, id)));
    add(id, shape);
  }

  // An instance as imports of two levels.
  void write_fields(const std::string& name, const Shape& instance) {
    for (const Member& member : instance.exports) {
      const std::string id = graph_.fresh("f");
      line(fmt::format("(import \"{}\" \"{}\" {})", name, member.name, describe(*member.shape, id)));
      add(id, member.shape);
    }
  }

  // --- modules, instances and aliases

  void write_definition() {
    const unsigned choice = random_.below(10);
    if (choice < 3 && depth_ < graph_.options.max_depth) return write_module();
    if (choice < 7) return write_instance();
    if (choice < 9) return write_alias();
    write_outer_alias();
  }

  void write_module() {
    ModuleWriter nested(graph_, this, depth_ + 1);
    const ShapePtr shape = nested.write();
    line(nested.text());
    add(nested.id(), shape);
    if (random_.chance(70)) instantiate({nested.id(), shape});
  }

  void write_instance() {
    const auto modules = items(ExternKind::module);
    if (!modules.empty()) instantiate(random_.pick(modules));
  }

  // Nothing, if something that the module imports is not here.
  void instantiate(const Item& module) {
    std::string args;
    for (const Member& import : module.shape->imports) {
      const auto arg = find_argument(*import.shape);
      if (!arg) return;
      args += fmt::format(" (import \"{}\" ({} {}))", import.name, to_string(import.shape->kind), *arg);
    }
    const std::string id = graph_.fresh("n");
    line(fmt::format("(instance {} (instantiate {}{}))", id, module.id, args));
    Shape shape;
    shape.kind = ExternKind::instance;
    shape.exports = module.shape->exports;
    add(id, make_shape(std::move(shape)));
  }

  std::optional<std::string> find_argument(const Shape& expected) {
    std::vector<std::string> fitting;
    for (const Item& item : scope_.items) {
      if (fits(*item.shape, expected)) fitting.push_back(item.id);
    }
    if (fitting.empty()) return std::nullopt;
    return random_.pick(fitting);
  }

  void write_alias() {
    const auto instances = items(ExternKind::instance);
    if (instances.empty()) return;
    const Item instance = random_.pick(instances);
    if (instance.shape->exports.empty()) return;
    const Member member = random_.pick(instance.shape->exports);
    const std::string id = graph_.fresh("a");
    line(fmt::format("(alias {} \"{}\" ({} {}))", instance.id, member.name, to_string(member.shape->kind), id));
    add(id, member.shape);
  }

  // A module of any enclosing one, imported ones included.
  void write_outer_alias() {
    std::vector<const ModuleWriter*> outers;
    for (const ModuleWriter* outer = parent_; outer; outer = outer->parent_) outers.push_back(outer);
    if (outers.empty()) return;
    const ModuleWriter* outer = random_.pick(outers);
    const auto modules = outer->items(ExternKind::module);
    if (modules.empty()) return;
    const Item module = random_.pick(modules);
    const std::string id = graph_.fresh("o");
    line(fmt::format("(alias outer {} {} (module {}))", outer->id_, module.id, id));
    add(id, module.shape);
  }

  // --- what core modules have

  void write_local(Shape shape, const char* prefix, const std::string& initial) {
    const std::string id = graph_.fresh(prefix);
    std::string definition = describe(shape, id);
    definition.insert(definition.size() - 1, initial);
    line(definition);
    add(id, make_shape(std::move(shape)));
  }

  void write_state() {
    const auto plain = [](ExternKind kind) {
      Shape shape;
      shape.kind = kind;
      return shape;
    };
    if (random_.chance(40)) write_local(plain(ExternKind::memory), "m", "");
    if (random_.chance(40)) write_local(plain(ExternKind::table), "t", "");
    if (graph_.options.tags && random_.chance(25)) write_local(plain(ExternKind::tag), "e", "");
    const unsigned globals = random_.below(3);
    for (unsigned i = 0; i < globals; ++i) write_global();
  }

  void write_global() {
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

  void write_functions() {
    if (random_.chance(30)) write_passive_data();
    const unsigned count = 1 + random_.below(4);
    for (unsigned i = 0; i < count; ++i) write_function();
    if (random_.chance(35)) write_start();
  }

  // Signature and level of an own function: one more than the highest that is there to be called, at most.
  void write_function() {
    Shape shape;
    shape.level = random_.chance(50) ? 0 : 1 + random_.below(max_level);
    shape.sig = shape.level == 0 && random_.chance(70) ? 2 : random_.below(sig_count);
    const std::string id = graph_.fresh("f");
    line(fmt::format("(func {} {} {})", id, sig_text(shape.sig),
                     generate_body(random_, scope_, shape.sig, shape.level)));
    if (shape.level == 0) {
      line(fmt::format("(elem declare func {})", id));
      scope_.refs.push_back(id);
    }
    add(id, make_shape(std::move(shape)));
  }

  void write_start() {
    const std::string id = graph_.fresh("s");
    line(fmt::format("(func {} {})", id, generate_body(random_, scope_, 0, max_level)));
    line(fmt::format("(start {})", id));
  }

  void write_passive_data() {
    const std::string id = graph_.fresh("d");
    line(fmt::format("(data {} \"{:08}\")", id, graph_.next_id));
    scope_.datas.push_back(id);
  }

  // Active ones; some do not fit.
  void write_segments() {
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

  // The outermost module exports what any engine has.
  void write_exports(Shape& shape) {
    for (const Item& item : scope_.items) {
      const bool linking = !is_core(space_of(item.shape->kind));
      if (parent_ ? !random_.chance(linking ? 40 : 60) : linking) continue;
      const std::string name = fmt::format("e{}", shape.exports.size());
      line(fmt::format("(export \"{}\" ({} {}))", name, to_string(item.shape->kind), item.id));
      shape.exports.push_back({name, item.shape});
    }
  }

  Graph& graph_;
  Random& random_;
  ModuleWriter* parent_;
  unsigned depth_;
  std::string id_;
  std::string text_;
  Scope scope_;
};

}  // namespace

std::string generate_graph(std::uint64_t seed, const GraphOptions& options) {
  Graph graph{Random(seed), options};
  if (graph.random.chance(70)) graph.options.tags = false;
  ModuleWriter root(graph, nullptr, 0);
  root.write();
  return root.text() + "\n";
}

}  // namespace modlink::generate
