// Where executions stopped. spec: exec/runtime, Activation Frames
#include "interpreter/exec/trace.h"

#include <algorithm>

#include "interpreter/code/places.h"
#include "interpreter/runtime/instance.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"

namespace modlink {

CodePlace place_of(const StackFrame& frame) {
  ModuleCode& code = *frame.func->module->lowered;
  return {code.module.module.source, find_place(code, frame.func->index, frame.at, frame.ahead)};
}

std::string instance_path(const ModuleInst& instance) {
  std::string path;
  const ModuleInst* at = &instance;
  for (; at->creator; at = at->creator) {
    const NameMap& names = at->creator->code->module.names[IndexSpace::instance];
    path.insert(0, (path.empty() ? "" : "/"));
    path.insert(0, name_or_index(names, at->index));
  }
  return at->title + (at->title.empty() || path.empty() ? "" : "/") + path;
}

namespace {

// What it is called or, failing that, exported as.
std::string describe_definition(const Module& module, IndexSpace space, Index index) {
  const std::string result = concat(describe(space), ' ', index);
  if (const auto name = module.names[space].find(index); !name.empty()) return result + " " + quote_id(name);
  const auto is_of_it = [&](const Export& item) {
    return item.name && item.kind == kind_of(space) && item.index == index;
  };
  const auto found = std::find_if(module.exports.begin(), module.exports.end(), is_of_it);
  return found == module.exports.end() ? result : concat(result, " (export ", quote(*found->name), ')');
}

Pos pos_of_instance(const ValidModule& code, Index index) {
  Index next = 0;
  for (const LinkStep& step : code.steps) {
    const ExternKind kind = std::visit([](const auto& step) { return kind_of(step); }, step);
    if (kind == ExternKind::instance && next++ == index) return std::get<InstanceStep>(step).at.pos;
  }
  return no_pos;
}

Pos pos_of(const ValidModule& code, IndexSpace space, Index index) {
  switch (space) {
// clang-format off
#define DEFINED_SPACE(name, members, ...) \
    case IndexSpace::name: return code.module.members[index - code.first_own(space)].at.pos;
#include "wast/syntax/index_spaces.def"
    // clang-format on
    case IndexSpace::instance: return pos_of_instance(code, index);
    case IndexSpace::module:
    case IndexSpace::type: break;  // bring nothing about
  }
  return no_pos;
}

std::string describe(const DefinitionPlace& at, const CodePlace& place) {
  std::string result = describe_definition(at.module->code->module, at.space, at.index);
  if (place.source) result += ", " + place.source->describe(place.pos);
  if (const std::string path = instance_path(*at.module); !path.empty()) result += ", instance " + path;
  return result;
}

std::string describe(const DefinitionPlace& at) {
  const ValidModule& code = *at.module->code;
  return describe(at, {code.module.source, pos_of(code, at.space, at.index)});
}

using Lines = std::vector<std::string>;

// Each frame is looked at once.
Lines describe_all(const std::vector<StackFrame>& frames) {
  Lines lines;
  for (auto frame = frames.begin(); frame != frames.end(); ++frame) {
    const auto same = std::find(frames.begin(), frame, *frame);
    lines.push_back(same == frame ? describe(*frame) : Lines::value_type(lines[same - frames.begin()]));
  }
  return lines;
}

// Lines that stand there several times in a row, as of functions that call each other.
struct Cycle {
  std::ptrdiff_t length = 1;
  std::ptrdiff_t times = 1;
};

// The one that has most of the lines from `at` on.
Cycle find_cycle(Lines::const_iterator at, Lines::const_iterator end) {
  constexpr std::ptrdiff_t most_length = 8;
  Cycle best;
  for (std::ptrdiff_t length = 1; length <= std::min(most_length, (end - at) / 2); ++length) {
    const auto differing = std::mismatch(at + length, end, at).first;
    const std::ptrdiff_t times = (differing - at) / length;
    if (times > 1 && times * length > best.times * best.length) best = {length, times};
  }
  return best;
}

std::string fold(const Lines& lines) {
  std::string result;
  for (auto line = lines.begin(); line != lines.end();) {
    const Cycle cycle = find_cycle(line, lines.end());
    for (auto of = line; of != line + cycle.length; ++of) result += "\n  at " + *of;
    if (cycle.length > 1) result += concat(" (these ", cycle.length, " frames ", cycle.times, " times)");
    if (cycle.length == 1 && cycle.times > 1) result += concat(" (", cycle.times, " times)");
    line += cycle.length * cycle.times;
  }
  return result;
}

}  // namespace

std::string describe(const StackFrame& frame) {
  const ModuleInst& module = *frame.func->module;
  const Index index = module.code->first_func() + frame.func->index;
  return describe(DefinitionPlace{&module, IndexSpace::func, index}, place_of(frame));
}

std::string describe(const StackTrace& stack) {
  std::vector<StackFrame> frames = stack.frames;
  const std::string definition = stack.definition ? "\n  at " + describe(*stack.definition) : std::string();
  if (stack.left_out > 0) {
    return concat(definition, fold(describe_all(frames)), "\n  … ", stack.left_out, " more",
                  fold(describe_all(stack.outermost)));
  }
  frames.insert(frames.end(), stack.outermost.begin(), stack.outermost.end());
  return definition + fold(describe_all(frames));
}

}  // namespace modlink
