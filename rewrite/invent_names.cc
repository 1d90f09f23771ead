// Identifiers for what has none. spec: text/values, Identifiers
#include "rewrite/invent_names.h"

#include "wast/syntax/concat.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/hash.h"

namespace modlink::rewrite {

namespace {

// Letters, digits and a few signs; anything else becomes `_`. Cut when long.
std::string readable(const Name& name) {
  constexpr std::size_t max_length = 60;
  std::string result = name.substr(0, max_length);
  for (char& c : result) {
    const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!is_alphanumeric && (c == '\0' || std::string_view("-._:/+*@!?").find(c) == std::string_view::npos)) c = '_';
  }
  return result;
}

// The names of one index space, those of first choice before those that say less.
class Namer {
 public:
  Namer(NameMap& names, const char* fallback) : names_(names), fallback_(fallback) {}

  // The next index, and what it would like to be called if it may choose.
  Index add(const Name& wish = {}) {
    wishes_.push_back(readable(wish));
    return static_cast<Index>(wishes_.size() - 1);
  }
  void wish(Index index, const Name& name) {
    if (index < wishes_.size() && wishes_[index].empty()) wishes_[index] = readable(name);
  }

  void finish() {
    std::vector<Name> names(wishes_.size());
    for (const auto& [index, name] : names_) {
      if (index < names.size() && !name.empty() && used_.insert(name).second) names[index] = name;
    }
    NameMap all;
    for (Index i = 0; i < names.size(); ++i) {
      if (names[i].empty()) names[i] = unused(i);
      all.append(i, std::move(names[i]));
    }
    names_ = std::move(all);
  }

 private:
  Name unused(Index index) {
    const Name wish = wishes_[index].empty() ? concat(fallback_, index) : wishes_[index];
    Name name = wish;
    if (used_.count(name)) name = concat(wish, '.', index);
    while (!used_.insert(name).second) name += '\'';
    return name;
  }

  NameMap& names_;
  const char* fallback_;
  std::vector<Name> wishes_;
  HashSetOfNames<> used_;
};

void name_types(LinkingType& type);

void name_types(TypeDef& def) {
  if (auto* type = std::get_if<Nested<LinkingType>>(&def.def)) name_types(**type);
}

void name_types(LinkingType& type) {
  Namer types(type.type_names, "type");
  for (TypeDecl& decl : type.decls) {
    if (auto* def = std::get_if<TypeDef>(&decl.decl)) {
      for (Index i = type_count(*def); i > 0; --i) types.add();
      name_types(*def);
    }
    const auto* alias = std::get_if<Alias>(&decl.decl);
    if (alias && kind_of(*alias) == ExternKind::type) types.add();
  }
  types.finish();
}

class ModuleNamer {
 public:
  explicit ModuleNamer(Module& module) : module_(module), names_(module.names) {
    for (const IndexSpace space : all_index_spaces) spaces_.emplace_back(names_[space], to_string(space));
  }

  void name() {
    const IndexCounter counter =
        for_each_definition(module_, [this](Definition& definition, const TakenIndices& taken) {
          std::visit([&](auto& item) { add(item, taken); }, definition);
        });
    add_own();
    for (const Export& item : module_.exports) {
      if (item.name) space(item.kind).wish(item.index, *item.name);
    }
    for (Namer& space : spaces_) space.finish();
    const std::vector<const SubType*> types = own_types(module_);
    Index func = counter.count(IndexSpace::func);
    for (const Func& item : module_.funcs) name_locals(func++, item, types);
  }

 private:
  template <class Space>
  Namer& space(Space space) {
    return spaces_[static_cast<std::size_t>(space)];
  }

  void add(TypeDef& def, const TakenIndices& taken) {
    for (Index i = 0; i < taken.count; ++i) space(taken.space).add();
    name_types(def);
  }
  void add(Import& import, const TakenIndices& taken) {
    if (taken.implied) space(IndexSpace::instance).add(*import.module);
    space(taken.space).add(import.module ? *import.module + "." + import.name : import.name);
  }
  void add(Alias& alias, const TakenIndices& taken) {
    const auto* target = std::get_if<ExportAlias>(&alias.target);
    space(taken.space).add(target ? target->name : Name());
  }
  void add(NestedModule& nested, const TakenIndices& taken) {
    invent_names(*nested.module);
    space(taken.space).add(nested.module->names.module);
  }
  // After its module, if that has a name.
  void add(Instance& instance, const TakenIndices& taken) {
    space(taken.space).add(Name(names_[IndexSpace::module].find(instance.module)));
  }

  void add_own() {
    for (const IndexSpace own : all_index_spaces) {
      for (Index i = count_own(module_, own); i > 0; --i) space(own).add();
    }
  }

  // Only where the module itself defines the type are there places for the names of parameters.
  void name_locals(Index index, const Func& func, const std::vector<const SubType*>& types) {
    const SubType* const own = func.type < types.size() ? types[func.type] : nullptr;
    const auto* type = own ? std::get_if<FuncType>(&own->comp) : nullptr;
    const std::size_t params = type ? type->params.size() : 0;
    std::uint64_t count = params;
    for (const LocalRun& run : func.locals) count += run.count;
    constexpr std::uint64_t max_count = 50'000;
    if (count == 0 || count > max_count) return;
    Namer locals(names_.locals[index], "l");
    for (Index i = 0; i < count; ++i) locals.add(i < params ? concat('p', i) : Name());
    locals.finish();
  }

  Module& module_;
  Names& names_;
  std::vector<Namer> spaces_;  // by IndexSpace
};

}  // namespace

void invent_names(Module& module) { ModuleNamer(module).name(); }

}  // namespace modlink::rewrite
