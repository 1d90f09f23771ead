// Scripts as other forms of scripts.
#include "tools/convert/conversion.h"

#include <algorithm>
#include <filesystem>

#include "wast/script/parse_script.h"
#include "wast/syntax/stack.h"

namespace modlink::convert {

namespace {

using script::Directive;

void append(std::vector<Directive>&& from, std::vector<Directive>& to) {
  require_stack();
  for (Directive& directive : from) {
    if (auto* nested = std::get_if<script::ScriptDirective>(&directive.directive)) {
      append(std::move(nested->directives), to);
    } else {
      to.push_back(std::move(directive));
    }
  }
}

}  // namespace

void require_good(const Directive& directive) {
  if (const auto* bad = std::get_if<script::BadDirective>(&directive.directive)) {
    const Error& error = bad->error;
    throw cli::Failure(cli::Status::usage, error.message(), error.source(), error.pos());
  }
  require_stack();
  const auto* nested = std::get_if<script::ScriptDirective>(&directive.directive);
  const auto* thread = std::get_if<script::ThreadDirective>(&directive.directive);
  if (nested) std::for_each(nested->directives.begin(), nested->directives.end(), require_good);
  if (thread) std::for_each(thread->directives.begin(), thread->directives.end(), require_good);
}

std::string base_name(const std::string& path) {
  const std::string stem = path == "-" ? "stdin" : std::filesystem::path(path).stem().string();
  return stem.empty() || stem == "." || stem == ".." ? "script" : stem;
}

std::vector<Directive> read_directives(const Input& input) {
  std::vector<Directive> result;
  std::vector<Directive> all =
      script::parse_script(input.source, input.language.features, input.language.limits).directives;
  std::for_each(all.begin(), all.end(), require_good);
  append(std::move(all), result);
  return result;
}

}  // namespace modlink::convert
