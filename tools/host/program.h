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
  // Instance imports: a name, and the file whose instance it stands for. They may import each other, but not in a
  // circle (tools/host/instance_order.h).
  std::vector<std::pair<Name, std::string>> instances;
  WasiOptions wasi;
  std::optional<std::uint64_t> fuel;  // for all that is executed, see Store; nothing: without bound
};

// How a program, or a part of one, came to an end.
struct Ending {
  Outcome outcome;
  std::optional<std::uint32_t> exit_code;  // what proc_exit was given, which the outcome is then the trap of
  std::string message;                     // of what is not done: what happened, and while doing what
  std::string stack;                       // and where: a newline and a line for each activation
};

// A file is linked as `bundle` links it: its imports of modules, and theirs in turn, become nested modules. Then its
// imports of instances are bound, by name: to the instances of the options, or to the host's `wasi_file`,
// `wasi_snapshot_preview1` and `wasi_unstable`.
class Program {
 public:
  // Links the file and those of the options; nothing is run yet. Throws cli::Failure, and Error for bad modules.
  Program(const std::string& path, ProgramOptions options);
  ~Program();

  // Of an exported function. Null if there is none of this name.
  const FuncType* func_type(std::string_view name) const;
  std::vector<Name> func_names() const;
  const TypeStore& types() const;
  // Names of the options' modules that nothing imports.
  std::vector<Name> unused_modules() const;
  // To end what it executes from outside.
  Interruption& interruption();

  // Instantiates the instances of the options, then the program; of each, runs an exported `_initialize` unless it also
  // exports `_start` (the convention for libraries of WASI). To be called once. Throws Unlinkable:
  // imports are missing or do not match.
  Ending instantiate();
  // Calls an exported function of the instance; the arguments have to match its type.
  Ending invoke(std::string_view name, const Values& args);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modlink::host
