// Which rule of the core specification an instruction is validated by.
#pragma once

#include <string>

#include "wast/syntax/instructions.h"

namespace modlink::npm {

// As comments cite it: document, section and label, "valid/instructions, Numeric Instructions, valid-binop". Of
// instructions that are not in the core specification, the proposal: "the threads proposal, Validation".
std::string validation_rule(Opcode op);

}  // namespace modlink::npm
