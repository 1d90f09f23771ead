// What the flat module does when it is instantiated. spec: exec/modules, Instantiation; D13
#pragma once

#include "tools/transform/flat_module.h"

namespace modlink::transform {

// Gathers what instantiation does, in its order, and writes it as the flat module's start function. Segments stay
// active as long as the flat module's own instantiation has the same order: all active element segments, then all
// active data segments, then the start function; or another one that nobody can tell from it, as no segment that
// changes places can trap. From then on they are made passive and copied by instructions, which trap where they would
// have.
class FlatStart {
 public:
  explicit FlatStart(FlatModule& flat) : flat_(flat) {}

  // Each is about a definition that is in the flat module already, the segments with their offsets.
  void fill_table(Index table, const Expr& value);
  void run_elem(Index elem);
  void run_data(Index data);
  void call(Index func);

  // To be called when all functions of the instances are there. Makes no function if there is nothing to do, or just
  // one function to call.
  void finish();

 private:
  enum class Phase { elems, datas, instructions };

  void begin_instructions();
  void emit(const Instr& instr) { code_.append(instr); }
  void emit_const(AddrType type, std::uint64_t value);
  Index add_func(Expr body, const char* name);

  FlatModule& flat_;
  Phase phase_ = Phase::elems;
  bool datas_fit_ = true;  // all data segments so far
  Expr code_;
  std::vector<Expr> full_;  // a function must not grow without bound
};

}  // namespace modlink::transform
