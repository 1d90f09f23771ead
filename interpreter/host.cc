// Host modules. spec: exec/modules, Host Functions
#include "interpreter/host.h"

#include <algorithm>

namespace modlink {

HostModule& HostModule::func(Name name, const FuncType& type, HostFunc func) {
  return add(std::move(name), func_alloc(store_, type, std::move(func)));
}

HostModule& HostModule::table(Name name, const TableType& type, Ref init) {
  return add(std::move(name), table_alloc(store_, type, init));
}

HostModule& HostModule::memory(Name name, const MemoryType& type) {
  return add(std::move(name), memory_alloc(store_, type));
}

HostModule& HostModule::global(Name name, const GlobalType& type, const Value& init) {
  return add(std::move(name), global_alloc(store_, type, init));
}

HostModule& HostModule::tag(Name name, const FuncType& type) { return add(std::move(name), tag_alloc(store_, type)); }

HostModule& HostModule::add(Name name, ExternVal val) {
  if (!store_.owns(val)) {
    left_out_.push_back(std::move(name));
    return *this;
  }
  const auto known = positions_.find(name);
  if (known != positions_.end()) {
    vals_[known->second] = val;
    return *this;
  }
  // Where there is no memory, all is as it was, but for a name behind the last value.
  names_.resize(vals_.size());
  names_.push_back(name);
  vals_.reserve(names_.capacity());
  positions_.emplace(std::move(name), vals_.size());
  vals_.push_back(val);
  return *this;
}

const InstanceValue* HostModule::instance() {
  names_.resize(vals_.size());
  return store_.add(InstanceValue(std::make_shared<const ExportNames>(names_), vals_));
}

}  // namespace modlink
