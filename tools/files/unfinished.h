// Files and folders that go again unless they are finished, also when a signal ends the program.
#pragma once

#include <signal.h>

#include <string>

namespace modlink::cli {

// For `main`, before there are threads: signals that end the program (SIGINT, SIGTERM, SIGPIPE and their like) still do
// so, but first remove what is unfinished. Those that were ignored stay so. Writing beyond the limit on the size of
// files is an error of that writing, and no signal.
void remove_unfinished_on_signals();

// While one exists, no signal ends the program, and no other thread makes or finishes anything. For short times.
class Undisturbed;

// A new file or folder. Its end removes it unless it is finished. Paths are relative to the present directory, which
// must not change.
class Unfinished {
 public:
  enum class Kind { file, folder };

  // Makes it. `error` is 0, or the errno: EEXIST if it is there already.
  Unfinished(std::string path, Kind kind);
  ~Unfinished();
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  int error() const { return error_; }
  // The file is open for writing until it is closed; closing returns 0, or the errno.
  int fd() const { return fd_; }
  int close();

  // Takes the place of `target`, what is there until it is finished comes back if it is not. Returns 0, or the errno.
  int move_to(const std::string& target);
  // It stays.
  void finish(const Undisturbed&);

 private:
  friend struct Registry;
  void undo() const noexcept;

  std::string path_;
  Kind kind_;
  int error_ = 0;
  bool is_unfinished_ = false;
  int fd_ = -1;
  std::string replaced_;  // what now has this name is here; what had it has `path_`
  Unfinished* older_ = nullptr;
  Unfinished* newer_ = nullptr;
};

class Undisturbed {
 public:
  Undisturbed();
  ~Undisturbed();
  Undisturbed(const Undisturbed&) = delete;
  Undisturbed& operator=(const Undisturbed&) = delete;

 private:
  sigset_t before_;
};

}  // namespace modlink::cli
