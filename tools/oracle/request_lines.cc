// Lines of requests, however long they are.
#include "tools/oracle/request_lines.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "tools/files/failure.h"

namespace modlink::oracle {

namespace {

constexpr std::size_t chunk_size = 65536;

void drop(RequestLine& line, RequestLine::Kept why) {
  line.kept = why;
  std::string().swap(line.text);
}

}  // namespace

std::optional<RequestLine> RequestLines::next() {
  RequestLine line;
  bool has_begun = false;
  while (used_ < chunk_.size() || fill()) {
    has_begun = true;
    const std::string_view rest = std::string_view(chunk_).substr(used_);
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    add(line, rest.substr(0, end));
    used_ += std::min(end + 1, rest.size());
    if (end < rest.size()) return line;
  }
  return has_begun ? std::optional(std::move(line)) : std::nullopt;
}

// False at the end.
bool RequestLines::fill() {
  chunk_.resize(chunk_size);
  ssize_t count = 0;
  while ((count = read(descriptor_, chunk_.data(), chunk_.size())) < 0 && (errno == EINTR || errno == EAGAIN)) {
    pollfd wait{descriptor_, POLLIN, 0};  // whoever gave it to us may not want to wait himself
    poll(&wait, 1, -1);
  }
  if (count < 0) throw cli::Failure(cli::Status::usage, fmt::format("<stdin>: {}", std::strerror(errno)));
  chunk_.resize(static_cast<std::size_t>(count));
  used_ = 0;
  return count > 0;
}

void RequestLines::add(RequestLine& line, std::string_view part) const {
  if (line.kept != RequestLine::Kept::all) return;
  try {
    if (line.text.size() + part.size() > longest_) return drop(line, RequestLine::Kept::too_long);
    line.text += part;
  } catch (const std::bad_alloc&) {
    drop(line, RequestLine::Kept::no_memory);
  }
}

}  // namespace modlink::oracle
