// The families of external types that core has, and their rules of matching. spec: valid/matching
#include <fmt/format.h>

#include <map>
#include <optional>

#include "tools/conformance/matrix/matrix.h"

namespace modlink::conformance {

namespace {

// A family whose rule looks at the attributes of its things.
template <class T, class Rule>
Family make_family(Family family, std::vector<T> attributes, Rule rule, bool shown = true) {
  const std::vector<Thing> things = family.things;
  family.verdict = [things, attributes = std::move(attributes), rule, shown](std::size_t found, std::size_t expected) {
    if (rule(attributes[found], attributes[expected])) return Verdict{};
    return shown ? differ(things[found], things[expected]) : Verdict{false, "", "", "", false};
  };
  return family;
}

bool equal(const std::string& found, const std::string& expected) { return found == expected; }

// Whether the chain of supertypes from `found` leads to `expected`.
using Supers = std::multimap<std::string, std::string>;
bool reaches(const Supers& supers, const std::string& found, const std::string& expected) {
  if (found == expected) return true;
  const auto [begin, end] = supers.equal_range(found);
  for (auto it = begin; it != end; ++it) {
    if (reaches(supers, it->second, expected)) return true;
  }
  return false;
}

Family kinds() {
  Family family{"kinds", ";; Nothing of one kind matches anything of another.\n", "", "", {}, {}};
  family.things = {{"func", "", "(func (export \"x\"))"},
                   {"table", "0 funcref", "(table (export \"x\") 0 funcref)"},
                   {"memory", "0", "(memory (export \"x\") 0)"},
                   {"global", "i32", "(global (export \"x\") i32 (i32.const 0))"},
                   {"tag", "", "(tag (export \"x\"))"},
                   {"module", "", ""},
                   {"instance", "", ""}};
  std::vector<std::string> attributes;
  for (const Thing& thing : family.things) attributes.push_back(thing.kind);
  return make_family(family, attributes, equal, false);
}

struct Global {
  bool mut;
  std::string type;
};

Family globals() {
  Family family{"globals", ";; Mutability is equal; a constant's type may be narrower, a variable's not.\n", "", "", {},
                {}};
  const std::pair<const char*, const char*> types[] = {
      {"i32", "(i32.const 0)"},           {"i64", "(i64.const 0)"},       {"f32", "(f32.const 0)"},
      {"v128", "(v128.const i64x2 0 0)"}, {"funcref", "(ref.null func)"}, {"(ref func)", "(ref.func $f)"}};
  std::vector<Global> attributes;
  for (const auto& [type, init] : types) {
    for (bool mut : {false, true}) {
      const std::string written = mut ? fmt::format("(mut {})", type) : type;
      const char* const func = std::string(type) == "(ref func)" ? "(func $f) " : "";
      family.things.push_back({"global", written, fmt::format("{}(global (export \"x\") {} {})", func, written, init)});
      attributes.push_back({mut, type});
    }
  }
  return make_family(family, attributes, [](const Global& found, const Global& expected) {
    if (found.mut != expected.mut) return false;
    return found.type == expected.type || (!found.mut && found.type == "(ref func)" && expected.type == "funcref");
  });
}

struct Sized {
  std::string addr;  // "i64 " or nothing
  std::uint64_t min;
  std::optional<std::uint64_t> max;
  std::string rest;  // of a table, its elements; of a memory, ` shared` and the size of its pages
};

// All bounds that are permitted are within those expected.
bool match_sized(const Sized& found, const Sized& expected) {
  const bool max = !expected.max || (found.max && *found.max <= *expected.max);
  return found.addr == expected.addr && found.min >= expected.min && max && found.rest == expected.rest;
}

std::string write(const Sized& sized) {
  const std::string max = sized.max ? fmt::format(" {}", *sized.max) : "";
  return fmt::format("{}{}{}{}", sized.addr, sized.min, max, sized.rest);
}

Family tables() {
  Family family{
      "tables", ";; A table may be larger and have a lower maximum; its elements' type is the same.\n", "", "", {}, {}};
  const std::vector<Sized> attributes = {
      {"", 0, {}, " funcref"},    {"", 1, {}, " funcref"},     {"", 1, 1, " funcref"},     {"", 1, 3, " funcref"},
      {"", 2, 4, " funcref"},     {"i64 ", 1, {}, " funcref"}, {"i64 ", 1, 3, " funcref"}, {"", 1, {}, " externref"},
      {"", 1, {}, " (ref func)"}, {"", 1, {}, " i31ref"}};
  for (const Sized& table : attributes) {
    const bool filled = table.rest == " (ref func)";
    family.things.push_back({"table", write(table),
                             fmt::format("{}(table (export \"x\") {}{})", filled ? "(func $f) " : "", write(table),
                                         filled ? " (ref.func $f)" : "")});
  }
  return make_family(family, attributes, match_sized);
}

Family memories() {
  Family family{"memories",
                ";; A memory may be larger and have a lower maximum; all else is the same.\n",
                "--enable threads --enable custom-page-sizes",
                "",
                {},
                {}};
  const std::vector<Sized> attributes = {{"", 0, {}, ""},       {"", 1, {}, ""},
                                         {"", 1, 1, ""},        {"", 1, 3, ""},
                                         {"", 2, 4, ""},        {"i64 ", 1, {}, ""},
                                         {"i64 ", 1, 3, ""},    {"", 1, 3, " shared"},
                                         {"", 1, 4, " shared"}, {"", 1, {}, " (pagesize 1)"}};
  for (const Sized& memory : attributes) {
    family.things.push_back({"memory", write(memory), fmt::format("(memory (export \"x\") {})", write(memory))});
  }
  return make_family(family, attributes, match_sized);
}

Family funcs() {
  Family family{"funcs", ";; Function types that declare no supertypes match only if they are equal.\n", "", "", {},
                {}};
  std::vector<std::string> attributes;
  for (const char* type :
       {"", "(param i32)", "(param i64)", "(param i32 i32)", "(result i32)", "(result f64)", "(param i32) (result i32)",
        "(param (ref func))", "(param funcref)", "(result (ref func))", "(result funcref)"}) {
    const std::string written = type;
    family.things.push_back(
        {"func", type, fmt::format("(func (export \"x\"){} unreachable)", written.empty() ? "" : " " + written)});
    attributes.push_back(type);
  }
  return make_family(family, attributes, equal);
}

// A type matches those in its chain of declared supertypes; of `alike`, equal ones have one name.
Family func_types() {
  Family family{
      "func-types",
      ";; Functions match along declared supertypes. What is alike but final, or declares nothing, is another\n"
      ";; type; what is alike in all is the same one.\n",
      "",
      "(type $f (sub (func (result anyref)))) (type $g (sub $f (func (result eqref)))) "
      "(type $h (sub final $g (func (result i31ref)))) (type $alone (sub (func (result eqref)))) "
      "(type $final (func (result anyref))) (type $same (sub (func (result anyref))))",
      {},
      {}};
  for (const char* type : {"$f", "$g", "$h", "$alone", "$final", "$same"}) {
    const std::string written = fmt::format("(type {})", type);
    family.things.push_back({"func", written, fmt::format("(func (export \"x\") {} unreachable)", written)});
  }
  const Supers supers = {{"g", "f"}, {"h", "g"}};
  const std::vector<std::string> attributes = {"f", "g", "h", "alone", "final", "f"};
  const auto rule = [supers](const std::string& found, const std::string& expected) {
    return reaches(supers, found, expected);
  };
  return make_family(family, attributes, rule, false);
}

Family tags() {
  Family family{"tags", ";; Tags have equal types; supertypes do not matter.\n",
                "",     "(type $t (sub (func (param i32)))) (type $u (sub $t (func (param i32))))",
                {},     {}};
  for (const char* type : {"", "(param i32)", "(param i64)", "(param i32 i32)", "(type $t)", "(type $u)"}) {
    const std::string written = type;
    family.things.push_back(
        {"tag", written, fmt::format("(tag (export \"x\"){})", written.empty() ? "" : " " + written)});
  }
  const std::vector<std::string> attributes = {"", "i32", "i64", "i32 i32", "t", "u"};
  return make_family(family, attributes, equal, false);
}

Family heap_types() {
  Family family{"heap-types", ";; The hierarchies of abstract heap types, seen in constant globals.\n", "", "", {}, {}};
  const Supers supers = {{"eq", "any"},          {"i31", "eq"},      {"struct", "eq"},  {"array", "eq"},
                         {"none", "i31"},        {"none", "struct"}, {"none", "array"}, {"nofunc", "func"},
                         {"noextern", "extern"}, {"noexn", "exn"}};
  const std::vector<std::string> attributes = {"any",  "eq",     "i31",    "struct",   "array", "none",
                                               "func", "nofunc", "extern", "noextern", "exn",   "noexn"};
  for (const std::string& heap : attributes) {
    const std::string type = fmt::format("(ref null {})", heap);
    family.things.push_back({"global", type, fmt::format("(global (export \"x\") {} (ref.null {}))", type, heap)});
  }
  const auto rule = [supers](const std::string& found, const std::string& expected) {
    return reaches(supers, found, expected);
  };
  return make_family(family, attributes, rule, false);
}

struct Reference {
  bool nullable;
  std::string heap;
};

Family nullability() {
  Family family{
      "nullability", ";; What cannot be null matches what can, and not the other way round.\n", "", "", {}, {}};
  const std::vector<Reference> attributes = {{false, "i31"}, {true, "i31"},   {false, "any"},
                                             {true, "any"},  {false, "func"}, {true, "func"}};
  for (const Reference& ref : attributes) {
    const std::string type = fmt::format("(ref {}{})", ref.nullable ? "null " : "", ref.heap);
    const std::string value = ref.heap == "func" ? "(ref.func $f)" : "(ref.i31 (i32.const 1))";
    const char* const func = ref.heap == "func" ? "(func $f) " : "";
    family.things.push_back({"global", type, fmt::format("{}(global (export \"x\") {} {})", func, type, value)});
  }
  const Supers supers = {{"i31", "any"}};
  const auto rule = [supers](const Reference& found, const Reference& expected) {
    return (!found.nullable || expected.nullable) && reaches(supers, found.heap, expected.heap);
  };
  return make_family(family, attributes, rule, false);
}

Family struct_types() {
  Family family{
      "struct-types",
      ";; Defined types match along declared supertypes up to `struct`. Fields that fit are not enough; types\n"
      ";; that are alike are equal if all of their recursive group is.\n",
      "",
      "(type $a (sub (struct (field i32)))) (type $b (sub $a (struct (field i32 i64)))) "
      "(type $c (sub final $b (struct (field i32 i64 f32)))) (type $same (sub (struct (field i32)))) "
      "(type $final (struct (field i32))) (type $mut (sub (struct (field (mut i32))))) "
      "(rec (type $r (sub (struct (field i32)))) (type $s (sub $r (struct (field i32 i64)))))",
      {},
      {}};
  const std::vector<std::string> types = {"$a", "$b", "$c", "$same", "$final", "$mut", "$r", "$s", "struct", "none"};
  for (const std::string& type : types) {
    const std::string written = fmt::format("(ref null {})", type);
    family.things.push_back(
        {"global", written, fmt::format("(global (export \"x\") {} (ref.null {}))", written, type)});
  }
  Supers supers = {{"$b", "$a"}, {"$c", "$b"}, {"$s", "$r"}};
  for (const char* type : {"$a", "$b", "$c", "$final", "$mut", "$r", "$s"}) {
    supers.emplace(type, "struct");
    supers.emplace("none", type);
  }
  std::vector<std::string> attributes = types;
  attributes[3] = "$a";
  const auto rule = [supers](const std::string& found, const std::string& expected) {
    return reaches(supers, found, expected);
  };
  return make_family(family, attributes, rule, false);
}

}  // namespace

std::vector<Family> leaf_families() {
  return {kinds(),      globals(), tables(),     memories(),    funcs(),
          func_types(), tags(),    heap_types(), nullability(), struct_types()};
}

}  // namespace modlink::conformance
