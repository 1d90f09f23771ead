// Expectations of a script that are replaced by what was found: `--bless`. docs/convert.md
#pragma once

#include <cstdint>
#include <string>

#include "tools/convert/expectations.h"
#include "tools/spec-runner/failure.h"

namespace modlink::runner {

// Of one file.
class Blessing {
 public:
  explicit Blessing(SourcePtr script) : script_(std::move(script)), expectations_(script_) {}

  // Whether a directive of the script passes from now on: it was expected to end as it did, with other results or
  // another message. Not blessed is what ended otherwise, or stands in another file.
  bool take(const SourcePtr& source, Pos directive, const Failure& failure);

  std::uint64_t count() const { return count_; }
  // The script as it is to be.
  std::string text() const { return expectations_.text(); }

 private:
  SourcePtr script_;
  convert::Expectations expectations_;
  std::uint64_t count_ = 0;
};

}  // namespace modlink::runner
