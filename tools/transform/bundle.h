// Bundling: module imports become nested modules. spec: Explainer, "Nested Modules"; Example-LinkTimeVirtualization.md
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
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
  bool compares_types = true;  // of files with those that they are imported by
  // Which module imports stand for files, by their names, wherever they are: all, or these.
  std::optional<std::set<Name>> only = {};
  std::set<Name> keep = {};  // and these do not
  // Nor do these; they stay imports by other names.
  std::map<Name, Name> external = {};
  bool leaves_missing = false;  // what there is no file for stays an import, instead of being an error
  bool dedupe = false;          // files of the same bytes that import the same count as one
  bool records = false;
};

// What will be nested where. One node for each file; more only if its importers differ in which of its module imports
// they supply themselves.
struct BundlePlan {
  struct Use {
    Name import;
    Pos pos = no_pos;
    std::size_t node = 0;                      // what it stands for
    std::optional<std::size_t> external = {};  // or the import of the bundle that it is supplied with
  };
  // An import of a module that stays one, of the root, for all that are nested in it.
  struct External {
    Name request;
    const ModuleType* type = nullptr;
    std::optional<Index> module;  // its index in the root's file, if that has it
  };
  struct Node {
    std::shared_ptr<const ModuleFile> file;
    ValidModulePtr valid;        // null if it was not read
    std::vector<Name> supplied;  // module imports that its instantiators supply, so that they remain imports; sorted
    std::vector<Use> uses;       // all its other imports of modules
    std::size_t parent = 0;      // where it is nested; the root is its own parent
    std::size_t depth = 0;       // how deep
    std::vector<std::size_t> children;  // what is nested in it, in order
    std::size_t users = 0;              // how many imports stand for it
  };
  std::vector<Node> nodes;  // the first one is the root
  std::vector<External> externals;
  std::map<Name, Name> renamed;        // imports of the root that stay, by their names in its file
  std::vector<std::string> unmatched;  // names in the options that no module import has
  bool records = false;
  bool elaborates = false;  // zero-level exports of types too, so that nothing has to be done before it is encoded
  TypeStorePtr types;
};

// The import, if `definition` imports a whole module by one name: what stands for a file.
const Import* module_import(const Definition& definition);

// Finds and checks all modules that `root` needs. A file's import of a module (by one name) stands for a file, except
// where the file itself was imported by a module type that has this import too: then whoever instantiates it supplies
// it; and but for what the options say is to stay. That becomes an import of the root, by one type for all that need
// it. A module that several modules import is nested once, in the innermost module that contains all of them. Throws
// cli::Failure as Resolver does, for a cycle, which it shows, and for a file that does not match the type it is
// imported by, with the derivation; Error for a file that is invalid.
BundlePlan plan_bundle(const std::shared_ptr<const ModuleFile>& root, Resolver& resolver, const BundleOptions& options);

// The bundle, valid: validated once more only if it is not the root's file, which has been. Throws Invalid or
// LimitExceeded.
ValidModulePtr valid_bundle(const BundlePlan& plan, const Features& features, const ImplementationLimits& limits);

// The bytes of a node's file.
std::size_t size_of(const BundlePlan::Node& node);

// The type of a node with its uses supplied: that of its file without those imports.
const ModuleType* type_of(const BundlePlan& plan, std::size_t node);

// Whether the bundle is the root's file as it is.
bool is_one_file(const BundlePlan& plan);

// One module that behaves like the root with its imports supplied: each module is nested once, and those that use it
// elsewhere reach it by outer aliases. Its exports are the root's. If the plan records, each module that is changed has
// a section that says what was (bundle_record.h). Throws cli::Failure if an import would have to precede a type.
Module bundle(const BundlePlan& plan);

// One line for each module to be nested, indented by where: its file and size, and by which imports it is reached.
std::string to_string(const BundlePlan& plan);
// The same as JSON. docs/json.md
std::string to_json(const BundlePlan& plan);

}  // namespace modlink::transform
