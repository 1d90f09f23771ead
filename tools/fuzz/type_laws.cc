// What matching has to be, whatever the types.
#include "tools/fuzz/type_laws.h"

#include <fmt/format.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>

#include "tools/fuzz/checks.h"
#include "tools/fuzz/naive_match.h"
#include "tools/fuzz/random_types.h"
#include "validator/match.h"
#include "wast/text/parse_module.h"

namespace modlink::fuzz {
namespace {

constexpr std::size_t type_count = 4;

class Laws {
 public:
  explicit Laws(const ValidModule& code) : store_(*code.type_store) {
    for (const auto& entry : code.type->imports.entries()) types_.push_back(entry.type);
  }

  ComparedTypes check() {
    ComparedTypes result;
    for (std::size_t a = 0; a < types_.size(); ++a) {
      for (std::size_t b = 0; b < types_.size(); ++b) {
        matches_[a][b] = compare(a, b);
        ++result.pairs;
        result.matches += matches_[a][b] && a != b;
      }
      if (!matches_[a][a]) fail("does not match itself", a, a);
    }
    check_transitivity();
    return result;
  }

 private:
  bool compare(std::size_t a, std::size_t b) {
    MatchEffort effort;
    const bool result = match_extern_type(store_, types_[a], types_[b], effort);
    if (result != naively_matches(store_, types_[a], types_[b])) fail(result ? "matches" : "does not match", a, b);
    const auto mismatch = explain_mismatch(store_, types_[a], types_[b], effort);
    if (result == mismatch.has_value())
      fail(result ? "matches, for all that it is said to lack," : "lacks nothing of", a, b);
    return result;
  }

  void check_transitivity() const {
    for (std::size_t a = 0; a < types_.size(); ++a) {
      for (std::size_t b = 0; b < types_.size(); ++b) {
        for (std::size_t c = 0; c < types_.size(); ++c) {
          if (matches_[a][b] && matches_[b][c] && !matches_[a][c]) fail("does not match, but by another type,", a, c);
        }
      }
    }
  }

  [[noreturn]] void fail(const char* what, std::size_t a, std::size_t b) const {
    throw std::logic_error(fmt::format("import {} {} import {}: {} and {}", a, what, b, to_string(store_, types_[a]),
                                       to_string(store_, types_[b])));
  }

  TypeStore& store_;
  std::vector<ExternType> types_;
  std::array<std::array<bool, type_count>, type_count> matches_ = {};
};

}  // namespace

ComparedTypes check_type_laws(const std::uint8_t* data, std::size_t size) {
  const std::string text = module_of_types(data, size, type_count);
  ComparedTypes result;
  attempt([&] {
    Features features;
    features.dialect.types_see_outer = true;
    const ImplementationLimits limits = lowered_limits();
    const auto source = std::make_shared<const Source>("types.wat", text, Source::Kind::text);
    const ValidModulePtr code =
        validate(must("types do not parse", [&] { return parse_module(source, features, limits); }),
                 std::make_shared<TypeStore>(), features, limits);
    try {
      result = Laws(*code).check();
    } catch (const std::logic_error& error) {
      throw std::logic_error(fmt::format("{}\n{}", error.what(), text));
    }
  });
  return result;
}

}  // namespace modlink::fuzz
