// WASI: sockets, of which there are none. spec: WASI preview 1, `sock_*`
#include "tools/host/wasi_context.h"

namespace modlink::host {

namespace {

// A standard stream may be one, which is the host's.
void no_socket(Call& call) { fail(S_ISSOCK(stat_of(call.file(0).fd.get()).st_mode) ? ENOTSUP : ENOTSOCK); }

}  // namespace

std::vector<WasiEntry> socket_functions(WasiVersion version) {
  std::vector<WasiEntry> functions{
      {"sock_recv", "iiiiii", no_socket}, {"sock_send", "iiiii", no_socket}, {"sock_shutdown", "ii", no_socket}};
  if (version != WasiVersion::unstable) functions.push_back({"sock_accept", "iii", no_socket});
  return functions;
}

}  // namespace modlink::host
