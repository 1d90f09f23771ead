// What is mutated.
#include "tools/fuzz/inputs.h"

#include <algorithm>
#include <concepts>
#include <fstream>
#include <iterator>
#include <memory>

#include "tools/hostile/shape.h"
#include "wast/binary/encode_module.h"
#include "wast/script/parse_script.h"
#include "wast/text/print.h"

namespace modlink::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_file_bytes = 1'000'000;
// Where a script has a module again and again, these are the same.
constexpr std::size_t looked_back = 4;

void add(InputGroup& group, std::string name, bool is_text, std::string content) {
  const auto is_same = [&](const Input& input) { return input.is_text == is_text && input.content == content; };
  const std::size_t last = std::min<std::size_t>(group.inputs.size(), looked_back);
  if (std::any_of(group.inputs.end() - static_cast<std::ptrdiff_t>(last), group.inputs.end(), is_same)) return;
  if (content.size() <= most_file_bytes) group.inputs.push_back({std::move(name), is_text, std::move(content)});
}

void add_parsed(InputGroup& group, const std::string& name, const Module& module) {
  try {
    add(group, name, true, print_module(module));
    const Bytes bytes = encode_module(module);
    add(group, name, false, {bytes.begin(), bytes.end()});
  } catch (const Error&) {  // it has no such form
  }
}

void add_script(InputGroup& group, const std::string& name, const std::string& content) {
  const auto source = std::make_shared<const Source>(name, content, Source::Kind::text);
  script::ScriptParser parser(source, {}, {});
  while (auto directive = parser.next()) {
    const script::ScriptModule* const module = module_of(*directive);
    if (!module) continue;
    if (module->parsed) add_parsed(group, name, **module->parsed);
    if (module->content) {
      const bool is_text = module->form == script::ScriptModule::Form::quote;
      add(group, name, is_text, std::string(module->content->content()));
    }
  }
}

void add_file(InputGroup& group, const std::string& name, std::string content) {
  const std::string ending = fs::path(name).extension().string();
  if (ending == ".wast") add_script(group, name, content);
  if (ending == ".wasm" || ending == ".wat") add(group, name, ending == ".wat", std::move(content));
}

void add_file(InputGroup& group, const fs::path& path) {
  if (fs::file_size(path) > most_file_bytes) return;
  std::ifstream file(path, std::ios::binary);
  add_file(group, path.string(), {std::istreambuf_iterator<char>(file), {}});
}

}  // namespace

script::ScriptModule* module_of(script::Directive& directive) {
  return std::visit(
      [](auto& it) -> script::ScriptModule* {
        if constexpr (requires {
                        { it.module } -> std::same_as<script::ScriptModule&>;
                      })
          return &it.module;
        if constexpr (requires { std::get_if<script::ScriptModule>(&it.what); }) {
          return std::get_if<script::ScriptModule>(&it.what);
        }
        return nullptr;
      },
      directive.directive);
}

InputGroup read_inputs(const fs::path& path) {
  InputGroup group{path.string(), {}};
  if (!fs::is_directory(path)) {
    add_file(group, path);
    return group;
  }
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) add_file(group, file);
  return group;
}

InputGroup hostile_inputs() {
  InputGroup group{"hostile shapes", {}};
  for (const hostile::Shape& shape : hostile::shapes()) {
    for (const hostile::File& file : shape.generate()) add_file(group, file.name, file.content);
  }
  return group;
}

}  // namespace modlink::fuzz
