// The files that a program consists of, and what their imports are given.
#pragma once

#include <list>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/host/instance_order.h"
#include "tools/transform/bundle.h"

namespace modlink::host {

// A file is linked as `bundle` links it: its imports of modules, and theirs in turn, become nested modules. What it
// imports otherwise, it is given by name, which is the first one of an import of two levels:
//
// - what the user gave this name, but not to the file that it is of: an instance that takes the host's place needs the
//   host's;
// - else what the host has;
// - else, for an import of an instance, an instance of the file that an import of a module of this name would mean
//   (transform::Resolver), but for the importing file itself. One instance, for all that import the file.
class FileLinker {
 public:
  // `host_names` are the names of the host's instances, `import_names` those of `add_import`: imports of modules of
  // these names mean no files.
  FileLinker(const transform::ResolveOptions& options, TypeStorePtr types, std::set<Name> host_names,
             std::set<Name> import_names);

  // These throw cli::Failure for files that cannot be read, names that are given twice and exports that are not there,
  // and Error for bad modules.

  // For imports of this name an instance of the file: one of its own.
  void add_instance(const Name& name, const std::string& path);
  // For imports of this name what `find_export` finds in the file, in that instance of it which instance imports of the
  // file are given too; the first of `add_instance`, if there is one.
  void add_import(const Name& name, const std::string& path, const std::string& text);
  // The program. To be called once, last. It and all other files are linked then; bad imports of theirs are Failures
  // too.
  const LinkedFile& add_program(const std::string& path);

  // In the order in which they are to be instantiated. Throws Unlinkable for a circle.
  std::vector<const LinkedFile*> in_order() const { return host::in_order(files_); }
  // What the user gave this name. Null if nothing.
  const Supply* given(const Name& name) const;
  // Whether a file that an import of an instance would mean is not taken because of where it lies.
  bool is_outside(const Name& name, const LinkedFile& importer) const {
    return resolver_.is_outside(name, *importer.file);
  }
  // Names of modules, and of `add_import`, that nothing imports.
  std::vector<Name> unused_modules() const { return resolver_.unused(); }
  std::vector<Name> unused_imports() const;

 private:
  using FilePtr = std::shared_ptr<const transform::ModuleFile>;

  struct Given {
    Supply supply;
    std::string shown;  // as it was written
    bool used = false;
  };

  LinkedFile& link(const Name& name, const FilePtr& file);
  const LinkedFile& shared(const Name& name, const FilePtr& file);
  void give(const char* option, const Name& name, Supply supply, const std::string& shown);
  void supply(LinkedFile& file);
  void supply(LinkedFile& file, const ImportStep& import);

  transform::BundleOptions bundling_;
  std::set<Name> host_names_;
  transform::Resolver resolver_;
  std::list<LinkedFile> files_;
  std::map<const transform::ModuleFile*, const LinkedFile*> shared_;
  std::map<Name, Given> given_;
};

}  // namespace modlink::host
