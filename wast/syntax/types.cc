#include "wast/syntax/types.h"

namespace modlink {

const char* to_string(ExternKind kind) {
  switch (kind) {
    case ExternKind::func: return "func";
    case ExternKind::table: return "table";
    case ExternKind::memory: return "memory";
    case ExternKind::global: return "global";
    case ExternKind::tag: return "tag";
    case ExternKind::module: return "module";
    case ExternKind::instance: return "instance";
    case ExternKind::type: return "type";
  }
  return "";
}

const char* describe(ExternKind kind) { return kind == ExternKind::func ? "function" : to_string(kind); }

}  // namespace modlink
