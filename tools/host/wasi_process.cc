// WASI: arguments, environment, clocks, random bytes, the end of the program. spec: WASI preview 1
#include <sched.h>
#include <sys/random.h>
#include <time.h>

#include <algorithm>

#include "tools/host/wasi_clock.h"
#include "tools/host/wasi_context.h"
#include "tools/host/wasi_stat.h"

namespace modlink::host {

namespace {

// Arguments and environment: an array of pointers, and the strings they point to, each with a zero at its end.
void store_strings(const Call& call, const std::vector<std::string>& strings) {
  std::uint32_t pointer = call.u32(0);
  std::uint32_t at = call.u32(1);
  for (const std::string& string : strings) {
    call.memory.store(pointer, at);
    call.memory.write(at, {string.c_str(), string.size() + 1});
    pointer += 4;
    at += static_cast<std::uint32_t>(string.size() + 1);
  }
}

void store_sizes(const Call& call, const std::vector<std::string>& strings) {
  std::size_t size = 0;
  for (const std::string& string : strings) size += string.size() + 1;
  call.memory.store(call.u32(0), static_cast<std::uint32_t>(strings.size()));
  call.memory.store(call.u32(1), static_cast<std::uint32_t>(size));
}

void args_get(Call& call) { store_strings(call, call.host.options.args); }
void args_sizes_get(Call& call) { store_sizes(call, call.host.options.args); }
void environ_get(Call& call) { store_strings(call, call.host.options.env); }
void environ_sizes_get(Call& call) { store_sizes(call, call.host.options.env); }

void clock_res_get(Call& call) {
  timespec resolution{};
  check(clock_getres(clock_id(call.u32(0)), &resolution));
  call.memory.store(call.u32(1), nanoseconds(resolution));
}

void clock_time_get(Call& call) { call.memory.store(call.u32(2), now(clock_id(call.u32(0)))); }

void fill_from_system(std::uint8_t* to, std::size_t size) {
  while (size != 0) {
    const auto count = static_cast<std::size_t>(check(getrandom(to, size, 0)));
    to += count;
    size -= count;
  }
}

void fill_from_seed(std::mt19937_64& random, std::uint8_t* to, std::size_t size) {
  while (size != 0) {
    const std::uint64_t word = random();
    const std::size_t count = std::min(size, sizeof word);
    std::memcpy(to, &word, count);
    to += count;
    size -= count;
  }
}

void random_get(Call& call) {
  std::uint8_t* to = call.memory.range(call.u32(0), call.u32(1));
  if (call.host.options.random_seed) return fill_from_seed(call.host.random, to, call.u32(1));
  fill_from_system(to, call.u32(1));
}

void proc_exit(Call& call) { call.host.exit_code = call.u32(0); }
void sched_yield(Call&) { check(::sched_yield()); }
void not_supported(Call&) { fail(ENOTSUP); }

}  // namespace

clockid_t clock_id(std::uint32_t id) {
  constexpr clockid_t clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID};
  if (id >= std::size(clocks)) fail(EINVAL);
  return clocks[id];
}

std::uint64_t now(clockid_t clock) {
  timespec time{};
  check(clock_gettime(clock, &time));
  return nanoseconds(time);
}

std::vector<WasiEntry> process_functions() {
  return {
      {"args_get", "ii", args_get},           {"args_sizes_get", "ii", args_sizes_get},
      {"environ_get", "ii", environ_get},     {"environ_sizes_get", "ii", environ_sizes_get},
      {"clock_res_get", "ii", clock_res_get}, {"clock_time_get", "iIi", clock_time_get},
      {"random_get", "ii", random_get},       {"proc_exit", "i", proc_exit, false},
      {"proc_raise", "i", not_supported},     {"sched_yield", "", sched_yield},
  };
}

}  // namespace modlink::host
