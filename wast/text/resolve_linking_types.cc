// Module and instance types, their references resolved and their abbreviations written out. spec: Explainer, "Module
// and Instance Types"; D3, D5, D25
#include "wast/syntax/stack.h"
#include "wast/text/resolve.h"

namespace modlink::text {

// Entries are resolved in order, and each sees those before it; what abbreviations add goes before the entry.
class LinkingTypeResolver {
 public:
  LinkingTypeResolver(Parser& parser, const Scope& outer, LinkingType::Kind kind, std::string_view name, unsigned depth)
      : parser_(parser), scope_(&outer, name), resolver_(parser, scope_, &type_.decls, depth) {
    type_.kind = kind;
  }

  LinkingType resolve(std::vector<TypeEntry> entries) {
    for (TypeEntry& entry : entries) {
      std::visit([&](auto& content) { resolve(entry.at, content); }, entry.content);
    }
    type_.type_names = scope_.names(IndexSpace::type);
    return std::move(type_);
  }

 private:
  template <class Decl>
  void add(Decl decl) {
    type_.decls.emplace_back().decl.template emplace<Decl>(std::move(decl));
  }

  Index take_type(const TypeInfo& info, BoundId id, Pos pos) {
    const Index index = scope_.add_type(info);
    scope_.begin_own_types();
    if (id.present) scope_.bind(IndexSpace::type, parser_.id(id.token), index, pos);
    return index;
  }

  void resolve(At at, TypeField& field) {
    // A module or instance type does not see itself.
    if (std::holds_alternative<Nested<LinkingTypeBody>>(field.def)) {
      const BoundId id = field.ids[0];
      TypeDef def = resolver_.type_def(std::move(field), at, UINT32_MAX, nullptr);
      take_type({}, id, at.pos);
      return add(std::move(def));
    }
    resolver_.add_outer_types(field);
    const Index first = scope_.count(IndexSpace::type);
    for (const BoundId id : field.ids) take_type({}, id, parser_.pos(id.token));
    add(resolver_.type_def(std::move(field), at, first, nullptr));
  }

  void resolve(At at, AliasEntry& entry) {
    Cursor from = parser_.at(entry.alias.from);
    Alias alias;
    alias.at = at;
    if (entry.alias.outer) {
      const OuterAlias target = scope_.parse_outer(entry.kind, from);
      if (entry.kind == ExternKind::type) take_alias(target, entry.id);
      alias.target.emplace<OuterAlias>(target);
    } else {
      const Index instance = scope_.parse_index(IndexSpace::instance, from);
      alias.target.emplace<ExportAlias>(
          ExportAlias{instance, std::move(entry.alias.name), entry.kind, entry.alias.name_at});
    }
    add(std::move(alias));
  }

  void take_alias(const OuterAlias& alias, BoundId id) {
    TypeInfo info;
    info.kind = TypeInfo::Kind::alias;
    info.alias = alias;
    scope_.add_alias(alias, take_type(info, id, parser_.pos(id.token)));
  }

  void resolve(At at, ImportExportEntry& entry) {
    const ExternDesc desc = resolver_.extern_desc(entry.kind, std::move(entry.type));
    if (entry.import) {
      add(Import{entry.import->at, std::move(entry.import->module), std::move(entry.import->name), desc,
                 entry.type_at});
    }
    for (Name& name : entry.exports) add(ExportType{at, std::move(name), desc, entry.type_at});
  }

  void resolve(At at, ZeroLevelEntry& entry) {
    const Index type = resolver_.type(entry.type);
    add(ZeroLevelExport{at, type});
  }

  Parser& parser_;
  LinkingType type_;
  Scope scope_;
  Resolver resolver_;
};

LinkingType Resolver::linking_type(LinkingTypeBody body, std::string_view name) {
  require_stack();
  return LinkingTypeResolver(parser_, scope_, body.kind, name, depth_ + 1).resolve(std::move(body.entries));
}

}  // namespace modlink::text
