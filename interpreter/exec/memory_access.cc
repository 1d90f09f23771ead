// What instructions access in memories. spec: exec/instructions, Memory Instructions
#include "interpreter/exec/memory_access.h"

#include <string_view>

namespace modlink {

namespace {

bool mentions(std::string_view mnemonic, std::string_view part) {
  return mnemonic.find(part) != std::string_view::npos;
}

// The address is the first operand, whatever else there is.
std::vector<MemoryAccess> access_by_mem_arg(const ExecutionPoint& point, const OpcodeInfo& row,
                                            const Values& operands) {
  const MemArg arg = point.func->module->code->module.funcs[point.func->index].body.mem_arg(point.step->instr);
  const std::uint64_t base = operands[0].low;
  const std::uint64_t address = base > UINT64_MAX - arg.offset ? UINT64_MAX : base + arg.offset;
  const std::uint64_t length = std::uint64_t{1} << row.align;
  const bool modifies = mentions(row.mnemonic, ".rmw");
  const bool writes = modifies || mentions(row.mnemonic, "store");
  std::vector<MemoryAccess> result;
  if (!writes || modifies) result.push_back({false, arg.memory, address, length});
  if (writes) result.push_back({true, arg.memory, address, length});
  return result;
}

std::vector<MemoryAccess> access_in_bulk(const Instr& instr, const Values& operands) {
  const std::uint64_t first = operands[0].low, second = operands[1].low, length = operands[2].low;
  if (instr.op == Opcode::memory_fill) return {{true, instr.index, first, length}};
  if (instr.op == Opcode::memory_init) return {{true, instr.pair.y, first, length}};
  return {{false, instr.pair.y, second, length}, {true, instr.pair.x, first, length}};
}

}  // namespace

std::vector<MemoryAccess> memory_accesses(const ExecutionPoint& point) {
  if (!point.is(StepKind::instruction)) return {};
  const Instr& instr = point.step->instr;
  const OpcodeInfo& row = info(instr.op);
  if (row.immediate == Immediate::mem_arg || row.immediate == Immediate::mem_arg_lane)
    return access_by_mem_arg(point, row, operands(point).values);
  const bool is_bulk =
      instr.op == Opcode::memory_fill || instr.op == Opcode::memory_init || instr.op == Opcode::memory_copy;
  return is_bulk ? access_in_bulk(instr, operands(point).values) : std::vector<MemoryAccess>();
}

}  // namespace modlink
