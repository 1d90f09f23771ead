// Types of the C API. capi/wasm.h, Types
#pragma once

#include <memory>

#include "capi/state.h"

// Concrete types belong to the engine whose type store this is; null for types that name none.
struct wasm_valtype_t {
  modlink::ValType type;
  modlink::TypeStorePtr types;
};

struct wasm_externtype_t {
  explicit wasm_externtype_t(wasm_externkind_t kind) : kind(kind) {}
  virtual ~wasm_externtype_t() = default;
  virtual wasm_externtype_t* copy() const = 0;

  wasm_externkind_t kind;
};

struct wasm_functype_t : wasm_externtype_t {
  wasm_functype_t() : wasm_externtype_t(WASM_EXTERN_FUNC) {}
  wasm_functype_t(const wasm_functype_t& other);
  ~wasm_functype_t() override;
  wasm_functype_t& operator=(const wasm_functype_t&) = delete;
  wasm_externtype_t* copy() const override { return new wasm_functype_t(*this); }

  wasm_valtype_vec_t params{0, nullptr};
  wasm_valtype_vec_t results{0, nullptr};
};

struct wasm_globaltype_t : wasm_externtype_t {
  wasm_globaltype_t(wasm_valtype_t content, bool is_var)
      : wasm_externtype_t(WASM_EXTERN_GLOBAL), content(std::move(content)), is_var(is_var) {}
  wasm_externtype_t* copy() const override { return new wasm_globaltype_t(*this); }

  wasm_valtype_t content;
  bool is_var;
};

struct wasm_tabletype_t : wasm_externtype_t {
  wasm_tabletype_t(wasm_valtype_t elem, const modlink::TableType& type);
  wasm_externtype_t* copy() const override { return new wasm_tabletype_t(*this); }

  wasm_valtype_t elem;
  modlink::TableType type;
  wasm_limits_t limits;
};

struct wasm_memorytype_t : wasm_externtype_t {
  explicit wasm_memorytype_t(const modlink::MemoryType& type);
  wasm_externtype_t* copy() const override { return new wasm_memorytype_t(*this); }

  modlink::MemoryType type;
  wasm_limits_t limits;
};

struct wasm_importtype_t {
  modlink::Name module;
  modlink::Name name;
  std::unique_ptr<wasm_externtype_t> type;
  wasm_name_t module_name{};  // these two point into the others
  wasm_name_t field_name{};
};

struct wasm_exporttype_t {
  modlink::Name name;
  std::unique_ptr<wasm_externtype_t> type;
  wasm_name_t export_name{};
};

namespace modlink::capi {

// The type of a tag, a module or an instance, kept as the interpreter has it: what is in it may be shared much.
struct LinkingExternType : wasm_externtype_t {
  LinkingExternType(wasm_externkind_t kind, TypeStorePtr types, const ExternType& type)
      : wasm_externtype_t(kind), types(std::move(types)), type(type) {}
  wasm_externtype_t* copy() const override { return new LinkingExternType(*this); }

  TypeStorePtr types;
  ExternType type;
};

std::unique_ptr<wasm_externtype_t> make_externtype(const TypeStorePtr& types, const ExternType& type);
std::unique_ptr<wasm_functype_t> make_functype(const TypeStorePtr& types, const FuncType& type);
std::unique_ptr<wasm_importtype_t> make_importtype(Name module, Name name, std::unique_ptr<wasm_externtype_t> type);
std::unique_ptr<wasm_exporttype_t> make_exporttype(Name name, std::unique_ptr<wasm_externtype_t> type);

// Whether it is a reference to a type that has a number in its engine.
bool names_type(const wasm_valtype_t& type);
// nullopt if it is of another engine.
std::optional<ValType> type_in(const TypeStorePtr& types, const wasm_valtype_t* type);
std::optional<FuncType> func_type_in(const TypeStorePtr& types, const wasm_functype_t* type);

}  // namespace modlink::capi
