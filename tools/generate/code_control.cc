// Function bodies: control, calls and statements. spec: valid/instructions, Control Instructions
#include <fmt/format.h>

#include <utility>

#include "tools/generate/code.h"
#include "wast/syntax/type_tables.h"

namespace modlink::generate {

// --- blocks

// A block with what is in it; `branch` is what its label takes.
std::string Code::in_block(const char* keyword, const std::string& type, ResultType branch, const Inside& inside) {
  std::string label = fmt::format("$l{}", next_label_++);
  labels_.push_back({label, std::move(branch)});
  std::string text = fmt::format("({} {}{}{})", keyword, label, type, inside(label));
  labels_.pop_back();
  return text;
}

std::string Code::block(ValType type) {
  if (random_.chance(50)) {
    return in_block("block", result(type), {type}, [&](const std::string&) { return statements_and(type, 2); });
  }
  const std::string test = expr(ValKind::i32);
  return in_block("if", result(type), {type}, [&](const std::string&) {
    const std::string then = statements_and(type, 1);
    return fmt::format(" {} (then{}) (else{})", test, then, statements_and(type, 1));
  });
}

std::string Code::statements_and(ValType type, unsigned most) {
  const std::string first = statements(most);
  return fmt::format("{} {}", first, expr(type));
}

std::string Code::choice(ValType type) {
  const bool plain = !type.is_ref() && random_.chance(60);
  if (!plain && !has(Feature::reference_types)) return "";
  const std::string first = expr(type);
  const std::string second = expr(type);
  return fmt::format("(select{} {} {} {})", plain ? "" : " " + result(type).substr(1), first, second,
                     expr(ValKind::i32));
}

// One with several values in and out.
std::string Code::wide_block() {
  if (!has(Feature::multi_value)) return "";
  const FuncType type{types_.choose_values(random_, 2), types_.choose_values(random_, 3)};
  const std::string operands = exprs(type.params);
  const std::string inner = in_block("block", types_.text(type), type.results, [&](const std::string&) {
    const std::string taken = take(type.params);
    const std::string between = statements(2);
    return taken + between + exprs(type.results);
  });
  return fmt::format("{} {}{}", operands, inner, take(type.results));
}

// Rounds as long as there is fuel: a counter falls, but what is in it may jump back too.
std::string Code::loop() {
  const std::size_t counter = func_.params.size();
  return in_block("block", "", {}, [&](const std::string& out) {
    const std::string first = fmt::format(" (local.set {} (i32.const {}))", counter, 1 + random_.below(6));
    return first + " " + in_block("loop", "", {}, [&](const std::string& again) {
             const std::string body = statements(3);
             return fmt::format(
                 " (br_if {0} (i32.eqz (global.get {1}))) (global.set {1} (i32.sub (global.get {1}) (i32.const 1))){2}"
                 " (br_if {3} (i32.gt_s (local.tee {4} (i32.sub (local.get {4}) (i32.const 1))) (i32.const 0)))",
                 out, stock_.fuel, body, again, counter);
           });
  });
}

// --- branches

// To a label, or to the number that it has here; the last one is that of the function.
std::string Code::branch(const Label& label, std::size_t index) {
  if (label.id.empty() || random_.chance(30)) return std::to_string(labels_.size() - 1 - index);
  return label.id;
}

// Out of here.
std::string Code::leave() {
  switch (random_.below(6)) {
    case 0: return fmt::format("(return{})", exprs(func_.results));
    case 1: return random_.chance(15) ? "(unreachable)" : "(nop)";
    case 2: return tail_call();
    case 3: return branch_table();
    default: break;
  }
  if (labels_.empty() || random_.chance(10)) return fmt::format("(br {}{})", labels_.size(), exprs(func_.results));
  const std::size_t index = random_.below(labels_.size());
  const Label label = labels_[index];
  const std::string values = exprs(label.types);
  return fmt::format("(br {}{})", branch(label, index), values);
}

std::string Code::branch_table() {
  if (labels_.empty()) return "";
  const ResultType types = random_.pick(labels_).types;
  std::string targets;
  const unsigned entries = 1 + random_.below(4);
  for (unsigned i = 0; i < entries; ++i) {
    std::vector<std::size_t> same;
    for (std::size_t at = 0; at < labels_.size(); ++at) {
      if (labels_[at].types == types) same.push_back(at);
    }
    const std::size_t index = random_.pick(same);
    targets += " " + branch(labels_[index], index);
  }
  const std::string values = exprs(types);
  return fmt::format("(br_table{}{} {})", targets, values, count(false, 3));
}

// A value that goes along if it is so.
std::string Code::conditional_branch(ValType type) {
  std::vector<std::size_t> fitting;
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const ResultType& types = labels_[i].types;
    if (types.size() == 1 && types_.matches(types[0], type)) fitting.push_back(i);
  }
  if (fitting.empty()) return "";
  const std::size_t index = random_.pick(fitting);
  const std::string value = expr(labels_[index].types[0]);
  const std::string test = expr(ValKind::i32);
  return fmt::format("(br_if {} {} {})", branch(labels_[index], index), value, test);
}

// Its `if` has a label too.
std::string Code::condition(const std::function<std::string()>& inside) {
  const std::string test = random_.chance(50) ? expr(ValKind::i32) : fmt::format("(i32.eqz {})", expr(ValKind::i32));
  labels_.push_back({});
  const std::string then = inside();
  labels_.pop_back();
  return then.empty() ? "" : fmt::format("(if {} (then {}))", test, then);
}

// --- calls

std::string Code::called(const FuncItem& func, bool returns) {
  const std::string prefix = returns ? "return_" : "";
  const std::string args = exprs(func.type.params);
  if (func.defined && random_.chance(35) && has(Feature::function_references)) {
    const std::string& type = types_[*func.defined].id;
    return fmt::format("({}call_ref {}{} {})", prefix, type, args,
                       expr(RefType{random_.chance(10), {HeapKind::type_index, *func.defined}}));
  }
  if (func.defined && random_.chance(50)) {
    for (const TableItem& table : stock_.tables) {
      if (types_.top(table.elem.heap) != HeapKind::func) continue;
      std::vector<std::size_t> slots;
      for (std::size_t i = 0; i < table.funcs.size(); ++i) {
        if (table.funcs[i] == func.defined) slots.push_back(i);
      }
      if (slots.empty() && !random_.chance(10)) continue;
      const std::string at =
          slots.empty() ? slot(table) : number_of(table.is_wide, static_cast<unsigned>(random_.pick(slots)));
      const std::string name = has(Feature::reference_types) ? table.id + " " : "";
      return fmt::format("({}call_indirect {}(type {}){} {})", prefix, name, types_[*func.defined].id, args, at);
    }
  }
  return fmt::format("({}call {}{})", prefix, func.id, args);
}

std::string Code::call(ValType type) {
  const FuncItem* func = find(stock_.funcs, [&](const FuncItem& item) {
    return item.type.results.size() == 1 && types_.matches(item.type.results[0], type);
  });
  return func ? called(*func, false) : "";
}

std::string Code::call_statement() {
  if (stock_.funcs.empty()) return "";
  const FuncItem& func = random_.pick(stock_.funcs);
  const std::string text = called(func, false);
  return text + take(func.type.results);
}

// Or a plain return.
std::string Code::tail_call() {
  const FuncItem* func = find(stock_.funcs, [&](const FuncItem& item) {
    if (item.type.results.size() != func_.results.size()) return false;
    for (std::size_t i = 0; i < func_.results.size(); ++i) {
      if (!types_.matches(item.type.results[i], func_.results[i])) return false;
    }
    return true;
  });
  if (!func || !has(Feature::tail_call)) return fmt::format("(return{})", exprs(func_.results));
  return called(*func, true);
}

// --- exceptions

std::string Code::thrown() {
  if (stock_.tags.empty()) return "";
  if (!stock_.legacy && typed() && random_.chance(30))
    return fmt::format("(throw_ref {})", expr(RefType{random_.chance(10), {HeapKind::exn, 0}}));
  const TagItem& tag = random_.pick(stock_.tags);
  return fmt::format("(throw {}{})", tag.id, exprs(tag.params));
}

// What may throw.
std::string Code::failing() {
  return random_.chance(50) ? condition([&] { return thrown(); }) : call_statement();
}

// Clauses of any kinds, each to a block of its own around the `try_table`.
std::string Code::handled() {
  if (stock_.tags.empty()) return "";
  if (stock_.legacy) return legacy_try();
  const TagItem& tag = random_.pick(stock_.tags);
  const bool all = random_.chance(40);
  const bool with_ref = typed() && random_.chance(40);
  ResultType given = all ? ResultType() : tag.params;
  if (with_ref) given.push_back(RefType{false, {HeapKind::exn, 0}});
  if (given.size() > 1 && !has(Feature::multi_value)) return "";
  const std::string inner = in_block("block", types_.text("result", given), given, [&](const std::string& label) {
    std::string clauses =
        fmt::format(" (catch{}{} {})", all ? "_all" : "", with_ref ? "_ref" : "", all ? label : tag.id + " " + label);
    if (given.empty() && !all && random_.chance(50)) clauses += fmt::format(" (catch_all {})", label);
    const std::string guarded = in_block("try_table", clauses, {}, [&](const std::string&) {
      const std::string body = statements(3);
      return body + " " + failing();
    });
    return fmt::format(" {}{}", guarded, leaves(given));
  });
  return inner + take(given);
}

std::string Code::legacy_try() {
  const std::string label = fmt::format("$l{}", next_label_++);
  labels_.push_back({label, {}});
  std::string body = statements(2);
  body += " " + failing();
  std::string rest;
  if (random_.chance(25)) {
    labels_.pop_back();
    const std::size_t depth = random_.below(labels_.size() + 1);
    return fmt::format("(try {} (do{}) (delegate {}))", label, body, depth);
  }
  if (random_.chance(70)) {
    const TagItem& tag = random_.pick(stock_.tags);
    const std::string taken = take(tag.params);
    rest += fmt::format(" (catch {}{}{})", tag.id, taken, statements(1));
  }
  if (rest.empty() || random_.chance(40)) {
    const std::string again = random_.chance(30) ? condition([&] { return fmt::format("(rethrow {})", label); }) : "";
    rest += fmt::format(" (catch_all{} {})", statements(1), again);
  }
  labels_.pop_back();
  return fmt::format("(try {} (do{}){})", label, body, rest);
}

// --- statements

std::string Code::assignment() {
  if (random_.chance(50)) {
    const auto* global = find(stock_.globals, [](const GlobalItem& item) { return item.mut; });
    if (global) return fmt::format("(global.set {} {})", global->id, expr(global->type));
  }
  const std::size_t at = random_.below(locals_.size());
  return fmt::format("(local.set {} {})", at, expr(locals_[at]));
}

// What is copied, and what the table of instructions says.
std::string Code::bulk() {
  if (random_.chance(70)) return applied(random_.pick(operators_.giving_nothing()));
  if (!operators_.giving_two().empty() && random_.chance(40)) {
    const Opcode op = random_.pick(operators_.giving_two());
    const std::string text = applied(op);
    return text + take({ValKind::i64, ValKind::i64});
  }
  if (stock_.memories.empty() || !has(Feature::bulk_memory_opt)) return "";
  const MemoryItem& to = random_.pick(stock_.memories);
  const MemoryItem& from = random_.pick(stock_.memories);
  const std::string at = address(to, false);
  const std::string source = address(from, false);
  const std::string names = stock_.memories.size() > 1 ? fmt::format(" {} {}", to.id, from.id) : "";
  return fmt::format("(memory.copy{} {} {} {})", names, at, source, count(to.is_wide && from.is_wide, 31));
}

std::string Code::dropped() { return fmt::format("(drop {})", expr(types_.choose_value(random_, false))); }

std::string Code::statement() {
  if (depth_ == 0 || budget_ <= 0) return assignment();
  --depth_;
  --budget_;
  std::string text;
  switch (random_.below(22)) {
    case 0:
    case 1:
    case 2: text = bulk(); break;
    case 3:
    case 4: text = dropped(); break;
    case 5: text = loop(); break;
    case 6: text = condition([&] { return leave(); }); break;
    case 7: text = condition([&] { return thrown(); }); break;
    case 8:
    case 9: text = handled(); break;
    case 10: text = wide_block(); break;
    case 11: text = call_statement(); break;
    case 12: text = write_field(); break;
    case 13: text = write_array(); break;
    case 14: text = copy_array(); break;
    case 15: text = init_array(); break;
    case 16: text = table_write(); break;
    case 17: text = table_copy(); break;
    case 18: text = condition([&] { return statements(2); }); break;
    default: break;
  }
  ++depth_;
  return text.empty() ? assignment() : text;
}

std::string Code::statements(unsigned most) {
  std::string text;
  const unsigned count = random_.below(most + 1);
  for (unsigned i = 0; i < count; ++i) text += " " + statement();
  return text;
}

}  // namespace modlink::generate
