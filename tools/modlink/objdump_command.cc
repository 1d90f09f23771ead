// `modlink objdump`
#include <memory>

#include "tools/files/files.h"
#include "tools/files/input.h"
#include "tools/files/output.h"
#include "tools/files/standard_streams.h"
#include "tools/inspect/objdump.h"
#include "tools/modlink/program.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

constexpr const char* footer = R"(
Example: what the first bytes of a binary mean

  modlink objdump program.wasm | head

Each line has an offset, bytes, and what they mean. A malformed binary is shown as far as it can be understood: behind a
function body that is none it goes on, since its size is known.)";

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

struct Options {
  std::string file;
  inspect::ObjdumpOptions style;
};

void objdump(const Options& options, const cli::Language& language) {
  const SourcePtr source = binary_of(cli::read_source(options.file, language), language);
  bool is_empty = true;
  const auto write = [&is_empty](std::string_view text) {
    is_empty = false;
    cli::print(text);
  };
  const auto error = inspect::objdump(source, language.features, language.limits, options.style, write);
  if (!error && is_empty) throw cli::Failure(Status::failed, shown_path(options.file) + ": nothing of that is in it");
  if (!error) return;
  std::fflush(stdout);
  throw *error;
}

}  // namespace

void add_objdump(cli::Command app, Program& program) {
  cli::Command command = app.add_subcommand("objdump", "show what the bytes of a binary mean");
  command.footer(footer);
  command.frees_h();
  auto options = std::make_shared<Options>();
  inspect::ObjdumpOptions& style = options->style;
  command.add_option("FILE", options->file, "a module, or - for standard input");
  command.add_flag("-h,--headers", style.headers, "only the headers of sections");
  command.add_flag("-d,--disassemble", style.disassembly, "only the bodies of functions");
  command.add_option("-j,--section", style.section, "only sections of this name, custom ones as well")
      .type_name("NAME");
  // A number in any form; the function's own has no zeros in front.
  const auto set_func = [&style](const std::string& word) {
    const auto index = cli::parse_natural(word);
    style.func = index ? std::to_string(*index) : word;
  };
  command.add_setter("--func", set_func, "only the bodies of functions of this index or name").type_name("INDEX|NAME");
  add_language_options(command, program);
  command.callback([options, &program] {
    if (print_listings(program)) return;
    if (options->file.empty()) cli::missing("FILE");
    program.file = options->file;
    objdump(*options, program.language);
  });
}

}  // namespace modlink::command
