// The imports and exports of the flat module. spec: Explainer, "Single-level Imports", "Instance Imports and Aliases"
#include "tools/transform/flat_boundary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <span>
#include <utility>

#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

using Boundary = FlattenOptions::Boundary;

Name join(std::span<const Name> path) { return fmt::format("{}", fmt::join(path, ".")); }

std::vector<Name> with(std::vector<Name> path, const Name& field) {
  path.push_back(field);
  return path;
}

// Instances in instances can unfold to more than their types are long.
void check_limit(const FlatModule& flat, std::size_t count, std::uint64_t limit, const char* what) {
  if (count < limit) return;
  refuse(flat.root, flat.root.module.at, fmt::format("the flat module would have more than {} {}", limit, what));
}

class ImportFlattener {
 public:
  explicit ImportFlattener(FlatModule& flat) : flat_(flat) {}

  StaticVal add(const ImportStep& step) {
    at_ = step.at;
    if (step.field) return add_core(step.name, *step.field, step.type);
    if (const auto* instance = std::get_if<ExternInstance>(&step.type)) return add_instance(step.name, *instance->type);
    const Name& first = flat_.options.single_level;
    flat_.report.paths.imports[{first, step.name}] = {step.name};
    return add_core(first, step.name, step.type);
  }

 private:
  // An instance whose fields are being imported.
  struct Level {
    const InstanceType* type;
    std::vector<Name> path;  // of the instance
    std::size_t next = 0;
    std::vector<StaticVal> vals = {};
  };

  StaticVal add_instance(const Name& module, const InstanceType& type);
  StaticVal add_core(const Name& module, const Name& field, const ExternType& type);
  void append(const Name& module, const Name& field, const ExternType& type);
  void check_kind(const Name& module, const Name& field, const ExternType& type) const;

  FlatModule& flat_;
  At at_;
  std::set<std::pair<Name, Name>> taken_;
};

void ImportFlattener::check_kind(const Name& module, const Name& field, const ExternType& type) const {
  if (kind_of(type) == ExternKind::module) {
    const std::string of = module == flat_.options.single_level ? "" : fmt::format(" of {}", quote(module));
    refuse(flat_.root, at_,
           fmt::format("the module {}{} is imported: all modules must be known, bundle it first", quote(field), of));
  }
  if (kind_of(type) == ExternKind::instance && flat_.options.boundary == Boundary::error) {
    refuse(flat_.root, at_,
           fmt::format("the imported instance {} contains the instance {}, which a core module cannot import; "
                       "--exports=flat imports its fields as {}",
                       quote(module), quote(field), quote(field + ".…")));
  }
}

// Depth first, in the order of the types. All fields are imported, named or not: the module does not link without.
StaticVal ImportFlattener::add_instance(const Name& module, const InstanceType& type) {
  std::vector<Level> levels{{&type, {module}}};
  for (;;) {
    Level& level = levels.back();
    const auto& entries = level.type->exports.entries();
    if (level.next < entries.size()) {
      const auto& entry = entries[level.next++];
      std::vector<Name> path = with(level.path, entry.name);
      const Name field = join(std::span(path).subspan(1));
      check_kind(module, field, entry.type);
      flat_.copies.spend(field.size(), at_.pos);
      if (const auto* nested = std::get_if<ExternInstance>(&entry.type)) {
        levels.push_back({nested->type, std::move(path)});
      } else {
        level.vals.push_back(add_core(module, field, entry.type));
        if (path.size() > 2) flat_.report.paths.imports[{module, field}] = std::move(path);
      }
      continue;
    }
    auto names = std::make_shared<const ExportNames>(flat_.root.type_store, *level.type);
    const StaticVal val = flat_.values.add(StaticInstanceVal{std::move(names), std::move(level.vals)});
    levels.pop_back();
    if (levels.empty()) return val;
    levels.back().vals.push_back(val);
  }
}

StaticVal ImportFlattener::add_core(const Name& module, const Name& field, const ExternType& type) {
  check_kind(module, field, type);
  check_limit(flat_, flat_.imports.size(), flat_.options.limits.imports, "imports");
  if (flat_.root.linking && !taken_.emplace(module, field).second) {
    refuse(flat_.root, at_, fmt::format("the flat module would import {} {} twice", quote(module), quote(field)));
  }
  append(module, field, type);
  return {kind_of(type), flat_.imported[kind_of(type)]++};
}

void ImportFlattener::append(const Name& module, const Name& field, const ExternType& type) {
  ExternDesc desc = flat_.types.desc(type);
  if (const auto* table = std::get_if<TableType>(&desc)) flat_.tables.push_back(*table);
  if (const auto* memory = std::get_if<MemoryType>(&desc)) flat_.memories.push_back(*memory);
  flat_.imports.push_back({at_, module, field, std::move(desc), at_});
}

class ExportFlattener {
 public:
  explicit ExportFlattener(FlatModule& flat) : flat_(flat) {}

  void add(const ResolvedExport& item, StaticVal val);

 private:
  // What the type does not say of an instance is not exported. spec: Subtyping.md, "Instantiation"
  struct Level {
    const InstanceType* type;
    const StaticInstanceVal* instance;
    std::vector<Name> path;
    std::size_t next = 0;
  };

  void add_instance(const Name& name, const InstanceType& type, const StaticInstanceVal& instance);
  void add_core(Name name, StaticVal val);

  FlatModule& flat_;
  At at_;
  HashSetOfNames<> taken_;
};

void ExportFlattener::add(const ResolvedExport& item, StaticVal val) {
  at_ = item.at;
  if (val.kind != ExternKind::instance) return add_core(*item.name, val);
  if (flat_.options.boundary == Boundary::error) {
    refuse(flat_.root, at_,
           fmt::format("the instance {} is exported, which a core module cannot do; --exports=flat exports its fields "
                       "as {}",
                       quote(*item.name), quote(*item.name + ".…")));
  }
  const InstanceType& exports = flat_.options.exports ? *flat_.options.exports : *flat_.root.instance_type;
  const ExternType& type = *exports.exports.find(*item.name);
  add_instance(*item.name, *std::get<ExternInstance>(type).type, flat_.values.instances[val.index]);
}

void ExportFlattener::add_instance(const Name& name, const InstanceType& type, const StaticInstanceVal& instance) {
  BoundaryPaths& paths = flat_.report.paths;
  paths.instances.push_back({name});
  std::vector<Level> levels{{&type, &instance, {name}}};
  while (!levels.empty()) {
    Level& level = levels.back();
    const auto& fields = level.type->exports.entries();
    if (level.next == fields.size()) {
      levels.pop_back();
      continue;
    }
    const auto& field = fields[level.next++];
    std::vector<Name> path = with(level.path, field.name);
    const Name joined = join(path);
    const StaticVal val = level.instance->find(field.name);
    flat_.copies.spend(joined.size(), at_.pos);
    if (const auto* nested = std::get_if<ExternInstance>(&field.type)) {
      paths.instances.push_back(path);
      levels.push_back({nested->type, &flat_.values.instances[val.index], std::move(path)});
    } else if (!flat_.options.takes_field || flat_.options.takes_field(path)) {
      add_core(joined, val);
      paths.exports[joined] = std::move(path);
    }
  }
}

void ExportFlattener::add_core(Name name, StaticVal val) {
  if (val.kind == ExternKind::module) {
    refuse(flat_.root, at_, fmt::format("the module {} is exported, which a core module cannot do", quote(name)));
  }
  check_limit(flat_, flat_.module.exports.size(), flat_.options.limits.exports, "exports");
  if (!taken_.insert(name).second) {
    refuse(flat_.root, at_, fmt::format("the flat module would export {} twice", quote(name)));
  }
  flat_.module.exports.push_back({at_, std::move(name), val.kind, val.index, at_});
}

}  // namespace

std::vector<StaticVal> flatten_imports(FlatModule& flat) {
  ImportFlattener imports(flat);
  std::vector<StaticVal> result;
  for (const ImportStep& import : steps_of<ImportStep>(flat.root.steps)) result.push_back(imports.add(import));
  return result;
}

void flatten_exports(FlatModule& flat) {
  ExportFlattener exports(flat);
  const StaticInstanceVal& values = flat.values.instances.back();
  for (std::size_t i = 0; i < values.vals.size(); ++i) exports.add(flat.root.exports[i], values.vals[i]);
}

}  // namespace modlink::transform
