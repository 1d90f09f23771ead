// Many modules in modlink and in a peer. docs/oracle.md, "Held against its peers"
#pragma once

#include "tools/files/language.h"
#include "tools/peers/report.h"

namespace modlink::peers {

// Modules of `modlink smith`: as they are and flattened in modlink, flattened in the peer.
Report compare_smith(const Options& options, const cli::Language& language);

// Modules of Binaryen's fuzzer, `wasm-opt -ttf`.
Report compare_binaryen(const Options& options, const cli::Language& language);

// Damaged modules: whether both take them for valid.
Report compare_verdicts(const Options& options, const cli::Language& language);

}  // namespace modlink::peers
