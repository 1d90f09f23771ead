// Module imports as nested modules. spec: Explainer, "Nested Modules"
#include "tools/transform/bundle.h"

#include "tools/files/module_file.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"
#include "tools/npm/workspace.h"

namespace modlink::npm {

namespace {

transform::BundleOptions bundle_options_of(Arguments& arguments, const cli::Language& language) {
  transform::BundleOptions options{language.features, language.limits};
  const std::vector<std::string> only = arguments.texts("only");
  const std::vector<std::string> keep = arguments.texts("keep");
  if (!only.empty()) options.only.emplace(only.begin(), only.end());
  options.keep.insert(keep.begin(), keep.end());
  options.external = arguments.text_by_name("external");
  options.leaves_missing = arguments.flag("leavesMissing");
  options.dedupe = arguments.flag("dedupe");
  options.records = arguments.flag("record");
  return options;
}

}  // namespace

void bundle(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const Input input = module_of(arguments);
  const bool is_text = is_text_wanted(arguments);
  const Workspace workspace(files_with(arguments, input));
  transform::Resolver resolver(resolve_options_of(arguments, language));
  const auto plan = plan_bundle(resolver.open(input.name), resolver, bundle_options_of(arguments, language));
  const cli::Form form = is_text ? cli::Form::text : cli::Form::binary;
  reply.set_content({is_text ? "text" : "binary"},
                    cli::module_content(transform::bundle(plan), form, plan.types, language, input.name), is_text);
  reply["plan"] = Json::parse(to_json(plan));
}

}  // namespace modlink::npm
