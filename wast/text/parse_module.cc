// Parsing of modules. spec: text/modules; Explainer.md
#include "wast/text/parse_module.h"

#include <algorithm>
#include <iterator>

#include "wast/text/module_parser.h"
#include "wast/text/parse_module_at.h"

namespace modlink::text {

ModuleParser::ModuleParser(Parser& parser, const Scope* outer, std::string_view name, unsigned depth)
    : parser_(parser),
      cursor_(parser.cursor),
      linking_(parser.has(Feature::module_linking)),
      depth_(depth),
      name_(name),
      scope_(outer, name),
      types_parser_(parser, scope_, nullptr, 0),
      exprs_(parser, scope_, types_parser_) {}

Module ModuleParser::parse(At at) {
  module_.at = at;
  module_.source = cursor_.tokens().source();
  const std::size_t begin = cursor_.index();
  if (auto name = parser_.annotations.take_name(begin, "module")) annotated_name_ = std::move(name);
  survey();
  parse_types();
  for (const Field& field : fields_) parse_field(field);
  if (!fields_.empty()) {
    cursor_.seek(fields_.back().start);
    cursor_.skip_balanced();
  }
  cursor_.skip_to_right();
  assemble();
  apply_annotations(begin, cursor_.index());
  return std::move(module_);
}

// Types come first: everything else may use one that is written later.
void ModuleParser::parse_types() {
  IndirectNameMap* const names = &module_.names.fields;
  for (const Field& field : fields_) {
    if (field.form != Form::type && field.form != Form::rec) continue;
    cursor_.seek(field.start);
    types_[field.slot] = field.form == Form::type ? types_parser_.type_field(field.index, names)
                                                  : types_parser_.rec_field(field.index, names);
  }
}

void ModuleParser::parse_field(const Field& field) {
  cursor_.seek(field.start);
  switch (field.form) {
    case Form::type:
    case Form::rec: return;
    case Form::import: return parse_import(field);
    case Form::alias: return parse_exports(header(), field.index);
    case Form::nested: return parse_nested(field);
    case Form::instance: return parse_instance(field);
    case Form::local: return parse_local(field);
    case Form::export_: return parse_export();
    case Form::start: return parse_start();
    case Form::elem: return parse_elem();
    case Form::data: return parse_data();
  }
}

void ModuleParser::parse_import(const Field& field) {
  if (!cursor_.at_form("import")) return parse_inline_import(field, header());
  Import import;
  import.at = cursor_.at();
  cursor_.expect_form("import");
  import_names(import);
  import.desc_at = cursor_.at();
  cursor_.next(), cursor_.next();
  cursor_.accept_id();
  import.desc = types_parser_.extern_desc(field.kind);
  cursor_.expect_right();
  cursor_.expect_right();
  others_[field.slot] = std::move(import);
}

void ModuleParser::parse_inline_import(const Field& field, const Header& head) {
  parse_exports(head, field.index);
  Import import;
  import.at = head.at;
  cursor_.expect_form("import");
  import_names(import);
  cursor_.expect_right();
  import.desc_at = cursor_.at();
  import.desc = types_parser_.extern_desc(field.kind);
  cursor_.expect_right();
  others_[field.slot] = std::move(import);
}

// The inline exports of a header; the cursor stands where the header ended.
void ModuleParser::parse_exports(const Header& head, Index index) {
  if (head.exports == 0) return;
  const std::size_t behind = cursor_.index();
  cursor_.seek(head.first_export);
  for (std::size_t i = 0; i < head.exports; ++i) {
    Export item;
    item.at = cursor_.at();
    cursor_.expect_form("export");
    item.name = cursor_.expect_name();
    item.kind = head.kind;
    item.index = index;
    item.index_at = head.at;
    cursor_.expect_right();
    module_.exports.push_back(std::move(item));
  }
  cursor_.seek(behind);
}

void ModuleParser::parse_nested(const Field& field) {
  const Header head = header();
  parse_exports(head, field.index);
  for (std::string_view form : {"binary", "quote", "definition", "instance"}) {
    if (cursor_.at_keyword(form)) cursor_.unexpected("module fields: a nested module has to be written as text");
  }
  parser_.check_limit(depth_ + 1, parser_.limits.module_nesting, head.at.pos, "levels of modules");
  NestedModule nested;
  nested.at = head.at;
  nested.visible_types = field.visible_types;
  const std::string_view name = head.id.value_or(std::string_view());
  *nested.module = ModuleParser(parser_, &scope_, name, depth_ + 1).parse(head.at);
  cursor_.expect_right();
  others_[field.slot] = std::move(nested);
}

// `(instance $i (instantiate $M (import "n" (func $f)) …))`
void ModuleParser::parse_instance(const Field& field) {
  const Header head = header();
  parse_exports(head, field.index);
  Instance instance;
  instance.at = head.at;
  cursor_.expect_form("instantiate");
  instance.module = exprs_.index(IndexSpace::module);
  while (!cursor_.at_right()) instance.args.push_back(parse_arg());
  cursor_.expect_right();
  cursor_.expect_right();
  others_[field.slot] = std::move(instance);
}

InstantiateArg ModuleParser::parse_arg() {
  InstantiateArg arg;
  arg.at = cursor_.at();
  cursor_.expect_form("import");
  arg.name = cursor_.expect_name();
  cursor_.expect_left();
  const auto kind = find_kind(cursor_.text());
  if (!kind || *kind == ExternKind::type) cursor_.unexpected("a kind of argument");
  arg.kind = *kind;
  cursor_.next();
  arg.index = exprs_.merged_index(*kind);
  cursor_.expect_right();
  return arg;
}

// Types, then what they are needed for (D25).
void ModuleParser::assemble() {
  auto& definitions = module_.definitions;
  definitions = std::move(types_);
  definitions.reserve(definitions.size() + types_parser_.abbreviations.size() + others_.size());
  for (TypeDef& type : types_parser_.abbreviations) definitions.emplace_back(std::move(type));
  std::move(others_.begin(), others_.end(), std::back_inserter(definitions));
  Names& names = module_.names;
  names.module = annotated_name_.value_or(Name(name_));
  for (const IndexSpace space : all_index_spaces) names[space] = scope_.names(space);
  override_all_names();
  check_counts();
}

void ModuleParser::check_counts() {
  const ImplementationLimits& limits = parser_.limits;
  const auto check = [this](std::uint64_t count, std::uint64_t limit, const char* what) {
    parser_.check_limit(count, limit, module_.at.pos, what);
  };
  for (const IndexSpace space : all_index_spaces) {
    check(scope_.count(space), limit_on(limits, space), describe_all(space));
  }
  check(module_.exports.size(), limits.exports, "exports");
  const auto imports = std::count_if(module_.definitions.begin(), module_.definitions.end(),
                                     [](const Definition& d) { return std::holds_alternative<Import>(d); });
  check(static_cast<std::uint64_t>(imports), limits.imports, "imports");
}

Module parse_module_at(Cursor& cursor, const Features& features, const ImplementationLimits& limits) {
  const At at = cursor.at();
  Cursor end = cursor;
  end.skip_balanced();
  Parser parser{cursor, features, limits};
  parser.annotations = Annotations(cursor, end.index(), features);
  cursor.expect_form("module");
  cursor.accept_keyword("definition");
  const std::string_view name = cursor.accept_id().value_or(std::string_view());
  Module module = ModuleParser(parser, nullptr, name, 0).parse(at);
  module.custom_error = parser.annotations.first_error();
  cursor.expect_right();
  return module;
}

Module parse_module_fields(Cursor& cursor, const Features& features, const ImplementationLimits& limits) {
  const At at = cursor.at();
  Parser parser{cursor, features, limits};
  parser.annotations = Annotations(cursor, cursor.tokens().size(), features);
  Module module = ModuleParser(parser, nullptr, {}, 0).parse(at);
  module.custom_error = parser.annotations.first_error();
  cursor.expect_end();
  return module;
}

HeapType parse_heap_type_at(Cursor& cursor, const Features& features) {
  const ImplementationLimits limits;
  Parser parser{cursor, features, limits};
  Scope scope;
  return TypeParser(parser, scope, nullptr, 0).heap_type();
}

}  // namespace modlink::text

namespace modlink {

Module parse_module(SourcePtr source, const Features& features, const ImplementationLimits& limits) {
  return in_source(source, [&] {
    const text::Tokens tokens(source);
    text::Cursor cursor(tokens);
    if (!cursor.at_form("module")) return text::parse_module_fields(cursor, features, limits);
    // A nested module alone looks the same: what decides is whether anything follows.
    text::Cursor behind = cursor;
    behind.skip_balanced();
    if (behind.at_left()) return text::parse_module_fields(cursor, features, limits);
    Module module = text::parse_module_at(cursor, features, limits);
    cursor.expect_end();
    return module;
  });
}

}  // namespace modlink
