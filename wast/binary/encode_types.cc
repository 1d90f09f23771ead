// Encoding of types. spec: binary/types; Binary.md, "Type Section updates"
#include "wast/binary/encode_types.h"

#include <cassert>

#include "wast/syntax/error.h"
#include "wast/syntax/type_tables.h"

namespace modlink::binary {

namespace {

void encode_result_type(Writer& out, const ResultType& types) { out.vec(types, encode_val_type); }

void encode_field_type(Writer& out, const FieldType& field) {
  if (const auto* val = std::get_if<ValType>(&field.storage)) {
    encode_val_type(out, *val);
  } else {
    out.byte(std::get<PackType>(field.storage) == PackType::i8 ? 0x78 : 0x77);
  }
  out.byte(field.mut);
}

void encode_func_type(Writer& out, const FuncType& type) {
  out.byte(0x60);
  encode_result_type(out, type.params);
  encode_result_type(out, type.results);
}

void encode_comp_type(Writer& out, const CompType& type) {
  if (const auto* func = std::get_if<FuncType>(&type)) return encode_func_type(out, *func);
  if (const auto* fields = std::get_if<StructType>(&type)) {
    out.byte(0x5f);
    return out.vec(fields->fields, encode_field_type);
  }
  out.byte(0x5e);
  encode_field_type(out, std::get<ArrayType>(type).field);
}

void encode_sub_type(Writer& out, const SubType& type) {
  if (!type.final || !type.supers.empty()) {
    out.byte(type.final ? 0x4f : 0x50);
    out.vec(type.supers, [](Writer& w, HeapType super) { w.u32(super.index); });
  }
  encode_comp_type(out, type.comp);
}

void encode_rec_type(Writer& out, const RecType& type) {
  if (!type.explicit_rec && type.sub_types.size() == 1) return encode_sub_type(out, type.sub_types[0]);
  out.byte(0x4e);
  out.vec(type.sub_types, encode_sub_type);
}

void encode_limits(Writer& out, std::uint8_t flags, AddrType addr, const Limits& limits) {
  if (limits.max) flags |= 0x01;
  if (addr == AddrType::i64) flags |= 0x04;
  out.byte(flags);
  out.u64(limits.min);
  if (limits.max) out.u64(*limits.max);
}

void encode_desc_with_kind(Writer& out, const ExternDesc& desc) {
  encode_extern_kind(out, kind_of(desc));
  std::visit([&](const auto& type) { encode_extern_desc(out, type); }, desc);
}

void encode_export_type(Writer& out, const ExportType& type) {
  out.byte(0x07);
  out.name(type.name);
  encode_desc_with_kind(out, type.desc);
}

void encode_type_decl(Writer& out, const TypeDecl& decl) {
  if (const auto* type = std::get_if<TypeDef>(&decl.decl)) {
    out.byte(0x01);
    encode_type_def(out, *type);
  } else if (const auto* alias = std::get_if<Alias>(&decl.decl)) {
    out.byte(0x0f);
    encode_alias(out, *alias);
  } else if (const auto* import = std::get_if<Import>(&decl.decl)) {
    out.byte(0x02);
    encode_import(out, *import);
  } else if (const auto* export_type = std::get_if<ExportType>(&decl.decl)) {
    encode_export_type(out, *export_type);
  } else {
    throw Malformed(std::get<ZeroLevelExport>(decl.decl).at.pos, "zero-level export has no binary encoding");
  }
}

void encode_linking_type(Writer& out, const LinkingType& type) {
  out.byte(type.kind == LinkingType::Kind::module ? 0x61 : 0x62);
  out.vec(type.decls, encode_type_decl);
}

}  // namespace

void encode_heap_type(Writer& out, HeapType type) {
  if (type.kind == HeapKind::type_index) return out.s64(type.index);
  assert(is_abstract(type.kind) && "types of validation have no encoding");
  out.byte(info(type.kind).code);
}

void encode_ref_type(Writer& out, RefType type) {
  if (!type.nullable || type.heap.is_concrete()) out.byte(type.nullable ? 0x63 : 0x64);
  encode_heap_type(out, type.heap);
}

void encode_val_type(Writer& out, ValType type) {
  if (type.is_ref()) return encode_ref_type(out, type.ref());
  assert(type.kind != ValKind::bot && "types of validation have no encoding");
  out.byte(info(type.kind).code);
}

void encode_memory_type(Writer& out, const MemoryType& type) {
  const bool has_page_size = type.page_size_log2 != 16;
  const std::uint8_t flags = (type.shared ? 0x02 : 0x00) | (has_page_size ? 0x08 : 0x00);
  encode_limits(out, flags, type.addr, type.limits);
  if (has_page_size) out.u32(type.page_size_log2);
}

void encode_table_type(Writer& out, const TableType& type) {
  encode_ref_type(out, type.elem);
  encode_limits(out, 0, type.addr, type.limits);
}

void encode_global_type(Writer& out, const GlobalType& type) {
  encode_val_type(out, type.val);
  out.byte(type.mut);
}

void encode_extern_desc(Writer& out, TagDesc type) {
  out.byte(0x00);
  out.u32(type.type);
}

void encode_type_def(Writer& out, const TypeDef& def) {
  if (const auto* rec = std::get_if<RecType>(&def.def)) return encode_rec_type(out, *rec);
  encode_linking_type(out, *std::get<Nested<LinkingType>>(def.def));
}

// spec: Binary.md, "Import Section updates"
void encode_import(Writer& out, const Import& import) {
  out.name(import.first());
  if (import.module) {
    out.name(import.name);
  } else {
    out.byte(0x00);
    out.byte(0xff);
  }
  encode_desc_with_kind(out, import.desc);
}

void encode_imports(Writer& out, std::span<const Definition> group) {
  const auto& head = std::get<Import>(group.front());
  if (head.group.kind == ImportGroup::Kind::none || !head.module) return encode_import(out, head);
  const bool typed = head.group.kind == ImportGroup::Kind::typed;
  out.name(*head.module);
  out.byte(0x00);
  out.byte(typed ? 0x7f : 0x7e);
  if (!typed) encode_desc_with_kind(out, head.desc);
  out.vec(group, [typed](Writer& w, const Definition& definition) {
    const auto& import = std::get<Import>(definition);
    w.name(import.name);
    if (typed) encode_desc_with_kind(w, import.desc);
  });
}

// spec: Binary.md, "Alias section (16)"
void encode_alias(Writer& out, const Alias& alias) {
  if (const auto* target = std::get_if<ExportAlias>(&alias.target)) {
    out.byte(0x00);
    out.u32(target->instance);
    encode_extern_kind(out, target->kind);
    return out.name(target->name);
  }
  const auto& target = std::get<OuterAlias>(alias.target);
  out.byte(0x01);
  out.u32(target.depth);
  encode_extern_kind(out, target.kind);
  out.u32(target.index);
}

void encode_extern_kind(Writer& out, ExternKind kind) { out.byte(kind_number(kind)); }

}  // namespace modlink::binary
