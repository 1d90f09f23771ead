// URLs that name files relative to others.
#include "tools/modlink/file_url.h"

#include <fmt/format.h>

#include <charconv>

namespace modlink::command {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view digits = "0123456789";
// Without the colon, which would make a scheme of what is before it.
constexpr std::string_view path_marks = "-._~/!$&'()*+,;=@";

bool is_in(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

}  // namespace

std::string percent_encoded(std::string_view path) {
  std::string result;
  for (const char c : path) {
    if (is_in(letters, c) || is_in(digits, c) || is_in(path_marks, c)) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

std::string path_of_url(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  std::string result;
  while (!url.empty()) {
    const std::string_view hex = url.substr(1, 2);
    unsigned char byte = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), byte, 16);
    const bool is_encoded = url[0] == '%' && error == std::errc() && end == url.data() + 3;
    result += is_encoded ? static_cast<char>(byte) : url[0];
    url.remove_prefix(is_encoded ? 3 : 1);
  }
  return result;
}

bool is_absolute_url(std::string_view url) {
  if (url.empty()) return false;
  std::size_t scheme = 0;
  while (scheme < url.size() &&
         (is_in(letters, url[scheme]) || is_in(digits, url[scheme]) || is_in("+-.", url[scheme])))
    ++scheme;
  return url[0] == '/' || (is_in(letters, url[0]) && url.substr(scheme, 1) == ":");
}

}  // namespace modlink::command
