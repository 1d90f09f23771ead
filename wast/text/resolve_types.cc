// Types, their references resolved, and what abbreviations of types stand for. spec: text/types; text/modules, Type
// Uses; D25

#include <algorithm>

#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/parentheses.h"
#include "wast/text/resolve.h"

namespace modlink::text {

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

void Resolver::check_inline(const ForwardUse& use) const {
  if (use.type >= scope_.count(IndexSpace::type)) throw OutOfContext(use.pos, concat("unknown type ", use.type));
  const Scope* owner = nullptr;
  const FuncType* known = scope_.find_func(use.type, &owner);
  // What is not known here is not visible here either, which validation says.
  if (known && !Scope::equal(*owner, *known, scope_, use.inline_type)) throw Malformed(use.pos, "inline function type");
}

void Resolver::check_forward_uses() const {
  for (const ForwardUse& use : forward_uses_) check_inline(use);
}

Index Resolver::func_type_use(FuncTypeUse use) {
  const bool is_abbreviation = use.type == no_ref;
  const Index index = is_abbreviation ? 0 : type(use.type);
  use.inline_type = resolve(std::move(use.inline_type));
  if (is_abbreviation) return abbreviate(std::move(use.inline_type), use.at);
  if (!use.has_inline()) return index;
  ForwardUse inline_use{index, std::move(use.inline_type), use.at.pos};
  if (decls_ || index < scope_.count(IndexSpace::type)) {
    check_inline(inline_use);
  } else {
    forward_uses_.push_back(std::move(inline_use));
  }
  return index;
}

std::optional<std::size_t> Resolver::param_count(Index type) const {
  const Scope* owner = nullptr;
  const FuncType* func = scope_.find_func(type, &owner);
  return func ? std::optional(func->params.size()) : std::nullopt;
}

Index Resolver::linking_type_use(LinkingTypeUse use) {
  if (use.type != no_ref) return type(use.type);
  TypeDef def{use.at, Nested<LinkingType>(linking_type(std::move(*use.body), {}))};
  return add_type(std::move(def), {TypeInfo::Kind::other, nullptr, {}});
}

ExternDesc Resolver::extern_desc(ExternKind kind, ExternTypeUse use) {
  if (auto* table = std::get_if<TableType>(&use)) return resolve(*table);
  if (auto* global = std::get_if<GlobalType>(&use)) return resolve(*global);
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
      throw Malformed(parser_.pos(field.id.token), concat("duplicate field ", quote_id(id)));
    }
  }
  if (name && names) (*names)[type].append(field.field, std::move(*name));
}

TypeDef Resolver::type_def(TypeField field, At at, Index first, IndirectNameMap* names) {
  TypeDef def;
  def.at = at;
  if (auto* linking = std::get_if<Nested<LinkingTypeBody>>(&field.def)) {
    const BoundId id = field.ids[0];
    def.def =
        Nested<LinkingType>(linking_type(std::move(**linking), id.present ? parser_.id(id.token) : std::string_view()));
    if (first < scope_.count(IndexSpace::type)) scope_.set_type(first, {TypeInfo::Kind::other, nullptr, {}});
    return def;
  }
  for (const StructField& struct_field : field.struct_fields) bind_struct_field(struct_field, first, names);
  RecType rec = resolve(std::get<RecType>(std::move(field.def)));
  const bool alone = rec.sub_types.size() == 1;
  for (std::size_t i = 0; i < rec.sub_types.size(); ++i) {
    const Index member = first + static_cast<Index>(i);
    scope_.set_type(member, describe_type(scope_, rec.sub_types[i], member, alone));
  }
  def.def = std::move(rec);
  return def;
}

// First those written as `(type outer …)`, then those that the dialect of 2021 sees without it (D24).
void Resolver::add_outer_types(const TypeField& field) {
  const auto is_own = [&](std::string_view id) {
    return std::any_of(field.ids.begin(), field.ids.end(),
                       [&](BoundId own) { return own.present && parser_.id(own.token) == id; });
  };
  const auto add_if = [&](auto is_outer) {
    for_each_heap_type(std::get<RecType>(field.def), [&](HeapType heap) {
      if (heap.kind == HeapKind::type_index && is_outer(parser_.at(heap.index))) type(heap.index);
    });
  };
  add_if([](const Cursor& ref) { return ref.at_left(); });
  if (!parser_.features.dialect.types_see_outer) return;
  add_if([&](const Cursor& ref) { return ref.at_id() && !is_own(ref.tokens().id(ref.peek())); });
}

}  // namespace modlink::text
