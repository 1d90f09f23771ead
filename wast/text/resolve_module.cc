// The fields of a module to the module that they stand for. spec: text/modules; Explainer.md
#include "wast/text/resolve_module.h"

#include <algorithm>
#include <iterator>

#include "wast/syntax/stack.h"
#include "wast/text/desugar.h"

namespace modlink::text {

ModuleResolver::ModuleResolver(Parser& parser, const Scope* outer, std::string_view name)
    : parser_(parser),
      cursor_(parser.cursor),
      name_(name),
      scope_(outer, name),
      resolver_(parser, scope_, nullptr, 0),
      types_(parser),
      exprs_(parser, scope_, resolver_) {}

Module ModuleResolver::resolve(NestedField nested, At at) {
  module_.at = at;
  module_.source = cursor_.tokens().source();
  module_.names.module = name_;
  if (auto name = parser_.annotations.take_name(nested.begin, "module")) module_.names.module = std::move(*name);
  Desugarer desugarer(parser_, scope_, nested.fields);
  desugarer.desugar();
  initial_types_ = &desugarer.types;
  initial_others_ = &desugarer.others;
  resolve_types(nested.fields);
  for (Field& field : nested.fields) resolve_field(field);
  resolver_.check_forward_uses();
  parse_late_funcs();
  assemble(desugarer);
  apply_annotations(nested);
  return std::move(module_);
}

// Types come first: everything else may use one that is written later.
void ModuleResolver::resolve_types(std::vector<Field>& fields) {
  for (Field& field : fields) {
    auto* type = std::get_if<Box<TypeField>>(&field.content);
    if (!type) continue;
    (*initial_types_)[field.slot] =
        resolver_.type_def(std::move(**type), at(field), field.index, &module_.names.fields);
    if (field.error) std::rethrow_exception(field.error);
  }
}

void ModuleResolver::resolve_field(Field& field) {
  inline_exports(field);
  visit_content(field, [&](auto& content) {
    if constexpr (requires { content.unparsed; }) {
      if (field.error) return;
    }
    resolve(field, content);
  });
  // It comes behind what has been read.
  if (field.error) std::rethrow_exception(field.error);
}

// `(kind $x (export "a")* …)`
void ModuleResolver::inline_exports(Field& field) {
  for (InlineExport& item : field.exports) {
    module_.exports.push_back({item.at, std::move(item.name), field.kind, field.index, at(field)});
  }
}

void ModuleResolver::resolve(Field& field, ImportField& import) {
  const bool of_one_type = import.group.kind == ImportGroup::Kind::of_one_type;
  ExternDesc desc =
      of_one_type && !import.group.first ? group_desc_ : resolver_.extern_desc(field.kind, std::move(import.type));
  if (of_one_type && import.group.first) group_desc_ = desc;
  (*initial_others_)[field.slot] = Import{at(field),       std::move(import.module), std::move(import.name),
                                          std::move(desc), import.type_at,           import.group};
}

void ModuleResolver::resolve(Field& field, NestedField& fields) {
  require_stack(at(field).pos);
  NestedModule nested;
  nested.at = at(field);
  nested.visible_types = fields.visible_types;
  const std::string_view name = field.id.present ? parser_.id(field.id.token) : std::string_view();
  *nested.module = ModuleResolver(parser_, &scope_, name).resolve(std::move(fields), nested.at);
  (*initial_others_)[field.slot] = std::move(nested);
}

void ModuleResolver::resolve(Field& field, InstanceField& instance) {
  Instance result;
  result.at = at(field);
  result.module = resolver_.index(IndexSpace::module, instance.module);
  result.args = std::move(instance.args);
  for (InstantiateArg& arg : result.args) arg.index = resolver_.index(space_of(arg.kind), arg.index);
  (*initial_others_)[field.slot] = std::move(result);
}

void ModuleResolver::resolve(Field&, ExportField& field) {
  Export& item = field.item;
  item.index = resolver_.index(space_of(item.kind), item.index);
  module_.exports.push_back(std::move(item));
}

void ModuleResolver::resolve(Field& field, StartField& start) {
  if (module_.start) throw Malformed(at(field).pos, "multiple start sections");
  module_.start = Start{at(field), resolver_.index(IndexSpace::func, start.func)};
}

// Types, then what they are needed for (D25).
void ModuleResolver::assemble(Desugarer& desugarer) {
  auto& definitions = module_.definitions;
  definitions = std::move(desugarer.types);
  definitions.reserve(definitions.size() + resolver_.abbreviations.size() + desugarer.others.size());
  for (TypeDef& type : resolver_.abbreviations) definitions.emplace_back(std::move(type));
  std::move(desugarer.others.begin(), desugarer.others.end(), std::back_inserter(definitions));
  for (const IndexSpace space : all_index_spaces) {
    module_.names[space] = scope_.names(space);
    module_.names[space].override_with(NameMap(std::move(desugarer.annotated[space])));
  }
  check_counts();
}

void ModuleResolver::check_counts() {
  const ImplementationLimits& limits = parser_.limits;
  const auto check = [this](std::uint64_t count, const ImplementationLimit& limit, const char* what) {
    parser_.check_limit(count, limit, module_.at.pos, what);
  };
  for (const IndexSpace space : all_index_spaces) {
    check(scope_.count(space), limit_on(limits, space), describe_all(space));
  }
  check(module_.exports.size(), limits.exports, "exports");
  const auto imports = std::count_if(module_.definitions.begin(), module_.definitions.end(),
                                     [](const Definition& d) { return std::holds_alternative<Import>(d); });
  check(static_cast<std::uint64_t>(imports), limits.imports, "imports");
}

}  // namespace modlink::text
