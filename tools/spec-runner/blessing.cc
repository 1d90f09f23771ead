// Expectations of a script that are replaced by what was found: `--bless`. docs/convert.md
#include "tools/spec-runner/blessing.h"

namespace modlink::runner {

bool Blessing::take(const SourcePtr& source, Pos directive, const Failure& failure) {
  if (!failure.instead || source != script_) return false;
  const Instead& instead = *failure.instead;
  const bool taken = instead.message ? expectations_.replace_message(directive, *instead.message)
                                     : expectations_.replace_results(directive, instead.results);
  if (taken) ++count_;
  return taken;
}

}  // namespace modlink::runner
