// The options that have scripts run by another engine.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tools/cli/command_line.h"
#include "tools/spec-runner/remote_engine.h"

namespace modlink::runner {

struct EngineOptions {
  std::string command;             // for the shell; empty: our own interpreter
  std::optional<Linking> linking;  // none: natively where the engine says that it can, else flattened
};

// Adds `--engine` and `--linking`.
void add_engine_options(cli::Command app, EngineOptions& options);

// How long another engine may take for an answer, unless `--timeout` says so.
inline constexpr std::chrono::seconds engine_patience{60};

// Null if our own interpreter is the engine.
std::shared_ptr<engines::ClientPool> make_pool(const EngineOptions& options, const cli::Allowance& allowance);

}  // namespace modlink::runner
