// What an operation is given.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tools/npm/message.h"

namespace modlink::npm {

// An object of JSON, of which `{"$bytes": [BEGIN, LENGTH]}` stands for bytes beside it. What is null is as if it was
// not there. All functions throw cli::Failure, of status `usage`, for a value of another kind.
class Arguments {
 public:
  // Both have to outlive it.
  Arguments(const Json& object, std::string_view bytes);

  bool has(const std::string& key) { return find(key) != nullptr; }
  bool flag(const std::string& key, bool otherwise = false);
  std::optional<std::string> text(const std::string& key);
  std::optional<std::uint64_t> number(const std::string& key);
  std::vector<std::string> texts(const std::string& key);
  std::map<std::string, std::string> text_by_name(const std::string& key);
  // Text or bytes. It has to be there.
  std::string content(const std::string& key);
  std::map<std::string, std::string> content_by_name(const std::string& key);
  // The value itself, or that if it is an object; null if it is not there.
  const Json* find(const std::string& key);
  const Json* find_object(const std::string& key);

  // Throws if there is a key that nobody has asked for: it may be mistyped.
  void demand_all_asked() const;

 private:
  std::string content_of(const std::string& key, const Json& value) const;

  const Json& object_;
  std::string_view bytes_;
  std::set<std::string> asked_;
};

}  // namespace modlink::npm
