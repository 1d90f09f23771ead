// A module that is made smaller, and the modules that are nested in it. spec: Explainer, "Nested Modules"
#include "tools/shrink/subject.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "tools/inspect/arities.h"
#include "validator/validate.h"
#include "wast/binary/decode_module.h"

namespace modlink::shrink {

namespace {

// Which of the nested modules of a module that one is, whose definition stands at `position`.
std::size_t number_of_nested(const Module& module, std::size_t position) {
  const auto is_nested = [](const Definition& definition) { return std::holds_alternative<NestedModule>(definition); };
  const auto begin = module.definitions.begin();
  return static_cast<std::size_t>(std::count_if(begin, begin + static_cast<std::ptrdiff_t>(position), is_nested));
}

const ValidModule* nested_code(const ValidModule& module, std::size_t number) {
  for (const NestedModuleStep& step : steps_of<NestedModuleStep>(module.steps)) {
    if (number-- == 0) return step.code.get();
  }
  return nullptr;
}

void collect_paths(const Module& module, Path& path, std::vector<Path>& paths) {
  paths.push_back(path);
  for (std::size_t i = 0; i < module.definitions.size(); ++i) {
    const auto* nested = std::get_if<NestedModule>(&module.definitions[i]);
    if (!nested) continue;
    path.push_back(i);
    collect_paths(*nested->module, path, paths);
    path.pop_back();
  }
}

}  // namespace

Subject read_subject(std::string bytes, const cli::Language& language) {
  Subject subject;
  subject.bytes = std::move(bytes);
  const auto source = std::make_shared<const Source>("module", subject.bytes, Source::Kind::binary);
  subject.module = decode_module(source, language.features, language.limits);
  try {
    subject.valid = validate(subject.module, std::make_shared<TypeStore>(), language.features, language.limits);
    subject.arities = inspect::arities_of(*subject.valid);
  } catch (const Error&) {
    subject.valid = nullptr;
  }
  return subject;
}

std::vector<Path> all_paths(const Module& module) {
  std::vector<Path> paths;
  Path path;
  collect_paths(module, path, paths);
  return paths;
}

const Module& module_at(const Module& module, const Path& path) {
  const Module* at = &module;
  for (const std::size_t position : path) at = &*std::get<NestedModule>(at->definitions.at(position)).module;
  return *at;
}

Module& module_at(Module& module, const Path& path) {
  return const_cast<Module&>(module_at(std::as_const(module), path));
}

const ValidModule* valid_at(const Subject& subject, const Path& path) {
  const ValidModule* valid = subject.valid.get();
  const Module* module = &subject.module;
  for (const std::size_t position : path) {
    if (valid) valid = nested_code(*valid, number_of_nested(*module, position));
    module = &*std::get<NestedModule>(module->definitions.at(position)).module;
  }
  return valid;
}

const text::Arities& arities_at(const Subject& subject, const Path& path) {
  static const text::Arities none;
  const text::Arities* arities = &subject.arities;
  const Module* module = &subject.module;
  for (const std::size_t position : path) {
    const std::size_t number = number_of_nested(*module, position);
    if (number >= arities->modules.size()) return none;
    arities = &arities->modules[number];
    module = &*std::get<NestedModule>(module->definitions.at(position)).module;
  }
  return *arities;
}

}  // namespace modlink::shrink
