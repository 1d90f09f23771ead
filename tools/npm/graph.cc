// Pictures of module graphs. spec: Explainer, "Module Imports and Nested Instances"
#include "tools/inspect/graph.h"

#include "tools/npm/graph_json.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"
#include "tools/npm/workspace.h"
#include "tools/transform/bundle.h"

namespace modlink::npm {

namespace {

// What there are files for is nested.
ValidModulePtr load(const std::string& name, transform::ResolveOptions resolve, const cli::Language& language) {
  transform::Resolver resolver(std::move(resolve));
  transform::BundleOptions bundling{language.features, language.limits};
  bundling.leaves_missing = true;
  return valid_bundle(plan_bundle(resolver.open(name), resolver, bundling), language.features, language.limits);
}

}  // namespace

void graph(Arguments& arguments, Reply& reply) {
  cli::Language language = language_of(arguments);
  language.extent = Extent::declarations;
  const Input input = module_of(arguments);
  const bool before = arguments.flag("before");
  const Workspace workspace(files_with(arguments, input));
  const ValidModulePtr module = load(input.name, resolve_options_of(arguments, language), language);
  const inspect::Graph graph = in_source(module->module.source, [&] {
    return before ? inspect::module_graph(*module) : inspect::instance_graph(*module, language.limits);
  });
  const Json json = graph_json(graph);
  for (const auto& [key, value] : json.items()) reply[key] = value;
}

}  // namespace modlink::npm
