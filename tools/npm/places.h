// Places in sources, as JSON.
#pragma once

#include <map>
#include <utility>

#include "tools/npm/errors.h"

namespace modlink::npm {

// Finding lines and columns takes as long as what stands before them, so those that were found are kept, some
// thousands.
class Places {
 public:
  // What `add_place` says; an empty object of what has no source.
  const Json& at(const SourcePtr& source, Pos pos) {
    constexpr std::size_t most = 10'000;
    if (found_.size() >= most) found_.clear();
    const auto [found, is_new] = found_.try_emplace({source, pos}, Json::object());
    if (is_new) add_place(found->second, source, pos);
    return found->second;
  }

 private:
  std::map<std::pair<SourcePtr, Pos>, Json> found_;
};

}  // namespace modlink::npm
