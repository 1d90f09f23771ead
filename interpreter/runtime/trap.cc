// The words of traps. spec: exec/runtime, Administrative Instructions
#include "interpreter/runtime/trap.h"

namespace modlink {

std::string_view to_string(TrapCode code) {
  switch (code) {
// clang-format off
#define TRAP_CODE(name, message) case TrapCode::name: return message;
#include "interpreter/runtime/trap.def"
    // clang-format on
  }
  return "";
}

}  // namespace modlink
