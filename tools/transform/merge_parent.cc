// The module that instantiates the inputs of a merge. spec: Explainer, "Module Imports and Nested Instances"
#include "tools/transform/merge_parent.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "rewrite/type_copier.h"
#include "wast/syntax/hash.h"

namespace modlink::transform {

namespace {

// What stands for something in the parent.
struct Item {
  ExternKind kind = ExternKind::func;
  Index index = 0;
};

// A module in the course of being made: its types come first.
class ModuleMaker {
 public:
  ModuleMaker(const TypeStore& types, CopyBudget& copies) : copier_(types, types_, next_type_, copies, {}) {}

  ExternDesc desc(const ExternType& type) { return copier_.copy(type); }
  Index func_type(const DefType& type) { return std::get<FuncDesc>(desc(ExternFunc{&type})).type; }

  Item import(Name name, const ExternType& type) {
    return add(kind_of(type), Import{{}, std::nullopt, std::move(name), desc(type), {}});
  }
  Item add(ExternKind kind, Definition definition) {
    definitions_.push_back(std::move(definition));
    return {kind, next_[kind]++};
  }
  Item add_module(Module module) {
    return add(ExternKind::module, NestedModule{{}, Nested<Module>(std::move(module))});
  }
  Item add_instance(Item module, std::vector<InstantiateArg> args) {
    return add(ExternKind::instance, Instance{{}, module.index, std::move(args)});
  }
  void add_export(Name name, Item item) { module.exports.push_back({{}, std::move(name), item.kind, item.index, {}}); }

  Module make() {
    for (TypeDecl& type : types_) module.definitions.emplace_back(std::get<TypeDef>(std::move(type.decl)));
    for (Definition& definition : definitions_) module.definitions.push_back(std::move(definition));
    return std::move(module);
  }

  Module module;  // what it defines itself

 private:
  std::vector<TypeDecl> types_;
  Index next_type_ = 0;
  rewrite::TypeCopier copier_;
  std::vector<Definition> definitions_;
  PerSpace<Index> next_;
};

InstantiateArg argument(const Name& name, Item item) { return {{}, name, item.kind, item.index}; }

// Calls what is in a slot with the arguments it was given.
Func calling_slot(Index type, const FuncType& func, Index slot, bool is_tail_call) {
  Func result;
  result.type = type;
  for (Index i = 0; i < func.params.size(); ++i) result.body.append(make_index(Opcode::local_get, no_pos, i));
  result.body.append(make_const(Opcode::i32_const, no_pos, slot));
  const Opcode call = is_tail_call ? Opcode::return_call_indirect : Opcode::call_indirect;
  result.body.append(make_pair(call, no_pos, type, 0));
  result.body.append(make_plain(Opcode::end, no_pos));
  return result;
}

Expr constant(Index value) {
  Expr result;
  result.append(make_const(Opcode::i32_const, no_pos, value));
  result.append(make_plain(Opcode::end, no_pos));
  return result;
}

constexpr const char* slots_name = "slots";

// A module without a name of its own is called as its first instance.
Module named(const MergeInput& input) {
  Module result = *input.module;
  if (result.names.module.empty()) result.names.module = instance_name(input);
  return result;
}

class ParentMaker {
 public:
  ParentMaker(const std::vector<MergeInput>& inputs, const MergePlan& plan, const MergeNames& names,
              const MergeGuards& guards, TypeStore& types, CopyBudget& copies)
      : inputs_(inputs),
        plan_(plan),
        names_(names),
        guards_(guards),
        types_(types),
        copies_(copies),
        parent_(types, copies),
        instances_(inputs.size()),
        guarded_by_input_(inputs.size()) {}

  Module make(const std::vector<MergeExport>& exports, const MergeInitializer& initializer);

 private:
  const ExternType& type_of(std::size_t input, const Name& name) const {
    return *inputs_[input].valid->type->exports().find(name);
  }
  const ExternType& type_of(const MergePlan::Later& later) const { return type_of(later.input, later.name); }
  TableType slots_type() const;
  void import_from_host();
  void import_later();
  void add_inputs();
  void add_slots();
  void fill_slots(std::size_t input);
  Item field(Item instance, const Name& name, ExternKind kind);
  Item supplied(const MergePlan::Supply& supply);
  std::optional<Item> instance_of(const MergePlan::Supply& supply) const;
  std::optional<Item> whole_instance(const MergePlan::Argument& argument) const;
  InstantiateArg make_argument(const Name& importer, const MergePlan::Argument& argument);
  void add_export(const MergeExport& item);
  void add_initializer(const MergeInitializer& initializer);

  const std::vector<MergeInput>& inputs_;
  const MergePlan& plan_;
  const MergeNames& names_;
  const MergeGuards& guards_;
  TypeStore& types_;
  CopyBudget& copies_;
  ModuleMaker parent_;
  HashMapByName<Item> host_;   // instances, by name
  std::optional<Item> later_;  // the instance of functions that are there later
  std::vector<Item> modules_;  // by input
  std::vector<Item> instances_;
  std::vector<Index> slots_;                                // by `later` of the plan
  std::vector<std::vector<std::size_t>> guarded_by_input_;  // those of `later`
  Index slot_count_ = 0;
  std::optional<Item> slot_table_;
  std::optional<Item> slot_funcs_;
  std::map<std::pair<Index, Name>, Item> fields_;
};

void ParentMaker::import_from_host() {
  std::vector<Name> order;
  HashMapByName<ExternTypeMap> fields;
  for (std::size_t i = 0; i < plan_.imports.size(); ++i) {
    const MergePlan::HostImport& import = plan_.imports[i];
    const auto [found, added] = fields.try_emplace(names_.imports[i]);
    if (added) order.push_back(names_.imports[i]);
    found->second.insert(import.names.name, import.type);
  }
  for (const Name& name : order) {
    const InstanceType* type = types_.intern_instance(std::move(fields.find(name)->second));
    host_.emplace(name, parent_.import(name, ExternInstance{type}));
  }
}

void ParentMaker::import_later() {
  ExternTypeMap fields;
  for (std::size_t i = 0; i < plan_.later.size(); ++i) {
    if (!guards_.guarded[i]) fields.insert(later_field(i), type_of(plan_.later[i]));
  }
  if (fields.size() == 0) return;
  later_ = parent_.import(names_.later, ExternInstance{types_.intern_instance(std::move(fields))});
}

void ParentMaker::add_inputs() {
  std::unordered_map<const Module*, Item> nested;
  for (const MergeInput& input : inputs_) {
    const auto [found, added] = nested.try_emplace(input.module.get());
    if (added) found->second = parent_.add_module(named(input));
    modules_.push_back(found->second);
  }
}

TableType ParentMaker::slots_type() const { return {AddrType::i32, {slot_count_, slot_count_}, funcref}; }

// Those of one input are adjacent.
void ParentMaker::add_slots() {
  slots_.resize(plan_.later.size());
  for (std::size_t i = 0; i < plan_.later.size(); ++i) {
    if (guards_.guarded[i]) guarded_by_input_[plan_.later[i].input].push_back(i);
  }
  for (const auto& guarded : guarded_by_input_) {
    for (std::size_t i : guarded) slots_[i] = slot_count_++;
  }
  if (slot_count_ == 0) return;
  ModuleMaker maker(types_, copies_);
  maker.module.tables.push_back({{}, slots_type(), std::nullopt});
  maker.add_export(slots_name, {ExternKind::table, 0});
  for (std::size_t i = 0; i < plan_.later.size(); ++i) {
    if (!guards_.guarded[i]) continue;
    const DefType& type = *std::get<ExternFunc>(type_of(plan_.later[i])).type;
    const MergeInput& input = inputs_[plan_.later[i].input];
    const auto index = static_cast<Index>(maker.module.funcs.size());
    maker.add_export(later_field(i), {ExternKind::func, index});
    maker.module.names[IndexSpace::func].append(index, instance_name(input) + "." + plan_.later[i].name);
    maker.module.funcs.push_back(calling_slot(maker.func_type(type), *type.func(), slots_[i], guards_.are_tail_calls));
  }
  slot_funcs_ = parent_.add_instance(parent_.add_module(maker.make()), {});
  parent_.module.names[IndexSpace::instance].append(slot_funcs_->index, "later");
  slot_table_ = field(*slot_funcs_, slots_name, ExternKind::table);
}

void ParentMaker::fill_slots(std::size_t input) {
  const std::vector<std::size_t>& guarded = guarded_by_input_[input];
  if (guarded.empty()) return;
  ModuleMaker maker(types_, copies_);
  std::vector<InstantiateArg> args;
  FuncIndices funcs;
  for (std::size_t i : guarded) {
    funcs.push_back(maker.import(later_field(i), type_of(plan_.later[i])).index);
    args.push_back(argument(later_field(i), field(instances_[input], plan_.later[i].name, ExternKind::func)));
  }
  maker.import(slots_name, slots_type());
  args.push_back(argument(slots_name, *slot_table_));
  ElemSegment segment;
  segment.mode = SegmentMode::active;
  segment.offset = constant(slots_[guarded.front()]);
  segment.type = RefType{false, {HeapKind::func, 0}};
  segment.init = std::move(funcs);
  maker.module.elems.push_back(std::move(segment));
  parent_.add_instance(parent_.add_module(maker.make()), std::move(args));
}

Item ParentMaker::field(Item instance, const Name& name, ExternKind kind) {
  const auto [found, added] = fields_.try_emplace({instance.index, name});
  if (added) found->second = parent_.add(kind, Alias{{}, ExportAlias{instance.index, name, kind}});
  return found->second;
}

Item ParentMaker::supplied(const MergePlan::Supply& supply) {
  const ExternKind kind = kind_of(supply.type);
  switch (supply.from) {
    case MergePlan::From::instance: return field(instances_[supply.index], supply.export_name, kind);
    case MergePlan::From::later:
      return field(guards_.guarded[supply.index] ? *slot_funcs_ : *later_, later_field(supply.index), kind);
    case MergePlan::From::host: break;
  }
  return field(host_.at(names_.imports[supply.index]), plan_.imports[supply.index].names.name, kind);
}

// The instance that has what is supplied by the name that is wanted; nothing if it has another name there.
std::optional<Item> ParentMaker::instance_of(const MergePlan::Supply& supply) const {
  if (supply.from == MergePlan::From::instance && supply.export_name == supply.name) return instances_[supply.index];
  const bool is_host = supply.from == MergePlan::From::host && plan_.imports[supply.index].names.name == supply.name;
  return is_host ? std::optional(host_.at(names_.imports[supply.index])) : std::nullopt;
}

// One that has all that is wanted. It may have more.
std::optional<Item> ParentMaker::whole_instance(const MergePlan::Argument& argument) const {
  std::optional<Item> result;
  for (const MergePlan::Supply& supply : argument.supplies) {
    const std::optional<Item> instance = instance_of(supply);
    if (!instance || (result && result->index != instance->index)) return std::nullopt;
    result = instance;
  }
  return result;
}

InstantiateArg ParentMaker::make_argument(const Name& importer, const MergePlan::Argument& wanted) {
  if (!wanted.is_instance) return argument(wanted.name, supplied(wanted.supplies.front()));
  if (const auto whole = whole_instance(wanted)) return argument(wanted.name, *whole);
  ModuleMaker maker(types_, copies_);
  std::vector<InstantiateArg> args;
  for (const MergePlan::Supply& supply : wanted.supplies) {
    maker.add_export(supply.name, maker.import(supply.name, supply.type));
    args.push_back(argument(supply.name, supplied(supply)));
  }
  const Item instance = parent_.add_instance(parent_.add_module(maker.make()), std::move(args));
  parent_.module.names[IndexSpace::instance].append(instance.index, fmt::format("{}:{}", importer, wanted.name));
  return argument(wanted.name, instance);
}

void ParentMaker::add_export(const MergeExport& item) {
  const ExternKind kind = kind_of(type_of(item.input, item.name));
  parent_.add_export(item.as, field(instances_[item.input], item.name, kind));
}

// An instance with a function that makes all the calls.
void ParentMaker::add_initializer(const MergeInitializer& initializer) {
  ModuleMaker maker(types_, copies_);
  std::vector<InstantiateArg> args;
  Func func;
  for (const MergeExport& call : initializer.calls) {
    const ExternType& type = type_of(call.input, call.name);
    const Name name = std::to_string(args.size());
    func.type = maker.func_type(*std::get<ExternFunc>(type).type);
    func.body.append(make_index(Opcode::call, no_pos, maker.import(name, type).index));
    args.push_back(argument(name, field(instances_[call.input], call.name, ExternKind::func)));
  }
  func.body.append(make_plain(Opcode::end, no_pos));
  const auto index = static_cast<Index>(args.size());
  maker.module.funcs.push_back(std::move(func));
  maker.module.names[IndexSpace::func].append(index, initializer.as);
  maker.add_export(initializer.as, {ExternKind::func, index});
  const Item instance = parent_.add_instance(parent_.add_module(maker.make()), std::move(args));
  parent_.module.names[IndexSpace::instance].append(instance.index, "merged");
  parent_.add_export(initializer.as, field(instance, initializer.as, ExternKind::func));
}

Module ParentMaker::make(const std::vector<MergeExport>& exports, const MergeInitializer& initializer) {
  import_from_host();
  import_later();
  add_inputs();
  add_slots();
  for (const std::size_t input : plan_.order) {
    std::vector<InstantiateArg> args;
    for (const MergePlan::Argument& wanted : plan_.arguments[input])
      args.push_back(make_argument(instance_name(inputs_[input]), wanted));
    instances_[input] = parent_.add_instance(modules_[input], std::move(args));
    parent_.module.names[IndexSpace::instance].append(instances_[input].index, instance_name(inputs_[input]));
    fill_slots(input);
  }
  for (const MergeExport& item : exports) add_export(item);
  if (initializer.is_made()) add_initializer(initializer);
  for (std::size_t i = 0; i < plan_.later.size(); ++i) {
    if (!guards_.guarded[i]) add_export({plan_.later[i].input, plan_.later[i].name, later_export(names_, i)});
  }
  return parent_.make();
}

// A name that is not in `taken`, where it is put.
Name free_name(Name name, std::set<Name>& taken) {
  while (!taken.insert(name).second) name += '\'';
  return name;
}

}  // namespace

Name later_field(std::size_t later) { return std::to_string(later); }

Name later_export(const MergeNames& names, std::size_t later) { return fmt::format("{} {}", names.later, later); }

// Names of instances that are imported again have to be the same for all fields of one repetition.
MergeNames merge_names(const MergePlan& plan, const std::vector<MergeExport>& exports) {
  MergeNames result;
  std::set<Name> taken;
  for (const MergePlan::HostImport& import : plan.imports) taken.insert(import.names.module);
  std::map<std::pair<Name, std::size_t>, Name> repeated;
  for (const MergePlan::HostImport& import : plan.imports) {
    if (import.repeats == 0) {
      result.imports.push_back(import.names.module);
      continue;
    }
    const auto [given, added] = repeated.try_emplace({import.names.module, import.repeats});
    if (added) given->second = free_name(fmt::format("{} {}", import.names.module, import.repeats), taken);
    result.imports.push_back(given->second);
  }
  for (const MergeExport& item : exports) taken.insert(item.as.substr(0, item.as.find(' ')));
  result.later = free_name("later", taken);
  return result;
}

Module merge_parent(const std::vector<MergeInput>& inputs, const MergePlan& plan,
                    const std::vector<MergeExport>& exports, const MergeInitializer& initializer,
                    const MergeNames& names, const MergeGuards& guards, TypeStore& types, CopyBudget& copies) {
  return ParentMaker(inputs, plan, names, guards, types, copies).make(exports, initializer);
}

}  // namespace modlink::transform
