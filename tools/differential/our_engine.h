// Our interpreter as an engine, for modules as they are and for flat ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/embedding.h"
#include "tools/differential/flat_script.h"

namespace modlink::differential {

// One store, with instances made in it.
class OurEngine {
 public:
  OurEngine(TypeStorePtr types, const ImplementationLimits& limits, std::optional<std::uint64_t> fuel = {});

  // What a step comes to, as in Trace. `slot` is how the instance is referred to afterwards.
  std::string instantiate(std::size_t slot, const ValidModulePtr& code, const Imports& imports);
  std::string invoke(std::size_t slot, const std::vector<Name>& path, const std::vector<Arg>& args);
  std::string get(std::size_t slot, const std::vector<Name>& path);
  // nullopt if there is no such instance, or no such export in it.
  std::optional<ExternVal> find(std::size_t slot, const std::vector<Name>& path) const;
  const InstanceValue* spectest() const { return spectest_; }
  const InstanceValue* make_instance(std::vector<Name> names, std::vector<ExternVal> vals);

  // Of all memories, tables and globals that an instantiation made, in this order, by kind. An instantiation that
  // stopped has made the first ones only.
  struct State {
    std::vector<std::string> memories, tables, globals;
  };
  State state(std::size_t slot) const;

 private:
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  struct Slot {
    const InstanceValue* exports = nullptr;
    Range memories, tables, globals;
  };

  std::string value_text(const Value& value) const;

  TypeStorePtr types_;
  Store store_;
  const InstanceValue* spectest_;
  std::vector<Slot> slots_;
};

TypeLetter letter_of(ValType type);

}  // namespace modlink::differential
