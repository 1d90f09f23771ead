// `modlink objdump`
#include <fmt/format.h>

#include <memory>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/output.h"
#include "tools/inspect/objdump.h"
#include "tools/modlink/program.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: what the first bytes of a binary mean

  modlink objdump program.wasm | head

Each line has an offset, bytes, and what they mean. A malformed binary is shown as far as it can be understood.)";

// The beginning of a damaged binary is not taken for text.
bool is_text(std::string_view content) {
  const std::size_t first = content.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (content[first] == '(' || content[first] == ';');
}

// Text is encoded first. Binaries stay as they are: what is not canonical in them is to be seen.
SourcePtr binary_of(SourcePtr source, const cli::Language& language) {
  if (source->kind() == Source::Kind::binary || !is_text(source->content())) return source;
  const Bytes bytes = cli::encode(cli::read_module(source, language), language);
  return std::make_shared<Source>(source->name(), std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
}

void objdump(const std::string& path, const cli::Language& language) {
  const SourcePtr source = binary_of(cli::read_source(path), language);
  const auto write = [](std::string_view text) { fmt::print("{}", text); };
  const auto error = inspect::objdump(source, language.features, language.limits, write);
  if (!error) return;
  std::fflush(stdout);
  throw *error;
}

}  // namespace

void add_objdump(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("objdump", "show what the bytes of a binary mean");
  command.footer(footer);
  auto path = std::make_shared<std::string>();
  command.add_option("FILE", *path, "a module, or - for standard input");
  add_language_options(command, program);
  command.callback([path, &program] {
    if (print_listings(program)) return;
    if (path->empty()) cli::missing("FILE");
    objdump(*path, program.language);
  });
}

}  // namespace modlink::command
