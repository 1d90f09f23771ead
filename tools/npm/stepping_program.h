// What a session steps through: of a module, or of a script. spec: appendix/embedding; the official suite's script
// grammar
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/stepping.h"
#include "tools/npm/arguments.h"
#include "tools/npm/stand_ins.h"

namespace modlink::npm {

struct SteppingProgram {
  Steppable what;
  OutputPtr output = std::make_shared<Output>();
  struct StandIn {
    std::string name;
    std::string type;
  };
  std::vector<StandIn> stand_ins;
  // Where a script has the calls; of others there is no source.
  SourcePtr script;
  std::vector<Pos> call_places;
  // What in the script could be stepped through.
  struct Choice {
    std::optional<std::string> id;
    Pos pos = no_pos;
  };
  std::vector<Choice> choices;
};

// Of the options `module`, `files` and others; `calls`. Throws Error and cli::Failure.
SteppingProgram program_of_module(Arguments& arguments);
// Likewise, where `module` is a script.
SteppingProgram program_of_script(Arguments& arguments);

// The option `calls`; nullopt if it is not there.
std::optional<std::vector<Steppable::Call>> calls_of(Arguments& arguments, const ValidModule& module);
// Arguments for a function that is exported by a module at the end of a path. Throws cli::Failure if there is none.
const FuncType& type_at(const ValidModule& module, const std::vector<Name>& path);
// Option `fuel`: instructions, or "unlimited".
std::optional<std::uint64_t> stepping_fuel_of(Arguments& arguments);
// What messages and paths call an instance of a module: its name, or else `otherwise`.
std::string title_of(const ValidModule& module, const std::string& otherwise);

}  // namespace modlink::npm
