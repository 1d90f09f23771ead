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
};

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
    Name module;
    Name name;
    ExternType type;
    bool has_one_name = false;
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
  std::vector<std::pair<std::size_t, Name>>
      missing;  // imports that one of the inputs could supply but does not: of whom
};

// An input comes behind those that it imports from; where they import from each other in a circle, those in it come in
// the order of `inputs`. What nobody supplies remains an import; those of which one has a type that matches are one.
// Throws cli::Failure, with the place of the import: for a supply that does not match, with the derivation; for what is
// imported from an input that comes later and is no function, with the circle; LimitExceeded for too large a
// comparison.
MergePlan plan_merge(const std::vector<MergeInput>& inputs, ImportRenames& renames, TypeStore& types,
                     const ImplementationLimits& limits);

}  // namespace modlink::transform
