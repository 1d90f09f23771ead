// Shapes of hostile input: small, and asking for much. CONTRIBUTING.md, House style
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modlink::hostile {

struct File {
  enum class Kind { regular, folder, fifo, link };

  std::string name;     // `.wasm`, `.wat`, `.wast` or `.wit`
  std::string content;  // of a link: where it leads
  Kind kind = Kind::regular;
};

// The first file is given to the subcommands; the others lie beside it. A script is given to spec-runner alone.
using Files = std::vector<File>;

// How a run ends. With any of them it keeps its ceilings, does not crash and leaves no process behind.
enum class Ends {
  any,     // exit status 0, or 1 with a reason
  well,    // exit status 0
  failed,  // exit status 1
  limit,   // exit status 1, a limit
  refused  // exit status 2
};

// Where what a run has to complain of goes.
enum class Complaints { shown, closed, full };

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
  std::optional<std::uint64_t> stack = {};          // in kilobytes
  Complaints complaints = Complaints::shown;

  Expectation within(double its_seconds, double its_megabytes) const;
  Expectation in_address_space(std::uint64_t its_megabytes) const;
  Expectation with(const std::string& its_options) const;
  Expectation in_stack(std::uint64_t its_kilobytes) const;
  Expectation complaining(Complaints where) const;
};

Expectation ends(const std::string& command);  // any way
Expectation ends_well(const std::string& command, const std::string& says = {});
Expectation fails(const std::string& command, const std::string& says);
Expectation hits_limit(const std::string& command, const std::string& says);
Expectation refuses(const std::string& command, const std::string& says = {});

struct Shape {
  std::string name;
  Files (*generate)();
  // Subcommands that are not among them end in any way.
  std::vector<Expectation> expected;
};

// The table. Generators are in a file per kind, declared in generators.h.
const std::vector<Shape>& shapes();

}  // namespace modlink::hostile
