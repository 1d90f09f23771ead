// Validation of modules. spec: valid/modules; Explainer; Binary.md

#include <algorithm>

#include "validator/check_funcs.h"
#include "validator/elaborate_imports.h"
#include "validator/instructions.h"
#include "validator/linking.h"
#include "validator/match.h"
#include "validator/mismatch.h"
#include "validator/types.h"
#include "validator/validate.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/sections.h"
#include "wast/syntax/stack.h"

namespace modlink::validator {

namespace {

// All nested modules of an outermost one together may be this many times what one may have.
constexpr std::uint64_t total_modules_factor = 10;

Context module_context(const Context& outermost, const Context* parent, Index visible_types, Pos pos) {
  Context context{outermost.features, outermost.limits, outermost.store};
  context.effort = outermost.effort;
  context.jobs = outermost.jobs;
  context.has_code = outermost.has_code;
  context.parent = parent;
  context.visible_parent_types = visible_types;
  if (!parent) return context;
  context.module_depth = parent->module_depth + 1;
  check_limit(context.module_depth, context.limits.module_nesting, pos, "nested modules");
  require_stack(pos);
  check_limit(++context.effort->modules, context.limits.modules.times(total_modules_factor), pos, "modules");
  return context;
}

// The first walk: types, and imports with the types that come before them. Imports are elaborated before any other
// definition is looked at, because an implied instance has all its fields from the first one on (D7).
void check_types_and_imports(ModuleState& state) {
  Context& context = state.context;
  ImportElaborator elaborator(context, !uses_linking(state.result.module));
  for (const Definition& definition : state.result.module.definitions) {
    if (const auto* def = std::get_if<TypeDef>(&definition)) {
      check_type_def(context, *def);
    } else if (const auto* import = std::get_if<Import>(&definition)) {
      state.import_types.push_back(check_extern_type(context, import->desc, import->desc_at.pos));
      elaborator.add(*import, state.import_types.back());
      check_limit(elaborator.count(), context.limits.imports, import->at.pos, "imports");
    } else if (const auto* alias = std::get_if<Alias>(&definition)) {
      const auto* outer = std::get_if<OuterAlias>(&alias->target);
      if (outer && outer->kind == ExternKind::type) check_outer_type(context, *outer);
    } else if (std::holds_alternative<NestedModule>(definition)) {
      state.types_before_modules.push_back(static_cast<Index>(context.types.size()));
    }
  }
  state.imports = elaborator.finish(context, state.result.module.at.pos);
  state.result.linking = context.features.has(Feature::module_linking) && !elaborator.repeats();
  state.result.type_conflict = elaborator.conflict();
  if (state.result.type_conflict) state.result.type_conflict->in_source(state.result.module.source);
}

// The second walk: everything else. Each definition sees only what those before it have appended.
void check_definitions(ModuleState& state) {
  for (Definition& definition : state.result.module.definitions) {
    if (const auto* import = std::get_if<Import>(&definition)) {
      check_import(state, *import);
    } else if (const auto* alias = std::get_if<Alias>(&definition)) {
      check_alias(state, *alias);
    } else if (auto* nested = std::get_if<NestedModule>(&definition)) {
      check_nested_module(state, *nested);
    } else if (const auto* instance = std::get_if<Instance>(&definition)) {
      check_instance(state, *instance);
    }
  }
}

// The external type that a definition declares.
ExternType declared_type(const Context& context, const Func& func) {
  return ExternFunc{check_func_type(context, func.type, func.at.pos)};
}
template <class T>
ExternType declared_type(const Context& context, const T& definition) {
  return check_extern_type(context, definition.type, definition.at.pos);
}
template <IndexSpace space>
ExternType declared_type(const Context& context, const TypedDefinition<space>& definition) {
  return check_extern_type(context, typename DescOf<space>::type{definition.type}, definition.at.pos);
}

template <class T>
void declare(Context& context, const std::vector<T>& definitions) {
  for (const T& definition : definitions) append(context, declared_type(context, definition), definition.at.pos);
}

// The module's own definitions by their declared types, in the order of binaries.
void declare(Context& context, const Module& module) {
  for (const Section section : late_sections) {
#define CORE_SPACE(name, members, ...) \
  if (section == section_of(IndexSpace::name)) declare(context, module.members);
#include "wast/syntax/index_spaces.def"
  }
  for (const ElemSegment& elem : module.elems) context.elems.push_back(context.close(elem.type, elem.at.pos));
  context.datas.resize(module.datas.size());
  check_limit(module.elems.size(), context.limits.segments, module.at.pos, "element segments");
  check_limit(module.datas.size(), context.limits.segments, module.at.pos, "data segments");
}

}  // namespace

std::vector<Index> declared_refs(const Module& module) {
  std::vector<Index> refs;
  const auto collect = [&refs](const auto& phrase) {
    for_each_free_index(phrase, [&refs](FreeIndex free) {
      if (free.space == IndexSpace::func) refs.push_back(free.index);
    });
  };
  collect(module.definitions);
#define DEFINED_SPACE(name, members, ...) \
  if (IndexSpace::name != IndexSpace::func) collect(module.members);
#include "wast/syntax/index_spaces.def"
  collect(module.exports);
  std::sort(refs.begin(), refs.end());
  refs.erase(std::unique(refs.begin(), refs.end()), refs.end());
  return refs;
}

namespace {

void check_globals(const Context& context, const Module& module, Index first) {
  if (module.extent == Extent::linking) return;
  for (std::size_t i = 0; i < module.globals.size(); ++i) {
    const Index index = first + static_cast<Index>(i);
    check_const_expr(context, module.globals[i].init, context.globals[index].val, index);
  }
}

void check_tables(const Context& context, const Module& module, Index first, Index first_global) {
  for (std::size_t i = 0; i < module.tables.size(); ++i) {
    const Table& table = module.tables[i];
    const RefType elem = context.tables[first + i].elem;
    if (table.init) {
      if (module.extent != Extent::linking) check_const_expr(context, *table.init, elem, first_global);
    } else {
      require(elem.nullable, table.at.pos, "type mismatch: a table of non-nullable references needs an initializer");
    }
  }
}

ValType addr_type(AddrType addr) { return addr == AddrType::i64 ? ValKind::i64 : ValKind::i32; }

void require_match(const Context& context, RefType found, RefType expected, Pos pos) {
  if (match_ref_type(context.store, found, expected)) return;
  throw Invalid(pos, concat("type mismatch: expected ", context.describe(ValType(expected)), ", found ",
                            context.describe(ValType(found))));
}

// Each index stands for a `ref.func`.
void check_elem_funcs(const Context& context, const std::vector<Index>& funcs, RefType type, Pos pos) {
  for (const Index func : funcs) {
    const DefType* found = context.func_def_type(func, pos);
    require_match(context, {false, {HeapKind::def_type, found->id}}, type, pos);
  }
}

// spec: valid/modules, Element Segments
void check_elem(const Context& context, const ElemSegment& elem, RefType type) {
  const Pos pos = elem.at.pos;
  const auto globals = static_cast<Index>(context.globals.size());
  if (elem.mode == SegmentMode::active) {
    const TableType& table = context.table(elem.table, pos);
    require_match(context, type, table.elem, pos);
    check_const_expr(context, elem.offset, addr_type(table.addr), globals);
  }
  if (const auto* funcs = std::get_if<FuncIndices>(&elem.init)) {
    return check_elem_funcs(context, *funcs, type, pos);
  }
  for (const Expr& expr : std::get<std::vector<Expr>>(elem.init)) check_const_expr(context, expr, type, globals);
}

// spec: valid/modules, Data Segments
void check_data(const Context& context, const DataSegment& data) {
  if (data.mode != SegmentMode::active) return;
  const MemoryType& memory = context.memory(data.memory, data.at.pos);
  check_const_expr(context, data.offset, addr_type(memory.addr), static_cast<Index>(context.globals.size()));
}

void check_start(const Context& context, const Start& start) {
  const FuncType& type = context.func(start.func, start.at.pos);
  if (type.params.empty() && type.results.empty()) return;
  throw Invalid(start.at.pos, "start function: expected (func), found " + context.describe(type));
}

// D3: a zero-level export stands for all exports of the instance.
void check_zero_level_export(ModuleState& state, const Export& item, ExternTypeMap& types) {
  const InstanceType* instance = state.context.instance(item.index, item.index_at.pos);
  add_exports(state.context, types, *instance, item.at.pos);
  for (const auto& entry : instance->exports.entries()) {
    state.result.exports.push_back({item.at, kind_of(entry.type), true, item.index});
  }
}

void check_export(ModuleState& state, const Export& item, ExternTypeMap& types) {
  ExternType type = extern_type(state.context, item.kind, item.index, item.index_at.pos);
  const auto* global = std::get_if<GlobalType>(&type);
  require_feature(state.context.features, Feature::mutable_global, !global || !global->mut, item.at.pos,
                  "mutable globals cannot be exported");
  if (!types.insert(*item.name, std::move(type))) {
    throw Invalid(item.at.pos, concat("duplicate export name ", quote(*item.name)));
  }
  state.result.exports.push_back({item.at, item.kind, false, item.index});
}

ExternTypeMap check_exports(ModuleState& state) {
  ExternTypeMap types;
  for (const Export& item : state.result.module.exports) {
    if (item.name) {
      check_export(state, item, types);
    } else {
      check_zero_level_export(state, item, types);
    }
    check_limit(types.size(), state.context.limits.exports, item.at.pos, "exports");
  }
  return types;
}

// The type has them in the same order.
void name_exports(ValidModule& module) {
  const auto& entries = module.instance_type->exports.entries();
  for (std::size_t i = 0; i < entries.size(); ++i) module.exports[i].name = &entries[i].name;
  module.export_names = std::make_shared<const ExportNames>(module.type_store, *module.instance_type);
}

// Everything that is no initial definition.
void check_own_definitions(Context& context, const Module& module) {
  const auto first_table = static_cast<Index>(context.tables.size());
  const auto first_global = static_cast<Index>(context.globals.size());
  context.first_own_global = first_global;
  declare(context, module);
  context.refs = declared_refs(module);
  check_globals(context, module, first_global);
  check_tables(context, module, first_table, first_global);
  for (std::size_t i = 0; i < module.elems.size(); ++i) check_elem(context, module.elems[i], context.elems[i]);
  for (const DataSegment& data : module.datas) check_data(context, data);
  if (module.start) check_start(context, *module.start);
}

ValidModulePtr check_module(Module&& module, const TypeStorePtr& store, const Context& outermost, const Context* parent,
                            Index visible_types) {
  const Pos pos = module.at.pos;
  const auto valid = std::make_shared<ValidModule>();
  ValidModule& result = *valid;
  ModuleState state{module_context(outermost, parent, visible_types, pos), result, {}, {}, {}, 0, 0, 0, {}};
  state.context.zero_level_types = &result.zero_level_types;
  result.module = std::move(module);
  state.context.names = &result.module.names;
  result.type_store = store;
  result.is_nested = parent != nullptr;
  result.copy_limit = outermost.effort->copies.limit();
  check_types_and_imports(state);
  check_definitions(state);
  check_own_definitions(state.context, result.module);
  ExternTypeMap exports = check_exports(state);
  if (state.context.has_code) check_funcs(state.context, result.module);
  if (result.module.extent == Extent::unchecked) result.module.extent = Extent::all;
  result.type = make_module_type(state.context, std::move(state.imports), std::move(exports), pos);
  result.instance_type = result.type->instance;
  name_exports(result);
  static_cast<ClosedTypes&>(result) = std::move(state.context);
  return valid;
}

}  // namespace

ValidModulePtr validate_module(Module&& module, const TypeStorePtr& store, const Context& outermost,
                               const Context* parent, Index visible_types) {
  const SourcePtr source = module.source;
  return in_source(source, [&] { return check_module(std::move(module), store, outermost, parent, visible_types); });
}

}  // namespace modlink::validator

namespace modlink {

namespace {

ValidModulePtr validate_with(Module&& module, const TypeStorePtr& store, const Features& features,
                             const ImplementationLimits& limits, std::size_t jobs, bool has_code) {
  // What is written is copied a few times anyway.
  const ImplementationLimit copy_limit =
      limits.copied_bytes.plus(64 * (module.source ? module.source->content().size() : 0));
  validator::Effort effort{.matching = {limits.type_comparisons}, .copies = CopyBudget(copy_limit)};
  validator::Context outermost{features, limits, *store};
  outermost.effort = &effort;
  outermost.jobs = jobs;
  outermost.has_code = has_code;
  return validator::validate_module(std::move(module), store, outermost, nullptr, 0);
}

}  // namespace

ValidModulePtr validate(Module module, const TypeStorePtr& store, const Features& features,
                        const ImplementationLimits& limits, std::size_t jobs) {
  return validate_with(std::move(module), store, features, limits, jobs, true);
}

ValidModulePtr validate_definitions(Module module, const TypeStorePtr& store, const Features& features,
                                    const ImplementationLimits& limits) {
  return validate_with(std::move(module), store, features, limits, 1, false);
}

}  // namespace modlink
