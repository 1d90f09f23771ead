// Why one type matches another, or does not, step by step. spec: Subtyping.md; valid/matching; D16
#include "tools/inspect/matching_steps.h"

#include <fmt/format.h>

#include <utility>

#include "wast/syntax/identifiers.h"

namespace modlink::inspect {

namespace {

constexpr const char* module_rule = "Subtyping.md, Module Subtyping";
constexpr const char* instance_rule = "Subtyping.md, Instance Subtyping";

std::string rule_for(const ExternType& found, const ExternType& expected) {
  if (found.index() != expected.index()) return "matching/external types";
  const ExternKind kind = kind_of(expected);
  if (kind == ExternKind::module) return module_rule;
  if (kind == ExternKind::instance) return instance_rule;
  return fmt::format("matching/{}", describe_all(space_of(kind)));
}

class MatchingWriter {
 public:
  MatchingWriter(TypeStore& store, MatchEffort& effort) : store_(store), effort_(effort) {}

  // Recursive, to a depth that is limited.
  MatchingStep step(const ExternType& found, const ExternType& expected, std::vector<std::string> path) {
    MatchingStep result{std::move(path), rule_for(found, expected), match_extern_type(store_, found, expected, effort_),
                        to_string(store_, found), to_string(store_, expected)};
    if (found.index() != expected.index()) return result;
    if (const auto* module = std::get_if<ExternModule>(&found)) {
      const ModuleType& other = *std::get<ExternModule>(expected).type;
      // What is found may import no more than what is expected does, and that of types which take what is supplied.
      const bool imports_match = add(result, "import", other.imports, module->type->imports);
      if (imports_match) add(result, "export", module->type->exports(), other.exports());
    }
    if (const auto* instance = std::get_if<ExternInstance>(&found))
      add(result, "export", instance->type->exports, std::get<ExternInstance>(expected).type->exports);
    return result;
  }

 private:
  static constexpr std::size_t most_steps = 2000;
  static constexpr std::size_t most_depth = 50;

  // For each of `wanted` what `given` has. False behind one that does not match.
  bool add(MatchingStep& parent, const char* keyword, const ExternTypeMap& given, const ExternTypeMap& wanted) {
    for (const ExternTypeMap::Entry& entry : wanted.entries()) {
      if (steps_ == most_steps || parent.path.size() == most_depth) {
        ++parent.left_out;
        continue;
      }
      ++steps_;
      std::vector<std::string> path = parent.path;
      path.push_back(fmt::format("{} {}", keyword, quote(entry.name)));
      const ExternType* const found = given.find(entry.name);
      parent.premises.push_back(
          found ? step(*found, entry.type, std::move(path))
                : MatchingStep{std::move(path), parent.rule, false, "nothing", to_string(store_, entry.type)});
      if (!parent.premises.back().matches) return false;
    }
    return true;
  }

  TypeStore& store_;
  MatchEffort& effort_;
  std::size_t steps_ = 0;
};

}  // namespace

MatchingStep matching_steps(TypeStore& store, const ExternType& found, const ExternType& expected,
                            MatchEffort& effort) {
  return MatchingWriter(store, effort).step(found, expected, {});
}

}  // namespace modlink::inspect
