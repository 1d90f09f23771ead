// `--trace`: what scripts execute.
#include "tools/spec-runner/trace_options.h"

#include "tools/engines/result_text.h"
#include "tools/files/standard_streams.h"
#include "tools/trace/trace_option.h"

namespace modlink::runner {

void add_trace_option(cli::Command command, trace::Mode& mode) { trace::add_trace_option(command, mode); }

std::unique_ptr<trace::Tracer> make_tracer(trace::Mode mode) {
  if (mode == trace::Mode::none) return nullptr;
  const auto print = [](const Value& value, const TypeStore& types) {
    return engines::to_string(engines::result_of(value, types));
  };
  return std::make_unique<trace::Tracer>(mode, print, [](std::string_view line) { cli::print(line); });
}

}  // namespace modlink::runner
