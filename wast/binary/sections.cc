// The sections of a module and their order. spec: binary/modules, Sections; Binary.md
#include "wast/binary/sections.h"

namespace modlink {

bool is_initial(Section section) {
  switch (section) {
    case Section::type:
    case Section::import:
    case Section::module:
    case Section::instance:
    case Section::alias: return true;
    default: return false;
  }
}

int rank(Section section) {
  switch (section) {
    case Section::custom: return 0;
    case Section::type: return 1;
    case Section::import: return 2;
    case Section::module:
    case Section::instance:
    case Section::alias: return 3;
    case Section::func: return 4;
    case Section::table: return 5;
    case Section::memory: return 6;
    case Section::tag: return 7;
    case Section::global: return 8;
    case Section::export_: return 9;
    case Section::start: return 10;
    case Section::elem: return 11;
    case Section::data_count: return 12;
    case Section::code: return 13;
    case Section::data: return 14;
  }
  return 0;
}

Feature feature_of(Section section) {
  switch (section) {
    case Section::data_count: return Feature::bulk_memory;
    case Section::tag: return Feature::exceptions;
    case Section::module:
    case Section::instance:
    case Section::alias: return Feature::module_linking;
    default: return Feature::mvp;
  }
}

}  // namespace modlink
