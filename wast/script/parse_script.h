// Parsing of scripts. spec: the official suite's script grammar, extended by D20
#pragma once

#include "wast/script/script.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::script {

// Parses a script: directives, or the bare fields of one module. Never throws for bad input: what cannot be
// understood becomes a BadDirective in its place, and parsing continues behind it where the parentheses balance; what
// is wrong with a module is in its ScriptModule::error.
Script parse_script(SourcePtr source, const Features& features, const ImplementationLimits& limits);

// The abstract syntax of a module of a script, whatever its form. Throws what parsing or decoding threw.
std::shared_ptr<const Module> load(const ScriptModule& module, const Features& features,
                                   const ImplementationLimits& limits);

}  // namespace modlink::script
