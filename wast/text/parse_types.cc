// Parsing of types. spec: text/types
#include "wast/text/parse_types.h"

#include "wast/syntax/stack.h"
#include "wast/syntax/type_tables.h"
#include "wast/text/literals.h"
#include "wast/text/parse_refs.h"

namespace modlink::text {

HeapType TypeParser::abstract_heap_type() {
  const HeapTypeInfo* found = cursor_.at(TokenKind::keyword) ? find_heap_type(cursor_.text()) : nullptr;
  if (!found) cursor_.unexpected("a heap type");
  parser_.require(found->feature);
  cursor_.next();
  return {found->kind, 0};
}

HeapType TypeParser::heap_type() {
  if (cursor_.at(TokenKind::keyword)) return abstract_heap_type();
  if (!parser_.has(Feature::gc)) parser_.require(Feature::function_references);
  return {HeapKind::type_index, parse_type_ref(parser_)};
}

bool TypeParser::at_ref_type() const {
  if (cursor_.at_form("ref")) return true;
  return cursor_.at(TokenKind::keyword) && find_ref_type(cursor_.text()) != nullptr;
}

RefType TypeParser::ref_type() {
  if (const HeapTypeInfo* found = cursor_.at(TokenKind::keyword) ? find_ref_type(cursor_.text()) : nullptr) {
    // Tables of `funcref` are older than the proposal.
    if (found->kind != HeapKind::func) parser_.require(found->feature);
    cursor_.next();
    return {true, {found->kind, 0}};
  }
  if (!cursor_.at_form("ref")) cursor_.unexpected("a reference type");
  if (!parser_.has(Feature::gc)) parser_.require(Feature::function_references, cursor_.peek(1));
  cursor_.expect_form("ref");
  RefType type;
  type.nullable = cursor_.accept_keyword("null");
  type.heap = heap_type();
  cursor_.expect_right();
  return type;
}

ValType TypeParser::val_type() {
  if (cursor_.at(TokenKind::keyword)) {
    const std::string_view word = cursor_.text();
    if (const NumTypeInfo* found = find_num_type(word)) {
      parser_.require(found->feature);
      cursor_.next();
      return found->kind;
    }
    if (word == "funcref") parser_.require(Feature::reference_types);
  }
  if (!at_ref_type()) cursor_.unexpected("a value type");
  return ref_type();
}

// The name annotation of a parameter, if there is one here.
void TypeParser::annotate_param(ParamIds ids, LocalNames* names, Index index) {
  if (ids == ParamIds::forbid) return;
  auto name = parser_.annotations.take_name(cursor_.index(), "local");
  if (name && ids == ParamIds::bind) names->annotate(index, std::move(*name));
}

FuncType TypeParser::signature(ParamIds ids, LocalNames* names) {
  FuncType type;
  const Pos pos = cursor_.pos();
  while (cursor_.accept_form("param")) {
    if (cursor_.at_id() && ids != ParamIds::forbid) {
      const Pos id_pos = cursor_.pos();
      const std::string_view id = *cursor_.accept_id();
      if (ids == ParamIds::bind) names->bind(id, static_cast<Index>(type.params.size()), id_pos);
      annotate_param(ids, names, static_cast<Index>(type.params.size()));
      type.params.push_back(val_type());
    } else {
      annotate_param(ids, names, static_cast<Index>(type.params.size()));
      while (!cursor_.at_right()) type.params.push_back(val_type());
    }
    cursor_.expect_right();
    parser_.check_limit(type.params.size(), parser_.limits.params, pos, "parameters");
  }
  while (cursor_.accept_form("result")) {
    while (!cursor_.at_right()) type.results.push_back(val_type());
    cursor_.expect_right();
    parser_.check_limit(type.results.size(), parser_.limits.params, pos, "results");
  }
  if (cursor_.at_form("param") || at_type_use(cursor_))
    cursor_.unexpected(cursor_.peek(1), "type, parameters, results");
  return type;
}

AddrType TypeParser::addr_type() {
  if (!cursor_.at_keyword("i32") && !cursor_.at_keyword("i64")) return AddrType::i32;
  parser_.require(Feature::memory64);
  return cursor_.text(cursor_.next()) == "i64" ? AddrType::i64 : AddrType::i32;
}

Limits TypeParser::limits() {
  Limits limits;
  // Without 64-bit addresses there are no 64-bit bounds either.
  const auto bound = [this] { return parser_.has(Feature::memory64) ? expect_u64(cursor_) : expect_u32(cursor_); };
  limits.min = bound();
  if (cursor_.at_natural()) limits.max = bound();
  return limits;
}

TableType TypeParser::table_type() {
  TableType type;
  type.addr = addr_type();
  type.limits = limits();
  type.elem = ref_type();
  return type;
}

MemoryType TypeParser::memory_type() {
  MemoryType type;
  type.addr = addr_type();
  type.limits = limits();
  memory_attributes(type);
  return type;
}

void TypeParser::memory_attributes(MemoryType& type) {
  if (cursor_.at_keyword("shared")) {
    parser_.require(Feature::threads);
    cursor_.next();
    type.shared = true;
  }
  if (!cursor_.at_form("pagesize")) return;
  parser_.require(Feature::custom_page_sizes, cursor_.peek(1));
  cursor_.expect_form("pagesize");
  const Pos pos = cursor_.pos();
  const std::uint64_t size = expect_u64(cursor_);
  if (size == 0 || (size & (size - 1)) != 0) throw Malformed(pos, "invalid custom page size");
  type.page_size_log2 = 0;
  while (size >> type.page_size_log2 != 1) ++type.page_size_log2;
  cursor_.expect_right();
}

GlobalType TypeParser::global_type() {
  GlobalType type;
  if (cursor_.accept_form("mut")) {
    type.mut = true;
    type.val = val_type();
    cursor_.expect_right();
  } else {
    type.val = val_type();
  }
  return type;
}

void TypeParser::check_results(const FuncType& type, Pos pos) const {
  if (type.results.size() > 1 && !parser_.has(Feature::multi_value)) {
    throw Malformed(pos, "unexpected token: " + needs(Feature::multi_value));
  }
}

FuncTypeUse TypeParser::func_type_use(ParamIds ids, LocalNames* names) {
  FuncTypeUse use;
  use.at = cursor_.at();
  if (cursor_.at_form("type")) use.type = parse_type_use(parser_);
  use.inline_type = signature(ids, names);
  check_results(use.inline_type, use.at.pos);
  return use;
}

FieldType TypeParser::field_type() {
  FieldType type;
  type.mut = cursor_.accept_form("mut");
  if (cursor_.accept_keyword("i8")) {
    type.storage = PackType::i8;
  } else if (cursor_.accept_keyword("i16")) {
    type.storage = PackType::i16;
  } else {
    type.storage = val_type();
  }
  if (type.mut) cursor_.expect_right();
  return type;
}

StructType TypeParser::struct_type(std::vector<StructField>& fields, Index member) {
  StructType type;
  while (cursor_.accept_form("field")) {
    const Pos pos = cursor_.pos();
    const StructField field{member, static_cast<Index>(type.fields.size()), parse_bound_id(cursor_)};
    if (field.id.present || !parser_.annotations.empty()) fields.push_back(field);
    if (field.id.present) {
      type.fields.push_back(field_type());
    } else {
      while (!cursor_.at_right()) type.fields.push_back(field_type());
    }
    cursor_.expect_right();
    parser_.check_limit(type.fields.size(), parser_.limits.struct_fields, pos, "fields");
  }
  return type;
}

CompType TypeParser::comp_type(std::vector<StructField>& fields, Index member) {
  CompType type;
  const Pos pos = cursor_.pos();
  if (cursor_.at_form("struct") || cursor_.at_form("array")) parser_.require(Feature::gc, cursor_.peek(1));
  if (cursor_.accept_form("struct")) {
    type = struct_type(fields, member);
  } else if (cursor_.accept_form("array")) {
    type = ArrayType{field_type()};
  } else {
    cursor_.expect_form("func");
    FuncType func = signature(ParamIds::ignore, nullptr);
    check_results(func, pos);
    type = std::move(func);
  }
  cursor_.expect_right();
  return type;
}

SubType TypeParser::sub_type(std::vector<StructField>& fields, Index member) {
  SubType type;
  type.at = cursor_.at();
  if (!cursor_.at_form("sub")) {
    type.comp = comp_type(fields, member);
    return type;
  }
  parser_.require(Feature::gc, cursor_.peek(1));
  cursor_.expect_form("sub");
  type.final = cursor_.accept_keyword("final");
  while (cursor_.at_natural() || cursor_.at_id() || cursor_.at_form("type")) {
    type.supers.push_back({HeapKind::type_index, parse_type_ref(parser_)});
  }
  type.comp = comp_type(fields, member);
  cursor_.expect_right();
  return type;
}

// `(type $t …)`, its identifier being known.
void TypeParser::member(TypeField& field) {
  auto& sub_types = std::get<RecType>(field.def).sub_types;
  cursor_.expect_form("type");
  cursor_.accept_id();
  sub_types.push_back(sub_type(field.struct_fields, static_cast<Index>(sub_types.size())));
  cursor_.expect_right();
}

void TypeParser::type_field(TypeField& field) {
  Cursor body = cursor_;
  body.expect_form("type");
  field.ids.push_back(parse_bound_id(body));
  const bool is_module = body.at_form("module");
  if (!is_module && !body.at_form("instance")) return member(field);
  parser_.require(Feature::module_linking, body.peek(1));
  cursor_.seek(body.index() + 2);
  require_stack(cursor_.pos());
  auto& linking = *field.def.emplace<Nested<LinkingTypeBody>>();
  linking_type(is_module ? LinkingType::Kind::module : LinkingType::Kind::instance, linking);
  cursor_.expect_right();
  cursor_.expect_right();
}

void TypeParser::rec_field(TypeField& field) {
  Cursor members = cursor_;
  for (members.expect_form("rec"); members.at_form("type"); members.skip_balanced()) {
    Cursor id = members;
    id.expect_form("type");
    field.ids.push_back(parse_bound_id(id));
  }
  parser_.require(Feature::gc, cursor_.peek(1));
  cursor_.expect_form("rec");
  std::get<RecType>(field.def).explicit_rec = true;
  while (cursor_.at_form("type")) member(field);
  cursor_.expect_right();
}

void TypeParser::linking_type_use(LinkingType::Kind kind, LinkingTypeUse& use) {
  use.at = cursor_.at();
  if (at_type_use(cursor_)) {
    use.type = parse_type_use(parser_);
  } else {
    require_stack(cursor_.pos());
    linking_type(kind, *use.body);
  }
}

void TypeParser::extern_type(ExternKind kind, ExternTypeUse& type) {
  visit_kind(kind, [&](auto space) { extern_type(type, typename DescOf<space()>::type()); });
}

void TypeParser::extern_type(ExternTypeUse& type, TableType) { type = table_type(); }
void TypeParser::extern_type(ExternTypeUse& type, MemoryType) { type = memory_type(); }
void TypeParser::extern_type(ExternTypeUse& type, GlobalType) { type = global_type(); }
void TypeParser::extern_type(ExternTypeUse& type, ModuleDesc) {
  linking_type_use(LinkingType::Kind::module, type.emplace<LinkingTypeUse>());
}
void TypeParser::extern_type(ExternTypeUse& type, InstanceDesc) {
  linking_type_use(LinkingType::Kind::instance, type.emplace<LinkingTypeUse>());
}
template <ExternKind kind>
void TypeParser::extern_type(ExternTypeUse& type, TypeUse<kind>) {
  type = func_type_use(ParamIds::ignore);
}

}  // namespace modlink::text
