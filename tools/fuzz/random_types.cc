// Types made of bytes.
#include "tools/fuzz/random_types.h"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace modlink::fuzz {
namespace {

constexpr unsigned most_depth = 3;

class TypeWriter {
 public:
  TypeWriter(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  std::string write(std::size_t count) {
    std::string text = "(module";
    for (unsigned groups = below(4); groups > 0; --groups) text += group();
    for (std::size_t i = 0; i < count; ++i) text += fmt::format("\n  (import \"{}\" {})", i, extern_type(0));
    return text + ")";
  }

 private:
  struct Def {
    unsigned kind;  // 0: function, 1: structure, 2: array
    std::string comp;
  };

  // Zeros at the end: then everything is as simple as can be.
  unsigned below(unsigned bound) { return at_ < size_ ? data_[at_++] % bound : 0; }
  template <std::size_t n>
  const char* one_of(const std::array<const char*, n>& words) {
    return words[below(n)];
  }

  std::string group() {
    const unsigned size = 1 + below(3);
    visible_ = static_cast<unsigned>(defs_.size()) + size;
    std::string text = "\n  (rec";
    for (unsigned i = 0; i < size; ++i) text += definition();
    return text + ")";
  }
  // A subtype has what its supertype has, and perhaps one field more.
  std::string definition() {
    const auto index = defs_.size();
    const bool is_sub = !defs_.empty() && below(2) == 1;
    const std::size_t super = is_sub ? below(static_cast<unsigned>(defs_.size())) : 0;
    Def def = is_sub ? defs_[super] : Def{below(3), {}};
    if (!is_sub) def.comp = comp(def.kind);
    if (is_sub && def.kind == 1 && below(2) == 1) def.comp += field();
    defs_.push_back(def);
    const char* const words[] = {"func", "struct", "array"};
    return fmt::format(" (type $t{} (sub {}{} ({}{})))", index, below(8) == 1 ? "final " : "",
                       is_sub ? fmt::format("$t{}", super) : "", words[def.kind], def.comp);
  }
  std::string comp(unsigned kind) {
    std::string text;
    if (kind == 0) {
      for (unsigned n = below(3); n > 0; --n) text += fmt::format(" (param {})", val_type());
      for (unsigned n = below(3); n > 0; --n) text += fmt::format(" (result {})", val_type());
      return text;
    }
    if (kind == 2) return " " + storage();
    for (unsigned n = below(3); n > 0; --n) text += field();
    return text;
  }
  std::string field() { return fmt::format(" (field {})", storage()); }
  std::string storage() {
    const unsigned choice = below(6);
    const std::string type = choice == 4 ? "i8" : choice == 5 ? "i16" : val_type();
    return below(2) == 1 ? fmt::format("(mut {})", type) : type;
  }

  std::string heap_type() {
    if (visible_ > 0 && below(2) == 1) return fmt::format("$t{}", below(visible_));
    static constexpr std::array words = {"any",  "eq",     "i31",    "struct",   "array", "none",
                                         "func", "nofunc", "extern", "noextern", "exn",   "noexn"};
    return one_of(words);
  }
  std::string ref_type() { return fmt::format("(ref {}{})", below(2) == 1 ? "null " : "", heap_type()); }
  std::string val_type() {
    static constexpr std::array words = {"i32", "i64", "f32", "f64", "v128"};
    const unsigned choice = below(words.size() + 3);
    return choice < words.size() ? words[choice] : ref_type();
  }

  std::string limits() {
    std::string text = std::to_string(below(3));
    return below(2) == 1 ? fmt::format("{} {}", text, 2 + below(3)) : text;
  }
  std::string func_type() {
    for (unsigned tries = 0; tries < 3 && !defs_.empty(); ++tries) {
      const unsigned index = below(static_cast<unsigned>(defs_.size()));
      if (defs_[index].kind == 0) return fmt::format("(type $t{})", index);
    }
    return below(2) == 1 ? fmt::format("(param {})", val_type()) : "";
  }
  // Few names, so that most of what is compared has some in common.
  std::string members(unsigned depth, const char* word) {
    static constexpr std::array names = {"a", "b", "c"};
    std::string text;
    for (const char* const name : names) {
      if (below(2) == 1) text += fmt::format(" ({} \"{}\" {})", word, name, extern_type(depth + 1));
    }
    return text;
  }
  std::string extern_type(unsigned depth) {
    const char* const address = below(8) == 1 ? "i64 " : "";
    switch (below(depth < most_depth ? 9 : 5)) {
      case 0: return fmt::format("(func {})", func_type());
      case 1: return fmt::format("(tag {})", func_type());
      case 2: return fmt::format("(table {}{} {})", address, limits(), "(ref null " + heap_type() + ")");
      case 3: return fmt::format("(memory {}{})", address, limits());
      case 4:
        return below(2) == 1 ? fmt::format("(global (mut {}))", val_type()) : fmt::format("(global {})", val_type());
      case 5:
      case 6: return fmt::format("(instance{})", members(depth, "export"));
      default: {
        std::string imports = members(depth, "import");
        return fmt::format("(module{}{})", imports, members(depth, "export"));
      }
    }
  }

  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
  std::vector<Def> defs_;
  unsigned visible_ = 0;
};

}  // namespace

std::string module_of_types(const std::uint8_t* data, std::size_t size, std::size_t count) {
  return TypeWriter(data, size).write(count);
}

}  // namespace modlink::fuzz
