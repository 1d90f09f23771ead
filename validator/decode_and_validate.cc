// Decoding and validation in one pass over the code of a binary. spec: binary/modules; valid/modules
#include "validator/quick_checks.h"
#include "validator/validate.h"
#include "wast/binary/decode_module.h"
#include "wast/syntax/error.h"

namespace modlink {

namespace {

bool has_quick_features(const Features& features) {
  for (std::size_t i = 0; i < validator::quick_features.count; ++i) {
    if (!features.has(validator::quick_features.features[i])) return false;
  }
  return true;
}

// Null if anything is wrong: what is, and where first, is for two passes to say.
ValidModulePtr try_one_pass(const SourcePtr& source, const TypeStorePtr& store, const Features& features,
                            const ImplementationLimits& limits, std::size_t jobs) try {
  return validate(decode_unchecked(source, features, limits), store, features, limits, jobs);
} catch (const Error&) {
  return nullptr;
} catch (const UncheckedCode&) {
  return nullptr;
}

}  // namespace

ValidModulePtr decode_and_validate(const SourcePtr& source, const TypeStorePtr& store, const Features& features,
                                   const ImplementationLimits& limits, std::size_t jobs) {
  if (has_quick_features(features)) {
    if (auto module = try_one_pass(source, store, features, limits, jobs)) return module;
  }
  return validate(decode_module(source, features, limits, nullptr, jobs), store, features, limits, jobs);
}

}  // namespace modlink
