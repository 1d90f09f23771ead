// The core module in a module that links others. spec: Explainer, "Module Imports and Nested Instances"
#include "tools/transform/core_part.h"

#include <algorithm>

#include "rewrite/type_copier.h"
#include "validator/match.h"

namespace modlink::transform {

namespace {

bool is_core(ExternKind kind) { return modlink::is_core(space_of(kind)); }

TypeDef unused_type(At at) {
  SubType type;
  type.comp = FuncType{};
  return {at, RecType{{type}, false}};
}

// The definitions of types in a core module, each with the index that it has.
class CoreTypes {
 public:
  CoreTypes(const ValidModule& code, CopyBudget& budget) : code_(code), budget_(budget) {}

  // False where a type cannot be said there.
  bool add(const Definition& definition) {
    if (const auto* type = std::get_if<TypeDef>(&definition)) return add(*type);
    const auto* alias = std::get_if<Alias>(&definition);
    const auto* outer = alias ? std::get_if<OuterAlias>(&alias->target) : nullptr;
    return !outer || outer->kind != ExternKind::type || add_copy(alias->at);
  }
  std::vector<Definition> take() { return std::move(types_); }

 private:
  // One of a module or an instance has an index too: a type stands there that nobody uses.
  bool add(const TypeDef& type) {
    const bool is_core = std::holds_alternative<RecType>(type.def);
    types_.emplace_back(is_core ? type : unused_type(type.at));
    next_ += type_count(type);
    return true;
  }

  bool add_copy(At at) {
    const auto* type = std::get_if<const DefType*>(&code_.types[next_]);
    if (!type) return add(unused_type(at));
    const auto find = [this](const DefType& part) -> std::optional<Index> {
      for (Index i = 0; i < next_; ++i) {
        const auto* known = std::get_if<const DefType*>(&code_.types[i]);
        if (known && *known == &part) return i;
      }
      return std::nullopt;
    };
    auto copy = rewrite::copy_alone(*code_.type_store, ExternFunc{*type}, next_, find, budget_);
    return copy && add(*copy);
  }

  const ValidModule& code_;
  CopyBudget& budget_;
  std::vector<Definition> types_;
  Index next_ = 0;
};

// Of what each step brings, its external type.
std::vector<ExternType> types_of_steps(const ValidModule& code) {
  std::vector<ExternType> types;
  PerSpace<Index> next{};
  for (const LinkStep& step : code.steps) {
    const ExternKind kind = std::visit([](const auto& s) { return kind_of(s); }, step);
    const Index index = next[kind]++;
    if (is_core(kind)) types.push_back(extern_type(code, kind, index));
  }
  return types;
}

// Types that they need come before them, with indices from `next` on.
void add_imports(Module& module, const TypeStore& store, Index next, const std::vector<CoreImport>& imports,
                 CopyBudget& budget) {
  std::vector<TypeDecl> copied;
  rewrite::TypeCopier copier(store, copied, next, budget, {});
  std::vector<Import> made;
  made.reserve(imports.size());
  for (const CoreImport& import : imports) {
    made.push_back({{}, import.names.first, import.names.second, copier.copy(import.type), {}});
  }
  for (TypeDecl& type : copied) module.definitions.emplace_back(std::get<TypeDef>(std::move(type.decl)));
  std::move(made.begin(), made.end(), std::back_inserter(module.definitions));
}

}  // namespace

std::optional<Module> core_part(const ValidModule& code, const std::vector<CoreImportNames>& imports) {
  CopyBudget budget(code.copy_limit);
  CoreTypes core_types(code, budget);
  for (const Definition& definition : code.module.definitions) {
    if (!core_types.add(definition)) return std::nullopt;
  }
  Module module = code.module;
  module.definitions = core_types.take();
  std::vector<CoreImport> made;
  const std::vector<ExternType> types = types_of_steps(code);
  for (std::size_t i = 0; i < types.size(); ++i) made.push_back({imports.at(i), types[i]});
  add_imports(module, *code.type_store, static_cast<Index>(code.types.size()), made, budget);
  std::erase_if(module.exports, [](const Export& item) { return !item.name || !is_core(item.kind); });
  module.customs.clear();
  return module;
}

Module importing(const TypeStore& store, const std::vector<CoreImport>& imports,
                 const ImplementationLimit& copy_limit) {
  Module module;
  CopyBudget budget(copy_limit);
  add_imports(module, store, 0, imports, budget);
  return module;
}

}  // namespace modlink::transform
