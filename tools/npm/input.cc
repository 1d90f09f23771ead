// What operations are about.
#include "tools/npm/input.h"

#include <fmt/format.h>

#include <utility>

#include "tools/files/files.h"
#include "wast/binary/magic.h"
#include "wast/syntax/error.h"

namespace modlink::npm {

Input module_of(Arguments& arguments) {
  std::string content = arguments.content("module");
  const char* const otherwise = is_binary(content) ? "module.wasm" : "module.wat";
  return {arguments.text("name").value_or(otherwise), std::move(content)};
}

Input script_of(Arguments& arguments) {
  return {arguments.text("name").value_or("script.wast"), arguments.content("script")};
}

std::map<std::string, std::string> files_with(Arguments& arguments, const Input& input) {
  std::map<std::string, std::string> files = arguments.content_by_name("files");
  files[input.name] = input.content;
  return files;
}

SourcePtr source_of(const Input& input, const cli::Language& language) {
  const ImplementationLimit& most = language.limits.source_bytes;
  if (input.content.size() > most) {
    const std::string message = fmt::format("larger than {} bytes{}", most.value(), most.hint());
    throw LimitExceeded(no_pos, message, std::make_shared<Source>(input.name, "", Source::Kind::binary));
  }
  return cli::make_source(input.name, input.content);
}

transform::ResolveOptions resolve_options_of(Arguments& arguments, const cli::Language& language) {
  transform::ResolveOptions options;
  options.modules = arguments.text_by_name("modules");
  options.path = arguments.texts("path");
  options.features = language.features;
  options.limits = language.limits;
  options.extent = language.extent;
  return options;
}

bool is_text_wanted(Arguments& arguments) { return arguments.flag("text"); }

}  // namespace modlink::npm
