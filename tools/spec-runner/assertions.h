// The assertions of scripts. Each throws Failure unless it holds. spec: the official suite's script grammar
#pragma once

#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/session.h"

namespace modlink::runner {

void check(Session& session, script::AssertReturn&& assertion);
void check(Session& session, script::AssertTrap&& assertion);
void check(Session& session, script::AssertExhaustion&& assertion);
void check(Session& session, script::AssertException&& assertion);
void check(Session& session, script::AssertMalformed&& assertion);
void check(Session& session, script::AssertInvalid&& assertion);
void check(Session& session, script::AssertUnlinkable&& assertion);
void check(Session& session, script::AssertLimit&& assertion);

// The failure of a directive that needed more of a module than it could do.
Failure failure_of(const Attempt& attempt, std::string message, std::string expected);
Failure failure_of(const Session& session, const Outcome& outcome, std::string message, std::string expected);

}  // namespace modlink::runner
