// Nested modules as files. spec: Explainer, "Nested Modules"
#include "tools/transform/split.h"

#include <filesystem>

#include "tools/files/input.h"
#include "tools/files/module_file.h"
#include "tools/npm/errors.h"
#include "tools/npm/input.h"
#include "tools/npm/operations.h"
#include "tools/npm/switches.h"
#include "tools/transform/bundle_record.h"

namespace modlink::npm {

namespace {

transform::SplitOptions split_options_of(Arguments& arguments, const cli::Language& language) {
  transform::SplitOptions options{language.features, language.limits};
  const std::vector<std::string> only = arguments.texts("only");
  const std::vector<std::string> keep = arguments.texts("keep");
  if (!only.empty()) options.only.emplace(only.begin(), only.end());
  options.keep.insert(keep.begin(), keep.end());
  return options;
}

Json kept_json(const transform::Split& split, const SourcePtr& source) {
  Json kept = Json::array();
  for (const transform::Split::Kept& module : split.kept) {
    Json json = {{"name", module.name}, {"message", module.reason}};
    add_place(json, source, module.pos);
    kept.push_back(std::move(json));
  }
  return kept;
}

// Whether a bundle says of which files it was made, and these are given back.
bool restore(const SourcePtr& source, Reply& reply) {
  if (source->kind() != Source::Kind::binary || !transform::has_record(source->content())) return false;
  const auto files = transform::restore_files(source->content());
  if (!files) return false;
  for (const cli::NewFile& file : *files) reply.set_bytes({"files", file.name}, file.content);
  reply["root"] = files->back().name;
  reply["kept"] = Json::array();
  return true;
}

}  // namespace

void split(Arguments& arguments, Reply& reply) {
  const cli::Language language = language_of(arguments);
  const Input input = module_of(arguments);
  const bool is_text = is_text_wanted(arguments);
  const transform::SplitOptions options = split_options_of(arguments, language);
  const SourcePtr source = source_of(input, language);
  const Module module = in_source(source, [&] { return cli::read_module(source, language); });
  const bool is_plain = !is_text && !options.only && options.keep.empty();
  if (is_plain && restore(source, reply)) return;
  const transform::Split split = in_source(source, [&] { return transform::split(module, options); });
  const auto types = std::make_shared<TypeStore>();
  const auto add = [&](const std::string& name, const Module& part) {
    const cli::Form form = is_text ? cli::Form::text : cli::Form::binary;
    std::string file = name + (is_text ? ".wat" : ".wasm");
    reply.set_content({"files", file}, cli::module_content(part, form, types, language, file), is_text);
    return file;
  };
  for (const transform::Split::File& file : split.files) add(file.name, file.module);
  reply["root"] = add(std::filesystem::path(input.name).stem().string(), split.root);
  reply["kept"] = kept_json(split, source);
}

}  // namespace modlink::npm
