// Does with the files of the directory that it is given whatever the C library can do, and checks it.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int failures;

static void expect(int ok, const char *what) {
  if (ok) return;
  printf("failed: %s: %s\n", what, strerror(errno));
  ++failures;
}
#define EXPECT(condition) expect(condition, #condition)
#define EXPECT_ERRNO(call, code) (errno = 0, expect((call) < 0 && errno == (code), #call " -> " #code))

static void files(void) {
  FILE *file = fopen("data/a.txt", "w+");
  EXPECT(file != NULL);
  EXPECT(fprintf(file, "hello %d\n", 42) == 9);
  EXPECT(fseek(file, 0, SEEK_SET) == 0);
  char line[32] = "";
  EXPECT(fgets(line, sizeof line, file) && strcmp(line, "hello 42\n") == 0);
  EXPECT(fclose(file) == 0);

  int fd = open("data/a.txt", O_RDWR | O_APPEND);
  EXPECT(fd >= 0);
  EXPECT(write(fd, "more", 4) == 4);
  EXPECT(lseek(fd, 0, SEEK_CUR) == 13);
  EXPECT(pread(fd, line, 5, 6) == 5 && memcmp(line, "42\nmo", 5) == 0);
  EXPECT((fcntl(fd, F_GETFL) & O_APPEND) != 0);
  EXPECT(fcntl(fd, F_SETFL, 0) == 0);
  EXPECT(pwrite(fd, "H", 1, 0) == 1);
  struct iovec parts[2] = {{"x", 1}, {"yz", 2}};
  EXPECT(writev(fd, parts, 2) == 3);
  EXPECT(ftruncate(fd, 5) == 0);
  EXPECT(fsync(fd) == 0 && fdatasync(fd) == 0);
  EXPECT(posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL) == 0);
  struct stat status;
  EXPECT(fstat(fd, &status) == 0 && status.st_size == 5 && S_ISREG(status.st_mode));
  struct timespec times[2] = {{1000, 5}, {2000, 7}};
  EXPECT(futimens(fd, times) == 0);
  EXPECT(stat("data/a.txt", &status) == 0 && status.st_mtim.tv_sec == 2000 && status.st_mtim.tv_nsec == 7);
  EXPECT(posix_fallocate(fd, 0, 100) == 0 && fstat(fd, &status) == 0 && status.st_size == 100);
  EXPECT(close(fd) == 0);
  EXPECT_ERRNO(write(fd, "x", 1), EBADF);
}

static void directories(void) {
  EXPECT(mkdir("data/dir", 0777) == 0);
  EXPECT_ERRNO(mkdir("data/dir", 0777), EEXIST);
  EXPECT(close(open("data/dir/one", O_CREAT | O_WRONLY, 0666)) == 0);
  EXPECT_ERRNO(open("data/dir/one", O_CREAT | O_EXCL | O_WRONLY, 0666), EEXIST);
  EXPECT_ERRNO(open("data/dir", O_WRONLY), EISDIR);
  EXPECT_ERRNO(open("data/dir/one/two", O_RDONLY), ENOTDIR);
  EXPECT_ERRNO(unlink("data/dir/one/"), ENOTDIR);
  EXPECT_ERRNO(rmdir("data/dir"), ENOTEMPTY);
  char name[64];
  for (int i = 0; i < 300; ++i) {
    snprintf(name, sizeof name, "data/dir/a-file-whose-name-is-longer-%d", i);
    EXPECT(close(open(name, O_CREAT | O_WRONLY, 0666)) == 0);
  }
  DIR *dir = opendir("data/dir");
  int count = 0;
  for (struct dirent *entry; dir && (entry = readdir(dir));) count += entry->d_type == DT_REG;
  EXPECT(count == 301);
  EXPECT(closedir(dir) == 0);
  EXPECT(rename("data/dir/one", "data/moved") == 0);
  EXPECT(access("data/dir/one", F_OK) < 0 && access("data/moved", F_OK) == 0);
  for (int i = 0; i < 300; ++i) {
    snprintf(name, sizeof name, "data/dir/a-file-whose-name-is-longer-%d", i);
    EXPECT(unlink(name) == 0);
  }
  EXPECT(rmdir("data/dir") == 0);
}

static void positions_in_directories(void) {
  char name[32], third[300];
  EXPECT(mkdir("data/many", 0777) == 0);
  for (int i = 0; i < 100; ++i) {
    snprintf(name, sizeof name, "data/many/%d", i);
    EXPECT(close(open(name, O_CREAT | O_WRONLY, 0666)) == 0);
  }
  DIR *dir = opendir("data/many");
  EXPECT(readdir(dir) && readdir(dir));
  const long third_place = telldir(dir);
  EXPECT(third_place > 0);
  snprintf(third, sizeof third, "%s", readdir(dir)->d_name);
  int count = 3;
  while (readdir(dir)) ++count;
  EXPECT(count == 102);
  seekdir(dir, third_place);
  struct dirent *entry = readdir(dir);
  EXPECT(entry && strcmp(entry->d_name, third) == 0);
  rewinddir(dir);
  count = 0;
  while ((entry = readdir(dir))) {  // what is read goes
    ++count;
    snprintf(name, sizeof name, "data/many/%.16s", entry->d_name);
    if (entry->d_type == DT_REG) EXPECT(unlink(name) == 0);
  }
  EXPECT(count == 102);
  EXPECT(closedir(dir) == 0);
  EXPECT(rmdir("data/many") == 0);
}

static void links(void) {
  char target[32];
  struct stat status;
  EXPECT(symlink("a.txt", "data/link") == 0);
  EXPECT(readlink("data/link", target, sizeof target) == 5 && memcmp(target, "a.txt", 5) == 0);
  EXPECT(lstat("data/link", &status) == 0 && S_ISLNK(status.st_mode));
  EXPECT(stat("data/link", &status) == 0 && S_ISREG(status.st_mode));
  EXPECT_ERRNO(open("data/link", O_RDONLY | O_NOFOLLOW), ELOOP);
  struct timespec times[2] = {{10, 0}, {20, 0}};
  EXPECT(utimensat(AT_FDCWD, "data/link", times, AT_SYMLINK_NOFOLLOW) == 0);
  EXPECT(lstat("data/link", &status) == 0 && status.st_mtim.tv_sec == 20);
  EXPECT(stat("data/link", &status) == 0 && status.st_mtim.tv_sec != 20);
  EXPECT(link("data/a.txt", "data/hard") == 0);
  EXPECT(stat("data/hard", &status) == 0 && status.st_nlink == 2);
  EXPECT(unlink("data/hard") == 0 && unlink("data/link") == 0);
  EXPECT(symlink("/etc/passwd", "data/bad") < 0);
  EXPECT(symlink("../../outside", "data/bad") == 0);
  EXPECT(open("data/bad", O_RDONLY) < 0);
  EXPECT(open("data/../../outside", O_RDONLY) < 0);
  EXPECT(open("/etc/passwd", O_RDONLY) < 0);
  EXPECT(unlink("data/bad") == 0);
}

static void clocks(void) {
  struct timespec before, after, pause = {0, 2000000};
  EXPECT(clock_gettime(CLOCK_MONOTONIC, &before) == 0);
  EXPECT(nanosleep(&pause, NULL) == 0);
  EXPECT(clock_gettime(CLOCK_MONOTONIC, &after) == 0);
  long long passed = (after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec;
  EXPECT(passed >= 2000000);
  EXPECT(time(NULL) > 1600000000);
  struct pollfd out = {1, POLLOUT, 0};
  EXPECT(poll(&out, 1, 1000) == 1 && (out.revents & POLLOUT));
  unsigned char bytes[64] = {0};
  EXPECT(getentropy(bytes, sizeof bytes) == 0);
  int zeros = 0;
  for (int i = 0; i < 64; ++i) zeros += bytes[i] == 0;
  EXPECT(zeros < 32);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i) printf("argument %d: %s\n", i, argv[i]);
  const char *greeting = getenv("GREETING");
  printf("GREETING=%s\n", greeting ? greeting : "(unset)");
  files();
  directories();
  positions_in_directories();
  links();
  clocks();
  char line[64];
  while (fgets(line, sizeof line, stdin)) printf("read: %s", line);
  printf("%d failures\n", failures);
  return failures ? 1 : 7;
}
