// What has to hold of modules, each piece for itself: what fuzzing does with them is made of these.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "tools/files/failure.h"
#include "tools/fuzz/mutation.h"
#include "tools/transform/flatten.h"
#include "validator/validate.h"
#include "wast/syntax/error.h"

namespace modlink::fuzz {

// So low that whatever is within them ends soon.
ImplementationLimits lowered_limits();
// Likewise for flattening, of instances too.
transform::FlattenOptions flatten_options(const ImplementationLimits& limits);

// What is wrong with the input, or beyond a limit, is the end of one thing only.
template <class F>
void attempt(F f) {
  try {
    f();
  } catch (const Error&) {
  } catch (const cli::Failure&) {
  }
}

// What has to work, apart from limits.
template <class F>
auto must(const char* what, F f) {
  try {
    return f();
  } catch (const LimitExceeded&) {
    throw;
  } catch (const Error& error) {
    throw std::logic_error(fmt::format("{}: {}", what, error.message()));
  }
}

// Below lowered limits. Those that compare throw std::logic_error, which says what is not as it should be, and all of
// them what the limits and the input lead to.
class Checks {
 public:
  explicit Checks(const Input& input);

  const Features& features() const { return features_; }
  const ImplementationLimits& limits() const { return limits_; }
  const SourcePtr& source() const { return source_; }
  bool is_text() const { return source_->kind() == Source::Kind::text; }

  // Decodes or parses it. Throws Malformed or LimitExceeded.
  Module read() const { return read(source_); }
  Module read(const SourcePtr& source) const;
  ValidModulePtr valid(Module module) const;

  void dump() const;
  // Decoding and validation of a binary in one pass say what they say in two.
  void compare_passes() const;
  // What `decode_declarations` gives of a binary against all that there is.
  void compare_skeletons(const Module& module) const;
  void compare_types(const ValidModule& code) const;
  Module print_and_parse(const Module& module) const;
  void print_twice(const Module& module) const;
  // Of a valid module of which each construct has a binary form.
  void encode_and_decode(const Module& module) const;
  // Of a module that was made of a valid one.
  void check(const std::string& what, const Module& made) const;

 private:
  std::optional<Module> declarations() const;

  SourcePtr source_;
  Features features_;
  ImplementationLimits limits_ = lowered_limits();
};

}  // namespace modlink::fuzz
