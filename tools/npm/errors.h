// What is wrong, as JSON: where, in which stage, and what.
#pragma once

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/npm/message.h"
#include "wast/syntax/source.h"

namespace modlink::npm {

// How many UTF-16 units stand before a byte of a text, for those who ask for many: it takes no longer far behind.
class Utf16Offsets {
 public:
  explicit Utf16Offsets(std::string_view text);
  std::size_t at(std::size_t byte) const;

 private:
  static constexpr std::size_t stride = 4096;

  std::string_view text_;
  std::vector<std::size_t> marks_;  // of byte `stride * i`
};

// Adds `file`, `offset` and, of texts, `line`, `column`, `endColumn` and `endOffset`, of the token at `pos`. Lines and
// columns are from 1, columns in code points; offsets are from 0, in bytes of binaries, and of texts in UTF-16 units,
// as editors and JavaScript count. `offsets`, if given, are those of the source.
void add_place(Json& json, const SourcePtr& source, Pos pos, const Utf16Offsets* offsets = nullptr);

// An exception that was caught. `stage` is that of an Error; or `refused`, where this operation cannot be with these
// modules; `usage`, where options are wrong or a file is missing; `internal`. There may be no memory for it:
// std::bad_alloc.
Json error_json(const std::exception_ptr& exception);

// What `f` throws; nullopt if nothing.
template <class F>
std::optional<Json> catch_error(F f) {
  try {
    f();
    return std::nullopt;
  } catch (...) {
    return error_json(std::current_exception());
  }
}

}  // namespace modlink::npm
