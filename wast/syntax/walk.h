// What types, expressions, definitions and modules consist of: the one statement that all reading and changing of what
// they name stands on (free_indices.h, heap_types.h). spec: syntax/types; syntax/instructions; syntax/modules;
// Explainer, "Proposed Additions"
#pragma once

#include <concepts>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "wast/syntax/module.h"

namespace modlink {

// A `T`, const or not.
template <class Phrase, class T>
concept Like = std::same_as<std::remove_const_t<Phrase>, T>;

// Where copies of instructions go that nobody needs: reading an expression is copying it to nowhere.
struct Nowhere {
  Instr make_mem_arg(Opcode, Pos, const MemArg&) const { return {}; }
  Instr make_block(Opcode, Pos, const BlockType&) const { return {}; }
  Instr make_br_table(Opcode, Pos, std::span<const Index>) const { return {}; }
  Instr make_select(Opcode, Pos, const ResultType&) const { return {}; }
  Instr make_cast(Opcode, Pos, const Cast&) const { return {}; }
  Instr make_try_table(Opcode, Pos, const TryTable&) const { return {}; }
  Instr make_vector(Opcode, Pos, const V128&) const { return {}; }
};

// Walks through a phrase, const or not, and gives a visitor references into it, in the order of the syntax:
//   heap_type(HeapType&)
//   index(IndexSpace, Index&)   of the scope that the walk is in
//   outer_alias(OuterAlias&)
//   enter(), leave()            around what is in a scope of its own: a module or instance type, a nested module
// Recursive: only modules and types nest, and their depth is limited.
template <class Visitor>
class Walk {
 public:
  explicit Walk(Visitor& visitor) : visitor_(visitor) {}

  // Types
  void walk(const HeapType& type) { visitor_.heap_type(type); }
  void walk(HeapType& type) {
    const HeapType before = type;
    visitor_.heap_type(type);
    changed_ = changed_ || type != before;
  }
  void walk(Like<RefType> auto& type) { walk(type.heap); }
  template <Like<ValType> Type>
  void walk(Type& type) {
    if (!type.is_ref()) return;
    RefType ref = type.ref();
    walk(ref);
    if constexpr (!std::is_const_v<Type>) type = ref;
  }
  void walk(Like<PackType> auto&) {}
  void walk(Like<FieldType> auto& field) { walk(field.storage); }
  void walk(Like<FuncType> auto& type) {
    walk(type.params);
    walk(type.results);
  }
  void walk(Like<StructType> auto& type) { walk(type.fields); }
  void walk(Like<ArrayType> auto& type) { walk(type.field); }
  void walk(Like<SubType> auto& type) {
    walk(type.supers);
    walk(type.comp);
  }
  void walk(Like<RecType> auto& group) { walk(group.sub_types); }
  template <ExternKind kind>
  void walk(TypeUse<kind>& use) {
    index(IndexSpace::type, use.type);
  }
  template <ExternKind kind>
  void walk(const TypeUse<kind>& use) {
    index(IndexSpace::type, use.type);
  }
  void walk(Like<TableType> auto& type) { walk(type.elem); }
  void walk(Like<MemoryType> auto&) {}
  void walk(Like<GlobalType> auto& type) { walk(type.val); }

  // Expressions
  void walk(const Expr& expr) {
    Nowhere nowhere;
    for (const Instr instr : expr) copy(expr, instr, nowhere);
  }
  // Bytes stay as they are unless something in them changes.
  void walk(Expr& expr) {
    if (expr.bytes() && !changes(expr)) return;
    Expr result;
    result.reserve(expr.size());
    for (const Instr instr : expr) result.append(copy(expr, instr, result));
    expr = std::move(result);
  }
  // An instruction of `from` with what the visitor makes of it, to be appended to `to`.
  template <class To>
  Instr copy(const Expr& from, const Instr& instr, To& to);

  // Definitions. Where an alias or an import stands is the scope around it.
  void walk(Like<Import> auto& import) { walk(import.desc); }
  void walk(Like<ExportType> auto& item) { walk(item.desc); }
  void walk(Like<ZeroLevelExport> auto& item) { index(IndexSpace::type, item.type); }
  void walk(Like<ExportAlias> auto& alias) { index(IndexSpace::instance, alias.instance); }
  void walk(Like<OuterAlias> auto& alias) { visitor_.outer_alias(alias); }
  void walk(Like<Alias> auto& alias) { walk(alias.target); }
  void walk(Like<LinkingType> auto& type) { walk_scope(type.decls); }
  void walk(Like<Nested<LinkingType>> auto& type) { walk(*type); }
  void walk(Like<TypeDef> auto& def) { walk(def.def); }
  void walk(Like<TypeDecl> auto& decl) { walk(decl.decl); }
  void walk(Like<InstantiateArg> auto& arg) { index(space_of(arg.kind), arg.index); }
  void walk(Like<Instance> auto& instance) {
    index(IndexSpace::module, instance.module);
    walk(instance.args);
  }
  // All else in it is in its own scope only.
  void walk(Like<NestedModule> auto& nested) { walk_scope(nested.module->definitions); }

  void walk(Like<LocalRun> auto& run) { walk(run.type); }
  void walk(Like<Func> auto& func) {
    index(IndexSpace::type, func.type);
    walk(func.locals);
    walk(func.body);
  }
  void walk(Like<Table> auto& table) {
    walk(table.type);
    walk(table.init);
  }
  void walk(Like<Memory> auto&) {}
  template <IndexSpace space>
  void walk(TypedDefinition<space>& definition) {
    index(IndexSpace::type, definition.type);
  }
  template <IndexSpace space>
  void walk(const TypedDefinition<space>& definition) {
    index(IndexSpace::type, definition.type);
  }
  void walk(Like<Global> auto& global) {
    walk(global.type);
    walk(global.init);
  }
  void walk(Like<Export> auto& item) { index(space_of(item.kind), item.index); }
  void walk(Like<Start> auto& start) { index(IndexSpace::func, start.func); }
  void walk(Like<ElemSegment> auto& elem) {
    if (elem.mode == SegmentMode::active) index(IndexSpace::table, elem.table);
    walk(elem.offset);
    walk(elem.type);
    if (auto* exprs = std::get_if<std::vector<Expr>>(&elem.init)) return walk(*exprs);
    for (auto& func : std::get<FuncIndices>(elem.init)) index(IndexSpace::func, func);
  }
  void walk(Like<DataSegment> auto& data) {
    if (data.mode == SegmentMode::active) index(IndexSpace::memory, data.memory);
    walk(data.offset);
  }

  // A module from inside: what it names itself.
  void walk(Like<Module> auto& module) {
    walk(module.definitions);
    walk_own(module);
    walk(module.exports);
  }
  // The same without initial definitions and exports.
  void walk_own(Like<Module> auto& module) {
#define DEFINED_SPACE(name, members, ...) walk(module.members);
#include "wast/syntax/index_spaces.def"
    walk(module.start);
  }

  // All of several, or the one of several
  template <class T>
  void walk(std::vector<T>& items) {
    for (T& item : items) walk(item);
  }
  template <class T>
  void walk(const std::vector<T>& items) {
    for (const T& item : items) walk(item);
  }
  template <class T>
  void walk(std::optional<T>& item) {
    if (item) walk(*item);
  }
  template <class T>
  void walk(const std::optional<T>& item) {
    if (item) walk(*item);
  }
  template <class... Ts>
  void walk(std::variant<Ts...>& item) {
    std::visit([this](auto& alternative) { this->walk(alternative); }, item);
  }
  template <class... Ts>
  void walk(const std::variant<Ts...>& item) {
    std::visit([this](const auto& alternative) { this->walk(alternative); }, item);
  }

 private:
  void index(IndexSpace space, const Index& index) { visitor_.index(space, index); }
  void index(IndexSpace space, Index& index) {
    const Index before = index;
    visitor_.index(space, index);
    changed_ = changed_ || index != before;
  }

  // Whether the visitor changes anything in an expression.
  bool changes(const Expr& expr) {
    Nowhere nowhere;
    changed_ = false;
    for (const Instr instr : expr) {
      copy(expr, instr, nowhere);
      if (changed_) return true;
    }
    return false;
  }

  void walk_scope(auto& definitions) {
    visitor_.enter();
    walk(definitions);
    visitor_.leave();
  }

  // What immediates consist of
  void walk(BlockType& type) {
    if (type.kind == BlockType::Kind::val_type) walk(type.val);
    if (type.kind == BlockType::Kind::type_index) index(IndexSpace::type, type.type);
  }
  void walk(MemArg& arg) { index(IndexSpace::memory, arg.memory); }
  void walk(Cast& cast) {
    walk(cast.from);
    walk(cast.to);
  }
  void walk(Catch& clause) {
    if (has_tag(clause.kind)) index(IndexSpace::tag, clause.tag);
  }
  void walk(TryTable& table) {
    walk(table.type);
    walk(table.catches);
  }
  template <class T>
  T walked(T value) {
    walk(value);
    return value;
  }
  ResultType walked(std::span<const ValType> types) {
    return walked<ResultType>(ResultType(types.begin(), types.end()));
  }

  Visitor& visitor_;
  bool changed_ = false;  // by the visitor, since this was last said
};

template <class Visitor>
template <class To>
Instr Walk<Visitor>::copy(const Expr& from, const Instr& instr, To& to) {
  const Opcode op = instr.op;
  const Pos pos = instr.pos;
  const auto single = [&](IndexSpace space) {
    Instr result = instr;
    index(space, result.index);
    return result;
  };
  const auto first = [&](IndexSpace space) {
    Instr result = instr;
    index(space, result.pair.x);
    return result;
  };
  const auto pair = [&](IndexSpace x, IndexSpace y) {
    Instr result = instr;
    index(x, result.pair.x);
    index(y, result.pair.y);
    return result;
  };
  switch (info(op).immediate) {
    case Immediate::func: return single(IndexSpace::func);
    case Immediate::table: return single(IndexSpace::table);
    case Immediate::memory: return single(IndexSpace::memory);
    case Immediate::global: return single(IndexSpace::global);
    case Immediate::tag: return single(IndexSpace::tag);
    case Immediate::elem: return single(IndexSpace::elem);
    case Immediate::data: return single(IndexSpace::data);
    case Immediate::type: return single(IndexSpace::type);
    case Immediate::field:
    case Immediate::array_new_fixed: return first(IndexSpace::type);
    case Immediate::call_indirect: return pair(IndexSpace::type, IndexSpace::table);
    case Immediate::memory_init: return pair(IndexSpace::data, IndexSpace::memory);
    case Immediate::memory_copy: return pair(IndexSpace::memory, IndexSpace::memory);
    case Immediate::table_init: return pair(IndexSpace::elem, IndexSpace::table);
    case Immediate::table_copy: return pair(IndexSpace::table, IndexSpace::table);
    case Immediate::type_data: return pair(IndexSpace::type, IndexSpace::data);
    case Immediate::type_elem: return pair(IndexSpace::type, IndexSpace::elem);
    case Immediate::array_copy: return pair(IndexSpace::type, IndexSpace::type);
    case Immediate::heap_type: return make_heap(op, pos, walked(instr.heap()));
    case Immediate::block: return op == Opcode::else_ ? instr : to.make_block(op, pos, walked(from.block_type(instr)));
    case Immediate::try_table:
      return to.make_try_table(op, pos, walked(TryTable{from.block_type(instr), from.catches(instr)}));
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return to.make_mem_arg(op, pos, walked(from.mem_arg(instr)));
    case Immediate::cast: return to.make_cast(op, pos, walked(from.cast(instr)));
    case Immediate::select_types: return to.make_select(op, pos, walked(from.val_types(instr)));
    case Immediate::br_table: return to.make_br_table(op, pos, from.labels(instr));
    case Immediate::v128:
    case Immediate::shuffle: return to.make_vector(op, pos, from.vector(instr));
    case Immediate::none:
    case Immediate::label:
    case Immediate::local:
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64:
    case Immediate::lane:
    case Immediate::fence: return instr;
  }
  return instr;
}

}  // namespace modlink
