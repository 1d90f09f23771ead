// The parts of a function body, and bodies with other parts in their places. spec: text/instructions, Folded
// Instructions
#include "tools/shrink/body.h"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "validator/match.h"
#include "validator/observe.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/type_tables.h"

namespace modlink::shrink {

namespace {

using text::FoldedBody;

// By index of an instruction that opens a block, where that ends: behind its `end`.
std::vector<std::uint32_t> block_ends(const Expr& body) {
  std::vector<std::uint32_t> ends(body.size());
  std::vector<std::uint32_t> open;
  std::uint32_t index = 0;
  for (const Instr instr : body) {
    if (is_opening(instr.op)) open.push_back(index);
    if (is_closing(instr.op) && !open.empty()) {
      ends[open.back()] = index + 1;
      open.pop_back();
    }
    ++index;
  }
  return ends;
}

// Walks the forest with a list of what is left: bodies are deep.
class PartFinder {
 public:
  PartFinder(const FoldedBody& folded, const Expr& body) : nodes_(folded.nodes()), ends_(block_ends(body)) {}

  std::vector<Part> find(std::uint32_t first) {
    push_list(first, 0);
    while (!todo_.empty()) {
      const auto [node, depth] = todo_.back();
      todo_.pop_back();
      add(nodes_[node], depth);
    }
    find_begins();
    return std::move(parts_);
  }

 private:
  struct Todo {
    std::uint32_t node;
    std::uint32_t depth;
  };

  // The first of them comes next.
  void push_list(std::uint32_t first, std::uint32_t depth) {
    const std::size_t count = todo_.size();
    for (std::uint32_t at = first; at != FoldedBody::none; at = nodes_[at].next) todo_.push_back({at, depth});
    std::reverse(todo_.begin() + static_cast<std::ptrdiff_t>(count), todo_.end());
  }

  void add(const FoldedBody::Node& node, std::uint32_t depth) {
    const bool opens = is_opening(node.op);
    parts_.push_back({node.instr, opens ? ends_[node.instr] : node.instr + 1, depth, node.instr});
    push_list(node.else_body, depth + 1);
    push_list(node.body, depth + 1);
    push_list(node.operand, depth + 1);
  }

  // Operands stand before their instruction, and the first of them begins its part.
  void find_begins() {
    for (std::size_t i = parts_.size(); i-- > 0;) {
      const bool has_inner = i + 1 < parts_.size() && parts_[i + 1].depth > parts_[i].depth;
      if (has_inner) parts_[i].begin = std::min(parts_[i].begin, parts_[i + 1].begin);
    }
  }

  const std::vector<FoldedBody::Node>& nodes_;
  const std::vector<std::uint32_t> ends_;
  std::vector<Todo> todo_;
  std::vector<Part> parts_;
};

// The types of results by instruction; those of a block by its `end`.
class ResultsOfAll final : public ValidationObserver {
 public:
  explicit ResultsOfAll(const TypeStore& store) : store_(store) {}

  bool before(const Instr& instr, Arity, const ValidationState& state) override {
    all.emplace_back();
    if (is_closing(instr.op)) all.back() = abstract(state.label(0).results);
    return true;
  }
  void after(const Instr& instr, Arity arity, const ValidationState& state) override {
    if (is_opening(instr.op) || is_closing(instr.op) || arity.results > state.operands().size()) return;
    all.back() = abstract(state.operands().last(arity.results));
  }

  std::vector<std::optional<ResultType>> all;

 private:
  ResultType abstract(std::span<const ValType> types) const {
    ResultType result(types.begin(), types.end());
    for (ValType& type : result) {
      if (!type.is_ref() || is_abstract(type.heap_kind) || type.heap_kind == HeapKind::bot) continue;
      const HeapType top = top_heap_type(store_, type.ref().heap);
      type = RefType{type.nullable, {info(top.kind).bottom, 0}};
    }
    return result;
  }

  const TypeStore& store_;
};

// Whether a label leads to one of `left` blocks that are no more; beyond them it counts less.
bool move_label(Index& label, Index inside, Index left) {
  if (label < inside) return true;
  if (label < inside + left) return false;
  label -= left;
  return true;
}

// An instruction with its labels moved, appended; false if that cannot be.
bool append_moved(Expr& to, const Expr& from, Instr instr, Index inside, Index left) {
  switch (info(instr.op).immediate) {
    case Immediate::label:
      if (!move_label(instr.index, inside, left)) return false;
      to.append(instr);
      return true;
    case Immediate::br_table: {
      std::vector<Index> labels = from.labels(instr);
      for (Index& label : labels) {
        if (!move_label(label, inside, left)) return false;
      }
      to.append(to.make_br_table(instr.op, instr.pos, labels));
      return true;
    }
    case Immediate::cast: {
      Cast cast = from.cast(instr);
      if (!move_label(cast.label, inside, left)) return false;
      to.append(to.make_cast(instr.op, instr.pos, cast));
      return true;
    }
    case Immediate::try_table: {
      TryTable table{from.block_type(instr), from.catches(instr)};
      for (Catch& clause : table.catches) {
        if (!move_label(clause.label, inside, left)) return false;
      }
      to.append(to.make_try_table(instr.op, instr.pos, std::move(table)));
      return true;
    }
    default: append_same(to, from, instr); return true;
  }
}

}  // namespace

std::vector<Part> parts_of(const Expr& body, const text::Arities& arities, std::uint32_t results) {
  const FoldedBody folded(body, arities, results);
  return PartFinder(folded, body).find(folded.first());
}

std::vector<Part> parts_of(const ValidModule& module, Index own, const text::Arities& arities) {
  const Func& func = module.module.funcs[own];
  const auto results = static_cast<std::uint32_t>(module.func_type(func.type).results.size());
  std::vector<Part> parts = parts_of(func.body, arities, results);
  ResultsOfAll types(*module.type_store);
  observe_validation(module, own, types);
  for (Part& part : parts) part.results = types.all.at(std::max(part.end, 1u) - 1);
  return parts;
}

void set_body(Module& module, Index own, Expr body) {
  module.funcs[own].body = std::move(body);
  module.branch_hints.erase(own);
  module.names.labels.erase(first_own(module)[IndexSpace::func] + own);
}

const FuncType* written_type(const Module& module, const Func& func) {
  const std::vector<const SubType*> types = own_types(module);
  const SubType* type = func.type < types.size() ? types[func.type] : nullptr;
  return type ? std::get_if<FuncType>(&type->comp) : nullptr;
}

void append_same(Expr& to, const Expr& from, const Instr& instr) {
  append_mapped(to, from, instr, [](FreeIndex free) { return free; });
}

Expr patched(const Expr& body, const std::vector<Patch>& patches) {
  Expr result;
  std::uint32_t index = 0;
  auto patch = patches.begin();
  for (const Instr instr : body) {
    if (patch != patches.end() && index == patch->begin) {
      for (const Instr each : patch->with) append_same(result, patch->with, each);
    }
    const bool is_replaced = patch != patches.end() && index >= patch->begin;
    if (!is_replaced) append_same(result, body, instr);
    if (is_replaced && index + 1 == patch->end) ++patch;
    ++index;
  }
  return result;
}

std::optional<Expr> cut(const Expr& body, std::uint32_t begin, std::uint32_t end, Index left) {
  Expr result;
  std::uint32_t index = 0;
  Index inside = 0;
  for (const Instr instr : body) {
    const bool is_in = index >= begin && index < end;
    ++index;
    if (!is_in) continue;
    // The label of `delegate` counts from outside of its block, and so do those of the clauses of `try_table`.
    if (is_closing(instr.op) && inside > 0) --inside;
    if (!append_moved(result, body, instr, inside, left)) return std::nullopt;
    if (is_opening(instr.op)) ++inside;
  }
  return result;
}

}  // namespace modlink::shrink
