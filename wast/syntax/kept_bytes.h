// Bytes of data segments and custom sections. spec: syntax/values, Bytes
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "wast/syntax/source.h"
#include "wast/syntax/values.h"

namespace modlink {

// Bytes that do not change and that copies share: a list, or a part of a source, which is not copied either.
class KeptBytes {
 public:
  KeptBytes() = default;
  KeptBytes(Bytes bytes) {
    const auto kept = std::make_shared<const Bytes>(std::move(bytes));
    bytes_ = {kept, kept->data()};
    size_ = kept->size();
  }
  // From `begin` up to `end`.
  KeptBytes(const SourcePtr& source, Pos begin, Pos end)
      : bytes_(source, reinterpret_cast<const std::uint8_t*>(source->content().data()) + begin), size_(end - begin) {}

  const std::uint8_t* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const std::uint8_t* begin() const { return data(); }
  const std::uint8_t* end() const { return data() + size_; }

  friend bool operator==(const KeptBytes& a, const KeptBytes& b) {
    return a.size() == b.size() && (a.data() == b.data() || std::equal(a.begin(), a.end(), b.begin()));
  }

 private:
  std::shared_ptr<const std::uint8_t> bytes_;
  std::size_t size_ = 0;
};

}  // namespace modlink
