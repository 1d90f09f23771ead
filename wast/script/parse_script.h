// Parsing of scripts. spec: the official suite's script grammar, extended by D20
#pragma once

#include <memory>
#include <optional>

#include "wast/script/script.h"
#include "wast/syntax/features.h"
#include "wast/syntax/implementation_limits.h"

namespace modlink::script {

// Reads the directives of a script, or the bare fields of one module, one at a time, so that a long script needs no
// more memory than its tokens. Never throws for bad input: what cannot be understood becomes a BadDirective in its
// place, and parsing continues at the next parenthesis behind it (after `max_bad_directives` it ends); what is wrong
// with a module is in its ScriptModule::error.
class ScriptParser {
 public:
  static constexpr unsigned max_bad_directives = 1000;

  ScriptParser(SourcePtr source, const Features& features, const ImplementationLimits& limits);
  ~ScriptParser();
  ScriptParser(ScriptParser&&) noexcept;
  ScriptParser& operator=(ScriptParser&&) noexcept;

  // nullopt at the end.
  std::optional<Directive> next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The whole script.
Script parse_script(SourcePtr source, const Features& features, const ImplementationLimits& limits);

// The abstract syntax of a module of a script, whatever its form; what was parsed is moved out of it. Throws what
// parsing or decoding threw.
Module load(ScriptModule&& module, const Features& features, const ImplementationLimits& limits);

}  // namespace modlink::script
