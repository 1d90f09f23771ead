// Host modules: instances made by the embedder. spec: exec/modules, Host Functions
#pragma once

#include <string>
#include <vector>

#include "interpreter/embedding.h"
#include "wast/syntax/hash.h"

namespace modlink {

// Collects definitions and makes an instance value of them.
//
//   const InstanceValue* env = HostModule(store)
//       .func("now", {{}, {ValKind::i64}}, [](Store&, const Values&) { return Values{Value::i64(0)}; })
//       .global("limit", {false, ValKind::i32}, Value::i32(7))
//       .instance();
//
// A later definition of a name replaces an earlier one. What cannot be made is left out: tables and memories beyond the
// store's limits, globals whose initial value does not have their type, what is null or in another store.
class HostModule {
 public:
  explicit HostModule(Store& store) : store_(store) {}

  HostModule& func(Name name, const FuncType& type, HostFunc func);
  HostModule& table(Name name, const TableType& type, Ref init = Ref::null());
  HostModule& memory(Name name, const MemoryType& type);
  HostModule& global(Name name, const GlobalType& type, const Value& init);
  HostModule& tag(Name name, const FuncType& type);
  // Anything that exists already: exports of other instances, modules, instances.
  HostModule& add(Name name, ExternVal val);

  // The names of what was left out, in order.
  const std::vector<Name>& left_out() const { return left_out_; }

  // The instance of all that was added.
  const InstanceValue* instance();

 private:
  Store& store_;
  std::vector<Name> names_;
  HashMapByName<std::size_t> positions_;  // of these
  std::vector<ExternVal> vals_;
  std::vector<Name> left_out_;
};

}  // namespace modlink
