// Programs: modules linked with files and with the host, and run. spec: Explainer, "Module Imports and Nested
// Instances"; Example-LinkTimeVirtualization.md
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/embedding.h"
#include "tools/host/wasi.h"
#include "tools/transform/resolve.h"

namespace modlink::host {

struct ProgramOptions {
  transform::ResolveOptions resolve;
  // Imports of instances: a name, and the file whose instance it stands for. Files may import each other, in any order,
  // but not in a circle.
  std::vector<std::pair<Name, std::string>> instances;
  // Imports of anything: a name, a file, and what of its instance it stands for (`find_export`).
  struct Import {
    Name name;
    std::string path;
    std::string text;
  };
  std::vector<Import> imports;
  WasiOptions wasi;
  std::optional<std::uint64_t> fuel;  // for all that is executed, see Store; nothing: without bound
  Observation observation = {};       // of all that is executed, see interpreter/exec/observer.h
};

// How a program, or a part of one, came to an end.
struct Ending {
  Outcome outcome;
  std::optional<std::uint32_t> exit_code;  // what proc_exit was given, which the outcome is then the trap of
  std::string message;                     // of what is not done: what happened, and while doing what
  std::string stack;                       // and where: a newline and a line for each activation
};

// A program and the files that it imports from, linked by a FileLinker (tools/host/file_linker.h) with each other and
// with the host's instances `wasi_file`, `wasi_snapshot_preview1` and `wasi_unstable`.
class Program {
 public:
  // Links the file, those of the options and those that they import from; nothing is run yet. Throws cli::Failure, and
  // Error for bad modules and files that import each other in a circle.
  Program(const std::string& path, const ProgramOptions& options);
  ~Program();

  // Of a function that is exported, also by exported instances (`find_export`). Null if there is none.
  const FuncType* func_type(std::string_view name) const;
  // A function and its name, which is `NAME/REST` in an exported instance.
  struct ExportedFunc {
    std::string name;
    const FuncType* type;
  };
  // All of them, in the order of exports. Throws LimitExceeded for too many, as instances in instances can have.
  std::vector<ExportedFunc> funcs() const;
  const TypeStore& types() const;
  // Names of the options' modules, and of `imports`, that nothing imports.
  std::vector<Name> unused_modules() const;
  std::vector<Name> unused_imports() const;
  // To end what it executes from outside.
  Interruption& interruption();

  // Instantiates all files, each behind those that it imports from; of each, runs an exported `_initialize` unless it
  // also exports `_start` (the convention for libraries of WASI). To be called once. Throws Unlinkable: imports are
  // missing or do not match.
  Ending instantiate();
  // Calls a function that `func_type` knows; the arguments have to match its type.
  Ending invoke(std::string_view name, const Values& args);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modlink::host
