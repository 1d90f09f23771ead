// Matching of instances and modules: Subtyping.md's two rules over a handful of leaves. spec: Subtyping.md
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "tools/conformance/matrix/matrix.h"

namespace modlink::conformance {

namespace {

struct Type;
struct Member {
  Member(std::string name, const Type& type);
  std::string name;
  std::shared_ptr<const Type> type;
};
using Members = std::vector<Member>;

// A leaf (`kind` is "func", "memory" …), or the exports of an instance, or the imports and exports of a module.
struct Type {
  std::string kind;
  std::string leaf;   // what follows the kind
  unsigned size = 0;  // of a memory
  Members imports, exports;
};

Member::Member(std::string name, const Type& type) : name(std::move(name)), type(std::make_shared<const Type>(type)) {}

Type func(const std::string& signature) { return {"func", signature, 0, {}, {}}; }
Type memory(unsigned size) { return {"memory", std::to_string(size), size, {}, {}}; }
Type global(const std::string& type) { return {"global", type, 0, {}, {}}; }
Type instance(Members exports) { return {"instance", "", 0, {}, std::move(exports)}; }
Type module(Members imports, Members exports) { return {"module", "", 0, std::move(imports), std::move(exports)}; }

std::string show(const Type& type);

// What follows the kind.
std::string inside(const Type& type) {
  std::string result = type.leaf;
  const auto add = [&](const char* word, const Member& member) {
    if (!result.empty()) result += " ";
    result += fmt::format("({} \"{}\" {})", word, member.name, show(*member.type));
  };
  for (const Member& member : type.imports) add("import", member);
  for (const Member& member : type.exports) add("export", member);
  return result;
}

std::string show(const Type& type) {
  const std::string rest = inside(type);
  return "(" + type.kind + (rest.empty() ? "" : " " + rest) + ")";
}

const Type* find(const Members& members, const std::string& name) {
  for (const Member& member : members) {
    if (member.name == name) return member.type.get();
  }
  return nullptr;
}

// Every difference there is.
class Comparison {
 public:
  std::vector<Verdict> differences;

  void match(const Type& found, const Type& expected, const std::string& path) {
    if (found.kind != expected.kind) return differ(path, &found, expected);
    if (found.kind != "instance" && found.kind != "module") {
      const bool fits = found.kind == "memory" ? found.size >= expected.size : found.leaf == expected.leaf;
      if (!fits) differ(path, &found, expected);
      return;
    }
    if (found.kind == "module") is_value_ = false;
    // What the expected one exports is exported; what the found one imports will be supplied.
    match_members(found.exports, expected.exports, path + " → export ");
    match_members(expected.imports, found.imports, path + " → import ");
  }

 private:
  void match_members(const Members& found, const Members& expected, const std::string& path) {
    for (const auto& [name, type] : expected) {
      const std::string here = fmt::format("{}\"{}\"", path, name);
      if (const Type* other = find(found, name)) {
        match(*other, *type, here);
      } else {
        differ(here, nullptr, *type);
      }
    }
  }

  void differ(const std::string& path, const Type* found, const Type& expected) {
    differences.push_back({false, path, show(expected), found ? show(*found) : "nothing",
                           is_value_ && found && found->kind == "instance"});
  }

  // The host's instances are values; what is inside a module is known by its type.
  bool is_value_ = true;
};

Verdict verdict(const Type& found, const Type& expected) {
  Comparison comparison;
  comparison.match(found, expected, "");
  if (comparison.differences.empty()) return {};
  if (comparison.differences.size() == 1) return comparison.differences[0];
  return {false, "", "", "", false};
}

// The fields of a module with these imports and exports.
std::string fields(const Type& type) {
  std::string result;
  for (const auto& [name, member] : type.imports) result += fmt::format("(import \"{}\" {}) ", name, show(*member));
  for (const auto& [name, member] : type.exports) {
    const std::string name_of = fmt::format("(export \"{}\")", name);
    if (member->kind == "func")
      result += fmt::format("(func {}{}) ", name_of, member->leaf.empty() ? "" : " " + member->leaf);
    if (member->kind == "memory") result += fmt::format("(memory {} {}) ", name_of, member->leaf);
    if (member->kind == "global") result += fmt::format("(global {} {} (i32.const 0)) ", name_of, member->leaf);
    if (member->kind == "module") result += fmt::format("(module {} {}) ", name_of, fields(*member));
    if (member->kind == "instance") {
      result += fmt::format("(module ${} {}) (instance {} (instantiate ${})) ", name, fields(*member), name_of, name);
    }
  }
  if (!result.empty()) result.pop_back();
  return result;
}

Family make_family(std::string name, std::string about, const std::vector<Type>& types) {
  Family family{std::move(name), std::move(about), "", "", {}, {}};
  for (const Type& type : types) family.things.push_back({type.kind, inside(type), fields(type)});
  family.verdict = [types](std::size_t found, std::size_t expected) { return verdict(types[found], types[expected]); };
  return family;
}

}  // namespace

std::vector<Family> linking_families() {
  const Type f = func(""), fi = func("(param i32)"), g = global("i32"), m1 = memory(1), m2 = memory(2);
  std::vector<Family> result;
  result.push_back(make_family(
      "instances",
      ";; Instances match by the names of their exports, covariantly: an instance may have more, in any order.\n",
      {instance({}), instance({{"a", f}}), instance({{"a", f}, {"b", g}}), instance({{"b", g}, {"a", f}}),
       instance({{"a", fi}}), instance({{"a", g}}), instance({{"a", m1}}), instance({{"a", m2}}),
       instance({{"b", g}, {"a", m2}}), instance({{"A", f}})}));
  result.push_back(make_family(
      "modules",
      ";; Modules match covariantly in their exports, and contravariantly in their imports: a module may need less, "
      "and\n"
      ";; be content with wider imports.\n",
      {module({}, {}), module({{"i", f}}, {}), module({{"i", fi}}, {}), module({{"i", m1}}, {}),
       module({{"i", m2}}, {}), module({{"i", m1}, {"j", g}}, {}), module({{"j", g}, {"i", m1}}, {}),
       module({}, {{"a", m1}}), module({}, {{"a", m2}}), module({}, {{"a", m1}, {"b", f}}),
       module({{"i", m1}}, {{"a", m1}}), module({{"i", m2}}, {{"a", m2}}), module({{"i", m1}}, {{"a", m2}})}));
  result.push_back(make_family(
      "nested", ";; Instances and modules in instances and modules: each import turns the direction round.\n",
      {instance({{"n", instance({})}}), instance({{"n", instance({{"a", m1}})}}),
       instance({{"n", instance({{"a", m2}})}}), instance({{"n", module({{"i", m1}}, {})}}),
       instance({{"n", module({{"i", m2}}, {})}}), module({{"n", instance({{"a", m1}})}}, {}),
       module({{"n", instance({{"a", m2}})}}, {}), module({{"n", module({{"i", m1}}, {})}}, {}),
       module({{"n", module({{"i", m2}}, {})}}, {}),
       module({}, {{"n", module({{"i", instance({{"a", m1}})}}, {{"o", instance({{"b", m1}})}})}}),
       module({}, {{"n", module({{"i", instance({{"a", m2}})}}, {{"o", instance({{"b", m1}})}})}}),
       module({}, {{"n", module({{"i", instance({{"a", m1}})}}, {{"o", instance({{"b", m2}})}})}})}));
  return result;
}

}  // namespace modlink::conformance
