// What the names of a script stand for. spec: the official suite's script grammar; D20
#pragma once

#include <map>
#include <optional>
#include <string>

#include "interpreter/runtime/instance.h"

namespace modlink::runner {

// Things of one sort by identifier, and the last one. A definition that made nothing leaves a trace, so that a later
// use of its name, or of "the last one", does not reach an older thing.
template <class Thing>
class NameSpace {
 public:
  explicit NameSpace(const char* sort) : sort_(sort) {}

  void define(const std::optional<std::string>& id, const Thing* thing) {
    last_ = Entry{thing};
    if (id) entries_[*id] = *last_;
  }
  // `why` there is none: "was only validated".
  void define_none(const std::optional<std::string>& id, const char* why) {
    last_ = Entry{nullptr, why};
    if (id) entries_[*id] = *last_;
  }
  void define_failed(const std::optional<std::string>& id) { define_none(id, could_not_be_made); }

  bool contains(const std::string& id) const { return entries_.count(id) != 0; }

  // Throws Failure when there is none, or when its definition made nothing. The last one without `id`.
  const Thing* find(const std::optional<std::string>& id) const;

 private:
  static constexpr const char* could_not_be_made = "could not be made";
  struct Entry {
    const Thing* thing;  // null if there is none
    const char* why_not = could_not_be_made;
  };
  const char* sort_;
  std::optional<Entry> last_;
  std::map<std::string, Entry> entries_;
};

extern template class NameSpace<ModuleValue>;
extern template class NameSpace<InstanceValue>;
struct RemoteModule;
struct RemoteInstance;
extern template class NameSpace<RemoteModule>;
extern template class NameSpace<RemoteInstance>;

struct Names {
  NameSpace<ModuleValue> modules{"module"};
  NameSpace<InstanceValue> instances{"instance"};
  std::map<Name, ExternVal> registered;  // what imports see, by first name
};

}  // namespace modlink::runner
