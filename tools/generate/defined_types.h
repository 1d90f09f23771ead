// The types that a generated module defines, and which of them match. spec: syntax/types; valid/matching
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tools/generate/random.h"
#include "wast/syntax/features.h"
#include "wast/syntax/types.h"

namespace modlink::generate {

// Of a field or an element.
inline bool is_packed(const FieldType& type) { return std::holds_alternative<PackType>(type.storage); }
inline ValType unpacked(const FieldType& type) {
  return is_packed(type) ? ValType(ValKind::i32) : std::get<ValType>(type.storage);
}

struct DefinedType {
  std::string id;
  CompType comp;
  std::optional<Index> super;
  bool is_final = true;
  Index group = 0;        // the first one of its recursive group
  bool is_alias = false;  // of one of another module, and is written there
};

// Concrete heap types are indices of this list, which is in the order of the text.
class DefinedTypes {
 public:
  explicit DefinedTypes(const Features& features) : features_(features) {}

  const std::vector<DefinedType>& all() const { return types_; }
  const DefinedType& operator[](Index type) const { return types_[type]; }
  Index add(DefinedType type);
  // Of functions, structures or arrays.
  template <class T>
  std::vector<Index> all_of() const {
    std::vector<Index> found;
    for (Index i = 0; i < types_.size(); ++i) {
      if (std::holds_alternative<T>(types_[i].comp)) found.push_back(i);
    }
    return found;
  }

  // Whether nothing but its text says what it is: it is the type that type uses without a name stand for.
  bool is_plain(Index type) const;
  bool has(Feature feature) const { return features_.has(feature); }
  // What is declared, not what is equal: sometimes false where the specification says true.
  bool matches(HeapType a, HeapType b) const;
  bool matches(RefType a, RefType b) const;
  bool matches(ValType a, ValType b) const;
  // The top of the hierarchy of a heap type, and its bottom.
  HeapKind top(HeapType type) const;
  HeapKind bottom(HeapType type) const;
  static bool has_default(ValType type) { return !type.is_ref() || type.nullable; }
  // A structure or array that matches, objects of which are made of as few others as may be; nullopt if there is none.
  std::optional<Index> smallest_object(HeapType heap) const;

  // Of values: numbers, and references of which there are some.
  ValType choose_value(Random& random, bool has_default) const;
  ResultType choose_values(Random& random, std::size_t most) const;
  std::optional<RefType> choose_ref(Random& random) const;
  // The structure of a module's types; its text, a line for each.
  void choose(Random& random, const std::string& prefix);
  std::vector<std::string> lines(Index from) const;

  std::string text(HeapType type) const;
  std::string text(ValType type) const;
  std::string text(const FieldType& type) const;
  // With a blank before each: " (param i32) (result i64)".
  std::string text(const FuncType& type) const;
  std::string text(const char* keyword, const ResultType& types) const;

 private:
  std::string text(const DefinedType& type) const;
  HeapKind abstract_kind(HeapType type) const;
  ValType choose_number(Random& random) const;
  std::optional<Index> choose_super(Random& random, const CompType& like) const;
  FieldType choose_field(Random& random) const;
  CompType choose_comp(Random& random) const;
  CompType extended(Random& random, CompType comp) const;
  void choose_group(Random& random, const std::string& prefix);
  std::vector<HeapKind> abstract_kinds() const;
  bool can_make(Index type, const std::vector<Index>& known) const;
  std::vector<Index> by_size() const;

  Features features_;
  std::vector<DefinedType> types_;
  Index group_ = 0;      // the first type of the group that is being made
  Index group_end_ = 0;  // what types of that group may name, as null references
};

}  // namespace modlink::generate
