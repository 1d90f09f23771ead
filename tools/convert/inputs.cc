// The files that scripts read. D20
#include "tools/convert/inputs.h"

#include <filesystem>
#include <set>

#include "wast/script/parse_script.h"
#include "wast/syntax/stack.h"

namespace modlink::convert {

namespace {

using script::Directive;

class InputFinder {
 public:
  explicit InputFinder(const cli::Language& language, std::string folder)
      : language_(language), folder_(std::move(folder)) {}

  void look_through(const SourcePtr& source) {
    constexpr std::string_view keyword = "input";
    if (source->content().find(keyword) == std::string::npos) return;
    script::ScriptParser parser(source, language_.features, language_.limits);
    while (const auto directive = parser.next()) look_at(*directive);
  }

  // Each file once, whatever names it.
  std::vector<std::string> find_all() {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (SourcePtr source = read(found_[i])) look_through(source);
    }
    return std::move(found_);
  }

 private:
  void look_at(const Directive& directive) {
    require_stack();
    if (const auto* input = std::get_if<script::InputDirective>(&directive.directive)) add(input->file);
    if (const auto* nested = std::get_if<script::ScriptDirective>(&directive.directive)) look_at(nested->directives);
    if (const auto* thread = std::get_if<script::ThreadDirective>(&directive.directive)) look_at(thread->directives);
  }
  void look_at(const std::vector<Directive>& directives) {
    for (const Directive& directive : directives) look_at(directive);
  }

  void add(const std::string& name) {
    const std::string path = cli::find_for_script(name, folder_);
    if (known_.insert(path).second) found_.push_back(path);
  }

  // Null if it is none that a run of the script would read as a script.
  SourcePtr read(const std::string& path) const {
    if (std::filesystem::path(path).extension() == ".wasm" || !cli::lies_in(path, folder_)) return nullptr;
    try {
      std::string content = cli::read_file(path, cli::NamedBy::file, language_.limits.source_bytes);
      return std::make_shared<const Source>(path, std::move(content), Source::Kind::text);
    } catch (const cli::Failure&) {
      return nullptr;
    }
  }

  const cli::Language& language_;
  std::string folder_;
  std::set<std::string> known_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> inputs_of(const Input& input) {
  InputFinder finder(input.language, std::filesystem::path(input.source->name()).parent_path().string());
  finder.look_through(input.source);
  return finder.find_all();
}

}  // namespace modlink::convert
