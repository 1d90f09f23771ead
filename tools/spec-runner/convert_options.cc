// Options that do other things with scripts than to run them: `--convert`, `--format`. docs/convert.md
#include "tools/spec-runner/convert_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "tools/convert/format.h"
#include "tools/convert/inputs.h"
#include "tools/convert/js.h"
#include "tools/convert/rewrite_script.h"
#include "tools/files/read_files.h"
#include "tools/files/standard_streams.h"
#include "tools/spec-runner/files.h"
#include "tools/spec-runner/script_headers.h"
#include "wast/binary/magic.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

using convert::Conversion;
using convert::Input;
using convert::ModuleForm;

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> forms{"json", "js", "binary", "wast"};

// A script, and where it is to be written to if it is written again.
struct Script {
  Input input;
  std::string path;
};

// What is made of a script below a folder stands in the same folders.
std::string name_of(const std::string& given, const std::string& path) {
  if (given == path) return convert::base_name(path);
  const fs::path relative = fs::path(path).lexically_relative(given);
  if (std::find(relative.begin(), relative.end(), "..") != relative.end()) return convert::base_name(path);
  return (relative.parent_path() / convert::base_name(path)).string();
}

Script read_script(const std::string& given, const ScriptFile& file, const SuiteOptions& suite) {
  const ImplementationLimit& most = suite.settings.language.limits.source_bytes;
  std::string content = cli::read_file(file.path, file.by, most);
  const std::string name = file.shown();
  if (const std::string_view format = find_format(content); !format.empty()) {
    throw cli::Failure(Status::usage, fmt::format("{}: this is {}, and no script", shown_path(name), format));
  }
  cli::Language language = settings_of(name, content, suite.settings).language;
  auto source = std::make_shared<const Source>(name, std::move(content), Source::Kind::text);
  return {{std::move(source), std::move(language), name_of(given, file.path)}, file.path};
}

std::vector<Script> read_scripts(const std::vector<std::string>& paths, const SuiteOptions& suite) {
  std::vector<Script> scripts;
  for (const std::string& given : paths) {
    for (const ScriptFile& file : find_files(given)) scripts.push_back(read_script(given, file, suite));
  }
  return scripts;
}

// What is to be written, and what is to be said of it.
struct Converted {
  std::vector<cli::NewFile> files = {};
  std::vector<std::string> notes = {};
  bool in_folder = true;  // or else one file, which has a path
};

void note_left_out(Converted& result, const std::string& name, const char* what, const convert::LeftOut& left_out,
                   const char* done) {
  if (left_out.count() == 0) return;
  result.notes.push_back(
      fmt::format("{}: {} {}: {}", shown_path(name), counted(left_out.count(), what), done, left_out.text()));
}

Converted to_json_files(const std::vector<Script>& scripts, convert::JsonDialect dialect) {
  Converted result;
  for (const Script& script : scripts) {
    Conversion json = convert::to_json(script.input, dialect);
    note_left_out(result, script.input.source->name(), "directive", json.left_out, "left out");
    std::move(json.files.begin(), json.files.end(), std::back_inserter(result.files));
  }
  return result;
}

Converted to_js_file(const std::vector<Script>& scripts, const std::string& file) {
  std::vector<Input> inputs;
  inputs.reserve(scripts.size());
  for (const Script& script : scripts) inputs.push_back(script.input);
  Conversion js = convert::to_js(inputs, file);
  Converted result{std::move(js.files), {}, false};
  note_left_out(result, file == "-" ? "<stdout>" : file, "directive", js.left_out, "left out");
  return result;
}

// One script is a file, unless the place is a folder; several are files in one.
bool is_folder(const std::vector<Script>& scripts, const std::vector<std::string>& paths, const std::string& place) {
  std::error_code error;
  const bool named_so = !place.empty() && place.back() == '/';
  const bool is_one = scripts.size() == 1 && scripts[0].path == paths[0];
  return !is_one || named_so || (place != "-" && fs::is_directory(place, error));
}

Converted to_scripts(const std::vector<Script>& scripts, const std::vector<std::string>& paths,
                     const std::string& place, ModuleForm form) {
  Converted result;
  result.in_folder = is_folder(scripts, paths, place);
  for (const Script& script : scripts) {
    convert::Rewritten again = convert::rewrite_script(script.input, form);
    note_left_out(result, script.input.source->name(), "module", again.kept, "kept as they are");
    result.files.push_back({result.in_folder ? script.input.name + ".wast" : place, std::move(again.text)});
  }
  return result;
}

Converted convert_to(const std::vector<Script>& scripts, const std::vector<std::string>& paths,
                     const ConvertOptions& options) {
  const std::string& form = options.convert[0];
  const std::string& place = options.convert[1];
  if (form == "json") return to_json_files(scripts, options.json);
  if (form == "js") return to_js_file(scripts, place);
  return to_scripts(scripts, paths, place, form == "binary" ? ModuleForm::binary : ModuleForm::text);
}

[[noreturn]] void fail_to_convert(const std::string& reason) {
  throw cli::Failure(Status::usage, fmt::format("--convert: {}", reason));
}

void require_different(const std::vector<cli::NewFile>& files) {
  std::set<std::string> names;
  for (const cli::NewFile& file : files) {
    if (names.insert(file.name).second) continue;
    throw cli::Failure(Status::usage,
                       fmt::format("{}: two scripts would be written to this file", shown_path(file.name)));
  }
}

void spare_scripts(const std::vector<Script>& scripts, const Converted& result, const std::string& place) {
  cli::ReadFiles inputs;
  for (const Script& script : scripts) {
    inputs.add(script.path);
    for (const std::string& path : convert::inputs_of(script.input)) inputs.add(path);
  }
  for (const cli::NewFile& file : result.files) {
    const std::string path = result.in_folder ? (fs::path(place) / file.name).string() : file.name;
    if (const std::string lost = inputs.lost_to(path); !lost.empty()) fail_to_convert(lost);
  }
}

void convert_all(const std::vector<Script>& scripts, const std::vector<std::string>& paths,
                 const ConvertOptions& options) {
  const std::string& place = options.convert[1];
  const Converted result = convert_to(scripts, paths, options);
  if (result.in_folder && place == "-")
    fail_to_convert("several files are written to a folder, and not to standard output");
  require_different(result.files);
  spare_scripts(scripts, result, place);
  for (const std::string& note : result.notes) cli::complain({note});
  if (result.in_folder) return cli::write_files(place, result.files);
  cli::write_file(place, result.files[0].content);
}

// In their places; what is formatted already is left alone.
void format_all(const std::vector<Script>& scripts) {
  std::vector<cli::NewFile> files;
  for (const Script& script : scripts) {
    std::string text = convert::format_script(script.input);
    if (script.path == "-" || text != script.input.source->content()) files.push_back({script.path, std::move(text)});
  }
  cli::write_files(files);
}

}  // namespace

void add_convert_options(cli::Command app, ConvertOptions& options) {
  app.add_option(
         "--convert", options.convert,
         "write the scripts as something else: `json DIR`: NAME.json of each, and its modules; `js FILE`: one program "
         "for JavaScript, of all; `binary FILE` or `binary DIR`: scripts with all modules as binaries; `wast "
         "FILE` or `wast DIR`: scripts printed in one form. FILE is that of one script or program, - is standard "
         "output; DIR is a folder, which is made, for several scripts or if its name ends in /, and gets "
         "NAME.wast of each. No script that is read is written to, nor what scripts read")
      .type_name("json|js|binary|wast DIR|FILE")
      .takes(2);
  const auto json = [&](const std::string& dialect) {
    options.json = dialect == "wabt" ? convert::JsonDialect::wabt : convert::JsonDialect::wasm_tools;
  };
  app.add_setter("--json", json, "whose JSON `--convert json` writes (default: wabt)").one_of({"wabt", "wasm-tools"});
  app.add_flag(
      "--format", options.format,
      "indent the scripts and set their white space right, in their places; of - from standard input to output");
}

void demand_known_form(const ConvertOptions& options) {
  if (options.convert.empty() || std::find(forms.begin(), forms.end(), options.convert[0]) != forms.end()) return;
  cli::refuse("--convert", fmt::format("`{}`: expected json, js, binary or wast", shown(options.convert[0])));
}

Status convert_scripts(const std::vector<std::string>& paths, const ConvertOptions& options,
                       const SuiteOptions& suite) {
  try {
    const std::vector<Script> scripts = read_scripts(paths, suite);
    options.format ? format_all(scripts) : convert_all(scripts, paths, options);
    return Status::ok;
  } catch (const cli::Failure& failure) {
    cli::complain({"spec-runner: ", failure.text()});
    return failure.status;
  } catch (const Error& error) {
    cli::complain({"spec-runner: ", error.diagnose()});
    return Status::usage;
  }
}

}  // namespace modlink::runner
