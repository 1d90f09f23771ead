// Values of the C API, and those of the interpreter. capi/wasm.h, Values
#pragma once

#include <cstring>

#include "capi/handles.h"

namespace modlink::capi {

// The kind that stands for a type.
wasm_valkind_t valkind_of(const TypeStore& types, ValType type);

// As long as it lives, the values' references do.
class OwnVals {
 public:
  OwnVals() = default;
  // New handles for all references.
  OwnVals(const StatePtr& state, const Values& vals);
  ~OwnVals();
  OwnVals(OwnVals&&) = default;
  OwnVals(const OwnVals&) = delete;
  OwnVals& operator=(const OwnVals&) = delete;

  // Zeros and nulls.
  static OwnVals defaults(const TypeStore& types, const ResultType& result);

  modlink_val_t* data() { return vals_.data(); }
  const modlink_val_t* data() const { return vals_.data(); }
  std::size_t size() const { return vals_.size(); }
  void swap(OwnVals& other) { vals_.swap(other.vals_); }
  // Gives a value away.
  modlink_val_t take(std::size_t index);

 private:
  std::vector<modlink_val_t> vals_;
};

// All zero: `{}` would set the first member of the union alone.
template <class Val>
Val zero_val(wasm_valkind_t kind) {
  Val val;
  std::memset(&val, 0, sizeof val);
  val.kind = kind;
  return val;
}

modlink_val_t from_value(const StatePtr& state, const Value& val);
// The value, if it can be one of the type in the store; whether it is, those check who take it.
std::optional<Value> to_value(State& state, const modlink_val_t& val, ValType type);
// All of them; nullopt also if they are not as many.
std::optional<Values> to_values(State& state, const modlink_val_t* vals, std::size_t count, const ResultType& types);
std::optional<Ref> to_ref(State& state, const wasm_ref_t* ref, RefType type);
// A new handle; null for null.
wasm_ref_t* from_ref(const StatePtr& state, Ref ref);

// False, and a null reference, for a vector, which the standard's values have no room for.
bool to_standard(const modlink_val_t& val, wasm_val_t* out);
modlink_val_t from_standard(const wasm_val_t& val);

}  // namespace modlink::capi
