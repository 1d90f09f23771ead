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
      : random_(random), scope_(scope), sig_(sig), level_(level), calls_(2) {}

  std::string write() {
    std::string body = "(local i32 i32 i32)";
    const unsigned count = 1 + random_.below(4);
    for (unsigned i = 0; i < count; ++i) body += " " + statement(2);
    if (sig_has_result(sig_)) body += " " + expression(3);
    return body;
  }

 private:
  std::vector<Item> items(ExternKind kind) const {
    std::vector<Item> found;
    for (const Item& item : scope_.items) {
      if (item.shape->kind == kind) found.push_back(item);
    }
    return found;
  }

  std::string local() { return fmt::format("{}", random_.below(sig_params(sig_) + value_locals)); }

  std::string constant() {
    static const std::vector<const char*> values = {"0", "1", "2", "7", "-1", "255", "65535", "0x7fffffff"};
    return fmt::format("(i32.const {})", random_.pick(values));
  }

  // Nearly always within the first page.
  std::string address(unsigned depth) {
    if (random_.chance(4)) return expression(depth);
    return fmt::format("(i32.and {} (i32.const 0xff8))", expression(depth));
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
  std::string or_leaf(std::string text) { return text.empty() ? leaf() : text; }

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
    const std::string memory = random_.pick(memories).id;
    if (random_.chance(10)) return fmt::format("(memory.size {})", memory);
    if (random_.chance(5)) return fmt::format("(memory.grow {} (i32.const 1))", memory);
    return fmt::format("(i32.{} {} {})", random_.chance(50) ? "load" : "load8_s", memory, address(depth));
  }

  std::string table_read(unsigned depth) {
    const auto tables = items(ExternKind::table);
    if (tables.empty()) return "";
    const std::string table = random_.pick(tables).id;
    if (random_.chance(30)) return fmt::format("(table.size {})", table);
    return fmt::format("(ref.is_null (table.get {} {}))", table, slot(depth));
  }

  std::string expression(unsigned depth) {
    if (depth == 0) return leaf();
    --depth;
    switch (random_.below(9)) {
      case 0:
      case 1: return binary(depth);
      case 2: return or_leaf(global_get());
      case 3: return or_leaf(load(depth));
      case 4: return or_leaf(call(true, depth));
      case 5: return or_leaf(call_indirect(depth));
      case 6: return or_leaf(table_read(depth));
      case 7: return choice(depth);
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
    const std::string memory = random_.pick(memories).id;
    const std::string at = address(depth);
    if (!scope_.datas.empty() && random_.chance(15)) {
      return fmt::format("(memory.init {} {} {} (i32.const 2) (i32.const 4))", memory, random_.pick(scope_.datas), at);
    }
    if (random_.chance(10)) {
      return fmt::format("(memory.copy {} {} {} (i32.const 16) (i32.const 9))", memory, random_.pick(memories).id, at);
    }
    return fmt::format("(i32.{} {} {} {})", random_.chance(50) ? "store" : "store8", memory, at, expression(depth));
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
    const std::string body = call(false, depth);
    if (tags.empty() || body.empty()) return body;
    return fmt::format("(local.set 0 (block $caught (result i32) (try_table (catch {} $caught) {}) (i32.const 3)))",
                       random_.pick(tags).id, body);
  }

  std::string statement(unsigned depth) {
    std::string text;
    const unsigned below = depth == 0 ? 0 : depth - 1;
    switch (random_.below(8)) {
      case 0: text = global_set(below); break;
      case 1: text = store(below); break;
      case 2: text = table_set(below); break;
      case 3: text = loop(below); break;
      case 4: text = random_.chance(30) ? end_early(below) : ""; break;
      case 5: text = catching(below); break;
      case 6:
        if (!scope_.datas.empty() && random_.chance(20))
          text = fmt::format("(data.drop {})", random_.pick(scope_.datas));
        break;
      default: break;
    }
    return text.empty() ? fmt::format("(local.set {} {})", local(), expression(depth)) : text;
  }

  Random& random_;
  const Scope& scope_;
  unsigned sig_;
  unsigned level_;
  unsigned calls_;  // still allowed
  bool looped_ = false;
};

}  // namespace

std::string generate_body(Random& random, const Scope& scope, unsigned sig, unsigned level) {
  return BodyWriter(random, scope, sig, level).write();
}

}  // namespace modlink::generate
