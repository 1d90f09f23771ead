// What all scripts of a run have in common.
#pragma once

#include <vector>

#include "tools/cli/execution_options.h"
#include "tools/cli/named_files.h"
#include "tools/files/language.h"
#include "tools/spec-runner/registered_files.h"
#include "tools/spec-runner/round_trip.h"
#include "tools/trace/tracer.h"

namespace modlink::runner {

struct Settings {
  cli::Language language;
  bool allow_output = false;           // `(output "file")` may write files
  std::vector<cli::NamedFile> spared;  // but none of these, which are the run's own
  bool allow_outside = false;          // `(input "file")` may read files outside of the script's folder
  bool ignore_script_options = false;  // a first line `;; options: …` is a mere comment
  RoundTrip round_trip = RoundTrip::none;
  cli::Allowance allowance;  // of each action and instantiation
  bool fuses = true;         // see ExecutionOptions
  std::vector<RegisteredFile> registered;
  trace::Mode trace = trace::Mode::none;
  bool covers = false;  // what is reached is counted; not with a trace
};

}  // namespace modlink::runner
