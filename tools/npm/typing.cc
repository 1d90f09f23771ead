// What validation knows before and after each instruction. spec: appendix/algorithm, Validation Algorithm
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tools/files/failure.h"
#include "tools/files/input.h"
#include "tools/npm/errors.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/places.h"
#include "tools/npm/source_position.h"
#include "tools/npm/switches.h"
#include "tools/npm/validation_rule.h"
#include "validator/match.h"
#include "validator/observe.h"
#include "validator/validate.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/print_instructions.h"

namespace modlink::npm {

namespace {

// A function, or a constant expression of a closed type.
struct TypedExpr {
  const ValidModule* module = nullptr;
  const Expr* expr = nullptr;
  std::optional<Index> func = {};  // among the module's own
  ValType type = {};
  Pos begin = no_pos;
};

Pos last_pos(const Expr& expr) {
  Pos last = 0;
  for (const Instr instr : expr) {
    if (instr.pos != no_pos) last = std::max(last, instr.pos);
  }
  return last;
}

// Finds what a position is in: of all that begin before it the last one, unless that has ended.
class AtPosition {
 public:
  explicit AtPosition(Pos wanted) : wanted_(wanted) {}

  // Recursive: modules are nested at most a hundred levels deep.
  void look(const ValidModule& module) {
    for (Index i = 0; i < module.module.funcs.size(); ++i) {
      const Func& func = module.module.funcs[i];
      offer({&module, &func.body, i, {}, func.at.pos});
    }
    for (Index i = 0; i < module.module.globals.size(); ++i) {
      const Global& global = module.module.globals[i];
      offer({&module, &global.init, {}, module.globals[module.first_own(IndexSpace::global) + i].val, global.at.pos});
    }
    for (Index i = 0; i < module.module.tables.size(); ++i) {
      const Table& table = module.module.tables[i];
      const TableType& type = module.tables[module.first_own(IndexSpace::table) + i];
      if (table.init) offer({&module, &*table.init, {}, type.elem, table.at.pos});
    }
    for (const DataSegment& data : module.module.datas) {
      if (data.mode != SegmentMode::active) continue;
      offer({&module, &data.offset, {}, address_type(module.memories[data.memory].addr), data.at.pos});
    }
    for (const ElemSegment& elem : module.module.elems) {
      if (elem.mode != SegmentMode::active) continue;
      offer({&module, &elem.offset, {}, address_type(module.tables[elem.table].addr), elem.at.pos});
    }
    for (const NestedModuleStep& step : steps_of<NestedModuleStep>(module.steps)) look(*step.code);
  }

  std::optional<TypedExpr> found() const {
    const bool is_in = found_ && last_pos(*found_->expr) >= wanted_;
    return is_in ? found_ : std::nullopt;
  }

 private:
  static ValType address_type(AddrType addr) { return addr == AddrType::i64 ? ValKind::i64 : ValKind::i32; }

  void offer(const TypedExpr& expr) {
    if (expr.begin == no_pos || expr.begin > wanted_ || (found_ && found_->begin >= expr.begin)) return;
    found_ = expr;
  }

  Pos wanted_;
  std::optional<TypedExpr> found_;
};

// Writes what it is told, up to a size.
class TypingWriter final : public ValidationObserver {
 public:
  TypingWriter(const TypedExpr& what, const TypeStore& types, const text::FuncIdentifiers& ids)
      : what_(what), types_(types), printer_(text_, *what.expr, ids) {}

  bool before(const Instr& instr, Arity arity, const ValidationState& state) override {
    if (steps.size() == most_steps || room_ == 0) {
      left_out = what_.expr->size() - steps.size();
      return false;
    }
    text_.clear();
    printer_.print(instr);
    const bool unreachable = state.label(0).unreachable;
    Json step = {{"at", places_.at(what_.module->module.source, instr.pos)},
                 {"text", shown(text_, most_letters)},
                 {"mnemonic", info(instr.op).mnemonic},
                 {"depth", state.label_count() - 1}};
    list(step, "before", "moreBefore", state.operands());
    step["takes"] = arity.params;
    step["labels"] = labels(state);
    step["unreachable"] = unreachable;
    step["rule"] = validation_rule(instr.op);
    steps.push_back(std::move(step));
    return true;
  }
  void after(const Instr& instr, Arity arity, const ValidationState& state) override {
    const bool is_structure = is_opening(instr.op) || is_dividing(instr.op) || is_closing(instr.op);
    list(steps.back(), "after", "moreAfter", state.operands());
    steps.back()["gives"] = is_structure ? 0 : arity.results;
  }

  Json steps = Json::array();
  std::size_t left_out = 0;

 private:
  static constexpr std::size_t most_steps = 10'000;
  static constexpr std::size_t most_listed = 100;
  static constexpr std::size_t most_letters = 300;

  Json types(std::span<const ValType> all) {
    Json json = Json::array();
    for (const ValType type : all) json.push_back(to_string(types_, type));
    room_ -= std::min(room_, all.size());
    return json;
  }

  // The topmost ones.
  void list(Json& json, const char* key, const char* more, std::span<const ValType> all) {
    const std::size_t count = std::min(all.size(), most_listed);
    json[key] = types(all.last(count));
    if (count < all.size()) json[more] = all.size() - count;
  }

  Json labels(const ValidationState& state) {
    Json json = Json::array();
    const std::size_t count = std::min(state.label_count(), most_listed);
    for (std::size_t i = 0; i < count; ++i) {
      const ValidationState::Label label = state.label(static_cast<Index>(i));
      const bool is_outermost = i + 1 == state.label_count();
      const char* const outermost = what_.func ? "func" : "constant";
      json.push_back({{"kind", is_outermost ? outermost : info(label.opcode).mnemonic},
                      {"params", types(label.params.first(std::min(label.params.size(), most_listed)))},
                      {"results", types(label.results.first(std::min(label.results.size(), most_listed)))},
                      {"height", label.height},
                      {"unreachable", label.unreachable}});
    }
    room_ -= std::min(room_, count);
    return json;
  }

  const TypedExpr& what_;
  const TypeStore& types_;
  std::string text_;
  text::InstrPrinter printer_;
  Places places_;
  std::size_t room_ = 200'000;  // types and labels that may still be written
};

[[noreturn]] void refuse_func(const std::string& message) { throw cli::Failure(cli::Status::usage, message); }

std::optional<Index> index_of(const Json& func, const Module& module) {
  if (func.is_number_unsigned()) {
    const auto number = func.get<std::uint64_t>();
    return number < UINT32_MAX ? std::optional(static_cast<Index>(number)) : std::nullopt;
  }
  if (!func.is_string()) refuse_func("option `func`: expected an index or a name");
  std::string name = func.get<std::string>();
  if (!name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return name.size() < 10 ? std::optional(static_cast<Index>(std::stoul(name))) : std::nullopt;
  if (!name.empty() && name[0] == '$') name.erase(0, 1);
  for (const auto& [index, known] : module.names[IndexSpace::func]) {
    if (known == name) return index;
  }
  for (const Export& item : module.exports) {
    if (item.kind == ExternKind::func && item.name == name) return item.index;
  }
  return std::nullopt;
}

TypedExpr func_named(const Json& name, const ValidModule& module) {
  const auto index = index_of(name, module.module);
  const Index first = module.first_func();
  if (!index || *index < first || *index - first >= module.module.funcs.size())
    refuse_func(fmt::format("the module defines no function {}",
                            shown(name.is_string() ? name.get<std::string>() : name.dump())));
  const Func& func = module.module.funcs[*index - first];
  return {&module, &func.body, *index - first, {}, func.at.pos};
}

TypedExpr expr_at(const Json& json, const ValidModule& module, const Source& source) {
  Arguments position(json, {});
  const auto offset = position.number("offset"), line = position.number("line"), column = position.number("column");
  position.demand_all_asked();
  if (!offset && !line) refuse_func("option `position`: expected a line and a column, or an offset");
  AtPosition search(offset ? position_at(source, *offset) : position_at(source, *line, column.value_or(1)));
  search.look(module);
  const auto found = search.found();
  if (!found) refuse_func("there is no function and no constant expression at this position");
  return *found;
}

TypedExpr expr_of(Arguments& arguments, const ValidModule& module, const Source& source) {
  const Json* const position = arguments.find_object("position");
  const Json* const func = arguments.find("func");
  if (func && position) refuse_func("there is either `func` or `position`");
  if (position) return expr_at(*position, module, source);
  if (func) return func_named(*func, module);
  if (module.module.funcs.empty()) refuse_func("the module defines no function");
  const Func& first = module.module.funcs[0];
  return {&module, &first.body, 0, {}, first.at.pos};
}

Json locals_json(const TypedExpr& what, const NameMap* names, std::size_t& left_out) {
  constexpr std::size_t most = 1000;
  Json json = Json::array();
  const Func& func = what.module->module.funcs[*what.func];
  std::uint64_t count = 0;
  const auto add = [&](ValType type) {
    if (json.size() < most) {
      const std::string_view name = names ? names->find(static_cast<Index>(count)) : std::string_view();
      Json local = Json::object();
      if (!name.empty()) local["name"] = quote_id(name);
      local["type"] = to_string(*what.module->type_store, type);
      json.push_back(std::move(local));
    }
    ++count;
  };
  for (const ValType param : what.module->func_type(func.type).params) add(param);
  for (const LocalRun& run : func.locals) {
    for (std::uint32_t i = 0; i < run.count; ++i) add(what.module->close(run.type));
  }
  left_out = count - json.size();
  return json;
}

void write_func(Reply& reply, const TypedExpr& what) {
  const ValidModule& module = *what.module;
  const Index index = module.first_func() + *what.func;
  const Func& func = module.module.funcs[*what.func];
  Json place = Json::object();
  add_place(place, module.module.source, func.at.pos);
  reply["func"] = {{"index", index},
                   {"name", name_or_index(module.module.names[IndexSpace::func], index)},
                   {"type", to_string(*module.type_store, module.func_type(func.type))},
                   {"at", std::move(place)}};
}

void write_locals(Reply& reply, const TypedExpr& what, const NameMap* names) {
  std::size_t left_out = 0;
  reply["locals"] = locals_json(what, names, left_out);
  if (left_out > 0) reply["moreLocals"] = left_out;
}

}  // namespace

void typing(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const SourcePtr source = source_of(module_of(arguments), language);
  const ValidModulePtr module = in_source(source, [&] {
    return validate_definitions(cli::read_module(source, language), std::make_shared<TypeStore>(), language.features,
                                language.limits);
  });
  const TypedExpr what = expr_of(arguments, *module, *source);
  const Module& owner = what.module->module;
  const NameMap* names = nullptr;
  if (what.func) {
    const auto found = owner.names.locals.find(what.module->first_func() + *what.func);
    if (found != owner.names.locals.end()) names = &found->second;
  }
  text::FuncIdentifiers ids{text::ModuleIdentifiers(owner), {}, {}};
  if (names) ids.locals = text::Identifiers(*names, UINT32_MAX);
  TypingWriter writer(what, *what.module->type_store, ids);
  const ObservableModule observable(*what.module, language.features, language.limits);
  const auto error = catch_error([&] {
    in_source(owner.source, [&] {
      what.func ? observable.observe_func(*what.func, writer)
                : observable.observe_constant(*what.expr, what.type, writer);
    });
  });
  if (error) reply["error"] = *error;
  reply["locals"] = Json::array();
  if (what.func) write_func(reply, what);
  // What is wrong before the first instruction are the locals.
  if (what.func && !(error && writer.steps.empty())) write_locals(reply, what, names);
  reply["steps"] = std::move(writer.steps);
  if (writer.left_out > 0) reply["moreSteps"] = writer.left_out;
}

}  // namespace modlink::npm
