// Parsing of definitions, as far as that goes before all names are known. spec: text/modules
#include "wast/text/parse_fields.h"
#include "wast/text/parse_refs.h"

namespace modlink::text {

template <IndexSpace space>
void FieldParser::own(Field& field, TypedField<space> content) {
  TypedField<space>& typed = add(field, std::move(content));
  typed.type = types_.func_type_use(ParamIds::ignore);
  cursor_.expect_right();
}

// `(func $f (export "a")* …`; what follows says whether it is an import or an alias.
void FieldParser::definition(Field& field, ExternKind kind) {
  parser_.require(feature_of(kind), cursor_.peek(1));
  cursor_.next(), cursor_.next();
  field.kind = kind;
  field.id = parse_bound_id(cursor_);
  while (at_inline_export(cursor_, kind)) field.exports.push_back(inline_export());
  if (at_inline_import(cursor_, kind)) return inline_import(field);
  if (at_inverted_alias(kind)) return inverted_alias(field);
  (is_core(space_of(kind)) ? last_local_ : last_linked_) = kind;
  visit_kind(kind, [&](auto space) { own(field, typename FieldOf<space()>::type()); });
}

InlineExport FieldParser::inline_export() {
  InlineExport result;
  result.at = cursor_.at();
  cursor_.expect_form("export");
  result.name = cursor_.expect_name();
  cursor_.expect_right();
  return result;
}

void FieldParser::inline_import(Field& field) {
  check_import_order(field);
  const ExternKind kind = field.kind;
  cursor_.expect_form("import");
  ImportField names = import_names();
  cursor_.expect_right();
  names.type_at = cursor_.at();
  ImportField& import = add(field, std::move(names));
  types_.extern_type(kind, import.type);
  cursor_.expect_right();
}

// `(alias $i "f"))` or `(alias outer $P $M))`; in a nested module, `(alias … (kind …))` is its own first field.
bool FieldParser::at_inverted_alias(ExternKind kind) const {
  if (!cursor_.at_form("alias")) return false;
  if (kind != ExternKind::module) return true;
  Cursor inside = cursor_;
  inside.expect_form("alias");
  const bool outer = inside.at_keyword("outer");
  if (outer) inside.next();
  inside.skip_balanced();
  inside.next();
  return inside.at_right();
}

void FieldParser::inverted_alias(Field& field) {
  parser_.require(Feature::module_linking, cursor_.peek(1));
  check_alias_order(field);
  cursor_.expect_form("alias");
  const bool outer = cursor_.at_keyword("outer");
  if (outer) {
    cursor_.next();
    if (field.kind != ExternKind::module) cursor_.unexpected("an alias of an export");
  }
  AliasField alias = outer ? outer_alias(field.kind) : export_alias();
  cursor_.expect_right();
  cursor_.expect_right();
  add(field, std::move(alias));
}

void FieldParser::own(Field& field, FuncField func) {
  func.unparsed = unparsed();
  add(field, func);
}

void FieldParser::own(Field& field, TableField content) {
  TableField& table = add(field, std::move(content));
  table.type.addr = types_.addr_type();
  table.has_limits = cursor_.at_natural();
  if (table.has_limits) table.type.limits = types_.limits();
  table.type.elem = types_.ref_type();
  table.unparsed = unparsed();
}

void FieldParser::own(Field& field, MemoryField content) {
  MemoryField& memory = add(field, std::move(content));
  memory.type.addr = types_.addr_type();
  const bool has_limits = cursor_.at_natural();
  if (has_limits) memory.type.limits = types_.limits();
  types_.memory_attributes(memory.type);
  if (!has_limits) {
    memory.data = InlineData{cursor_.at(), {}};
    cursor_.expect_form("data");
    memory.data->init = parse_strings(cursor_);
    cursor_.expect_right();
  }
  cursor_.expect_right();
}

void FieldParser::own(Field& field, GlobalField content) {
  GlobalField& global = add(field, std::move(content));
  global.type = types_.global_type();
  global.unparsed = unparsed();
}

namespace {

// The first version wrote `(elem 0 (i32.const 0) $f)` and `(data 0 (i32.const 0) "a")`, and the tests of the threads
// proposal still do.
bool at_bare_use(const Cursor& cursor) { return cursor.at_natural() && cursor.peek(1).kind == TokenKind::left; }

}  // namespace

// The table or the memory of an active segment.
void FieldParser::segment_use(SegmentField& segment, ExternKind kind) {
  segment.mode = SegmentMode::active;
  if (at_bare_use(cursor_)) segment.of = parse_plain_ref(cursor_, space_of(kind));
  if (cursor_.accept_form(to_string(kind))) segment.of = parse_merged_ref(parser_, kind);
}

void FieldParser::elem(Field& field) {
  cursor_.expect_form("elem");
  field.id = parse_bound_id(cursor_);
  SegmentField& segment = add(field, SegmentField{IndexSpace::elem});
  if (cursor_.at_keyword("declare")) {
    parser_.require(Feature::reference_types);
    cursor_.next();
    segment.mode = SegmentMode::declarative;
  } else if (at_bare_use(cursor_) || (cursor_.at_left() && !types_.at_ref_type())) {
    segment.bare = !cursor_.at_form("table");
    segment_use(segment, ExternKind::table);
  } else {
    parser_.require(Feature::bulk_memory);
  }
  segment.unparsed = unparsed();
}

void FieldParser::data(Field& field) {
  cursor_.expect_form("data");
  field.id = parse_bound_id(cursor_);
  SegmentField& segment = add(field, SegmentField{IndexSpace::data});
  if (cursor_.at_left() || at_bare_use(cursor_)) {
    segment_use(segment, ExternKind::memory);
  } else {
    parser_.require(Feature::bulk_memory);
  }
  segment.unparsed = unparsed();
}

Bytes parse_strings(Cursor& cursor) {
  Bytes bytes;
  while (!cursor.at_right()) {
    const std::string part = cursor.expect_string();
    bytes.insert(bytes.end(), part.begin(), part.end());
  }
  return bytes;
}

}  // namespace modlink::text
