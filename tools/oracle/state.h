// What a memory or table has in it, in few characters. docs/engine-protocol.md, "Reading"
#pragma once

#include <string>

#include "interpreter/runtime/instance.h"

namespace modlink::oracle {

std::string state_of(const MemoryInst& memory);
std::string state_of(const TableInst& table);

}  // namespace modlink::oracle
