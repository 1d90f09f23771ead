// The host of modules that Binaryen's fuzzer makes.
#include "tools/peers/support_module.h"

#include <utility>

#include "wast/syntax/definitions.h"

namespace modlink::peers {

namespace {

constexpr const char* support_name = "fuzzing-support";

Instr plain(Opcode op) { return make_plain(op, no_pos); }

Expr constant_of(ValType type) {
  Expr expr;
  switch (type.kind) {
    case ValKind::i32: expr.append(make_const(Opcode::i32_const, no_pos, 0)); break;
    case ValKind::i64: expr.append(make_const(Opcode::i64_const, no_pos, 0)); break;
    case ValKind::f32: expr.append(make_const(Opcode::f32_const, no_pos, 0)); break;
    case ValKind::f64: expr.append(make_const(Opcode::f64_const, no_pos, 0)); break;
    case ValKind::v128: expr.append(expr.make_vector(Opcode::v128_const, no_pos, {})); break;
    case ValKind::ref:
    case ValKind::bot: expr.append(make_heap(Opcode::ref_null, no_pos, type.ref().heap)); break;
  }
  return expr;
}

class SupportWriter {
 public:
  explicit SupportWriter(const Module& importer) {
    for (const Definition& definition : importer.definitions) {
      if (const auto* type = std::get_if<TypeDef>(&definition)) add_type(*type);
    }
    add_type({At{}, RecType{{SubType{At{}, true, {}, FuncType{}}}, false}});
    Global sum{At{}, {true, ValKind::i64}, constant_of(ValKind::i64)};
    sum.init.append(plain(Opcode::end));
    made_.globals.push_back(std::move(sum));
    made_.exports.push_back({At{}, "sum", ExternKind::global, 0, At{}});
    made_.tags.push_back({At{}, static_cast<Index>(types_.size() - 1)});
    for (const Import& import : importer_imports(importer)) {
      std::visit([&](const auto& desc) { add(import.name, desc); }, import.desc);
    }
  }

  Module take() { return std::move(made_); }

 private:
  static std::vector<Import> importer_imports(const Module& importer) {
    std::vector<Import> found;
    for (const Definition& definition : importer.definitions) {
      const auto* import = std::get_if<Import>(&definition);
      if (import && import->module == support_name) found.push_back(*import);
    }
    return found;
  }

  void add_type(const TypeDef& def) {
    made_.definitions.push_back(def);
    for (const SubType& type : std::get<RecType>(def.def).sub_types) {
      const auto* func = std::get_if<FuncType>(&type.comp);
      types_.push_back(func ? *func : FuncType{});
    }
  }

  void give(const Name& name, ExternKind kind, std::size_t index) {
    made_.exports.push_back({At{}, name, kind, static_cast<Index>(index), At{}});
  }

  void add(const Name& name, FuncDesc desc) {
    Func func{At{}, desc.type, {}, body(name, types_[desc.type])};
    made_.funcs.push_back(std::move(func));
    give(name, ExternKind::func, made_.funcs.size() - 1);
  }
  void add(const Name& name, TagDesc desc) {
    made_.tags.push_back({At{}, desc.type});
    give(name, ExternKind::tag, made_.tags.size() - 1);
  }
  void add(const Name& name, const TableType& type) {
    made_.tables.push_back({At{}, type, {}});
    give(name, ExternKind::table, made_.tables.size() - 1);
  }
  void add(const Name& name, const MemoryType& type) {
    made_.memories.push_back({At{}, type});
    give(name, ExternKind::memory, made_.memories.size() - 1);
  }
  void add(const Name& name, const GlobalType& type) {
    Global global{At{}, type, constant_of(type.val)};
    global.init.append(plain(Opcode::end));
    made_.globals.push_back(std::move(global));
    give(name, ExternKind::global, made_.globals.size() - 1);
  }
  void add(const Name&, ModuleDesc) {}
  void add(const Name&, InstanceDesc) {}

  // sum = rotl(sum, 5) + parameter
  static void add_to_sum(Expr& body, Index local, ValKind kind) {
    body.append(make_index(Opcode::global_get, no_pos, 0));
    body.append(make_const(Opcode::i64_const, no_pos, 5));
    body.append(plain(Opcode::i64_rotl));
    body.append(make_index(Opcode::local_get, no_pos, local));
    if (kind == ValKind::f32) body.append(plain(Opcode::i32_reinterpret_f32));
    if (kind == ValKind::f64) body.append(plain(Opcode::i64_reinterpret_f64));
    if (kind == ValKind::i32 || kind == ValKind::f32) body.append(plain(Opcode::i64_extend_i32_u));
    body.append(plain(Opcode::i64_add));
    body.append(make_index(Opcode::global_set, no_pos, 0));
  }

  static Expr body(const Name& name, const FuncType& type) {
    Expr body;
    for (Index i = 0; i < type.params.size(); ++i) {
      const ValKind kind = type.params[i].kind;
      if (kind < ValKind::v128) add_to_sum(body, i, kind);
    }
    if (name == "throw") body.append(make_index(Opcode::throw_, no_pos, 0));
    for (const ValType result : type.results) {
      if (result.is_ref() && !result.nullable) {
        body.append(plain(Opcode::unreachable));
        break;
      }
      const Expr value = constant_of(result);
      for (const Instr& instr : value) {
        body.append(result == ValKind::v128 ? body.make_vector(Opcode::v128_const, no_pos, {}) : instr);
      }
    }
    body.append(plain(Opcode::end));
    return body;
  }

  Module made_;
  std::vector<FuncType> types_;  // those that are none of functions are empty
};

}  // namespace

Module support_module(const Module& importer) { return SupportWriter(importer).take(); }

}  // namespace modlink::peers
