// Processes that end with us.
#pragma once

#include <sys/types.h>

namespace modlink::engines {

// A group for processes that are to end with this one, however it ends: a guard in the group kills all of it once we
// are gone. Who leaves the group, as daemons do, is not in it.
class ProcessGroup {
 public:
  // Throws std::system_error.
  ProcessGroup();
  ~ProcessGroup() { end(); }
  ProcessGroup(const ProcessGroup&) = delete;
  ProcessGroup& operator=(const ProcessGroup&) = delete;

  pid_t id() const { return guard_; }
  // Kills all that is in it, and nothing once that is done.
  void end();

 private:
  pid_t guard_ = -1;  // its head: as long as we have not waited for that, no other group has its number
  int life_ = -1;     // closed when we end: that is what the guard waits for
};

}  // namespace modlink::engines
