// The assertions of scripts. Each throws Failure unless it holds. spec: the official suite's script grammar
#pragma once

#include "tools/spec-runner/engine.h"

namespace modlink::runner {

void check(Engine& engine, script::AssertReturn&& assertion);
void check(Engine& engine, script::AssertTrap&& assertion);
void check(Engine& engine, script::AssertExhaustion&& assertion);
void check(Engine& engine, script::AssertException&& assertion);
void check(Engine& engine, script::AssertMalformed&& assertion);
void check(Engine& engine, script::AssertInvalid&& assertion);
void check(Engine& engine, script::AssertUnlinkable&& assertion);
void check(Engine& engine, script::AssertLimit&& assertion);

// The failure of a directive that needed something to end otherwise.
Failure failure_of(const End& end, std::string message, std::string expected);
// The same of a module that was to be made: `malformed: unexpected end`.
Failure failure_of(const End& end);

}  // namespace modlink::runner
