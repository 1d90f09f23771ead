// How long decoding and validating binaries takes, best of several, in processor time, with the megabytes (10^6 bytes)
// in a second of both together; and how fast they are printed, and what is printed is parsed.
// `tools/bench/compare --loading` measures loading from outside, beside other engines.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>

#include "tools/files/files.h"
#include "validator/validate.h"
#include "wast/binary/decode_module.h"
#include "wast/syntax/error.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"

namespace {

using namespace modlink;

double processor_time() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Times {
  double decoding = std::numeric_limits<double>::infinity();
  double validation = std::numeric_limits<double>::infinity();
  double printing = std::numeric_limits<double>::infinity();
  double parsing = std::numeric_limits<double>::infinity();
};

void measure(const SourcePtr& source, Times& best) {
  const double start = processor_time();
  Module module = decode_module(source, Features(), ImplementationLimits());
  const double decoded = processor_time();
  validate(std::move(module), std::make_shared<TypeStore>(), Features(), ImplementationLimits());
  const double validated = processor_time();
  best.decoding = std::min(best.decoding, decoded - start);
  best.validation = std::min(best.validation, validated - decoded);
}

// Returns the size of the text.
std::size_t measure_text(const SourcePtr& binary, Times& best) {
  const Module module = decode_module(binary, Features(), ImplementationLimits());
  const double start = processor_time();
  std::string printed = print_module(module);
  const double done = processor_time();
  const auto text = std::make_shared<const Source>(binary->name(), std::move(printed), Source::Kind::text);
  const Module parsed = parse_module(text, Features(), ImplementationLimits());
  best.parsing = std::min(best.parsing, processor_time() - done);
  best.printing = std::min(best.printing, done - start);
  return text->content().size();
}

double megabytes(std::size_t bytes) { return static_cast<double>(bytes) * 1e-6; }

void report(const char* file, int rounds) {
  const SourcePtr source = cli::read_source(file, cli::Language());
  Times best;
  std::size_t text = 0;
  for (int i = 0; i < rounds; ++i) {
    measure(source, best);
    text = measure_text(source, best);
  }
  const double size = megabytes(source->content().size());
  std::printf("%7.1f MB/s  %6.1f ms decoding  %6.1f ms validation  %s\n", size / (best.decoding + best.validation),
              best.decoding * 1e3, best.validation * 1e3, file);
  std::printf("%7.1f MB of text: %6.1f MB/s printing  %6.1f MB/s parsing\n", megabytes(text),
              megabytes(text) / best.printing, megabytes(text) / best.parsing);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fputs("usage: loading ROUNDS FILE.wasm...\n", stderr), 2;
  try {
    for (int i = 2; i < argc; ++i) report(argv[i], std::atoi(argv[1]));
    return 0;
  } catch (const Error& error) {
    return std::fprintf(stderr, "%s\n", error.diagnose().c_str()), 1;
  }
}
