// Files and folders that go again unless they are finished.
#include "tools/files/unfinished.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <utility>

namespace modlink::cli {

// What handlers of signals see is global: nothing else reaches them. They cannot interrupt whoever has the lock, since
// signals wait for as long; so they may wait for it.
struct Registry {
  static inline std::atomic_flag lock = ATOMIC_FLAG_INIT;
  static inline Unfinished* newest = nullptr;

  static void acquire() noexcept {
    while (lock.test_and_set(std::memory_order_acquire)) sched_yield();
  }
  static void release() noexcept { lock.clear(std::memory_order_release); }

  static void add(Unfinished& one) noexcept {
    one.older_ = newest;
    if (newest) newest->newer_ = &one;
    newest = &one;
  }
  static void remove(Unfinished& one) noexcept {
    (one.newer_ ? one.newer_->older_ : newest) = one.older_;
    if (one.older_) one.older_->newer_ = one.newer_;
    one.older_ = one.newer_ = nullptr;
  }
  // Folders are older than what is in them.
  static void undo_all() noexcept {
    for (const Unfinished* one = newest; one; one = one->older_) one->undo();
  }
};

namespace {

constexpr int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGXCPU};

// The lock is kept, so that nothing is made any more. By then the signal does what it does by itself, as soon as this
// returns.
void end_by(int signal) {
  Registry::acquire();
  Registry::undo_all();
  raise(signal);
}

bool exchange(const char* a, const char* b) noexcept {
#ifdef RENAME_EXCHANGE
  return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
#else
  static_cast<void>(a), static_cast<void>(b);
  return false;
#endif
}

}  // namespace

void remove_unfinished_on_signals() {
  struct sigaction action {};
  action.sa_handler = end_by;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigfillset(&action.sa_mask);
  for (const int signal : ending) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
  signal(SIGXFSZ, SIG_IGN);
}

Undisturbed::Undisturbed() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before_);
  Registry::acquire();
}

Undisturbed::~Undisturbed() {
  Registry::release();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Unfinished::Unfinished(std::string path, Kind kind) : path_(std::move(path)), kind_(kind) {
  const Undisturbed undisturbed;
  const int made = kind_ == Kind::folder ? mkdir(path_.c_str(), 0777)
                                         : open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (made < 0) {
    error_ = errno;
    return;
  }
  if (kind_ == Kind::file) fd_ = made;
  is_unfinished_ = true;
  Registry::add(*this);
}

Unfinished::~Unfinished() {
  close();
  if (!is_unfinished_) return;
  const Undisturbed undisturbed;
  undo();
  Registry::remove(*this);
}

int Unfinished::close() { return fd_ < 0 || ::close(std::exchange(fd_, -1)) == 0 ? 0 : errno; }

// Where the file system cannot exchange two names, what was there is gone at once.
int Unfinished::move_to(const std::string& target) {
  std::string name = target;
  const Undisturbed undisturbed;
  if (exchange(path_.c_str(), name.c_str())) {
    replaced_ = std::move(name);
    return 0;
  }
  if (rename(path_.c_str(), name.c_str()) != 0) return errno;
  path_ = std::move(name);
  return 0;
}

void Unfinished::finish(const Undisturbed&) {
  if (!std::exchange(is_unfinished_, false)) return;
  if (!replaced_.empty()) unlink(path_.c_str());
  Registry::remove(*this);
}

void Unfinished::undo() const noexcept {
  if (!replaced_.empty()) exchange(path_.c_str(), replaced_.c_str());
  kind_ == Kind::folder ? rmdir(path_.c_str()) : unlink(path_.c_str());
}

}  // namespace modlink::cli
