// What flattening did, as JSON. docs/json.md, "modlink flatten --report"
#pragma once

#include <string>

#include "tools/transform/flatten.h"

namespace modlink::transform {

// `flat` is the module that `report` came with.
std::string to_json(const FlattenReport& report, const Module& flat);

}  // namespace modlink::transform
