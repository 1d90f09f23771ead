// Fields of structures, and parameters and results of functions, taken out of types, and out of the code that has them.
// spec: syntax/types, Composite Types
#include "tools/shrink/type_members.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "tools/shrink/body.h"
#include "wast/syntax/definitions.h"

namespace modlink::shrink {

namespace {

constexpr Index none = UINT32_MAX;

// How many fields or parameters a type has.
Index count_members(const SubType* type) {
  if (!type) return 0;
  if (const auto* func = std::get_if<FuncType>(&type->comp)) return static_cast<Index>(func->params.size());
  const auto* structure = std::get_if<StructType>(&type->comp);
  return structure ? static_cast<Index>(structure->fields.size()) : 0;
}

// What is known of the types of a module.
class Types {
 public:
  explicit Types(const Module& module) : all_(own_types(module)) {
    for_each_definition(module, [&](const Definition& definition, const TakenIndices& taken) {
      if (taken.space != IndexSpace::func) return;
      const auto* import = std::get_if<Import>(&definition);
      const auto* desc = import ? std::get_if<FuncDesc>(&import->desc) : nullptr;
      funcs_.push_back(desc ? desc->type : none);
    });
    for (const Func& func : module.funcs) funcs_.push_back(func.type);
    first_tag_ = first_own(module)[IndexSpace::tag];
    for (const Tag& tag : module.tags) tags_.push_back(tag.type);
  }

  Index size() const { return static_cast<Index>(all_.size()); }
  Index count(Index type) const { return type < size() ? count_members(all_[type]) : 0; }
  // Of a function type.
  Index results(Index type) const {
    const auto* func = type < size() && all_[type] ? std::get_if<FuncType>(&all_[type]->comp) : nullptr;
    return func ? static_cast<Index>(func->results.size()) : 0;
  }

  // The first type that has the member which this one has there.
  Index origin(Index type, Index number) const {
    for (Index steps = 0; steps < size(); ++steps) {
      const std::vector<HeapType>& supers = all_[type]->supers;
      if (supers.empty() || count(supers[0].index) <= number) return type;
      type = supers[0].index;
    }
    return type;
  }

  // The type whose members are operands of an instruction.
  Index of_operands(const Instr& instr) const {
    switch (instr.op) {
      case Opcode::struct_new:
      case Opcode::call_ref:
      case Opcode::return_call_ref: return instr.index;
      case Opcode::call_indirect:
      case Opcode::return_call_indirect: return instr.pair.x;
      case Opcode::call:
      case Opcode::return_call: return instr.index < funcs_.size() ? funcs_[instr.index] : none;
      case Opcode::throw_: {
        const Index own = instr.index - first_tag_;
        return instr.index >= first_tag_ && own < tags_.size() ? tags_[own] : none;
      }
      default: return none;
    }
  }

 private:
  std::vector<const SubType*> all_;
  std::vector<Index> funcs_;
  std::vector<Index> tags_;
  Index first_tag_ = 0;
};

std::vector<Instr> instrs_of(const Expr& expr) {
  std::vector<Instr> result;
  for (const Instr instr : expr) result.push_back(instr);
  return result;
}

bool has_field(const Instr& instr) { return info(instr.op).immediate == Immediate::field; }
bool has_local(const Instr& instr) { return info(instr.op).immediate == Immediate::local; }

// By type and number; of members that have another origin there is none.
using Members = std::vector<std::vector<bool>>;

Members no_members(const Types& types) {
  Members result(types.size());
  for (Index type = 0; type < types.size(); ++type) result[type].resize(types.count(type));
  return result;
}

Members used_members(const Module& module, const Types& types) {
  Members used = no_members(types);
  const auto use = [&](Index type, Index number) {
    if (number < types.count(type)) used[types.origin(type, number)][number] = true;
  };
  for (const Func& func : module.funcs) {
    for (const Instr instr : func.body) {
      if (has_field(instr)) use(instr.pair.x, instr.pair.y);
      if (has_local(instr)) use(func.type, instr.index);
    }
  }
  return used;
}

// Code without the operands that are for members which go, and with what is behind these moved.
class CodeEditor {
 public:
  CodeEditor(const Types& types, const Members& gone, const text::Arities& arities)
      : types_(types), gone_(gone), arities_(arities) {}

  // `func` is its type, if it is the body of a function.
  std::optional<Expr> edit(const Expr& expr, Index func, Index results) const {
    std::vector<Patch> patches;
    if (!find_operands(expr, results, patches)) return std::nullopt;
    const Expr left = patches.empty() ? expr : patched(expr, patches);
    Expr result;
    for (Instr instr : left) {
      if (has_field(instr)) instr.pair.y = moved(instr.pair.x, instr.pair.y);
      if (has_local(instr)) instr.index = moved(func, instr.index);
      append_same(result, left, instr);
    }
    return result;
  }

  bool goes(Index type, Index number) const {
    return number < types_.count(type) && gone_[types_.origin(type, number)][number];
  }

 private:
  Index moved(Index type, Index number) const {
    const Index end = std::min(number, types_.count(type));
    Index less = 0;
    for (Index i = 0; i < end; ++i) less += goes(type, i);
    return number - less;
  }

  bool any_goes(Index type) const {
    for (Index i = 0; i < types_.count(type); ++i) {
      if (goes(type, i)) return true;
    }
    return false;
  }

  bool loses_operands(const Instr& instr) const {
    const Index type = types_.of_operands(instr);
    return type != none && any_goes(type);
  }

  bool find_operands(const Expr& expr, Index results, std::vector<Patch>& patches) const {
    const std::vector<Instr> instrs = instrs_of(expr);
    if (std::none_of(instrs.begin(), instrs.end(), [&](const Instr& instr) { return loses_operands(instr); })) {
      return true;
    }
    const std::vector<Part> parts = parts_of(expr, arities_, results);
    std::size_t found = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!loses_operands(instrs[parts[i].instr])) continue;
      if (!add_operands(parts, i, types_.of_operands(instrs[parts[i].instr]), patches)) return false;
      ++found;
    }
    const auto wanted = std::count_if(instrs.begin(), instrs.end(), [&](const Instr& i) { return loses_operands(i); });
    drop_inner(patches);
    return found == static_cast<std::size_t>(wanted);
  }

  // Operands that are folded are those that are made for it, one each.
  bool add_operands(const std::vector<Part>& parts, std::size_t at, Index type, std::vector<Patch>& patches) const {
    std::vector<const Part*> operands;
    for (std::size_t i = at + 1; i < parts.size() && parts[i].depth > parts[at].depth; ++i) {
      if (parts[i].depth == parts[at].depth + 1) operands.push_back(&parts[i]);
    }
    if (operands.size() < types_.count(type)) return false;
    for (Index i = 0; i < types_.count(type); ++i) {
      if (goes(type, i)) patches.push_back({operands[i]->begin, operands[i]->end, {}});
    }
    return true;
  }

  // What is in a part that goes, goes with it.
  static void drop_inner(std::vector<Patch>& patches) {
    const auto is_before = [](const Patch& a, const Patch& b) {
      return a.begin < b.begin || (a.begin == b.begin && a.end > b.end);
    };
    std::sort(patches.begin(), patches.end(), is_before);
    std::uint32_t end = 0;
    std::erase_if(patches, [&](const Patch& patch) {
      const bool is_inner = patch.begin < end;
      end = std::max(end, patch.end);
      return is_inner;
    });
  }

  const Types& types_;
  const Members& gone_;
  const text::Arities& arities_;
};

bool edit_code(Module& module, const Types& types, const CodeEditor& editor) {
  for (Index i = 0; i < module.funcs.size(); ++i) {
    const Func& func = module.funcs[i];
    std::optional<Expr> body = editor.edit(func.body, func.type, types.results(func.type));
    if (!body) return false;
    if (!(*body == func.body)) set_body(module, i, std::move(*body));
  }
  for (Global& global : module.globals) {
    std::optional<Expr> init = editor.edit(global.init, none, 1);
    if (!init) return false;
    global.init = std::move(*init);
  }
  return true;
}

void edit_type(SubType& type, const std::vector<bool>& gone) {
  std::size_t number = 0;
  const auto goes = [&](const auto&) { return gone[number++]; };
  if (auto* func = std::get_if<FuncType>(&type.comp)) std::erase_if(func->params, goes);
  if (auto* structure = std::get_if<StructType>(&type.comp)) std::erase_if(structure->fields, goes);
}

// A body without what comes last, if that is there for results. What is never reached has none.
std::optional<Expr> without_last(const Expr& body, const text::Arities& arities, Index results) {
  const std::vector<Part> parts = parts_of(body, arities, results);
  const auto is_outermost = [](const Part& part) { return part.depth == 0; };
  const auto last = std::find_if(parts.rbegin(), parts.rend(), is_outermost);
  if (last == parts.rend() || instrs_of(body)[last->instr].op == Opcode::unreachable) return std::nullopt;
  return patched(body, {{last->begin, last->end, {}}});
}

}  // namespace

std::vector<TypeMember> idle_members(const Module& module) {
  const Types types(module);
  const Members used = used_members(module, types);
  std::vector<TypeMember> result;
  for (Index type = 0; type < types.size(); ++type) {
    for (Index number = 0; number < types.count(type); ++number) {
      if (types.origin(type, number) == type && !used[type][number]) result.push_back({type, number});
    }
  }
  return result;
}

bool remove_members(Module& module, const std::vector<TypeMember>& members, const text::Arities& arities) {
  const Module before = module;  // whose types are those that the code has
  const Types types(before);
  Members gone = no_members(types);
  for (const TypeMember member : members) gone[member.type][member.number] = true;
  const CodeEditor editor(types, gone, arities);
  if (members.empty() || !edit_code(module, types, editor)) return false;
  for_each_sub_type(module, [&](SubType& type, Index index) {
    std::vector<bool> goes;
    for (Index number = 0; number < types.count(index); ++number) goes.push_back(editor.goes(index, number));
    edit_type(type, goes);
  });
  module.names.fields.clear();
  module.names.locals.clear();
  return true;
}

Index drop_results(Module& module, Index type) {
  Index count = 0;
  for_each_sub_type(module, [&](SubType& each, Index index) {
    auto* func = index == type ? std::get_if<FuncType>(&each.comp) : nullptr;
    if (func) count = static_cast<Index>(std::exchange(func->results, {}).size());
  });
  return count;
}

bool remove_results(Module& module, Index type, const text::Arities& arities) {
  const Index count = drop_results(module, type);
  for (Index i = 0; count > 0 && i < module.funcs.size(); ++i) {
    if (module.funcs[i].type != type) continue;
    std::optional<Expr> body = without_last(module.funcs[i].body, arities, count);
    if (body) set_body(module, i, std::move(*body));
  }
  return count > 0;
}

}  // namespace modlink::shrink
