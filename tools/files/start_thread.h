// Threads, as far as there are any.
#pragma once

#include <system_error>
#include <thread>
#include <utility>

#include "tools/files/failure.h"

namespace modlink::cli {

// Throws Failure if the machine has none left.
template <class Run>
std::thread start_thread(Run run) {
  try {
    return std::thread(std::move(run));
  } catch (const std::system_error& error) {
    throw Failure(Status::usage, "no thread can be started: " + error.code().message());
  }
}

}  // namespace modlink::cli
