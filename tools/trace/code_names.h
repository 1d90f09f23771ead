// What functions are called in a trace, and their instructions as text. spec: text/instructions
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>

#include "interpreter/exec/observer.h"
#include "wast/text/print_instructions.h"

namespace modlink::trace {

class CodeNames {
 public:
  // "$PARENT/$child.play": the instance, if it has a path, and the function by its export, its identifier or its index.
  // Valid until the next call.
  const std::string& name(const FuncInst& func) { return entry(func).name; }
  // "i32.const 1"; of blocks without what is in them.
  std::string text(const FuncInst& func, const Instr& instr);
  // Of a function that an instance imports: "$log", or "3".
  static std::string name_in(const ModuleInst& instance, const FuncInst& func);

 private:
  // Of a module, for the functions of all its instances.
  const text::ModuleIdentifiers& identifiers(const ModuleInst& instance);

  struct Entry {
    const FuncInst* func = nullptr;
    std::string name;
    std::unique_ptr<text::FuncIdentifiers> ids;  // made when first wanted
  };
  Entry& entry(const FuncInst& func);

  // Those met last, by a hash: programs have many functions, and paths of instances can be long.
  std::array<Entry, 256> entries_;
  std::map<const ValidModule*, text::ModuleIdentifiers> modules_;
};

// "$PARENT/$child", or "an instance" if it has no path.
std::string describe_instance(const ModuleInst& instance);

}  // namespace modlink::trace
