// The errors of all stages before execution. spec: conventions of the official test suite
#include "wast/syntax/error.h"

#include "wast/syntax/concat.h"
#include "wast/syntax/error_code.h"

namespace modlink {

std::string Error::code() const { return stage_ == Stage::limit ? limit_code(message_) : error_code(message_); }

std::string Error::staged_message() const { return concat(to_string(stage_), ": ", with_code(message_, code())); }

std::string Error::diagnose(std::string_view origin) const {
  return modlink::diagnose(source_, pos_, staged_message(), origin);
}

std::string Error::summary(std::string_view origin) const {
  return source_ ? source_->describe(pos_) + ": " + staged_message() : diagnose(origin);
}

const char* to_string(Stage stage) {
  switch (stage) {
    case Stage::malformed: return "malformed";
    case Stage::invalid: return "invalid";
    case Stage::unlinkable: return "unlinkable";
    case Stage::limit: return "limit";
  }
  return "";
}

}  // namespace modlink
