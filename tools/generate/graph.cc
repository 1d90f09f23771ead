// Random module graphs.
//
// A module imports only generalisations of what its parent has at that place, so that the parent can instantiate it; a
// module without a parent imports nothing.
#include "tools/generate/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "tools/generate/core_writer.h"
#include "tools/generate/full_core.h"

namespace modlink::generate {

namespace {

// Types are written out wherever they are: what is heavier is neither imported nor exported, or else they multiply.
constexpr std::size_t max_weight = 40;

// Whether a core module can export it by its names.
bool is_exportable(const Shape& shape) {
  return shape.kind != ExternKind::module &&
         std::all_of(shape.exports.begin(), shape.exports.end(),
                     [](const Member& member) { return is_exportable(*member.shape); });
}

// What tables can begin with.
bool is_constant_object(const Shape& shape) {
  return shape.kind == ExternKind::global && !shape.mut && shape.holds != Holds::plain;
}

// Of items or members: an object rather than something else, for what is done with its identity.
template <class T>
const T& pick_object_first(Random& random, const std::vector<T>& from) {
  std::vector<const T*> objects;
  for (const T& one : from) {
    if (is_constant_object(*one.shape)) objects.push_back(&one);
  }
  return objects.empty() || random.chance(50) ? random.pick(from) : *random.pick(objects);
}

// Of items or members: one of any kind, however few there are of it.
template <class T>
const T& pick_by_kind(Random& random, const std::vector<T>& from) {
  std::vector<const T*> found;
  std::vector<ExternKind> kinds;
  for (const T& one : from) {
    if (std::find(kinds.begin(), kinds.end(), one.shape->kind) == kinds.end()) kinds.push_back(one.shape->kind);
  }
  const ExternKind kind = random.pick(kinds);
  for (const T& one : from) {
    if (one.shape->kind == kind) found.push_back(&one);
  }
  return *random.pick(found);
}

class ModuleWriter : CoreWriter {
 public:
  ModuleWriter(Graph& graph, const GraphOptions& options, ModuleWriter* parent, unsigned depth)
      : CoreWriter(graph, depth), options_(options), parent_(parent), id_(graph.fresh("M")) {
    if (graph.full) full_ = std::make_unique<FullCore>(graph, parent == nullptr);
  }

  const std::string& id() const { return id_; }
  using CoreWriter::text;

  ShapePtr write() {
    Shape shape;
    shape.kind = ExternKind::module;
    full_ ? write_full_types() : write_types();
    if (parent_) write_imports(shape);
    if (full_ && !parent_ && random_.chance(60)) lines(full_->imports());
    const unsigned count = options_.max_definitions == 0 ? 0 : 1 + random_.below(options_.max_definitions);
    for (unsigned i = 0; i < count; ++i) write_definition();
    if (options_.nests && !parent_) write_missing();
    if (count > 0 && random_.chance(parent_ ? 10 : 40)) write_narrowing();
    if (full_) {
      write_full();
    } else {
      write_state();
      write_functions();
      write_segments();
    }
    write_exports(shape);
    text_ = fmt::format("(module {}{})", id_, text_);
    return make_shape(std::move(shape));
  }

 private:
  void lines(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) line(text);
  }

  void write_full_types() {
    if (parent_ && random_.chance(60)) {
      if (const std::string alias = full_->alias_type(*parent_->full_, parent_->id_); !alias.empty()) line(alias);
    }
    lines(full_->types());
  }

  void write_full() {
    for (const Item& item : scope_.items) full_->use(item);
    std::vector<Item> shared;
    lines(full_->fields(shared));
    for (Item& item : shared) scope_.items.push_back(std::move(item));
  }

  // What is imported, or has an alias.
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return full_ ? pick_by_kind(random_, from) : pick_object_first(random_, from);
  }

  // --- imports

  void write_imports(Shape& shape) {
    const auto& pool = parent_->scope_.items;
    if (pool.empty()) return;
    const unsigned count = random_.below(full_ ? 7 : 4);
    for (unsigned i = 0; i < count; ++i) {
      const ShapePtr imported = generalise(graph_, pick(pool).shape);
      if (imported->weight > max_weight) continue;
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
    if (choice < 3 && depth_ < options_.max_depth) return write_module();
    if (choice < 7) return write_instance();
    if (choice < 9) return write_alias();
    write_outer_alias();
  }

  // What an outermost module has by chance only.
  void write_missing() {
    if (items(ExternKind::module).empty()) write_module();
    if (items(ExternKind::instance).empty()) write_instance();
  }

  void write_module() {
    ModuleWriter nested(graph_, options_, this, depth_ + 1);
    const ShapePtr shape = nested.write();
    line(nested.text());
    add(nested.id(), shape);
    if (random_.chance(70)) instantiate({nested.id(), shape});
    const unsigned aliases = full_ ? random_.below(4) : 0;
    for (unsigned i = 0; i < aliases; ++i) write_alias();
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
    const Member member = pick(instance.shape->exports);
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

  // A module that imports less of an instance than there is, and exports that.
  void write_narrowing() {
    const auto instances = items(ExternKind::instance);
    if (instances.empty()) return;
    const Item instance = random_.pick(instances);
    if (instance.shape->weight > max_weight) return;
    const ShapePtr narrow = narrowed(instance.shape);
    const std::string module = graph_.fresh("N");
    const std::string passed = graph_.fresh("p");
    line(fmt::format("(module {0} (import \"i\" {1}) (export \"p\" (instance {2})))", module, describe(*narrow, passed),
                     passed));
    Shape shape;
    shape.kind = ExternKind::module;
    shape.imports.push_back({"i", narrow});
    shape.exports.push_back({"p", narrow});
    const ShapePtr made = make_shape(std::move(shape));
    add(module, made);
    instantiate({module, made});
  }

  // At least one export less, and less of instances in it.
  ShapePtr narrowed(const ShapePtr& from) {
    Shape shape = *from;
    if (!shape.exports.empty()) shape.exports.erase(shape.exports.begin() + random_.below(shape.exports.size()));
    for (Member& member : shape.exports) {
      const bool is_instance = member.shape->kind == ExternKind::instance;
      member.shape = is_instance ? narrowed(member.shape) : generalise(graph_, member.shape);
    }
    return make_shape(std::move(shape));
  }

  // The outermost module exports what any engine has, also in instances.
  void write_exports(Shape& shape) {
    for (const Item& item : scope_.items) {
      if (item.shape->weight > max_weight) continue;
      const bool linking = !is_core(space_of(item.shape->kind));
      if (parent_ && !random_.chance(linking ? 40 : 60)) continue;
      if (!parent_ && linking && (!is_exportable(*item.shape) || random_.chance(50))) continue;
      const std::string name = fmt::format("e{}", shape.exports.size());
      line(fmt::format("(export \"{}\" ({} {}))", name, to_string(item.shape->kind), item.id));
      shape.exports.push_back({name, item.shape});
    }
  }

  const GraphOptions& options_;
  ModuleWriter* parent_;
  std::string id_;
  std::unique_ptr<FullCore> full_;
};

}  // namespace

std::string generate_graph(std::uint64_t seed, const GraphOptions& options) {
  Graph graph{Random(seed), options.tags};
  if (graph.random.chance(70)) graph.tags = false;
  graph.objects = graph.random.chance(30);
  graph.wide = graph.random.chance(25);
  graph.stops = graph.random.chance(12);
  return write_graph(graph, options);
}

std::string write_graph(Graph& graph, const GraphOptions& options) {
  ModuleWriter root(graph, options, nullptr, 0);
  root.write();
  return root.text() + "\n";
}

}  // namespace modlink::generate
