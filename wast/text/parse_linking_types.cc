// Parsing of module and instance types. spec: Explainer, "Module and Instance Types"; D3, D5
#include "wast/text/parse_fields.h"
#include "wast/text/parse_refs.h"
#include "wast/text/parse_types.h"

namespace modlink::text {

class LinkingTypeParser {
 public:
  LinkingTypeParser(Parser& parser, LinkingType::Kind kind, unsigned depth)
      : parser_(parser), cursor_(parser.cursor), types_(parser, depth), kind_(kind) {}

  void entries(std::vector<TypeEntry>& result) {
    while (!cursor_.at_right()) {
      const At at = cursor_.at();
      result.push_back({at, entry()});
    }
  }

 private:
  using Content = decltype(TypeEntry::content);

  Content entry() {
    const std::string_view form = cursor_.form();
    if (form == "type") return type_entry();
    if (form == "rec") return rec_entry();
    if (form == "alias") return alias_entry();
    if (form == "import") return import_entry();
    if (form == "export") return export_entry();
    if (const auto kind = find_kind(form)) return inline_entry(*kind);
    cursor_.accept_left();
    cursor_.unexpected("an entry of a module or instance type");
  }

  // `(type $U (alias outer $P $T))` is an alias (D11).
  Content type_entry() {
    Cursor body = cursor_;
    body.expect_form("type");
    body.accept_id();
    if (!body.at_form("alias")) {
      TypeField field;
      types_.type_field(field);
      return field;
    }
    cursor_.expect_form("type");
    AliasEntry entry;
    entry.id = parse_bound_id(cursor_);
    cursor_.expect_form("alias");
    cursor_.expect_keyword("outer");
    outer_alias(entry);
    cursor_.expect_right();
    cursor_.expect_right();
    return entry;
  }

  Content rec_entry() {
    TypeField field;
    types_.rec_field(field);
    return field;
  }

  void outer_alias(AliasEntry& entry) {
    entry.alias.outer = true;
    entry.alias.from = parse_scope_ref(cursor_);
    parse_plain_ref(cursor_, space_of(entry.kind));
  }

  Content alias_entry() {
    AliasEntry entry;
    cursor_.expect_form("alias");
    if (!cursor_.accept_keyword("outer")) return export_alias();
    // The item's kind, which says where to look it up, comes behind it.
    Cursor behind = cursor_;
    behind.next(), behind.next();
    behind.expect_left();
    const auto kind = find_kind(behind.text());
    if (kind != ExternKind::type && kind != ExternKind::module) behind.unexpected("`type`");
    entry.kind = *kind;
    outer_alias(entry);
    alias_end(entry);
    return entry;
  }

  // Types have no instances; validation refuses the alias (D5).
  AliasEntry export_alias() {
    AliasEntry entry;
    entry.alias.from = parse_plain_ref(cursor_, IndexSpace::instance);
    entry.alias.name = cursor_.expect_name();
    Cursor kind_at = cursor_;
    kind_at.expect_left();
    const auto kind = find_kind(kind_at.text());
    if (!kind || *kind == ExternKind::type) kind_at.unexpected("a kind");
    entry.kind = *kind;
    alias_end(entry);
    return entry;
  }

  // `(kind $id?))`
  void alias_end(AliasEntry& entry) {
    cursor_.next(), cursor_.next();
    entry.id = parse_bound_id(cursor_);
    cursor_.expect_right();
    cursor_.expect_right();
  }

  // The type of an import or an export. Its identifier names nothing (D5).
  void type(ImportExportEntry& entry) {
    entry.type_at = cursor_.at();
    cursor_.expect_left();
    const auto kind = find_kind(cursor_.text());
    if (!kind || *kind == ExternKind::type) cursor_.unexpected("an external type");
    parser_.require(feature_of(*kind));
    entry.kind = *kind;
    cursor_.next();
    cursor_.accept_id();
    types_.extern_type(*kind, entry.type);
    cursor_.expect_right();
  }

  Content import_entry() {
    if (kind_ == LinkingType::Kind::instance) cursor_.unexpected(cursor_.peek(1), "an entry of an instance type");
    ImportExportEntry entry;
    entry.import = import_name();
    type(entry);
    cursor_.expect_right();
    return entry;
  }

  // `(import "m"? "n"`
  ImportExportEntry::ImportName import_name() {
    ImportExportEntry::ImportName result;
    result.at = cursor_.at();
    cursor_.expect_form("import");
    result.name = cursor_.expect_name();
    if (!cursor_.at_string()) return result;
    result.module = std::move(result.name);
    result.name = cursor_.expect_name();
    return result;
  }

  Content export_entry() {
    cursor_.expect_form("export");
    if (!cursor_.at_string()) return zero_level_export();
    ImportExportEntry entry;
    entry.exports.push_back(cursor_.expect_name());
    type(entry);
    cursor_.expect_right();
    return entry;
  }

  ZeroLevelEntry zero_level_export() {
    const ZeroLevelEntry entry{cursor_.at_left() ? parse_type_use(parser_) : parse_type_ref(parser_)};
    cursor_.expect_right();
    return entry;
  }

  // `(func $f? (export "a")* (import "b")? type)`
  Content inline_entry(ExternKind kind) {
    ImportExportEntry entry;
    parser_.require(feature_of(kind), cursor_.peek(1));
    entry.kind = kind;
    cursor_.next(), cursor_.next();
    cursor_.accept_id();
    while (at_inline_export(cursor_, kind)) {
      cursor_.expect_form("export");
      entry.exports.push_back(cursor_.expect_name());
      cursor_.expect_right();
    }
    if (at_inline_import(cursor_, kind)) inline_import(entry);
    if (entry.exports.empty() && !entry.import) cursor_.unexpected("an inline import or export");
    entry.type_at = cursor_.at();
    types_.extern_type(kind, entry.type);
    cursor_.expect_right();
    return entry;
  }

  void inline_import(ImportExportEntry& entry) {
    if (kind_ == LinkingType::Kind::instance) cursor_.unexpected(cursor_.peek(1), "an external type");
    entry.import = import_name();
    cursor_.expect_right();
  }

  Parser& parser_;
  Cursor& cursor_;
  TypeParser types_;
  LinkingType::Kind kind_;
};

void TypeParser::linking_type(LinkingType::Kind kind, LinkingTypeBody& body) {
  parser_.check_limit(depth_ + 1, parser_.limits.type_nesting, cursor_.pos(), "nested types");
  body.kind = kind;
  LinkingTypeParser(parser_, kind, depth_ + 1).entries(body.entries);
}

}  // namespace modlink::text
