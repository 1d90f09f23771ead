// What flattening did, as JSON. docs/json.md, "modlink flatten --report"
#include "tools/transform/flatten_report.h"

#include <nlohmann/json.hpp>

#include "wast/syntax/definitions.h"

namespace modlink::transform {

namespace {

using Json = nlohmann::ordered_json;

// What an instance has in the flat module.
struct Cost {
  PerSpace<Index> definitions;
  std::uint64_t instructions = 0;
  std::uint64_t data_bytes = 0;
};

std::vector<Cost> costs_of(const FlattenReport& report, const Module& flat) {
  std::vector<Cost> result(report.made.size());
  for (const IndexSpace space : all_index_spaces) {
    for (const FlatOrigin& origin : report.origins[space]) ++result[origin.instance].definitions[space];
  }
  const auto& funcs = report.origins[IndexSpace::func];
  for (std::size_t i = 0; i < funcs.size(); ++i) result[funcs[i].instance].instructions += flat.funcs[i].body.size();
  const auto& datas = report.origins[IndexSpace::data];
  for (std::size_t i = 0; i < datas.size(); ++i) result[datas[i].instance].data_bytes += flat.datas[i].init.size();
  return result;
}

Json instance(const FlattenReport::Instance& made, const Cost& cost, bool is_outermost) {
  Json result{{"path", made.path}};
  if (!made.module.empty()) result["module"] = made.module;
  if (!is_outermost) result["parent"] = made.parent;
  for (const IndexSpace space : all_index_spaces) {
    if (cost.definitions[space] > 0) result["definitions"][to_string(space)] = cost.definitions[space];
  }
  result["instructions"] = cost.instructions;
  result["data_bytes"] = cost.data_bytes;
  result["copied"] = {{"functions", made.copied_funcs}, {"definitions", made.copied_definitions}};
  return result;
}

Json function(const FlattenReport& report, const Module& flat, Index own, Index index) {
  Json result{{"index", index}};
  const std::string_view name = flat.names[IndexSpace::func].find(index);
  if (!name.empty()) result["name"] = name;
  const auto& origins = report.origins[IndexSpace::func];
  if (own < origins.size()) {
    result["instance"] = origins[own].instance;
    result["function"] = origins[own].index;
  }
  result["instructions"] = flat.funcs[own].body.size();
  return result;
}

}  // namespace

std::string to_json(const FlattenReport& report, const Module& flat) {
  Json instances = Json::array(), functions = Json::array();
  const std::vector<Cost> costs = costs_of(report, flat);
  for (std::size_t i = 0; i < costs.size(); ++i) instances.push_back(instance(report.made[i], costs[i], i == 0));
  const Index imported = first_own(flat)[IndexSpace::func];
  for (Index own = 0; own < flat.funcs.size(); ++own) functions.push_back(function(report, flat, own, imported + own));
  const Json result{{"version", 1}, {"instances", std::move(instances)}, {"functions", std::move(functions)}};
  return result.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace modlink::transform
