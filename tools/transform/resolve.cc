// Finding the files that module imports name. spec: Example-LinkTimeVirtualization.md; Explainer, "Module Imports"
#include "tools/transform/resolve.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/standard_streams.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace fs = std::filesystem;

namespace {

const Import* find_import(const Module& module, const Name& name) {
  for (const Definition& definition : module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (import && import->first() == name) return import;
  }
  return nullptr;
}

// The place where the importer asks for the file, and what is wrong with it.
[[noreturn]] void fail(const Name& name, const ModuleFile& importer, const std::string& reason) {
  const Import* import = find_import(importer.module, name);
  const bool is_instance = import && (import->module || kind_of(import->desc) == ExternKind::instance);
  const std::string message = fmt::format("{} import {}: {}", is_instance ? "instance" : "module", quote(name), reason);
  throw cli::Failure(cli::Status::failed, message, importer.module.source, import ? import->at.pos : no_pos);
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

// Why what is there is not taken; empty if nothing is.
std::string obstacle(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) return cli::kind_of_file(status.st_mode);
  return errno == ENOENT || errno == ENOTDIR ? "" : std::strerror(errno);
}

bool is_possible(const Name& name) { return !name.empty() && name.find('\0') == Name::npos; }

// `-` alone would mean standard input.
std::string file_name(const fs::path& path) { return path == "-" ? "./-" : path.string(); }

std::vector<std::string> candidates(const Name& name, const ModuleFile& importer,
                                    const std::vector<std::string>& path) {
  std::vector<fs::path> folders{fs::path(importer.path).parent_path()};
  folders.insert(folders.end(), path.begin(), path.end());
  std::vector<std::string> result;
  for (const fs::path& folder : folders) {
    for (const char* extension : file_extensions) {
      std::string candidate = file_name(folder / (name + extension));
      if (std::find(result.begin(), result.end(), candidate) == result.end()) result.push_back(std::move(candidate));
    }
  }
  return result;
}

std::string list(const std::vector<std::string>& paths) {
  std::string result;
  for (const std::string& path : paths) {
    const std::string why = obstacle(path);
    result += fmt::format("\n  {}{}{}", shown_path(path), why.empty() ? "" : ": ", why);
  }
  return result;
}

std::string not_found(const std::vector<std::string>& searched, bool leads_out) {
  std::string outside = "what is outside of the modules' folders needs --allow-outside, or a --path that has it";
  if (searched.empty()) return outside;
  return "no such file; searched:" + list(searched) + (leads_out ? "\n" + outside : "");
}

}  // namespace

struct Resolver::Impl {
  ResolveOptions options;
  std::vector<std::string> folders;                        // of the files that the user names
  HashMapByName<std::shared_ptr<const ModuleFile>> files;  // by canonical path
  std::set<Name> used;                                     // names of `--module`

  bool allows(const std::string& path) const;
  Module read(const std::string& path, cli::NamedBy by) const;
  std::shared_ptr<const ModuleFile> load(const std::string& path, cli::NamedBy by);
  std::shared_ptr<const ModuleFile> load_import(const std::string& path, cli::NamedBy by, const Name& name,
                                                const ModuleFile& importer);
};

// Absolute names, `..` and links lead out of the folders that are searched.
bool Resolver::Impl::allows(const std::string& path) const {
  const auto has_it = [&](const std::string& folder) { return cli::lies_in(path, folder); };
  return options.allow_outside || std::any_of(folders.begin(), folders.end(), has_it) ||
         std::any_of(options.path.begin(), options.path.end(), has_it);
}

Module Resolver::Impl::read(const std::string& path, cli::NamedBy by) const {
  cli::Language language{options.features, options.limits, 1, options.extent};
  const SourcePtr source = cli::read_source(path, language, by);
  try {
    return cli::read_module(source, language);
  } catch (const Malformed& error) {
    const bool has_importer = !folders.empty();
    if (!options.takes_unread || !has_importer || source->kind() != Source::Kind::binary) throw;
    cli::complain({source->describe(error.pos()),
                   ": note: this is nested unread, and what it imports is not looked for: ", error.message()});
  }
  language.extent = Extent::nothing;
  return cli::read_module(source, language);
}

std::shared_ptr<const ModuleFile> Resolver::Impl::load(const std::string& path, cli::NamedBy by) {
  std::error_code error;
  const fs::path canonical = path == "-" ? fs::path(path) : fs::canonical(path, error);
  const std::string key = error ? path : canonical.string();
  if (const auto found = files.find(key); found != files.end()) return found->second;
  auto file = std::make_shared<const ModuleFile>(ModuleFile{path, read(path, by)});
  return files.emplace(key, std::move(file)).first->second;
}

std::shared_ptr<const ModuleFile> Resolver::Impl::load_import(const std::string& path, cli::NamedBy by,
                                                              const Name& name, const ModuleFile& importer) {
  try {
    return load(path, by);
  } catch (const cli::Failure& failure) {
    fail(name, importer, failure.text());
  } catch (const Error& error) {
    const bool can_be_nested = options.extent == Extent::linking && error.stage() == Stage::malformed;
    const char* hint = can_be_nested ? "--no-check nests it unread, if it is a binary" : "";
    fail(name, importer,
         fmt::format("{} is no module that can be used\n{}{}", shown_path(path), error.diagnose(), hint));
  }
}

Resolver::Resolver(ResolveOptions options) : impl_(std::make_unique<Impl>()) { impl_->options = std::move(options); }

Resolver::~Resolver() = default;

std::shared_ptr<const ModuleFile> Resolver::open(const std::string& path) {
  auto root = impl_->load(path, cli::NamedBy::user);
  impl_->folders.push_back(fs::path(path).parent_path().string());
  return root;
}

std::shared_ptr<const ModuleFile> Resolver::resolve(const Name& name, const ModuleFile& importer) {
  const auto given = impl_->options.modules.find(name);
  if (given != impl_->options.modules.end()) {
    if (impl_->used.insert(name).second) impl_->folders.push_back(fs::path(given->second).parent_path().string());
    return impl_->load_import(given->second, cli::NamedBy::user, name, importer);
  }
  if (!is_possible(name)) fail(name, importer, "no file has such a name; --module gives it one");
  std::vector<std::string> paths = candidates(name, importer, impl_->options.path);
  const auto is_outside = [&](const std::string& path) { return !impl_->allows(path); };
  for (const std::string& path : paths) {
    if (is_file(path) && !is_outside(path)) return impl_->load_import(path, cli::NamedBy::file, name, importer);
  }
  const auto end = std::remove_if(paths.begin(), paths.end(), is_outside);
  const bool leads_out = end != paths.end();
  paths.erase(end, paths.end());
  fail(name, importer, not_found(paths, leads_out));
}

bool Resolver::finds(const Name& name, const ModuleFile& importer) const {
  if (impl_->options.modules.count(name) != 0) return true;
  if (!is_possible(name)) return false;
  const std::vector<std::string> paths = candidates(name, importer, impl_->options.path);
  const auto is_there = [&](const std::string& path) { return is_file(path) && impl_->allows(path); };
  return std::any_of(paths.begin(), paths.end(), is_there);
}

bool Resolver::is_outside(const Name& name, const ModuleFile& importer) const {
  if (!is_possible(name)) return false;
  const std::vector<std::string> paths = candidates(name, importer, impl_->options.path);
  const auto is_there = [&](const std::string& path) { return is_file(path) && !impl_->allows(path); };
  return std::any_of(paths.begin(), paths.end(), is_there);
}

std::shared_ptr<const ModuleFile> Resolver::find_read(const std::string& path) const {
  for (const auto& [key, file] : impl_->files) {
    if (file->path != "-" && cli::is_one_output(file->path, path)) return file;
  }
  return nullptr;
}

std::vector<Name> Resolver::unused() const {
  std::vector<Name> result;
  for (const auto& [name, file] : impl_->options.modules) {
    if (!impl_->used.count(name)) result.push_back(name);
  }
  return result;
}

}  // namespace modlink::transform
