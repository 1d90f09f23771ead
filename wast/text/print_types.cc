// Printing of types. spec: text/types; Explainer, "Module and Instance Types"
#include "wast/text/print_types.h"

#include <algorithm>

#include "wast/syntax/concat.h"
#include "wast/syntax/type_tables.h"

namespace modlink::text {

namespace {

std::string field_type(const FieldType& field, const Identifiers& types) {
  std::string storage;
  if (const auto* val = std::get_if<ValType>(&field.storage)) {
    storage = to_text(*val, types);
  } else {
    storage = std::get<PackType>(field.storage) == PackType::i8 ? "i8" : "i16";
  }
  return field.mut ? "(mut " + storage + ")" : storage;
}

// "(struct (field $x i32))"
std::string struct_type(const StructType& type, const Identifiers& types, const Identifiers& ids) {
  std::string result = "(struct";
  for (Index i = 0; i < type.fields.size(); ++i) {
    result += " (field" + ids.bind(i) + " " + field_type(type.fields[i], types) + ")";
  }
  return result + ")";
}

std::string comp_type(const CompType& type, const Identifiers& types, const Identifiers& fields) {
  if (const auto* func = std::get_if<FuncType>(&type)) return "(func" + signature(*func, types, {}) + ")";
  if (const auto* array = std::get_if<ArrayType>(&type)) return "(array " + field_type(array->field, types) + ")";
  return struct_type(std::get<StructType>(type), types, fields);
}

// "(type $t (sub final $super (func)))"
std::string sub_type(const SubType& type, Index index, const Identifiers& types, const FieldIdentifiers& fields) {
  const std::string head = "(type" + types.bind(index) + " ";
  const auto ids = fields.find(index);
  const std::string comp = comp_type(type.comp, types, ids == fields.end() ? Identifiers() : ids->second);
  if (type.final && type.supers.empty()) return head + comp + ")";
  std::string result = head + (type.final ? "(sub final " : "(sub ");
  for (HeapType super : type.supers) result += to_text(super, types) + " ";
  return result + comp + "))";
}

std::string rec_type(const RecType& type, Index index, const Identifiers& types, const FieldIdentifiers& fields,
                     std::size_t depth) {
  if (!type.explicit_rec && type.sub_types.size() == 1) return sub_type(type.sub_types[0], index, types, fields);
  std::string result = "(rec";
  for (const SubType& member : type.sub_types) {
    result += new_line(depth + 1) + sub_type(member, index++, types, fields);
  }
  return result + ")";
}

// The definitions of one module or instance type. spec: Explainer, "Module and Instance Types"
class LinkingTypePrinter {
 public:
  LinkingTypePrinter(const LinkingType& type, std::size_t depth)
      : type_(type), types_(type.type_names, UINT32_MAX), depth_(depth) {}

  std::string print() {
    std::string result = type_.kind == LinkingType::Kind::module ? "(module" : "(instance";
    for (const TypeDecl& decl : type_.decls) {
      result += new_line(depth_ + 1);
      result += std::visit([this](const auto& item) { return to_text(item); }, decl.decl);
    }
    return result + ")";
  }

 private:
  std::string to_text(const TypeDef& def) {
    const Index index = next_type_;
    next_type_ += type_count(def);
    return text::to_text(def, index, types_, {}, depth_ + 1);
  }
  std::string to_text(const Alias& alias) {
    const bool is_type = kind_of(alias) == ExternKind::type;
    return text::to_text(alias, is_type ? types_.bind(next_type_++) : std::string(), {});
  }
  std::string to_text(const Import& import) { return text::to_text(import, {}, types_); }
  std::string to_text(const ExportType& type) {
    return "(export " + quoted(type.name) + " " + text::to_text(type.desc, {}, types_) + ")";
  }
  std::string to_text(const ZeroLevelExport& type) { return "(export " + type_use(type.type, types_) + ")"; }

  const LinkingType& type_;
  Identifiers types_;
  std::size_t depth_;
  Index next_type_ = 0;
};

}  // namespace

std::string new_line(std::size_t depth) {
  std::string result;
  print_new_line(result, depth);
  return result;
}

void print_new_line(std::string& out, std::size_t depth) {
  constexpr std::size_t deepest = 40;
  out += '\n';
  out.append(2 * std::min(depth, deepest), ' ');
}

std::string to_text(HeapType type, const Identifiers& types) {
  return type.is_concrete() ? types.ref(type.index) : std::string(to_string(type.kind));
}

std::string to_text(RefType type, const Identifiers& types) {
  if (type.nullable && is_abstract(type.heap.kind)) return std::string(info(type.heap.kind).ref_keyword);
  return (type.nullable ? "(ref null " : "(ref ") + to_text(type.heap, types) + ")";
}

std::string to_text(ValType type, const Identifiers& types) {
  return type.is_ref() ? to_text(type.ref(), types) : std::string(to_string(type.kind));
}

std::string limits_text(AddrType addr, const Limits& limits) {
  std::string result = addr == AddrType::i64 ? "i64 " : "";
  result += std::to_string(limits.min);
  if (limits.max) result += " " + std::to_string(*limits.max);
  return result;
}

std::string to_text(const MemoryType& type, const Identifiers&) {
  std::string result = limits_text(type.addr, type.limits);
  if (type.shared) result += " shared";
  if (type.page_size_log2 != 16) result += concat(" (pagesize ", std::uint64_t{1} << type.page_size_log2, ')');
  return result;
}

std::string to_text(const TableType& type, const Identifiers& types) {
  return limits_text(type.addr, type.limits) + " " + to_text(type.elem, types);
}

std::string to_text(const GlobalType& type, const Identifiers& types) {
  const std::string val = to_text(type.val, types);
  return type.mut ? "(mut " + val + ")" : val;
}

std::string type_use(Index type, const Identifiers& types) { return "(type " + types.ref(type) + ")"; }

std::string val_types(const char* keyword, const ResultType& val_types, const Identifiers& types) {
  if (val_types.empty()) return {};
  std::string result = std::string(" (") + keyword;
  for (ValType type : val_types) result += " " + to_text(type, types);
  return result + ")";
}

std::string signature(const FuncType& type, const Identifiers& types, const Identifiers& locals) {
  std::string result;
  ResultType unnamed;
  for (Index i = 0; i < type.params.size(); ++i) {
    const std::string id = locals.bind(i);
    if (id.empty()) {
      unnamed.push_back(type.params[i]);
      continue;
    }
    result += val_types("param", unnamed, types) + " (param" + id + " " + to_text(type.params[i], types) + ")";
    unnamed.clear();
  }
  return result + val_types("param", unnamed, types) + val_types("result", type.results, types);
}

std::string to_text(const ExternDesc& desc, const std::string& id, const Identifiers& types) {
  const std::string text = std::visit([&](const auto& type) { return to_text(type, types); }, desc);
  return concat('(', to_string(kind_of(desc)), id, ' ', text, ')');
}

std::string to_text(const Alias& alias, const std::string& id, const Identifiers& instances) {
  const char* const kind = to_string(kind_of(alias));
  if (const auto* target = std::get_if<ExportAlias>(&alias.target)) {
    return concat("(alias ", instances.ref(target->instance), ' ', quoted(target->name), " (", kind, id, "))");
  }
  const auto& target = std::get<OuterAlias>(alias.target);
  return concat("(alias outer ", target.depth, ' ', target.index, " (", kind, id, "))");
}

std::string to_text(const Import& import, const std::string& id, const Identifiers& types) {
  const std::string module = import.module ? quoted(*import.module) + " " : std::string();
  return concat("(import ", module, quoted(import.name), ' ', to_text(import.desc, id, types), ')');
}

std::string to_text(const TypeDef& def, Index index, const Identifiers& types, const FieldIdentifiers& fields,
                    std::size_t depth) {
  if (const auto* rec = std::get_if<RecType>(&def.def)) return rec_type(*rec, index, types, fields, depth);
  const LinkingType& type = *std::get<Nested<LinkingType>>(def.def);
  return "(type" + types.bind(index) + " " + LinkingTypePrinter(type, depth).print() + ")";
}

}  // namespace modlink::text
