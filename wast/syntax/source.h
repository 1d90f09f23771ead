// Sources and positions in them.
//
// A position is a byte offset from the start of the source, for text and for binaries alike. Lines, columns,
// snippets and carets are made only when something is printed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace modlink {

using Pos = std::uint32_t;
inline constexpr Pos no_pos = UINT32_MAX;

// A position that takes no part in comparison: two modules are equal whatever their layout was.
struct At {
  Pos pos = no_pos;
  friend bool operator==(At, At) { return true; }
};

// The text or bytes of one file, or of one quoted or binary module of a script.
class Source {
 public:
  enum class Kind { text, binary };

  // `name` is what messages begin with. Content larger than 4 GiB - 2 throws LimitExceeded.
  Source(std::string name, std::string content, Kind kind);

  const std::string& name() const { return name_; }
  std::string_view content() const { return content_; }
  Kind kind() const { return kind_; }

  struct Location {
    std::uint32_t line;    // from 1
    std::uint32_t column;  // from 1, in code points
  };
  Location locate(Pos pos) const;

  // "file.wat:3:14" for text, "file.wasm:0x1f" for binaries, the bare name for `no_pos`.
  std::string describe(Pos pos) const;

  // `describe` and the message; for text, also the source line and a caret under the position. Long lines are
  // cut around the caret. Ends without a newline.
  std::string diagnose(Pos pos, std::string_view message) const;

 private:
  // Where every so many bytes lie, so that locating does not depend on the length of what stands before.
  static constexpr std::size_t stride = 4096;

  Location advance(Location from, std::size_t begin, std::size_t end) const;

  std::string name_;
  std::string content_;
  Kind kind_;
  std::vector<Location> marks_;  // of byte `stride * i`; of binaries none
};

using SourcePtr = std::shared_ptr<const Source>;

// As Source::diagnose. Without a source, `origin` stands for the place, unless it is empty: a file's name.
std::string diagnose(const SourcePtr& source, Pos pos, std::string_view message, std::string_view origin = {});

}  // namespace modlink
