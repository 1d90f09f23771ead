// Printing of scripts. spec: the official suite's script grammar, extended by D20
#include "wast/script/print_script.h"

#include <algorithm>

#include "wast/script/print_action.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/stack.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"
#include "wast/text/print_names.h"

namespace modlink::script {

namespace {

class DirectivePrinter {
 public:
  DirectivePrinter(const SourcePtr& source, const ModuleWriter& write) : source_(source), write_(write) {}

  std::string print(const Directive& directive, const std::string& indent) {
    indent_ = indent;
    return indent + std::visit([this](const auto& d) { return text(d); }, directive.directive) + "\n";
  }

 private:
  std::string module(const ScriptModule& module, ModuleRole role = ModuleRole::module) {
    return write_(module, role, source_);
  }
  std::string text(const Action& action) { return to_text(action); }
  std::string text(const ScriptModule& d) { return module(d); }
  template <class... Kinds>
  std::string what(const std::variant<Kinds...>& what) {
    return std::visit([this](const auto& d) { return this->text(d); }, what);
  }
  // Modules are on lines of their own.
  std::string assertion(const char* keyword, const std::string& what, const std::string& message) {
    const bool long_one = what.find('\n') != std::string::npos;
    const char* space = long_one ? "\n" : " ";
    return concat('(', keyword, space, what, space, text::quoted(message), ')');
  }

  std::string text(const ModuleDirective& d) { return module(d.module); }
  std::string text(const DefinitionDirective& d) { return module(d.module, ModuleRole::definition); }
  std::string text(const InstanceDirective& d) { return "(module instance" + bind_id(d.id) + bind_id(d.module) + ")"; }
  std::string text(const RegisterDirective& d);
  std::string text(const ActionDirective& d) { return to_text(d.action); }
  std::string text(const AssertReturn& d);
  std::string text(const AssertTrap& d) { return assertion("assert_trap", what(d.what), d.message); }
  std::string text(const AssertExhaustion& d) { return assertion("assert_exhaustion", to_text(d.action), d.message); }
  std::string text(const AssertException& d) { return "(assert_exception " + what(d.what) + ")"; }
  std::string text(const AssertLimit& d) { return assertion("assert_limit", what(d.what), d.message); }
  std::string text(const AssertMalformed& d) {
    return assertion(d.custom ? "assert_malformed_custom" : "assert_malformed", module(d.module), d.message);
  }
  std::string text(const AssertInvalid& d) {
    return assertion(d.custom ? "assert_invalid_custom" : "assert_invalid", module(d.module), d.message);
  }
  std::string text(const AssertUnlinkable& d) { return assertion("assert_unlinkable", what(d.what), d.message); }
  std::string text(const ScriptDirective& d) { return nested("(script" + bind_id(d.id), d.directives); }
  std::string text(const InputDirective& d) { return "(input" + bind_id(d.id) + " " + text::quoted(d.file) + ")"; }
  std::string text(const OutputDirective& d) {
    return "(output" + bind_id(d.id) + (d.file ? " " + text::quoted(*d.file) : "") + ")";
  }
  std::string text(const ThreadDirective& d);
  std::string text(const WaitDirective& d) { return "(wait" + bind_id(d.id) + ")"; }
  std::string text(const BadDirective&) { return {}; }

  std::string nested(std::string begin, const std::vector<Directive>& directives);

  const SourcePtr& source_;
  const ModuleWriter& write_;
  std::string indent_;
};

std::string DirectivePrinter::text(const RegisterDirective& d) {
  std::string result = "(register " + text::quoted(d.name);
  if (!d.kind) return result + bind_id(d.id) + ")";
  result += concat(" (", to_string(space_of(*d.kind)), bind_id(d.id));
  for (const Name& name : d.path) result += " " + text::quoted(name);
  return result + "))";
}

std::string DirectivePrinter::text(const AssertReturn& d) {
  std::string result = "(assert_return " + to_text(d.action);
  for (const Pattern& pattern : d.results) result += " " + to_text(pattern);
  return result + ")";
}

std::string DirectivePrinter::text(const ThreadDirective& d) {
  std::string begin = "(thread" + bind_id(d.id);
  for (const std::string& shared : d.shared) begin += " (shared (module" + bind_id(shared) + "))";
  return nested(std::move(begin), d.directives);
}

std::string DirectivePrinter::nested(std::string begin, const std::vector<Directive>& directives) {
  require_stack();
  const std::string outside = indent_;
  begin += "\n";
  for (const Directive& directive : directives) begin += print(directive, outside + "  ");
  indent_ = outside;
  return begin + outside + ")";
}

std::string head(const ScriptModule& module, ModuleRole role) {
  return (role == ModuleRole::definition ? "(module definition" : "(module") + bind_id(module.id);
}

// Strings on lines of their own if one is not enough.
std::string with_strings(std::string begin, const std::vector<std::string_view>& strings) {
  const char* space = strings.size() > 1 ? "\n  " : " ";
  for (const std::string_view string : strings) {
    begin += space;
    text::print_string(begin, string);
  }
  return begin + ")";
}

std::vector<std::string_view> pieces(std::string_view bytes, std::size_t most) {
  std::vector<std::string_view> result;
  for (std::size_t i = 0; i < bytes.size(); i += most) result.push_back(bytes.substr(i, most));
  return result;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    result.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return result;
}

// The text of a module without what comes before its fields: "(module $M".
std::string printed_fields(const Module& module, const ImplementationLimits& limits) {
  PrintOptions style;
  style.idle_locals = limits.idle_locals;
  std::string text = print_module(module, style);
  text.pop_back();
  return text.substr(std::string("(module").size() + text::bind_name(module.names.module).size());
}

// The same module, its name and branch hints included?
bool reads_back(const std::string& text, const Module& module, const Features& features,
                const ImplementationLimits& limits) {
  try {
    const auto source = std::make_shared<const Source>("printed", text, Source::Kind::text);
    const Module again = parse_module(source, features, limits);
    return again == module && again.branch_hints == module.branch_hints && again.names.module == module.names.module &&
           !again.custom_error;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string print_directive(const Directive& directive, const SourcePtr& source, const ModuleWriter& write) {
  return DirectivePrinter(source, write).print(directive, {});
}

std::string binary_module(const ScriptModule& module, ModuleRole role, std::string_view bytes) {
  return with_strings(head(module, role) + " binary", pieces(bytes, 16));
}

std::string module_as_written(const ScriptModule& module, const SourcePtr& source) {
  return std::string(source->content().substr(module.at.pos, module.end - module.at.pos));
}

std::string normal_module(const ScriptModule& module, ModuleRole role, const SourcePtr& source,
                          const Features& features, const ImplementationLimits& limits) {
  if (module.form == ScriptModule::Form::binary) return binary_module(module, role, module.content->content());
  if (module.form == ScriptModule::Form::quote) {
    return with_strings(head(module, role) + " quote", lines(module.content->content()));
  }
  if (!module.parsed || (*module.parsed)->custom_error) return module_as_written(module, source);
  const Module& parsed = **module.parsed;
  try {
    const std::string& name = parsed.names.module;
    const bool annotated = !name.empty() && name != module.id;
    const std::string rest = (annotated ? " (@name " + text::quoted(name) + ")" : "") + printed_fields(parsed, limits);
    if (reads_back("(module" + bind_id(module.id) + rest, parsed, features, limits)) return head(module, role) + rest;
  } catch (const LimitExceeded&) {  // of printing
  }
  return module_as_written(module, source);
}

}  // namespace modlink::script
