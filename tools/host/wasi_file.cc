// The host module `wasi_file`. spec: Example-LinkTimeVirtualization.md
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "tools/host/wasi_context.h"

namespace modlink::host {

namespace {

// What travels in an i32.
struct Packet {
  std::uint8_t bytes[4] = {};
  std::size_t size = 0;

  explicit Packet(std::uint32_t count) : size(std::min(count, std::uint32_t{4})) {}
};

std::string name_of(std::uint32_t file) { return fmt::format("file{}", file); }

Fd open_file(WasiContext& context, std::uint32_t file, int flags) {
  return open_within_quota(context, context.file_directory.get(), name_of(file), flags);
}

// The bytes behind the end stay zero.
std::uint32_t read_file(WasiContext& context, std::uint32_t file, std::uint32_t position, std::uint32_t count) {
  Packet packet(count);
  const Fd fd = open_file(context, file, O_RDONLY);
  check(pread(fd.get(), packet.bytes, packet.size, position));
  std::uint32_t result;
  std::memcpy(&result, packet.bytes, sizeof result);
  return result;
}

std::uint32_t write_file(WasiContext& context, std::uint32_t file, std::uint32_t bytes, std::uint32_t count) {
  Packet packet(count);
  std::memcpy(packet.bytes, &bytes, sizeof bytes);
  const Fd fd = open_file(context, file, O_WRONLY | O_APPEND | O_CREAT);
  const std::uint64_t end = static_cast<std::uint64_t>(stat_of(fd.get()).st_size) + packet.size;
  const auto append = [&] { return check(write(fd.get(), packet.bytes, packet.size)); };
  return static_cast<std::uint32_t>(context.quota.grow(fd.get(), end, append));
}

bool is_full(int code) { return code == ENOSPC || code == EDQUOT || code == EFBIG; }

Outcome trap(const std::string& what, const std::string& why) {
  return Outcome::trap(TrapCode::host_trap, fmt::format("host trap: wasi_file: {}: {}", what, why));
}

using Access = std::uint32_t (*)(WasiContext&, std::uint32_t, std::uint32_t, std::uint32_t);

// `quiet`: for which errors the answer is just 0.
Outcome access(WasiContext& context, const Values& args, Access function, bool (*quiet)(int)) {
  if (!context.file_directory.is_open()) return trap("no directory", "--dir gives one");
  const auto file = static_cast<std::uint32_t>(args[0].low);
  try {
    const std::uint32_t result =
        function(context, file, static_cast<std::uint32_t>(args[1].low), static_cast<std::uint32_t>(args[2].low));
    return Values{Value::i32(result)};
  } catch (const SystemError& error) {
    if (quiet(error.code)) return Values{Value::i32(0)};
    return trap(name_of(file), error.code == not_capable ? "leads out of the directory" : std::strerror(error.code));
  }
}

}  // namespace

const InstanceValue* Wasi::file_instance(Store& store) {
  const FuncType type{{ValKind::i32, ValKind::i32, ValKind::i32}, {ValKind::i32}};
  const auto read = [context = context_.get()](Store&, const Values& args) {
    return access(*context, args, read_file, [](int code) { return code == ENOENT; });
  };
  const auto write = [context = context_.get()](Store&, const Values& args) {
    return access(*context, args, write_file, is_full);
  };
  return HostModule(store).func("read", type, read).func("write", type, write).instance();
}

}  // namespace modlink::host
