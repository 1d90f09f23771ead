// Parsing of instructions. spec: text/instructions
#pragma once

#include <string_view>
#include <vector>

#include "wast/syntax/hash.h"
#include "wast/text/pack.h"
#include "wast/text/parse_refs.h"
#include "wast/text/parse_types.h"
#include "wast/text/resolve.h"

namespace modlink::text {

// Parses expressions in the scope of a module, folded and plain instructions alike, once all its names are known.
// Nesting is kept on a stack of its own, so that no input can exhaust the native one.
class ExprParser {
 public:
  ExprParser(Parser& parser, const Scope& scope, Resolver& resolver)
      : parser_(parser), cursor_(parser.cursor), scope_(scope), types_(parser), resolver_(resolver) {}

  // Identifiers of locals, and of the labels met since `start_function`.
  LocalNames locals;
  NameMap labels;
  void start_function();

  // Instructions up to the `)` that closes the surrounding form, which stays; with the final `end`.
  Expr instructions();
  // Exactly one folded instruction, and the final `end`.
  Expr folded_instruction();

  // An index of the space, or an inline alias such as `(func $i "f")`.
  Index index(IndexSpace space) {
    if (!cursor_.at_left()) return scope_.parse_index(space, cursor_);
    return resolver_.index(space, parse_ref(parser_, space));
  }

 private:
  Expr finish();

  enum class FrameKind : std::uint8_t {
    block,   // `block … end`
    if_,     // `if …`, before `else`
    else_,   // `else … end`
    try_,    // `try …`, before `catch`, `catch_all`, `delegate` or `end`
    catch_,  // `catch $e …`
    catch_all,
    folded,  // `(op …)`: the instruction is emitted at the `)`
    folded_block,
    condition,   // `(if …` before `(then`
    then,        // inside `(then …)`
    after_then,  // between `)` and `(else` or `)`
    else_form,   // inside `(else …)`
    after_else,
    before_do,   // `(try …` before `(do`
    do_form,     // inside `(do …)`
    after_do,    // between `)` and `(catch`, `(catch_all`, `(delegate` or `)`
    catch_form,  // inside `(catch $e …)`
    after_catch,
    catch_all_form,
    after_catch_all,
    after_delegate,  // the label is no more
  };
  struct Frame {
    FrameKind kind;
    Instr instr;  // of folded and condition
    std::string_view label = {};
    std::size_t label_end = 0;  // the token behind it
  };
  // Labels with the same identifier shadow each other.
  struct Label {
    std::string_view id;
    std::uint32_t shadowed;
  };

  void step(Expr& out);
  void left(Expr& out);
  void right(Expr& out);
  void plain(Expr& out);
  void block_like(Expr& out, Opcode op, bool folded);
  void open_if_form(Expr& out);
  void else_keyword(Expr& out);
  void else_form(Expr& out);
  static bool takes_forms_only(FrameKind kind);
  bool takes_plain() const;
  void do_form();
  void handler_form(Expr& out);
  void handler_keyword(Expr& out, Opcode op);
  void handler(Expr& out, Opcode op);
  void delegate_form(Expr& out);
  void delegate_keyword(Expr& out);
  void delegate(Expr& out);
  void end_keyword(Expr& out);
  void check_label(const Frame& frame);
  void push(const Frame& frame, Pos pos);
  void close_block(Expr& out, Pos pos);
  Opcode opcode();
  Instr instruction(Expr& out, Opcode op, Pos pos);
  Instr two_indices(Opcode op, Pos pos, IndexSpace space);
  Instr segment_and_index(Opcode op, Pos pos, IndexSpace segment, IndexSpace space);
  bool at_lane_memory() const;
  Index lane();
  Instr mem_arg(Expr& out, Opcode op, Pos pos);
  Instr mem_arg_lane(Expr& out, Opcode op, Pos pos);
  MemArg mem_arg_from(Opcode op, Index memory);
  Instr shuffle(Expr& out, Opcode op, Pos pos);
  Instr heap_type(Opcode op, Pos pos);
  Instr cast(Expr& out, Opcode op, Pos pos);
  Instr type_and_index(Opcode op, Pos pos, IndexSpace space);
  Instr array_new_fixed(Opcode op, Pos pos);
  Instr field(Opcode op, Pos pos);
  std::optional<Catch> accept_catch();
  Instr block_instruction(Expr& out, Opcode op, Pos pos);
  Instr br_table(Expr& out, Opcode op, Pos pos);
  Instr call_indirect(Opcode op, Pos pos);
  Instr select(Expr& out, Pos pos);
  Index type_index() { return resolver_.type(parse_type_ref(parser_)); }
  RefType ref_type() { return resolver_.resolve(types_.ref_type()); }
  BlockType block_type();
  Index optional_index(IndexSpace space);
  Index local_index() { return locals.parse_index(cursor_); }
  Index label_index();
  std::string hint_on_label(std::string_view id) const;
  void name_label(const Frame& frame);
  void push_label(const Frame& frame);
  void pop_label();

  Parser& parser_;
  Cursor& cursor_;
  const Scope& scope_;
  TypeParser types_;
  Resolver& resolver_;
  Expr list_;  // what is being parsed
  ExprPacker packer_;
  std::vector<Frame> frames_;
  std::vector<Label> label_stack_;
  HashMapByName<std::uint32_t, std::string_view> label_ids_;  // position in the stack, from 1
  Index opened_ = 0;
};

}  // namespace modlink::text
