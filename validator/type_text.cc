// Types and mismatches as text, for messages. spec: text/types; Explainer, "Module and Instance Types"

#include "validator/match.h"
#include "validator/mismatch.h"
#include "validator/type_names.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/type_tables.h"

namespace modlink {

using validator::TypeNames;

namespace {

// Writes until it is deep or long enough, and `…` for the rest.
class Writer {
 public:
  explicit Writer(const TypeStore& store, const TypeNames* names = nullptr) : store_(store), names_(names) {}
  std::string take() { return std::move(out_); }

  void val_type(ValType type) {
    if (!type.is_ref()) return put(to_string(type.kind));
    const RefType ref = type.ref();
    if (ref.nullable && is_abstract(ref.heap.kind)) return put(info(ref.heap.kind).ref_keyword);
    put(ref.nullable ? "(ref null " : "(ref ");
    heap_type(ref.heap);
    put(")");
  }

  void result_type(const ResultType& types) {
    list(types, " ", [this](ValType type) { val_type(type); });
  }

  void func_type(const FuncType& type, const char* keyword) {
    put(concat('(', keyword));
    params("param", type.params);
    params("result", type.results);
    put(")");
  }

  void extern_type(const ExternType& type) {
    std::visit([this](const auto& item) { text_of(item); }, type);
  }

 private:
  static constexpr std::size_t max_length = 300;
  static constexpr int max_depth = 4;

  void text_of(ExternFunc func) { func_def(*func.type); }
  template <ExternKind kind>
  void text_of(ExternDef<kind> item) {
    func_type(*item.type->func(), modlink::to_string(kind));
  }
  void text_of(const TableType& type) { table_type(type); }
  void text_of(const MemoryType& type) { memory_type(type); }
  void text_of(const GlobalType& type) { global_type(type); }
  void text_of(ExternModule module) { module_type(*module.type); }
  void text_of(ExternInstance instance) { instance_type(*instance.type); }

  bool full() const { return out_.size() >= max_length; }
  void put(std::string_view text) { out_ += text; }

  // `…` instead of `write` where it would get too deep.
  template <class F>
  void nested(F write) {
    if (depth_ >= max_depth || full()) return put("…");
    ++depth_;
    write();
    --depth_;
  }

  template <class List, class F>
  void list(const List& items, const char* separator, F write) {
    bool first = true;
    for (const auto& item : items) {
      if (!first) put(separator);
      first = false;
      if (full()) return put("…");
      write(item);
    }
  }

  void heap_type(HeapType heap) {
    if (heap.kind == HeapKind::def_type) {
      const std::string name = names_ ? names_->find(*store_.def_type(heap)) : std::string();
      return name.empty() ? nested([&] { def_type(*store_.def_type(heap)); }) : put(name);
    }
    if (heap.is_concrete()) return put(std::to_string(heap.index));
    put(to_string(heap.kind));
  }

  void params(const char* keyword, const ResultType& types) {
    if (types.empty()) return;
    put(concat(" (", keyword, ' '));
    result_type(types);
    put(")");
  }

  void field(const FieldType& field) {
    put(field.mut ? "(field (mut " : "(field ");
    if (const auto* type = std::get_if<ValType>(&field.storage)) {
      val_type(*type);
    } else {
      put(std::get<PackType>(field.storage) == PackType::i8 ? "i8" : "i16");
    }
    put(field.mut ? "))" : ")");
  }

  void comp_type(const CompType& comp) {
    if (const auto* func = std::get_if<FuncType>(&comp)) return func_type(*func, "func");
    put(std::holds_alternative<StructType>(comp) ? "(struct" : "(array ");
    if (const auto* structure = std::get_if<StructType>(&comp)) {
      for (const FieldType& item : structure->fields) {
        put(" ");
        if (full()) {
          put("…");
          break;
        }
        field(item);
      }
    } else {
      field(std::get<ArrayType>(comp).field);
    }
    put(")");
  }

  void def_type(const DefType& type) {
    if (type.sub.final && type.sub.supers.empty()) return comp_type(type.sub.comp);
    put(type.sub.final ? "(sub final " : "(sub ");
    for (const HeapType super : type.sub.supers) {
      heap_type(super);
      put(" ");
    }
    comp_type(type.sub.comp);
    put(")");
  }

  void func_def(const DefType& type) {
    nested([&] { def_type(type); });
  }

  void limits(AddrType addr, const Limits& limits) {
    if (addr == AddrType::i64) put(" i64");
    put(concat(' ', limits.min));
    if (limits.max) put(concat(' ', *limits.max));
  }

  void table_type(const TableType& type) {
    put("(table");
    limits(type.addr, type.limits);
    put(" ");
    val_type(type.elem);
    put(")");
  }

  void memory_type(const MemoryType& type) {
    put("(memory");
    limits(type.addr, type.limits);
    if (type.shared) put(" shared");
    if (type.page_size_log2 != 16) put(concat(" (pagesize ", std::uint64_t{1} << (type.page_size_log2 & 63), ')'));
    put(")");
  }

  void global_type(const GlobalType& type) {
    put(type.mut ? "(global (mut " : "(global ");
    val_type(type.val);
    put(type.mut ? "))" : ")");
  }

  void externs(const char* keyword, const ExternTypeMap& map) {
    for (const auto& entry : map.entries()) {
      put(" ");
      if (full()) return put("…");
      put(concat('(', keyword, ' ', quote(entry.name), ' '));
      nested([&] { extern_type(entry.type); });
      put(")");
    }
  }

  void module_type(const ModuleType& type) {
    put("(module");
    externs("import", type.imports);
    externs("export", type.exports());
    put(")");
  }

  void instance_type(const InstanceType& type) {
    put("(instance");
    externs("export", type.exports);
    put(")");
  }

  const TypeStore& store_;
  const TypeNames* names_;
  std::string out_;
  int depth_ = 0;
};

std::string describe_step(const Step& step) {
  return concat(step.side == ExternSide::import ? "import" : "export", ' ', quote(*step.name));
}

std::string rule_of(const Difference& difference) {
  if (!difference.found) {
    return difference.step.side == ExternSide::import ? "Subtyping.md, Module Subtyping"
                                                      : "Subtyping.md, Instance Subtyping";
  }
  if (difference.found->index() != difference.expected->index()) return "matching/external types";
  const IndexSpace space = space_of(kind_of(*difference.expected));
  return is_core(space) ? concat("matching/", describe_all(space)) : "Subtyping.md";
}

}  // namespace

Mismatch describe(const TypeStore& store, const Difference& difference, const std::vector<Step>& path) {
  Mismatch result;
  for (const Step& step : path) result.path.push_back(describe_step(step));
  result.rule = rule_of(difference);
  result.expected = to_string(store, *difference.expected);
  result.missing = !difference.found;
  result.found = difference.found ? to_string(store, *difference.found) : "nothing";
  if (result.found == result.expected) result.found += " of another recursive group";
  return result;
}

std::string Mismatch::to_string() const {
  constexpr std::size_t max_steps = 12;
  std::string result;
  for (std::size_t i = 0; i < path.size(); ++i) {
    // Of a long way, the beginning and the end.
    if (path.size() > max_steps && i == max_steps / 2) {
      result += "… → ";
      i = path.size() - max_steps / 2;
    }
    result += path[i];
    result += i + 1 == path.size() ? ": " : " → ";
  }
  return concat(result, "expected ", expected, ", found ", found);
}

std::string to_string(const TypeStore& store, ValType type) {
  Writer writer(store);
  writer.val_type(type);
  return writer.take();
}

std::string to_string(const TypeStore& store, const ResultType& type) {
  Writer writer(store);
  writer.result_type(type);
  return concat('[', writer.take(), ']');
}

std::string to_string(const TypeStore& store, const FuncType& type) {
  Writer writer(store);
  writer.func_type(type, "func");
  return writer.take();
}

std::string to_string(const TypeStore& store, const ExternType& type) {
  Writer writer(store);
  writer.extern_type(type);
  return writer.take();
}

namespace validator {

std::string TypeNames::find(const DefType& type) const {
  std::string index;
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const auto* const entry = std::get_if<const DefType*>(&types_[i]);
    if (!entry || *entry != &type) continue;
    const std::string_view name = names_ ? names_->find(static_cast<Index>(i)) : std::string_view();
    if (!name.empty()) return quote_id(name);
    if (index.empty()) index = std::to_string(i);
  }
  return index;
}

std::string to_string(const TypeStore& store, ValType type, const TypeNames& names) {
  Writer writer(store, &names);
  writer.val_type(type);
  return writer.take();
}

std::string to_string(const TypeStore& store, const ResultType& type, const TypeNames& names) {
  Writer writer(store, &names);
  writer.result_type(type);
  return concat('[', writer.take(), ']');
}

std::string to_string(const TypeStore& store, const FuncType& type, const TypeNames& names) {
  Writer writer(store, &names);
  writer.func_type(type, "func");
  return writer.take();
}

}  // namespace validator

}  // namespace modlink
