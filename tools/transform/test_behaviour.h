// What a module does, as text, so that two modules can be compared.
#pragma once

#include <fmt/format.h>

#include <string>

#include "interpreter/test_support.h"

namespace modlink::transform {

// Instantiates modules and calls all that they export, in order.
class Behaviour {
 public:
  explicit Behaviour(Session& session) : session_(session) {}

  std::string of(const std::string& wat) { return of({session_.compile(wat), nullptr}, 3); }

 private:
  // Modules without imports are instantiated in turn, `depth` deep.
  std::string of(const ModuleValue& module, int depth) {
    const Outcome outcome = session_.instantiate(module);
    if (outcome.kind() != Outcome::Kind::done) {
      return fmt::format("outcome {} {}\n", static_cast<int>(outcome.kind()), outcome.message());
    }
    return of(*outcome.instance().exports, depth);
  }

  std::string of(const InstanceValue& instance, int depth) {
    std::string result;
    for (std::size_t i = 0; i < instance.names().size(); ++i) {
      const ExternVal& val = instance.vals()[i];
      result.append(instance.names()[i]) += ": ";
      if (const auto* func = std::get_if<FuncInst*>(&val)) result += call(**func);
      if (const auto* global = std::get_if<GlobalInst*>(&val)) result += of(global_read(**global));
      if (const auto* memory = std::get_if<MemoryInst*>(&val)) result += of(**memory);
      if (const auto* table = std::get_if<TableInst*>(&val)) result += std::to_string(table_size(**table));
      if (const auto* inner = std::get_if<const InstanceValue*>(&val)) result += "{\n" + of(**inner, depth) + "}";
      if (const auto* module = std::get_if<const ModuleValue*>(&val)) result += of_exported(**module, depth);
      result += '\n';
    }
    return result;
  }

  std::string of_exported(const ModuleValue& module, int depth) {
    const bool is_closed = module_imports(*module.code).size() == 0;
    return is_closed && depth > 0 ? "(\n" + of(module, depth - 1) + ")" : "module";
  }

  std::string call(const FuncInst& func) {
    std::string result;
    for (std::uint64_t n = 1; n <= 2; ++n) {
      Values args;
      for (ValType type : func_type(func).params) args.push_back({type, type.is_ref() ? Ref().bits : n, 0});
      const Outcome outcome = func_invoke(session_.store, func, args);
      result += fmt::format("{} {}", static_cast<int>(outcome.kind()), static_cast<int>(outcome.trap_code()));
      for (const Value& value : outcome.is_done() ? outcome.results() : Values()) result += " " + of(value);
      result += "; ";
    }
    return result;
  }

  static std::string of(const Value& value) {
    if (value.type.is_ref()) return value.low == Ref().bits ? "null" : "ref";
    return fmt::format("{}:{}", value.low, value.high);
  }

  static std::string of(const MemoryInst& memory) {
    std::uint64_t hash = 0;
    std::vector<std::uint8_t> page(65536);
    for (std::uint64_t i = 0; i < mem_size(memory); ++i) {
      mem_read(memory, i * page.size(), page.data(), page.size());
      for (std::uint8_t byte : page) hash = hash * 31 + byte;
    }
    return fmt::format("{} pages {}", mem_size(memory), hash);
  }

  Session& session_;
};

}  // namespace modlink::transform
