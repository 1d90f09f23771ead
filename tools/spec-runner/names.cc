// What the names of a script stand for. spec: the official suite's script grammar; D20
#include "tools/spec-runner/names.h"

#include <fmt/format.h>

#include "tools/spec-runner/failure.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

template <class Thing>
const Thing* NameSpace<Thing>::find(const std::optional<std::string>& id) const {
  if (!id) {
    if (!last_) throw Failure(fmt::format("there is no {} yet", sort_));
    if (!last_->thing) throw Failure(fmt::format("the last {} {}", sort_, last_->why_not));
    return last_->thing;
  }
  const auto it = entries_.find(*id);
  if (it == entries_.end()) throw Failure(fmt::format("unknown {} {}", sort_, quote_id(*id)));
  if (!it->second.thing) throw Failure(fmt::format("{} {} {}", sort_, quote_id(*id), it->second.why_not));
  return it->second.thing;
}

template class NameSpace<ModuleValue>;
template class NameSpace<InstanceValue>;
template class NameSpace<RemoteModule>;
template class NameSpace<RemoteInstance>;

}  // namespace modlink::runner
