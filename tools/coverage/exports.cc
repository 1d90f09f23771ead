// Coverage for programs.
#include "tools/coverage/exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace modlink::reach {

using nlohmann::json;

namespace {

// A line of a record has one name, which ends where the line does.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = '?';
  }
  return text;
}

// Readers know functions by their names only, and end these at a comma. A file may have many modules.
std::string unique_name(const CoveredFunc& func, std::pair<std::uint32_t, std::uint32_t> place) {
  std::string name = fmt::format("{}@{}:{}", one_line(func.name), place.first, place.second);
  std::replace(name.begin(), name.end(), ',', ';');
  return name;
}

void append_functions(std::string& out, const CoveredSource& source) {
  for (const auto& [place, func] : source.funcs)
    out += fmt::format("FN:{},{}\n", place.first, unique_name(func, place));
  std::size_t hit = 0;
  for (const auto& [place, func] : source.funcs) {
    out += fmt::format("FNDA:{},{}\n", func.calls, unique_name(func, place));
    hit += func.calls > 0;
  }
  out += fmt::format("FNF:{}\nFNH:{}\n", source.funcs.size(), hit);
}

// Of an instruction that was not executed, no way was possible: "-".
void append_branches(std::string& out, const CoveredSource& source) {
  Share total;
  std::map<std::uint32_t, unsigned> blocks;  // how many each line has
  for (const auto& [place, func] : source.funcs) {
    for (const CoveredInstr& instr : func.instrs) {
      if (instr.ways.empty()) continue;
      const unsigned block = blocks[instr.line]++;
      for (std::size_t i = 0; i < instr.ways.size(); ++i) {
        const std::string taken = instr.count == 0 ? "-" : fmt::format("{}", instr.ways[i]);
        out += fmt::format("BRDA:{},{},{},{}\n", instr.line, block, i, taken);
        total.add(instr.ways[i] > 0);
      }
    }
  }
  if (total.all > 0) out += fmt::format("BRF:{}\nBRH:{}\n", total.all, total.reached);
}

void append_lines(std::string& out, const CoveredSource& source) {
  Share total;
  for (const auto& [line, count] : lines(source)) {
    out += fmt::format("DA:{},{}\n", line, count);
    total.add(count > 0);
  }
  out += fmt::format("LF:{}\nLH:{}\n", total.all, total.reached);
}

json to_json(const Share& share) { return {{"reached", share.reached}, {"all", share.all}}; }

json to_json(const CoveredFunc& func, std::pair<std::uint32_t, std::uint32_t> place) {
  json instrs = json::array();
  for (const CoveredInstr& instr : func.instrs) {
    json entry{{"line", instr.line},
               {"column", instr.column},
               {"instruction", info(instr.op).mnemonic},
               {"count", instr.count}};
    if (!instr.ways.empty()) entry["ways"] = instr.ways;
    instrs.push_back(std::move(entry));
  }
  return {{"name", func.name},
          {"line", place.first},
          {"column", place.second},
          {"calls", func.calls},
          {"instructions", std::move(instrs)}};
}

json rules_json(const Coverage& coverage, const Features& features, Share& total) {
  json result = json::array();
  for (const RuleGroup& group : rule_groups(coverage.rules, features)) {
    for (const Rule& rule : group.rules) {
      result.push_back(
          {{"group", group.title}, {"place", group.place}, {"name", rule.name}, {"reached", rule.reached}});
      total.add(rule.reached);
    }
  }
  return result;
}

}  // namespace

std::string to_lcov(const Coverage& coverage) {
  std::string out = "TN:\n";
  for (const auto& [name, source] : coverage.sources) {
    if (!source.is_text) continue;
    out += fmt::format("SF:{}\n", one_line(name));
    append_functions(out, source);
    append_branches(out, source);
    append_lines(out, source);
    out += "end_of_record\n";
  }
  return out;
}

std::string to_json(const Coverage& coverage, const Features& features) {
  json sources = json::array();
  Shares total;
  for (const auto& [name, source] : coverage.sources) {
    json funcs = json::array();
    for (const auto& [place, func] : source.funcs) funcs.push_back(to_json(func, place));
    sources.push_back({{"name", name}, {"functions", std::move(funcs)}});
    total.add(shares(source));
  }
  Share rules;
  json rule_list = rules_json(coverage, features, rules);
  const json result{{"version", 1},
                    {"rules", std::move(rule_list)},
                    {"sources", std::move(sources)},
                    {"total",
                     {{"rules", to_json(rules)},
                      {"functions", to_json(total.funcs)},
                      {"instructions", to_json(total.instrs)},
                      {"ways", to_json(total.ways)},
                      {"lines", to_json(total.lines)}}}};
  return result.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace modlink::reach
