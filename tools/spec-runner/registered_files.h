// Modules in files that scripts can import from: `--register NAME=FILE`.
#pragma once

#include <memory>
#include <string>

#include "tools/files/language.h"

namespace modlink::runner {

class Engine;
class Session;
struct Settings;

struct RegisteredFile {
  Name name;
  std::string path;
  std::shared_ptr<const Module> module;
  cli::Language language;  // of the command line: what a script switches off its hosts may still have
};

// Adds to `settings` what `assignment`, `NAME=FILE`, is about. The file is read, and instantiated for a try behind
// those before it. Refuses the option if that fails.
void add_registered_file(Settings& settings, const std::string& assignment);

// Instantiates the files of the session's settings, in order: each can import from those before it, and `spectest`.
// Throws Failure, and Error.
void supply_to(Session& session);

// The same by directives of a script, one file on any engine.
void register_file(Engine& engine, const RegisteredFile& file);

}  // namespace modlink::runner
