// What random modules have of the core language: state, functions and segments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/generate/body.h"
#include "tools/generate/operators.h"
#include "wast/syntax/features.h"

namespace modlink::generate {

// How far calls can be nested: functions call those of lower levels.
inline constexpr unsigned max_level = 4;

// That modules have all there is of the core language, as far as these features go (full_core.h).
struct Full {
  Features features;
  Operators operators;
  bool legacy = false;
  bool is_deterministic = false;
};

// What the modules of one graph share.
struct Graph {
  Random random;
  bool tags = true;
  bool objects = false;  // references that are no functions, and what tables begin with
  bool wide = false;     // memories with addresses of 64 bits
  bool stops = false;    // many instantiations trap
  unsigned next_id = 0;
  std::optional<Full> full = {};

  std::string fresh(const char* prefix) { return "$" + (prefix + std::to_string(next_id++)); }
};

ShapePtr make_shape(Shape shape);
// A shape that `shape` fits.
ShapePtr generalise(Graph& graph, const ShapePtr& shape);

// The fields of one module, from imports to segments, in the order in which they are asked for.
class CoreWriter {
 public:
  CoreWriter(Graph& graph, unsigned depth) : graph_(graph), random_(graph.random), depth_(depth) {}

  const std::string& text() const { return text_; }

 protected:
  void line(const std::string& text);
  // What later fields can name.
  void add(std::string id, ShapePtr shape);
  std::vector<Item> items(ExternKind kind) const;

  // Those of structures and arrays, before all else.
  void write_types();
  // Memories, tables, tags and globals.
  void write_state();
  void write_functions();
  // Gives its identifier.
  std::string write_function(const Shape& shape);
  // Active ones; some do not fit.
  void write_segments();

  Graph& graph_;
  Random& random_;
  unsigned depth_;
  std::string text_;
  Scope scope_;
  std::string start_;   // what the start function ends with
  std::string checks_;  // what it begins with

 private:
  void write_local(Shape shape, const char* prefix, const std::string& initial);
  void write_identity(const Item& holder, const std::string& initial);
  Holds choose_holds(unsigned percent);
  std::string constant(Holds holds);
  void write_memory();
  void write_table();
  void write_global();
  std::string write_segment(const Item& table);
  Shape choose_function();
  std::string write_start_function();
  void write_start();
  unsigned choose_far();
  void write_passive_data();
};

}  // namespace modlink::generate
