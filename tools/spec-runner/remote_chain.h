// A module that links others as a chain of core instances, which another engine makes one after the other.
// spec: Explainer, "Module Imports and Nested Instances"; exec/modules, Instantiation; D13
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "tools/spec-runner/engine.h"
#include "tools/transform/core_part.h"

namespace modlink::runner {

// What an instance exports: a function, table, memory, global or tag under the two names by which core modules import
// it, and in which instance of the engine it is; or an instance.
struct ChainVal {
  ExternKind kind = ExternKind::func;
  transform::CoreImportNames names = {};
  std::optional<std::size_t> made = {};  // not known of what is imported from elsewhere
  bool is_own = false;                   // of an instance that is not made yet: there are no names
  struct Module;
  struct Instance;
  std::shared_ptr<const Module> module = {};
  std::shared_ptr<const Instance> instance = {};
};
struct ChainVal::Instance {
  std::map<Name, ChainVal> exports;
};

// What the engine does: it makes an instance of a core module, whose number and name for imports are given back.
struct ChainMaker {
  std::function<std::optional<ChainVal>(const Name&)> find_import;  // nullopt: only the engine may know the name
  std::function<std::pair<End, std::size_t>(const std::string& bytes)> make;
  std::function<Name(std::size_t)> name_of;
};

struct Chain {
  End end;
  ChainVal instance;  // if that is `instantiated`
};

// Makes all instances of a valid module, itself the last one. What a chain cannot be made of is `unsupported`.
Chain make_chain(const ValidModule& root, const ChainMaker& maker, const ImplementationLimits& limits);

// What a path of export names leads to; null if there is nothing.
const ChainVal* find_export(const ChainVal& instance, const std::vector<Name>& path);

}  // namespace modlink::runner
