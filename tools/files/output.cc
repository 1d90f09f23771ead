// Writing of modules.
#include "tools/files/output.h"

#include <fmt/format.h>

#include "rewrite/elaborate.h"
#include "tools/files/failure.h"
#include "tools/files/input.h"
#include "wast/syntax/error.h"

namespace modlink::cli {

Bytes encode(const Module& module, const Language& language, const EncodeOptions& options) {
  try {
    return encode_module(module, options);
  } catch (const Malformed& error) {
    try {
      return in_source(module.source, [&] {
        return encode_module(rewrite::elaborate(*validate(module, std::make_shared<TypeStore>(), language)), options);
      });
    } catch (const Error& bad) {
      throw Failure(Status::failed, fmt::format("{}\nnote: {}: only a valid module can be written without it",
                                                bad.diagnose(), error.message()));
    }
  }
}

}  // namespace modlink::cli
