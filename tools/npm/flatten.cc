// A module graph as one core module. spec: Explainer, "Module Imports and Nested Instances"; D13
#include "tools/transform/flatten.h"

#include <filesystem>

#include "tools/files/module_file.h"
#include "tools/files/stale_customs.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"
#include "tools/npm/workspace.h"
#include "tools/transform/bundle.h"
#include "tools/transform/flatten_report.h"
#include "tools/transform/loader.h"

namespace modlink::npm {

namespace {

transform::FlattenOptions flatten_options_of(Arguments& arguments, const cli::Language& language) {
  transform::FlattenOptions options;
  using Boundary = transform::FlattenOptions::Boundary;
  const std::string boundary = arguments.text("exports").value_or("error");
  if (boundary != "flat" && boundary != "error")
    throw cli::Failure(cli::Status::usage, "option `exports`: expected \"flat\" or \"error\"");
  options.boundary = boundary == "flat" ? Boundary::flat : Boundary::error;
  options.single_memory = arguments.flag("singleMemory");
  options.translate_exceptions = arguments.flag("translateExceptions");
  options.remove_unused = arguments.flag("gc");
  options.max_copies = arguments.number("maxCopies").value_or(options.max_copies);
  options.max_growth = arguments.number("maxGrowth").value_or(options.max_growth);
  options.limits = language.limits;
  return options;
}

ValidModulePtr bundled(const std::string& name, Arguments& arguments, const cli::Language& language) {
  transform::Resolver resolver(resolve_options_of(arguments, language));
  const auto plan = plan_bundle(resolver.open(name), resolver, {language.features, language.limits});
  return valid_bundle(plan, language.features, language.limits);
}

}  // namespace

void flatten(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const Input input = module_of(arguments);
  const bool is_text = is_text_wanted(arguments);
  const transform::FlattenOptions options = flatten_options_of(arguments, language);
  const Workspace workspace(files_with(arguments, input));
  const auto flat = transform::flatten(*bundled(input.name, arguments, language), options);
  cli::note_left_out(input.name, flat.report.dropped_customs);
  const cli::Form form = is_text ? cli::Form::text : cli::Form::binary;
  const auto types = std::make_shared<TypeStore>();
  reply.set_content({is_text ? "text" : "binary"}, cli::module_content(flat.module, form, types, language, input.name),
                    is_text);
  const std::string wasm = std::filesystem::path(input.name).stem().string() + ".wasm";
  if (arguments.flag("loader")) reply["loader"] = loader_script(flat.module, flat.report.paths, wasm);
  reply["report"] = Json::parse(to_json(flat.report, flat.module));
}

}  // namespace modlink::npm
