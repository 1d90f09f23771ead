// Names, custom sections and hints that annotations give to a module and its definitions. spec: appendix/custom
#include <algorithm>

#include "wast/text/module_parser.h"

namespace modlink::text {

// `id_pos` is where the identifier stands, or would.
void ModuleParser::annotate(IndexSpace space, Index index, bool has_id, Pos id_pos) {
  if (parser_.annotations.empty()) return;
  const std::size_t token = cursor_.tokens().find(id_pos) + (has_id ? 1 : 0);
  auto name = parser_.annotations.take_name(token, describe(space));
  if (name) annotated_[space].emplace_back(index, std::move(*name));
}

void ModuleParser::override_all_names() {
  for (const IndexSpace space : all_index_spaces) {
    module_.names[space].override_with(NameMap(std::move(annotated_[space])));
  }
}

// Whether an annotation stands inside the parentheses of a field.
bool ModuleParser::is_inside(const Field& field, const Annotation& annotation) const {
  return field.start < annotation.token && annotation.token < cursor_.tokens()[field.start].behind;
}

// Once the module is complete: `begin` and `end` are its first token and its `)`.
void ModuleParser::apply_annotations(std::size_t begin, std::size_t end) {
  if (parser_.annotations.empty()) return;
  const auto annotations = parser_.annotations.others(begin, end);
  std::vector<const Annotation*> hints;
  std::vector<PlacedCustom> customs;
  auto field = fields_.begin();
  for (const Annotation* annotation : annotations) {
    while (field != fields_.end() && cursor_.tokens()[field->start].behind <= annotation->token) ++field;
    const bool inside = field != fields_.end() && is_inside(*field, *annotation);
    if (inside && field->form == Form::nested) continue;  // its own
    if (annotation->kind == Annotation::Kind::branch_hint) {
      const bool in_func = inside && field->form == Form::local && field->kind == ExternKind::func;
      if (in_func) hints.push_back(annotation);
      if (!in_func) {
        parser_.annotations.report(Stage::malformed, *annotation,
                                   "@metadata.code.branch_hint annotation: not in a function");
      }
    } else if (inside) {
      parser_.annotations.report(Stage::malformed, *annotation, "misplaced @custom annotation");
    } else {
      parser_.annotations.add_custom(*annotation, module_, customs);
    }
  }
  parser_.annotations.add_hints(hints, module_);
  order_customs(customs, module_.customs);
}

}  // namespace modlink::text
