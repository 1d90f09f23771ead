// Parsing of types. spec: text/types
#include "wast/text/parse_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "wast/text/desugar.h"
#include "wast/text/literals.h"

namespace modlink::text {

namespace {

struct HeapRow {
  std::string_view keyword;
  std::string_view ref_keyword;  // of the nullable reference type
  HeapKind kind;
  Feature feature;
};

constexpr HeapRow heap_rows[] = {
    {"func", "funcref", HeapKind::func, Feature::reference_types},
    {"extern", "externref", HeapKind::extern_, Feature::reference_types},
    {"any", "anyref", HeapKind::any, Feature::gc},
    {"eq", "eqref", HeapKind::eq, Feature::gc},
    {"i31", "i31ref", HeapKind::i31, Feature::gc},
    {"struct", "structref", HeapKind::struct_, Feature::gc},
    {"array", "arrayref", HeapKind::array, Feature::gc},
    {"none", "nullref", HeapKind::none, Feature::gc},
    {"nofunc", "nullfuncref", HeapKind::nofunc, Feature::gc},
    {"noextern", "nullexternref", HeapKind::noextern, Feature::gc},
    {"exn", "exnref", HeapKind::exn, Feature::exceptions},
    {"noexn", "nullexnref", HeapKind::noexn, Feature::exceptions},
};

const HeapRow* find_ref_row(std::string_view keyword) {
  for (const HeapRow& row : heap_rows) {
    if (row.ref_keyword == keyword) return &row;
  }
  return nullptr;
}

}  // namespace

void LocalNames::clear() {
  annotated_.clear();
  // Clearing costs time in the number of buckets, whatever is in them.
  if (by_id_.bucket_count() > 256) {
    by_id_ = std::unordered_map<std::string_view, Index>();
  } else if (!by_id_.empty()) {
    by_id_.clear();
  }
}

void LocalNames::bind(std::string_view id, Index index, Pos pos) {
  if (!by_id_.emplace(id, index).second) throw Malformed(pos, fmt::format("duplicate local ${}", id));
}

Index LocalNames::parse_index(Cursor& cursor) const {
  if (cursor.at_natural()) return expect_u32(cursor);
  const Pos pos = cursor.pos();
  if (!cursor.at_id()) cursor.unexpected("a local index");
  const std::string_view id = *cursor.accept_id();
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) throw Malformed(pos, fmt::format("unknown local ${}", id));
  return found->second;
}

NameMap LocalNames::names() const {
  std::vector<NameMap::Entry> names;
  for (const auto& [id, index] : by_id_) names.emplace_back(index, id);
  NameMap result(std::move(names));
  result.override_with(NameMap(annotated_));
  return result;
}

HeapType TypeParser::abstract_heap_type() {
  const Token& token = cursor_.peek();
  const std::string_view keyword = cursor_.text();
  for (const HeapRow& row : heap_rows) {
    if (token.kind != TokenKind::keyword || row.keyword != keyword) continue;
    parser_.require(row.feature, token);
    cursor_.next();
    return {row.kind, 0};
  }
  cursor_.unexpected("a heap type");
}

HeapType TypeParser::heap_type() {
  if (cursor_.at(TokenKind::keyword)) return abstract_heap_type();
  if (!parser_.has(Feature::gc)) parser_.require(Feature::function_references);
  return {HeapKind::type_index, type_index()};
}

Index TypeParser::type_index() {
  if (cursor_.at_left() && inline_alias_at(cursor_) == InlineAlias::outer) return type_index_use();
  return own_or_outer_type();
}

bool TypeParser::at_ref_type() const {
  if (cursor_.at_form("ref")) return true;
  return cursor_.at(TokenKind::keyword) && find_ref_row(cursor_.text()) != nullptr;
}

RefType TypeParser::ref_type() {
  if (const HeapRow* row = cursor_.at(TokenKind::keyword) ? find_ref_row(cursor_.text()) : nullptr) {
    // Tables of `funcref` are older than the proposal.
    if (row->kind != HeapKind::func) parser_.require(row->feature);
    cursor_.next();
    return {true, {row->kind, 0}};
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
    std::optional<ValKind> kind;
    if (word == "i32") kind = ValKind::i32;
    if (word == "i64") kind = ValKind::i64;
    if (word == "f32") kind = ValKind::f32;
    if (word == "f64") kind = ValKind::f64;
    if (word == "v128") {
      parser_.require(Feature::simd);
      kind = ValKind::v128;
    }
    if (kind) {
      cursor_.next();
      return *kind;
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
  if (cursor_.at_form("param") || at_type_use()) cursor_.unexpected(cursor_.peek(1), "type, parameters, results");
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

bool TypeParser::at_type_use() const {
  if (!cursor_.at_form("type")) return false;
  const TokenKind kind = cursor_.peek(2).kind;
  if (kind == TokenKind::natural || kind == TokenKind::id || kind == TokenKind::quoted_id) {
    return cursor_.peek(3).kind == TokenKind::right;
  }
  return inline_alias_at(cursor_) == InlineAlias::outer;
}

// Types see those around them in the dialect of 2021 alone (D24).
Index TypeParser::own_or_outer_type() {
  if (depth_ > 0 && parser_.features.dialect.types_see_outer) {
    if (const auto alias = scope_.find_type_around(cursor_, depth_)) return alias_type(*alias, cursor_.next().pos);
  }
  return scope_.parse_index(IndexSpace::type, cursor_);
}

Index TypeParser::outer_type() {
  const Token& token = cursor_.peek();
  parser_.require(Feature::module_linking, token);
  cursor_.expect_keyword("outer");
  return alias_type(scope_.parse_outer(ExternKind::type, cursor_), token.pos);
}

// The alias that there is, or a new one.
Index TypeParser::alias_type(const OuterAlias& alias, Pos pos) {
  if (const auto known = scope_.find_alias(alias)) return *known;
  TypeInfo info;
  info.kind = TypeInfo::Kind::alias;
  info.alias = alias;
  const Index index = scope_.add_type(info);
  scope_.add_alias(alias, index);
  if (decls_) {
    Alias& decl = decls_->emplace_back().decl.emplace<Alias>();
    decl.at = {pos};
    decl.target.emplace<OuterAlias>(alias);
  }
  return index;
}

Index TypeParser::type_index_use() {
  cursor_.expect_form("type");
  const Index index = cursor_.at_keyword("outer") ? outer_type() : own_or_outer_type();
  cursor_.expect_right();
  return index;
}

Index TypeParser::add_type(TypeDef def, const TypeInfo& info) {
  const Index index = scope_.add_type(info);
  if (decls_) {
    decls_->emplace_back().decl.emplace<TypeDef>(std::move(def));
  } else {
    abbreviations.push_back(std::move(def));
  }
  return index;
}

Index TypeParser::abbreviate(FuncType type, Pos pos) {
  if (const auto known = scope_.find_func_type(type)) return *known;
  const TypeInfo info = scope_.func_type(type, scope_.count(IndexSpace::type), true);
  RecType rec;
  rec.sub_types.push_back({{pos}, true, {}, std::move(type)});
  return add_type({{pos}, std::move(rec)}, info);
}

void TypeParser::check_inline(Index type, const FuncType& inline_type, Pos pos) const {
  if (type >= scope_.count(IndexSpace::type)) throw Malformed(pos, fmt::format("unknown type {}", type));
  const Scope* owner = nullptr;
  const FuncType* known = scope_.find_func(type, &owner);
  // What is not known here is not visible here either, which validation says.
  if (known && !Scope::equal(*owner, *known, scope_, inline_type)) throw Malformed(pos, "inline function type");
}

void TypeParser::check_results(const FuncType& type, Pos pos) const {
  if (type.results.size() > 1 && !parser_.has(Feature::multi_value)) {
    throw Malformed(pos, "unexpected token: needs feature multi-value");
  }
}

Index TypeParser::func_type_use(ParamIds ids, LocalNames* names) {
  const Pos pos = cursor_.pos();
  std::optional<Index> type;
  if (cursor_.at_form("type")) type = type_index_use();
  FuncType inline_type = signature(ids, names);
  check_results(inline_type, pos);
  if (!type) return abbreviate(std::move(inline_type), pos);
  if (!inline_type.params.empty() || !inline_type.results.empty()) check_inline(*type, inline_type, pos);
  return *type;
}

BlockType TypeParser::block_type() {
  BlockType type;
  if (!cursor_.at_left()) return type;
  const Pos pos = cursor_.pos();
  const bool explicit_use = cursor_.at_form("type");
  std::optional<Index> index;
  if (explicit_use) index = type_index_use();
  FuncType inline_type = signature(ParamIds::forbid, nullptr);
  if (!index && inline_type.params.empty() && inline_type.results.size() <= 1) {
    if (inline_type.results.empty()) return type;
    type.kind = BlockType::Kind::val_type;
    type.val = inline_type.results[0];
    return type;
  }
  if (!parser_.has(Feature::multi_value)) throw Malformed(pos, "unexpected token: needs feature multi-value");
  type.kind = BlockType::Kind::type_index;
  if (!index) {
    type.type = abbreviate(std::move(inline_type), pos);
    return type;
  }
  type.type = *index;
  if (!inline_type.params.empty() || !inline_type.results.empty()) check_inline(*index, inline_type, pos);
  return type;
}

std::optional<std::size_t> TypeParser::param_count(Index type) const {
  const Scope* owner = nullptr;
  const FuncType* func = scope_.find_func(type, &owner);
  return func ? std::optional(func->params.size()) : std::nullopt;
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

StructType TypeParser::struct_type(Index index, IndirectNameMap* fields) {
  StructType type;
  std::unordered_set<std::string_view> ids;
  while (cursor_.accept_form("field")) {
    const Pos pos = cursor_.pos();
    const auto field = static_cast<Index>(type.fields.size());
    const auto id = cursor_.accept_id();
    auto name = parser_.annotations.take_name(cursor_.index(), "field");
    if (!name && id) name = *id;
    if (name && fields) (*fields)[index].append(field, std::move(*name));
    if (id) {
      if (!ids.insert(*id).second) throw Malformed(pos, fmt::format("duplicate field ${}", *id));
      scope_.bind_field(index, *id, field);
      type.fields.push_back(field_type());
    } else {
      while (!cursor_.at_right()) type.fields.push_back(field_type());
    }
    cursor_.expect_right();
    parser_.check_limit(type.fields.size(), parser_.limits.struct_fields, pos, "fields");
  }
  return type;
}

CompType TypeParser::comp_type(Index index, IndirectNameMap* fields) {
  CompType type;
  const Pos pos = cursor_.pos();
  if (cursor_.at_form("struct") || cursor_.at_form("array")) parser_.require(Feature::gc, cursor_.peek(1));
  if (cursor_.accept_form("struct")) {
    type = struct_type(index, fields);
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

SubType TypeParser::sub_type(Index index, IndirectNameMap* fields) {
  SubType type;
  type.at = cursor_.at();
  if (!cursor_.at_form("sub")) {
    type.comp = comp_type(index, fields);
    return type;
  }
  parser_.require(Feature::gc, cursor_.peek(1));
  cursor_.expect_form("sub");
  type.final = cursor_.accept_keyword("final");
  while (cursor_.at_natural() || cursor_.at_id() || cursor_.at_form("type")) {
    type.supers.push_back({HeapKind::type_index, type_index()});
  }
  type.comp = comp_type(index, fields);
  cursor_.expect_right();
  return type;
}

namespace {

TypeInfo describe_type(Scope& scope, const SubType& type, Index index, bool alone) {
  TypeInfo info;
  info.kind = TypeInfo::Kind::other;
  const auto* func = std::get_if<FuncType>(&type.comp);
  return func ? scope.func_type(*func, index, alone && type.final && type.supers.empty()) : info;
}

}  // namespace

TypeDef TypeParser::type_field(Index index, IndirectNameMap* fields) {
  TypeDef def;
  def.at = cursor_.at();
  cursor_.expect_form("type");
  const std::string_view id = cursor_.accept_id().value_or(std::string_view());
  if (cursor_.at_form("module") || cursor_.at_form("instance")) {
    parser_.require(Feature::module_linking, cursor_.peek(1));
    const auto kind = cursor_.at_form("module") ? LinkingType::Kind::module : LinkingType::Kind::instance;
    cursor_.expect_left();
    cursor_.next();
    def.def = Box<LinkingType>(linking_type(kind, id));
    cursor_.expect_right();
    if (index < scope_.count(IndexSpace::type)) scope_.set_type(index, {TypeInfo::Kind::other, nullptr, {}});
  } else {
    RecType rec;
    rec.sub_types.push_back(sub_type(index, fields));
    scope_.set_type(index, describe_type(scope_, rec.sub_types[0], index, true));
    def.def = std::move(rec);
  }
  cursor_.expect_right();
  return def;
}

TypeDef TypeParser::rec_field(Index index, IndirectNameMap* fields) {
  TypeDef def;
  def.at = cursor_.at();
  parser_.require(Feature::gc, cursor_.peek(1));
  cursor_.expect_form("rec");
  RecType rec;
  rec.explicit_rec = true;
  while (cursor_.accept_form("type")) {
    cursor_.accept_id();
    rec.sub_types.push_back(sub_type(index + static_cast<Index>(rec.sub_types.size()), fields));
    cursor_.expect_right();
  }
  cursor_.expect_right();
  for (std::size_t i = 0; i < rec.sub_types.size(); ++i) {
    const Index member = index + static_cast<Index>(i);
    scope_.set_type(member, describe_type(scope_, rec.sub_types[i], member, rec.sub_types.size() == 1));
  }
  def.def = std::move(rec);
  return def;
}

Index TypeParser::linking_type_use(LinkingType::Kind kind) {
  if (at_type_use()) return type_index_use();
  TypeDef def;
  def.at = cursor_.at();
  def.def = Box<LinkingType>(linking_type(kind, {}));
  return add_type(std::move(def), {TypeInfo::Kind::other, nullptr, {}});
}

ExternDesc TypeParser::extern_desc(ExternKind kind) {
  switch (kind) {
    case ExternKind::func: return FuncDesc{func_type_use(ParamIds::ignore)};
    case ExternKind::table: return table_type();
    case ExternKind::memory: return memory_type();
    case ExternKind::global: return global_type();
    case ExternKind::tag: return TagDesc{func_type_use(ParamIds::ignore)};
    case ExternKind::module: return ModuleDesc{linking_type_use(LinkingType::Kind::module)};
    case ExternKind::instance: return InstanceDesc{linking_type_use(LinkingType::Kind::instance)};
    case ExternKind::type: break;
  }
  cursor_.unexpected("an external type");
}

}  // namespace modlink::text
