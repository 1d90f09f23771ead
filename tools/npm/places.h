// Places in sources, as JSON.
#pragma once

#include <map>
#include <utility>

#include "tools/npm/errors.h"

namespace modlink::npm {

// Many of them: what they have in common is found once, and some thousands are kept.
class Places {
 public:
  // What `add_place` says; an empty object of what has no source.
  const Json& at(const SourcePtr& source, Pos pos) {
    constexpr std::size_t most = 10'000;
    if (found_.size() >= most) found_.clear();
    const auto [found, is_new] = found_.try_emplace({source, pos}, Json::object());
    if (is_new) add_place(found->second, source, pos, offsets_of(source));
    return found->second;
  }

 private:
  // Sources live as long as this.
  const Utf16Offsets* offsets_of(const SourcePtr& source) {
    if (!source || source->kind() != Source::Kind::text) return nullptr;
    return &offsets_.try_emplace(source, source->content()).first->second;
  }

  std::map<std::pair<SourcePtr, Pos>, Json> found_;
  std::map<SourcePtr, Utf16Offsets> offsets_;
};

}  // namespace modlink::npm
