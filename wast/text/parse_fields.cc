// Parsing of the fields of modules. spec: text/modules; Explainer.md
#include "wast/text/parse_fields.h"

#include "wast/syntax/concat.h"
#include "wast/syntax/stack.h"
#include "wast/text/parentheses.h"
#include "wast/text/parse_refs.h"

namespace modlink::text {

namespace {

// Modules, and module and instance types, have imports and exports of their own, which go on with a type. Nothing else
// begins like an inline one in what is of the core.
bool is_inline(const Cursor& cursor, ExternKind kind) {
  if (is_core(space_of(kind))) return true;
  Cursor item = cursor;
  item.next();
  item.next();
  const auto at_name = [&item] { return item.at(TokenKind::string) || item.at(TokenKind::error); };
  const bool is_named = at_name();
  while (at_name()) item.next();
  return is_named && !item.at_left();
}

}  // namespace

bool at_inline_export(const Cursor& cursor, ExternKind kind) {
  return cursor.at_form("export") && is_inline(cursor, kind);
}

bool at_inline_import(const Cursor& cursor, ExternKind kind) {
  return cursor.at_form("import") && is_inline(cursor, kind);
}

namespace {

// At the name of a group of imports. Only where there can be groups, a name alone is an empty one. spec: the compact
// import section proposal
bool at_group(const Parser& parser) {
  if (!parser.cursor.at_string()) return false;
  Cursor item = parser.cursor;
  item.next();
  return item.at_form("item") || (item.at_right() && parser.has(Feature::compact_imports));
}

}  // namespace

std::vector<Field> FieldParser::fields() {
  while (!cursor_.at_right() && !cursor_.at_end()) {
    const std::size_t start = cursor_.index();
    const std::size_t count = fields_.size();
    try {
      field();
    } catch (const Error&) {
      const bool is_bad = fields_.size() == count;
      if (is_bad) fields_.emplace_back();
      fields_.back().error = std::current_exception();
      // Nothing behind it will be looked at.
      if (is_bad) break;
    }
    cursor_.seek(start);
    cursor_.skip_balanced();
  }
  return std::move(fields_);
}

void FieldParser::field() {
  Field field;
  field.token = static_cast<std::uint32_t>(cursor_.index());
  const std::string_view form = cursor_.form();
  if (form == "type") return type(field);
  if (form == "rec") return rec(field);
  if (form == "import") return import(field);
  if (form == "export") return export_(field);
  if (form == "start") return start(field);
  if (form == "elem") return elem(field);
  if (form == "data") return data(field);
  if (form == "alias") return alias(field);
  if (const auto kind = find_kind(form)) return definition(field, *kind);
  cursor_.accept_left();
  cursor_.unexpected("a module field");
}

// Where an import or an alias may not stand any more (D1, D12).
void FieldParser::check_import_order(const Field& field) const {
  const Pos pos = parser_.pos(field.token);
  if (last_local_) throw OutOfContext(pos, concat("import after ", describe(*last_local_)));
  if (last_linked_ && !parser_.features.dialect.late_imports)
    throw OutOfContext(pos, concat("import after ", describe(*last_linked_)));
}

void FieldParser::check_alias_order(const Field& field) const {
  const Pos pos = parser_.pos(field.token);
  if (last_local_) throw OutOfContext(pos, concat("alias after ", describe(*last_local_)));
}

// `(type $U (alias outer $P $T))` is an alias (D11).
void FieldParser::type(Field& field) {
  Cursor body = cursor_;
  body.expect_form("type");
  body.accept_id();
  field.kind = ExternKind::type;
  if (!body.at_form("alias")) return types_.type_field(add(field, TypeField()));
  cursor_.expect_form("type");
  field.id = parse_bound_id(cursor_);
  parser_.require(Feature::module_linking, cursor_.peek(1));
  check_alias_order(field);
  cursor_.expect_form("alias");
  cursor_.expect_keyword("outer");
  AliasField alias = outer_alias(ExternKind::type);
  cursor_.expect_right();
  cursor_.expect_right();
  add(field, std::move(alias));
}

void FieldParser::rec(Field& field) {
  field.kind = ExternKind::type;
  types_.rec_field(add(field, TypeField()));
}

void FieldParser::import(Field& field) {
  check_import_order(field);
  cursor_.expect_form("import");
  if (at_group(parser_)) return import_group(field);
  import_type(field, import_names());
  cursor_.expect_right();
}

void FieldParser::import_type(Field& field, ImportField import) {
  import.type_at = cursor_.at();
  cursor_.expect_left();
  const auto kind = find_kind(cursor_.text());
  if (!kind || *kind == ExternKind::type) cursor_.unexpected("an external type");
  parser_.require(feature_of(*kind));
  cursor_.next();
  field.kind = *kind;
  field.id = parse_bound_id(cursor_);
  ImportField& result = add(field, std::move(import));
  types_.extern_type(*kind, result.type);
  cursor_.expect_right();
}

// `(import "m" (item "n" (kind …))*)` or `(import "m" (item "n")* (kind …))`, with an item. What has none leaves
// nothing.
void FieldParser::import_group(const Field& group) {
  ImportField import;
  const Pos pos = cursor_.pos();
  import.module = cursor_.expect_name();
  parser_.require(Feature::compact_imports, cursor_.peek(1));
  parser_.check_limit(import.module->size(), parser_.limits.group_name, pos, "bytes in the name of a group of imports");
  import.group = {ImportGroup::Kind::typed, true};
  const bool is_of_one_type = cursor_.at_form("item") && cursor_.peek(3).kind == TokenKind::right;
  if (is_of_one_type) return import_items_of_one_type(group, std::move(import));
  for (; !cursor_.at_right(); import.group.first = false) {
    Field field;
    field.token = static_cast<std::uint32_t>(cursor_.index());
    cursor_.expect_form("item");
    import.name = cursor_.expect_name();
    import_type(field, import);
    cursor_.expect_right();
  }
}

// The type comes last. It is parsed with the first item, and has no identifier; names are annotations in the items.
void FieldParser::import_items_of_one_type(const Field& group, ImportField import) {
  import.group.kind = ImportGroup::Kind::of_one_type;
  Cursor items = cursor_;
  while (cursor_.at_form("item")) cursor_.skip_balanced();
  if (cursor_.peek(2).kind == TokenKind::id) throw Malformed(cursor_.peek(2).pos, "identifier not allowed");
  Field field;
  field.token = group.token;
  for (; items.at_form("item"); import.group.first = false) {
    const auto token = static_cast<std::uint32_t>(items.index());
    items.expect_form("item");
    import.name = items.expect_name();
    const auto end = static_cast<std::uint32_t>(items.index());
    items.expect_right();
    if (import.group.first) {
      import_type(field, import);
    } else {
      Field next;
      next.token = token;
      next.kind = fields_.back().kind;
      add(next, import);
    }
    fields_.back().id.token = end;
  }
  cursor_.expect_right();
}

// `"m"? "n"`
ImportField FieldParser::import_names() {
  ImportField import;
  import.name = cursor_.expect_name();
  if (cursor_.at_string()) {
    import.module = std::move(import.name);
    import.name = cursor_.expect_name();
  } else {
    parser_.require(Feature::module_linking);
  }
  return import;
}

void FieldParser::alias(Field& field) {
  parser_.require(Feature::module_linking, cursor_.peek(1));
  check_alias_order(field);
  cursor_.expect_form("alias");
  // The kind, which says where to look an outer item up, comes behind it.
  Cursor item = cursor_;
  for (int i = 0; i < (cursor_.at_keyword("outer") ? 3 : 2); ++i) item.skip_balanced();
  item.expect_left();
  const auto kind = find_kind(item.text());
  const bool outer = cursor_.accept_keyword("outer");
  const bool outer_kind = kind == ExternKind::type || kind == ExternKind::module;
  if (!kind || (outer ? !outer_kind : kind == ExternKind::type)) item.unexpected("a kind that has aliases");
  AliasField alias = outer ? outer_alias(*kind) : export_alias();
  cursor_.next(), cursor_.next();
  field.kind = *kind;
  field.id = parse_bound_id(cursor_);
  cursor_.expect_right();
  cursor_.expect_right();
  add(field, std::move(alias));
}

// `$P $x`
AliasField FieldParser::outer_alias(ExternKind kind) {
  AliasField alias{true, parse_scope_ref(cursor_), {}};
  parse_plain_ref(cursor_, space_of(kind));
  return alias;
}

// `$i "n"`
AliasField FieldParser::export_alias() {
  AliasField alias;
  alias.from = parse_ref(parser_, IndexSpace::instance);
  alias.name_at = cursor_.at();
  alias.name = cursor_.expect_name();
  return alias;
}

// `(export "e" (func $f))`, or every export of an instance: `(export $i)`, `(export (instance …))` (D3).
void FieldParser::export_(Field& field) {
  Export& item = add(field, ExportField()).item;
  item.at = cursor_.at();
  item.index = no_ref;
  cursor_.expect_form("export");
  if (!cursor_.at_string() && cursor_.at_right()) cursor_.unexpected("a string");
  if (cursor_.at_string()) {
    item.name = cursor_.expect_name();
    item.index_at = cursor_.at();
    cursor_.expect_left();
    const auto kind = find_kind(cursor_.text());
    if (!kind || *kind == ExternKind::type) cursor_.unexpected("a kind of export");
    if (!is_core(space_of(*kind))) parser_.require(Feature::module_linking);
    cursor_.next();
    item.kind = *kind;
    item.index = parse_merged_ref(parser_, *kind);
  } else {
    parser_.require(Feature::module_linking);
    item.kind = ExternKind::instance;
    item.index_at = cursor_.at();
    item.index = cursor_.accept_form("instance") ? parse_merged_ref(parser_, ExternKind::instance)
                                                 : parse_plain_ref(cursor_, IndexSpace::instance);
  }
  cursor_.expect_right();
}

void FieldParser::start(Field& field) {
  StartField& start = add(field, StartField());
  cursor_.expect_form("start");
  start.func = parse_ref(parser_, IndexSpace::func);
  cursor_.expect_right();
}

// `(instance $i (instantiate $M (import "n" (func $f)) …))`
void FieldParser::own(Field& field, InstanceField content) {
  InstanceField& instance = add(field, std::move(content));
  cursor_.expect_form("instantiate");
  instance.module = parse_ref(parser_, IndexSpace::module);
  while (!cursor_.at_right()) instance.args.push_back(arg());
  cursor_.expect_right();
  cursor_.expect_right();
}

InstantiateArg FieldParser::arg() {
  InstantiateArg arg;
  arg.at = cursor_.at();
  cursor_.expect_form("import");
  arg.name = cursor_.expect_name();
  cursor_.expect_left();
  const auto kind = find_kind(cursor_.text());
  if (!kind || *kind == ExternKind::type) cursor_.unexpected("a kind of argument");
  arg.kind = *kind;
  cursor_.next();
  arg.index_at = cursor_.at();
  arg.index = parse_merged_ref(parser_, *kind);
  cursor_.expect_right();
  return arg;
}

void FieldParser::own(Field& field, NestedField content) {
  const Pos pos = parser_.pos(field.token);
  NestedField& nested = add(field, std::move(content));
  for (std::string_view form : {"binary", "quote", "definition", "instance"}) {
    if (cursor_.at_keyword(form)) cursor_.unexpected("module fields: a nested module has to be written as text");
  }
  parser_.check_limit(depth_ + 1, parser_.limits.module_nesting, pos, "nested modules");
  require_stack(pos);
  nested.begin = static_cast<std::uint32_t>(cursor_.index());
  nested.fields = FieldParser(parser_, depth_ + 1).fields();
  nested.end = static_cast<std::uint32_t>(cursor_.index());
  cursor_.expect_right();
}

}  // namespace modlink::text
