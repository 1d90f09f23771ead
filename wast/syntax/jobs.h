// Work that threads share.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace modlink {

// Threads that run `work`: one fewer than `wanted`, since the caller works too, and fewer yet if the system gives no
// more. To be joined.
template <class Work>
std::vector<std::thread> start_threads(std::size_t wanted, const Work& work) {
  std::vector<std::thread> threads;
  try {
    threads.reserve(wanted);
    while (threads.size() + 1 < wanted) threads.emplace_back(work);
  } catch (const std::system_error&) {
  } catch (const std::bad_alloc&) {
  }
  return threads;
}

// Calls `job(i)` for each i below `count`, each once and in about that order, on up to `jobs` threads, the caller's
// among them. Returns when all are done. `job` must not throw.
template <class Job>
void share_jobs(std::size_t count, std::size_t jobs, const Job& job) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) job(i);
  };
  std::vector<std::thread> helpers = start_threads(std::min(jobs, count), work);
  work();
  for (std::thread& helper : helpers) helper.join();
}

// The same for jobs that may throw. False if one did: then what all of them did is to be forgotten, and done again in
// order by whoever wants to know what was wrong first.
template <class Job>
bool try_jobs(std::size_t count, std::size_t jobs, const Job& job) {
  std::atomic<bool> failed = false;
  share_jobs(count, jobs, [&](std::size_t i) {
    if (failed.load(std::memory_order_relaxed)) return;
    try {
      job(i);
    } catch (...) {
      failed = true;
    }
  });
  return !failed;
}

// The same for jobs that are small: `run(first, last)` does those from `first` up to `last`.
template <class Run>
bool try_runs(std::size_t count, std::size_t jobs, const Run& run) {
  constexpr std::size_t length = 64;
  return try_jobs((count + length - 1) / length, jobs,
                  [&](std::size_t i) { run(i * length, std::min(count, (i + 1) * length)); });
}

}  // namespace modlink
