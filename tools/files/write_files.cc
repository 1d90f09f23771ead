// Writing of whole files.
#include <fcntl.h>
#include <fmt/format.h>
#if __has_include(<linux/magic.h>)
#include <linux/magic.h>
#endif
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <deque>
#include <filesystem>
#include <optional>

#include "tools/files/files.h"
#include "tools/files/standard_streams.h"
#include "tools/files/unfinished.h"
#include "wast/syntax/identifiers.h"

namespace modlink::cli {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& path, int code) {
  throw Failure(Status::usage, fmt::format("{}: {}", shown_path(path), std::strerror(code)));
}

// Returns 0, or the errno.
int write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(fd, content.data(), content.size());
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) content.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

void write_in_place(const std::string& path, std::string_view content) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, 0666);
  if (fd < 0) fail(path, errno);
  const int error = write_all(fd, content);
  const bool closed = close(fd) == 0;
  if (error != 0 || !closed) fail(path, error != 0 ? error : errno);
}

// The links there say what is open, not where a file is.
bool is_process_folder(const fs::path& folder) {
#ifdef PROC_SUPER_MAGIC
  struct statfs system {};
  return statfs(folder.empty() ? "." : folder.c_str(), &system) == 0 && system.f_type == PROC_SUPER_MAGIC;
#else
  static_cast<void>(folder);
  return false;
#endif
}

// Where the file is, or is to be, once symbolic links are followed; nullopt if they lead nowhere that has a name.
std::optional<fs::path> follow_links(fs::path path) {
  constexpr int max_links = 40;  // as Linux has it
  std::error_code error;
  for (int links = 0; fs::is_symlink(path, error); ++links) {
    if (links == max_links || is_process_folder(path.parent_path())) return std::nullopt;
    path = path.parent_path() / fs::read_symlink(path, error);
    if (error) return std::nullopt;
  }
  return path;
}

bool is_replaceable(const struct stat& status) {
  return S_ISREG(status.st_mode) && status.st_nlink == 1 && status.st_uid == geteuid();
}

// A file on its way to its place.
class Output {
 public:
  // Writes it beside its place, if it can be there, by a name with the next number that is free there.
  Output(std::string path, std::string_view content, unsigned& number) : path_(std::move(path)), content_(content) {
    const std::optional<fs::path> place = follow_links(path_);
    struct stat before {};
    const bool exists = stat(path_.c_str(), &before) == 0;
    if (!place || (exists && !is_replaceable(before))) return;
    if (exists && faccessat(AT_FDCWD, path_.c_str(), W_OK, AT_EACCESS) != 0) fail(path_, errno);
    place_ = place->string();
    make_beside(place->parent_path(), number);
    if (exists && is_locked(beside_->error())) {
      beside_.reset();
      return;
    }
    if (beside_->error() != 0) fail(path_, beside_->error());
    if (exists) keep_mode(before);
    if (const int error = write_all(beside_->fd(), content_)) fail(path_, error);
    if (const int error = beside_->close()) fail(path_, error);
  }

  void put() {
    if (!beside_) return write_in_place(path_, content_);
    if (const int error = beside_->move_to(place_)) fail(path_, error);
  }

  void finish(const Undisturbed& undisturbed) {
    if (beside_) beside_->finish(undisturbed);
  }

 private:
  static bool is_locked(int error) { return error == EACCES || error == EPERM || error == EROFS; }

  void make_beside(const fs::path& folder, unsigned& number) {
    while (!beside_ || beside_->error() == EEXIST) {
      const fs::path name = folder / fmt::format(".modlink.{}.{}.tmp", getpid(), number++);
      beside_.emplace(name.string(), Unfinished::Kind::file);
    }
  }

  // What cannot be kept of the group is not given to another one.
  void keep_mode(const struct stat& before) {
    const bool same_group = fchown(beside_->fd(), static_cast<uid_t>(-1), before.st_gid) == 0;
    fchmod(beside_->fd(), before.st_mode & (same_group ? 0777u : 0707u));
  }

  std::string path_;
  std::string_view content_;
  std::string place_;
  std::optional<Unfinished> beside_;  // nullopt: it is written in place
};

// Inner ones go before outer ones.
struct Folders {
  std::deque<Unfinished> made;
  ~Folders() {
    while (!made.empty()) made.pop_back();
  }
};

// Those that are put in their places together.
struct Outputs {
  std::deque<Output> all;
  unsigned next_number = 0;

  void add(std::string path, std::string_view content) { all.emplace_back(std::move(path), content, next_number); }
};

void put_all(Outputs& outputs) {
  for (Output& output : outputs.all) output.put();
}

void finish_all(Outputs& outputs, Folders& folders) {
  const Undisturbed undisturbed;
  for (Output& output : outputs.all) output.finish(undisturbed);
  for (Unfinished& folder : folders.made) folder.finish(undisturbed);
}

// Those that are not there, the outer ones first.
void make_folders(const std::string& path, std::deque<Unfinished>& made) {
  fs::path folder;
  for (const fs::path& name : fs::path(path)) {
    folder /= name;
    std::error_code error;
    if (name.empty() || fs::is_directory(folder, error)) continue;
    made.emplace_back(folder.string(), Unfinished::Kind::folder);
    const int code = made.back().error();
    if (code != 0 && !fs::is_directory(folder, error)) fail(path, code);
  }
}

// If it is there.
void require_regular(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return;
  throw Failure(Status::usage, fmt::format("{}: {}", shown_path(path), kind_of_file(status.st_mode)));
}

bool status_of(const std::string& path, struct stat& status) {
  return (path == "-" ? fstat(STDOUT_FILENO, &status) : stat(path.c_str(), &status)) == 0;
}

// Of a file that is not there.
fs::path place_of(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(follow_links(path).value_or(path), error);
  const fs::path place = fs::weakly_canonical(whole, error);
  return error ? whole : place;
}

// Whether a file with this content is there. One with another content is somebody's.
bool is_written(const std::string& path, std::string_view content) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) return false;
  const bool has_size = stat(path.c_str(), &status) == 0 && static_cast<std::size_t>(status.st_size) == content.size();
  if (has_size && read_file(path, NamedBy::file, {content.size() + 1, "source_bytes"}) == content) return true;
  throw Failure(Status::failed,
                fmt::format("{}: it is there, with another content; --force replaces it", shown_path(path)));
}

}  // namespace

void write_file(const std::string& path, std::string_view content, NamedBy by) {
  if (by == NamedBy::user && path == "-") return print(content);
  if (by == NamedBy::file) require_regular(path);
  Folders folders;
  if (by == NamedBy::user) make_folders(fs::path(path).parent_path().string(), folders.made);
  Outputs outputs;
  outputs.add(path, content);
  put_all(outputs);
  finish_all(outputs, folders);
}

void write_files(const std::string& folder, const std::vector<NewFile>& files, Replace replace) {
  Folders folders;
  make_folders(folder, folders.made);
  Outputs outputs;
  for (const NewFile& file : files) {
    const fs::path path = fs::path(folder) / file.name;
    if (fs::path(file.name).has_parent_path()) make_folders(path.parent_path().string(), folders.made);
    require_regular(path.string());
    if (replace == Replace::nothing && is_written(path.string(), file.content)) continue;
    outputs.add(path.string(), file.content);
  }
  put_all(outputs);
  finish_all(outputs, folders);
}

void write_files(const std::vector<NewFile>& files) {
  Folders folders;
  Outputs outputs;
  for (const NewFile& file : files) {
    if (file.name == "-") continue;
    make_folders(fs::path(file.name).parent_path().string(), folders.made);
    outputs.add(file.name, file.content);
  }
  put_all(outputs);
  for (const NewFile& file : files) {
    if (file.name == "-") print(file.content);
  }
  finish_all(outputs, folders);
}

bool is_one_output(const std::string& a, const std::string& b) {
  struct stat of_a {};
  struct stat of_b {};
  const bool has_a = status_of(a, of_a);
  if (has_a != status_of(b, of_b)) return false;
  if (has_a && a != b) return of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino && !S_ISCHR(of_a.st_mode);
  return has_a ? a == "-" || !S_ISCHR(of_a.st_mode) : place_of(a) == place_of(b);
}

}  // namespace modlink::cli
