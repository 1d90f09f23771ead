// Modules split into files and bundled again, for tests.
#pragma once

#include <string>

#include "tools/files/files.h"
#include "tools/transform/bundle.h"
#include "tools/transform/split.h"
#include "tools/transform/test_files.h"
#include "wast/binary/encode_module.h"
#include "wast/text/print.h"

namespace modlink::transform {

inline Module bundled_file(const std::string& path) {
  Resolver resolver({});
  return bundle(plan_bundle(resolver.open(path), resolver, {}));
}

// Writes the files as text or binary.
inline Module split_and_bundled(const Module& module, bool binary) {
  const Split parts = split(module, {});
  const TestFolder folder;
  const auto write = [&](const std::string& name, const Module& file) {
    const Bytes bytes = encode_module(file);
    const std::string content = binary ? std::string(bytes.begin(), bytes.end()) : print_module(file);
    cli::write_file(folder.path(name + (binary ? ".wasm" : ".wat")), content);
  };
  for (const Split::File& file : parts.files) write(file.name, file.module);
  write("root", parts.root);
  return bundled_file(folder.path(binary ? "root.wasm" : "root.wat"));
}

}  // namespace modlink::transform
