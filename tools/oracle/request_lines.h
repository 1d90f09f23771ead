// Lines of requests, however long they are. docs/engine-protocol.md
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace modlink::oracle {

struct RequestLine {
  enum class Kept { all, too_long, no_memory };
  std::string text;  // without its line end; empty unless all of it was kept
  Kept kept = Kept::all;
};

class RequestLines {
 public:
  // What a line may be long, in bytes.
  static constexpr std::size_t most = std::size_t{1} << 28;

  explicit RequestLines(int descriptor, std::size_t longest = most) : descriptor_(descriptor), longest_(longest) {}

  // nullopt at the end. Does not wait for more than a line, and reads one to its end that it does not keep. Throws
  // Failure if it cannot be read.
  std::optional<RequestLine> next();

 private:
  bool fill();
  void add(RequestLine& line, std::string_view part) const;

  const int descriptor_;
  const std::size_t longest_;
  std::string chunk_;
  std::size_t used_ = 0;  // of the chunk
};

}  // namespace modlink::oracle
