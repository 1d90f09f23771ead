// The observer of executions that counts what they reach.
#include "tools/coverage/collector.h"

#include <algorithm>

#include "wast/syntax/identifiers.h"

namespace modlink::reach {

namespace {

// How many ways an instruction may go on; 0 if there is but one, or if it never does.
std::size_t count_ways(const Expr& body, const Instr& instr) {
  switch (instr.op) {
    case Opcode::if_:
    case Opcode::br_if:
    case Opcode::br_on_null:
    case Opcode::br_on_non_null:
    case Opcode::br_on_cast:
    case Opcode::br_on_cast_fail: return 2;
    case Opcode::br_table: return body.labels(instr).size();
    default: return 0;
  }
}

bool is_cast(Opcode op) { return op == Opcode::br_on_cast || op == Opcode::br_on_cast_fail; }

// By what it is about to take: of those that look at types nothing is known yet.
std::size_t way_of(Opcode op, const Value& value, std::size_t ways) {
  switch (op) {
    case Opcode::br_table: return std::min<std::size_t>(static_cast<std::uint32_t>(value.low), ways - 1);
    case Opcode::br_on_null: return value.as_ref().is_null() ? 0 : 1;
    case Opcode::br_on_non_null: return value.as_ref().is_null() ? 1 : 0;
    default: return static_cast<std::uint32_t>(value.low) != 0 ? 0 : 1;
  }
}

}  // namespace

// Of a function that was called.
struct Collector::FuncCounts {
  std::uint64_t calls = 0;
  std::vector<std::uint64_t> counts;                         // by the instruction's number
  std::map<std::uint32_t, std::vector<std::uint64_t>> ways;  // of the instructions that have several
  std::optional<std::uint32_t> cast;                         // one that has just been executed
  std::size_t cast_depth = 0;

  explicit FuncCounts(const Expr& body) {
    for (const Instr instr : body.instrs()) {
      const std::size_t count = count_ways(body, instr);
      if (count > 0) ways.emplace(static_cast<std::uint32_t>(counts.size()), std::vector<std::uint64_t>(count));
      counts.push_back(0);
    }
  }
};

struct Collector::ModuleCounts {
  ValidModulePtr code;
  std::vector<std::unique_ptr<FuncCounts>> funcs;  // null: never called
};

Collector::Collector() = default;
Collector::~Collector() = default;

void Collector::add_module(const ValidModulePtr& root) {
  std::vector<ValidModulePtr> todo{root};
  while (!todo.empty()) {
    const ValidModulePtr code = todo.back();
    todo.pop_back();
    auto& counts = modules_[code.get()];
    if (counts) continue;
    counts = std::make_unique<ModuleCounts>();
    counts->code = code;
    in_order_.push_back(counts.get());
    counts->funcs.resize(code->module.funcs.size());
    for (const NestedModuleStep& step : steps_of<NestedModuleStep>(code->steps)) todo.push_back(step.code);
  }
}

bool Collector::instantiating(const InstantiationEvent& event) {
  if (event.kind == InstantiationEvent::Kind::begin) add_module(event.instance->code);
  return false;
}

Collector::FuncCounts& Collector::counts_of(const FuncInst& func) {
  if (func.code != last_code_) {
    auto& counts = modules_.at(func.module->code.get())->funcs[func.index];
    if (!counts) counts = std::make_unique<FuncCounts>(func.module->code->module.funcs[func.index].body);
    last_ = counts.get();
    last_code_ = func.code;
  }
  return *last_;
}

bool Collector::at(const ExecutionPoint& point) {
  FuncCounts& counts = counts_of(*point.func);
  const CodeStep& step = *point.step;
  if (point.is(StepKind::enter)) ++counts.calls;
  if (!point.is(StepKind::instruction)) return false;
  const std::uint32_t number = step.number;
  if (counts.cast && counts.cast_depth == point.depth) {
    ++counts.ways[*counts.cast][number == *counts.cast + 1 ? 1 : 0];
    counts.cast.reset();
  }
  ++counts.counts[number];
  rules_.add_executed(step.instr.op);
  if (is_cast(step.instr.op)) {
    counts.cast = number;
    counts.cast_depth = point.depth;
  } else if (const auto ways = counts.ways.find(number); ways != counts.ways.end()) {
    ++ways->second[way_of(step.instr.op, operands(point).values.back(), ways->second.size())];
  }
  return false;
}

void Collector::ended(const FuncInst&, const Outcome& outcome) {
  if (outcome.kind() == Outcome::Kind::trap) rules_.add_trap(outcome.trap_code());
}

namespace {

bool is_counted(Opcode op) { return !is_closing(op) && !is_dividing(op); }

std::pair<std::uint32_t, std::uint32_t> place_of(const Source& source, Pos pos) {
  if (source.kind() == Source::Kind::binary || pos == no_pos) return {0, pos};
  const Source::Location location = source.locate(pos);
  return {location.line, location.column};
}

// All modules that a script quotes have sources of one name: the second one is "a.wast (quoted module) #2".
class SourceNames {
 public:
  std::string name_of(const SourcePtr& source) {
    std::vector<SourcePtr>& same = sources_[source->name()];
    const auto is_it = [&](const SourcePtr& other) { return other == source || other->content() == source->content(); };
    const auto found = std::find_if(same.begin(), same.end(), is_it);
    const auto number = found - same.begin() + 1;
    if (found == same.end()) same.push_back(source);
    return number == 1 ? source->name() : source->name() + " #" + std::to_string(number);
  }

 private:
  std::map<std::string, std::vector<SourcePtr>> sources_;
};

CoveredFunc covered_func(std::string name, const Source& source, const Expr& body) {
  CoveredFunc result{std::move(name), 0, {}};
  for (const Instr instr : body.instrs()) {
    const auto [line, column] = place_of(source, instr.pos);
    const bool counts = is_counted(instr.op);
    if (counts)
      result.instrs.push_back({instr.op, line, column, 0, std::vector<std::uint64_t>(count_ways(body, instr))});
  }
  return result;
}

}  // namespace

// Of what the instructions of a function have counted.
void Collector::fill(CoveredFunc& func, const FuncCounts& counts, const Expr& body) {
  func.calls = counts.calls;
  std::uint32_t number = 0;
  auto next = func.instrs.begin();
  for (const Instr instr : body.instrs()) {
    if (is_counted(instr.op)) {
      next->count = counts.counts[number];
      if (const auto ways = counts.ways.find(number); ways != counts.ways.end()) next->ways = ways->second;
      ++next;
    }
    ++number;
  }
}

void Collector::add_to(Coverage& coverage, const ModuleCounts& counts, const std::string& source_name) {
  const Module& module = counts.code->module;
  Coverage result;
  CoveredSource& covered = result.sources[source_name];
  covered.is_text = module.source->kind() == Source::Kind::text;
  Index index = counts.code->first_func();
  for (std::size_t i = 0; i < module.funcs.size(); ++i, ++index) {
    const Func& func = module.funcs[i];
    CoveredFunc mine = covered_func(name_or_index(module.names[IndexSpace::func], index), *module.source, func.body);
    if (counts.funcs[i]) fill(mine, *counts.funcs[i], func.body);
    covered.funcs.emplace(place_of(*module.source, func.at.pos), std::move(mine));
  }
  coverage.add(result);
}

Coverage Collector::coverage() const {
  Coverage result;
  result.rules = rules_;
  SourceNames names;
  for (const ModuleCounts* counts : in_order_) {
    const SourcePtr& source = counts->code->module.source;
    if (source) add_to(result, *counts, names.name_of(source));
  }
  return result;
}

}  // namespace modlink::reach
