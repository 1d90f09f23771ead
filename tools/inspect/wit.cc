// Closed types as text. spec: Explainer, "Module and Instance Types"; D10, D21
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <unordered_set>

#include "tools/inspect/types.h"
#include "validator/type_parts.h"
#include "wast/syntax/hash.h"
#include "wast/text/print_types.h"

namespace modlink::inspect {

namespace {

// Module and instance types that occur once are written in place, as long as they do not get too deep; function types
// too if they are short and name no other types. Everything else is defined in the outermost type, parts first.
class WitPrinter {
 public:
  WitPrinter(const TypeStore& store, const ExternType& root) : store_(store), root_(part_of(root)) {}

  std::string print() {
    find_parts();
    find_definitions();
    std::string result = root_.kind == ExternKind::module ? "(module" : "(instance";
    for (const TypePart& part : parts_) {
      if (defined_.count(part.item)) result += text::new_line(1) + definition(part);
    }
    return result + entries(root_, 0) + ")\n";
  }

 private:
  static TypePart part_of(const ExternType& type) {
    if (const auto* module = std::get_if<ExternModule>(&type)) return {module->type, ExternKind::module};
    return {std::get<ExternInstance>(type).type, ExternKind::instance};
  }

  void find_parts() {
    std::unordered_set<const void*> seen;
    for_each_part_in_order(
        store_, root_, [&](const TypePart& part) { return seen.count(part.item) != 0; },
        [&](const TypePart& part) {
          seen.insert(part.item);
          parts_.push_back(part);
        });
    parts_.pop_back();
  }

  // Whoever names a part comes after it.
  void find_definitions() {
    parts_.push_back(root_);
    std::unordered_map<const void*, std::size_t> depths;
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
      if (part->kind == ExternKind::func) {
        if (defined_.count(part->item)) {
          for_each_part(store_, *part, [this](const TypePart& inner) { defined_.insert(inner.item); });
        }
        continue;
      }
      const std::size_t depth = defined_.count(part->item) ? 0 : depths[part->item];
      for_each_entry(*part, [&](const char*, const ExternTypeMap::Entry& entry) { use(entry, depth + 1, depths); });
    }
    parts_.pop_back();
    name_definitions();
  }

  void use(const ExternTypeMap::Entry& entry, std::size_t depth, std::unordered_map<const void*, std::size_t>& depths) {
    if (const DefType* type = func_type(entry.type); type && is_short(*type)) return;
    for_each_part(store_, entry.type, [&](const TypePart& part) {
      hints_.emplace(part.item, &entry.name);
      const bool is_first = depths.emplace(part.item, depth).second;
      if (part.kind == ExternKind::func || !is_first || depth > max_depth) defined_.insert(part.item);
    });
  }

  static const DefType* func_type(const ExternType& type) {
    return std::visit(Overloaded{
                          []<ExternKind kind>(ExternDef<kind> item) { return item.type; },
                          [](const auto&) -> const DefType* { return nullptr; },
                      },
                      type);
  }

  bool is_short(const DefType& type) const {
    const FuncType* func = type.func();
    if (!func || !type.sub.final || !type.sub.supers.empty() || type.group_size != 1) return false;
    bool names_types = false;
    for_each_heap_type(*func, [&](HeapType heap) { names_types |= heap.is_concrete(); });
    return func->params.size() + func->results.size() <= max_signature && !names_types;
  }

  template <class F>
  static void for_each_entry(const TypePart& part, F f) {
    if (part.kind == ExternKind::module) {
      for (const auto& entry : part.module().imports.entries()) f("import", entry);
    }
    for (const auto& entry : part.exports().entries()) f("export", entry);
  }

  void name_definitions() {
    HashSetOfNames<> used;
    Index next = 0;
    for (const TypePart& part : parts_) {
      if (!defined_.count(part.item)) continue;
      indices_.emplace(part.item, next);
      const Index count = part.kind == ExternKind::func ? part.group().group_size : 1;
      for (Index i = 0; i < count; ++i, ++next) {
        std::string name = count == 1 ? wanted_name(part) : std::string();
        if (name.empty() || !used.insert(name).second) {
          name = fmt::format("{}{}{}", name, name.empty() ? "t" : ".", next);
          while (!used.insert(name).second) name += '\'';
        }
        names_.append(next, name);
      }
    }
    ids_ = text::Identifiers(names_, next);
  }

  // The name under which it occurs first, if it is a plain one.
  std::string wanted_name(const TypePart& part) const {
    constexpr std::size_t max_length = 40;
    const auto hint = hints_.find(part.item);
    if (hint == hints_.end() || hint->second->size() > max_length) return {};
    const auto is_plain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-'; };
    return std::all_of(hint->second->begin(), hint->second->end(), is_plain) ? *hint->second : std::string();
  }

  // The type at nesting level `level`; 0 is that of the definitions.
  std::string ref(Index index, std::size_t level) const {
    const std::string id = ids_.ref(index);
    return level == 0 ? id : fmt::format("(type outer {} {})", level - 1, id);
  }
  std::string type_use(Index index, std::size_t level) const {
    return level == 0 ? fmt::format("(type {})", ids_.ref(index)) : ref(index, level);
  }
  Index index_of(const DefType& type) const {
    return indices_.at(group_of(store_, type).item) + type.id - type.group_first;
  }

  std::string val_type(ValType type, std::size_t level) const {
    if (!type.is_ref() || type.ref().heap.kind != HeapKind::def_type) return text::to_text(type, ids_);
    const Index index = index_of(*store_.def_type(type.ref().heap));
    return fmt::format("(ref {}{})", type.ref().nullable ? "null " : "", ref(index, level));
  }

  std::string desc(const ExternType& type, std::size_t level) const {
    if (const DefType* def = func_type(type)) return func_desc(*def, level);
    if (const auto* memory = std::get_if<MemoryType>(&type)) return " " + text::to_text(*memory, ids_);
    if (const auto* table = std::get_if<TableType>(&type)) {
      return " " + text::limits_text(table->addr, table->limits) + " " + val_type(table->elem, level);
    }
    if (const auto* global = std::get_if<GlobalType>(&type)) {
      const std::string val = val_type(global->val, level);
      return global->mut ? " (mut " + val + ")" : " " + val;
    }
    const TypePart part = part_of(type);
    if (defined_.count(part.item)) return " " + type_use(indices_.at(part.item), level);
    return entries(part, level + 1);
  }

  std::string func_desc(const DefType& type, std::size_t level) const {
    if (is_short(type)) return text::signature(*type.func(), ids_, {});
    return " " + type_use(index_of(type), level);
  }

  std::string entries(const TypePart& part, std::size_t level) const {
    std::string result;
    for_each_entry(part, [&](const char* keyword, const ExternTypeMap::Entry& entry) {
      result += text::new_line(level + 1);
      result += fmt::format("({} {} ({}{}))", keyword, text::quoted(entry.name), to_string(kind_of(entry.type)),
                            desc(entry.type, level));
    });
    return result;
  }

  std::string definition(const TypePart& part) const {
    const Index index = indices_.at(part.item);
    if (part.kind == ExternKind::func) return text::to_text(TypeDef{{}, group(part.group())}, index, ids_, {}, 1);
    const char* const keyword = part.kind == ExternKind::module ? "module" : "instance";
    return fmt::format("(type {} ({}{}))", ids_.ref(index), keyword, entries(part, 1));
  }

  RecType group(const DefType& first) const {
    RecType result;
    result.explicit_rec = first.group_size != 1;
    for (Index i = 0; i < first.group_size; ++i) {
      result.sub_types.push_back(map_heap_types(store_.def_type(first.id + i)->sub, [this](HeapType heap) {
        return heap.kind == HeapKind::def_type ? HeapType{HeapKind::type_index, index_of(*store_.def_type(heap))}
                                               : heap;
      }));
    }
    return result;
  }

  static constexpr std::size_t max_depth = 8;
  static constexpr std::size_t max_signature = 12;

  const TypeStore& store_;
  TypePart root_;
  std::vector<TypePart> parts_;  // of the root, without it, in the order of definition
  std::unordered_set<const void*> defined_;
  std::unordered_map<const void*, const Name*> hints_;  // a name under which a part occurs
  std::unordered_map<const void*, Index> indices_;      // of the definitions
  NameMap names_;
  text::Identifiers ids_;
};

}  // namespace

std::string to_wit(const TypeStore& store, const ExternType& type) { return WitPrinter(store, type).print(); }

}  // namespace modlink::inspect
