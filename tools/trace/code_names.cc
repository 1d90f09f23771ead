// What functions are called in a trace, and their instructions as text. spec: text/instructions
#include "tools/trace/code_names.h"

#include <algorithm>

#include "interpreter/exec/trace.h"
#include "wast/syntax/identifiers.h"

namespace modlink::trace {

namespace {

// The first export of it, bare if it looks like an identifier. Empty if it is not exported.
std::string exported_name(const Module& module, Index func) {
  const auto is_of_it = [func](const Export& item) {
    return item.name && item.kind == ExternKind::func && item.index == func;
  };
  const auto found = std::find_if(module.exports.begin(), module.exports.end(), is_of_it);
  if (found == module.exports.end()) return {};
  return is_id(*found->name) ? *found->name : quote(*found->name);
}

std::string make_name(const FuncInst& func) {
  const ModuleInst& instance = *func.module;
  const Module& module = instance.code->module;
  const Index index = instance.code->first_func() + func.index;
  const std::string path = instance_path(instance);
  std::string name = exported_name(module, index);
  if (name.empty()) name = name_or_index(module.names[IndexSpace::func], index);
  return path.empty() ? name : path + "." + name;
}

std::size_t hash_of(const FuncInst* func) { return (reinterpret_cast<std::uintptr_t>(func) / sizeof(FuncInst)) % 256; }

}  // namespace

CodeNames::Entry& CodeNames::entry(const FuncInst& func) {
  Entry& found = entries_[hash_of(&func)];
  if (found.func != &func) found = {&func, make_name(func), nullptr};
  return found;
}

const text::ModuleIdentifiers& CodeNames::identifiers(const ModuleInst& instance) {
  return modules_.try_emplace(instance.code.get(), instance.code->module).first->second;
}

// Labels are numbers, as those who jump to them have it.
std::string CodeNames::text(const FuncInst& func, const Instr& instr) {
  const Module& module = func.module->code->module;
  Entry& found = entry(func);
  if (!found.ids) {
    text::Identifiers locals;
    const auto names = module.names.locals.find(func.module->code->first_func() + func.index);
    if (names != module.names.locals.end()) locals = text::Identifiers(names->second, UINT32_MAX);
    found.ids = std::make_unique<text::FuncIdentifiers>(
        text::FuncIdentifiers{identifiers(*func.module), std::move(locals), {}});
  }
  std::string result;
  text::InstrPrinter(result, module.funcs[func.index].body, *found.ids).print(instr);
  return result;
}

std::string CodeNames::name_in(const ModuleInst& instance, const FuncInst& func) {
  const auto found = std::find(instance.funcs.begin(), instance.funcs.end(), &func);
  if (found == instance.funcs.end()) return "a host function";
  const auto index = static_cast<Index>(found - instance.funcs.begin());
  return name_or_index(instance.code->module.names[IndexSpace::func], index);
}

std::string describe_instance(const ModuleInst& instance) {
  const std::string path = instance_path(instance);
  return path.empty() ? "an instance" : path;
}

}  // namespace modlink::trace
