// The files that a program consists of, and what their imports are given.
#include "tools/host/file_linker.h"

#include <fmt/format.h>

#include <utility>

#include "tools/files/failure.h"
#include "tools/host/export_paths.h"
#include "wast/syntax/identifiers.h"

namespace modlink::host {

namespace {

using cli::Failure;
using cli::Status;

Supply find_supply(const Name& name, const LinkedFile& file, const std::string& text) {
  auto found = find_export(file.module->instance_type->exports, text);
  if (found) return {&file, std::move(found->path)};
  std::vector<std::string> names;
  for (const NamedExport& other : list_exports(*file.module)) names.push_back(other.path);
  throw Failure(Status::usage, fmt::format("--import: {} is to be {} of {}, which does not export that{}", quote(name),
                                           quote(text), shown_path(file.file->path), what_there_is(text, names)));
}

bool is_instance(const ImportStep& import) { return import.field || kind_of(import) == ExternKind::instance; }

}  // namespace

FileLinker::FileLinker(const transform::ResolveOptions& options, TypeStorePtr types, std::set<Name> host_names,
                       std::set<Name> import_names)
    : bundling_{options.features, options.limits, 16, std::move(types)},
      host_names_(std::move(host_names)),
      resolver_(options) {
  bundling_.keep = std::move(import_names);
}

LinkedFile& FileLinker::link(const Name& name, const FilePtr& file) {
  const transform::BundlePlan plan = transform::plan_bundle(file, resolver_, bundling_);
  ValidModulePtr module = transform::valid_bundle(plan, bundling_.features, bundling_.limits);
  return files_.emplace_back(LinkedFile{name, file, std::move(module), {}});
}

const LinkedFile& FileLinker::shared(const Name& name, const FilePtr& file) {
  const auto found = shared_.find(file.get());
  if (found != shared_.end()) return *found->second;
  return *shared_.emplace(file.get(), &link(name, file)).first->second;
}

void FileLinker::give(const char* option, const Name& name, Supply supply, const std::string& shown) {
  const auto [given, added] = given_.emplace(name, Given{std::move(supply), shown});
  if (added) return;
  throw Failure(Status::usage,
                fmt::format("{}: {} is both {} and {}", option, quote(name), given->second.shown, shown));
}

void FileLinker::add_instance(const Name& name, const std::string& path) {
  const FilePtr file = resolver_.open(path);
  const LinkedFile& linked = link(name, file);
  shared_.emplace(file.get(), &linked);
  give("--instance", name, {&linked, {}}, shown_path(path));
}

void FileLinker::add_import(const Name& name, const std::string& path, const std::string& text) {
  const LinkedFile& linked = shared(path, resolver_.open(path));
  give("--import", name, find_supply(name, linked, text), shown_path(path) + ":" + shown(text));
}

const LinkedFile& FileLinker::add_program(const std::string& path) {
  const FilePtr file = resolver_.open(path);
  const LinkedFile& program = link({}, file);
  shared_.emplace(file.get(), &program);
  for (LinkedFile& linked : files_) supply(linked);  // which adds others at the end
  return program;
}

void FileLinker::supply(LinkedFile& file) {
  for (const ImportStep& import : steps_of<ImportStep>(file.module->steps)) {
    if (file.supplies.count(import.name) == 0) supply(file, import);
  }
}

void FileLinker::supply(LinkedFile& file, const ImportStep& import) {
  const auto given = given_.find(import.name);
  if (given != given_.end() && given->second.supply.file != &file) {
    given->second.used = true;
    file.supplies.emplace(import.name, given->second.supply);
    return;
  }
  const bool may_be_file = is_instance(import) && host_names_.count(import.name) == 0;
  if (!may_be_file || !resolver_.finds(import.name, *file.file)) return;
  const FilePtr found = resolver_.resolve(import.name, *file.file);
  if (found != file.file) file.supplies.emplace(import.name, Supply{&shared(import.name, found), {}});
}

const Supply* FileLinker::given(const Name& name) const {
  const auto given = given_.find(name);
  return given == given_.end() ? nullptr : &given->second.supply;
}

std::vector<Name> FileLinker::unused_imports() const {
  std::vector<Name> result;
  for (const auto& [name, given] : given_) {
    if (!given.used && bundling_.keep.count(name) != 0) result.push_back(name);
  }
  return result;
}

}  // namespace modlink::host
