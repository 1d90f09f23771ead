// Instances that call a host that works on the memory of its caller. spec: WASI preview 1, "Modules"
#include "tools/transform/flat_callers.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "wast/syntax/free_indices.h"

namespace modlink::transform {

namespace {

constexpr const char* memory_name = "memory";  // by which such a host finds it

// Functions of WASI preview 1 that take and give no pointers.
constexpr std::string_view without_memory[] = {
    "fd_advise",
    "fd_allocate",
    "fd_close",
    "fd_datasync",
    "fd_fdstat_set_flags",
    "fd_fdstat_set_rights",
    "fd_filestat_set_size",
    "fd_filestat_set_times",
    "fd_renumber",
    "fd_sync",
    "proc_exit",
    "proc_raise",
    "sched_yield",
    "sock_shutdown",
};

bool looks_at_caller(const Import& import) {
  const bool is_wasi = import.module->rfind("wasi_", 0) == 0;
  return is_wasi &&
         std::find(std::begin(without_memory), std::end(without_memory), import.name) == std::end(without_memory);
}

std::vector<const Import*> find_host_funcs(const FlatModule& flat) {
  std::vector<const Import*> result;
  for (const Import& import : flat.imports) {
    if (kind_of(import.desc) == ExternKind::func) result.push_back(looks_at_caller(import) ? &import : nullptr);
  }
  return result;
}

std::optional<Index> exported_memory(const std::vector<Export>& exports) {
  for (const Export& item : exports) {
    if (item.kind == ExternKind::memory && item.name == memory_name) return item.index;
  }
  return std::nullopt;
}

// The one that it exports, or else its first.
std::optional<Index> memory_of(const StaticInstance& inst) {
  const std::vector<Index>& memories = inst.of(ExternKind::memory);
  if (memories.empty()) return std::nullopt;
  return memories[exported_memory(inst.code->module.exports).value_or(0)];
}

// The import by which it calls such a host.
const Import* call_of(const StaticInstance& inst, const std::vector<const Import*>& host) {
  const std::vector<Index>& funcs = inst.of(ExternKind::func);
  const auto is_host = [&](Index func) { return func < host.size() && host[func]; };
  if (std::none_of(funcs.begin(), funcs.end(), is_host)) return nullptr;
  const Import* result = nullptr;
  for (const Func& func : inst.code->module.funcs) {
    for_each_free_index(func.body, [&](FreeIndex free) {
      if (free.space == IndexSpace::func && is_host(funcs[free.index])) result = host[funcs[free.index]];
    });
    if (result) break;
  }
  return result;
}

}  // namespace

void HostCallers::note(const FlatModule& flat, const StaticInstance& inst) {
  const std::optional<Index> memory = memory_of(inst);
  if (!memory) return;
  if (!host_funcs_) host_funcs_ = find_host_funcs(flat);
  const Import* import = call_of(inst, *host_funcs_);
  if (!import) return;
  host_ = *import->module;
  callers_.emplace_back(inst.path.substr(0, inst.path.empty() ? 0 : inst.path.size() - 1), *memory);
}

FlattenReport::CallerMemories HostCallers::report(const FlatModule& flat) const {
  if (callers_.empty()) return {};
  const std::optional<Index> seen = exported_memory(flat.module.exports);
  // Without an export the host finds none, but there is nothing to confuse either if all have the same.
  const Index expected = seen.value_or(callers_.front().second);
  const auto is_fine = [&](const auto& caller) { return caller.second == expected; };
  if (std::all_of(callers_.begin(), callers_.end(), is_fine)) return {};
  FlattenReport::CallerMemories result;
  result.host = host_;
  for (const auto& caller : callers_) (caller.second == seen ? result.seen : result.unseen).push_back(caller.first);
  return result;
}

}  // namespace modlink::transform
