// Does everything that may fail to all kinds of paths and descriptors, and says what came of it. Compiled for WASI and
// for the system it says the same.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// What a call gave: a number, or an error by name.
static const char* outcome(long long result) {
  static char text[32];
  static const struct {
    int code;
    const char* name;
  } names[] = {
#define NAME(code) {code, #code}
      NAME(EACCES),   NAME(EAGAIN),  NAME(EBADF),  NAME(EBUSY),  NAME(EEXIST),       NAME(EFAULT),
      NAME(EFBIG),    NAME(EINVAL),  NAME(EIO),    NAME(EISDIR), NAME(ELOOP),        NAME(EMLINK),
      NAME(ENODEV),   NAME(ENOENT),  NAME(ENOSPC), NAME(ENOSYS), NAME(ENOTDIR),      NAME(ENOTEMPTY),
      NAME(ENOTSOCK), NAME(ENOTSUP), NAME(ENOTTY), NAME(ENXIO),  NAME(EPERM),        NAME(EPIPE),
      NAME(ERANGE),   NAME(EROFS),   NAME(ESPIPE), NAME(EXDEV),  NAME(ENAMETOOLONG), NAME(EOVERFLOW),
#undef NAME
  };
  const int code = errno;
  snprintf(text, sizeof text, result < 0 ? "errno %lld" : "%lld", result < 0 ? code : result);
  for (size_t i = 0; result < 0 && i < sizeof names / sizeof *names; ++i) {
    if (names[i].code == code) return names[i].name;
  }
  return text;
}

// Paths

static int top;    // the directory given
static int here;   // the one that a case has for itself
static int cases;  // how many there were

static const char* const entries[] = {"file",  "dir",     "dir/inner", "empty", "tofile",
                                      "todir", "hanging", "loop",      "none"};

static void put(int directory, const char* name) {
  if (close(openat(directory, name, O_CREAT | O_WRONLY, 0666)) < 0) perror(name);
}

static void begin(void) {
  char name[32];
  snprintf(name, sizeof name, "case%d", cases++);
  mkdirat(top, name, 0777);
  here = openat(top, name, O_RDONLY | O_DIRECTORY);
  mkdirat(here, "dir", 0777);
  mkdirat(here, "empty", 0777);
  put(here, "file");
  put(here, "dir/inner");
  symlinkat("file", here, "tofile");
  symlinkat("dir", here, "todir");
  symlinkat("none", here, "hanging");
  symlinkat("loop", here, "loop");
}

// Says what is there now: the kind of each entry, and how many links it has.
static void end(const char* call, const char* path, const char* second, long result) {
  printf("%s(%.20s%s%.20s) = %s :", call, path, second ? ", " : "", second ? second : "", outcome(result));
  for (size_t i = 0; i < sizeof entries / sizeof *entries; ++i) {
    struct stat status;
    if (fstatat(here, entries[i], &status, AT_SYMLINK_NOFOLLOW) < 0) {
      printf(" -");
    } else if (S_ISDIR(status.st_mode)) {
      printf(" d");
    } else {
      printf(" %c%d", S_ISLNK(status.st_mode) ? 'l' : 'f', (int)status.st_nlink);
    }
  }
  printf("\n");
  close(here);
}

static long result_of_opening(int fd) {
  struct stat status;
  if (fd < 0) return -1;
  const long kind = fstat(fd, &status) < 0 ? 9 : S_ISDIR(status.st_mode) ? 2 : S_ISREG(status.st_mode) ? 1 : 0;
  close(fd);
  return kind;
}

static const struct {
  const char* name;
  int flags;
} openings[] = {
#define OPENING(flags) \
  { #flags, flags }
    OPENING(O_RDONLY),
    OPENING(O_WRONLY),
    OPENING(O_RDWR),
    OPENING(O_RDONLY | O_NOFOLLOW),
    OPENING(O_RDWR | O_NOFOLLOW),
    OPENING(O_RDONLY | O_DIRECTORY),
    OPENING(O_WRONLY | O_DIRECTORY),
    OPENING(O_RDWR | O_DIRECTORY),
    OPENING(O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
    OPENING(O_RDWR | O_DIRECTORY | O_NOFOLLOW),
    OPENING(O_WRONLY | O_DIRECTORY | O_TRUNC),
    OPENING(O_RDONLY | O_CREAT),
    OPENING(O_WRONLY | O_CREAT),
    OPENING(O_RDWR | O_CREAT | O_NOFOLLOW),
    OPENING(O_WRONLY | O_CREAT | O_EXCL),
    OPENING(O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW),
    OPENING(O_WRONLY | O_TRUNC),
    OPENING(O_WRONLY | O_CREAT | O_TRUNC),
    OPENING(O_WRONLY | O_APPEND),
#undef OPENING
};

// Each call that takes one path, on a tree of its own.
static void one_path(const char* path) {
  char target[64];
  struct stat status;
  const struct timespec times[2] = {{1, 2}, {3, 4}};
#define CASE(name, call)              \
  begin();                            \
  {                                   \
    const long result = (long)(call); \
    end(name, path, NULL, result);    \
  }
  CASE("mkdir", mkdirat(here, path, 0777))
  CASE("rmdir", unlinkat(here, path, AT_REMOVEDIR))
  CASE("unlink", unlinkat(here, path, 0))
  CASE("readlink", readlinkat(here, path, target, sizeof target))
  CASE("readlink 2", readlinkat(here, path, target, 2))
  CASE("stat", fstatat(here, path, &status, 0))
  CASE("lstat", fstatat(here, path, &status, AT_SYMLINK_NOFOLLOW))
  CASE("utimens", utimensat(here, path, times, 0))
  CASE("lutimens", utimensat(here, path, times, AT_SYMLINK_NOFOLLOW))
  CASE("symlink to nothing", symlinkat("", here, path))
  CASE("symlink", symlinkat("file", here, path))
  for (size_t i = 0; i < sizeof openings / sizeof *openings; ++i) {
    CASE(openings[i].name, result_of_opening(openat(here, path, openings[i].flags, 0666)))
  }
#undef CASE
}

static void two_paths(const char* from, const char* to) {
  begin();
  end("rename", from, to, renameat(here, from, here, to));
  begin();
  end("link", from, to, linkat(here, from, here, to, 0));
}

// Calls the function with the names of all entries, and these with each of the endings.
static void with_endings(const char* const* endings, void (*function)(const char*)) {
  static const char* const names[] = {"file", "dir", "empty", "tofile", "todir", "hanging", "loop", "none"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
    for (const char* const* ending = endings; *ending; ++ending) {
      char path[64];
      snprintf(path, sizeof path, "%s%s", names[i], *ending);
      function(path);
    }
  }
}

static const char* const all_endings[] = {"", "/", "//", "/.", "/..", "/x", "/x/", NULL};
static const char* const some_endings[] = {"", "/", "/.", "/..", NULL};
static const char* first;

static void second_path(const char* second) { two_paths(first, second); }
static void first_path(const char* path) {
  char copy[64];
  first = strcpy(copy, path);
  with_endings(some_endings, second_path);
  two_paths(path, "");
  two_paths("", path);
  two_paths(path, ".");
  two_paths(".", path);
}

static void paths(void) {
  static char long_name[300], long_path[6000];
  memset(long_name, 'x', sizeof long_name - 1);
  for (size_t i = 0; i + 1 < sizeof long_path; ++i) long_path[i] = i % 2 ? '/' : '.';
  with_endings(all_endings, one_path);
  const char* const more[] = {"", ".", "./", "./.", "dir/../file", "dir/inner/", "dir/../dir", long_name, long_path};
  for (size_t i = 0; i < sizeof more / sizeof *more; ++i) one_path(more[i]);
  with_endings(some_endings, first_path);
  two_paths("file", long_name);
  two_paths(long_path, "new");
  two_paths("dir", "dir/new");
  two_paths("dir", "dir/inner");
  two_paths("dir/inner", "dir");
  two_paths("file", "file");
}

// Descriptors

static const char* descriptor;  // what kind it is

static void say(const char* call, long long result) { printf("%s: %s = %s\n", descriptor, call, outcome(result)); }

// For functions that return the error.
static void say_error(const char* call, int error) {
  errno = error;
  say(call, error ? -1 : 0);
}

#define CALL(call) say(#call, call)

static void input_and_output(int fd) {
  char bytes[8] = "abcdefg";
  struct iovec parts[2] = {{bytes, 3}, {bytes + 3, 2}};
  CALL(read(fd, bytes, 2));
  CALL(write(fd, bytes, 2));
  CALL(write(fd, bytes, 0));
  CALL(pread(fd, bytes, 2, 1));
  CALL(pread(fd, bytes, 2, 1000));
  CALL(pread(fd, bytes, 2, -1));
  CALL(pwrite(fd, bytes, 2, 1));
  CALL(pwrite(fd, bytes, 2, -1));
  CALL(readv(fd, parts, 2));
  CALL(writev(fd, parts, 2));
  CALL(writev(fd, parts, 0));
}

static void positions(int fd) {
  CALL(lseek(fd, 3, SEEK_SET));
  CALL(lseek(fd, 1, SEEK_CUR));
  CALL(lseek(fd, 0, SEEK_CUR));
  CALL(lseek(fd, -1, SEEK_SET));
  CALL(lseek(fd, -100, SEEK_CUR));
  CALL(lseek(fd, 0, SEEK_END));
  CALL(lseek(fd, INT64_MAX, SEEK_SET));
  CALL(lseek(fd, INT64_MAX, SEEK_CUR));
  CALL(lseek(fd, INT64_MAX, SEEK_END));
  CALL(lseek(fd, 0, SEEK_SET));
}

static void sizes(int fd) {
  CALL(ftruncate(fd, 5));
  CALL(ftruncate(fd, -1));
  CALL(ftruncate(fd, INT64_MAX));
  CALL(pwrite(fd, "x", 1, INT64_MAX));
  say_error("posix_fallocate(fd, 0, 10)", posix_fallocate(fd, 0, 10));
  say_error("posix_fallocate(fd, 0, 0)", posix_fallocate(fd, 0, 0));
  say_error("posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM)", posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM));
  say_error("posix_fadvise(fd, 0, 0, 77)", posix_fadvise(fd, 0, 0, 77));
}

static void attributes(int fd) {
  struct stat status;
  const struct timespec times[2] = {{1, 2}, {3, 4}};
  const int access = fcntl(fd, F_GETFL);
  say("access", access < 0 ? -1 : (access & O_ACCMODE) == O_RDONLY ? 0 : (access & O_ACCMODE) == O_WRONLY ? 1 : 2);
  CALL(fstat(fd, &status));
  CALL(futimens(fd, times));
  CALL(futimens(fd, NULL));
  CALL(fcntl(fd, F_SETFL, O_NONBLOCK | O_APPEND));
  CALL((fcntl(fd, F_GETFL) & (O_NONBLOCK | O_APPEND)) == (O_NONBLOCK | O_APPEND));
  CALL(isatty(fd) ? 0 : -1);
}

static void as_directory(int fd) {
  struct stat status;
  char target[8];
  CALL(openat(fd, "x", O_RDONLY));
  CALL(openat(fd, "x/", O_RDONLY | O_CREAT, 0666));
  CALL(mkdirat(fd, "x/y", 0777));
  CALL(unlinkat(fd, "x", 0));
  CALL(unlinkat(fd, "x", AT_REMOVEDIR));
  CALL(readlinkat(fd, "x", target, sizeof target));
  CALL(fstatat(fd, "x", &status, 0));
  CALL(renameat(fd, "x", fd, "y"));
  CALL(linkat(fd, "x", fd, "y", 0));
  CALL(symlinkat("x", fd, "x/"));
  CALL(symlinkat("x", fd, "x/y"));
}

static void as_socket(int fd) {
  char bytes[8] = "";
  CALL(shutdown(fd, SHUT_RD));
  CALL(shutdown(fd, SHUT_RDWR));
  CALL(recv(fd, bytes, 1, 0));
  CALL(send(fd, bytes, 1, 0));
}

static void poll_now(int fd) {
  struct pollfd one = {fd, POLLIN | POLLOUT, 0};
  const int ready = poll(&one, 1, 0);
  say("poll", ready < 0 ? -1 : (one.revents & POLLNVAL) != 0);
}

static void streams(int fd) {
  DIR* directory = fdopendir(fd);
  say("fdopendir", directory ? 0 : -1);
  if (directory) {
    closedir(directory);
  } else {
    CALL(close(fd));
  }
  CALL(close(fd));
}

static void all_of(const char* what, int fd) {
  descriptor = what;
  if (fd < 0) return say("open", -1);
  input_and_output(fd);
  // A directory's position is an offset of the system's own.
  if (strcmp(what, "directory") != 0) positions(fd);
  sizes(fd);
  attributes(fd);
  as_directory(fd);
  as_socket(fd);
  poll_now(fd);
  CALL(fsync(fd));
  CALL(fdatasync(fd));
  streams(fd);
}

static void descriptors(void) {
  put(top, "file");
  all_of("bad", 1000);
  all_of("negative", -1);
  all_of("read only", openat(top, "file", O_RDONLY));
  all_of("write only", openat(top, "file", O_WRONLY));
  all_of("both", openat(top, "file", O_RDWR));
  all_of("appending", openat(top, "file", O_RDWR | O_APPEND));
  mkdirat(top, "directory", 0777);
  all_of("directory", openat(top, "directory", O_RDONLY | O_DIRECTORY));
}

static void in_a_directory_that_is_gone(void) {
  struct stat status;
  descriptor = "gone";
  mkdirat(top, "gone", 0777);
  const int fd = openat(top, "gone", O_RDONLY | O_DIRECTORY);
  unlinkat(top, "gone", AT_REMOVEDIR);
  as_directory(fd);
  CALL(fstat(fd, &status));
  CALL(status.st_nlink);
  CALL(result_of_opening(openat(fd, ".", O_RDONLY | O_DIRECTORY)));
  CALL(openat(fd, "new", O_WRONLY | O_CREAT, 0666));
  CALL(mkdirat(fd, "new", 0777));
  CALL(symlinkat("x", fd, "new"));
  CALL(renameat(top, "file", fd, "new"));
  CALL(linkat(top, "file", fd, "new", 0));
  DIR* directory = fdopendir(fd);
  CALL(directory && readdir(directory) ? 1 : 0);
  if (directory) closedir(directory);
}

// The FIFO is made by whoever runs this.
static void fifos(void) {
  descriptor = "FIFO without a reader";
  CALL(openat(top, "fifo", O_WRONLY | O_NONBLOCK));
  descriptor = "FIFO";
  CALL(openat(top, "fifo", O_RDONLY | O_DIRECTORY));
  const int reader = openat(top, "fifo", O_RDONLY | O_NONBLOCK);
  char bytes[4] = "abc";
  CALL(read(reader, bytes, 1));
  const int writer = openat(top, "fifo", O_WRONLY | O_NONBLOCK);
  CALL(read(reader, bytes, 1));
  CALL(write(writer, bytes, 3));
  CALL(read(reader, bytes, 2));
  CALL(read(writer, bytes, 2));
  CALL(write(reader, bytes, 2));
  for (int i = 0; i < 2; ++i) {
    const int fd = i ? writer : reader;
    CALL(pread(fd, bytes, 1, 0));
    CALL(pwrite(fd, bytes, 1, 0));
    positions(fd);
    sizes(fd);
    as_directory(fd);
    as_socket(fd);
    CALL(fsync(fd));
  }
  close(writer);
  CALL(read(reader, bytes, 1));
  CALL(read(reader, bytes, 1));
}

int main(void) {
  top = open("data", O_RDONLY | O_DIRECTORY);
  if (top < 0) return perror("data"), 1;
  paths();
  descriptors();
  in_a_directory_that_is_gone();
  fifos();
  return 0;
}
