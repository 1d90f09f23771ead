// Mutation of modules. spec: Binary Format; Text Format
#include "tools/fuzz/mutation.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "tools/fuzz/sized_parts.h"

namespace modlink::fuzz {
namespace {

using generate::Random;

struct Range {
  std::size_t begin;
  std::size_t end;
};

void flip_bit(std::string& content, Random& random) {
  if (content.empty()) return;
  content[random.below(content.size())] ^= static_cast<char>(1u << random.below(8));
}

void set_byte(std::string& content, Random& random) {
  static const std::vector<int> bytes = {0x00, 0x01, 0x0b, 0x40, 0x5f, 0x60, 0x61, 0x7f, 0x80, 0xff};
  if (content.empty()) return;
  content[random.below(content.size())] = static_cast<char>(random.chance(50) ? random.pick(bytes) : random.below(256));
}

std::string integer(Random& random) {
  static const std::vector<std::uint64_t> values = {
      0, 1, 2, 63, 64, 127, 128, 999, 1000, 50'000, 65'535, 65'536, 0x7fffffff, 0x80000000, 0xffffffff, UINT64_MAX};
  std::uint64_t value = random.chance(50) ? random.pick(values) : random.below(64);
  std::string result;
  do {
    result += static_cast<char>(0x80 | (value & 0x7f));
    value >>= 7;
  } while (value != 0);
  if (random.chance(10)) result += "\x80";  // longer than it need be
  result.back() &= 0x7f;
  return result;
}

std::size_t end_of_integer(std::string_view content, std::size_t begin, std::size_t end) {
  while (begin < end && (content[begin] & 0x80)) ++begin;
  return std::min(begin + 1, end);
}

class BinaryMutation {
 public:
  BinaryMutation(std::string& content, std::string_view other, Random& random)
      : content_(content), other_(other), random_(random), parts_(sized_parts(content)) {}

  void run() {
    switch (random_.below(8)) {
      case 0: return flip_bit(content_, random_);
      case 1: return set_byte(content_, random_);
      case 2: return set_integer();
      case 3: return truncate();
      case 4: return drop_bytes();
      case 5: return double_bytes();
      case 6: return move_part();
      case 7: return splice();
    }
  }

 private:
  // Chooses a part, and bytes in it.
  Range choose(std::size_t most) {
    part_ = parts_.empty() || random_.chance(10) ? SizedPart::none : random_.below(parts_.size());
    const Range around =
        part_ == SizedPart::none ? Range{0, content_.size()} : Range{parts_[part_].begin, parts_[part_].end};
    const std::size_t begin = around.begin + random_.below(around.end - around.begin + 1);
    return {begin, std::min(around.end, begin + random_.below(most + 1))};
  }
  void replace(Range range, const std::string& by) {
    content_ = replace_in(content_, parts_, part_, range.begin, range.end, by);
  }

  void set_integer() {
    const Range range = choose(0);
    const std::size_t limit = part_ == SizedPart::none ? content_.size() : parts_[part_].end;
    replace({range.begin, end_of_integer(content_, range.begin, limit)}, integer(random_));
  }

  void truncate() {
    const Range range = choose(0);
    if (random_.chance(50)) return content_.resize(range.begin);
    replace({range.begin, part_ == SizedPart::none ? content_.size() : parts_[part_].end}, "");
  }

  void drop_bytes() { replace(choose(16), ""); }

  void double_bytes() {
    const Range range = choose(64);
    const std::string bytes = content_.substr(range.begin, range.end - range.begin);
    std::string all = bytes + bytes;
    if (random_.chance(5)) {
      for (int times = 0; times < 100; ++times) all += bytes;
    }
    replace(range, all);
  }

  // A section begins with its id, one byte before its size.
  static Range whole(const SizedPart& part) { return {part.size_at - part.is_section, part.end}; }
  static std::string text_of(std::string_view binary, Range range) {
    return std::string(binary.substr(range.begin, range.end - range.begin));
  }

  // To where another one of its kind begins; or it is lost, or doubled.
  void move_part() {
    if (parts_.empty()) return;
    const SizedPart from = parts_[random_.below(parts_.size())];
    const SizedPart to = parts_[random_.below(parts_.size())];
    const std::string bytes = text_of(content_, whole(from));
    part_ = to.parent;
    const std::size_t begin = whole(to).begin;
    if (random_.chance(50)) return replace({begin, begin}, bytes);
    replace({begin, to.end}, random_.chance(50) ? bytes : "");
  }

  // A part of the other binary before one, or in its place.
  void splice() {
    const std::vector<SizedPart> others = sized_parts(other_);
    if (parts_.empty() || others.empty()) return;
    const SizedPart& from = others[random_.below(others.size())];
    const SizedPart to = parts_[random_.below(parts_.size())];
    part_ = to.parent;
    const std::size_t begin = whole(to).begin;
    replace({begin, random_.chance(50) ? to.end : begin}, text_of(other_, whole(from)));
  }

  std::string& content_;
  std::string_view other_;
  Random& random_;
  std::vector<SizedPart> parts_;
  std::size_t part_ = SizedPart::none;
};

bool is_of_word(char c) { return c != '(' && c != ')' && !std::isspace(static_cast<unsigned char>(c)); }

// The parenthesized part that begins next, or to the end.
Range parenthesized(std::string_view text, std::size_t at) {
  const std::size_t begin = std::min(text.find('(', at), text.size());
  std::size_t depth = 0;
  for (std::size_t end = begin; end < text.size(); ++end) {
    if (text[end] == '(') ++depth;
    if (text[end] == ')' && --depth == 0) return {begin, end + 1};
  }
  return {begin, text.size()};
}

Range word(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_of_word(text[at])) ++at;
  std::size_t end = at;
  while (end < text.size() && is_of_word(text[end])) ++end;
  return {at, end};
}

Range choose(std::string_view text, Random& random) {
  const std::size_t at = random.below(text.size() + 1);
  return random.chance(50) ? parenthesized(text, at) : word(text, at);
}

std::string text_of(std::string_view text, Range range) {
  return std::string(text.substr(range.begin, range.end - range.begin));
}

void mutate_text(std::string& text, std::string_view other, Random& random) {
  static const std::vector<std::string> words = {"(",  ")",        "0",  "-1", "4294967296", "0x1p-1000", "nan:0x1",
                                                 "$x", "\"\\ff\"", "(;", "(@", ";; ",        "(type 0)"};
  const Range range = choose(text, random);
  const auto replace = [&](const std::string& by) { text.replace(range.begin, range.end - range.begin, by); };
  switch (random.below(6)) {
    case 0: return flip_bit(text, random);
    case 1: return replace("");
    case 2: return replace(text_of(text, range) + " " + text_of(text, range));
    case 3: return replace(text_of(text, choose(text, random)));
    case 4: return replace(text_of(other, choose(other, random)));
    case 5: return replace(random.pick(words));
  }
}

}  // namespace

std::string mutate(const Input& input, const Input& other, Random& random) {
  std::string content = input.content;
  for (unsigned changes = 1 + random.below(4); changes != 0; --changes) {
    if (input.is_text) {
      mutate_text(content, other.content, random);
    } else {
      BinaryMutation(content, other.content, random).run();
    }
  }
  return content;
}

}  // namespace modlink::fuzz
