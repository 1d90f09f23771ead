// Errors of the shared library, which is built without types at run time, are caught by what they are.
#include <cstdio>
#include <memory>

#include "wast/syntax/error.h"
#include "wast/text/parse_module.h"

namespace {

void parse(const char* text) {
  const auto source = std::make_shared<modlink::Source>("test.wat", text, modlink::Source::Kind::text);
  modlink::parse_module(source, modlink::Features(), modlink::ImplementationLimits());
}

}  // namespace

int main() {
  try {
    parse("(module (func (nop))");
  } catch (const modlink::Invalid&) {
    return 1;
  } catch (const modlink::Malformed& error) {
    std::puts(error.what());
    return 0;
  }
  return 1;
}
