// What a memory or table has in it, in few characters.
#include "tools/oracle/state.h"

#include <fmt/format.h>

#include <cstring>

#include "interpreter/embedding.h"

namespace modlink::oracle {

namespace {

constexpr std::uint64_t most_hashed = std::uint64_t{1} << 24;

// FNV-1a over words, the lowest byte first, and then over the bytes that are left.
std::string describe(std::string_view bytes) {
  std::uint32_t hash = 0x811c9dc5;
  const auto add = [&hash](std::uint32_t part) { hash = (hash ^ part) * 0x01000193; };
  std::size_t i = 0;
  for (; i + 4 <= bytes.size(); i += 4) {
    std::uint32_t word = 0;
    for (unsigned b = 0; b < 4; ++b) word |= std::uint32_t{static_cast<unsigned char>(bytes[i + b])} << 8 * b;
    add(word);
  }
  for (; i < bytes.size(); ++i) add(static_cast<unsigned char>(bytes[i]));
  return fmt::format("{} bytes {:08x}", bytes.size(), hash);
}

}  // namespace

std::string state_of(const MemoryInst& memory) {
  const std::uint64_t size = mem_size(memory) << mem_type(memory).page_size_log2;
  if (size > most_hashed) return fmt::format("{} bytes", size);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  mem_read(memory, 0, bytes.data(), bytes.size());
  return describe(bytes);
}

std::string state_of(const TableInst& table) {
  if (table.elems.size() > most_hashed) return fmt::format("{} bytes", table.elems.size());
  std::string nulls;
  for (const Ref& ref : table.elems) nulls += ref.is_null() ? '0' : '1';
  return describe(nulls);
}

}  // namespace modlink::oracle
