// What instances cost, in pictures. docs/json.md, "modlink flatten --report"
#include <nlohmann/json.hpp>

#include "tools/files/failure.h"
#include "tools/inspect/graph.h"

namespace modlink::inspect {

namespace {

using Parsed = nlohmann::json;

[[noreturn]] void fail(const char* message) { throw cli::Failure(cli::Status::failed, message); }

std::vector<std::uint64_t> costs_in(const std::string& report) {
  const Parsed json = Parsed::parse(report, nullptr, false);
  if (!json.is_object() || !json.contains("instances") || !json["instances"].is_array())
    fail("--report: this is no report of modlink flatten");
  std::vector<std::uint64_t> result;
  for (const Parsed& instance : json["instances"]) {
    const auto found = instance.is_object() ? instance.find("instructions") : instance.end();
    if (found == instance.end() || !found->is_number_unsigned()) fail("--report: an instance says not what it costs");
    result.push_back(found->get<std::uint64_t>());
  }
  return result;
}

}  // namespace

// Both have the instances in the order in which their instantiation begins.
void add_costs(Graph& graph, const std::string& report) {
  const std::vector<std::uint64_t> costs = costs_in(report);
  double sum = 0;
  for (const std::uint64_t cost : costs) sum += static_cast<double>(cost);
  std::size_t next = 0;
  for (Graph::Node& node : graph.nodes) {
    if (node.kind != Graph::NodeKind::instance) continue;
    if (next == costs.size()) fail("--report: the report is that of another module, which has fewer instances");
    node.instructions = costs[next++];
    node.share = sum > 0 ? static_cast<double>(*node.instructions) / sum : 0;
  }
  if (next < costs.size()) fail("--report: the report is that of another module, which has more instances");
}

}  // namespace modlink::inspect
