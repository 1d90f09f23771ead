// What an operation is given.
#include "tools/npm/arguments.h"

#include <fmt/format.h>

#include "tools/files/failure.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/nearest_word.h"

namespace modlink::npm {

namespace {

constexpr const char* bytes_key = "$bytes";

[[noreturn]] void refuse(const std::string& key, const char* expected) {
  throw cli::Failure(cli::Status::usage, fmt::format("option `{}`: expected {}", shown(key), expected));
}

bool is_length(const Json& value) { return value.is_number_unsigned(); }

}  // namespace

Arguments::Arguments(const Json& object, std::string_view bytes) : object_(object), bytes_(bytes) {
  if (!object_.is_object()) throw cli::Failure(cli::Status::usage, "the options are no object");
}

const Json* Arguments::find(const std::string& key) {
  asked_.insert(key);
  const auto found = object_.find(key);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

bool Arguments::flag(const std::string& key, bool otherwise) {
  const Json* const value = find(key);
  if (!value) return otherwise;
  if (!value->is_boolean()) refuse(key, "true or false");
  return value->get<bool>();
}

std::optional<std::string> Arguments::text(const std::string& key) {
  const Json* const value = find(key);
  if (!value) return std::nullopt;
  if (!value->is_string()) refuse(key, "a text");
  return value->get<std::string>();
}

std::optional<std::uint64_t> Arguments::number(const std::string& key) {
  const Json* const value = find(key);
  if (!value) return std::nullopt;
  if (!value->is_number_unsigned()) refuse(key, "a natural number");
  return value->get<std::uint64_t>();
}

std::vector<std::string> Arguments::texts(const std::string& key) {
  const Json* const value = find(key);
  std::vector<std::string> result;
  if (!value) return result;
  if (!value->is_array()) refuse(key, "a list of texts");
  for (const Json& item : *value) {
    if (!item.is_string()) refuse(key, "a list of texts");
    result.push_back(item.get<std::string>());
  }
  return result;
}

const Json* Arguments::find_object(const std::string& key) {
  const Json* const value = find(key);
  if (value && !value->is_object()) refuse(key, "an object");
  return value;
}

std::map<std::string, std::string> Arguments::text_by_name(const std::string& key) {
  std::map<std::string, std::string> result;
  const Json* const object = find_object(key);
  if (!object) return result;
  for (const auto& [name, value] : object->items()) {
    if (!value.is_string()) refuse(key, "an object of texts");
    result[name] = value.get<std::string>();
  }
  return result;
}

std::string Arguments::content_of(const std::string& key, const Json& value) const {
  if (value.is_string()) return value.get<std::string>();
  const bool is_reference = value.is_object() && value.contains(bytes_key);
  const Json* const place = is_reference ? &value[bytes_key] : nullptr;
  if (!place || !place->is_array() || place->size() != 2 || !is_length((*place)[0]) || !is_length((*place)[1]))
    refuse(key, "text or bytes");
  const auto begin = (*place)[0].get<std::uint64_t>();
  const auto length = (*place)[1].get<std::uint64_t>();
  if (begin > bytes_.size() || length > bytes_.size() - begin) refuse(key, "bytes that are there");
  return std::string(bytes_.substr(begin, length));
}

std::string Arguments::content(const std::string& key) {
  const Json* const value = find(key);
  if (!value) refuse(key, "text or bytes");
  return content_of(key, *value);
}

std::map<std::string, std::string> Arguments::content_by_name(const std::string& key) {
  std::map<std::string, std::string> result;
  const Json* const object = find_object(key);
  if (!object) return result;
  for (const auto& [name, value] : object->items()) result[name] = content_of(key, value);
  return result;
}

void Arguments::demand_all_asked() const {
  for (const auto& [key, value] : object_.items()) {
    if (asked_.count(key) != 0) continue;
    const std::string meant = nearest(key, {asked_.begin(), asked_.end()});
    throw cli::Failure(cli::Status::usage, fmt::format("unknown option `{}`{}", shown(key),
                                                       meant.empty() ? "" : fmt::format("; is `{}` meant?", meant)));
  }
}

}  // namespace modlink::npm
