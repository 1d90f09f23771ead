// What of the tested modules executions reached.
#include "tools/coverage/coverage.h"

#include <algorithm>

namespace modlink::reach {

namespace {

void add_instr(CoveredInstr& to, const CoveredInstr& from) {
  to.count += from.count;
  for (std::size_t i = 0; i < std::min(to.ways.size(), from.ways.size()); ++i) to.ways[i] += from.ways[i];
}

void add_func(CoveredFunc& to, const CoveredFunc& from) {
  to.calls += from.calls;
  for (std::size_t i = 0; i < std::min(to.instrs.size(), from.instrs.size()); ++i) {
    add_instr(to.instrs[i], from.instrs[i]);
  }
}

}  // namespace

void Coverage::add(const Coverage& other) {
  rules.add(other.rules);
  for (const auto& [name, source] : other.sources) {
    CoveredSource& mine = sources[name];
    mine.is_text = source.is_text;
    for (const auto& [place, func] : source.funcs) {
      const auto [found, is_new] = mine.funcs.emplace(place, func);
      if (!is_new) add_func(found->second, func);
    }
  }
}

void Shares::add(const Shares& other) {
  funcs.add(other.funcs);
  instrs.add(other.instrs);
  ways.add(other.ways);
  lines.add(other.lines);
}

Shares shares(const CoveredSource& source) {
  Shares result;
  for (const auto& [place, func] : source.funcs) {
    result.funcs.add(func.calls > 0);
    for (const CoveredInstr& instr : func.instrs) {
      result.instrs.add(instr.count > 0);
      for (const std::uint64_t way : instr.ways) result.ways.add(way > 0);
    }
  }
  for (const auto& [line, count] : lines(source)) result.lines.add(count > 0);
  return result;
}

std::map<std::uint32_t, std::uint64_t> lines(const CoveredSource& source) {
  std::map<std::uint32_t, std::uint64_t> result;
  if (!source.is_text) return result;
  for (const auto& [place, func] : source.funcs) {
    for (const CoveredInstr& instr : func.instrs) {
      std::uint64_t& count = result[instr.line];
      count = std::max(count, instr.count);
    }
  }
  return result;
}

}  // namespace modlink::reach
