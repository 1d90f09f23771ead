// What a host may do next. capi/wasm.h, capi/modlink.h
#pragma once

#include <span>

#include "tools/fuzz/calls/session.h"

namespace modlink::fuzz {

using Step = void (*)(Session&);

// All of them; some more than once, as they do more.
std::span<const Step> steps();

// Each of a file: steps that have to do with…
std::span<const Step> store_steps();     // engines, stores and what these spend
std::span<const Step> module_steps();    // modules and types
std::span<const Step> instance_steps();  // linking and instantiating
std::span<const Step> thing_steps();     // functions, globals, tables, memories, tags
std::span<const Step> value_steps();     // references and objects
std::span<const Step> outcome_steps();   // calls, and how these end

void add_engine(Session& session);
void add_store(Session& session);

}  // namespace modlink::fuzz
