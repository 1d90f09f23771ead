// What instructions access in memories. spec: exec/instructions, Memory Instructions
#include "tools/npm/memory_access.h"

#include <string_view>

namespace modlink::npm {

namespace {

bool has(std::string_view mnemonic, std::string_view part) { return mnemonic.find(part) != std::string_view::npos; }

// The address is the first operand, whatever else there is.
std::vector<MemoryAccess> access_by_mem_arg(const ExecutionPoint& point, const OpcodeInfo& row,
                                            const Values& operands) {
  const MemArg arg = point.func->module->code->module.funcs[point.func->index].body.mem_arg(point.step->instr);
  const std::uint64_t base = operands[0].low;
  const std::uint64_t address = base > UINT64_MAX - arg.offset ? UINT64_MAX : base + arg.offset;
  const std::uint64_t length = std::uint64_t{1} << row.align;
  const bool modifies = has(row.mnemonic, ".rmw");
  const bool writes = modifies || has(row.mnemonic, "store");
  std::vector<MemoryAccess> result;
  if (!writes || modifies) result.push_back({false, arg.memory, address, length});
  if (writes) result.push_back({true, arg.memory, address, length});
  return result;
}

}  // namespace

std::vector<MemoryAccess> accesses(const ExecutionPoint& point) {
  if (!point.is(StepKind::instruction)) return {};
  const Instr& instr = point.step->instr;
  const OpcodeInfo& row = info(instr.op);
  const Values values = operands(point).values;
  if (row.immediate == Immediate::mem_arg || row.immediate == Immediate::mem_arg_lane)
    return access_by_mem_arg(point, row, values);
  switch (instr.op) {
    case Opcode::memory_fill: return {{true, instr.index, values[0].low, values[2].low}};
    case Opcode::memory_init: return {{true, instr.pair.y, values[0].low, values[2].low}};
    case Opcode::memory_copy:
      return {{false, instr.pair.y, values[1].low, values[2].low}, {true, instr.pair.x, values[0].low, values[2].low}};
    default: return {};
  }
}

}  // namespace modlink::npm
