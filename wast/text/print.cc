// Printing of modules. spec: text/modules; Explainer.md
#include "wast/text/print.h"

#include <algorithm>
#include <span>

#include "wast/syntax/concat.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/error.h"
#include "wast/syntax/sections.h"
#include "wast/text/placement.h"
#include "wast/text/print_instructions.h"
#include "wast/text/print_names.h"
#include "wast/text/print_types.h"

namespace modlink {

namespace text {

namespace {

bool is_plain(const SubType& type) { return type.final && type.supers.empty(); }

class ModulePrinter {
 public:
  // `arities` are those of this module; null if there are none.
  ModulePrinter(std::string& out, const Module& module, std::size_t depth, const PrintOptions& options,
                const Arities* arities)
      : out_(out),
        module_(module),
        options_(options),
        arities_(arities),
        ids_(module, options.indices),
        depth_(depth),
        own_types_(own_types(module)) {}

  // `id` is the module's own, as bound.
  void print(const std::string& id);

 private:
  struct HeldType {
    const Definition* definition;
    Index index;
  };

  void line(const std::string& text) { out_ += new_line(depth_ + 1) + text; }
  std::string bind(const TakenIndices& taken) const { return ids_[taken.space].bind(taken.first); }
  std::string bind_next(IndexSpace space) { return bind(counter_.take(space)); }

  const FuncType* find_func_type(Index type) const;
  void find_visible();
  void print_definitions();
  void print_definition(const Definition& definition);
  void place_type(const Definition& definition);
  void print_type(const HeldType& type);
  void release_types(Index visible);
  void print_import(const Import& import);
  void print_group(std::span<const Definition> group);
  void print_instance(const Instance& instance);
  void print_nested(const NestedModule& nested);

  // A definition of the module's own: `text` is its beginning, "(func $f", and `index` its index.
  void print_own(const Func& func, const std::string& text, Index index);
  void print_own(const Table& table, std::string text, Index index);
  void print_own(const Memory& memory, const std::string& text, Index index);
  void print_own(const Global& global, const std::string& text, Index index);
  void print_own(const ElemSegment& elem, std::string text, Index index);
  void print_own(const DataSegment& data, std::string text, Index index);
  template <IndexSpace space>
  void print_own(const TypedDefinition<space>& definition, const std::string& text, Index index);
  template <class T>
  void print_all(IndexSpace space, const std::vector<T>& definitions);
  void print_section(Section section);
  void print_body_of(const Func& func, const FuncIdentifiers& ids);
  std::string local_runs(const Func& func) const;
  std::string named_locals(const Func& func, const Identifiers& locals, std::size_t params) const;
  void print_export(const Export& item);
  std::string elements(const ElemSegment& elem) const;
  void print_bytes(const KeptBytes& bytes);
  void print_customs();
  void print_local_definitions();

  std::string& out_;
  const Module& module_;
  const PrintOptions& options_;
  const Arities* arities_;
  ModuleIdentifiers ids_;
  std::size_t depth_;
  IndexCounter counter_;                   // of the definitions printed; of types, those met
  std::vector<const SubType*> own_types_;  // by type index
  std::vector<Index> visible_;             // by nested module: how many types must stand before it
  std::size_t nested_ = 0;                 // modules printed
  std::vector<HeldType> held_;             // types that must come after the next nested module
};

// Only a plain function type can be written out beside its index.
const FuncType* ModulePrinter::find_func_type(Index type) const {
  const SubType* own = type < own_types_.size() ? own_types_[type] : nullptr;
  return own && is_plain(*own) ? std::get_if<FuncType>(&own->comp) : nullptr;
}

// A nested module sees the types before it, as many as its `visible_types` says (D25); those behind it can wait for
// the smallest number that is still to come.
void ModulePrinter::find_visible() {
  Index types = 0;
  for (const Definition& definition : module_.definitions) {
    types += type_count(definition);
    const auto* nested = std::get_if<NestedModule>(&definition);
    if (nested) visible_.push_back(std::min(nested->visible_types, types));
  }
  visible_.push_back(UINT32_MAX);
  for (std::size_t i = visible_.size() - 1; i > 0; --i) visible_[i - 1] = std::min(visible_[i - 1], visible_[i]);
}

void ModulePrinter::print_type(const HeldType& type) {
  if (const auto* def = std::get_if<TypeDef>(type.definition)) {
    line(to_text(*def, type.index, ids_[IndexSpace::type], ids_.fields, depth_ + 1));
  } else {
    line(to_text(std::get<Alias>(*type.definition), ids_[IndexSpace::type].bind(type.index),
                 ids_[IndexSpace::instance]));
  }
}

void ModulePrinter::release_types(Index visible) {
  const auto end =
      std::find_if(held_.begin(), held_.end(), [&](const HeldType& type) { return type.index >= visible; });
  std::for_each(held_.begin(), end, [this](const HeldType& type) { print_type(type); });
  held_.erase(held_.begin(), end);
}

void ModulePrinter::place_type(const Definition& definition) {
  held_.push_back({&definition, counter_.take(definition).first});
  release_types(visible_[nested_]);
}

void ModulePrinter::print_import(const Import& import) {
  line(to_text(import, bind(counter_.take(import)), ids_[IndexSpace::type]));
}

// Where there is one type of all, names are annotations in the items.
void ModulePrinter::print_group(std::span<const Definition> group) {
  const auto& head = std::get<Import>(group.front());
  const bool typed = head.group.kind == ImportGroup::Kind::typed;
  std::string text = "(import " + quoted(*head.module);
  for (const Definition& definition : group) {
    const auto& import = std::get<Import>(definition);
    const std::string id = bind(counter_.take(import));
    const std::string rest = typed ? " " + to_text(import.desc, id, ids_[IndexSpace::type]) : id;
    text += new_line(depth_ + 2) + "(item " + quoted(import.name) + rest + ")";
  }
  if (!typed) text += new_line(depth_ + 2) + to_text(head.desc, "", ids_[IndexSpace::type]);
  line(text + ")");
}

void ModulePrinter::print_instance(const Instance& instance) {
  std::string text = concat("(instance", bind_next(IndexSpace::instance), " (instantiate ",
                            ids_[IndexSpace::module].ref(instance.module));
  for (const InstantiateArg& arg : instance.args) {
    text += concat(" (import ", quoted(arg.name), " (", to_string(arg.kind), ' ', ids_[arg.kind].ref(arg.index), "))");
  }
  line(text + "))");
}

void ModulePrinter::print_nested(const NestedModule& nested) {
  out_ += new_line(depth_ + 1);
  const bool known = arities_ && nested_ < arities_->modules.size();
  const Arities* const arities = known ? &arities_->modules[nested_] : nullptr;
  ModulePrinter(out_, *nested.module, depth_ + 1, options_, arities).print(bind_next(IndexSpace::module));
  release_types(visible_[++nested_]);
}

void ModulePrinter::print_definition(const Definition& definition) {
  if (type_count(definition) > 0 || std::holds_alternative<TypeDef>(definition)) return place_type(definition);
  if (const auto* import = std::get_if<Import>(&definition)) return print_import(*import);
  if (const auto* instance = std::get_if<Instance>(&definition)) return print_instance(*instance);
  if (const auto* nested = std::get_if<NestedModule>(&definition)) return print_nested(*nested);
  const auto& alias = std::get<Alias>(definition);
  line(to_text(alias, bind(counter_.take(alias)), ids_[IndexSpace::instance]));
}

void ModulePrinter::print_definitions() {
  find_visible();
  std::span<const Definition> rest = module_.definitions;
  while (!rest.empty()) {
    const auto* import = std::get_if<Import>(&rest.front());
    const bool grouped = import && import->group.kind != ImportGroup::Kind::none && import->module;
    const std::size_t size = grouped ? count_group(rest) : 1;
    if (grouped) {
      print_group(rest.first(size));
    } else {
      print_definition(rest.front());
    }
    rest = rest.subspan(size);
  }
}

std::string ModulePrinter::local_runs(const Func& func) const {
  std::string result;
  for (const LocalRun& run : func.locals) {
    const std::string type = " " + to_text(run.type, ids_[IndexSpace::type]);
    result += " (local";
    for (std::uint32_t i = 0; i < run.count; ++i) result += type;
    result += ")";
  }
  return result;
}

std::string ModulePrinter::named_locals(const Func& func, const Identifiers& locals, std::size_t params) const {
  std::string result;
  auto index = static_cast<Index>(params);
  for (const LocalRun& run : func.locals) {
    const std::string type = to_text(run.type, ids_[IndexSpace::type]);
    for (std::uint32_t i = 0; i < run.count; ++i) result += " (local" + locals.bind(index++) + " " + type + ")";
  }
  return result;
}

const NameMap* find_names(const IndirectNameMap& names, Index index) {
  const auto found = names.find(index);
  return found == names.end() ? nullptr : &found->second;
}

std::uint64_t count_locals(const Func& func, const FuncType& type) {
  std::uint64_t count = type.params.size();
  for (const LocalRun& run : func.locals) count += run.count;
  return count;
}

// Text has no runs: what a binary declares in four bytes are 50,000 words. Locals that instructions use cost as much
// there anyway.
std::uint64_t count_idle_locals(const Module& module) {
  std::uint64_t count = 0;
  for (const Func& func : module.funcs) {
    std::uint64_t locals = 0;
    for (const LocalRun& run : func.locals) locals += run.count;
    if (locals > func.body.size()) count += locals - func.body.size();
  }
  for (const Definition& definition : module.definitions) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    if (nested) count += count_idle_locals(*nested->module);
  }
  return count;
}

// Parameters are written out where the module itself defines the type; only then can locals have identifiers.
void ModulePrinter::print_own(const Func& func, const std::string& text, Index index) {
  const FuncType* type = find_func_type(func.type);
  const NameMap* const locals = type ? find_names(module_.names.locals, index) : nullptr;
  const NameMap* const labels = find_names(module_.names.labels, index);
  const FuncIdentifiers ids{
      ids_, locals ? Identifiers(*locals, count_locals(func, *type)) : Identifiers(),
      labels ? Identifiers(*labels, func.body.size(), Identifiers::Repetition::allowed) : Identifiers()};
  line(text + " " + type_use(func.type, ids_[IndexSpace::type]));
  if (type) out_ += signature(*type, ids_[IndexSpace::type], ids.locals);
  out_ += locals ? named_locals(func, ids.locals, type->params.size()) : local_runs(func);
  print_body_of(func, ids);
  out_ += ")";
}

void ModulePrinter::print_body_of(const Func& func, const FuncIdentifiers& ids) {
  if (options_.skeleton) {
    if (func.body.size() > 1) out_ += " ...";
    return;
  }
  const auto found = module_.branch_hints.find(static_cast<std::size_t>(&func - module_.funcs.data()));
  const auto& hints = found == module_.branch_hints.end() ? std::vector<BranchHint>() : found->second;
  if (!options_.fold) return print_body(out_, func.body, ids, hints, depth_ + 2);
  static const Arities nothing;
  const Arities& arities = arities_ ? *arities_ : nothing;
  const std::uint32_t results = func.type < arities.types.size() ? arities.types[func.type].results : 0;
  print_folded_body(out_, func.body, ids, hints, depth_ + 2, arities, results);
}

void ModulePrinter::print_own(const Table& table, std::string text, Index) {
  text += " " + to_text(table.type, ids_[IndexSpace::type]);
  if (table.init) text += const_expr(*table.init, ids_);
  line(text + ")");
}

void ModulePrinter::print_own(const Memory& memory, const std::string& text, Index) {
  line(text + " " + to_text(memory.type, ids_[IndexSpace::type]) + ")");
}

void ModulePrinter::print_own(const Global& global, const std::string& text, Index) {
  line(text + " " + to_text(global.type, ids_[IndexSpace::type]) + const_expr(global.init, ids_) + ")");
}

template <IndexSpace space>
void ModulePrinter::print_own(const TypedDefinition<space>& definition, const std::string& text, Index) {
  line(text + " " + type_use(definition.type, ids_[IndexSpace::type]) + ")");
}

// `(export (instance $i))` is a zero-level export (D3).
void ModulePrinter::print_export(const Export& item) {
  const std::string name = item.name ? quoted(*item.name) + " " : std::string();
  line(concat("(export ", name, '(', to_string(item.kind), ' ', ids_[item.kind].ref(item.index), "))"));
}

// " func 0 1", " funcref (item (ref.func 0))". Indices imply the type `(ref func)`.
std::string ModulePrinter::elements(const ElemSegment& elem) const {
  if (options_.skeleton) return " " + to_text(elem.type, ids_[IndexSpace::type]) + " ...";
  const auto* indices = std::get_if<FuncIndices>(&elem.init);
  const bool is_func = indices && elem.type == RefType{false, {HeapKind::func, 0}};
  std::string result = is_func ? " func" : " " + to_text(elem.type, ids_[IndexSpace::type]);
  if (is_func) {
    for (Index index : *indices) ids_[IndexSpace::func].print_ref(result += ' ', index);
  } else if (indices) {
    for (Index index : *indices) result += " (item (ref.func " + ids_[IndexSpace::func].ref(index) + "))";
  } else {
    for (const Expr& expr : std::get<std::vector<Expr>>(elem.init)) result += " (item" + const_expr(expr, ids_) + ")";
  }
  return result;
}

void ModulePrinter::print_own(const ElemSegment& elem, std::string text, Index) {
  if (elem.mode == SegmentMode::declarative) text += " declare";
  if (elem.mode == SegmentMode::active) {
    text +=
        concat(" (table ", ids_[IndexSpace::table].ref(elem.table), ") (offset", const_expr(elem.offset, ids_), ')');
  }
  line(text + elements(elem) + ")");
}

void ModulePrinter::print_bytes(const KeptBytes& bytes) {
  if (options_.skeleton) {
    out_ += "...";
  } else {
    print_string(out_, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
}

void ModulePrinter::print_own(const DataSegment& data, std::string text, Index) {
  if (data.mode == SegmentMode::active) {
    text +=
        concat(" (memory ", ids_[IndexSpace::memory].ref(data.memory), ") (offset", const_expr(data.offset, ids_), ')');
  }
  line(text + " ");
  print_bytes(data.init);
  out_ += ")";
}

void ModulePrinter::print_customs() {
  const std::vector<std::string> places = custom_places(module_);
  for (std::size_t i = 0; i < places.size(); ++i) {
    line(concat("(@custom ", quoted(module_.customs[i].name), places[i], ' '));
    print_bytes(module_.customs[i].bytes);
    out_ += ")";
  }
}

// Definitions of one kind, in the order of their indices.
template <class T>
void ModulePrinter::print_all(IndexSpace space, const std::vector<T>& definitions) {
  for (const T& definition : definitions) {
    const TakenIndices taken = counter_.take(space);
    print_own(definition, "(" + std::string(to_string(space)) + bind(taken), taken.first);
  }
}

void ModulePrinter::print_section(Section section) {
#define DEFINED_SPACE(name, members, ...) \
  if (section == section_of(IndexSpace::name)) return print_all(IndexSpace::name, module_.members);
#include "wast/syntax/index_spaces.def"
  if (section == Section::export_) {
    for (const Export& item : module_.exports) print_export(item);
  } else if (section == Section::start && module_.start) {
    line("(start " + ids_[IndexSpace::func].ref(module_.start->func) + ")");
  }
}

// In the order of binaries, but functions, which are long, last.
void ModulePrinter::print_local_definitions() {
  for (const Section section : late_sections) {
    if (section != Section::func) print_section(section);
  }
  print_section(Section::func);
  print_customs();
}

void ModulePrinter::print(const std::string& id) {
  out_ += "(module" + id;
  print_definitions();
  print_local_definitions();
  out_ += ")";
}

}  // namespace

}  // namespace text

std::string print_module(const Module& module) { return print_module(module, {}); }

std::string print_module(const Module& module, const PrintOptions& options) {
  if (text::count_idle_locals(module) > options.idle_locals) {
    throw LimitExceeded(module.at.pos, concat("text writes out every local: more than ", options.idle_locals.value(),
                                              " that no instruction uses", options.idle_locals.hint()));
  }
  std::string result;
  text::ModulePrinter(result, module, 0, options, options.arities).print(text::bind_name(module.names.module));
  result += '\n';
  return result;
}

}  // namespace modlink
