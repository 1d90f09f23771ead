// The host modules `wasi_snapshot_preview1` and `wasi_unstable`.
#include "tools/host/wasi.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstring>

#include "tools/files/failure.h"
#include "tools/files/files.h"
#include "tools/host/wasi_context.h"
#include "tools/host/wasi_stat.h"
#include "wast/syntax/identifiers.h"

namespace modlink::host {

namespace {

// The descriptor stays the host's. A terminal has no position. One that the host has closed can do nothing, but takes
// its number, so that nothing else is mistaken for it.
void add_standard(Files& files, int fd) {
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || (flags & O_PATH) != 0) {
    files.add({});
    return;
  }
  std::uint64_t rights = file_rights & ~(right_set_size | right_allocate);
  if ((flags & O_ACCMODE) == O_RDONLY) rights &= ~std::uint64_t{right_write};
  if ((flags & O_ACCMODE) == O_WRONLY) rights &= ~std::uint64_t{right_read};
  if (lseek(fd, 0, SEEK_CUR) < 0 || isatty(fd)) rights &= ~std::uint64_t{right_seek | right_tell};
  files.add({Fd::borrow(fd), rights, 0});
}

Fd open_directory(const Preopen& dir) {
  Fd fd(open(dir.host.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.is_open())
    throw cli::Failure(cli::Status::usage, fmt::format("{}: {}", shown_path(dir.host), std::strerror(errno)));
  return fd;
}

// The memory that the arguments of a call point into.
LinearMemory* memory_of_caller(Store& store) {
  const ModuleInst* caller = engine_of(store).machine().caller();
  if (!caller) return nullptr;
  const ExternVal* exported = caller->exports ? caller->exports->find("memory") : nullptr;
  if (exported && kind_of(*exported) == ExternKind::memory) return &std::get<MemoryInst*>(*exported)->memory;
  return caller->memories.empty() ? nullptr : &caller->memories[0]->memory;
}

Outcome trap(std::string message) { return Outcome::trap(TrapCode::host_trap, std::move(message)); }

std::uint32_t errno_of(WasiFunction function, Call& call) {
  try {
    function(call);
    return 0;
  } catch (const SystemError& error) {
    return wasi_errno(error.code);
  }
}

Outcome run(const WasiEntry& entry, WasiVersion version, WasiContext& context, Store& store, const Values& args) {
  LinearMemory* memory = memory_of_caller(store);
  if (!memory) return trap(fmt::format("host trap: {}: the calling instance has no memory", entry.name));
  Call call{context, version, GuestMemory(*memory), args};
  const std::uint32_t code = errno_of(entry.function, call);
  if (context.exit_code) return trap(fmt::format("host trap: exit with code {}", *context.exit_code));
  return entry.returns ? Values{Value::i32(code)} : Values{};
}

FuncType type_of(const WasiEntry& entry) {
  FuncType type;
  for (const char* c = entry.params; *c; ++c) type.params.push_back(*c == 'I' ? ValKind::i64 : ValKind::i32);
  if (entry.returns) type.results.push_back(ValKind::i32);
  return type;
}

}  // namespace

Wasi::Wasi(WasiOptions options) : context_(std::make_unique<WasiContext>()) {
  for (const int fd : options.standard) add_standard(context_->files, fd);
  for (const Preopen& dir : options.dirs) {
    context_->files.add({open_directory(dir), directory_rights, all_rights, dir.guest});
  }
  if (!options.dirs.empty()) context_->file_directory = open_directory(options.dirs.front());
  context_->quota = Quota(options.dir_limit);
  context_->random.seed(options.random_seed.value_or(0));
  context_->options = std::move(options);
}

Wasi::~Wasi() = default;

std::optional<std::uint32_t> Wasi::exit_code() const { return context_->exit_code; }

const InstanceValue* Wasi::instance(Store& store, WasiVersion version) {
  HostModule module(store);
  for (const auto& functions : {process_functions(), poll_functions(), fd_functions(), directory_functions(),
                                path_functions(), socket_functions(version)}) {
    for (const WasiEntry& entry : functions) {
      const auto call = [entry, version, context = context_.get()](Store& store, const Values& args) {
        return run(entry, version, *context, store, args);
      };
      module.func(entry.name, type_of(entry), call);
    }
  }
  return module.instance();
}

}  // namespace modlink::host
