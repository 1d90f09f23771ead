// Segments and what they are copied to. spec: exec/modules, Instantiation
#include "rewrite/segments.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace modlink::rewrite {

namespace {

// The value of an expression that is a constant.
std::optional<std::uint64_t> constant_of(const Expr& expr) {
  if (expr.size() != 2) return std::nullopt;
  const Instr instr = *expr.begin();
  const bool is_constant = instr.op == Opcode::i32_const || instr.op == Opcode::i64_const;
  return is_constant ? std::optional(instr.bits) : std::nullopt;
}

// Whether `count` items from `offset` on are among the first 2^`unit_log2` * `units`. spec: exec/modules, Instantiation
bool is_within(const Expr& offset, std::uint64_t count, std::uint64_t units, unsigned unit_log2) {
  const auto first = constant_of(offset);
  if (!first || *first + count < count) return false;
  const std::uint64_t end = *first + count;
  return end == 0 || (end - 1) >> unit_log2 < units;
}

}  // namespace

std::uint64_t size_of(const ElemSegment& segment) {
  return std::visit([](const auto& init) { return init.size(); }, segment.init);
}

std::uint64_t size_of(const DataSegment& segment) { return segment.init.size(); }

bool fits(const ElemSegment& segment, const TableType& table) {
  return is_within(segment.offset, size_of(segment), table.limits.min, 0);
}

bool fits(const DataSegment& segment, const MemoryType& memory) {
  return is_within(segment.offset, size_of(segment), memory.limits.min, memory.page_size_log2);
}

namespace {

template <class Type, class Own>
std::vector<const Type*> types_of_all(const Module& module, const std::vector<Own>& own) {
  std::vector<const Type*> result;
  for (const Definition& definition : module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    const auto* type = import ? std::get_if<Type>(&import->desc) : nullptr;
    if (type) result.push_back(type);
  }
  for (const Own& item : own) result.push_back(&item.type);
  return result;
}

}  // namespace

std::vector<const TableType*> table_types(const Module& module) {
  return types_of_all<TableType>(module, module.tables);
}

std::vector<const MemoryType*> memory_types(const Module& module) {
  return types_of_all<MemoryType>(module, module.memories);
}

bool segments_fit(const Module& module) {
  const std::vector<const TableType*> tables = table_types(module);
  const std::vector<const MemoryType*> memories = memory_types(module);
  const auto elem_fits = [&](const ElemSegment& segment) {
    return segment.mode != SegmentMode::active || fits(segment, *tables[segment.table]);
  };
  const auto data_fits = [&](const DataSegment& segment) {
    return segment.mode != SegmentMode::active || fits(segment, *memories[segment.memory]);
  };
  return std::all_of(module.elems.begin(), module.elems.end(), elem_fits) &&
         std::all_of(module.datas.begin(), module.datas.end(), data_fits);
}

}  // namespace modlink::rewrite
