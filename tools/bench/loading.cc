// How long loading modules takes, best of several, in processor time, with the megabytes (10^6 bytes) in a second, and
// the most memory that the program has had so far; then, each by itself, reading and validation, which together take
// longer than loading, where binaries are gone through once. Of binaries also how fast they are printed, and what is
// printed is parsed. `tools/bench/compare --loading` measures loading from outside, beside other engines.
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

double megabytes(std::size_t bytes) { return static_cast<double>(bytes) * 1e-6; }

struct Best {
  double seconds = std::numeric_limits<double>::infinity();
  void add(double since) { seconds = std::min(seconds, processor_time() - since); }
};

Module read(const SourcePtr& source) {
  return source->kind() == Source::Kind::text ? parse_module(source, Features(), ImplementationLimits())
                                              : decode_module(source, Features(), ImplementationLimits());
}

void load(const SourcePtr& source) {
  const auto types = std::make_shared<TypeStore>();
  if (source->kind() == Source::Kind::binary) {
    decode_and_validate(source, types, Features(), ImplementationLimits());
  } else {
    validate(read(source), types, Features(), ImplementationLimits());
  }
}

void report_loading(const SourcePtr& source, int rounds) {
  Best loading, reading, validation;
  for (int i = 0; i < rounds; ++i) {
    const double start = processor_time();
    load(source);
    loading.add(start);
  }
  for (int i = 0; i < rounds; ++i) {
    const double start = processor_time();
    Module module = read(source);
    reading.add(start);
    const double done = processor_time();
    validate(std::move(module), std::make_shared<TypeStore>(), Features(), ImplementationLimits());
    validation.add(done);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double size = megabytes(source->content().size());
  std::printf("%7.1f MB/s  %6.1f ms, %6.1f reading and %6.1f validation  %4.0f MB, %.2f times the file  %s\n",
              size / loading.seconds, loading.seconds * 1e3, reading.seconds * 1e3, validation.seconds * 1e3,
              static_cast<double>(usage.ru_maxrss) * 1.024e-3, static_cast<double>(usage.ru_maxrss) * 1.024e-3 / size,
              source->name().c_str());
}

void report_text(const Module& module, int rounds) {
  Best printing, parsing;
  double size = 0;
  for (int i = 0; i < rounds; ++i) {
    const double start = processor_time();
    std::string printed = print_module(module);
    printing.add(start);
    size = megabytes(printed.size());
    const double done = processor_time();
    read(std::make_shared<const Source>("text", std::move(printed), Source::Kind::text));
    parsing.add(done);
  }
  std::printf("%7.1f MB of text  %6.1f MB/s printing  %6.1f MB/s parsing\n", size, size / printing.seconds,
              size / parsing.seconds);
}

void report(const char* file, int rounds) {
  const SourcePtr source = cli::read_source(file, cli::Language());
  report_loading(source, rounds);
  if (source->kind() == Source::Kind::binary) report_text(read(source), rounds);
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc < 3 ? 0 : static_cast<int>(std::strtol(argv[1], nullptr, 10));
  if (rounds < 1) return std::fputs("usage: loading ROUNDS FILE...\n", stderr), 2;
  try {
    for (int i = 2; i < argc; ++i) report(argv[i], rounds);
    return 0;
  } catch (const cli::Failure& failure) {
    return std::fprintf(stderr, "loading: %s\n", failure.what()), 2;
  } catch (const Error& error) {
    return std::fprintf(stderr, "%s\n", error.diagnose().c_str()), 1;
  }
}
