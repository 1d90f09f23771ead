// Source maps. spec: ECMA-426, Source map format; for WebAssembly, where line is 1 and column the offset in the file
#include "tools/modlink/source_map.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "tools/files/failure.h"

namespace modlink::command {

namespace {

using nlohmann::json;

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// spec: ECMA-426, Base64 VLQ: digits of five bits, the lowest first; the lowest bit of all is the sign.
void append_vlq(std::string& out, std::int64_t value) {
  std::uint64_t rest =
      value < 0 ? (static_cast<std::uint64_t>(-value) << 1) | 1 : static_cast<std::uint64_t>(value) << 1;
  do {
    const auto digit = static_cast<unsigned>(rest & 31);
    rest >>= 5;
    out += digits[digit | (rest != 0 ? 32u : 0u)];
  } while (rest != 0);
}

class VlqReader {
 public:
  explicit VlqReader(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  // Whether the text goes on with `c`, which is then read.
  bool skip(char c) {
    if (at_end() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool at_end_of_segment() const { return at_end() || text_.front() == ',' || text_.front() == ';'; }
  // nullopt if it is none of 32 bits.
  std::optional<std::int64_t> value() {
    std::uint64_t bits = 0;
    for (unsigned shift = 0; shift < 35 && !at_end(); shift += 5) {
      const std::size_t digit = digits.find(text_.front());
      if (digit == std::string_view::npos) return std::nullopt;
      text_.remove_prefix(1);
      bits |= static_cast<std::uint64_t>(digit & 31) << shift;
      if (digit >= 32) continue;
      const auto magnitude = static_cast<std::int64_t>(bits >> 1);
      return bits & 1 ? -magnitude : magnitude;
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
};

// What the numbers of a segment add to: offset, source, line, column, name.
using State = std::array<std::int64_t, 5>;

bool is_known(const SourceMap& map, const State& state, std::size_t count) {
  const auto is_index = [](std::int64_t i, std::size_t size) { return i >= 0 && i < static_cast<std::int64_t>(size); };
  if (count >= 4 &&
      (!is_index(state[1], map.sources.size()) || !is_index(state[2], UINT32_MAX) || !is_index(state[3], UINT32_MAX)))
    return false;
  return state[0] >= 0 && (count < 5 || is_index(state[4], map.names.size()));
}

Mapping mapping_of(const State& state, std::size_t count) {
  Mapping result;
  result.offset = static_cast<std::uint64_t>(state[0]);
  if (count < 4) return result;
  result.source = static_cast<std::uint32_t>(state[1]);
  result.line = static_cast<std::uint32_t>(state[2]);
  result.column = static_cast<std::uint32_t>(state[3]);
  if (count == 5) result.name = static_cast<std::uint32_t>(state[4]);
  return result;
}

cli::Failure malformed() { return {cli::Status::failed, "it is malformed"}; }

// Of the first line: modules have no other.
bool read_mappings(SourceMap& map, std::string_view text) {
  VlqReader in(text.substr(0, text.find(';')));
  State state{};
  while (!in.at_end()) {
    std::size_t count = 0;
    for (; !in.at_end_of_segment() && count < state.size(); ++count) {
      const auto value = in.value();
      if (!value) return false;
      state[count] += *value;
    }
    const bool is_segment = count == 1 || count == 4 || count == 5;
    if (!is_segment || !is_known(map, state, count)) return false;
    map.mappings.push_back(mapping_of(state, count));
    if (!in.skip(',') && !in.at_end()) return false;
  }
  const auto is_before = [](const Mapping& a, const Mapping& b) { return a.offset < b.offset; };
  std::stable_sort(map.mappings.begin(), map.mappings.end(), is_before);
  return true;
}

// What is null is not there.
template <class Value>
Value optional_member(const json& file, const char* key) {
  const auto found = file.find(key);
  return found == file.end() || found->is_null() ? Value() : found->get<Value>();
}

SourceMap read(const json& file) {
  if (file.at("version") != 3) throw malformed();
  SourceMap map;
  std::string root = optional_member<std::string>(file, "sourceRoot");
  if (!root.empty() && root.back() != '/') root += '/';
  for (const json& source : file.at("sources").get_ref<const json::array_t&>()) {
    map.sources.push_back(root + (source.is_null() ? "" : source.get<std::string>()));
  }
  map.contents.resize(map.sources.size());
  const auto contents = optional_member<json::array_t>(file, "sourcesContent");
  for (std::size_t i = 0; i < std::min(contents.size(), map.contents.size()); ++i) {
    if (contents[i].is_string()) map.contents[i] = contents[i].get<std::string>();
  }
  map.names = optional_member<std::vector<std::string>>(file, "names");
  if (!read_mappings(map, file.at("mappings").get_ref<const std::string&>())) throw malformed();
  return map;
}

std::string printed_mappings(const SourceMap& map) {
  std::string result;
  Mapping last;
  last.source = last.name = 0;
  const auto append = [&result](std::uint32_t& before, std::uint32_t now) {
    append_vlq(result, static_cast<std::int64_t>(now) - before);
    before = now;
  };
  for (const Mapping& mapping : map.mappings) {
    if (!result.empty()) result += ',';
    append_vlq(result, static_cast<std::int64_t>(mapping.offset - last.offset));
    last.offset = mapping.offset;
    if (mapping.source == Mapping::none) continue;
    append(last.source, mapping.source);
    append(last.line, mapping.line);
    append(last.column, mapping.column);
    if (mapping.name != Mapping::none) append(last.name, mapping.name);
  }
  return result;
}

}  // namespace

SourceMap parse_source_map(std::string_view text) {
  // So that a page that takes it for a script can do nothing with it.
  if (text.substr(0, 3) == ")]}") text.remove_prefix(std::min(text.find('\n'), text.size()));
  try {
    const json file = json::parse(text);
    if (file.contains("sections")) throw cli::Failure(cli::Status::failed, "it is made of sections");
    return read(file);
  } catch (const json::exception&) {
    throw malformed();
  }
}

std::string print_source_map(const SourceMap& map, const std::string& file) {
  nlohmann::ordered_json result;
  result["version"] = 3;
  result["file"] = file;
  result["sources"] = map.sources;
  const auto is_known = [](const auto& content) { return content.has_value(); };
  if (std::any_of(map.contents.begin(), map.contents.end(), is_known)) {
    for (const auto& content : map.contents) {
      result["sourcesContent"].push_back(content ? nlohmann::ordered_json(*content) : nullptr);
    }
  }
  result["names"] = map.names;
  result["mappings"] = printed_mappings(map);
  return result.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace modlink::command
