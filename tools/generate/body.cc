// Random function bodies that end.
#include "tools/generate/body.h"

#include <fmt/format.h>

namespace modlink::generate {

namespace {

// Locals behind the parameters: two for values, and one that counts the rounds of the function's only loop.
constexpr unsigned value_locals = 2;

class BodyWriter {
 public:
  BodyWriter(Random& random, const Scope& scope, unsigned sig, unsigned level)
      : random_(random), scope_(scope), sig_(sig), level_(level) {}

  std::string write() {
    std::string body = "(local i32 i32 i32)";
    const unsigned count = 1 + random_.below(4);
    for (unsigned i = 0; i < count; ++i) body += " " + statement(2);
    if (sig_has_result(sig_)) body += " " + expression(3);
    return body;
  }

 private:
  std::vector<Item> items(ExternKind kind, Holds holds = Holds::plain) const {
    std::vector<Item> found;
    for (const Item& item : scope_.items) {
      if (item.shape->kind == kind && item.shape->holds == holds) found.push_back(item);
    }
    return found;
  }

  std::string local() { return fmt::format("{}", random_.below(sig_params(sig_) + value_locals)); }

  std::string constant() {
    static const std::vector<const char*> values = {"0", "1", "2", "7", "-1", "255", "65535", "0x7fffffff"};
    return fmt::format("(i32.const {})", random_.pick(values));
  }

  static std::string extended(const Item& memory, std::string number) {
    return memory.shape->is_wide ? fmt::format("(i64.extend_i32_u {})", number) : number;
  }

  static std::string narrowed(const Item& memory, std::string number) {
    return memory.shape->is_wide ? fmt::format("(i32.wrap_i64 {})", number) : number;
  }

  // Nearly always within the first page.
  std::string address(const Item& memory, unsigned depth) {
    if (random_.chance(4)) return extended(memory, expression(depth));
    return extended(memory, fmt::format("(i32.and {} (i32.const 0xff8))", expression(depth)));
  }

  // Nearly always within a table.
  std::string slot(unsigned depth) {
    return fmt::format("(i32.and {} (i32.const {}))", expression(depth), random_.chance(5) ? 31 : 7);
  }

  // A function of a lower level with or without a result; nothing if there is none, or after two calls.
  std::string call(bool result, unsigned depth) {
    if (calls_ == 0) return "";
    std::vector<Item> callable;
    for (const Item& item : items(ExternKind::func)) {
      if (item.shape->level < level_ && sig_has_result(item.shape->sig) == result) callable.push_back(item);
    }
    if (callable.empty()) return "";
    --calls_;
    const Item& callee = random_.pick(callable);
    return fmt::format("(call {}{})", callee.id, arguments(callee.shape->sig, depth));
  }

  std::string arguments(unsigned sig, unsigned depth) {
    std::string text;
    for (unsigned i = 0; i < sig_params(sig); ++i) text += " " + expression(depth);
    return text;
  }

  // Tables hold functions of level 0 only. Most are of signature 2.
  std::string call_indirect(unsigned depth) {
    const auto tables = items(ExternKind::table);
    if (tables.empty() || level_ == 0 || calls_ == 0) return "";
    --calls_;
    const unsigned sig = random_.chance(85) ? 2 : 3;
    return fmt::format("(call_indirect {} {}{} {})", random_.pick(tables).id, sig_text(sig), arguments(sig, depth),
                       slot(depth));
  }

  std::string leaf() { return random_.chance(50) ? constant() : fmt::format("(local.get {})", local()); }

  // The text, or a leaf where there is none.
  std::string or_leaf(const std::string& text) { return text.empty() ? leaf() : text; }

  std::string binary(unsigned depth) {
    static const std::vector<const char*> safe = {"add", "sub", "mul", "xor", "and", "or", "rotl", "shr_u", "lt_s"};
    static const std::vector<const char*> partial = {"div_s", "div_u", "rem_s", "rem_u"};
    const char* op = random_.pick(random_.chance(4) ? partial : safe);
    const std::string left = expression(depth);
    return fmt::format("(i32.{} {} {})", op, left, expression(depth));
  }

  std::string global_get() {
    const auto globals = items(ExternKind::global);
    return globals.empty() ? "" : fmt::format("(global.get {})", random_.pick(globals).id);
  }

  std::string load(unsigned depth) {
    const auto memories = items(ExternKind::memory);
    if (memories.empty()) return "";
    const Item memory = random_.pick(memories);
    if (random_.chance(10)) return narrowed(memory, fmt::format("(memory.size {})", memory.id));
    if (random_.chance(5)) {
      return narrowed(memory, fmt::format("(memory.grow {} {})", memory.id, extended(memory, "(i32.const 1)")));
    }
    const char* const op = random_.chance(50) ? "load" : "load8_s";
    return fmt::format("(i32.{} {} {})", op, memory.id, address(memory, depth));
  }

  std::string table_read(unsigned depth) {
    const auto tables = items(ExternKind::table);
    if (tables.empty()) return "";
    const std::string table = random_.pick(tables).id;
    if (random_.chance(30)) return fmt::format("(table.size {})", table);
    return fmt::format("(ref.is_null (table.get {} {}))", table, slot(depth));
  }

  // --- references that are no functions

  // A global or an element of a table that holds these, by the instruction that reads it; nothing if there is none.
  std::string reference(Holds holds, unsigned depth) {
    const auto globals = items(ExternKind::global, holds);
    const auto tables = items(ExternKind::table, holds);
    if (!globals.empty() && (tables.empty() || random_.chance(60)))
      return fmt::format("(global.get {})", random_.pick(globals).id);
    if (tables.empty()) return "";
    const std::string table = random_.pick(tables).id;
    return fmt::format("(table.get {} {})", table, slot(depth));
  }

  Holds choose_holds() { return random_.pick(std::vector{Holds::i31, Holds::structure, Holds::array}); }

  static std::string cast(const char* type, const std::string& ref) {
    return fmt::format("(ref.cast (ref null {}) {})", type, ref);
  }

  std::string element(unsigned depth) { return fmt::format("(i32.and {} (i32.const 1))", expression(depth)); }

  std::string object_read(unsigned depth) {
    const Holds holds = choose_holds();
    const std::string ref = reference(holds, depth);
    if (ref.empty()) return "";
    if (random_.chance(20)) return fmt::format("(ref.is_null {})", ref);
    if (random_.chance(30)) return fmt::format("(ref.eq {} {})", ref, reference(holds, depth));
    if (holds == Holds::i31) return fmt::format("(i31.get_s {})", ref);
    if (holds == Holds::array)
      return fmt::format("(array.get {} {} {})", array_type, cast(array_type, ref), element(depth));
    return fmt::format("(struct.get {0} {1} {2})", structure_type, random_.below(2), cast(structure_type, ref));
  }

  std::string new_object(Holds holds, unsigned depth) {
    const std::string first = expression(depth);
    if (holds == Holds::i31) return fmt::format("(ref.i31 {})", first);
    if (holds == Holds::array) return fmt::format("(array.new {} {} (i32.const 2))", array_type, first);
    return fmt::format("(struct.new {} {} {})", structure_type, first, expression(depth));
  }

  // Another object in a global or a table, or another content of one.
  std::string object_write(unsigned depth) {
    const Holds holds = choose_holds();
    std::vector<Item> places;
    for (const Item& item : items(ExternKind::global, holds)) {
      if (item.shape->mut) places.push_back(item);
    }
    for (const Item& item : items(ExternKind::table, holds)) places.push_back(item);
    if (holds == Holds::i31 || random_.chance(40)) {
      if (places.empty()) return "";
      const Item place = random_.pick(places);
      const bool is_global = place.shape->kind == ExternKind::global;
      const std::string at = is_global ? "" : " " + slot(depth);
      return fmt::format("({} {}{} {})", is_global ? "global.set" : "table.set", place.id, at,
                         new_object(holds, depth));
    }
    const std::string ref = reference(holds, depth);
    if (ref.empty()) return "";
    if (holds == Holds::structure)
      return fmt::format("(struct.set {} 0 {} {})", structure_type, cast(structure_type, ref), expression(depth));
    const std::string at = element(depth);
    return fmt::format("(array.set {} {} {} {})", array_type, cast(array_type, ref), at, expression(depth));
  }

  std::string expression(unsigned depth) {
    if (depth == 0) return leaf();
    --depth;
    switch (random_.below(10)) {
      case 0:
      case 1: return binary(depth);
      case 2: return or_leaf(global_get());
      case 3: return or_leaf(load(depth));
      case 4: return or_leaf(call(true, depth));
      case 5: return or_leaf(call_indirect(depth));
      case 6: return or_leaf(table_read(depth));
      case 7: return choice(depth);
      case 8: return or_leaf(object_read(depth));
      default: return leaf();
    }
  }

  std::string choice(unsigned depth) {
    const std::string condition = expression(depth);
    const std::string first = expression(depth);
    const std::string second = expression(depth);
    if (random_.chance(50)) return fmt::format("(select {} {} {})", first, second, condition);
    return fmt::format("(if (result i32) {} (then {}) (else {}))", condition, first, second);
  }

  std::string global_set(unsigned depth) {
    std::vector<Item> mutable_ones;
    for (const Item& item : items(ExternKind::global)) {
      if (item.shape->mut) mutable_ones.push_back(item);
    }
    if (mutable_ones.empty()) return "";
    return fmt::format("(global.set {} {})", random_.pick(mutable_ones).id, expression(depth));
  }

  std::string store(unsigned depth) {
    const auto memories = items(ExternKind::memory);
    if (memories.empty()) return "";
    const Item memory = random_.pick(memories);
    const std::string at = address(memory, depth);
    if (!scope_.datas.empty() && random_.chance(25)) {
      const std::string data = random_.pick(scope_.datas);
      return fmt::format("(memory.init {} {} {} (i32.const 2) (i32.const 4))", memory.id, data, at);
    }
    if (random_.chance(10)) {
      const Item from = random_.pick(memories);
      const std::string count = extended(memory.shape->is_wide ? from : memory, "(i32.const 9)");
      return fmt::format("(memory.copy {} {} {} {} {})", memory.id, from.id, at, extended(from, "(i32.const 16)"),
                         count);
    }
    const char* const op = random_.chance(50) ? "store" : "store8";
    return fmt::format("(i32.{} {} {} {})", op, memory.id, at, expression(depth));
  }

  std::string table_set(unsigned depth) {
    const auto tables = items(ExternKind::table);
    if (tables.empty()) return "";
    const std::string table = random_.pick(tables).id;
    const std::string ref = scope_.refs.empty() || random_.chance(15)
                                ? "(ref.null func)"
                                : fmt::format("(ref.func {})", random_.pick(scope_.refs));
    return fmt::format("(table.set {} {} {})", table, slot(depth), ref);
  }

  // Runs a statement up to five times.
  std::string loop(unsigned depth) {
    if (looped_) return "";
    looped_ = true;
    const unsigned counter = sig_params(sig_) + value_locals;
    const unsigned calls = std::exchange(calls_, 0);  // so that its cost stays bounded
    const std::string body = statement(depth);
    calls_ = calls;
    return fmt::format(
        "(local.set {0} (i32.const {1})) (loop {2} (br_if 0 (local.tee {0} (i32.sub (local.get {0}) (i32.const 1)))))",
        counter, 1 + random_.below(5), body);
  }

  std::string end_early(unsigned depth) {
    const auto tags = items(ExternKind::tag);
    const std::string condition = fmt::format("(i32.eq {} (i32.const 7))", expression(depth));
    if (!tags.empty() && random_.chance(40)) {
      return fmt::format("(if {} (then (throw {} {})))", condition, random_.pick(tags).id, leaf());
    }
    if (random_.chance(40)) return fmt::format("(if {} (then (unreachable)))", condition);
    return fmt::format("(if {} (then (return{})))", condition, sig_has_result(sig_) ? " " + leaf() : "");
  }

  // What a thrown exception carries, or else nothing.
  std::string catching(unsigned depth) {
    const auto tags = items(ExternKind::tag);
    std::string body = call(false, depth);
    if (tags.empty() || body.empty()) return body;
    return fmt::format("(local.set 0 (block $caught (result i32) (try_table (catch {} $caught) {}) (i32.const 3)))",
                       random_.pick(tags).id, body);
  }

  std::string statement(unsigned depth) {
    std::string text;
    const unsigned below = depth == 0 ? 0 : depth - 1;
    switch (random_.below(9)) {
      case 0: text = global_set(below); break;
      case 1: text = store(below); break;
      case 2: text = table_set(below); break;
      case 3: text = loop(below); break;
      case 4: text = random_.chance(30) ? end_early(below) : ""; break;
      case 5: text = catching(below); break;
      case 6:
        if (!scope_.datas.empty() && random_.chance(30))
          text = fmt::format("(data.drop {})", random_.pick(scope_.datas));
        break;
      case 7: text = object_write(below); break;
      default: break;
    }
    return text.empty() ? fmt::format("(local.set {} {})", local(), expression(depth)) : text;
  }

  Random& random_;
  const Scope& scope_;
  unsigned sig_;
  unsigned level_;
  unsigned calls_ = 2;  // still allowed
  bool looped_ = false;
};

}  // namespace

std::string generate_body(Random& random, const Scope& scope, unsigned sig, unsigned level) {
  return BodyWriter(random, scope, sig, level).write();
}

}  // namespace modlink::generate
