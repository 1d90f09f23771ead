// The errors of all stages before execution. spec: conventions of the official test suite
#include "wast/syntax/error.h"

namespace modlink {

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
