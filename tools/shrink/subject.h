// A module that is made smaller, and the modules that are nested in it. spec: Explainer, "Nested Modules"
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/files/language.h"
#include "validator/valid_module.h"
#include "wast/text/fold.h"

namespace modlink::shrink {

struct Subject {
  std::string bytes;
  Module module;          // what the bytes are
  ValidModulePtr valid;   // null if it is not valid
  text::Arities arities;  // of a valid one
};

// Throws Malformed or LimitExceeded; what is malformed or beyond a limit for validation only is not valid.
Subject read_subject(std::string bytes, const cli::Language& language);

// Where a module is nested: positions among the definitions of each module around it, from the outermost one on.
using Path = std::vector<std::size_t>;

// Those of a module and of all that are nested in it, outer ones first.
std::vector<Path> all_paths(const Module& module);
Module& module_at(Module& module, const Path& path);
const Module& module_at(const Module& module, const Path& path);
// What is known of the module there; null if that is nothing. Without its nested modules.
const ValidModule* valid_at(const Subject& subject, const Path& path);
const text::Arities& arities_at(const Subject& subject, const Path& path);

}  // namespace modlink::shrink
