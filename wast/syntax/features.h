// Feature switches: one per proposal. Names are those of wasm-tools; wabt's are accepted as aliases.
//
// A run-time struct that the decoder, the parser and the validator read; nothing else does.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modlink {

enum class Feature : unsigned char {
#define FEATURE(name, spelling, alias, on) name,
#include "wast/syntax/features.def"
};

inline constexpr std::size_t feature_count = 0
#define FEATURE(name, spelling, alias, on) +1
#include "wast/syntax/features.def"
    ;

// Whether a name may be imported more than once, as the core language allows. D8
enum class DuplicateImports : unsigned char {
  forbid,
  forbid_linked,  // while module linking is on; otherwise as `core`
  core,           // in modules without any of module linking's definitions
  allow,          // in all modules, as long as one of the types matches all others
};

// Where the proposal, or the text format, has been understood in several ways; the defaults are docs/decisions.md's.
// D24
struct Dialect {
  DuplicateImports duplicate_imports = DuplicateImports::core;
  // Imports may follow modules and instances (D1).
  bool late_imports = false;
  // In text, module and instance types see the types around them, up to those of the module they are written in (D5).
  bool types_see_outer = false;
  // In text, operands of a folded instruction may be instructions that are not folded: `(ref.i31 local.get 0)`.
  bool plain_operands = false;
  friend bool operator==(const Dialect&, const Dialect&) = default;
};

class Features {
 public:
  Features();  // the defaults
  bool has(Feature feature) const { return bits_.test(static_cast<std::size_t>(feature)); }
  // With a feature its parts are on; switched off, it leaves those that have been switched on by themselves, and a part
  // that is switched off takes what it is a part of along.
  void set(Feature feature, bool on);
  // All of `available_features()`. What is a part of another one comes with that, and goes with it later.
  void set_all(bool on);
  // Rows D1, D5 and D8 as the dialect has them.
  Dialect dialect;
  friend bool operator==(const Features&, const Features&) = default;

 private:
  std::bitset<feature_count> chosen_;
  std::bitset<feature_count> bits_;  // with the parts of those
};

// Finds a feature by name or alias; underscores equal hyphens. nullopt when there is none.
std::optional<Feature> find_feature(std::string_view name);

// The canonical spelling: "module-linking".
std::string_view to_string(Feature feature);

// What a feature is a part of: Lime1 has parts of bulk memory and of reference types. tool-conventions, Lime.md
std::optional<Feature> whole_of(Feature feature);

// What an error says of a feature that is off: "needs feature threads (--enable threads)".
std::string needs(Feature feature);

// All features that can be switched, in table order.
std::vector<Feature> available_features();
// All of them are on; parts of others as such, so that they go off with these.
Features with_all_features();

}  // namespace modlink
