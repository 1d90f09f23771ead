// What a bundle consists of, as JSON. docs/json.md
#include <nlohmann/json.hpp>

#include "tools/transform/bundle.h"

namespace modlink::transform {

namespace {

using Json = nlohmann::ordered_json;

Json use_json(const BundlePlan& plan, const BundlePlan::Use& use, std::size_t importer) {
  Json result{{"import", use.import}};
  if (use.external) {
    result["how"] = "external";
    result["request"] = plan.externals[*use.external].request;
  } else {
    result["how"] = plan.nodes[use.node].parent == importer ? "nested" : "outer alias";
    result["file"] = plan.nodes[use.node].file->path;
  }
  return result;
}

// Recursive: the plan limits the depth.
Json node_json(const BundlePlan& plan, std::size_t index) {
  const BundlePlan::Node& node = plan.nodes[index];
  Json result{{"file", node.file->path}, {"bytes", size_of(node)}, {"users", node.users}};
  result["imports"] = Json::array();
  for (const BundlePlan::Use& use : node.uses) result["imports"].push_back(use_json(plan, use, index));
  for (const Name& name : node.supplied) result["imports"].push_back({{"import", name}, {"how", "supplied"}});
  result["nested"] = Json::array();
  for (const std::size_t child : node.children) result["nested"].push_back(node_json(plan, child));
  return result;
}

}  // namespace

std::string to_json(const BundlePlan& plan) {
  Json result{{"root", node_json(plan, 0)}};
  result["remaining"] = Json::array();
  for (const BundlePlan::External& external : plan.externals) result["remaining"].push_back(external.request);
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace modlink::transform
