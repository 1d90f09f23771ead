// Numbers: constants, offsets, limits, and how long segments are. spec: syntax/modules
#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "tools/shrink/body.h"
#include "tools/shrink/shrinker.h"

namespace modlink::shrink {

namespace {

// All expressions of a module, in an order of their own.
template <class F>
void for_each_expr(Module& module, F f) {
  for (Func& func : module.funcs) f(func.body);
  for (Global& global : module.globals) f(global.init);
  for (Table& table : module.tables) {
    if (table.init) f(*table.init);
  }
  for (ElemSegment& segment : module.elems) {
    f(segment.offset);
    if (auto* exprs = std::get_if<std::vector<Expr>>(&segment.init)) {
      for (Expr& expr : *exprs) f(expr);
    }
  }
  for (DataSegment& segment : module.datas) f(segment.offset);
}

bool is_zero(const V128& vector) { return vector == V128{}; }

// The number that an instruction has: of a constant, or an offset of an access. Nullopt if it has none.
std::optional<std::uint64_t> number_of(const Expr& expr, const Instr& instr) {
  switch (info(instr.op).immediate) {
    case Immediate::i32:
    case Immediate::i64:
    case Immediate::f32:
    case Immediate::f64: return instr.bits;
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: return expr.mem_arg(instr).offset;
    case Immediate::v128: return is_zero(expr.vector(instr)) ? 0 : 1;
    default: return std::nullopt;
  }
}

bool is_integer(Opcode op) {
  const Immediate immediate = info(op).immediate;
  return immediate != Immediate::f32 && immediate != Immediate::f64 && immediate != Immediate::v128;
}

void append_with(Expr& to, const Expr& from, Instr instr, std::uint64_t number) {
  switch (info(instr.op).immediate) {
    case Immediate::mem_arg:
    case Immediate::mem_arg_lane: {
      MemArg arg = from.mem_arg(instr);
      arg.offset = number;
      return to.append(to.make_mem_arg(instr.op, instr.pos, arg));
    }
    case Immediate::v128: return to.append(to.make_vector(instr.op, instr.pos, V128{}));
    default: instr.bits = number; return to.append(instr);
  }
}

// What a number is, and what it is to be: nullopt to leave it.
using Change = std::function<std::optional<std::uint64_t>(std::size_t number, std::uint64_t value, Opcode op)>;

// Numbers that are not 0, counted in the order of the expressions. False if nothing changes.
bool change_numbers(Module& module, const Change& change) {
  std::size_t count = 0;
  bool any = false;
  for_each_expr(module, [&](Expr& expr) {
    Expr result;
    bool changes = false;
    for (const Instr instr : expr) {
      const auto value = number_of(expr, instr);
      const auto other = value.value_or(0) != 0 ? change(count++, *value, instr.op) : std::nullopt;
      changes = changes || other;
      other ? append_with(result, expr, instr, *other) : append_same(result, expr, instr);
    }
    if (changes) expr = std::move(result);
    any = any || changes;
  });
  return any;
}

std::size_t count_numbers(const Module& module) {
  Module copy = module;
  std::size_t count = 0;
  change_numbers(copy, [&](std::size_t, std::uint64_t, Opcode) {
    ++count;
    return std::nullopt;
  });
  return count;
}

bool halve_number(Place& place, std::size_t which, const std::function<std::uint64_t(std::uint64_t)>& smaller) {
  return place.attempt([&](Module& module) {
    return change_numbers(module, [&](std::size_t number, std::uint64_t value, Opcode op) {
      const bool is_it = number == which && is_integer(op) && smaller(value) < value && smaller(value) != 0;
      return is_it ? std::optional(smaller(value)) : std::nullopt;
    });
  });
}

void shrink_constants(Place& place) {
  halve([&] { return count_numbers(place.module()); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            return change_numbers(module, [&](std::size_t number, std::uint64_t, Opcode) {
              return number >= first && number < last ? std::optional<std::uint64_t>(0) : std::nullopt;
            });
          });
        });
  for (std::size_t which = 0; which < count_numbers(place.module()); ++which) {
    if (halve_number(place, which, [](std::uint64_t) { return 1; })) continue;
    while (halve_number(place, which, [](std::uint64_t value) { return value / 2; })) {
    }
  }
}

// Smaller values of `member`, 0 first.
template <class Member>
void shrink_number(Place& place, const Member& member) {
  const auto attempt = [&](auto smaller) {
    return place.attempt([&](Module& module) {
      std::uint64_t& value = member(module);
      const std::uint64_t before = std::exchange(value, smaller(value));
      return value < before;
    });
  };
  if (attempt([](std::uint64_t) -> std::uint64_t { return 0; })) return;
  if (attempt([](std::uint64_t) -> std::uint64_t { return 1; })) return;
  while (attempt([](std::uint64_t value) -> std::uint64_t { return value / 2; })) {
  }
}

template <class Limited>
void shrink_limits(Place& place, std::vector<Limited> Module::*members) {
  for (std::size_t i = (place.module().*members).size(); i-- > 0;) {
    place.attempt(
        [&](Module& module) { return std::exchange((module.*members)[i].type.limits.max, std::nullopt).has_value(); });
    shrink_number(place, [&](Module& module) -> std::uint64_t& { return (module.*members)[i].type.limits.min; });
  }
}

void shrink_data(Place& place) {
  for (std::size_t i = place.module().datas.size(); i-- > 0;) {
    halve([&] { return place.module().datas[i].init.size(); },
          [&](std::size_t first, std::size_t last) {
            return place.attempt([&](Module& module) {
              const KeptBytes& init = module.datas[i].init;
              Bytes left(init.begin(), init.begin() + first);
              left.insert(left.end(), init.begin() + last, init.end());
              module.datas[i].init = KeptBytes(std::move(left));
              return true;
            });
          });
  }
}

void shrink_elems(Place& place) {
  const auto size = [](const ElemSegment& segment) {
    return std::visit([](const auto& items) { return items.size(); }, segment.init);
  };
  for (std::size_t i = place.module().elems.size(); i-- > 0;) {
    halve([&] { return size(place.module().elems[i]); },
          [&](std::size_t first, std::size_t last) {
            return place.attempt([&](Module& module) {
              std::visit(
                  [&](auto& items) {
                    items.erase(items.begin() + static_cast<std::ptrdiff_t>(first),
                                items.begin() + static_cast<std::ptrdiff_t>(last));
                  },
                  module.elems[i].init);
              return true;
            });
          });
  }
}

}  // namespace

void shrink_numbers(Place& place) {
  shrink_data(place);
  shrink_elems(place);
  shrink_limits(place, &Module::memories);
  shrink_limits(place, &Module::tables);
  shrink_constants(place);
}

}  // namespace modlink::shrink
