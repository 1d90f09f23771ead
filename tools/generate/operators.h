// The instructions whose types instructions.def says, by what they give.
#pragma once

#include <vector>

#include "wast/syntax/features.h"
#include "wast/syntax/instructions.h"

namespace modlink::generate {

class Operators {
 public:
  explicit Operators(const Features& features);

  // Those with one result of this letter; those without one; those with two. Constants, whose immediate is all they
  // have, are none of them.
  const std::vector<Opcode>& giving(char letter) const;
  const std::vector<Opcode>& giving_nothing() const { return nothing_; }
  const std::vector<Opcode>& giving_two() const { return two_; }

 private:
  std::vector<Opcode> by_letter_[5];  // in the order of ValKind
  std::vector<Opcode> nothing_;
  std::vector<Opcode> two_;
};

// By its letter.
ValKind number_kind(char letter);
// How many lanes a vector has, for an instruction that names one.
unsigned lanes_of(Opcode op);
// Whether it may give a NaN whose bits are open.
bool may_give_nan(Opcode op);
bool is_wait(Opcode op);

}  // namespace modlink::generate
