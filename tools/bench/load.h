// Loading of modules for the benchmarks. spec: appendix/embedding
#pragma once

#include <string>
#include <string_view>

#include "interpreter/embedding.h"

namespace modlink::bench {

// A module that imports nothing, ready to run.
struct Loaded {
  std::unique_ptr<Store> store;
  const ModuleInst* instance = nullptr;
};

// A binary if `content` begins like one, else text.
SourcePtr make_source(std::string name, std::string content);
// Parses or decodes.
Module load_module(const SourcePtr& source);
// Validates and instantiates. Throws Error, and cli::Failure when the instantiation fails.
Loaded instantiate(Module module);
// Calls an export. Throws cli::Failure if it traps, or if there is no such function.
Values call(const Loaded& loaded, std::string_view name, const Values& args);

}  // namespace modlink::bench
