// What the validator's tests share: modules given as text.
#pragma once

#include <string>

#include "validator/validate.h"
#include "wast/syntax/error.h"
#include "wast/text/parse_module.h"

namespace modlink {

// Parses and validates modules into one store.
class Validation {
 public:
  TypeStorePtr store = std::make_shared<TypeStore>();
  Features features;
  ImplementationLimits limits;

  Module parse(std::string text) const {
    // What is parsed is also what is accepted, whatever the features of validation are.
    Features all = features;
    for (const Feature feature : available_features()) {
      if (feature != Feature::module_linking) all.set(feature, true);
    }
    return parse_module(std::make_shared<Source>("test.wat", std::move(text), Source::Kind::text), all, {});
  }

  ValidModulePtr valid(std::string text) const { return validate(parse(std::move(text)), store, features, limits); }

  // "invalid 12: message", "limit 12: message", or "valid". The number is the offset.
  std::string result(std::string text) const {
    try {
      valid(std::move(text));
      return "valid";
    } catch (const Error& error) {
      return to_string(error.stage()) + (" " + std::to_string(error.pos())) + ": " + error.message();
    }
  }

  // The message for an invalid module, without the function that it is in; anything else begins with its stage.
  std::string invalid(std::string text) const {
    const std::string what = result(std::move(text));
    if (what.rfind("invalid ", 0) != 0) return what;
    const std::size_t begin = what.find(": ") + 2;
    return what.substr(begin, what.find(" (in function") - begin);
  }
};

}  // namespace modlink
