// Scripts as scripts: with every module as a binary, or normalised. docs/convert.md
#include "tools/convert/rewrite_script.h"

#include "tools/convert/encoding.h"
#include "wast/script/parse_script.h"
#include "wast/script/print_script.h"

namespace modlink::convert {

using script::ModuleRole;
using script::ScriptModule;

namespace {

// The first line, if it asks for switches.
std::string options_line(std::string_view content) {
  if (content.rfind(";; options:", 0) != 0) return {};
  return std::string(content.substr(0, content.find_first_of("\r\n"))) + "\n";
}

}  // namespace

Rewritten rewrite_script(const Input& input, ModuleForm form) {
  Rewritten result{options_line(input.source->content()), {}};
  const cli::Language& language = input.language;
  const auto write = [&](const ScriptModule& module, ModuleRole role, const SourcePtr& source) {
    if (form == ModuleForm::binary) {
      try {
        return script::binary_module(module, role, encode_faithfully(module, language).bytes);
      } catch (const Unsayable& unsayable) {
        result.kept.add(unsayable.reason);
      }
    }
    return script::normal_module(module, role, source, language.features, language.limits);
  };
  script::ScriptParser parser(input.source, language.features, language.limits);
  while (const auto directive = parser.next()) {
    require_good(*directive);
    result.text += script::print_directive(*directive, input.source, write);
  }
  return result;
}

}  // namespace modlink::convert
