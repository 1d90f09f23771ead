// The first pass over a module: every definition and every alias that sugar adds takes its index, so that the second
// pass can resolve forward references. spec: text/modules; D7, D10, D12, D25
#include <fmt/format.h>

#include "wast/text/desugar.h"
#include "wast/text/literals.h"
#include "wast/text/module_parser.h"

namespace modlink::text {

bool at_inline_export(const Cursor& cursor) {
  return cursor.at_form("export") && cursor.peek(2).kind == TokenKind::string &&
         cursor.peek(3).kind == TokenKind::right;
}

bool at_inline_import(const Cursor& cursor) {
  if (!cursor.at_form("import") || cursor.peek(2).kind != TokenKind::string) return false;
  if (cursor.peek(3).kind == TokenKind::right) return true;
  return cursor.peek(3).kind == TokenKind::string && cursor.peek(4).kind == TokenKind::right;
}

void ModuleParser::survey() {
  const std::size_t start = cursor_.index();
  while (!cursor_.at_right() && !cursor_.at_end()) survey_field();
  survey_local_uses();
  number_locals();
  resolve_forward_aliases();
  cursor_.seek(start);
}

void ModuleParser::survey_field() {
  const std::size_t start = cursor_.index();
  const std::string_view form = cursor_.form();
  Cursor end = cursor_;
  end.skip_balanced();
  const auto field = [start](Form of) { return Field{start, of, ExternKind::func, 0, 0, 0}; };
  if (form == "type") {
    survey_type(field(Form::type));
  } else if (form == "rec") {
    survey_rec(field(Form::rec));
  } else if (form == "import") {
    survey_import(field(Form::import));
  } else if (form == "export") {
    fields_.push_back(field(Form::export_));
  } else if (form == "start") {
    fields_.push_back(field(Form::start));
  } else if (form == "elem") {
    fields_.push_back(field(Form::elem));
    survey_segment(IndexSpace::elem);
  } else if (form == "data") {
    fields_.push_back(field(Form::data));
    survey_segment(IndexSpace::data);
  } else if (form == "alias") {
    survey_alias();
  } else if (const auto kind = find_kind(form)) {
    survey_kind(field(Form::local), *kind);
  } else {
    if (cursor_.at_left()) cursor_.next();
    cursor_.unexpected("a module field");
  }
  cursor_.seek(end.index());
}

// Where an import or an alias may not stand any more (D1, D12).
void ModuleParser::check_import_order(Pos pos) const {
  if (last_local_) throw Malformed(pos, fmt::format("import after {}", modlink::describe(*last_local_)));
  if (last_linked_ && !parser_.features.dialect.late_imports)
    throw Malformed(pos, fmt::format("import after {}", modlink::describe(*last_linked_)));
}

void ModuleParser::check_alias_order(Pos pos) const {
  if (last_local_) throw Malformed(pos, fmt::format("alias after {}", modlink::describe(*last_local_)));
}

void ModuleParser::take_type(std::optional<std::string_view> id, Pos pos) {
  const Index index = scope_.add_type({});
  if (id) scope_.bind(IndexSpace::type, *id, index, pos);
  annotate(IndexSpace::type, index, id.has_value(), pos);
}

Index ModuleParser::take(ExternKind kind, std::optional<std::string_view> id, Pos pos) {
  const Index index = scope_.add(space_of(kind));
  if (id) scope_.bind(space_of(kind), *id, index, pos);
  annotate(space_of(kind), index, id.has_value(), pos);
  return index;
}

void ModuleParser::survey_type(Field field) {
  const Pos pos = cursor_.pos();
  Cursor end = cursor_;
  end.skip_balanced();
  cursor_.expect_form("type");
  const Pos id_pos = cursor_.pos();
  const auto id = cursor_.accept_id();
  if (cursor_.at_form("alias")) {
    parser_.require(Feature::module_linking, cursor_.peek(1));
    check_alias_order(pos);
    cursor_.expect_form("alias");
    cursor_.expect_keyword("outer");
    const Index index = add_outer_alias({pos}, scope_.parse_outer(ExternKind::type, cursor_));
    if (id) scope_.bind(IndexSpace::type, *id, index, id_pos);
    annotate(IndexSpace::type, index, id.has_value(), id_pos);
    cursor_.expect_right();
    return cursor_.expect_right();
  }
  // A module or instance type is a scope of its own.
  if (!cursor_.at_form("module") && !cursor_.at_form("instance")) survey_uses(cursor_, end.index());
  field.index = scope_.count(IndexSpace::type);
  field.slot = types_.size();
  take_type(id, id_pos);
  types_.emplace_back(TypeDef{});
  fields_.push_back(field);
}

void ModuleParser::survey_rec(Field field) {
  Cursor end = cursor_;
  end.skip_balanced();
  survey_uses(cursor_, end.index());
  field.index = scope_.count(IndexSpace::type);
  field.slot = types_.size();
  cursor_.expect_form("rec");
  while (cursor_.at_form("type")) {
    Cursor member = cursor_;
    member.expect_form("type");
    const Pos pos = member.pos();
    take_type(member.accept_id(), pos);
    cursor_.skip_balanced();
  }
  types_.emplace_back(TypeDef{});
  fields_.push_back(field);
}

// The implied instance of the first field of a two-level import (D7).
void ModuleParser::reserve_instance(const Name& module) {
  if (implied_instances_.count(module) != 0) return;
  implied_instances_.emplace(module, scope_.add(IndexSpace::instance));
}

void ModuleParser::take_import(const std::optional<Name>& module, const Name& name, ExternKind kind, Index index) {
  if (!module || !linking_) return;
  const ExportAlias field{implied_instances_.at(*module), name, kind};
  if (!scope_.find_alias(field)) scope_.add_alias(field, index);
}

void ModuleParser::import_names(Import& import) {
  import.name = cursor_.expect_name();
  if (cursor_.at_string()) {
    import.module = std::move(import.name);
    import.name = cursor_.expect_name();
  } else {
    parser_.require(Feature::module_linking);
  }
}

void ModuleParser::survey_import(Field field) {
  check_import_order(cursor_.pos());
  Cursor end = cursor_;
  end.skip_balanced();
  cursor_.expect_form("import");
  Import import;
  import_names(import);
  cursor_.expect_left();
  const auto kind = find_kind(cursor_.text());
  if (!kind || *kind == ExternKind::type) cursor_.unexpected("an external type");
  if (*kind == ExternKind::module || *kind == ExternKind::instance) parser_.require(Feature::module_linking);
  if (*kind == ExternKind::tag) parser_.require(Feature::exceptions);
  cursor_.next();
  const Pos id_pos = cursor_.pos();
  const auto id = cursor_.accept_id();
  survey_desc_uses(*kind, cursor_, end.index());
  if (import.module && linking_) reserve_instance(*import.module);
  field.kind = *kind;
  field.index = take(*kind, id, id_pos);
  take_import(import.module, import.name, *kind, field.index);
  field.slot = others_.size();
  others_.emplace_back(Import{});
  fields_.push_back(field);
}

void ModuleParser::survey_desc_uses(ExternKind kind, Cursor body, std::size_t end) {
  if (kind != ExternKind::module && kind != ExternKind::instance) return survey_uses(body, end);
  // `(type outer $P $T)` belongs to this scope, the entries of an inline type do not.
  if (inline_alias_at(body) == InlineAlias::outer && body.at_left()) survey_use(body);
}

ModuleParser::Header ModuleParser::header() {
  Header result;
  result.at = cursor_.at();
  cursor_.expect_left();
  result.kind = *find_kind(cursor_.text());
  cursor_.next();
  result.id_pos = cursor_.pos();
  result.id = cursor_.accept_id();
  result.first_export = cursor_.index();
  for (; at_inline_export(cursor_); ++result.exports) cursor_.skip_balanced();
  if (at_inline_import(cursor_)) result.rest = Header::Rest::import;
  if (at_inverted_alias(result.kind)) result.rest = Header::Rest::alias;
  return result;
}

// `(alias $i "f"))` or `(alias outer $P $M))`; in a nested module, `(alias … (kind …))` is its own first field.
bool ModuleParser::at_inverted_alias(ExternKind kind) const {
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

void ModuleParser::survey_kind(Field field, ExternKind kind) {
  if (kind == ExternKind::type) cursor_.unexpected("a module field");
  if (kind == ExternKind::module || kind == ExternKind::instance) {
    parser_.require(Feature::module_linking, cursor_.peek(1));
  }
  if (kind == ExternKind::tag) parser_.require(Feature::exceptions, cursor_.peek(1));
  field.kind = kind;
  const Header head = header();
  if (head.rest == Header::Rest::import) return survey_inline_import(field, head);
  if (head.rest == Header::Rest::alias) return survey_inverted_alias(field, head);
  if (kind == ExternKind::module || kind == ExternKind::instance) return survey_instance_or_module(field, head);
  last_local_ = kind;
  survey_inline_segment(head);
  fields_.push_back(field);
}

void ModuleParser::survey_inline_import(Field field, const Header& head) {
  check_import_order(head.at.pos);
  cursor_.expect_form("import");
  Import import;
  import_names(import);
  cursor_.expect_right();
  Cursor end = cursor_;
  end.skip_to_right();
  survey_desc_uses(head.kind, cursor_, end.index());
  if (import.module && linking_) reserve_instance(*import.module);
  field.form = Form::import;
  field.index = take(head.kind, head.id, head.id_pos);
  take_import(import.module, import.name, head.kind, field.index);
  field.slot = others_.size();
  others_.emplace_back(Import{});
  fields_.push_back(field);
}

void ModuleParser::survey_inverted_alias(Field field, const Header& head) {
  parser_.require(Feature::module_linking, cursor_.peek(1));
  check_alias_order(head.at.pos);
  Cursor end = cursor_;
  end.skip_balanced();
  survey_uses(cursor_, end.index());
  cursor_.expect_form("alias");
  if (cursor_.accept_keyword("outer")) {
    if (head.kind != ExternKind::module) cursor_.unexpected("an alias of an export");
    field.index = add_outer_alias(head.at, scope_.parse_outer(ExternKind::module, cursor_));
  } else {
    std::optional<std::size_t> unresolved;
    ExportAlias alias;
    alias.instance = survey_instance_index(cursor_, &unresolved).value_or(0);
    alias.name = cursor_.expect_name();
    alias.kind = head.kind;
    field.index = add_export_alias(head.at, std::move(alias), unresolved);
  }
  if (head.id) scope_.bind(space_of(head.kind), *head.id, field.index, head.id_pos);
  annotate(space_of(head.kind), field.index, head.id.has_value(), head.id_pos);
  cursor_.expect_right();
  cursor_.expect_right();
  field.form = Form::alias;
  fields_.push_back(field);
}

void ModuleParser::survey_alias() {
  parser_.require(Feature::module_linking, cursor_.peek(1));
  const At at = cursor_.at();
  check_alias_order(at.pos);
  Cursor end = cursor_;
  end.skip_balanced();
  survey_uses(cursor_, end.index());
  cursor_.expect_form("alias");
  // The kind, which says where to look an outer item up, comes behind it.
  Cursor item = cursor_;
  for (int i = 0; i < (cursor_.at_keyword("outer") ? 3 : 2); ++i) item.skip_balanced();
  item.expect_left();
  const auto kind = find_kind(item.text());
  const bool outer = cursor_.accept_keyword("outer");
  const bool outer_kind = kind == ExternKind::type || kind == ExternKind::module;
  if (!kind || (outer ? !outer_kind : kind == ExternKind::type)) item.unexpected("a kind that has aliases");
  Index index = 0;
  if (outer) {
    index = add_outer_alias(at, scope_.parse_outer(*kind, cursor_));
  } else {
    std::optional<std::size_t> unresolved;
    const Index instance = survey_instance_index(cursor_, &unresolved).value_or(0);
    index = add_export_alias(at, {instance, cursor_.expect_name(), *kind}, unresolved);
  }
  cursor_.next(), cursor_.next();
  const Pos id_pos = cursor_.pos();
  const auto id = cursor_.accept_id();
  if (id) scope_.bind(space_of(*kind), *id, index, id_pos);
  annotate(space_of(*kind), index, id.has_value(), id_pos);
  cursor_.expect_right();
  cursor_.expect_right();
}

void ModuleParser::survey_instance_or_module(Field field, const Header& head) {
  last_linked_ = head.kind;
  if (head.kind == ExternKind::instance) {
    Cursor end = cursor_;
    end.skip_to_right();
    survey_uses(cursor_, end.index());
  }
  field.form = head.kind == ExternKind::instance ? Form::instance : Form::nested;
  field.index = take(head.kind, head.id, head.id_pos);
  field.slot = others_.size();
  field.visible_types = scope_.count(IndexSpace::type);
  others_.emplace_back(Instance{});
  fields_.push_back(field);
}

void ModuleParser::survey_segment(IndexSpace space) {
  cursor_.next(), cursor_.next();
  const Index index = scope_.add(space);
  const Pos pos = cursor_.pos();
  const auto id = cursor_.accept_id();
  if (id) scope_.bind(space, *id, index, pos);
  annotate(space, index, id.has_value(), pos);
}

// `(table funcref (elem …))` and `(memory (data …))` define a segment too.
void ModuleParser::survey_inline_segment(const Header& head) {
  if (head.kind != ExternKind::table && head.kind != ExternKind::memory) return;
  const bool table = head.kind == ExternKind::table;
  for (Cursor item = cursor_; !item.at_right() && !item.at_end(); item.skip_balanced()) {
    if (item.at_form(table ? "elem" : "data")) scope_.add(table ? IndexSpace::elem : IndexSpace::data);
  }
}

// Aliases that local definitions use come after all initial ones (D10).
void ModuleParser::survey_local_uses() {
  if (!linking_) return;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].form < Form::local) continue;
    Cursor from = cursor_;
    from.seek(fields_[i].start);
    Cursor end = from;
    end.skip_balanced();
    survey_uses(from, end.index());
  }
}

void ModuleParser::number_locals() {
  for (Field& field : fields_) {
    if (field.form != Form::local) continue;
    cursor_.seek(field.start + 2);
    const Pos pos = cursor_.pos();
    field.index = take(field.kind, cursor_.accept_id(), pos);
  }
}

void ModuleParser::survey_uses(Cursor from, std::size_t end) {
  if (!linking_) return;
  for_each_inline_alias(from, end, [this](const Cursor& use) { survey_use(use); });
}

// Adds the aliases that are missing for one inline alias.
void ModuleParser::survey_use(Cursor use) {
  if (!linking_) return;
  const At at = use.at();
  use.next();
  const ExternKind kind = *find_kind(use.text());
  use.next();
  if (use.accept_keyword("outer")) {
    const OuterAlias alias = scope_.parse_outer(kind, use);
    if (!scope_.find_alias(alias)) add_outer_alias(at, alias);
    return;
  }
  std::optional<std::size_t> unresolved;
  Index instance = survey_instance_index(use, &unresolved).value_or(0);
  while (use.at_string()) {
    ExportAlias alias{instance, use.expect_name(), ExternKind::instance};
    if (!use.at_string()) alias.kind = kind;
    const auto known = unresolved ? std::nullopt : scope_.find_alias(alias);
    instance = known ? *known : add_export_alias(at, std::move(alias), unresolved);
    unresolved.reset();
  }
}

// An instance's index, or its token in `unresolved` if it is defined later, which validation will refuse.
std::optional<Index> ModuleParser::survey_instance_index(Cursor& cursor, std::optional<std::size_t>* unresolved) {
  if (cursor.at_left()) {
    Cursor inside = cursor;
    const std::size_t start = cursor_.index();
    cursor_.seek(inside.index());
    const Index index = exprs_.index(IndexSpace::instance);
    const std::size_t behind = cursor_.index();
    cursor_.seek(start);
    cursor.seek(behind);
    return index;
  }
  if (cursor.at_id() && !scope_.find(IndexSpace::instance, cursor.tokens().id(cursor.peek()))) {
    *unresolved = cursor.index();
    cursor.next();
    return std::nullopt;
  }
  return scope_.parse_index(IndexSpace::instance, cursor);
}

namespace {

template <class Target>
void emplace_alias(std::vector<Definition>& definitions, At at, Target target) {
  Alias& alias = definitions.emplace_back().emplace<Alias>();
  alias.at = at;
  alias.target.emplace<Target>(std::move(target));
}

}  // namespace

Index ModuleParser::add_outer_alias(At at, const OuterAlias& alias) {
  if (alias.kind == ExternKind::type) {
    TypeInfo info;
    info.kind = TypeInfo::Kind::alias;
    info.alias = alias;
    const Index index = scope_.add_type(info);
    if (!scope_.find_alias(alias)) scope_.add_alias(alias, index);
    emplace_alias<OuterAlias>(types_, at, alias);
    return index;
  }
  const Index index = scope_.add(IndexSpace::module);
  if (!scope_.find_alias(alias)) scope_.add_alias(alias, index);
  emplace_alias<OuterAlias>(others_, at, alias);
  return index;
}

Index ModuleParser::add_export_alias(At at, ExportAlias alias, const std::optional<std::size_t>& unresolved) {
  const Index index = scope_.add(space_of(alias.kind));
  if (alias.kind == ExternKind::instance) {
    parser_.check_limit(scope_.count(IndexSpace::instance), parser_.limits.instances, at.pos, "instances");
  }
  if (unresolved) {
    forward_aliases_.push_back({others_.size(), *unresolved, index});
  } else if (!scope_.find_alias(alias)) {
    scope_.add_alias(alias, index);
  }
  emplace_alias<ExportAlias>(others_, at, std::move(alias));
  return index;
}

void ModuleParser::resolve_forward_aliases() {
  for (const ForwardAlias& forward : forward_aliases_) {
    Cursor cursor = cursor_;
    cursor.seek(forward.token);
    auto& alias = std::get<ExportAlias>(std::get<Alias>(others_[forward.slot]).target);
    alias.instance = scope_.parse_index(IndexSpace::instance, cursor);
    if (!scope_.find_alias(alias)) scope_.add_alias(alias, forward.index);
  }
}

}  // namespace modlink::text
