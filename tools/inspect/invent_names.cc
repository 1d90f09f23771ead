// Identifiers for what has none. spec: text/values, Identifiers
#include "tools/inspect/invent_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>

namespace modlink::inspect {

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
class Space {
 public:
  Space(NameMap& names, const char* fallback) : names_(names), fallback_(fallback) {}

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
      all.emplace_back(i, std::move(names[i]));
    }
    names_ = std::move(all);
  }

 private:
  Name unused(Index index) {
    const Name wish = wishes_[index].empty() ? fmt::format("{}{}", fallback_, index) : wishes_[index];
    Name name = wish;
    if (used_.count(name)) name = fmt::format("{}.{}", wish, index);
    while (!used_.insert(name).second) name += '\'';
    return name;
  }

  NameMap& names_;
  const char* fallback_;
  std::vector<Name> wishes_;
  std::unordered_set<Name> used_;
};

void name_types(LinkingType& type);

void name_types(TypeDef& def) {
  if (auto* type = std::get_if<Box<LinkingType>>(&def.def)) name_types(**type);
}

void name_types(LinkingType& type) {
  Space types(type.type_names, "type");
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
  explicit ModuleNamer(Module& module) : module_(module), names_(module.names) {}

  void name() {
    for (Definition& definition : module_.definitions) {
      std::visit([this](auto& item) { add(item); }, definition);
    }
    add_local_definitions();
    for (const Export& item : module_.exports) {
      if (item.name) space(item.kind).wish(item.index, *item.name);
    }
    for (Space& space : spaces_) space.finish();
    elems_.finish();
    datas_.finish();
    for (const auto& [func, params] : funcs_) name_locals(func, params);
  }

 private:
  Space& space(ExternKind kind) { return spaces_[static_cast<std::size_t>(kind)]; }

  void add(TypeDef& def) {
    const auto* rec = std::get_if<RecType>(&def.def);
    if (!rec) params_.push_back(0);
    for (const SubType& type : rec ? rec->sub_types : std::vector<SubType>()) {
      const auto* func = std::get_if<FuncType>(&type.comp);
      params_.push_back(func ? static_cast<Index>(func->params.size()) : 0);
    }
    while (types_ < params_.size()) space(ExternKind::type).add(), ++types_;
    name_types(def);
  }
  void add(Import& import) {
    if (import.module && first_levels_.insert(*import.module).second) space(ExternKind::instance).add(*import.module);
    space(kind_of(import.desc)).add(import.module ? *import.module + "." + import.name : import.name);
  }
  void add(Alias& alias) {
    const auto* target = std::get_if<ExportAlias>(&alias.target);
    space(kind_of(alias)).add(target ? target->name : Name());
    if (kind_of(alias) == ExternKind::type) params_.push_back(0), ++types_;
  }
  void add(NestedModule& nested) {
    invent_names(*nested.module);
    space(ExternKind::module).add(nested.module->names.module);
  }
  // After its module, if that has a name.
  void add(Instance& instance) {
    const auto has_index = [&](const auto& entry) { return entry.first == instance.module; };
    const auto found = std::find_if(names_.modules.begin(), names_.modules.end(), has_index);
    space(ExternKind::instance).add(found == names_.modules.end() ? Name() : found->second);
  }

  void add_local_definitions() {
    for (const Func& func : module_.funcs) funcs_.emplace_back(space(ExternKind::func).add(), &func);
    for (std::size_t i = module_.tables.size(); i > 0; --i) space(ExternKind::table).add();
    for (std::size_t i = module_.memories.size(); i > 0; --i) space(ExternKind::memory).add();
    for (std::size_t i = module_.tags.size(); i > 0; --i) space(ExternKind::tag).add();
    for (std::size_t i = module_.globals.size(); i > 0; --i) space(ExternKind::global).add();
    for (std::size_t i = module_.elems.size(); i > 0; --i) elems_.add();
    for (std::size_t i = module_.datas.size(); i > 0; --i) datas_.add();
  }

  // Only where the module itself defines the type are there places for the names of parameters.
  void name_locals(Index index, const Func* func) {
    const Index params = func->type < params_.size() ? params_[func->type] : 0;
    std::uint64_t count = params;
    for (const LocalRun& run : func->locals) count += run.count;
    constexpr std::uint64_t max_count = 50'000;
    if (count == 0 || count > max_count) return;
    Space locals(names_.locals[index], "l");
    for (Index i = 0; i < count; ++i) locals.add(i < params ? fmt::format("p{}", i) : Name());
    locals.finish();
  }

  Module& module_;
  Names& names_;
  // In the order of ExternKind.
  std::vector<Space> spaces_{{names_.funcs, "func"},         {names_.tables, "table"}, {names_.memories, "memory"},
                             {names_.globals, "global"},     {names_.tags, "tag"},     {names_.modules, "module"},
                             {names_.instances, "instance"}, {names_.types, "type"}};
  Space elems_{names_.elems, "elem"};
  Space datas_{names_.datas, "data"};
  std::set<Name> first_levels_;
  std::vector<Index> params_;  // by type index: how many parameters
  std::size_t types_ = 0;
  std::vector<std::pair<Index, const Func*>> funcs_;
};

}  // namespace

void invent_names(Module& module) { ModuleNamer(module).name(); }

}  // namespace modlink::inspect
