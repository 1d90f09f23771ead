// Names, custom sections and hints that annotations give to a module and its definitions. spec: appendix/custom
#include <algorithm>

#include "wast/text/resolve_module.h"

namespace modlink::text {

// Whether an annotation stands inside the parentheses of a field.
bool ModuleResolver::is_inside(const Field& field, const Annotation& annotation) const {
  return field.token < annotation.token && annotation.token < cursor_.tokens().list().behind(field.token);
}

// Once the module is complete.
void ModuleResolver::apply_annotations(const NestedField& nested) {
  if (parser_.annotations.empty()) return;
  const auto annotations = parser_.annotations.others(nested.begin, nested.end);
  std::vector<const Annotation*> hints;
  std::vector<PlacedCustom> customs;
  const Places places(module_);
  const std::vector<Field>& fields = nested.fields;
  auto field = fields.begin();
  for (const Annotation* annotation : annotations) {
    while (field != fields.end() && cursor_.tokens().list().behind(field->token) <= annotation->token) ++field;
    const bool inside = field != fields.end() && is_inside(*field, *annotation);
    if (inside && std::holds_alternative<Nested<NestedField>>(field->content)) continue;  // its own
    if (annotation->kind == Annotation::Kind::branch_hint) {
      if (!inside || !std::holds_alternative<FuncField>(field->content)) continue;
      hints.push_back(annotation);
    } else {
      if (inside) continue;
      parser_.annotations.add_custom(*annotation, places, customs);
    }
    parser_.annotations.take(*annotation);
  }
  parser_.annotations.add_hints(hints, module_);
  order_customs(customs, module_.customs);
}

}  // namespace modlink::text
