// What an operation gives back.
#pragma once

#include <string>
#include <vector>

#include "tools/npm/message.h"

namespace modlink::npm {

// An object, `{"ok": true, …}`, in which some values are bytes.
class Reply {
 public:
  // The value of a key.
  Json& operator[](const std::string& key) { return object_[key]; }
  // Bytes as the value at a path of keys: `{"files", "a.wasm"}`.
  void set_bytes(const std::vector<std::string>& path, const std::string& content);
  // What an operation has made, as text or bytes.
  void set_content(const std::vector<std::string>& path, std::string content, bool is_text);

  // `{"reply": OBJECT, "bytes": [[PATH, BEGIN, LENGTH]…]}`, and the bytes.
  Message message() const;

 private:
  Json& at(const std::vector<std::string>& path);

  Json object_ = {{"ok", true}};
  Json places_ = Json::array();
  std::string bytes_;
};

}  // namespace modlink::npm
