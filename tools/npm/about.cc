// What this is, and what there is to choose.
#include "tools/npm/operations.h"
#include "wast/syntax/error_code.h"
#include "wast/syntax/features.h"
#include "wast/syntax/named_limits.h"

namespace modlink::npm {

void about(Arguments&, Reply& reply) {
  reply["version"] = MODLINK_VERSION;
  const Features features;
  for (const Feature feature : available_features())
    reply["features"].push_back({{"name", to_string(feature)}, {"on", features.has(feature)}});
  const ImplementationLimits values;
  for (const NamedLimit& limit : named_limits)
    reply["limits"].push_back(
        {{"name", limit.name}, {"value", (values.*limit.member).value()}, {"meaning", limit.meaning}});
  reply["codes"] = error_codes();
}

}  // namespace modlink::npm
