// How the allocator gives memory to threads.
#include "tools/cli/arenas.h"

#include <malloc.h>
#include <sys/resource.h>

namespace modlink::cli {

void share_arena_in_limited_space() {
#ifdef M_ARENA_MAX
  rlimit space{};
  if (getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur != RLIM_INFINITY) mallopt(M_ARENA_MAX, 1);
#endif
}

}  // namespace modlink::cli
