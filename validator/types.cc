// Validation of core types. spec: valid/types
#include "validator/types.h"

#include "validator/match.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/heap_types.h"

namespace modlink::validator {

namespace {

void check_limits(const Limits& limits, std::uint64_t range, Pos pos, const char* message) {
  require(limits.min <= range && (!limits.max || *limits.max <= range), pos, message);
  require(!limits.max || limits.min <= *limits.max, pos, "size minimum must not be greater than maximum");
}

// Checks one group of types whose first member gets the type index `first`.
class GroupChecker {
 public:
  GroupChecker(const Context& context, const RecType& group)
      : context_(context), group_(group), first_(static_cast<Index>(context.types.size())) {}

  // The group as TypeStore::intern wants it. spec: valid/types, "rolling up"
  RecType roll() const {
    RecType result;
    result.explicit_rec = group_.explicit_rec;
    result.sub_types.reserve(group_.sub_types.size());
    for (std::size_t i = 0; i < group_.sub_types.size(); ++i) result.sub_types.push_back(roll_sub_type(i));
    return result;
  }

  // That each member is like the supertype it declares. spec: valid/types, Recursive Types
  void check_supers(const std::vector<const DefType*>& members) const {
    for (std::size_t i = 0; i < members.size(); ++i) {
      const SubType& sub = members[i]->sub;
      if (sub.supers.empty()) continue;
      const SubType& super = context_.store.def_type(sub.supers[0])->sub;
      if (!super.final && match_comp_type(context_.store, sub.comp, super.comp)) continue;
      const char* why = super.final ? "whose declaration is final" : "whose structure it does not match";
      throw Invalid(group_.sub_types[i].at.pos,
                    concat("sub type ", first_ + i, " of type ", group_.sub_types[i].supers[0].index, ", ", why));
    }
  }

 private:
  SubType roll_sub_type(std::size_t position) const {
    const SubType& sub = group_.sub_types[position];
    const Pos pos = sub.at.pos;
    require(sub.supers.size() <= 1, pos, "sub type with more than one supertype");
    require(sub.supers.empty() || sub.supers[0].kind == HeapKind::type_index, pos, "sub type of an abstract type");
    if (!sub.supers.empty() && sub.supers[0].index >= first_ + position) {
      throw Invalid(pos, concat("unknown type ", sub.supers[0].index, ": a supertype must come before its sub type"));
    }
    check_size(sub.comp, pos);
    SubType result = map_heap_types(sub, [&](HeapType heap) { return roll_heap_type(heap, pos); });
    if (!sub.supers.empty()) check_depth(position, pos);
    return result;
  }

  void check_size(const CompType& comp, Pos pos) const {
    if (const auto* func = std::get_if<FuncType>(&comp)) {
      check_limit(func->params.size(), context_.limits.params, pos, "parameters");
      check_limit(func->results.size(), context_.limits.params, pos, "results");
      require_feature(context_.features, Feature::multi_value, func->results.size() <= 1, pos, "invalid result arity");
    } else if (const auto* structure = std::get_if<StructType>(&comp)) {
      check_limit(structure->fields.size(), context_.limits.struct_fields, pos, "fields");
    }
  }

  HeapType roll_heap_type(HeapType heap, Pos pos) const {
    if (heap.kind != HeapKind::type_index) return heap;
    const std::size_t member = std::size_t{heap.index} - first_;
    if (heap.index >= first_ && member < group_.sub_types.size()) {
      return {HeapKind::rec_index, static_cast<Index>(member)};
    }
    return context_.close(heap, pos);
  }

  // Each member's supertype comes before it, so the walk ends.
  void check_depth(std::size_t position, Pos pos) const {
    std::size_t supers = 1;
    Index index = group_.sub_types[position].supers[0].index;
    while (index >= first_ && supers <= max_sub_type_depth) {
      const auto& next = group_.sub_types[index - first_].supers;
      if (next.empty()) return;
      index = next[0].index;
      ++supers;
    }
    if (index < first_) supers += context_.def_type(index, pos)->display.size() - 1;
    check_limit(supers, max_sub_type_depth, pos, "supertypes");
  }

  const Context& context_;
  const RecType& group_;
  Index first_;
};

void check_rec_type(Context& context, const RecType& group, Pos pos) {
  check_limit(context.types.size() + group.sub_types.size(), context.limits.types, pos, "types");
  const GroupChecker checker(context, group);
  const auto members = context.store.intern(checker.roll());
  checker.check_supers(members);
  context.types.insert(context.types.end(), members.begin(), members.end());
}

}  // namespace

void check_limit(std::uint64_t count, const ImplementationLimit& limit, Pos pos, const char* what) {
  if (count > limit) throw LimitExceeded(pos, concat("too many ", what, ": more than ", limit.value(), limit.hint()));
}

void check_limits(const TableType& type, Pos pos) {
  const bool wide = type.addr == AddrType::i64;
  check_limits(type.limits, wide ? UINT64_MAX : UINT32_MAX, pos,
               wide ? "table size must be at most 2^64-1" : "table size must be at most 2^32-1");
}

void check_limits(const MemoryType& type, Pos pos) {
  require(type.page_size_log2 == 0 || type.page_size_log2 == 16, pos, "invalid custom page size");
  const bool wide = type.addr == AddrType::i64;
  const bool bytes = type.page_size_log2 == 0;
  if (bytes) {
    check_limits(type.limits, wide ? UINT64_MAX : UINT32_MAX, pos,
                 wide ? "memory size must be at most 2^64-1 bytes" : "memory size must be at most 2^32-1 bytes");
  } else {
    check_limits(
        type.limits, std::uint64_t{1} << (wide ? 48 : 16), pos,
        wide ? "memory size must be at most 2^48 pages (256TiB)" : "memory size must be at most 65536 pages (4GiB)");
  }
  require(!type.shared || type.limits.max, pos, "shared memory must have maximum");
}

TableType check_table_type(const Context& context, const TableType& type, Pos pos) {
  check_limits(type, pos);
  TableType result = type;
  result.elem = context.close(type.elem, pos);
  return result;
}

MemoryType check_memory_type(const MemoryType& type, Pos pos) {
  check_limits(type, pos);
  return type;
}

GlobalType check_global_type(const Context& context, const GlobalType& type, Pos pos) {
  return {type.mut, context.close(type.val, pos)};
}

const DefType* check_func_type(const Context& context, Index type, Pos pos) {
  context.func_type(type, pos);
  return context.def_type(type, pos);
}

const DefType* check_tag_type(const Context& context, Index type, Pos pos) {
  require(context.func_type(type, pos).results.empty(), pos, "non-empty tag result type");
  return context.def_type(type, pos);
}

namespace {

// The closed external type of each form of description.
ExternType closed(const Context& context, const TableType& type, Pos pos) {
  return check_table_type(context, type, pos);
}
ExternType closed(const Context&, const MemoryType& type, Pos pos) { return check_memory_type(type, pos); }
ExternType closed(const Context& context, const GlobalType& type, Pos pos) {
  return check_global_type(context, type, pos);
}
ExternType closed(const Context& context, TagDesc tag, Pos pos) {
  return ExternTag{check_tag_type(context, tag.type, pos)};
}
ExternType closed(const Context& context, ModuleDesc module, Pos pos) {
  return ExternModule{context.module_type(module.type, pos)};
}
ExternType closed(const Context& context, InstanceDesc instance, Pos pos) {
  return ExternInstance{context.instance_type(instance.type, pos)};
}
template <ExternKind kind>
ExternType closed(const Context& context, TypeUse<kind> use, Pos pos) {
  return ExternDef<kind>{check_func_type(context, use.type, pos)};
}

}  // namespace

ExternType check_extern_type(const Context& context, const ExternDesc& desc, Pos pos) {
  return std::visit([&](const auto& type) { return closed(context, type, pos); }, desc);
}

void check_type_def(Context& context, const TypeDef& def) {
  if (const auto* group = std::get_if<RecType>(&def.def)) return check_rec_type(context, *group, def.at.pos);
  check_limit(context.types.size() + 1, context.limits.types, def.at.pos, "types");
  const TypeEntry entry = check_linking_type(context, *std::get<Nested<LinkingType>>(def.def), def.at.pos);
  context.types.push_back(entry);
}

}  // namespace modlink::validator
