// Who supplies what to modules that import from each other. spec: Explainer, "Instance Imports and Aliases";
// Subtyping.md, "Instantiation"
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tools/transform/import_renames.h"
#include "validator/valid_module.h"

namespace modlink::transform {

struct MergeInput {
  Name name;                             // of its instance: others import from it by this name
  std::string path;                      // of its file, for messages
  std::shared_ptr<const Module> module;  // the same pointer for the same file; no modules are imported
  ValidModulePtr valid;                  // of the module, without zero-level exports
  ValidModulePtr file = nullptr;         // that of which the module is a bundle, if it is one
};

// What it is called by in the result, and in messages: `""` if its name is empty.
Name instance_name(const MergeInput& input);
std::string shown_name(const MergeInput& input);

// Where it imports a field, or an instance if that is of one level.
Pos place_of_import(const MergeInput& input, const ImportNames& names);

struct MergePlan {
  enum class From : std::uint8_t {
    instance,  // one that is there before
    later,     // one that is not: a function
    host,
  };
  // What is given for a field of an instance that a module imports, or for an import that is no instance.
  struct Supply {
    Name name;
    ExternType type;  // what is wanted
    From from = From::host;
    std::size_t index = 0;  // the input whose export it is; of `later`; of `imports`
    Name export_name = {};  // of the input's export
  };
  struct Argument {
    Name name;  // the import's
    bool is_instance = true;
    std::vector<Supply> supplies;  // one, if it is no instance
  };
  // An import of the result. Of what is no instance and has one name, the first name is empty, as `flatten` writes it.
  struct HostImport {
    ImportNames names;
    ExternType type;
    std::size_t repeats = 0;  // how many imports of these names, with other types, come before it
  };
  // A function that is called by what was instantiated before it.
  struct Later {
    std::size_t input = 0;
    Name name;
  };
  std::vector<std::size_t> order;                // in which the inputs are instantiated
  std::vector<std::vector<Argument>> arguments;  // by input
  std::vector<HostImport> imports;
  std::vector<Later> later;
  // Imports that one of the inputs could supply but does not: of whom.
  std::vector<std::pair<std::size_t, ImportNames>> missing;
  std::vector<std::pair<Name, ImportNames>> guesses;  // see ImportRenames
};

// An input comes behind those that it imports from; where they import from each other in a circle, those in it come in
// the order of `inputs`. What nobody supplies remains an import; those of one name that one thing can be are one.
// Throws cli::Failure, with the place of the import: for a supply that does not match, with the derivation; for what is
// imported from an input that comes later and is no function, with the circle; LimitExceeded for too large a
// comparison; and what ImportRenames throws.
MergePlan plan_merge(const std::vector<MergeInput>& inputs, const ImportRenames::Texts& renamed, TypeStore& types,
                     const ImplementationLimits& limits);

}  // namespace modlink::transform
