// Finding the files that imports of modules name, and imports of instances where one of a file may be meant.
// spec: Example-LinkTimeVirtualization.md; Explainer, "Module Imports"
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "validator/validate.h"
#include "wast/syntax/module.h"

namespace modlink::transform {

// What may stand behind the name of a module import in that of its file, in the order in which files are looked for.
inline constexpr const char* file_extensions[] = {"", ".wat", ".wasm"};

// What a module import named `name` stands for: `--module name=FILE` if given; else `name`, `name.wat` or `name.wasm`
// in the folder of the importing file; else in each folder of `--path`. A file that an absolute name, `..` or a link
// leads to is taken only if it lies in the folder of a root, of a file of `--module` or of `--path`, or with
// `--allow-outside`.
//
// Who supplies the module imports of a file that was found: whoever instantiates it, if the module type by which it was
// imported has that import; else they are looked for in turn, beside that file.
struct ResolveOptions {
  std::map<Name, std::string> modules;
  std::vector<std::string> path;
  bool allow_outside = false;
  Features features;
  ImplementationLimits limits;
  Extent extent = Extent::all;  // how much is read of binaries
  // A binary that cannot be read so far is taken unread, with a note, unless it is a root.
  bool takes_unread = false;
};

// A module and the file it came from.
struct ModuleFile {
  std::string path;
  Module module;
};

// Reads each file once, however often it is named: the same file gives the same pointer.
class Resolver {
 public:
  explicit Resolver(ResolveOptions options);
  ~Resolver();

  // The root of a graph; `-` is standard input. Throws cli::Failure if it cannot be read, and Error.
  std::shared_ptr<const ModuleFile> open(const std::string& path);
  // Throws cli::Failure for a module that is not there or is bad: it says who wanted it and where it was searched.
  std::shared_ptr<const ModuleFile> resolve(const Name& name, const ModuleFile& importer);
  // Whether there is a file for the import, good or bad.
  bool finds(const Name& name, const ModuleFile& importer) const;
  // Whether there is one, but for where it lies.
  bool is_outside(const Name& name, const ModuleFile& importer) const;
  // The file that was read from where `path` leads to, as an output; null if none was.
  std::shared_ptr<const ModuleFile> find_read(const std::string& path) const;
  // The names of `--module` that have not been asked for.
  std::vector<Name> unused() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modlink::transform
