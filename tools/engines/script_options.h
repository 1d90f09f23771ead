// The language of a script, as engines are told it. docs/engine-protocol.md, "Options"
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "tools/engines/protocol.h"
#include "tools/files/language.h"

namespace modlink::engines {

// As much as the engine takes of what is not as in `before`, which it has in mind anyway; null if it takes nothing.
// `links`: modules that link reach it as they are.
nlohmann::json options_of(const cli::Language& language, const cli::Language& before, const Hello& hello, bool links);

// What a script asks for beyond `common`, which all of the run have, and the engine cannot be told: "limits:
// stack_slots 1000". Empty if there is nothing.
std::string find_untold(const cli::Language& language, const cli::Language& common, const Hello& hello, bool links);

// What is wrong with options: "no feature is called x".
struct BadOptions : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The other way round, for an engine of our own. No limit becomes wider. Throws BadOptions.
void apply_options(const nlohmann::json& options, cli::Language& language);

}  // namespace modlink::engines
