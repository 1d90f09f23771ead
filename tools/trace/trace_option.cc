// The option that asks for a trace.
#include "tools/trace/trace_option.h"

namespace modlink::trace {

void add_trace_option(cli::Command command, Mode& mode) {
  const auto set = [&mode](const std::string& what) { mode = what == "calls" ? Mode::calls : Mode::instructions; };
  command.add_flag_with_value("--trace", {"instructions", "calls"}, set,
                              "print each instruction that is executed, with operands and results, calls and steps of "
                              "instantiations (instructions, also without a value); or only calls between instances, "
                              "--trace=calls (default: nothing)");
}

}  // namespace modlink::trace
