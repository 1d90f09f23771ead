// Steps of instantiations as text. spec: exec/modules, Instantiation; Explainer, "Nested Modules"
#include "tools/trace/instantiation_text.h"

#include <fmt/format.h>

#include "tools/trace/code_names.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/identifiers.h"

namespace modlink::trace {

namespace {

std::string called(const InstantiationEvent& event, IndexSpace space, Index index) {
  return fmt::format("{} {}", modlink::describe(space),
                     name_or_index(event.instance->code->module.names[space], index));
}

std::string happened(const InstantiationEvent& event) {
  using Kind = InstantiationEvent::Kind;
  const std::string what =
      event.kind == Kind::begin || event.kind == Kind::end ? std::string() : called(event, event.space, event.index);
  switch (event.kind) {
    case Kind::begin: return "instantiate";
    case Kind::import: return fmt::format("import {} is {}", quote(*event.name), what);
    case Kind::alias:
      return fmt::format("alias {} of {} is {}", quote(*event.name), called(event, IndexSpace::instance, event.from),
                         what);
    case Kind::outer: return fmt::format("outer alias is {}", what);
    case Kind::module: return fmt::format("nested module is {}", what);
    case Kind::elem: return fmt::format("{} writes {} at {}", what, counted(event.count, "element"), event.address);
    case Kind::data: return fmt::format("{} writes {} at {}", what, counted(event.count, "byte"), event.address);
    case Kind::start: return fmt::format("start {}", what);
    case Kind::end: return "instantiated";
  }
  return {};
}

}  // namespace

std::string describe(const InstantiationEvent& event) {
  return describe_instance(*event.instance) + ": " + happened(event);
}

}  // namespace modlink::trace
