// Object files, which are no modules to be linked yet. spec: the tool conventions' WebAssembly Object File Linking
#include "tools/transform/object_files.h"

#include <algorithm>

#include "tools/files/failure.h"

namespace modlink::transform {

namespace {

// The memory of what all objects become, which compilers have each of them import.
bool is_common_memory(const Definition& definition) {
  const auto* const import = std::get_if<Import>(&definition);
  return import && import->module == "env" && import->name == "__linear_memory";
}

}  // namespace

void refuse_object_file(const Module& module) {
  const auto is_linking = [](const CustomSection& custom) { return custom.name == "linking"; };
  if (std::none_of(module.customs.begin(), module.customs.end(), is_linking)) return;
  if (std::none_of(module.definitions.begin(), module.definitions.end(), is_common_memory)) return;
  throw cli::Failure(cli::Status::failed, "this is an object file: make a module of it first, with wasm-ld",
                     module.source, module.at.pos);
}

}  // namespace modlink::transform
