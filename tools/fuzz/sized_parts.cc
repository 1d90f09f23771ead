// The parts of a binary that stand behind their size. spec: binary/modules; Binary.md
#include "tools/fuzz/sized_parts.h"

#include "wast/binary/reader.h"
#include "wast/binary/writer.h"
#include "wast/syntax/error.h"

namespace modlink::fuzz {
namespace {

using binary::Reader;

constexpr std::size_t preamble = 8;
constexpr std::uint8_t code_section = 10, module_section = 14;

class Search {
 public:
  explicit Search(std::string_view binary) { modules_.push_back({Reader(binary), SizedPart::none}); }

  std::vector<SizedPart> run() {
    while (!modules_.empty()) {
      const auto [reader, parent] = modules_.back();
      modules_.pop_back();
      try {
        add_sections(reader, parent);
      } catch (const Error&) {  // what was found so far stays
      }
    }
    return std::move(parts_);
  }

 private:
  Reader add(Reader& reader, std::size_t parent, bool is_section) {
    const std::size_t size_at = reader.pos();
    const std::uint32_t size = reader.u32();
    const std::size_t begin = reader.pos();
    Reader content = reader.take(size);
    parts_.push_back({size_at, begin, begin + size, parent, is_section});
    return content;
  }

  void add_sections(Reader reader, std::size_t parent) {
    reader.bytes(preamble);
    while (!reader.at_end()) {
      const std::uint8_t id = reader.byte();
      const std::size_t section = parts_.size();
      Reader content = add(reader, parent, true);
      if (id == code_section || id == module_section) add_entries(content, section, id == module_section);
    }
  }

  void add_entries(Reader reader, std::size_t section, bool are_modules) {
    for (std::uint32_t left = reader.u32(); left != 0; --left) {
      const std::size_t entry = parts_.size();
      const Reader content = add(reader, section, false);
      if (are_modules) modules_.push_back({content, entry});
    }
  }

  struct Nested {
    Reader reader;
    std::size_t part;
  };
  std::vector<Nested> modules_;
  std::vector<SizedPart> parts_;
};

std::string u32(std::size_t value) {
  binary::Writer out;
  out.u32(static_cast<std::uint32_t>(value));
  const Bytes bytes = out.take();
  return {bytes.begin(), bytes.end()};
}

}  // namespace

std::vector<SizedPart> sized_parts(std::string_view binary) { return Search(binary).run(); }

// From the inside out: the sizes that are still to be written stand before what has been.
std::string replace_in(std::string_view binary, const std::vector<SizedPart>& parts, std::size_t part,
                       std::size_t begin, std::size_t end, std::string_view content) {
  std::string result(binary);
  result.replace(begin, end - begin, content);
  for (; part != SizedPart::none; part = parts[part].parent) {
    const SizedPart& sized = parts[part];
    const std::size_t new_end = sized.end + result.size() - binary.size();
    result.replace(sized.size_at, sized.begin - sized.size_at, u32(new_end - sized.begin));
  }
  return result;
}

}  // namespace modlink::fuzz
