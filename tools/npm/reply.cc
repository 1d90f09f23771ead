// What an operation gives back.
#include "tools/npm/reply.h"

#include <utility>

namespace modlink::npm {

Json& Reply::at(const std::vector<std::string>& path) {
  Json* place = &object_;
  for (const std::string& key : path) place = &(*place)[key];
  return *place;
}

void Reply::set_bytes(const std::vector<std::string>& path, const std::string& content) {
  at(path) = nullptr;
  places_.push_back({path, bytes_.size(), content.size()});
  bytes_ += content;
}

void Reply::set_content(const std::vector<std::string>& path, std::string content, bool is_text) {
  if (!is_text) return set_bytes(path, content);
  at(path) = std::move(content);
}

// A text may have bytes of a name that is no UTF-8.
Message Reply::message() const {
  const Json whole = {{"reply", object_}, {"bytes", places_}};
  return {whole.dump(-1, ' ', false, Json::error_handler_t::replace), bytes_};
}

}  // namespace modlink::npm
