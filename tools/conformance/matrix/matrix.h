// The matrix of matching: scripts that try every thing of a family where every other one is wanted, as an argument of
// `instantiate` and as an import from the host. spec: Subtyping.md; valid/matching
//
// What is expected comes from the few rules in families.cc and linking_family.cc, which know nothing of the validator.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace modlink::conformance {

// A row and a column: an external type, and how to get something of exactly this type.
struct Thing {
  std::string kind;    // "global"
  std::string type;    // "(mut i32)"
  std::string fields;  // of a module that exports it as "x"; of kinds `module` and `instance`, of the thing itself
};

// Whether a thing matches, or where the first and only difference is; with several of them no more is expected of the
// message than that it is about this import.
struct Verdict {
  bool matches = true;
  std::string path;      // ` → export "a"`
  std::string expected;  // both empty where the message depends on how types are shown
  std::string found;
  bool is_instance_value = false;  // for the host what is found is just "an instance"
};

struct Family {
  std::string name;     // of the file
  std::string about;    // its first comment
  std::string options;  // switches that it needs
  std::string types;    // type definitions that all its modules have
  std::vector<Thing> things;
  std::function<Verdict(std::size_t found, std::size_t expected)> verdict;
};

// `(memory 1 2)`
std::string written(const Thing& thing);

// One difference at the root.
Verdict differ(const Thing& found, const Thing& expected);

std::vector<Family> leaf_families();
std::vector<Family> linking_families();

// What is expected of the messages: the words that all engines share, or all of modlink's own.
enum class Messages { words, full };

// The script of a family.
std::string write_script(const Family& family, Messages messages);

}  // namespace modlink::conformance
