// What the targets of fuzzing begin with.
#include "tools/fuzz/corpus/corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "tools/fuzz/inputs.h"
#include "tools/generate/random.h"
#include "wast/script/keywords.h"
#include "wast/syntax/instructions.h"
#include "wast/syntax/sections.h"
#include "wast/syntax/type_tables.h"
#include "wast/text/cursor.h"

namespace modlink::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 20'000;  // larger ones are slow and rarely better
constexpr std::size_t choice_inputs = 100;

// From all of them alike.
std::vector<std::string> thinned(const std::set<std::string>& all, std::size_t most) {
  std::vector<std::string> result;
  std::size_t i = 0;
  for (const std::string& content : all) {
    if (all.size() <= most || i * most / all.size() != (i + 1) * most / all.size()) result.push_back(content);
    ++i;
  }
  return result;
}

void add_script(std::set<std::string>& scripts, const fs::path& path) {
  if (path.extension() != ".wast" || fs::file_size(path) > most_bytes) return;
  std::ifstream file(path, std::ios::binary);
  scripts.emplace(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::set<std::string> choices() {
  generate::Random random(0);
  std::set<std::string> result;
  while (result.size() < choice_inputs) {
    std::string bytes(20 + random.below(200), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.below(256));
    result.insert(std::move(bytes));
  }
  return result;
}

std::string leb128(std::uint32_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

void add_binary_words(std::set<std::string>& words) {
  words.insert(std::string("\0asm\1\0\0\0", 8));
  for (const OpcodeInfo& row : opcode_infos) {
    if (row.prefix != 0) words.insert(static_cast<char>(row.prefix) + leb128(row.code));
    if (row.prefix == 0) words.emplace(1, static_cast<char>(row.code));
  }
  for (const NumTypeInfo& row : num_type_rows) words.emplace(1, static_cast<char>(row.code));
  for (const HeapTypeInfo& row : heap_type_rows) words.emplace(1, static_cast<char>(row.code));
#define SECTION(name, id, ...) words.emplace(1, static_cast<char>(id));
#include "wast/syntax/sections.def"
}

void add_text_words(std::set<std::string>& words) {
  for (const OpcodeInfo& row : opcode_infos) words.emplace(row.mnemonic);
  for (const NumTypeInfo& row : num_type_rows) words.emplace(row.keyword);
  for (const HeapTypeInfo& row : heap_type_rows) words.insert({std::string(row.keyword), std::string(row.ref_keyword)});
  for (const std::string_view word : text::other_keywords()) words.emplace(word);
}

std::string quoted(const std::string& word) {
  std::string text;
  for (const char c : word) {
    const bool is_plain = c > ' ' && c < 0x7f && c != '"' && c != '\\';
    text += is_plain ? std::string(1, c) : fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("\"{}\"\n", text);
}

}  // namespace

std::vector<Target> targets() {
  return {{"binary", Form::binary},    {"text", Form::text},       {"script", Form::script},
          {"roundtrip", Form::module}, {"subtype", Form::choices}, {"execute", Form::module},
          {"calls", Form::choices},    {"link", Form::module},     {"wabt", Form::module}};
}

Corpus::Corpus(const std::vector<fs::path>& paths) {
  for (const fs::path& path : paths) {
    for (Input& input : read_inputs(path).inputs) {
      if (input.content.size() <= most_bytes) (input.is_text ? texts_ : binaries_).insert(std::move(input.content));
    }
    if (!fs::is_directory(path)) {
      add_script(scripts_, path);
      continue;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) add_script(scripts_, entry.path());
  }
}

std::vector<std::string> Corpus::inputs(Form form, std::size_t most) const {
  switch (form) {
    case Form::binary: return thinned(binaries_, most);
    case Form::text: return thinned(texts_, most);
    case Form::script: return thinned(scripts_, most);
    case Form::choices: return thinned(choices(), most);
    case Form::module: break;
  }
  std::set<std::string> both = binaries_;
  both.insert(texts_.begin(), texts_.end());
  return thinned(both, most);
}

std::string dictionary(Form form) {
  std::set<std::string> words;
  if (form == Form::binary || form == Form::module) add_binary_words(words);
  if (form == Form::text || form == Form::module || form == Form::script) add_text_words(words);
  if (form == Form::script) words.insert(std::begin(script::keywords), std::end(script::keywords));
  std::string text;
  for (const std::string& word : words) text += quoted(word);
  return text;
}

}  // namespace modlink::fuzz
