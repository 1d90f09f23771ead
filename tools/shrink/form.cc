// Binaries in the form in which files have them.
#include "tools/shrink/form.h"

#include <memory>

#include "wast/binary/decode_module.h"
#include "wast/text/print.h"

namespace modlink::shrink {

std::string in_form(const std::string& binary, cli::Form form, const cli::Language& language) {
  if (form == cli::Form::binary) return binary;
  const auto source = std::make_shared<const Source>("module", binary, Source::Kind::binary);
  PrintOptions style;
  style.idle_locals = language.limits.idle_locals;
  return print_module(decode_module(source, language.features, language.limits), style);
}

}  // namespace modlink::shrink
