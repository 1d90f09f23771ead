// Which language is spoken, as options have it.
#pragma once

#include "tools/files/language.h"
#include "tools/npm/arguments.h"
#include "tools/spec-runner/settings.h"

namespace modlink::npm {

// Of the options
//   features    {NAME: true or false}
//   limits      {NAME: NUMBER}
//   compat, duplicateImports, importOrder
//   switches    the same and others, in the words of the command line
// which mean what they mean on command lines, and are refused in the same words. Throws cli::Failure.
cli::Language language_of(Arguments& arguments);

// Of scripts there are also `dialect`, `messages`, `stages`, `modules` and `actions`; `fuel`, a number or "unlimited",
// of each action and instantiation; and `register`, {NAME: FILE}.
runner::Settings settings_of_scripts(Arguments& arguments);

// Instructions. Enough for what most scripts do, and over in seconds.
inline constexpr std::uint64_t default_fuel = 100'000'000;

}  // namespace modlink::npm
