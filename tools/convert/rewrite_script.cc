// Scripts as scripts: with every module as a binary, or normalised. docs/convert.md
#include "tools/convert/rewrite_script.h"

#include "tools/convert/encoding.h"
#include "wast/script/parse_script.h"
#include "wast/script/print_script.h"

namespace modlink::convert {

using script::ModuleRole;
using script::ScriptModule;

namespace {

// Those of the leading comments that ask for something. docs/dialects.md
std::string header_lines(std::string_view content) {
  std::string result;
  while (content.starts_with(";;") || content.starts_with("\n") || content.starts_with("\r")) {
    const std::string_view line = content.substr(0, content.find_first_of("\r\n"));
    const bool asks = line.starts_with(";; options:") || line.starts_with(";;!") || line.starts_with(";; RUN:");
    if (asks) result += std::string(line) + "\n";
    content.remove_prefix(std::min(line.size() + 1, content.size()));
  }
  return result;
}

}  // namespace

Rewritten rewrite_script(const Input& input, ModuleForm form) {
  Rewritten result{header_lines(input.source->content()), {}};
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
