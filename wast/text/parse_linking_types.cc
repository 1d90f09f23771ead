// Parsing of module and instance types. spec: Explainer, "Module and Instance Types"; D3, D5, D25
#include <unordered_set>

#include "wast/text/desugar.h"
#include "wast/text/parse_types.h"

namespace modlink::text {

// Entries are parsed in order, and each sees those before it; what abbreviations add goes before the entry.
class LinkingTypeParser {
 public:
  LinkingTypeParser(Parser& parser, const Scope& outer, LinkingType::Kind kind, std::string_view name, unsigned depth)
      : parser_(parser), cursor_(parser.cursor), scope_(&outer, name), types_(parser, scope_, &type_.decls, depth) {
    type_.kind = kind;
  }

  LinkingType parse() {
    while (!cursor_.at_right()) entry();
    type_.type_names = scope_.names(IndexSpace::type);
    return std::move(type_);
  }

 private:
  void entry() {
    const std::string_view form = cursor_.form();
    if (form == "type") return type_entry();
    if (form == "rec") return rec_entry();
    if (form == "alias") return alias_entry();
    if (form == "import") return import_entry();
    if (form == "export") return export_entry();
    if (find_kind(form)) return inline_entry(*find_kind(form));
    if (!cursor_.accept_left()) cursor_.unexpected("an entry of a module or instance type");
    cursor_.unexpected("an entry of a module or instance type");
  }

  template <class Decl>
  void add(Decl decl) {
    type_.decls.emplace_back().decl.template emplace<Decl>(std::move(decl));
  }

  // Aliases that the definition itself uses come before it, and take their indices first.
  void add_implicit_aliases() {
    Cursor end = cursor_;
    end.skip_balanced();
    const bool linking = cursor_.form() == "type" && is_linking_type();
    if (linking) return;
    const std::size_t start = cursor_.index();
    for_each_inline_alias(cursor_, end.index(), [this](const Cursor& use) {
      cursor_.seek(use.index());
      types_.type_index_use();
    });
    cursor_.seek(start);
    if (parser_.features.dialect.types_see_outer) alias_types_around(end.index());
  }

  // The types around that the definition names without saying `outer` (D24); its own are not there yet.
  void alias_types_around(std::size_t end) {
    const std::size_t start = cursor_.index();
    const auto own = defined_ids();
    for_each_type_index(cursor_, end, [&](const Cursor& use) {
      if (!use.at_id() || own.count(use.tokens().id(use.peek())) != 0) return;
      cursor_.seek(use.index());
      types_.type_index();
    });
    cursor_.seek(start);
  }

  // The identifiers that a `type` or `rec` binds.
  std::unordered_set<std::string_view> defined_ids() const {
    std::unordered_set<std::string_view> result;
    const auto add_id = [&](Cursor type) {
      type.expect_form("type");
      if (const auto id = type.accept_id()) result.insert(*id);
    };
    if (cursor_.at_form("type")) add_id(cursor_);
    Cursor members = cursor_;
    if (!members.accept_form("rec")) return result;
    for (; members.at_form("type"); members.skip_balanced()) add_id(members);
    return result;
  }

  bool is_linking_type() const {
    Cursor body = cursor_;
    body.expect_form("type");
    body.accept_id();
    return body.at_form("module") || body.at_form("instance");
  }

  Index take_type(std::optional<std::string_view> id, Pos pos) {
    const Index index = scope_.add_type({});
    scope_.begin_own_types();
    if (id) scope_.bind(IndexSpace::type, *id, index, pos);
    return index;
  }

  void type_entry() {
    Cursor body = cursor_;
    body.expect_form("type");
    const Pos id_pos = body.pos();
    const auto id = body.accept_id();
    if (body.at_form("alias")) return inverted_alias(id, id_pos);
    if (is_linking_type()) {
      // It does not see itself.
      const Pos pos = cursor_.pos();
      TypeDef def = types_.type_field(no_index, nullptr);
      take_type(id, pos);
      return add(std::move(def));
    }
    add_implicit_aliases();
    const Index index = take_type(id, id_pos);
    add(types_.type_field(index, nullptr));
  }

  void rec_entry() {
    add_implicit_aliases();
    Cursor members = cursor_;
    members.expect_form("rec");
    const Index first = scope_.count(IndexSpace::type);
    while (members.at_form("type")) {
      Cursor member = members;
      member.expect_form("type");
      const Pos pos = member.pos();
      take_type(member.accept_id(), pos);
      members.skip_balanced();
    }
    add(types_.rec_field(first, nullptr));
  }

  void add_outer_alias(At at, const OuterAlias& alias, std::optional<std::string_view> id, Pos id_pos) {
    if (alias.kind == ExternKind::type) {
      TypeInfo info;
      info.kind = TypeInfo::Kind::alias;
      info.alias = alias;
      const Index index = scope_.add_type(info);
      scope_.begin_own_types();
      if (id) scope_.bind(IndexSpace::type, *id, index, id_pos);
      scope_.add_alias(alias, index);
    }
    add_alias(at, alias);
  }

  template <class Target>
  void add_alias(At at, Target target) {
    Alias& alias = type_.decls.emplace_back().decl.template emplace<Alias>();
    alias.at = at;
    alias.target.template emplace<Target>(std::move(target));
  }

  // `(type $U (alias outer $P $T))`, D11
  void inverted_alias(std::optional<std::string_view> id, Pos id_pos) {
    const At at = cursor_.at();
    cursor_.expect_form("type");
    cursor_.accept_id();
    cursor_.expect_form("alias");
    cursor_.expect_keyword("outer");
    const OuterAlias alias = scope_.parse_outer(ExternKind::type, cursor_);
    cursor_.expect_right();
    cursor_.expect_right();
    add_outer_alias(at, alias, id, id_pos);
  }

  void alias_entry() {
    const At at = cursor_.at();
    cursor_.expect_form("alias");
    if (!cursor_.accept_keyword("outer")) return export_alias(at);
    // The item's kind, which says where to look it up, comes behind it.
    Cursor behind = cursor_;
    behind.next(), behind.next();
    behind.expect_left();
    const auto kind = find_kind(behind.text());
    if (kind != ExternKind::type && kind != ExternKind::module) behind.unexpected("`type`");
    const OuterAlias alias = scope_.parse_outer(*kind, cursor_);
    cursor_.next(), cursor_.next();
    const Pos id_pos = cursor_.pos();
    const auto id = cursor_.accept_id();
    cursor_.expect_right();
    cursor_.expect_right();
    add_outer_alias(at, alias, id, id_pos);
  }

  // Types have no instances; validation refuses the alias (D5).
  void export_alias(At at) {
    ExportAlias alias;
    alias.instance = scope_.parse_index(IndexSpace::instance, cursor_);
    alias.name = cursor_.expect_name();
    cursor_.expect_left();
    const auto kind = find_kind(cursor_.text());
    if (!kind || *kind == ExternKind::type) cursor_.unexpected("a kind");
    alias.kind = *kind;
    cursor_.next();
    cursor_.accept_id();
    cursor_.expect_right();
    cursor_.expect_right();
    add_alias(at, std::move(alias));
  }

  ExternDesc desc() {
    cursor_.expect_left();
    const auto kind = find_kind(cursor_.text());
    if (!kind || *kind == ExternKind::type) cursor_.unexpected("an external type");
    if (*kind == ExternKind::tag) parser_.require(Feature::exceptions);
    cursor_.next();
    cursor_.accept_id();
    ExternDesc result = types_.extern_desc(*kind);
    cursor_.expect_right();
    return result;
  }

  void import_entry() {
    if (type_.kind == LinkingType::Kind::instance) cursor_.unexpected(cursor_.peek(1), "an entry of an instance type");
    Import import;
    import.at = cursor_.at();
    cursor_.expect_form("import");
    import_names(import);
    import.desc_at = cursor_.at();
    import.desc = desc();
    cursor_.expect_right();
    add(std::move(import));
  }

  void import_names(Import& import) {
    import.name = cursor_.expect_name();
    if (!cursor_.at_string()) return;
    import.module = std::move(import.name);
    import.name = cursor_.expect_name();
  }

  void export_entry() {
    const At at = cursor_.at();
    cursor_.expect_form("export");
    if (!cursor_.at_string()) return zero_level_export(at);
    ExportType type;
    type.at = at;
    type.name = cursor_.expect_name();
    type.desc_at = cursor_.at();
    type.desc = desc();
    cursor_.expect_right();
    add(std::move(type));
  }

  void zero_level_export(At at) {
    const Index index = cursor_.at_left() ? types_.type_index_use() : types_.type_index();
    cursor_.expect_right();
    add(ZeroLevelExport{at, index});
  }

  // `(func $f? (export "a") (import "b") type)`: one entry for each of them.
  void inline_entry(ExternKind kind) {
    const At at = cursor_.at();
    if (kind == ExternKind::tag) parser_.require(Feature::exceptions, cursor_.peek(1));
    cursor_.expect_left();
    cursor_.next();
    cursor_.accept_id();
    std::vector<Name> exports;
    std::optional<Import> import;
    while (at_inline("export")) exports.push_back(inline_name());
    if (at_inline("import")) import = inline_import();
    if (exports.empty() && !import) cursor_.unexpected("an inline import or export");
    const At desc_at = cursor_.at();
    const ExternDesc type = types_.extern_desc(kind);
    cursor_.expect_right();
    if (import) {
      import->desc = type;
      import->desc_at = desc_at;
      add(*std::move(import));
    }
    for (Name& name : exports) add(ExportType{at, std::move(name), type, desc_at});
  }

  // `(export "a")` and `(import "a" "b")` without a type.
  bool at_inline(std::string_view keyword) const {
    if (!cursor_.at_form(keyword) || cursor_.peek(2).kind != TokenKind::string) return false;
    if (cursor_.peek(3).kind == TokenKind::right) return true;
    return keyword == "import" && cursor_.peek(3).kind == TokenKind::string && cursor_.peek(4).kind == TokenKind::right;
  }

  Name inline_name() {
    cursor_.expect_form("export");
    Name name = cursor_.expect_name();
    cursor_.expect_right();
    return name;
  }

  Import inline_import() {
    if (type_.kind == LinkingType::Kind::instance) cursor_.unexpected(cursor_.peek(1), "an external type");
    Import import;
    import.at = cursor_.at();
    cursor_.expect_form("import");
    import_names(import);
    cursor_.expect_right();
    return import;
  }

  static constexpr Index no_index = UINT32_MAX;

  Parser& parser_;
  Cursor& cursor_;
  LinkingType type_;
  Scope scope_;
  TypeParser types_;
};

LinkingType TypeParser::linking_type(LinkingType::Kind kind, std::string_view name) {
  parser_.check_limit(depth_ + 1, parser_.limits.type_nesting, cursor_.pos(), "nested types");
  return LinkingTypeParser(parser_, scope_, kind, name, depth_ + 1).parse();
}

}  // namespace modlink::text
