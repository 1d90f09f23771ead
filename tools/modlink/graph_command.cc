// `modlink graph`
#include <fmt/format.h>

#include <memory>

#include "tools/cli/graphviz.h"
#include "tools/cli/named_files.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/inspect/graph.h"
#include "tools/modlink/program.h"
#include "tools/modlink/resolve_options.h"
#include "tools/transform/bundle.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: which instances there will be, and what they share

  modlink graph program.wasm --after -o program.svg

--before shows modules with their imports and the instances they define; --after all the instances that come of them,
with the memories, tables, globals and tags that they share. Formats: dot, mermaid, json, svg, png; by default what the
name of the output ends in, otherwise dot; what functions of a binary do is not read, and nothing said of it.

Module imports are followed to files as `modlink run` does; what there is no file for comes from outside.)";

struct Options {
  std::string file;
  std::string output = "-";
  std::string format;
  bool before = false;
  bool after = false;
  std::string report;
  transform::ResolveOptions resolve;
};

constexpr const char* formats[] = {"dot", "mermaid", "json", "svg", "png"};

std::string format_of(const Options& options) {
  if (!options.format.empty()) return options.format;
  const std::string ending = options.output.substr(std::min(options.output.rfind('.'), options.output.size() - 1) + 1);
  if (ending == "mmd") return "mermaid";
  for (const char* format : formats) {
    if (ending == format) return format;
  }
  return "dot";
}

// What there are files for is nested, as `modlink run` would find it.
ValidModulePtr load(const Options& options, const cli::Language& language) {
  transform::Resolver resolver(with_language(options.resolve, language));
  transform::BundleOptions bundling{language.features, language.limits};
  bundling.leaves_missing = true;
  const auto plan = plan_bundle(resolver.open(options.file), resolver, bundling);
  spare_inputs(resolver, nullptr, "--output", options.output);
  warn_of_unused(options.file, resolver.unused(), &plan.nodes.front().file->module);
  return valid_bundle(plan, language.features, language.limits);
}

inspect::Graph make_graph(const Options& options, const cli::Language& language) {
  const ValidModulePtr module = load(options, language);
  return in_source(module->module.source, [&] {
    return options.before ? inspect::module_graph(*module) : inspect::instance_graph(*module, language.limits);
  });
}

// Graphviz takes minutes for pictures that nobody can read.
void check_parts(const inspect::Graph& graph, const Options& options, const ImplementationLimit& limit) {
  if (graph.nodes.size() + graph.edges.size() <= limit) return;
  const std::string message = fmt::format(
      "too many nodes and edges to draw: more than {}{}; --format dot has all of them", limit.value(), limit.hint());
  throw cli::Failure(Status::failed, LimitExceeded(no_pos, message).diagnose(options.file));
}

void write_graph(const Options& options, const cli::Language& language) {
  if (!options.report.empty()) cli::spare_inputs({{"--output", options.output}}, {options.report});
  inspect::Graph graph = make_graph(options, language);
  if (!options.report.empty()) inspect::add_costs(graph, cli::read_file(options.report));
  const std::string format = format_of(options);
  const auto text = [&] {
    if (format == "json") return inspect::to_json(graph);
    if (format == "mermaid") return inspect::to_mermaid(graph);
    std::string dot = inspect::to_dot(graph);
    if (format == "dot") return dot;
    check_parts(graph, options, language.limits.picture_parts);
    return cli::render_dot(dot, format);
  };
  cli::write_file(options.output, text());
}

}  // namespace

void add_graph(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("graph", "draw modules or instances");
  command.footer(footer);
  auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "a module, or - for standard input");
  const auto before = command.add_flag("--before", options->before, "modules, before instantiation");
  command.add_flag("--after", options->after, "instances, after it").excludes(before);
  command.add_option("-o,--output", options->output, "where to write; - is standard output").type_name("FILE");
  command.add_option("--format", options->format, "the form of the output")
      .one_of({std::begin(formats), std::end(formats)});
  command
      .add_option(
          "--report", options->report,
          "color the instances by what they cost, of the report that `modlink flatten` wrote of the same module")
      .excludes(before)
      .type_name("FILE");
  add_resolve_options(command, options->resolve);
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    demand_output(options->output);
    if (!options->before && !options->after) cli::missing("--before or --after");
    program.file = options->file;
    program.language.extent = Extent::declarations;
    write_graph(*options, program.language);
  });
}

}  // namespace modlink::command
