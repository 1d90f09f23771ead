// Where executions stopped. spec: exec/runtime, Activations of Functions
#include "interpreter/exec/trace.h"

#include <fmt/format.h>

#include <algorithm>

#include "interpreter/code/places.h"
#include "interpreter/runtime/instance.h"
#include "wast/syntax/identifiers.h"

namespace modlink {

CodePlace place_of(const StackFrame& frame) {
  ModuleCode& code = *frame.func->module->lowered;
  return {code.module.module.source, find_place(code, frame.func->index, frame.at, frame.ahead)};
}

namespace {

// `$libc/$heap`, from an instance that the host made down to this one.
std::string instance_path(const ModuleInst& instance) {
  std::string path;
  for (const ModuleInst* at = &instance; at->creator; at = at->creator) {
    const NameMap& names = at->creator->code->module.names[IndexSpace::instance];
    path.insert(0, (at == &instance ? "" : "/"));
    path.insert(0, name_or_index(names, at->index));
  }
  return path;
}

}  // namespace

std::string describe(const StackFrame& frame) {
  const ModuleInst& instance = *frame.func->module;
  const ValidModule& code = *instance.code;
  const Index index = code.first_func() + frame.func->index;
  const std::string_view name = code.module.names[IndexSpace::func].find(index);
  std::string result = fmt::format("function {}{}", index, name.empty() ? "" : " " + quote_id(name));
  const CodePlace place = place_of(frame);
  if (place.source) result += ", " + place.source->describe(place.pos);
  if (const std::string path = instance_path(instance); !path.empty()) result += ", instance " + path;
  return result;
}

std::string describe(const StackTrace& stack) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < stack.frames.size(); ++i) {
    const bool again = i > 0 && stack.frames[i] == stack.frames[i - 1];
    lines.push_back(again ? lines.back() : describe(stack.frames[i]));
  }
  std::string result;
  for (auto line = lines.begin(); line != lines.end();) {
    const auto next = std::find_if(line, lines.end(), [line](const std::string& other) { return other != *line; });
    result += fmt::format("\n  at {}", *line);
    if (next - line > 1) result += fmt::format(" ({} times)", next - line);
    line = next;
  }
  if (stack.left_out != 0) result += fmt::format("\n  and {} more", stack.left_out);
  return result;
}

}  // namespace modlink
