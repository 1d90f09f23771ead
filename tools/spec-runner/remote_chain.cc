// A module that links others as a chain of core instances. spec: Explainer, "Module Imports and Nested Instances"; D13
#include "tools/spec-runner/remote_chain.h"

#include <fmt/format.h>

#include <deque>

#include "linking/linker.h"
#include "tools/transform/flat_form.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/identifiers.h"

namespace modlink::runner {

namespace {
struct ChainScope;
}

// One that comes from elsewhere has no code here.
struct ChainVal::Module {
  const ValidModule* code = nullptr;
  const ChainScope* outer = nullptr;
};

namespace {

// The index spaces of an instance, as far as its definitions other than its own ones fill them.
struct ChainScope {
  const ValidModule* code;
  const ChainScope* outer;
  PerSpace<std::vector<ChainVal>> spaces = {};
  std::vector<transform::CoreImportNames> imports = {};
};

// Of what one module imports, instances that are in others included.
constexpr std::size_t most_import_entries = 100'000;

struct Unsupported {
  std::string reason;
};
struct TooLarge {
  std::string reason;
};

ChainVal module_val(const ValidModule* code, const ChainScope* outer) {
  ChainVal val;
  val.kind = ExternKind::module;
  val.module = std::make_shared<const ChainVal::Module>(ChainVal::Module{code, outer});
  return val;
}

ChainVal instance_val(std::shared_ptr<const ChainVal::Instance> instance) {
  ChainVal val;
  val.kind = ExternKind::instance;
  val.instance = std::move(instance);
  return val;
}

// The domain of instances that another engine has.
class ChainLinker {
 public:
  using Val = ChainVal;
  using Instance = ChainScope;

  // Without a maker it only finds out whether there would be too many instances, which takes no requests.
  ChainLinker(const ChainMaker* maker, const ImplementationLimits& limits) : maker_(maker), limits_(limits) {}

  ChainScope& begin(const ValidModule& code, const ChainScope* outer) {
    const ImplementationLimit& most = limits_.instantiations;
    if (scopes_.size() >= most) throw TooLarge{fmt::format("more than {} instances{}", most.value(), most.hint())};
    return scopes_.emplace_back(ChainScope{&code, outer});
  }

  ChainVal at(const ChainScope& scope, ExternKind kind, Index index) const {
    const std::vector<ChainVal>& space = scope.spaces[kind];
    return index < space.size() ? space[index] : own(kind);
  }

  void append(ChainScope& scope, const ChainVal& val) {
    scope.spaces[val.kind].push_back(val);
    if (!val.module && !val.instance) scope.imports.push_back(val.names);
  }

  ChainVal field(const ChainVal& instance, const Name& name) const {
    const auto& exports = instance.instance->exports;
    const auto found = exports.find(name);
    if (found != exports.end()) return found->second;
    throw Unsupported{fmt::format("{} is in an instance that only the engine knows", quote(name))};
  }

  ChainVal close(const ChainScope& scope, const NestedModuleStep& step) { return module_val(step.code.get(), &scope); }

  ChainScope* begin(ChainScope& scope, const InstanceStep& step) {
    const ChainVal& module = scope.spaces[IndexSpace::module][step.module];
    return &begin(*module.module->code, module.module->outer);
  }

  void allocate(ChainScope&) {}

  // What `export_all` has done ends linking here, if it did not end well.
  bool initialize(ChainScope&) { return end_.kind == End::Kind::instantiated; }

  // The engine makes it all at once, and only then its exports have names.
  ChainVal export_all(ChainScope& scope, const std::vector<ChainVal>& vals) {
    const std::size_t made = maker_ ? make(scope) : 0;
    auto instance = std::make_shared<ChainVal::Instance>();
    for (std::size_t i = 0; i < vals.size(); ++i) {
      ChainVal val = vals[i];
      const Name& name = *scope.code->exports[i].name;
      if (val.is_own && maker_) val = {val.kind, {maker_->name_of(made), name}, made};
      instance->exports.emplace(name, std::move(val));
    }
    last_ = instance_val(std::move(instance));
    return last_;
  }

  Chain result() && { return {std::move(end_), std::move(last_)}; }

 private:
  std::size_t make(const ChainScope& scope) {
    const std::optional<Module> core = transform::core_part(*scope.code, scope.imports);
    if (!core) throw Unsupported{"a module has types that only those around it can name"};
    const Bytes bytes = encode_module(*core);
    auto [end, made] = maker_->make(std::string(bytes.begin(), bytes.end()));
    end_ = std::move(end);
    return made;
  }

  static ChainVal own(ExternKind kind) {
    ChainVal val{kind};
    val.is_own = true;
    return val;
  }

  const ChainMaker* maker_;
  const ImplementationLimits& limits_;
  std::deque<ChainScope> scopes_;
  End end_{End::Kind::instantiated};
  ChainVal last_;
};

ChainVal outside(const Name& module, const Name& name, ExternKind kind) {
  if (!is_core(space_of(kind))) throw Unsupported{"an instance in one that only the engine knows"};
  return {kind, {module, name}};
}

// What an import is given that no chain has made: what the engine has by that name.
ChainVal engine_val(const ImportStep& step) {
  const ExternKind kind = kind_of(step.type);
  if (kind == ExternKind::module) throw Unsupported{"it imports a module"};
  if (kind != ExternKind::instance) return outside(transform::single_level_imports, step.name, kind);
  auto instance = std::make_shared<ChainVal::Instance>();
  for (const auto& entry : std::get<ExternInstance>(step.type).type->exports.entries()) {
    instance->exports.emplace(entry.name, outside(step.name, entry.name, kind_of(entry.type)));
  }
  return instance_val(std::move(instance));
}

std::vector<ChainVal> imports_of(const ValidModule& root, const ChainMaker& maker) {
  std::vector<ChainVal> vals;
  for (const ImportStep& step : steps_of<ImportStep>(root.steps)) {
    const auto given = maker.find_import(step.name);
    vals.push_back(given ? *given : engine_val(step));
  }
  return vals;
}

// What has to be matched of imports: each function, table, memory, global and tag in what is given for them.
struct CollectedImports {
  std::vector<transform::CoreImport> list;
  std::size_t entries = 0;
};

void collect_imports(const ChainVal& given, const ExternType& type, const std::string& what,
                     CollectedImports& imports) {
  if (++imports.entries > most_import_entries) {
    throw TooLarge{fmt::format("more than {} imports", most_import_entries)};
  }
  const auto fail = [&](const char* why) { throw Unlinkable(no_pos, fmt::format("{} {}", why, what)); };
  if (given.kind != kind_of(type)) fail("incompatible import type");
  if (given.kind == ExternKind::module) throw Unsupported{"it imports a module"};
  if (!given.instance) return imports.list.push_back({given.names, type});
  for (const auto& entry : std::get<ExternInstance>(type).type->exports.entries()) {
    const auto found = given.instance->exports.find(entry.name);
    const std::string path = fmt::format("{} {}", what, quote(entry.name));
    if (found == given.instance->exports.end()) throw Unlinkable(no_pos, "unknown import " + path);
    collect_imports(found->second, entry.type, path, imports);
  }
}

// The engine matches the types, as those of core modules: in a module of its own, as not all are imported again.
End match_imports(const ValidModule& root, const std::vector<ChainVal>& given, const ChainMaker& maker,
                  const ImplementationLimits& limits) {
  CollectedImports imports;
  std::size_t i = 0;
  for (const ImportStep& step : steps_of<ImportStep>(root.steps)) {
    collect_imports(given[i++], step.type, quote(step.name), imports);
  }
  const Bytes bytes = encode_module(transform::importing(*root.type_store, imports.list, limits.copied_bytes));
  return maker.make(std::string(bytes.begin(), bytes.end())).first;
}

Chain link(const ValidModule& root, std::vector<ChainVal> imports, const ChainMaker* maker,
           const ImplementationLimits& limits) {
  ChainLinker domain(maker, limits);
  Linker(domain).run(domain.begin(root, nullptr), std::move(imports));
  return std::move(domain).result();
}

}  // namespace

Chain make_chain(const ValidModule& root, const ChainMaker& maker, const ImplementationLimits& limits) {
  const auto without = [](End::Kind kind, const std::string& reason) {
    return Chain{{kind, "no chain of core instances: " + reason}, {}};
  };
  try {
    std::vector<ChainVal> imports = imports_of(root, maker);
    const End matched = match_imports(root, imports, maker, limits);
    if (matched.kind != End::Kind::instantiated) return {matched, {}};
    link(root, imports, nullptr, limits);
    return link(root, std::move(imports), &maker, limits);
  } catch (const Unsupported& what) {
    return without(End::Kind::unsupported, what.reason);
  } catch (const TooLarge& what) {
    return without(End::Kind::limit, what.reason);
  } catch (const Unlinkable& error) {
    return {engines::end_of(error), {}};
  } catch (const LimitExceeded& error) {
    return {engines::end_of(error), {}};
  } catch (const Error& error) {
    return without(End::Kind::unsupported, error.message());
  }
}

const ChainVal* find_export(const ChainVal& instance, const std::vector<Name>& path) {
  const ChainVal* val = &instance;
  for (const Name& name : path) {
    if (!val->instance) return nullptr;
    const auto found = val->instance->exports.find(name);
    if (found == val->instance->exports.end()) return nullptr;
    val = &found->second;
  }
  return val;
}

}  // namespace modlink::runner
