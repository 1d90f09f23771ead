// Types of generated definitions, as far as generating needs them.
#include "tools/generate/shape.h"

#include <fmt/format.h>

#include <algorithm>

namespace modlink::generate {

namespace {

struct Sig {
  const char* text;
  unsigned params;
  bool result;
};
constexpr Sig sigs[sig_count] = {
    {"", 0, false},
    {"(result i32)", 0, true},
    {"(param i32) (result i32)", 1, true},
    {"(param i32 i32) (result i32)", 2, true},
};

const Shape* find(const std::vector<Member>& members, const std::string& name) {
  const auto it = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == name; });
  return it == members.end() ? nullptr : it->shape.get();
}

// Whether `found` has all members of `expected`, each of which fits.
bool covers(const std::vector<Member>& found, const std::vector<Member>& expected) {
  return std::all_of(expected.begin(), expected.end(), [&](const Member& member) {
    const Shape* shape = find(found, member.name);
    return shape && fits(*shape, *member.shape);
  });
}

std::string members(const char* keyword, const std::vector<Member>& list) {
  std::string text;
  for (const Member& member : list) {
    text += fmt::format(" ({} \"{}\" {})", keyword, member.name, describe(*member.shape, ""));
  }
  return text;
}

}  // namespace

const char* sig_text(unsigned sig) { return sigs[sig].text; }
unsigned sig_params(unsigned sig) { return sigs[sig].params; }
bool sig_has_result(unsigned sig) { return sigs[sig].result; }

const char* ref_text(Holds holds) {
  switch (holds) {
    case Holds::plain: return "funcref";
    case Holds::i31: return "i31ref";
    case Holds::structure: return "structref";
    case Holds::array: return "arrayref";
  }
  return "";
}

bool fits(const Shape& found, const Shape& expected) {
  if (found.kind != expected.kind) return false;
  const bool module = found.kind == ExternKind::module;
  if (found.kind == ExternKind::func) return found.sig == expected.sig && found.level <= expected.level;
  if (found.kind == ExternKind::global && found.mut != expected.mut) return false;
  if (found.holds != expected.holds || found.is_wide != expected.is_wide) return false;
  if (module || found.kind == ExternKind::instance) {
    return covers(found.exports, expected.exports) && (!module || covers(expected.imports, found.imports));
  }
  return true;
}

std::string describe(const Shape& shape, const std::string& id) {
  const std::string head = fmt::format("({} {}", to_string(shape.kind), id);
  if (shape.kind == ExternKind::func) return fmt::format("{} {})", head, sig_text(shape.sig));
  if (shape.kind == ExternKind::global) {
    const std::string type = shape.holds == Holds::plain ? "i32" : ref_text(shape.holds);
    return fmt::format("{} {})", head, shape.mut ? fmt::format("(mut {})", type) : type);
  }
  if (shape.kind == ExternKind::table) return fmt::format("{} 8 16 {})", head, ref_text(shape.holds));
  if (shape.kind == ExternKind::memory) return head + (shape.is_wide ? " i64 1 3)" : " 1 3)");
  if (is_core(space_of(shape.kind))) return head + " (param i32))";
  return fmt::format("{}{}{})", head, members("import", shape.imports), members("export", shape.exports));
}

}  // namespace modlink::generate
