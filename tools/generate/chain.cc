// Random core modules that import from each other.
#include "tools/generate/chain.h"

#include <fmt/format.h>

#include "tools/generate/core_writer.h"

namespace modlink::generate {

namespace {

constexpr unsigned most_modules = 5;

// What a module exports, and whether another one imported it before it was there.
struct Promise {
  std::string name;
  Shape shape;
  unsigned slot = 0;
  bool is_called_early = false;
};
// A function that calls a promise of a later module.
struct Relay {
  std::string name;
  std::size_t to = 0;  // which module that is
};
struct Plan {
  std::string name;
  std::vector<Promise> promises;  // functions
  std::vector<Relay> relays;
  std::vector<Member> exports;  // the promises and all else but relays, once it is written
};

// The parameters, as arguments.
std::string passed_on(unsigned sig) {
  std::string args;
  for (unsigned i = 0; i < sig_params(sig); ++i) args += fmt::format(" (local.get {})", i);
  return args;
}

class ChainWriter : CoreWriter {
 public:
  ChainWriter(Graph& graph, std::vector<Plan>& plans, std::size_t own)
      : CoreWriter(graph, 0), plans_(plans), own_(own) {}

  std::string write() {
    write_types();
    for (std::size_t i = 0; i < own_; ++i) import_from(plans_[i], i + 1 == own_);
    for (std::size_t i = own_; i < plans_.size(); ++i) import_early(i);
    write_state();
    std::vector<std::string> promised;
    for (const Promise& promise : plans_[own_].promises) promised.push_back(write_promise(promise.shape));
    write_doubts();
    write_relays();
    write_functions();
    write_segments();
    for (std::size_t i = 0; i < promised.size(); ++i) write_export(plans_[own_].promises[i].name, promised[i]);
    write_exports();
    return fmt::format("(module{})\n", text());
  }

 private:
  // Something at least of the one before it, so that none of them has to come earlier than it is given.
  void import_from(const Plan& plan, bool is_before) {
    for (const Member& member : plan.exports) {
      const bool is_needed = is_before && &member == &plan.exports.front();
      if (!is_needed && !random_.chance(30)) continue;
      write_import(plan.name, member.name, generalise(graph_, member.shape));
      // Once more, so that one of the types matches the other (D8).
      if (random_.chance(10)) write_import(plan.name, member.name, member.shape);
    }
    for (const Relay& relay : plan.relays) {
      if (relay.to >= own_ || !random_.chance(50)) continue;
      write_import(plan.name, relay.name, make_shape({}));
      start_ += fmt::format(" (call {})", scope_.items.back().id);
      scope_.items.pop_back();  // so that nothing else calls it, and all calls end
    }
  }

  // Level 0 may stand in tables, from where it would be called before it is there in ways that engines word
  // differently.
  void import_early(std::size_t index) {
    Plan& plan = plans_[index];
    for (Promise& promise : plan.promises) {
      if (!random_.chance(30)) continue;
      promise.is_called_early = true;
      write_import(plan.name, promise.name, make_shape(promise.shape));
      early_.push_back({scope_.items.back(), index});
    }
  }

  // Some call what others promise before they do anything else: so what is there leads to what is not.
  std::string write_promise(const Shape& shape) {
    std::string inner = write_function(shape);
    std::vector<Item> lower;
    for (const Early& early : early_) {
      if (early.item.shape->level < shape.level) lower.push_back(early.item);
    }
    if (lower.empty() || !random_.chance(30)) return inner;
    const std::string call = call_of(random_.pick(lower));
    std::string id = graph_.fresh("f");
    line(fmt::format("(func {} {} {} (call {}{}))", id, sig_text(shape.sig), call, inner, passed_on(shape.sig)));
    add(id, make_shape(shape));
    return id;
  }

  void write_relays() {
    std::vector<Relay>& relays = plans_[own_].relays;
    for (const Early& early : early_) {
      if (!random_.chance(40)) continue;
      const std::string name = fmt::format("{} relay {}", plans_[own_].name, relays.size());
      const std::string call = call_of(early.item);
      line(fmt::format("(func (export \"{}\") {})", name, call));
      relays.push_back({name, early.from});
    }
  }

  // What the start function could call is imported early; it nearly always does not, so that the rest comes to be.
  void write_doubts() {
    if (early_.empty() || random_.chance(30)) return;
    for (const Early& early : early_) {
      const std::string call = call_of(early.item);
      start_ += fmt::format(" (if (i32.const {}) (then {}))", random_.chance(6) ? 1 : 0, call);
    }
  }

  // A call that leaves nothing.
  std::string call_of(const Item& early) {
    const std::string call = call_with_result_of(early);
    return sig_has_result(early.shape->sig) ? fmt::format("(drop {})", call) : call;
  }

  // Directly, or through a table.
  std::string call_with_result_of(const Item& early) {
    const unsigned sig = early.shape->sig;
    std::string args;
    for (unsigned i = 0; i < sig_params(sig); ++i) args += " (i32.const 7)";
    if (random_.chance(70)) return fmt::format("(call {}{})", early.id, args);
    const std::string func = graph_.fresh("f"), table = graph_.fresh("t");
    line(fmt::format("(func {} {} (call {}{}))", func, sig_text(sig), early.id, passed_on(sig)));
    line(fmt::format("(table {} funcref (elem {}))", table, func));
    return fmt::format("(call_indirect {} {}{} (i32.const 0))", table, sig_text(sig), args);
  }

  void write_import(const std::string& module, const std::string& name, const ShapePtr& shape) {
    const std::string id = graph_.fresh("i");
    line(fmt::format("(import \"{}\" \"{}\" {})", module, name, describe(*shape, id)));
    add(id, shape);
  }

  void write_export(const std::string& name, const std::string& id) {
    for (const Item& item : scope_.items) {
      if (item.id != id) continue;
      line(fmt::format("(export \"{}\" ({} {}))", name, to_string(item.shape->kind), id));
      plans_[own_].exports.push_back({name, item.shape});
    }
  }

  void write_exports() {
    const std::size_t count = scope_.items.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (random_.chance(50)) write_export(fmt::format("{} {}", plans_[own_].name, i), scope_.items[i].id);
    }
  }

  std::vector<Plan>& plans_;
  std::size_t own_;
  struct Early {
    Item item;
    std::size_t from = 0;  // which module it is of
  };
  std::vector<Early> early_;
};

std::vector<Plan> make_plans(Graph& graph) {
  std::vector<Plan> plans(2 + graph.random.below(most_modules - 1));
  for (std::size_t i = 0; i < plans.size(); ++i) {
    plans[i].name = fmt::format("m{}", i);
    const unsigned count = 1 + graph.random.below(3);
    for (unsigned j = 0; j < count; ++j) {
      Shape shape;
      shape.level = 1 + graph.random.below(max_level);
      shape.sig = graph.random.below(sig_count);
      plans[i].promises.push_back({fmt::format("{} later {}", plans[i].name, j), shape});
    }
  }
  return plans;
}

std::string calling_slot(const Promise& promise) {
  const char* const sig = sig_text(promise.shape.sig);
  return fmt::format("\n  (func (export \"{}\") {} (call_indirect {}{} (i32.const {})))", promise.name, sig, sig,
                     passed_on(promise.shape.sig), promise.slot);
}

std::string filling_slots(const Plan& plan, unsigned slots) {
  std::string imports, segments;
  for (const Promise& promise : plan.promises) {
    if (!promise.is_called_early) continue;
    imports += fmt::format("\n  (import \"{}\" \"{}\" (func $s{} {}))", plan.name, promise.name, promise.slot,
                           sig_text(promise.shape.sig));
    segments += fmt::format("\n  (elem (i32.const {0}) func $s{0})", promise.slot);
  }
  if (imports.empty()) return "";
  return fmt::format("(module{}\n  (import \"slots\" \"slots\" (table {} funcref)){})\n", imports, slots, segments);
}

}  // namespace

Chain generate_chain(std::uint64_t seed) {
  Graph graph{Random(seed)};
  graph.tags = graph.random.chance(30);
  graph.objects = graph.random.chance(25);
  graph.wide = graph.random.chance(25);
  std::vector<Plan> plans = make_plans(graph);
  Chain chain;
  for (std::size_t i = 0; i < plans.size(); ++i)
    chain.modules.push_back({plans[i].name, ChainWriter(graph, plans, i).write()});
  std::string slots;
  unsigned count = 0;
  for (Plan& plan : plans) {
    for (Promise& promise : plan.promises) {
      if (!promise.is_called_early) continue;
      promise.slot = count++;
      slots += calling_slot(promise);
    }
  }
  chain.in_turn.push_back(
      {"slots", fmt::format("(module\n  (table (export \"slots\") {} funcref){})\n", count, slots)});
  for (std::size_t i = 0; i < plans.size(); ++i) {
    chain.in_turn.push_back(chain.modules[i]);
    if (std::string filling = filling_slots(plans[i], count); !filling.empty())
      chain.in_turn.push_back({"", std::move(filling)});
  }
  return chain;
}

}  // namespace modlink::generate
