// Which functions calls through tables can reach. spec: exec/instructions, `call_indirect`; Subtyping of types
#include "rewrite/table_calls.h"

#include <string>

#include "wast/syntax/definitions.h"

namespace modlink::rewrite {

namespace {

// Types that differ only in the types they name by index look the same.
void append_shape(std::string& shape, const ResultType& types) {
  for (const ValType& type : types) {
    shape += static_cast<char>(type.kind);
    if (!type.is_ref()) continue;
    shape += type.nullable ? '?' : '!';
    shape += static_cast<char>(type.heap_kind);
  }
}

std::string shape_of(const SubType* type) {
  std::string shape;
  const auto* func = type ? std::get_if<FuncType>(&type->comp) : nullptr;
  if (!func) return shape;
  append_shape(shape, func->params);
  shape += '\xff';
  append_shape(shape, func->results);
  return shape;
}

}  // namespace

TableCalls::TableCalls(const Module& module, std::size_t tables) : types_(own_types(module)), tables_(tables) {
  std::unordered_map<std::string, Index> known;
  for (const SubType* type : types_) {
    shapes_.push_back(known.try_emplace(shape_of(type), static_cast<Index>(known.size())).first->second);
  }
}

// A type matches those from which it is derived.
std::vector<Index> TableCalls::put(Index table, Index func, Index type) {
  State& state = tables_[table];
  if (state.is_open) return {func};
  std::vector<Index> shapes;
  for (bool is_last = false; !is_last;) {
    shapes.push_back(shapes_[type]);
    if (state.called.count(shapes_[type])) return {func};
    is_last = types_[type]->supers.empty();
    if (!is_last) type = types_[type]->supers.front().index;
  }
  for (const Index shape : shapes) state.waiting[shape].push_back(func);
  return {};
}

std::vector<Index> TableCalls::call(Index table, Index type) {
  State& state = tables_[table];
  const Index shape = shapes_[type];
  if (state.is_open || !state.called.insert(shape).second) return {};
  return std::exchange(state.waiting[shape], {});
}

std::vector<Index> TableCalls::open(Index table) {
  State& state = tables_[table];
  state.is_open = true;
  std::vector<Index> result;
  for (const auto& [shape, funcs] : std::exchange(state.waiting, {})) {
    result.insert(result.end(), funcs.begin(), funcs.end());
  }
  return result;
}

}  // namespace modlink::rewrite
