// Lines of the shell, in tests.
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace modlink::cli::test {

struct ShellEnd {
  int status = -1;
  std::string output;
};

// What a line prints, to both streams; the programs that are built are found by their names.
inline ShellEnd shell(const std::string& line) {
  ShellEnd end;
  const std::string command = "exec 2>&1; PATH='" MODLINK_BINARY_DIR "/bin':\"$PATH\"; " + line;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return end;
  char buffer[4096];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) end.output.append(buffer, count);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) end.status = WEXITSTATUS(status);
  return end;
}

}  // namespace modlink::cli::test
