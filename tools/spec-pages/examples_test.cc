#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "validator/validate.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::spec_pages {
namespace {

const std::filesystem::path folder = std::filesystem::path(MODLINK_SOURCE_DIR) / "docs/spec";

std::vector<std::string> lines_in(const std::filesystem::path& page) {
  std::ifstream in(page);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The modules that a page shows as text.
std::vector<std::string> modules_in(const std::filesystem::path& page) {
  std::vector<std::string> result;
  bool inside = false;
  for (const std::string& line : lines_in(page)) {
    if (line == "```wasm") result.emplace_back();
    if (inside && line != "```") result.back() += line + "\n";
    inside = line == "```wasm" || (inside && line != "```");
  }
  result.erase(std::remove_if(result.begin(), result.end(),
                              [](const std::string& text) { return text.rfind("(module", 0) != 0; }),
               result.end());
  return result;
}

Module parse(const std::string& text) {
  return parse_module(std::make_shared<const Source>("example", text, Source::Kind::text), {}, {});
}

TEST(examples, are_valid) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    for (const std::string& text : modules_in(entry.path())) {
      ++count;
      EXPECT_NO_THROW(validate(parse(text), std::make_shared<TypeStore>(), {}, {})) << entry.path() << "\n" << text;
    }
  }
  EXPECT_GE(count, 3u);
}

TEST(examples, abbreviations_are_written_out) {
  const std::vector<std::string> modules = modules_in(folder / "example.md");
  ASSERT_EQ(modules.size(), 2u);
  EXPECT_TRUE(parse(modules[0]) == parse(modules[1]));
}

std::string hex(const Bytes& bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string result;
  for (const auto byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    result.append({digits[value >> 4], digits[value & 15], ' '});
  }
  return result;
}

// The bytes of a row of a table, in pieces where some are left out.
std::vector<std::string> bytes_in(const std::string& row) {
  std::vector<std::string> pieces(1);
  bool in_code = false;
  for (const char c : row.substr(0, row.find('|', 1))) {
    if (c == '`') {
      in_code = !in_code;
      if (!in_code) pieces.back() += ' ';
    } else if (in_code && (std::isxdigit(static_cast<unsigned char>(c)) || c == ' ')) {
      pieces.back() += c;
    } else if (c == ',' || !std::isprint(static_cast<unsigned char>(c))) {
      pieces.emplace_back();  // an ellipsis among them
    }
  }
  return pieces;
}

// The whole table is the binary, but for what it leaves out.
TEST(examples, bytes_are_those_of_the_encoding) {
  Module module = parse(modules_in(folder / "example.md").at(0));
  EncodeOptions options;
  options.names = false;
  const std::string encoded = hex(encode_module(module, options));
  std::size_t rows = 0;
  for (const std::string& line : lines_in(folder / "example.md")) {
    if (line.rfind("| `", 0) != 0 && line.rfind("| …", 0) != 0) continue;
    const bool is_bytes = std::isxdigit(static_cast<unsigned char>(line[line.find('`') + 1])) != 0;
    if (!is_bytes || line[line.find('`') + 3] != ' ') continue;
    ++rows;
    for (std::string piece : bytes_in(line)) {
      piece.erase(piece.find_last_not_of(' ') + 1);
      EXPECT_THAT(encoded, testing::HasSubstr(piece)) << line;
    }
  }
  EXPECT_EQ(rows, 9u);
}

}  // namespace
}  // namespace modlink::spec_pages
