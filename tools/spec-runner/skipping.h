// Which directives execute something, and so have no meaning where modules are only validated. docs/dialects.md
#pragma once

#include "wast/script/script.h"

namespace modlink::runner {

template <class Directive>
bool is_about_action(const Directive& directive) {
  if constexpr (requires { directive.what; }) return !std::holds_alternative<script::ScriptModule>(directive.what);
  return requires { directive.action; };
}

inline bool executes(const script::RegisterDirective&) { return true; }
inline bool executes(const script::InstanceDirective&) { return true; }
template <class Directive>
bool executes(const Directive& directive) {
  return is_about_action(directive);
}
inline bool executes(const script::Directive& directive) {
  return std::visit([](const auto& d) { return executes(d); }, directive.directive);
}

}  // namespace modlink::runner
