// The options that have scripts run by another engine.
#include "tools/spec-runner/engine_options.h"

namespace modlink::runner {

void add_engine_options(cli::Command app, EngineOptions& options) {
  const auto engine = [&options](const std::string& command) {
    if (command.find_first_not_of(' ') == command.npos) cli::refuse("--engine", "there is no command");
    options.command = command;
  };
  app.add_setter("--engine", engine,
                 "run what scripts do on another engine: a command, for the shell, of a program that speaks the "
                 "protocol in docs/engine-protocol.md (default: modlink's own interpreter)")
      .type_name("COMMAND");
  const auto linking = [&options](const std::string& word) {
    options.linking = word == "native" ? Linking::native : word == "flatten" ? Linking::flatten : Linking::instances;
  };
  app.add_setter("--linking", linking,
                 "how modules that link reach it: as they are (native, the default where it says that it knows them), "
                 "as one core "
                 "module (flatten, the default elsewhere), or as a chain of core instances (instances)")
      .one_of({"native", "flatten", "instances"});
}

std::shared_ptr<engines::ClientPool> make_pool(const EngineOptions& options, const cli::Allowance& allowance) {
  if (options.command.empty()) return nullptr;
  return std::make_shared<engines::ClientPool>(options.command, allowance.timeout.value_or(engine_patience));
}

}  // namespace modlink::runner
