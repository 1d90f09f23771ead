// Files of the host: descriptors, and errors that carry an `errno`.
#pragma once

#include <signal.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

namespace modlink::host {

// A call of the operating system failed, or a guest asked for what it must not have: an `errno`, or `not_capable`.
struct SystemError {
  int code = 0;
};

// A path that leads out of its directory, or a right that a descriptor does not have. No errno of Linux has it.
inline constexpr int not_capable = 1000;

// Gives what a call of the operating system gave; throws SystemError of the present errno for a negative one.
template <class T>
T check(T result) {
  if (result < 0) throw SystemError{errno};
  return result;
}

[[noreturn]] inline void fail(int code) { throw SystemError{code}; }

// Throws SystemError.
struct stat stat_of(int fd);

// Whether reading or writing may have to wait for somebody else, for ever: not of files and directories.
bool may_block(int fd);

// While it exists, writing to a FIFO that nobody reads any more is an error, EPIPE, and ends no program. Keeps errno.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal();
  ~WithoutPipeSignal();
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

 private:
  sigset_t before_;
};

// A file descriptor; closes it unless it is borrowed.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  static Fd borrow(int fd) {
    Fd result(fd);
    result.borrowed_ = true;
    return result;
  }
  ~Fd() { reset(); }
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)), borrowed_(other.borrowed_) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this == &other) return *this;
    reset();
    fd_ = std::exchange(other.fd_, -1);
    borrowed_ = other.borrowed_;
    return *this;
  }

  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }  // somebody else closes it
  bool is_open() const { return fd_ >= 0; }
  bool is_borrowed() const { return borrowed_; }

 private:
  void reset();

  int fd_ = -1;
  bool borrowed_ = false;
};

}  // namespace modlink::host
