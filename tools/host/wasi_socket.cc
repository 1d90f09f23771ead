// WASI: sockets, of which there are none. spec: WASI preview 1, `sock_*`
#include "tools/host/wasi_context.h"

namespace modlink::host {

namespace {

// Not even a standard stream that is one for the host.
void no_socket(Call& call) {
  call.file(0);
  fail(ENOTSOCK);
}

}  // namespace

std::vector<WasiEntry> socket_functions(WasiVersion version) {
  std::vector<WasiEntry> functions{
      {"sock_recv", "iiiiii", no_socket}, {"sock_send", "iiiii", no_socket}, {"sock_shutdown", "ii", no_socket}};
  if (version != WasiVersion::unstable) functions.push_back({"sock_accept", "iii", no_socket});
  return functions;
}

}  // namespace modlink::host
