// Scripts as other forms of scripts.
#pragma once

#include <string>
#include <vector>

#include "tools/convert/left_out.h"
#include "tools/files/files.h"
#include "tools/files/language.h"
#include "wast/script/script.h"

namespace modlink::convert {

// A script that is to be converted. What it writes is called `name`: its own without folder and extension, or with the
// folders that it was found in below one that was given.
struct Input {
  SourcePtr source;
  cli::Language language;
  std::string name;
};

struct Conversion {
  std::vector<cli::NewFile> files;
  LeftOut left_out;
};

// The name of what is made of a script: "a" of "b/a.wast", "stdin" of "-". Never has a folder, nor is one.
std::string base_name(const std::string& path);

// Throws cli::Failure for what is no directive, or has such in it.
void require_good(const script::Directive& directive);

// All directives, those of `(script …)` in its place. Throws cli::Failure at the first that is none.
std::vector<script::Directive> read_directives(const Input& input);

}  // namespace modlink::convert
