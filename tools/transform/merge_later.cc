// Functions that are called by what was instantiated before them. spec: exec/modules, Instantiation
#include "tools/transform/merge_later.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "rewrite/move_customs.h"
#include "rewrite/segments.h"
#include "tools/files/failure.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

constexpr std::size_t none = SIZE_MAX;

// By index of the imported functions: which of `later` it is.
std::vector<std::size_t> imported_funcs(const Module& flat, const MergeNames& names, std::size_t count) {
  HashMapByName<std::size_t> by_field;
  for (std::size_t i = 0; i < count; ++i) by_field.emplace(later_field(i), i);
  std::vector<std::size_t> result;
  for (const Definition& definition : flat.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import || kind_of(import->desc) != ExternKind::func) continue;
    result.push_back(import->first() == names.later ? by_field.at(import->name) : none);
  }
  return result;
}

bool calls_reference(Opcode op) {
  return op == Opcode::call_indirect || op == Opcode::return_call_indirect || op == Opcode::call_ref ||
         op == Opcode::return_call_ref;
}

// Which function each of `later` is: the export that stands for it, through others of them that it is an import of.
// Nothing for one that stands for itself.
std::vector<std::optional<Index>> targets_of(const Module& flat, const MergeNames& names,
                                             const std::vector<std::size_t>& imported, std::size_t count) {
  HashMapByName<std::size_t> by_name;
  for (std::size_t i = 0; i < count; ++i) by_name.emplace(later_export(names, i), i);
  std::vector<std::optional<Index>> result(count);
  for (const Export& item : flat.exports) {
    if (const auto found = by_name.find(*item.name); found != by_name.end()) result[found->second] = item.index;
  }
  const auto is_other = [&](std::optional<Index> func) {
    return func && *func < imported.size() && imported[*func] != none;
  };
  std::vector<std::size_t> way;
  for (std::size_t i = 0; i < count; ++i) {
    std::optional<Index> func;
    for (std::size_t at = i;; at = imported[*func]) {
      func = result[at];
      result[at].reset();  // until it is known where the way ends
      way.push_back(at);
      if (!is_other(func)) break;
    }
    for (const std::size_t passed : way) result[passed] = func;
    way.clear();
  }
  return result;
}

// Whether an instruction may put a reference where the host finds it: into what is imported, or into an object, which
// anybody may have. Of tables, one that is not copied from a segment.
bool gives_away(const Instr& instr, const PerSpace<Index>& imported) {
  switch (instr.op) {
    case Opcode::table_set:
    case Opcode::table_fill:
    case Opcode::table_grow: return instr.index < imported[IndexSpace::table];
    case Opcode::table_copy: return instr.pair.x < imported[IndexSpace::table];
    case Opcode::global_set: return instr.index < imported[IndexSpace::global];
    case Opcode::throw_: return instr.index < imported[IndexSpace::tag];
    case Opcode::struct_set:
    case Opcode::array_set:
    case Opcode::array_fill:
    case Opcode::array_copy:
    case Opcode::array_init_elem: return true;
    default: return false;
  }
}

// What the start function may come to call.
class Reach {
 public:
  // `imported` is by index of the imported functions, `targets` what those that are there later are.
  Reach(const Module& flat, const std::vector<std::size_t>& imported, const std::vector<std::optional<Index>>& targets)
      : flat_(flat),
        later_(imported),
        targets_(targets),
        first_own_(first_own(flat)),
        imported_(imported.size()),
        known_(imported_ + flat.funcs.size()) {}

  std::vector<bool> find() {
    if (flat_.start) add(flat_.start->func);
    look_at_all();
    return std::move(known_);
  }

  std::vector<bool> find_after_failure() {
    const std::vector<bool> started = find();
    known_.assign(started.size(), false);
    has_references_ = false;
    for (const ElemSegment& segment : flat_.elems) {
      if (segment.mode == SegmentMode::active) add_given(segment, segment.table);
    }
    for (std::size_t func = imported_; func < started.size(); ++func) {
      if (!started[func]) continue;
      for (const Instr instr : flat_.funcs[func - imported_].body) add_given(instr);
    }
    look_at_all();
    return std::move(known_);
  }

 private:
  void look_at_all() {
    while (!open_.empty()) {
      const Index func = open_.back();
      open_.pop_back();
      look_at(func);
    }
  }

  // What the start function names itself it reaches.
  void add_given(const Instr& instr) {
    if (gives_away(instr, first_own_)) add_references();
    if (instr.op == Opcode::table_init) add_given(flat_.elems[instr.pair.x], instr.pair.y);
  }

  // A global may have whatever is named outside of functions. The host's own functions are nothing new to it.
  void add_given(const ElemSegment& segment, Index table) {
    if (table >= first_own_[IndexSpace::table]) return;
    const auto add_named = [&](FreeIndex free) {
      if (free.space == IndexSpace::global) add_references();
      if (free.space == IndexSpace::func && !is_host(free.index)) add(free.index);
    };
    if (const auto* funcs = std::get_if<FuncIndices>(&segment.init)) {
      for (const Index func : *funcs) add_named({IndexSpace::func, func});
    } else {
      for_each_free_index(std::get<std::vector<Expr>>(segment.init), add_named);
    }
  }

  bool is_host(Index func) const { return func < imported_ && later_[func] == none; }

  void add(Index func) {
    if (known_[func]) return;
    known_[func] = true;
    open_.push_back(func);
  }

  // The host, too, may call what it has references to.
  void look_at(Index func) {
    if (is_host(func)) return add_references();
    if (func < imported_) {
      if (const auto target = targets_[later_[func]]) add(*target);
      return;
    }
    for (const Instr instr : flat_.funcs[func - imported_].body) {
      if (calls_reference(instr.op)) add_references();
    }
    const auto add_callee = [&](FreeIndex free) {
      if (free.space == IndexSpace::func) add(free.index);
    };
    for_each_free_index(flat_.funcs[func - imported_].body, add_callee);
  }

  // All that is named outside of functions; those named in functions that run are added with these.
  void add_references() {
    if (has_references_) return;
    has_references_ = true;
    const auto add_named = [&](FreeIndex free) {
      if (free.space == IndexSpace::func) add(free.index);
    };
    for (const ElemSegment& segment : flat_.elems) for_each_free_index(segment, add_named);
    for (const Table& table : flat_.tables) for_each_free_index(table, add_named);
    for (const Global& global : flat_.globals) for_each_free_index(global, add_named);
  }

  const Module& flat_;
  const std::vector<std::size_t>& later_;
  const std::vector<std::optional<Index>>& targets_;
  PerSpace<Index> first_own_;
  std::size_t imported_;
  std::vector<bool> known_;
  std::vector<Index> open_;
  bool has_references_ = false;
};

template <class Find>
std::vector<bool> reached_of_later(const Module& flat, const MergeNames& names, std::size_t count, Find find) {
  std::vector<bool> result(count);
  const std::vector<std::size_t> imported = imported_funcs(flat, names, count);
  const std::vector<std::optional<Index>> targets = targets_of(flat, names, imported, count);
  Reach reach(flat, imported, targets);
  const std::vector<bool> reached = find(reach);
  for (std::size_t func = 0; func < imported.size(); ++func) {
    if (imported[func] != none && reached[func]) result[imported[func]] = true;
  }
  return result;
}

// The import that an exported function is.
std::optional<ImportNames> import_of(const MergeInput& input, const Name& name) {
  const auto& exports = input.module->exports;
  const auto found =
      std::find_if(exports.begin(), exports.end(), [&](const Export& item) { return item.name == name; });
  if (found == exports.end() || found->kind != ExternKind::func) return std::nullopt;
  Index index = 0;
  for (const Definition& definition : input.module->definitions) {
    if (space_of(definition) != IndexSpace::func || index++ != found->index) continue;
    const auto* const import = std::get_if<Import>(&definition);
    if (!import) return std::nullopt;
    if (import->module) return ImportNames{*import->module, import->name};
    return ImportNames{{}, import->name, true};
  }
  return std::nullopt;
}

// The export of an input that is given for an import.
std::optional<MergePlan::Later> given_for(const MergePlan& plan, std::size_t input, const ImportNames& names) {
  for (const MergePlan::Argument& argument : plan.arguments[input]) {
    if (argument.name != (names.has_one_name ? names.name : names.module)) continue;
    for (const MergePlan::Supply& supply : argument.supplies) {
      if (supply.name != names.name || supply.from == MergePlan::From::host) continue;
      if (supply.from == MergePlan::From::later) return plan.later[supply.index];
      return MergePlan::Later{supply.index, supply.export_name};
    }
  }
  return std::nullopt;
}

[[noreturn]] void fail_circle(const std::vector<MergeInput>& inputs, const MergePlan& plan,
                              const MergePlan::Later& first) {
  const MergeInput& input = inputs[first.input];
  std::string message = fmt::format("the function {} of {} is imported in a circle: nobody defines it",
                                    quote(first.name), shown_name(input));
  const auto import = import_of(input, first.name);
  std::set<std::pair<std::size_t, Name>> seen;
  MergePlan::Later at = first;
  while (seen.emplace(at.input, at.name).second) {
    const auto names = import_of(inputs[at.input], at.name);
    const auto next = names ? given_for(plan, at.input, *names) : std::nullopt;
    if (!next) break;
    message += fmt::format("\n  {} imports {} of {}", shown_name(inputs[at.input]), quote(next->name),
                           shown_name(inputs[next->input]));
    at = *next;
  }
  throw cli::Failure(cli::Status::failed, message, input.module->source,
                     import ? place_of_import(input, *import) : input.module->at.pos);
}

}  // namespace

std::vector<bool> reached_by_start(const Module& flat, const MergeNames& names, std::size_t count) {
  return reached_of_later(flat, names, count, [](Reach& reach) { return reach.find(); });
}

std::vector<bool> reached_after_failure(const Module& flat, const MergeNames& names, std::size_t count) {
  if (!flat.start && rewrite::segments_fit(flat)) return std::vector<bool>(count);
  return reached_of_later(flat, names, count, [](Reach& reach) { return reach.find_after_failure(); });
}

void link_later(Module& flat, const MergeNames& names, const std::vector<MergeInput>& inputs, const MergePlan& plan) {
  const std::vector<std::size_t> imported = imported_funcs(flat, names, plan.later.size());
  const std::vector<std::optional<Index>> targets = targets_of(flat, names, imported, plan.later.size());
  std::vector<Index> indices(imported.size());
  Index kept = 0;
  for (std::size_t func = 0; func < imported.size(); ++func) {
    if (imported[func] == none) indices[func] = kept++;
  }
  const auto moved = [&](Index func) {
    return func < imported.size() ? indices[func] : func - static_cast<Index>(imported.size()) + kept;
  };
  for (std::size_t func = 0; func < imported.size(); ++func) {
    if (imported[func] == none) continue;
    const auto target = targets[imported[func]];
    if (!target) fail_circle(inputs, plan, plan.later[imported[func]]);
    indices[func] = moved(*target);
  }
  const auto is_gone = [&](Index func) { return func < imported.size() && imported[func] != none; };
  flat.names[IndexSpace::func].erase_if(is_gone);
  flat = map_free_indices(std::move(flat), [&](FreeIndex free) {
    if (free.space == IndexSpace::func) free.index = moved(free.index);
    return free;
  });
  std::vector<bool> gone;
  for (const Definition& definition : flat.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    gone.push_back(import && import->first() == names.later);
  }
  rewrite::erase_definitions(flat, gone);
  std::erase_if(flat.exports, [&](const Export& item) { return item.name->rfind(names.later + " ", 0) == 0; });
}

}  // namespace modlink::transform
