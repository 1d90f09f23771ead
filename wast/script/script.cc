// Scripts. spec: the official suite's script grammar, extended by D20
#include "wast/script/script.h"

namespace modlink::script {

namespace {

const char* word(const ModuleDirective&) { return "module"; }
const char* word(const DefinitionDirective&) { return "module definition"; }
const char* word(const InstanceDirective&) { return "module instance"; }
const char* word(const RegisterDirective&) { return "register"; }
const char* word(const ActionDirective& d) { return d.action.kind == Action::Kind::get ? "get" : "invoke"; }
const char* word(const AssertReturn&) { return "assert_return"; }
const char* word(const AssertTrap&) { return "assert_trap"; }
const char* word(const AssertExhaustion&) { return "assert_exhaustion"; }
const char* word(const AssertException&) { return "assert_exception"; }
const char* word(const AssertMalformed& d) { return d.custom ? "assert_malformed_custom" : "assert_malformed"; }
const char* word(const AssertInvalid& d) { return d.custom ? "assert_invalid_custom" : "assert_invalid"; }
const char* word(const AssertUnlinkable&) { return "assert_unlinkable"; }
const char* word(const AssertLimit&) { return "assert_limit"; }
const char* word(const ScriptDirective&) { return "script"; }
const char* word(const InputDirective&) { return "input"; }
const char* word(const OutputDirective&) { return "output"; }
const char* word(const ThreadDirective&) { return "thread"; }
const char* word(const WaitDirective&) { return "wait"; }
const char* word(const BadDirective&) { return "bad directive"; }

}  // namespace

std::string keyword(const Directive& directive) {
  return std::visit([](const auto& d) { return std::string(word(d)); }, directive.directive);
}

}  // namespace modlink::script
