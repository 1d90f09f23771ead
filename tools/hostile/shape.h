// Shapes of hostile input: small, and asking for much. CONTRIBUTING.md, House style
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modlink::hostile {

struct File {
  std::string name;  // `.wasm`, `.wat`, `.wast` or `.wit`
  std::string content;
};

// The first file is given to the subcommands; the others lie beside it. A script is given to spec-runner alone.
using Files = std::vector<File>;

// How a run ends. With any of them it keeps its ceilings, does not crash and leaves no process behind.
enum class Ends {
  any,     // exit status 0, or 1 with a reason
  well,    // exit status 0
  failed,  // exit status 1
  limit,   // exit status 1, a limit
};

// What is expected of one subcommand. What is not said otherwise keeps to the rule for inputs under 1 MB: a second and
// 100 MB. Larger ceilings are for what a program itself runs or allocates within its limits; they are orders of
// magnitude, powers of ten.
struct Expectation {
  std::string command;  // of `commands` in run_shape.h
  Ends ends = Ends::any;
  std::string says = {};  // is somewhere in what is printed
  double seconds = 1;     // of the processor
  double megabytes = 100;
  std::optional<std::uint64_t> address_space = {};  // in megabytes, if there is little; not under sanitizers
  std::string options = {};                         // more words, after the others

  Expectation within(double its_seconds, double its_megabytes) const;
  Expectation in_address_space(std::uint64_t its_megabytes) const;
  Expectation with(const std::string& its_options) const;
};

Expectation ends(const std::string& command);  // any way
Expectation ends_well(const std::string& command, const std::string& says = {});
Expectation fails(const std::string& command, const std::string& says);
Expectation hits_limit(const std::string& command, const std::string& says);

struct Shape {
  std::string name;
  Files (*generate)();
  // Subcommands that are not among them end in any way.
  std::vector<Expectation> expected;
};

// The table. Generators are in a file per kind, declared in generators.h.
const std::vector<Shape>& shapes();

}  // namespace modlink::hostile
