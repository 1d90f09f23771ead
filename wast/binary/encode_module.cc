// Encoding of modules. spec: binary/modules; Binary.md
#include "wast/binary/encode_module.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "wast/binary/custom_places.h"
#include "wast/binary/encode_instructions.h"
#include "wast/binary/encode_types.h"
#include "wast/binary/names.h"
#include "wast/binary/original.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/error.h"
#include "wast/syntax/free_indices.h"
#include "wast/syntax/sections.h"

namespace modlink::binary {

namespace {

void encode_section(Writer& out, Section section, const Bytes& content) {
  out.byte(static_cast<std::uint8_t>(section));
  out.sized(content);
}

void encode_custom(Writer& out, const CustomSection& custom) {
  Writer content;
  content.name(custom.name);
  content.bytes(custom.bytes);
  encode_section(out, Section::custom, content.written());
}

Section section_of(const Definition& definition) {
  constexpr std::array sections = {Section::type, Section::import, Section::alias, Section::module, Section::instance};
  return sections[definition.index()];
}

void encode_index_with_kind(Writer& out, ExternKind kind, Index index) {
  encode_extern_kind(out, kind);
  out.u32(index);
}

void encode_instance(Writer& out, const Instance& instance) {
  out.byte(0x00);
  out.u32(instance.module);
  out.vec(instance.args, [](Writer& w, const InstantiateArg& arg) {
    w.name(arg.name);
    encode_index_with_kind(w, arg.kind, arg.index);
  });
}

// An entry of a section: a definition, or a group of imports.
void encode_entry(Writer& out, std::span<const Definition> group, const EncodeOptions& options) {
  const Definition& definition = group.front();
  switch (section_of(definition)) {
    case Section::type: return encode_type_def(out, std::get<TypeDef>(definition));
    case Section::import: return encode_imports(out, group);
    case Section::alias: return encode_alias(out, std::get<Alias>(definition));
    case Section::module: return out.sized(modlink::encode_module(*std::get<NestedModule>(definition).module, options));
    default: return encode_instance(out, std::get<Instance>(definition));
  }
}

// Calls `f` with each entry that a section of `run` has.
template <class F>
void for_each_entry(std::span<const Definition> run, F f) {
  while (!run.empty()) {
    const std::size_t size = std::holds_alternative<Import>(run.front()) ? count_group(run) : 1;
    f(run.first(size));
    run = run.subspan(size);
  }
}

// What a section of definitions has of each. Of functions that is the type: their code has a section of its own.
void encode(Writer& out, const Func& func) { out.u32(func.type); }

void encode(Writer& out, const Memory& memory) { encode_memory_type(out, memory.type); }

template <IndexSpace space>
void encode(Writer& out, const TypedDefinition<space>& definition) {
  encode_extern_desc(out, typename DescOf<space>::type{definition.type});
}

void encode(Writer& out, const Table& table) {
  if (!table.init) return encode_table_type(out, table.type);
  out.byte(0x40);
  out.byte(0x00);
  encode_table_type(out, table.type);
  encode_expr(out, *table.init);
}

void encode(Writer& out, const Global& global) {
  encode_global_type(out, global.type);
  encode_expr(out, global.init);
}

void encode(Writer& out, const Export& item) {
  if (!item.name) throw Malformed(item.at.pos, "zero-level export has no binary encoding");
  out.name(*item.name);
  encode_index_with_kind(out, item.kind, item.index);
}

// Gives the offsets of the instructions in the body if they are wanted.
void encode_func(Writer& out, const Func& func, InstrOffsets* offsets) {
  Writer body;
  body.vec(func.locals, [](Writer& w, const LocalRun& run) {
    w.u32(run.count);
    encode_val_type(w, run.type);
  });
  if (offsets) {
    encode_expr(body, func.body, *offsets);
  } else {
    encode_expr(body, func.body);
  }
  out.sized(body.written());
}

// Function indices imply the type `(ref func)`; those of another type are written as the expressions they stand for.
bool has_indices(const ElemSegment& elem) {
  return std::holds_alternative<FuncIndices>(elem.init) && elem.type == RefType{false, {HeapKind::func, 0}};
}

void encode_elements(Writer& out, const ElemSegment& elem) {
  if (const auto* exprs = std::get_if<std::vector<Expr>>(&elem.init))
    return out.vec(*exprs, [](Writer& w, const Expr& expr) { encode_expr(w, expr); });
  const auto& indices = std::get<FuncIndices>(elem.init);
  if (has_indices(elem)) return out.vec(indices, [](Writer& w, Index index) { w.u32(index); });
  out.vec(indices, [](Writer& w, Index index) {
    Expr expr;
    expr.assign({{make_index(Opcode::ref_func, no_pos, index), make_plain(Opcode::end, no_pos)}});
    encode_expr(w, expr);
  });
}

// Bit 0: not active; bit 1: explicit table, or declarative; bit 2: expressions. spec: binary/modules, Element Section
std::uint8_t flags_of(const ElemSegment& elem) {
  const std::uint8_t form = has_indices(elem) ? 0 : 4;
  if (elem.mode == SegmentMode::passive) return form | 1;
  if (elem.mode == SegmentMode::declarative) return form | 3;
  const bool is_default = elem.table == 0 && (form == 0 || elem.type == funcref);
  return is_default ? form : form | 2;
}

void encode(Writer& out, const ElemSegment& elem) {
  const std::uint8_t flags = flags_of(elem);
  out.byte(flags);
  if (elem.mode == SegmentMode::active) {
    if (flags & 2) out.u32(elem.table);
    encode_expr(out, elem.offset);
  }
  if (flags & 3) {
    if (flags & 4) {
      encode_ref_type(out, elem.type);
    } else {
      out.byte(0x00);
    }
  }
  encode_elements(out, elem);
}

// spec: binary/modules, Data Section
void encode(Writer& out, const DataSegment& data) {
  const bool is_active = data.mode == SegmentMode::active;
  const std::uint8_t flags = !is_active ? 1 : data.memory == 0 ? 0 : 2;
  out.byte(flags);
  if (flags == 2) out.u32(data.memory);
  if (is_active) encode_expr(out, data.offset);
  out.sized(data.init);
}

// A section of a vector; nothing if it is empty.
template <class T>
void encode_vec_section(Writer& out, Section section, const std::vector<T>& elements) {
  if (elements.empty()) return;
  Writer content;
  content.vec(elements, [](Writer& w, const T& element) { encode(w, element); });
  encode_section(out, section, content.written());
}

bool needs_data_count(const Module& module) {
  return std::any_of(module.funcs.begin(), module.funcs.end(),
                     [](const Func& func) { return has_data_index(func.body); });
}

class ModuleEncoder {
 public:
  ModuleEncoder(const Module& module, const EncodeOptions& options);
  Bytes encode();

 private:
  void encode_definitions();
  void check_outer_types(const NestedModule& nested) const;
  Bytes encode_run(std::span<const Definition> run) const;
  std::size_t end_of_run(std::size_t first) const;
  std::size_t next_custom() const;
  Original::Run kept_run(std::size_t first) const;
  void encode_late_section(Section section);
  void encode_start();
  void encode_data_count();
  void encode_code();
  void encode_bodies();
  void encode_custom_section();
  void encode_customs_before(std::size_t definition);
  void encode_customs_after(Section section);
  void encode_name_section();
  void encode_hints();
  bool keep(std::string_view bytes);

  const Module& module_;
  const EncodeOptions& options_;
  const std::optional<Original> original_;
  Index types_;  // how many there are
  Writer out_;
  Writer code_;                        // the content of the code section, once it is needed
  std::vector<InstrOffsets> offsets_;  // in it, of the functions that have hints
  std::size_t custom_ = 0;             // the next to be written
  std::size_t names_;                  // the custom section that stands for names, or that comes behind them
  std::size_t hints_;                  // that stands for branch hints, if there are any
};

ModuleEncoder::ModuleEncoder(const Module& module, const EncodeOptions& options)
    : module_(module),
      options_(options),
      original_(options.keeps_bytes || module.extent == Extent::linking ? Original::of(module) : std::nullopt),
      types_(count_indices(module)[IndexSpace::type]),
      names_(find_names_marker(module)),
      hints_(module.branch_hints.empty() ? module.customs.size() : find_marker(module.customs, branch_hint_section)) {
  if (names_ == module.customs.size()) names_ = usual_place_of_names(module);
}

Bytes ModuleEncoder::encode() {
  if (module_.extent == Extent::nothing) {
    out_.bytes(module_.source->content().substr(module_.at.pos, module_.end - module_.at.pos));
    return out_.take();
  }
  if (module_.extent == Extent::linking && !original_) {
    throw Malformed(module_.at.pos, "what was not read has no encoding without its source");
  }
  if (original_ && original_->is_all_of(module_)) {
    out_.bytes(original_->bytes());
    return out_.take();
  }
  out_.bytes(std::string_view("\0asm\1\0\0\0", 8));
  encode_definitions();
  for (Section section : late_sections) {
    encode_late_section(section);
    encode_customs_after(section);
  }
  while (custom_ < module_.customs.size()) encode_custom_section();
  if (names_ == module_.customs.size()) encode_name_section();
  return out_.take();
}

// Whether there are any.
bool ModuleEncoder::keep(std::string_view bytes) {
  out_.bytes(bytes);
  return !bytes.empty();
}

// What it stands for, if anything.
void ModuleEncoder::encode_custom_section() {
  const CustomSection& custom = module_.customs[custom_];
  if (custom_ == names_) encode_name_section();
  if (custom_ == hints_) encode_hints();
  const bool stands_for_names = custom_ == names_ && custom.name == name_section && custom.bytes.empty();
  if (!stands_for_names && custom_ != hints_ && !(original_ && keep(original_->custom(custom)))) {
    encode_custom(out_, custom);
  }
  ++custom_;
}

// Custom sections are written in their order, each as soon as what it follows has been.
void ModuleEncoder::encode_customs_before(std::size_t definition) {
  while (custom_ < module_.customs.size() && is_early(module_.customs[custom_])) {
    if (module_.customs[custom_].after_definitions > definition) return;
    encode_custom_section();
  }
}

void ModuleEncoder::encode_customs_after(Section section) {
  const auto id = static_cast<std::uint8_t>(section);
  while (custom_ < module_.customs.size() && module_.customs[custom_].after == id) encode_custom_section();
}

// A section that stands for names is there even if there are none.
void ModuleEncoder::encode_name_section() {
  if (!options_.names || (original_ && keep(original_->names(module_)))) return;
  const Bytes names = original_ ? original_->changed_names(module_) : encode_names(module_.names);
  const bool is_marked = find_names_marker(module_) < module_.customs.size();
  if (!names.empty() || is_marked) encode_custom(out_, {{}, name_section, names});
}

// Neighbours of one kind share a section, unless a custom section stands between them or one of them begins a section
// that is kept.
std::size_t ModuleEncoder::end_of_run(std::size_t first) const {
  const auto& definitions = module_.definitions;
  std::size_t end = first + 1;
  while (end < definitions.size() && definitions[end].index() == definitions[first].index()) ++end;
  end = std::min(end, next_custom());
  for (std::size_t i = first + 1; original_ && i < end; ++i) {
    if (kept_run(i).count > 0) return i;
  }
  return end;
}

// Before which definition the next custom section stands.
std::size_t ModuleEncoder::next_custom() const {
  const bool is_early_one = custom_ < module_.customs.size() && is_early(module_.customs[custom_]);
  return is_early_one ? module_.customs[custom_].after_definitions : module_.definitions.size();
}

// A section that is kept as it lay.
Original::Run ModuleEncoder::kept_run(std::size_t first) const {
  const Original::Run run = original_ ? original_->run(module_, first) : Original::Run();
  return first + run.count <= next_custom() ? run : Original::Run();
}

// In binaries all types that were written as such precede a nested module, which would see them (D25).
void ModuleEncoder::check_outer_types(const NestedModule& nested) const {
  if (nested.visible_types >= types_) return;
  for_each_free_index(nested, [&](FreeIndex free) {
    const bool is_own = free.space == IndexSpace::type && free.depth == 0 && free.index < types_;
    if (is_own && free.index >= nested.visible_types) {
      throw Malformed(nested.at.pos, "outer alias of a type behind the module has no binary encoding");
    }
  });
}

Bytes ModuleEncoder::encode_run(std::span<const Definition> run) const {
  std::uint32_t count = 0;
  for_each_entry(run, [&count](std::span<const Definition>) { ++count; });
  Writer content;
  content.u32(count);
  for_each_entry(run, [&](std::span<const Definition> entry) {
    if (const auto* nested = std::get_if<NestedModule>(&entry.front())) check_outer_types(*nested);
    encode_entry(content, entry, options_);
  });
  return content.take();
}

void ModuleEncoder::encode_definitions() {
  const std::span<const Definition> definitions = module_.definitions;
  encode_customs_before(0);
  for (std::size_t first = 0; first < definitions.size();) {
    std::size_t end = first;
    if (const Original::Run kept = kept_run(first); kept.count > 0) {
      out_.bytes(kept.bytes);
      end += kept.count;
    } else {
      end = end_of_run(first);
      encode_section(out_, section_of(definitions[first]), encode_run(definitions.subspan(first, end - first)));
    }
    encode_customs_before(end);
    first = end;
  }
}

void ModuleEncoder::encode_start() {
  if (!module_.start) return;
  Writer content;
  content.u32(module_.start->func);
  encode_section(out_, Section::start, content.written());
}

void ModuleEncoder::encode_data_count() {
  if (!needs_data_count(module_)) return;
  Writer content;
  content.u32(static_cast<std::uint32_t>(module_.datas.size()));
  encode_section(out_, Section::data_count, content.written());
}

void ModuleEncoder::encode_bodies() {
  code_.u32(static_cast<std::uint32_t>(module_.funcs.size()));
  for (std::size_t i = 0; i < module_.funcs.size(); ++i) {
    const bool is_hinted = module_.branch_hints.count(i) != 0;
    encode_func(code_, module_.funcs[i], is_hinted ? &offsets_.emplace_back() : nullptr);
  }
}

// They name offsets in the code that usually follows them.
void ModuleEncoder::encode_hints() {
  if (module_.branch_hints.empty() || (original_ && keep(original_->hints(module_)))) return;
  if (code_.written().empty()) encode_bodies();
  encode_section(out_, Section::custom, encode_branch_hints(module_, offsets_));
}

void ModuleEncoder::encode_code() {
  if (hints_ == module_.customs.size()) encode_hints();
  if (original_ && keep(original_->section(module_, Section::code))) return;
  if (module_.funcs.empty()) return;
  if (code_.written().empty()) encode_bodies();
  encode_section(out_, Section::code, code_.written());
}

void ModuleEncoder::encode_late_section(Section section) {
  if (section == Section::code) return encode_code();
  if (original_ && keep(original_->section(module_, section))) return;
#define DEFINED_SPACE(name, members, ...) \
  if (section == section_of(IndexSpace::name)) return encode_vec_section(out_, section, module_.members);
#include "wast/syntax/index_spaces.def"
  if (section == Section::export_) return encode_vec_section(out_, section, module_.exports);
  if (section == Section::start) return encode_start();
  if (section == Section::data_count) return encode_data_count();
}

}  // namespace

}  // namespace modlink::binary

namespace modlink {

Bytes encode_module(const Module& module, const EncodeOptions& options) {
  return binary::ModuleEncoder(module, options).encode();
}

}  // namespace modlink
