// Bundling: module imports become nested modules. spec: Explainer, "Nested Modules"; Example-LinkTimeVirtualization.md
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/transform/resolve.h"
#include "validator/validate.h"

namespace modlink::transform {

struct BundleOptions {
  Features features;
  ImplementationLimits limits;
  // Modules are not nested deeper than this in each other, beyond what their files have: those that would be are
  // nested in the root instead.
  std::size_t nesting = 16;
  // What all of them are validated with.
  TypeStorePtr types = std::make_shared<TypeStore>();
};

// What will be nested where. One node for each file; more only if its importers differ in which of its module imports
// they supply themselves.
struct BundlePlan {
  struct Use {
    Name import;
    Pos pos = no_pos;
    std::size_t node = 0;  // what it stands for
  };
  struct Node {
    std::shared_ptr<const ModuleFile> file;
    ValidModulePtr valid;
    std::vector<Name> supplied;  // module imports that its instantiators supply, so that they remain imports; sorted
    std::vector<Use> uses;       // all its other imports of modules
    std::size_t parent = 0;      // where it is nested; the root is its own parent
    std::size_t depth = 0;       // how deep
    std::vector<std::size_t> children;  // what is nested in it, in order
    std::size_t users = 0;              // how many imports stand for it
  };
  std::vector<Node> nodes;  // the first one is the root
  TypeStorePtr types;
};

// The import, if `definition` imports a whole module by one name: what stands for a file.
const Import* module_import(const Definition& definition);

// Finds and checks all modules that `root` needs. A file's import of a module (by one name) stands for a file, except
// where the file itself was imported by a module type that has this import too: then whoever instantiates it supplies
// it. A module that several modules import is nested once, in the innermost module that contains all of them.
// Throws cli::Failure as Resolver does, for a cycle, which it shows, and for a file that does not match the type it is
// imported by, with the derivation; Error for a file that is invalid.
BundlePlan plan_bundle(const std::shared_ptr<const ModuleFile>& root, Resolver& resolver, const BundleOptions& options);

// The type of a node with its uses supplied: that of its file without those imports.
const ModuleType* type_of(const BundlePlan& plan, std::size_t node);

// One module that behaves like the root with its imports supplied: each module is nested once, and those that use it
// elsewhere reach it by outer aliases. Its exports are the root's.
Module bundle(const BundlePlan& plan);

// One line for each module to be nested, indented by where: its file, and by which imports it is reached.
std::string to_string(const BundlePlan& plan);

}  // namespace modlink::transform
