// What functions do: bodies, and parts of bodies, give way to the simplest that have their types. spec:
// syntax/instructions
#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "tools/shrink/body.h"
#include "tools/shrink/locals.h"
#include "tools/shrink/shrinker.h"
#include "tools/shrink/zero.h"
#include "wast/syntax/definitions.h"

namespace modlink::shrink {

namespace {

void replace_body(Module& module, Index own, Expr body) {
  set_body(module, own, std::move(body));
  module.funcs[own].locals.clear();
}

void make_unreachable(Place& place) {
  halve([&] { return place.module().funcs.size(); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            for (std::size_t i = first; i < last; ++i) replace_body(module, static_cast<Index>(i), unreachable_expr());
            return true;
          });
        });
}

std::optional<Expr> zeros(const ResultType& types) {
  Expr result;
  for (const ValType type : types) {
    if (!append_zero(result, type)) return std::nullopt;
  }
  return result;
}

void make_constant(Place& place) {
  halve([&] { return place.module().funcs.size(); },
        [&](std::size_t first, std::size_t last) {
          return place.attempt([&](Module& module) {
            for (std::size_t i = first; i < last; ++i) {
              const FuncType* type = written_type(module, module.funcs[i]);
              std::optional<Expr> body = type ? zeros(type->results) : std::nullopt;
              if (!body) return false;
              body->append(make_plain(Opcode::end, no_pos));
              replace_body(module, static_cast<Index>(i), std::move(*body));
            }
            return true;
          });
        });
}

// One function, as it is after the last attempt that was accepted.
class BodyShrinker {
 public:
  BodyShrinker(Place& place, Index own) : place_(place), own_(own) {}

  void run() {
    replace_levels();
    lift_parts();
    drop_locals();
  }

 private:
  bool exists() const { return own_ < place_.module().funcs.size(); }
  const Expr& body() const { return place_.module().funcs[own_].body; }

  std::vector<Part> parts() const {
    if (!exists()) return {};
    if (const ValidModule* valid = place_.valid()) return parts_of(*valid, own_, place_.arities());
    const FuncType* type = written_type(place_.module(), place_.module().funcs[own_]);
    return parts_of(body(), place_.arities(), type ? static_cast<std::uint32_t>(type->results.size()) : 0);
  }

  bool attempt(Expr body) {
    return place_.attempt([&](Module& module) {
      set_body(module, own_, std::move(body));
      return true;
    });
  }

  static Expr simplest(const Part& part) {
    std::optional<Expr> result = part.results ? zeros(*part.results) : std::nullopt;
    if (result) return std::move(*result);
    Expr trap;
    trap.append(make_plain(Opcode::unreachable, no_pos));
    return trap;
  }

  static std::vector<Part> at_depth(std::vector<Part> parts, std::uint32_t depth) {
    std::erase_if(parts, [depth](const Part& part) { return part.depth != depth; });
    return parts;
  }

  static std::uint32_t depth_of(const std::vector<Part>& parts) {
    std::uint32_t depth = 0;
    for (const Part& part : parts) depth = std::max(depth, part.depth + 1);
    return depth;
  }

  // Parts of a level, halves first, then those in what has stayed.
  void replace_levels() {
    for (std::uint32_t depth = 0; depth < depth_of(parts()); ++depth) {
      halve([&] { return at_depth(parts(), depth).size(); },
            [&](std::size_t first, std::size_t last) {
              const std::vector<Part> level = at_depth(parts(), depth);
              std::vector<Patch> patches;
              for (std::size_t i = first; i < last; ++i) {
                patches.push_back({level[i].begin, level[i].end, simplest(level[i])});
              }
              return attempt(patched(body(), patches));
            });
    }
  }

  // What a block has in it without the block; of an `if`, one of its arms.
  std::vector<std::optional<Expr>> contents(const Part& part) const {
    std::uint32_t index = 0;
    std::uint32_t depth = 0;
    std::uint32_t middle = 0;  // where its `else` is
    bool opens = false;
    for (const Instr instr : body()) {
      if (index == part.instr) opens = is_opening(instr.op);
      if (index > part.instr && index < part.end) {
        if (is_opening(instr.op)) ++depth;
        if (is_dividing(instr.op) && depth == 0 && middle == 0) middle = index;
        if (is_closing(instr.op) && depth > 0) --depth;
      }
      ++index;
    }
    if (!opens) return {};
    if (middle == 0) return {cut(body(), part.instr + 1, part.end - 1, 1)};
    return {cut(body(), part.instr + 1, middle, 1), cut(body(), middle + 1, part.end - 1, 1)};
  }

  bool try_instead(const Part& part, std::optional<Expr> with) {
    return with && attempt(patched(body(), {{part.begin, part.end, std::move(*with)}}));
  }

  // What takes the place of something without results has none.
  static void drop_results(Expr& inner, const Part& outer, const Part& part) {
    const bool has_to = outer.results && outer.results->empty() && part.results;
    for (std::size_t i = 0; has_to && i < part.results->size(); ++i) inner.append(make_plain(Opcode::drop, no_pos));
  }

  // A part goes, or gives way to what it has in it.
  bool lift(const std::vector<Part>& parts, std::size_t number) {
    const Part& part = parts[number];
    // Where the code is never reached nobody misses its results.
    if (try_instead(part, Expr())) return true;
    for (std::optional<Expr>& content : contents(part)) {
      if (try_instead(part, std::move(content))) return true;
    }
    for (std::size_t i = number + 1; i < parts.size() && parts[i].depth > part.depth; ++i) {
      if (parts[i].depth != part.depth + 1) continue;
      const Index left = parts[i].begin > part.instr ? 1 : 0;
      std::optional<Expr> inner = cut(body(), parts[i].begin, parts[i].end, left);
      if (inner) drop_results(*inner, part, parts[i]);
      if (try_instead(part, std::move(inner))) return true;
    }
    return false;
  }

  void lift_parts() {
    std::vector<Part> now = parts();
    for (std::size_t i = 0; i < now.size();) {
      if (lift(now, i)) {
        now = parts();
      } else {
        ++i;
      }
    }
  }

  // Those that no instruction names.
  void drop_locals() {
    if (!exists()) return;
    const FuncType* type = written_type(place_.module(), place_.module().funcs[own_]);
    if (!type) return;
    place_.attempt([own = own_, params = static_cast<Index>(type->params.size())](Module& module) {
      if (!drop_unused_locals(module.funcs[own], params)) return false;
      module.names.locals.erase(first_own(module)[IndexSpace::func] + own);
      return true;
    });
  }

  Place& place_;
  const Index own_;
};

}  // namespace

void shrink_bodies(Place& place) {
  make_unreachable(place);
  make_constant(place);
  for (auto own = static_cast<Index>(place.module().funcs.size()); own-- > 0;) BodyShrinker(place, own).run();
}

}  // namespace modlink::shrink
