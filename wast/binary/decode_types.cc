// Decoding of types. spec: binary/types; Binary.md, "Type Section updates"
#include "wast/binary/decode_types.h"

#include "wast/syntax/concat.h"
#include "wast/syntax/other_proposals.h"
#include "wast/syntax/stack.h"
#include "wast/syntax/type_tables.h"

namespace modlink::binary {

namespace {

bool is_negative(std::uint8_t byte) { return (byte & 0xc0) == 0x40; }

bool has_typed_references(const Decoder& d) {
  return d.features.has(Feature::function_references) || d.features.has(Feature::gc);
}

void require_typed_references(const Decoder& d, Pos pos, const char* message) {
  if (!has_typed_references(d)) require_feature(d, Feature::function_references, pos, message);
}

HeapType decode_abs_heap_type(Decoder& d, const char* message) {
  const Pos pos = d.in.pos();
  const std::uint8_t byte = d.in.s7();
  const HeapTypeInfo* found = find_heap_type(byte);
  if (!found) throw Malformed(pos, message + (" " + hex(byte)) + note_on_type(byte));
  // Tables of `funcref` are older than the proposal.
  if (found->kind != HeapKind::func) require_feature(d, found->feature, pos, message);
  return {found->kind, 0};
}

RefType decode_ref_type_or(Decoder& d, const char* message) {
  const int first = d.in.peek();
  if (first != 0x63 && first != 0x64) return {true, decode_abs_heap_type(d, message)};
  require_typed_references(d, d.in.pos(), message);
  d.in.byte();
  return {first == 0x63, decode_heap_type(d)};
}

ResultType decode_result_type(Decoder& d, const char* what) {
  ResultType result;
  decode_vec(d, result, d.limits.params, what, decode_val_type);
  return result;
}

bool decode_mutability(Decoder& d) {
  const Pos pos = d.in.pos();
  const std::uint8_t byte = d.in.byte();
  require(byte <= 1, pos, "malformed mutability");
  return byte == 1;
}

StorageType decode_storage_type(Decoder& d) {
  const int first = d.in.peek();
  if (first != 0x78 && first != 0x77) return decode_val_type(d);
  d.in.byte();
  return first == 0x78 ? PackType::i8 : PackType::i16;
}

FieldType decode_field_type(Decoder& d) {
  FieldType result;
  result.storage = decode_storage_type(d);
  result.mut = decode_mutability(d);
  return result;
}

FuncType decode_func_type(Decoder& d) {
  FuncType result;
  result.params = decode_result_type(d, "parameters");
  result.results = decode_result_type(d, "results");
  return result;
}

StructType decode_struct_type(Decoder& d) {
  StructType result;
  decode_vec(d, result.fields, d.limits.struct_fields, "fields", decode_field_type);
  return result;
}

[[noreturn]] void fail_definition_type(Pos pos, std::uint8_t byte) {
  throw Malformed(pos, "malformed definition type " + hex(byte) + note_on_type(byte));
}

// spec: binary/types, Composite Types
CompType decode_comp_type(Decoder& d) {
  const Pos pos = d.in.pos();
  const std::uint8_t form = d.in.s7();
  if (form == 0x60) return decode_func_type(d);
  if (form != 0x5f && form != 0x5e) fail_definition_type(pos, form);
  require_feature(d, Feature::gc, pos, "malformed definition type");
  if (form == 0x5f) return decode_struct_type(d);
  return ArrayType{decode_field_type(d)};
}

// spec: binary/types, Recursive Types
SubType decode_sub_type(Decoder& d) {
  SubType result;
  const Pos pos = d.in.pos();
  result.at = {pos};
  const int form = d.in.peek();
  if (form == 0x50 || form == 0x4f) {
    require_feature(d, Feature::gc, pos, "malformed definition type");
    d.in.byte();
    result.final = form == 0x4f;
    decode_vec(d, result.supers, d.limits.types, "supertypes", [](Decoder& in) {
      return HeapType{HeapKind::type_index, in.in.u32()};
    });
  }
  result.comp = decode_comp_type(d);
  return result;
}

RecType decode_rec_type(Decoder& d) {
  RecType result;
  if (d.in.peek() != 0x4e) {
    result.sub_types.push_back(decode_sub_type(d));
    return result;
  }
  require_feature(d, Feature::gc, d.in.pos(), "malformed definition type");
  d.in.byte();
  result.explicit_rec = true;
  decode_vec(d, result.sub_types, d.limits.types, "types", decode_sub_type);
  return result;
}

ExportType decode_export_type(Decoder& d);
ExternDesc decode_extern_desc(Decoder& d);
TypeDef decode_type_def(Decoder& d, Pos begin, std::uint32_t depth);

// `moduletypedef` and `instancetypedef`: the numbers are those of the corresponding sections.
TypeDecl decode_type_decl(Decoder& d, LinkingType::Kind kind, std::uint32_t depth) {
  const Pos pos = d.in.pos();
  const std::uint8_t form = d.in.byte();
  const bool is_module = kind == LinkingType::Kind::module;
  if (form == 0x01) return {decode_type_def(d, pos, depth)};
  if (form == 0x02 && is_module) return {decode_item(d, pos, decode_import)};
  if (form == 0x07) return {decode_item(d, pos, decode_export_type)};
  if (form == 0x0f) return {decode_item(d, pos, decode_alias)};
  throw Malformed(
      pos, (is_module ? "malformed module type definition " : "malformed instance type definition ") + hex(form));
}

LinkingType decode_linking_type(Decoder& d, LinkingType::Kind kind, Pos pos, std::uint32_t depth) {
  require_limit(depth + 1, d.limits.type_nesting, pos, "nested types");
  require_stack(pos);
  LinkingType result;
  result.kind = kind;
  decode_vec(d, result.decls, d.limits.types, "definitions in a type",
             [&](Decoder& in) { return decode_type_decl(in, kind, depth + 1); });
  if (d.observer) d.observer->leave();
  return result;
}

Limits decode_bounds(Decoder& d, bool has_max) {
  Limits result;
  const auto bound = [&d] { return d.features.has(Feature::memory64) ? d.in.u64() : d.in.u32(); };
  result.min = bound();
  if (has_max) result.max = bound();
  return result;
}

// The flags before limits; bits other than 0 are of proposals. spec: binary/types, Limits
std::uint8_t decode_limits_flags(Decoder& d, bool is_memory) {
  const Pos pos = d.in.pos();
  const std::uint8_t flags = d.in.byte();
  const char* const message = "malformed limits flags";
  require((flags & ~(is_memory ? 0x0f : 0x05)) == 0, pos, message);
  if (flags & 0x02) require_feature(d, Feature::threads, pos, message);
  if (flags & 0x04) require_feature(d, Feature::memory64, pos, message);
  if (flags & 0x08) require_feature(d, Feature::custom_page_sizes, pos, message);
  return flags;
}

AddrType addr_type(std::uint8_t flags) { return flags & 0x04 ? AddrType::i64 : AddrType::i32; }

std::uint8_t decode_page_size(Decoder& d) {
  const Pos pos = d.in.pos();
  const std::uint32_t log2 = d.in.u32();
  require(log2 < 64, pos, "invalid custom page size");
  return static_cast<std::uint8_t>(log2);
}

// `importdesc`. spec: binary/modules, Import Section; Binary.md, "Import Section updates"
ExternDesc decode_extern_desc(Decoder& d) {
  const std::string note = note_on_import_kind(d.in.peek());
  if (!note.empty()) throw Malformed(d.in.pos(), "malformed import kind " + hex(d.in.peek()) + note);
  return visit_kind(decode_extern_kind(d, "malformed import kind"), [&](auto space) {
    typename DescOf<space>::type type;
    decode_extern_desc(d, type);
    return ExternDesc(std::move(type));
  });
}

ExportType decode_export_type(Decoder& d) {
  ExportType result;
  result.at = {d.in.pos()};
  result.name = d.in.name();
  result.desc_at = {d.in.pos()};
  result.desc = decode_extern_desc(d);
  return result;
}

ExportAlias decode_export_alias(Decoder& d) {
  ExportAlias result;
  result.instance = d.in.u32();
  result.kind = decode_extern_kind(d, "malformed alias kind");
  result.name_at = {d.in.pos()};
  result.name = d.in.name();
  return result;
}

OuterAlias decode_outer_alias(Decoder& d) {
  OuterAlias result;
  result.depth_at = {d.in.pos()};
  result.depth = d.in.u32();
  const Pos pos = d.in.pos();
  const std::uint8_t number = d.in.byte();
  const auto kind = find_kind(number);
  if (kind != ExternKind::module && kind != ExternKind::type)
    throw Malformed(pos, "malformed alias kind " + hex(number));
  result.kind = *kind;
  result.index_at = {d.in.pos()};
  result.index = d.in.u32();
  return result;
}

// `depth` is how many module and instance types enclose it. spec: Binary.md, "Type Section updates"
TypeDef decode_type_def(Decoder& d, Pos begin, std::uint32_t depth) {
  const Pos pos = d.in.pos();
  const int form = d.in.peek();
  if (form != 0x61 && form != 0x62) {
    return decode_item(d, begin, [pos](Decoder& in) -> TypeDef { return {{pos}, decode_rec_type(in)}; });
  }
  require_feature(d, Feature::module_linking, pos, "malformed definition type");
  d.in.byte();
  const auto kind = form == 0x61 ? LinkingType::Kind::module : LinkingType::Kind::instance;
  if (d.observer) d.observer->enter_type(d.since(begin), kind);
  return {{pos}, Nested<LinkingType>(decode_linking_type(d, kind, pos, depth))};
}

}  // namespace

HeapType decode_heap_type(Decoder& d) {
  const int first = d.in.peek();
  const char* const message = "malformed heap type";
  if (first != Reader::at_the_end && is_negative(static_cast<std::uint8_t>(first))) {
    return decode_abs_heap_type(d, message);
  }
  const Pos pos = d.in.pos();
  const std::int64_t index = d.in.s33();
  require(index >= 0, pos, message);
  require_typed_references(d, pos, message);
  return {HeapKind::type_index, static_cast<Index>(index)};
}

RefType decode_ref_type(Decoder& d) { return decode_ref_type_or(d, "malformed reference type"); }

ValType decode_val_type(Decoder& d) {
  const Pos pos = d.in.pos();
  const char* const message = "malformed value type";
  const int first = d.in.peek();
  const NumTypeInfo* num_type = first == Reader::at_the_end ? nullptr : find_num_type(static_cast<std::uint8_t>(first));
  if (!num_type) {
    const ValType result = decode_ref_type_or(d, message);
    require_feature(d, Feature::reference_types, pos, message);
    return result;
  }
  require_feature(d, num_type->feature, pos, message);
  d.in.byte();
  return num_type->kind;
}

MemoryType decode_memory_type(Decoder& d) {
  MemoryType result;
  const std::uint8_t flags = decode_limits_flags(d, true);
  result.addr = addr_type(flags);
  result.shared = (flags & 0x02) != 0;
  result.limits = decode_bounds(d, (flags & 0x01) != 0);
  if (flags & 0x08) result.page_size_log2 = decode_page_size(d);
  return result;
}

TableType decode_table_type(Decoder& d) {
  TableType result;
  result.elem = decode_ref_type(d);
  const std::uint8_t flags = decode_limits_flags(d, false);
  result.addr = addr_type(flags);
  result.limits = decode_bounds(d, (flags & 0x01) != 0);
  return result;
}

GlobalType decode_global_type(Decoder& d) {
  GlobalType result;
  result.val = decode_val_type(d);
  result.mut = decode_mutability(d);
  return result;
}

void decode_extern_desc(Decoder& d, TagDesc& type) {
  d.in.zero();
  type.type = d.in.u32();
}

TypeDef decode_type_def(Decoder& d) { return decode_type_def(d, d.in.pos(), 0); }

namespace {

// Two-level imports put the byte 0 of an empty name before ff, which is no kind, to say that there is one level only.
// spec: Binary.md, "Import Section updates"
Import decode_import_names(Decoder& d) {
  Import result;
  result.at = {d.in.pos()};
  Name first = d.in.name();
  const bool may_be_single = d.features.has(Feature::module_linking) && d.in.peek() == 0x00;
  Name second = d.in.name();
  if (may_be_single && d.in.peek() == 0xff) {
    d.in.byte();
    result.name = std::move(first);
  } else {
    result.module = std::move(first);
    result.name = std::move(second);
  }
  return result;
}

Import decode_import_desc(Decoder& d, Import import) {
  import.desc_at = {d.in.pos()};
  import.desc = decode_extern_desc(d);
  return import;
}

// 7f or 7e, which are no kinds either, behind an empty name.
bool at_group(const Decoder& d, const Import& head) {
  const int form = d.in.peek();
  return head.module && head.name.empty() && (form == 0x7f || form == 0x7e);
}

Import decode_group_item(Decoder& d, const Import& head) {
  Import result = head;
  result.at = {d.in.pos()};
  result.name = d.in.name();
  return head.group.kind == ImportGroup::Kind::typed ? decode_import_desc(d, std::move(result)) : result;
}

// The rest of a group, whose module name is known.
void decode_group(Decoder& d, Import head, std::vector<Definition>& out, std::uint64_t& count) {
  const Pos form_pos = d.in.pos();
  require_feature(d, Feature::compact_imports, form_pos, "malformed import kind");
  require_limit(head.module->size(), d.limits.group_name, head.at.pos, "bytes in the name of a group of imports");
  head.group = {d.in.byte() == 0x7f ? ImportGroup::Kind::typed : ImportGroup::Kind::of_one_type, true};
  if (head.group.kind == ImportGroup::Kind::of_one_type) head = decode_import_desc(d, std::move(head));
  if (d.observer) d.observer->import_group(d.since(head.at.pos), head);
  const Pos pos = d.in.pos();
  const std::uint32_t items = d.in.length();
  count += items;
  require_limit(count, d.limits.imports, pos, "imports");
  if (d.observer) d.observer->count(d.since(pos), items, "imports");
  for (std::uint32_t i = 0; i < items; ++i) {
    out.emplace_back(decode_item(d, [&head](Decoder& in) { return decode_group_item(in, head); }));
    head.group.first = false;
  }
}

}  // namespace

Import decode_import(Decoder& d) { return decode_import_desc(d, decode_import_names(d)); }

void decode_imports(Decoder& d, std::vector<Definition>& out, std::uint64_t& count) {
  const Pos begin = d.in.pos();
  Import head = decode_import_names(d);
  if (at_group(d, head)) return decode_group(d, std::move(head), out, count);
  require_limit(++count, d.limits.imports, begin, "imports");
  out.emplace_back(decode_item(d, begin, [&head](Decoder& in) { return decode_import_desc(in, std::move(head)); }));
}

// spec: Binary.md, "Alias section (16)"
Alias decode_alias(Decoder& d) {
  const Pos pos = d.in.pos();
  const std::uint8_t form = d.in.byte();
  if (form == 0x00) return {{pos}, decode_export_alias(d)};
  if (form == 0x01) return {{pos}, decode_outer_alias(d)};
  throw Malformed(pos, "malformed alias target " + hex(form));
}

ExternKind decode_extern_kind(Decoder& d, const char* message) {
  const Pos pos = d.in.pos();
  const std::uint8_t number = d.in.byte();
  const auto kind = find_kind(number);
  if (!kind || *kind == ExternKind::type) throw Malformed(pos, message + (" " + hex(number)));
  if (feature_of(*kind) != Feature::mvp) require_feature(d, feature_of(*kind), pos, message);
  return *kind;
}

}  // namespace modlink::binary
