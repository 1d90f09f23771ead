// What the tests of this folder share: modules from text, and names for what they import.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "interpreter/embedding.h"
#include "wast/text/parse_module.h"

namespace modlink {

inline ValidModulePtr compile(const std::string& wat, const TypeStorePtr& types, const Features& features = {}) {
  const ImplementationLimits limits;
  const auto source = std::make_shared<const Source>("test.wat", wat, Source::Kind::text);
  return validate(parse_module(source, features, limits), types, features, limits);
}

// A store, and the values that its modules find by name.
struct Session {
  explicit Session(ImplementationLimits limits = {}, TypeStorePtr types = std::make_shared<TypeStore>(),
                   ExecutionOptions execution = {})
      : store(std::move(types), limits, execution) {}

  Store store;
  std::map<Name, ExternVal> names;
  Features features;

  ValidModulePtr compile(const std::string& wat) { return modlink::compile(wat, store.type_store(), features); }

  Outcome instantiate(const ModuleValue& module) {
    return module_instantiate(store, module, [this](const Name& name) -> std::optional<ExternVal> {
      const auto it = names.find(name);
      return it == names.end() ? std::nullopt : std::optional(it->second);
    });
  }
  Outcome instantiate(const std::string& wat) { return instantiate(ModuleValue{compile(wat), nullptr}); }

  // The exports of an instance that is expected to be made.
  const InstanceValue& exports(const std::string& wat) {
    const Outcome outcome = instantiate(wat);
    EXPECT_EQ(outcome.kind(), Outcome::Kind::done) << outcome.message();
    static const InstanceValue none(std::make_shared<const ExportNames>(std::vector<Name>{}), {});
    return outcome.is_done() ? *outcome.instance().exports : none;
  }

  Outcome call(const InstanceValue& instance, std::string_view name, const Values& args = {}) {
    return func_invoke(store, *std::get<FuncInst*>(instance_export(instance, name).value()), args);
  }

  // The i32 that a function returns.
  std::uint32_t call_i32(const InstanceValue& instance, std::string_view name, const Values& args = {}) {
    const Outcome outcome = call(instance, name, args);
    EXPECT_EQ(outcome.kind(), Outcome::Kind::done) << outcome.message();
    if (!outcome.is_done()) return 0xdead;
    EXPECT_EQ(outcome.results().size(), 1u);
    return outcome.results().empty() ? 0xdead : static_cast<std::uint32_t>(outcome.results()[0].low);
  }
};

}  // namespace modlink
