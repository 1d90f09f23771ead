// Execution of internal code and of host functions. spec: exec/instructions; exec/modules, Invocation
#pragma once

#include "interpreter/exec/machine.h"
#include "interpreter/exec/stack.h"

namespace modlink {

// Runs a wasm function whose arguments are in the slots from `stack.top`; null: goes on where the stack is suspended.
// The results are not in the outcome, but where the arguments were.
Outcome execute(Store& store, Stack& stack, const FuncInst* func);

// Calls a host function whose arguments are in the slots from `frame`, for the code of instance `caller`, or null for
// the host. Executions that it begins come above them and above the activation `stack.activation`. The results are not
// in the outcome, but where the arguments were. spec: exec/instructions, Host Functions
Outcome call_host(Store& store, Stack& stack, const FuncInst& func, std::uint64_t* frame, const ModuleInst* caller);

// Between values and slots, by the types: as many as these say. An i32 or f32 leaves the upper half of its slot zero.
// Of one value: gives where the next one goes.
std::uint64_t* write_slots(std::uint64_t* slots, const Value& value);
void write_slots(std::uint64_t* slots, const Values& values);
Values read_slots(const std::uint64_t* slots, const ResultType& types);
std::uint64_t total_slots(const ResultType& types);

}  // namespace modlink
