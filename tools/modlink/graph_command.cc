// `modlink graph`
#include <fmt/format.h>

#include <memory>

#include "tools/cli/graphviz.h"
#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/inspect/graph.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: which instances there will be, and what they share

  modlink graph program.wasm --after -o program.svg

--before shows modules with their imports and the instances they define; --after all the instances that come of them,
with the memories, tables, globals and tags that they share. Formats: dot, mermaid, json, svg, png; by default what the
name of the output ends in, otherwise dot; what functions of a binary do is not read, and nothing said of it.)";

struct Options {
  std::string file;
  std::string output = "-";
  std::string format;
  bool before = false;
  bool after = false;
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

inspect::Graph make_graph(const Options& options, const cli::Language& language) {
  const auto module = cli::load_module(options.file, std::make_shared<TypeStore>(), language);
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
  const inspect::Graph graph = make_graph(options, language);
  const std::string format = format_of(options);
  const auto text = [&] {
    if (format == "json") return inspect::to_json(graph);
    if (format == "mermaid") return inspect::to_mermaid(graph);
    const std::string dot = inspect::to_dot(graph);
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
      .type_name("FORMAT")
      .one_of({std::begin(formats), std::end(formats)});
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    if (!options->before && !options->after) cli::missing("--before or --after");
    program.file = options->file;
    program.language.extent = Extent::declarations;
    write_graph(*options, program.language);
  });
}

}  // namespace modlink::command
