// Types, their references resolved, and what abbreviations of types stand for. spec: text/types; text/modules, Type
// Uses; D25
#include <fmt/format.h>

#include <algorithm>

#include "wast/text/resolve.h"

namespace modlink::text {

namespace {

// Calls `f` with each type index in a definition, in the order of the text.
template <class F>
void for_each_type_index(FuncType& type, F f) {
  for (ResultType* types : {&type.params, &type.results}) {
    for (ValType& val : *types) {
      if (val.is_ref() && val.heap_kind == HeapKind::type_index) f(val.index);
    }
  }
}

template <class F>
void for_each_type_index(FieldType& field, F f) {
  auto* val = std::get_if<ValType>(&field.storage);
  if (val && val->is_ref() && val->heap_kind == HeapKind::type_index) f(val->index);
}

template <class F>
void for_each_type_index(StructType& type, F f) {
  for (FieldType& field : type.fields) for_each_type_index(field, f);
}

template <class F>
void for_each_type_index(ArrayType& type, F f) {
  for_each_type_index(type.field, f);
}

template <class F>
void for_each_type_index(RecType& rec, F f) {
  for (SubType& sub : rec.sub_types) {
    for (HeapType& super : sub.supers) f(super.index);
    std::visit([&](auto& comp) { for_each_type_index(comp, f); }, sub.comp);
  }
}

}  // namespace

void Resolver::resolve(HeapType& heap) {
  if (heap.kind == HeapKind::type_index) heap.index = type(heap.index);
}

void Resolver::resolve(ValType& val) {
  if (val.is_ref() && val.heap_kind == HeapKind::type_index) val.index = type(val.index);
}

void Resolver::resolve(FuncType& func) {
  for_each_type_index(func, [this](Index& index) { index = type(index); });
}

Index Resolver::add_type(TypeDef def, const TypeInfo& info) {
  const Index index = scope_.add_type(info);
  if (decls_) {
    decls_->emplace_back().decl.emplace<TypeDef>(std::move(def));
  } else {
    abbreviations.push_back(std::move(def));
  }
  return index;
}

// An equal type, or a new one.
Index Resolver::abbreviate(FuncType type, At at) {
  if (const auto known = scope_.find_func_type(type)) return *known;
  const TypeInfo info = scope_.func_type(type, scope_.count(IndexSpace::type), true);
  RecType rec;
  rec.sub_types.push_back({at, true, {}, std::move(type)});
  return add_type({at, std::move(rec)}, info);
}

void Resolver::check_inline(Index type, const FuncType& inline_type, Pos pos) const {
  if (type >= scope_.count(IndexSpace::type)) throw Malformed(pos, fmt::format("unknown type {}", type));
  const Scope* owner = nullptr;
  const FuncType* known = scope_.find_func(type, &owner);
  // What is not known here is not visible here either, which validation says.
  if (known && !Scope::equal(*owner, *known, scope_, inline_type)) throw Malformed(pos, "inline function type");
}

Index Resolver::func_type_use(FuncTypeUse use) {
  const bool is_abbreviation = use.type == no_ref;
  const Index index = is_abbreviation ? 0 : type(use.type);
  resolve(use.inline_type);
  if (is_abbreviation) return abbreviate(std::move(use.inline_type), use.at);
  const bool has_inline = !use.inline_type.params.empty() || !use.inline_type.results.empty();
  if (has_inline) check_inline(index, use.inline_type, use.at.pos);
  return index;
}

std::optional<std::size_t> Resolver::param_count(Index type) const {
  const Scope* owner = nullptr;
  const FuncType* func = scope_.find_func(type, &owner);
  return func ? std::optional(func->params.size()) : std::nullopt;
}

Index Resolver::linking_type_use(LinkingTypeUse use) {
  if (use.type != no_ref) return type(use.type);
  TypeDef def{use.at, Box<LinkingType>(linking_type(std::move(use.body), {}))};
  return add_type(std::move(def), {TypeInfo::Kind::other, nullptr, {}});
}

ExternDesc Resolver::extern_desc(ExternKind kind, ExternTypeUse use) {
  if (auto* table = std::get_if<TableType>(&use)) {
    resolve(table->elem);
    return *table;
  }
  if (auto* global = std::get_if<GlobalType>(&use)) {
    resolve(global->val);
    return *global;
  }
  if (auto* memory = std::get_if<MemoryType>(&use)) return *memory;
  auto* func = std::get_if<FuncTypeUse>(&use);
  const Index type =
      func ? func_type_use(std::move(*func)) : linking_type_use(std::move(std::get<LinkingTypeUse>(use)));
  return visit_kind(kind, [type](auto space) -> ExternDesc {
    using Desc = typename DescOf<space()>::type;
    if constexpr (requires { Desc{type}.type; }) return Desc{type};
    return {};
  });
}

namespace {

TypeInfo describe_type(Scope& scope, const SubType& type, Index index, bool alone) {
  TypeInfo info;
  info.kind = TypeInfo::Kind::other;
  const auto* func = std::get_if<FuncType>(&type.comp);
  return func ? scope.func_type(*func, index, alone && type.final && type.supers.empty()) : info;
}

}  // namespace

void Resolver::bind_struct_field(const StructField& field, Index first, IndirectNameMap* names) {
  const Index type = first + field.type;
  auto name = parser_.annotations.take_name(field.id.token + (field.id.present ? 1 : 0), "field");
  if (field.id.present) {
    const std::string_view id = parser_.id(field.id.token);
    if (!name) name = id;
    if (!scope_.bind_field(type, id, field.field)) {
      throw Malformed(parser_.pos(field.id.token), fmt::format("duplicate field ${}", id));
    }
  }
  if (name && names) (*names)[type].append(field.field, std::move(*name));
}

TypeDef Resolver::type_def(TypeField field, At at, Index first, IndirectNameMap* names) {
  TypeDef def;
  def.at = at;
  if (auto* linking = std::get_if<LinkingTypeBody>(&field.def)) {
    const BoundId id = field.ids[0];
    def.def =
        Box<LinkingType>(linking_type(std::move(*linking), id.present ? parser_.id(id.token) : std::string_view()));
    if (first < scope_.count(IndexSpace::type)) scope_.set_type(first, {TypeInfo::Kind::other, nullptr, {}});
    return def;
  }
  auto& rec = std::get<RecType>(field.def);
  for (const StructField& struct_field : field.struct_fields) bind_struct_field(struct_field, first, names);
  for_each_type_index(rec, [this](Index& index) { index = type(index); });
  const bool alone = rec.sub_types.size() == 1;
  for (std::size_t i = 0; i < rec.sub_types.size(); ++i) {
    const Index member = first + static_cast<Index>(i);
    scope_.set_type(member, describe_type(scope_, rec.sub_types[i], member, alone));
  }
  def.def = std::move(rec);
  return def;
}

// First those written as `(type outer …)`, then those that the dialect of 2021 sees without it (D24).
void Resolver::add_outer_types(TypeField& field) {
  RecType& rec = std::get<RecType>(field.def);
  const auto is_own = [&](std::string_view id) {
    return std::any_of(field.ids.begin(), field.ids.end(),
                       [&](BoundId own) { return own.present && parser_.id(own.token) == id; });
  };
  for_each_type_index(rec, [&](Ref ref) {
    if (parser_.at(ref).at_left()) type(ref);
  });
  if (!parser_.features.dialect.types_see_outer) return;
  for_each_type_index(rec, [&](Ref ref) {
    if (parser_.at(ref).at_id() && !is_own(parser_.id(ref))) type(ref);
  });
}

}  // namespace modlink::text
