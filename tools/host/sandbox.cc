// Paths that stay beneath a directory.
#include "tools/host/sandbox.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <optional>
#include <vector>

namespace modlink::host {

namespace {

constexpr int directory_flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
constexpr int max_links = 40;  // as Linux has it

int openat2(int root, const char* path, int flags, mode_t mode) {
  open_how how{};
  how.flags = static_cast<unsigned>(flags);
  how.mode = (flags & O_CREAT) != 0 ? mode : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(syscall(SYS_openat2, root, path, &how, sizeof how));
}

// The kernel gives EAGAIN when somebody renames directories meanwhile and it cannot tell whether `..` is safe.
Fd open_by_kernel(int root, const std::string& path, int flags, mode_t mode) {
  for (int attempt = 0;; ++attempt) {
    const int fd = openat2(root, path.c_str(), flags, mode);
    if (fd >= 0) return Fd(fd);
    if (errno == EXDEV) fail(not_capable);
    if (errno != EAGAIN || attempt == 100) fail(errno);
  }
}

// One component, which is not followed.
std::optional<std::string> read_link(int directory, const std::string& name) {
  char target[PATH_MAX];
  const ssize_t size = readlinkat(directory, name.c_str(), target, sizeof target);
  if (size < 0) return std::nullopt;
  return std::string(target, static_cast<std::size_t>(size));
}

// What is left of a path: the next component is taken off its front.
class Rest {
 public:
  explicit Rest(std::string path) : path_(std::move(path)) {}

  std::string take() {
    const std::size_t end = path_.find('/', start_);
    std::string name = path_.substr(start_, end - start_);
    start_ = end == std::string::npos ? path_.size() : path_.find_first_not_of('/', end);
    if (start_ == std::string::npos) start_ = path_.size();
    must_be_directory_ = end != std::string::npos;
    return name;
  }
  bool is_empty() const { return start_ == path_.size(); }
  // Whether a slash followed the component taken last.
  bool must_be_directory() const { return must_be_directory_; }
  // The target of a link takes the place of the component taken last.
  void expand(const std::string& target) {
    if (target.empty()) fail(ENOENT);
    if (target[0] == '/') fail(not_capable);
    if (++links_ > max_links) fail(ELOOP);
    path_ = target + (must_be_directory_ ? "/" : "") + path_.substr(start_);
    start_ = 0;
    if (path_.size() > PATH_MAX) fail(ENAMETOOLONG);
  }

 private:
  std::string path_;
  std::size_t start_ = 0;
  bool must_be_directory_ = false;
  int links_ = 0;
};

// Every directory on the way from the root stays open, so that `..` goes back to where we came from.
class Walk {
 public:
  Walk(int root, const std::string& path) : root_(root), rest_(path) {
    if (path.empty()) fail(ENOENT);
    if (path[0] == '/') fail(not_capable);
    if (path.size() >= PATH_MAX) fail(ENAMETOOLONG);
    if (!S_ISDIR(stat_of(root).st_mode)) fail(ENOTDIR);
  }

  Fd open(int flags, mode_t mode) {
    for (;;) {
      const std::string name = rest_.take();
      const bool last = rest_.is_empty();
      if (name == "." || name == "..") {
        if (name == "..") leave();
        if (last) return open_here(flags);
        continue;
      }
      if (last && rest_.must_be_directory() && (flags & O_CREAT) != 0) fail(EISDIR);
      if (const auto target = link_to_follow(name, last, flags)) {
        rest_.expand(*target);
      } else if (last) {
        return open_last(name, flags, mode);
      } else {
        enter(name);
      }
    }
  }

 private:
  int here() const { return path_.empty() ? root_ : path_.back().get(); }

  void leave() {
    if (path_.empty()) fail(not_capable);
    path_.pop_back();
  }

  void enter(const std::string& name) {
    path_.emplace_back(check(openat(here(), name.c_str(), directory_flags | O_NOFOLLOW)));
  }

  std::optional<std::string> link_to_follow(const std::string& name, bool last, int flags) const {
    const bool exclusive = (flags & O_CREAT) != 0 && (flags & O_EXCL) != 0;
    const bool follow = !last || rest_.must_be_directory() || ((flags & O_NOFOLLOW) == 0 && !exclusive);
    return follow ? read_link(here(), name) : std::nullopt;
  }

  Fd open_here(int flags) const {
    if ((flags & O_CREAT) != 0) fail((flags & O_EXCL) != 0 ? EEXIST : EISDIR);
    return Fd(check(openat(here(), ".", flags)));
  }

  Fd open_last(const std::string& name, int flags, mode_t mode) const {
    if (rest_.must_be_directory()) flags |= O_DIRECTORY;
    return Fd(check(openat(here(), name.c_str(), flags | O_NOFOLLOW, mode)));
  }

  int root_;
  Rest rest_;
  std::vector<Fd> path_;
};

}  // namespace

Lookup best_lookup() {
  const Fd fd(openat2(AT_FDCWD, ".", directory_flags, 0));
  return fd.is_open() ? Lookup::kernel : Lookup::walk;
}

Fd open_beneath(int root, const std::string& path, int flags, mode_t mode, Lookup lookup) {
  const bool is_only_path = (flags & O_PATH) != 0;
  const int how = flags | O_CLOEXEC | (is_only_path ? 0 : O_NONBLOCK);
  Fd fd = lookup == Lookup::kernel ? open_by_kernel(root, path, how, mode) : Walk(root, path).open(how, mode);
  if (is_only_path || (flags & O_NONBLOCK) != 0 || may_block(fd.get())) return fd;
  check(fcntl(fd.get(), F_SETFL, check(fcntl(fd.get(), F_GETFL)) & ~O_NONBLOCK));
  return fd;
}

Entry find_entry(int root, const std::string& path, Lookup lookup) {
  const std::size_t end = path.find_last_not_of('/');
  if (end == std::string::npos) fail(path.empty() ? ENOENT : not_capable);
  const std::size_t slash = path.find_last_of('/', end);
  const std::size_t start = slash == std::string::npos ? 0 : slash + 1;
  const std::string parent = start == 0 ? "." : path.substr(0, start);
  return {open_beneath(root, parent, directory_flags, 0, lookup), path.substr(start)};
}

}  // namespace modlink::host
