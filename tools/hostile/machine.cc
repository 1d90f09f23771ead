// How slow the machine is at the moment
#include "tools/hostile/machine.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace modlink::hostile {
namespace {

double processor_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

template <typename Work>
double seconds_of(Work work) {
  const double start = processor_seconds();
  work();
  return processor_seconds() - start;
}

// Not instrumented: what sanitizers cost is known, and is no slowness of the machine.
__attribute__((no_sanitize("address", "undefined"))) void mix_numbers() {
  constexpr int rounds = 20'000'000;
  volatile std::uint64_t mixed = 1;
  for (int i = 0; i < rounds; ++i) mixed = mixed * 0x9e3779b97f4a7c15 ^ mixed >> 29;
}

void write_pages() {
  constexpr std::size_t size = std::size_t{64} << 20;
  void* const pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return;
  std::memset(pages, 1, size);
  ::munmap(pages, size);
}

}  // namespace

double slowness_of_machine() {
  // What they took on two shared cores on which nothing else ran.
  constexpr double mixing = 0.026;
  constexpr double writing = 0.030;
  return std::max({1.0, seconds_of(mix_numbers) / mixing, seconds_of(write_pages) / writing});
}

}  // namespace modlink::hostile
