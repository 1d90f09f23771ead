// The assertions of scripts. Each throws Failure unless it holds. spec: the official suite's script grammar
#pragma once

#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/session.h"

namespace modlink::runner {

// `source` is the script's: positions of text modules are in it.
void check(Session& session, script::AssertReturn&& assertion, const SourcePtr& source);
void check(Session& session, script::AssertTrap&& assertion, const SourcePtr& source);
void check(Session& session, script::AssertExhaustion&& assertion, const SourcePtr& source);
void check(Session& session, script::AssertException&& assertion, const SourcePtr& source);
void check(Session& session, script::AssertMalformed&& assertion, const SourcePtr& source);
void check(Session& session, script::AssertInvalid&& assertion, const SourcePtr& source);
void check(Session& session, script::AssertUnlinkable&& assertion, const SourcePtr& source);
void check(Session& session, script::AssertLimit&& assertion, const SourcePtr& source);

// The failure of a directive that needed more of a module than it could do.
Failure failure_of(const Attempt& attempt, std::string message, std::string expected);

}  // namespace modlink::runner
