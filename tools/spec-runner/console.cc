// Standard output of a run, which ends with a live line on a terminal.
#include "tools/spec-runner/console.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "tools/files/standard_streams.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/utf8.h"

namespace modlink::runner {

namespace {

constexpr std::chrono::milliseconds redraw_time(100);

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

// Its first characters, as a line that goes on below could not be taken back.
std::string cut(const std::string& text, std::size_t width) {
  std::string_view rest = text;
  for (std::size_t i = 0; i < width && !rest.empty(); ++i)
    rest.remove_prefix(std::max<std::size_t>(1, utf8_length(rest)));
  return text.substr(0, text.size() - rest.size());
}

}  // namespace

bool is_live_terminal() {
  const char* const term = std::getenv("TERM");
  return isatty(STDOUT_FILENO) != 0 && term && std::string_view(term) != "dumb";
}

Console::Console(std::size_t scripts, bool prints, bool live)
    : scripts_(scripts), prints_(prints), live_(live && prints) {
  if (!live_) return;
  try {
    thread_ = std::thread([this] { watch(); });
  } catch (const std::system_error&) {  // there is just no line
  }
}

Console::~Console() {
  {
    const std::lock_guard lock(mutex_);
    stops_ = true;
    erase();
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Console::print(std::string_view text) noexcept {
  if (!prints_) return;
  const std::lock_guard lock(mutex_);
  erase();
  cli::print(text);
}

void Console::complain(std::string_view text) noexcept {
  const std::lock_guard lock(mutex_);
  erase();
  cli::complain({text});
}

void Console::begin(std::size_t job, const std::string& path) noexcept {
  if (!live_) return;
  const std::lock_guard lock(mutex_);
  try {
    running_.emplace(job, path);
  } catch (const std::bad_alloc&) {  // then it does not show
  }
}

void Console::end(std::size_t job) noexcept {
  if (!live_) return;
  const std::lock_guard lock(mutex_);
  running_.erase(job);
  ++done_;
}

void Console::watch() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, redraw_time, [this] { return stops_; })) {
    try {
      draw();
    } catch (const std::bad_alloc&) {
    }
  }
}

// The script that has run longest is the one to wait for.
std::string Console::line() const {
  const std::uint64_t directives = tally_.directives.load(std::memory_order_relaxed);
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  std::string text =
      fmt::format("{}/{}, {:.0f} directives/s, {} failed", done_, counted(scripts_, "script"),
                  static_cast<double>(directives) / seconds, tally_.failures.load(std::memory_order_relaxed));
  if (!running_.empty()) text += ", running " + shown_path(running_.begin()->second);
  return text;
}

void Console::draw() {
  const std::string text = cut(line(), terminal_width() - 1);
  cli::print("\r\x1b[K");
  cli::print(text);
  std::fflush(stdout);
  drawn_ = true;
}

void Console::erase() noexcept {
  if (!drawn_) return;
  cli::print("\r\x1b[K");
  std::fflush(stdout);
  drawn_ = false;
}

}  // namespace modlink::runner
