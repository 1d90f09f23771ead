// What random modules have of the core language if they are to have all of it.
#pragma once

#include <string>
#include <vector>

#include "tools/generate/body.h"
#include "tools/generate/code.h"
#include "tools/generate/core_writer.h"
#include "tools/generate/operators.h"
#include "tools/generate/stock.h"

namespace modlink::generate {

// One module's. Fields come in the order of the functions; what others give or share is told in between.
class FullCore {
 public:
  // `graph.full` is there. All outlive this.
  FullCore(Graph& graph, bool is_outermost);

  using Lines = std::vector<std::string>;

  // The type of a module around it that has this name there gets another one here: empty if there is none that is told
  // by its text alone.
  std::string alias_type(const FullCore& outer, const std::string& outer_id);
  Lines types();
  // Of the module that all hosts have: "spectest".
  Lines imports();
  // What was imported, or comes from an alias.
  void use(const Item& item);
  // Everything else, and what of it others can import.
  Lines fields(std::vector<Item>& shared);

 private:
  bool has(Feature feature) const { return features_.has(feature); }
  Index add_type(FuncType type);
  std::optional<Index> find_type(const FuncType& type) const;
  void line(std::string text) { lines_.push_back(std::move(text)); }
  void share(std::vector<Item>& shared, const std::string& id, Shape shape);

  std::string import(const std::string& name, const std::string& desc);
  void plan_functions(std::vector<Item>& shared);
  void write_tags(std::vector<Item>& shared);
  void write_memories(std::vector<Item>& shared);
  void write_tables(std::vector<Item>& shared);
  void write_table(TableItem table, unsigned max);
  void write_globals(std::vector<Item>& shared);
  void write_datas();
  void write_elems();
  void write_active_elem(TableItem& table);
  void write_passive_elem();
  std::string function_list(unsigned size);
  std::string expressions(RefType type, unsigned size);
  void write_functions();
  void write_start();
  void write_exports();
  void write_wrapper(const FuncItem& func, const std::string& name);
  void write_custom();

  Graph& graph_;
  Random& random_;
  const Features& features_;
  const bool is_outermost_;
  Stock stock_;
  Code code_;
  std::vector<FuncItem> planned_;  // of this module, whose bodies are to be written
  std::string busy_;               // the global that says whether a function that gives fuel is running
  Lines lines_;
};

}  // namespace modlink::generate
