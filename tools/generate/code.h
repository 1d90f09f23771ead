// Function bodies of all instructions there are, which end: spec: syntax/instructions
//
// Text, folded. Each function and each round of a loop takes one of the module's fuel, and without any does nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tools/generate/operators.h"
#include "tools/generate/random.h"
#include "tools/generate/stock.h"

namespace modlink::generate {

class Code {
 public:
  // All outlive this.
  Code(Random& random, const Stock& stock, const Operators& operators)
      : random_(random), stock_(stock), types_(stock.types), operators_(operators) {}

  // The locals and the instructions of a function. `results` is a type of its own where there are several.
  std::string body(const FuncType& type);
  // A constant expression; of what is imported and of globals before it. spec: valid/instructions, Constant Expressions
  std::string constant(ValType type, unsigned depth);

 private:
  struct Label {
    std::string id;
    ResultType types;  // what a branch takes
  };
  // What is in a block, with a label.
  using Inside = std::function<std::string(const std::string& label)>;

  bool has(Feature feature) const { return types_.has(feature); }
  bool typed() const { return has(Feature::function_references) || has(Feature::gc); }

  // code.cc: what there is of each type
  std::string expr(ValType type);
  std::string exprs(const ResultType& types);
  std::string attempt(ValType type);
  std::string leaf(ValType type);
  std::string leaves(const ResultType& types);
  std::string null(HeapType type) const;
  std::string object(RefType type, bool shallow);
  std::string structure(Index type, bool shallow);
  std::string array(Index type, bool shallow);
  std::string field(const FieldType& type, bool shallow);
  std::string exception();
  std::string object_constant(RefType type, unsigned depth);
  std::string variable(ValType type);
  std::string local(ValType type);
  // In so many objects that the next ones are to be as small as may be.
  bool is_deep() const { return nesting_ > 2; }
  std::string take(const ResultType& types);
  // One of those that fit; null if none does.
  template <class T, class Fits>
  const T* find(const std::vector<T>& items, const Fits& fits) {
    std::vector<const T*> found;
    for (const T& item : items) {
      if (fits(item)) found.push_back(&item);
    }
    return found.empty() ? nullptr : random_.pick(found);
  }
  std::optional<Index> find_type(const std::function<bool(Index)>& fits);
  // Whether what has a type of the module is of this heap type; and a function, and a type of structures or arrays, of
  // which that is so.
  bool fits(Index type, HeapType heap) const;
  const FuncItem* find_func(HeapType heap);
  std::optional<Index> find_object_type(HeapType heap, bool small);

  // code_operators.cc: rows of the table of instructions
  std::string number(ValType type);
  std::string literal(ValType type);
  std::string literal_float(bool is_double);
  std::string literal_vector();
  std::string operation(ValType type);
  std::string applied(Opcode op);
  std::string operand(char letter, Opcode op, const MemoryItem* memory);
  std::string immediate(Opcode op, const MemoryItem* memory);
  std::string memory_argument(Opcode op, const MemoryItem& memory);
  std::string sizes(ValType type);
  std::string canonical(ValType type, std::string text);
  const MemoryItem* choose_memory(Opcode op);
  std::string address(const MemoryItem& memory, bool is_atomic);
  std::string slot(const TableItem& table);
  std::string count(bool is_wide, unsigned most);
  std::string number_of(bool is_wide, unsigned value) const;

  // code_references.cc
  std::string reference(RefType type);
  std::string cast(RefType type);
  std::string branch_on_cast(RefType type);
  std::string null_branch(RefType type);
  std::string conversion(RefType type);
  std::string made(RefType type);
  std::string from_segment(Index type);
  std::string read(ValType type);
  std::string read_field(ValType type);
  std::string read_element(ValType type);
  std::string packed(ValType type);
  std::string question();
  std::string aggregate(Index type);
  std::string write_field();
  std::string write_array();
  std::string copy_array();
  std::string init_array();
  std::string table_write();
  std::string table_copy();
  RefType choose_ref();

  // code_control.cc
  std::string call(ValType type);
  std::string called(const FuncItem& func, bool returns);
  std::string call_statement();
  std::string tail_call();
  std::string choice(ValType type);
  std::string block(ValType type);
  std::string in_block(const char* keyword, const std::string& type, ResultType branch, const Inside& inside);
  std::string result(ValType type) const { return types_.text("result", {type}); }
  std::string branch(const Label& label, std::size_t index);
  std::string leave();
  std::string branch_table();
  std::string conditional_branch(ValType type);
  std::string condition(const std::function<std::string()>& inside);
  std::string statement();
  std::string statements(unsigned most);
  std::string statements_and(ValType type, unsigned most);
  std::string loop();
  std::string wide_block();
  std::string handled();
  std::string failing();
  std::string legacy_try();
  std::string thrown();
  std::string assignment();
  std::string bulk();
  std::string dropped();

  Random& random_;
  const Stock& stock_;
  const DefinedTypes& types_;
  const Operators& operators_;
  FuncType func_;
  ResultType locals_;  // parameters as well
  std::vector<Label> labels_;
  unsigned depth_ = 0;
  int budget_ = 0;
  unsigned nesting_ = 0;  // of objects in objects
  unsigned next_label_ = 0;
};

}  // namespace modlink::generate
