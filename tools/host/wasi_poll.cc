// WASI: waiting for clocks and files. spec: WASI preview 1, `poll_oneoff`
#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>

#include "tools/host/wasi_clock.h"
#include "tools/host/wasi_context.h"
#include "tools/host/wasi_stat.h"

namespace modlink::host {

namespace {

constexpr std::uint32_t max_subscriptions = 4096;
constexpr std::uint32_t event_size = 32;

// Where the fields of a `subscription` are; those before them are where they always are.
struct Layout {
  std::uint32_t clock, timeout, flags, size;
};

// In `wasi_unstable` clocks have an identifier besides.
Layout layout(WasiVersion version) {
  return version == WasiVersion::unstable ? Layout{24, 32, 48, 56} : Layout{16, 24, 40, 48};
}

// spec: `eventtype`
enum class EventType : std::uint8_t { clock = 0, fd_read = 1, fd_write = 2 };

// One subscription, and what came of it.
struct Subscription {
  std::uint64_t user_data = 0;
  EventType type = EventType::clock;
  std::uint64_t timeout = 0;  // of a clock: nanoseconds from now
  int fd = -1;                // of a file: the host's
  bool happened = false;
  int error = 0;
  std::uint64_t available = 0;  // bytes to read
  bool hangup = false;
};

std::uint64_t timeout_of(const GuestMemory& memory, std::uint32_t at, const Layout& fields) {
  const clockid_t clock = clock_id(memory.load<std::uint32_t>(at + fields.clock));
  if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) fail(ENOTSUP);
  const auto timeout = memory.load<std::uint64_t>(at + fields.timeout);
  const bool absolute = (memory.load<std::uint16_t>(at + fields.flags) & 1) != 0;
  if (!absolute) return timeout;
  const std::uint64_t present = now(clock);
  return timeout > present ? timeout - present : 0;
}

// An error is an event like others.
void subscribe(Call& call, std::uint32_t at, Subscription& sub) {
  try {
    if (sub.type == EventType::clock) {
      sub.timeout = timeout_of(call.memory, at, layout(call.version));
    } else {
      sub.fd = call.host.files.get(call.memory.load<std::uint32_t>(at + 16), right_poll).fd.get();
    }
  } catch (const SystemError& error) {
    sub.happened = true;
    sub.error = error.code;
  }
}

std::vector<Subscription> read_subscriptions(Call& call) {
  std::vector<Subscription> subs(call.u32(2));
  for (std::uint32_t i = 0; i < subs.size(); ++i) {
    const std::uint32_t at = call.u32(0) + i * layout(call.version).size;
    subs[i].user_data = call.memory.load<std::uint64_t>(at);
    const auto type = call.memory.load<std::uint8_t>(at + 8);
    if (type > static_cast<std::uint8_t>(EventType::fd_write)) fail(EINVAL);
    subs[i].type = static_cast<EventType>(type);
    subscribe(call, at, subs[i]);
  }
  return subs;
}

// How long to wait: nothing if something has happened already, nullopt for ever.
std::optional<std::uint64_t> shortest_timeout(const std::vector<Subscription>& subs) {
  std::optional<std::uint64_t> shortest;
  for (const Subscription& sub : subs) {
    if (sub.happened) return 0;
    if (sub.type == EventType::clock) shortest = std::min(shortest.value_or(UINT64_MAX), sub.timeout);
  }
  return shortest;
}

std::vector<pollfd> poll_fds(const std::vector<Subscription>& subs) {
  std::vector<pollfd> fds;
  fds.reserve(subs.size());
  for (const Subscription& sub : subs) {
    fds.push_back({sub.fd, static_cast<short>(sub.type == EventType::fd_read ? POLLIN : POLLOUT), 0});
  }
  return fds;
}

void note_ready(Subscription& sub, short ready) {
  if (ready == 0) return;
  sub.happened = true;
  sub.hangup = (ready & POLLHUP) != 0;
  if ((ready & POLLNVAL) != 0) sub.error = EBADF;
  int available = 0;
  if (sub.type == EventType::fd_read && ioctl(sub.fd, FIONREAD, &available) == 0 && available > 0) {
    sub.available = static_cast<std::uint64_t>(available);
  }
}

// A negative descriptor is one that poll passes over.
void wait(std::vector<Subscription>& subs) {
  std::vector<pollfd> fds = poll_fds(subs);
  const std::optional<std::uint64_t> timeout = shortest_timeout(subs);
  const timespec time = to_timespec(timeout.value_or(0));
  const int ready = check(ppoll(fds.data(), fds.size(), timeout ? &time : nullptr, nullptr));
  for (std::size_t i = 0; i < subs.size(); ++i) {
    if (subs[i].happened) continue;
    if (subs[i].type != EventType::clock) note_ready(subs[i], fds[i].revents);
    if (subs[i].type == EventType::clock && ready == 0 && subs[i].timeout <= *timeout) subs[i].happened = true;
  }
}

void store_event(const GuestMemory& memory, std::uint32_t at, const Subscription& sub) {
  std::memset(memory.range(at, event_size), 0, event_size);
  memory.store(at, sub.user_data);
  memory.store(at + 8, static_cast<std::uint16_t>(wasi_errno(sub.error)));
  memory.store(at + 10, sub.type);
  memory.store(at + 16, sub.available);
  memory.store(at + 24, static_cast<std::uint16_t>(sub.hangup));
}

// The events may lie over the subscriptions.
void poll_oneoff(Call& call) {
  const std::uint32_t count = call.u32(2);
  if (count == 0 || count > max_subscriptions) fail(EINVAL);
  call.memory.array(call.u32(0), count, layout(call.version).size);
  call.memory.array(call.u32(1), count, event_size);
  std::vector<Subscription> subs = read_subscriptions(call);
  wait(subs);
  std::uint32_t stored = 0;
  for (const Subscription& sub : subs) {
    if (sub.happened) store_event(call.memory, call.u32(1) + event_size * stored++, sub);
  }
  call.memory.store(call.u32(3), stored);
}

}  // namespace

std::vector<WasiEntry> poll_functions() { return {{"poll_oneoff", "iiii", poll_oneoff}}; }

}  // namespace modlink::host
