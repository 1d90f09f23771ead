// Validation of module and instance types. spec: Binary.md, "Type Section updates"; Explainer, "Module and Instance
// Types"; D3, D5

#include "validator/elaborate_imports.h"
#include "validator/mismatch.h"
#include "validator/types.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/stack.h"

namespace modlink::validator {

namespace {

// A fresh scope inside `parent`: nothing is visible but by outer aliases.
Context type_scope(const Context& parent, Pos pos) {
  Context scope{parent.features, parent.limits, parent.store};
  scope.parent = &parent;
  scope.effort = parent.effort;
  scope.zero_level_types = parent.zero_level_types;
  scope.module_depth = parent.module_depth;
  scope.type_depth = parent.type_depth + 1;
  check_limit(scope.type_depth, parent.limits.type_nesting, pos, "nested types");
  require_stack(pos);
  return scope;
}

// Walks the definitions inside one module or instance type.
class LinkingTypeChecker {
 public:
  LinkingTypeChecker(const Context& parent, const LinkingType& type, Pos pos)
      : type_(type), scope_(type_scope(parent, pos)), imports_(parent, false) {}

  void check() {
    for (const TypeDecl& decl : type_.decls) std::visit([this](const auto& item) { check(item); }, decl.decl);
  }

  TypeEntry make(const Context& parent, Pos pos) {
    if (type_.kind == LinkingType::Kind::instance) return make_instance_type(parent, std::move(exports_), pos);
    return make_module_type(parent, imports_.finish(parent, pos), std::move(exports_), pos);
  }

 private:
  void check(const TypeDef& def) { check_type_def(scope_, def); }

  void check(const Alias& alias) {
    const auto* outer = std::get_if<OuterAlias>(&alias.target);
    require(outer && outer->kind == ExternKind::type, alias.at.pos,
            "alias inside a module or instance type must be an outer alias of a type");
    check_outer_type(scope_, *outer);
  }

  void check(const Import& import) {
    require(type_.kind == LinkingType::Kind::module, import.at.pos, "import in an instance type");
    imports_.add(import, check_extern_type(scope_, import.desc, import.desc_at.pos));
    check_limit(imports_.count(), scope_.limits.imports, import.at.pos, "imports");
  }

  void check(const ExportType& item) {
    ExternType type = check_extern_type(scope_, item.desc, item.desc_at.pos);
    if (!exports_.insert(item.name, std::move(type))) {
      throw Invalid(item.at.pos, concat("duplicate export name ", quote(item.name)));
    }
    check_limit(exports_.size(), scope_.limits.exports, item.at.pos, "exports");
  }

  void check(const ZeroLevelExport& item) {
    const InstanceType* instance = scope_.instance_type(item.type, item.at.pos);
    check_copies(*instance, item.at.pos);
    add_exports(scope_, exports_, *instance, item.at.pos);
    if (scope_.zero_level_types) scope_.zero_level_types->push_back(instance);
  }

  // Elaboration writes the module and instance types among the exports into this scope, one level further in (D3).
  void check_copies(const InstanceType& instance, Pos pos) const {
    for (const auto& entry : instance.exports.entries()) {
      const ExternKind kind = kind_of(entry.type);
      if (kind != ExternKind::module && kind != ExternKind::instance) continue;
      return check_limit(scope_.type_depth + 1, scope_.limits.type_nesting, pos, "nested types");
    }
  }

  const LinkingType& type_;
  Context scope_;
  ImportElaborator imports_;
  ExternTypeMap exports_;
};

void check_nodes(const Context& context, const NodeBound& nodes, const ExternType& type, Pos pos) {
  const ImplementationLimit& limit = context.limits.type_nodes;
  if (nodes.get() <= limit) return;
  const std::uint64_t counted = count_nodes(type, limit, context.effort->nodes_counted);
  check_limit(counted, limit, pos, "distinct nodes of a type");
  nodes.tighten(counted);
  // Far from it, unless types of the permitted size are made to be counted again and again.
  check_limit(context.effort->nodes_counted, context.limits.counted_nodes, pos, "nodes of types counted");
}

}  // namespace

TypeEntry check_linking_type(const Context& context, const LinkingType& type, Pos pos) {
  LinkingTypeChecker checker(context, type, pos);
  checker.check();
  return checker.make(context, pos);
}

const ModuleType* make_module_type(const Context& context, ExternTypeMap imports, ExternTypeMap exports, Pos pos) {
  const ModuleType* type = context.store.intern_module(std::move(imports), std::move(exports));
  check_nodes(context, type->nodes, ExternModule{type}, pos);
  return type;
}

const InstanceType* make_instance_type(const Context& context, ExternTypeMap exports, Pos pos) {
  const InstanceType* type = context.store.intern_instance(std::move(exports));
  check_nodes(context, type->nodes, ExternInstance{type}, pos);
  return type;
}

void add_exports(const Context& context, ExternTypeMap& exports, const InstanceType& type, Pos pos) {
  context.effort->expanded_exports += type.exports.size();
  check_limit(context.effort->expanded_exports, context.limits.exports, pos, "exports");
  for (const auto& entry : type.exports.entries()) {
    context.effort->copies.spend(entry.name.size(), pos);
    if (exports.insert(entry.name, entry.type)) continue;
    throw Invalid(pos, concat("duplicate export name ", quote(entry.name), ", brought by a zero-level export"));
  }
}

OuterScope outer_scope(const Context& context, const OuterAlias& alias) {
  const Context* inner = &context;
  for (Index i = 0; i < alias.depth && inner->parent; ++i) inner = inner->parent;
  if (!inner->parent) throw Invalid(alias.depth_at.pos, concat("unknown outer scope ", alias.depth));
  return {inner->parent, std::min<std::size_t>(inner->visible_parent_types, inner->parent->types.size())};
}

void check_outer_type(Context& context, const OuterAlias& alias) {
  const Pos pos = alias.index_at.pos;
  const auto [scope, visible] = outer_scope(context, alias);
  if (alias.index >= visible) {
    const bool later = alias.index < scope->types.size();
    throw Invalid(pos, concat("unknown type ", scope->called(IndexSpace::type, alias.index),
                              later ? ": not before the nested module" : ""));
  }
  check_limit(context.types.size() + 1, context.limits.types, pos, "types");
  context.types.push_back(scope->types[alias.index]);
}

}  // namespace modlink::validator
