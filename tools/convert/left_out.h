// What the form that a script is converted to has no words for.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace modlink::convert {

// Thrown where a directive cannot be said.
struct Unsayable {
  std::string reason;  // what it is about: "threads", "paths to exports of instances"
};

// How many directives were left out, by reason.
class LeftOut {
 public:
  void add(const std::string& reason) { ++reasons_[reason]; }
  void add(const LeftOut& other);
  std::uint64_t count() const;
  const std::map<std::string, std::uint64_t>& reasons() const { return reasons_; }

  // "threads (2), limits (1)"
  std::string text() const;

 private:
  std::map<std::string, std::uint64_t> reasons_;
};

}  // namespace modlink::convert
