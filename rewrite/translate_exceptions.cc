// Legacy exception instructions written as those that have replaced them. spec: the legacy exception handling proposal;
// syntax/instructions, Control Instructions
#include "rewrite/translate_exceptions.h"

#include <algorithm>
#include <iterator>

#include "rewrite/block_types.h"
#include "rewrite/legacy_blocks.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/stack.h"
#include "wast/syntax/walk.h"

namespace modlink::rewrite {

namespace {

constexpr RefType exnref{true, {HeapKind::exn, 0}};

bool is_legacy(Opcode op) { return op == Opcode::try_ || op == Opcode::rethrow; }
bool is_current(Opcode op) { return op == Opcode::try_table || op == Opcode::throw_ref; }

struct Unchanged {
  void heap_type(HeapType&) {}
  void index(IndexSpace, Index&) {}
};

// The body of one function.
//
//   try $l bt …            block $l bt
//   catch $e …               block $h (result …)          ;; one for each handler, the first one innermost
//   end                        try_table bt (catch $e $h)
//                                …
//                              end
//                              br $l
//                            end
//                            …
//                          end
//
// Where another `try` delegates to this one, or to the function: `block $d (result exnref) … br $l end throw_ref`
// around what is in it, and `try_table bt (catch_all_ref $d)` for the other.
class BodyTranslator {
 public:
  BodyTranslator(const ValidModule& module, const Func& func, BlockTypes& types)
      : module_(module), func_(func), types_(types), blocks_(legacy_blocks(func.body)), landings_(blocks_.size()) {
    const FuncType& type = module.func_type(func.type);
    first_local_ = static_cast<Index>(type.params.size());
    for (const LocalRun& run : func.locals) first_local_ += run.count;
  }

  Func run() {
    open_.push_back({Opcode::block, 0, 0});
    begin_landing(0, {}, func_.at.pos);
    for (const Instr instr : func_.body) {
      instrs_.push_back(static_cast<std::uint32_t>(out_.size()));
      add(instr);
    }
    Func result = func_;
    result.body = std::move(out_);
    add_locals(result.locals);
    return result;
  }

  // Where labels and instructions are now, by where they were.
  Index label(Index old) const { return labels_[old]; }
  std::uint32_t instr(std::uint32_t old) const { return instrs_[old]; }

 private:
  struct Open {
    Opcode op;               // of the part it is in
    std::uint32_t position;  // of the block that its label means now
    std::uint32_t number = LegacyBlock::none;
    std::uint32_t handler = 0;  // the next one
    Index exception = 0;        // the local that keeps what the handler has caught, if it is rethrown
  };

  const Open& at(Index label) const { return open_[open_.size() - 1 - label]; }
  // The label of a block, inside of all that are open now.
  Index label_at(std::uint32_t position) const { return depth_ - position; }
  Index relabel(Index label) const { return label_at(at(label).position); }

  void open_block(Opcode op, const BlockType& type, Pos pos) {
    out_.append(out_.make_block(op, pos, type));
    open_position();
  }
  void open_try_table(TryTable table, Pos pos) {
    out_.append(out_.make_try_table(Opcode::try_table, pos, std::move(table)));
    open_position();
  }
  void open_position() {
    ++depth_;
    ++opened_;
  }
  void close(Pos pos) {
    out_.append(make_plain(Opcode::end, pos));
    --depth_;
  }
  void branch_to(std::uint32_t position, Pos pos) { out_.append(make_index(Opcode::br, pos, label_at(position))); }

  void add(const Instr& instr) {
    if (is_opening(instr.op)) return open(instr);
    if (is_handler(instr.op)) return begin_handler(instr);
    if (is_closing(instr.op)) return close(instr);
    if (instr.op == Opcode::rethrow) return rethrow(instr);
    out_.append(copy(instr));
  }

  Instr copy(const Instr& instr) {
    const Expr& body = func_.body;
    const Immediate immediate = info(instr.op).immediate;
    if (immediate == Immediate::label) return make_index(instr.op, instr.pos, relabel(instr.index));
    if (immediate == Immediate::br_table) {
      std::vector<Index> labels;
      for (const Index label : body.labels(instr)) labels.push_back(relabel(label));
      return out_.make_br_table(instr.op, instr.pos, labels);
    }
    if (immediate == Immediate::cast) {
      Cast cast = body.cast(instr);
      cast.label = relabel(cast.label);
      return out_.make_cast(instr.op, instr.pos, cast);
    }
    Unchanged unchanged;
    return Walk<Unchanged>(unchanged).copy(body, instr, out_);
  }

  void open(const Instr& instr) {
    labels_.push_back(opened_);
    if (instr.op == Opcode::try_) return open_try(instr);
    const BlockType type = func_.body.block_type(instr);
    if (instr.op != Opcode::try_table) {
      open_block(instr.op, type, instr.pos);
      return open_.push_back({instr.op, depth_});
    }
    std::vector<Catch> catches = func_.body.catches(instr);
    for (Catch& clause : catches) clause.label = relabel(clause.label);
    open_try_table({type, std::move(catches)}, instr.pos);
    open_.push_back({instr.op, depth_, ++number_});
    begin_landing(number_, type, instr.pos);
  }

  void open_try(const Instr& instr) {
    const BlockType type = func_.body.block_type(instr);
    const LegacyBlock& block = blocks_[++number_];
    if (block.delegates_to != LegacyBlock::none) {
      const Index landing = label_at(landings_[block.delegates_to]);
      open_try_table({type, {{Catch::Kind::catch_all_ref, 0, landing}}}, instr.pos);
      return open_.push_back({instr.op, depth_, number_});
    }
    open_block(Opcode::block, type, instr.pos);
    open_.push_back({instr.op, depth_, number_});
    for (auto it = block.handlers.rbegin(); it != block.handlers.rend(); ++it) {
      open_block(Opcode::block, types_.of(types_.params(type), caught(*it)), instr.pos);
    }
    TryTable table{type, {}};
    for (const LegacyBlock::Handler& handler : block.handlers) {
      table.catches.push_back({kind(handler), handler.tag, static_cast<Index>(table.catches.size())});
    }
    open_try_table(std::move(table), instr.pos);
    begin_landing(number_, type, instr.pos);
  }

  static Catch::Kind kind(const LegacyBlock::Handler& handler) {
    if (handler.all) return handler.is_rethrown ? Catch::Kind::catch_all_ref : Catch::Kind::catch_all;
    return handler.is_rethrown ? Catch::Kind::catch_ref : Catch::Kind::catch_;
  }

  // The operands that a handler begins with, and the exception to be kept.
  ResultType caught(const LegacyBlock::Handler& handler) const {
    ResultType result = handler.all ? ResultType() : module_.tags[handler.tag]->func()->params;
    if (handler.is_rethrown) result.push_back(exnref);
    return result;
  }

  // What is delegated to a block lands inside of it, outside of all that is in it.
  void begin_landing(std::uint32_t number, const BlockType& type, Pos pos) {
    if (!blocks_[number].gets_delegated) return;
    open_block(Opcode::block, types_.of(types_.params(type), {exnref}), pos);
    landings_[number] = depth_;
  }
  // `position`: of the block whose results are there now.
  void end_landing(std::uint32_t number, std::uint32_t position, Pos pos) {
    if (!blocks_[number].gets_delegated) return;
    branch_to(position, pos);
    close(pos);
    out_.append(make_plain(Opcode::throw_ref, pos));
  }

  // The body of a `try`, or a handler.
  void end_part(Pos pos) {
    Open& open = open_.back();
    const bool is_body = open.op == Opcode::try_;
    if (is_body) end_landing(open.number, open.position, pos);
    if (is_body) close(pos);
    if (!is_body && blocks_[open.number].handlers[open.handler - 1].is_rethrown) --kept_;
  }

  void begin_handler(const Instr& instr) {
    end_part(instr.pos);
    Open& open = open_.back();
    branch_to(open.position, instr.pos);
    close(instr.pos);
    open.op = instr.op;
    if (!blocks_[open.number].handlers[open.handler++].is_rethrown) return;
    open.exception = first_local_ + kept_++;
    most_kept_ = std::max(most_kept_, kept_);
    out_.append(make_index(Opcode::local_set, instr.pos, open.exception));
  }

  void rethrow(const Instr& instr) {
    out_.append(make_index(Opcode::local_get, instr.pos, at(instr.index).exception));
    out_.append(make_plain(Opcode::throw_ref, instr.pos));
  }

  // Where a `try` delegates, its one block is closed; else its outermost one is still open then.
  void close(const Instr& instr) {
    const Open open = open_.back();
    const bool is_try = open.op == Opcode::try_ || is_handler(open.op);
    if (is_try && instr.op == Opcode::end) {
      end_part(instr.pos);
    } else if (!is_try && open.number != LegacyBlock::none) {
      end_landing(open.number, open.position, instr.pos);
    }
    close(instr.pos);
    open_.pop_back();
  }

  // They begin as null.
  void add_locals(std::vector<LocalRun>& locals) const {
    if (most_kept_ == 0) return;
    if (locals.empty() || locals.back().type != ValType(exnref)) locals.push_back({0, exnref});
    locals.back().count += most_kept_;
  }

  const ValidModule& module_;
  const Func& func_;
  BlockTypes& types_;
  std::vector<LegacyBlock> blocks_;
  std::vector<std::uint32_t> landings_;  // positions of the blocks for what is delegated, by number
  Expr out_;
  std::vector<Open> open_;
  std::uint32_t depth_ = 0;   // the position of the innermost block; the function body's is 0
  std::uint32_t number_ = 0;  // of the last `try` or `try_table`
  Index opened_ = 0;
  Index first_local_ = 0;
  Index kept_ = 0;  // exceptions that are kept now
  Index most_kept_ = 0;
  std::vector<Index> labels_;
  std::vector<std::uint32_t> instrs_;
};

class ModuleTranslator {
 public:
  explicit ModuleTranslator(const ValidModule& valid) : valid_(valid), module_(valid.module), types_(valid) {}

  Module run() {
    require_stack(module_.at.pos);
    for_each_definition(module_, valid_.steps, [](Definition& definition, const ValidModule* nested) {
      if (nested) *std::get<NestedModule>(definition).module = ModuleTranslator(*nested).run();
    });
    for (std::size_t i = 0; i < module_.funcs.size(); ++i) {
      const Expr& body = module_.funcs[i].body;
      if (std::any_of(body.begin(), body.end(), [](const Instr& instr) { return is_legacy(instr.op); })) translate(i);
    }
    add_types(types_.take());
    return std::move(module_);
  }

 private:
  void translate(std::size_t index) {
    BodyTranslator body(valid_, valid_.module.funcs[index], types_);
    module_.funcs[index] = body.run();
    const auto labels = module_.names.labels.find(valid_.first_func() + static_cast<Index>(index));
    if (labels != module_.names.labels.end()) labels->second.map_indices([&](Index old) { return body.label(old); });
    const auto hints = module_.branch_hints.find(index);
    if (hints == module_.branch_hints.end()) return;
    for (BranchHint& hint : hints->second) hint.instr = body.instr(hint.instr);
  }

  // Behind the last type there is, so that no index of another changes.
  void add_types(std::vector<TypeDecl> added) {
    if (added.empty()) return;
    auto& definitions = module_.definitions;
    const auto last = std::find_if(definitions.rbegin(), definitions.rend(),
                                   [](const Definition& definition) { return type_count(definition) > 0; });
    const auto place = static_cast<std::size_t>(definitions.rend() - last);
    std::vector<Definition> types;
    types.reserve(added.size());
    for (TypeDecl& decl : added) types.push_back(std::get<TypeDef>(std::move(decl.decl)));
    definitions.insert(last.base(), std::make_move_iterator(types.begin()), std::make_move_iterator(types.end()));
    for (CustomSection& custom : module_.customs) {
      if (custom.after != 0 && custom.after_definitions >= place)
        custom.after_definitions += static_cast<Index>(types.size());
    }
  }

  const ValidModule& valid_;
  Module module_;
  BlockTypes types_;
};

}  // namespace

ExceptionKinds exception_kinds(const Module& module) {
  ExceptionKinds result;
  for (const Func& func : module.funcs) {
    for (const Instr instr : func.body) {
      if (result.legacy == no_pos && is_legacy(instr.op)) result.legacy = instr.pos;
      if (result.current == no_pos && is_current(instr.op)) result.current = instr.pos;
    }
  }
  return result;
}

Module translate_exceptions(const ValidModule& module) { return ModuleTranslator(module).run(); }

}  // namespace modlink::rewrite
