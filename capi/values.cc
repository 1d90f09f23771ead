// Values of the C API, and those of the interpreter. capi/wasm.h, Values
#include "capi/values.h"

#include <bit>
#include <cstring>
#include <utility>

#include "validator/match.h"

namespace modlink::capi {
namespace {

bool has_ref(const modlink_val_t& val) { return wasm_valkind_is_ref(val.kind); }

void store_bytes(std::uint64_t bits, std::uint8_t* to) {
  for (int i = 0; i < 8; ++i) to[i] = static_cast<std::uint8_t>(bits >> (8 * i));
}

std::uint64_t load_bytes(const std::uint8_t* from) {
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits |= std::uint64_t{from[i]} << (8 * i);
  return bits;
}

template <class T, class Bits>
T as(Bits bits) {
  static_assert(sizeof(T) == sizeof(Bits));
  T result;
  std::memcpy(&result, &bits, sizeof(T));
  return result;
}

}  // namespace

wasm_valkind_t valkind_of(const TypeStore& types, ValType type) {
  switch (type.kind) {
    case ValKind::i32: return WASM_I32;
    case ValKind::i64: return WASM_I64;
    case ValKind::f32: return WASM_F32;
    case ValKind::f64: return WASM_F64;
    case ValKind::v128: return MODLINK_V128;
    case ValKind::ref:
    case ValKind::bot: break;
  }
  const HeapKind top = top_heap_type(types, type.ref().heap).kind;
  if (top == HeapKind::func) return WASM_FUNCREF;
  if (top == HeapKind::extern_) return WASM_EXTERNREF;
  return top == HeapKind::exn ? MODLINK_EXNREF : MODLINK_ANYREF;
}

OwnVals::OwnVals(const StatePtr& state, const Values& vals) : OwnVals() {
  vals_.reserve(vals.size());
  for (const Value& val : vals) vals_.push_back(from_value(state, val));
}

OwnVals::~OwnVals() {
  for (modlink_val_t& val : vals_) modlink_val_delete(&val);
}

OwnVals OwnVals::defaults(const TypeStore& types, const ResultType& result) {
  OwnVals vals;
  for (const ValType type : result) vals.vals_.push_back(zero_val<modlink_val_t>(valkind_of(types, type)));
  return vals;
}

modlink_val_t OwnVals::take(std::size_t index) {
  const modlink_val_t taken = vals_[index];
  if (has_ref(taken)) vals_[index].of.ref = nullptr;
  return taken;
}

modlink_val_t from_value(const StatePtr& state, const Value& val) {
  auto result = zero_val<modlink_val_t>(valkind_of(*state->types(), val.type));
  switch (result.kind) {
    case WASM_I32: result.of.i32 = static_cast<std::int32_t>(val.low); break;
    case WASM_I64: result.of.i64 = static_cast<std::int64_t>(val.low); break;
    case WASM_F32: result.of.f32 = as<float>(static_cast<std::uint32_t>(val.low)); break;
    case WASM_F64: result.of.f64 = as<double>(val.low); break;
    case MODLINK_V128:
      store_bytes(val.low, result.of.v128);
      store_bytes(val.high, result.of.v128 + 8);
      break;
    default: result.of.ref = from_ref(state, val.as_ref());
  }
  return result;
}

std::optional<Value> to_value(State& state, const modlink_val_t& val, ValType type) {
  if (type.is_ref()) {
    if (!has_ref(val)) return std::nullopt;
    const auto ref = to_ref(state, val.of.ref, type.ref());
    return ref ? std::optional(Value{type, ref->bits}) : std::nullopt;
  }
  if (val.kind != valkind_of(*state.types(), type)) return std::nullopt;
  switch (val.kind) {
    case WASM_I32: return Value::i32(static_cast<std::uint32_t>(val.of.i32));
    case WASM_I64: return Value::i64(static_cast<std::uint64_t>(val.of.i64));
    case WASM_F32: return Value{ValKind::f32, as<std::uint32_t>(val.of.f32)};
    case WASM_F64: return Value{ValKind::f64, as<std::uint64_t>(val.of.f64)};
    default: return Value{ValKind::v128, load_bytes(val.of.v128), load_bytes(val.of.v128 + 8)};
  }
}

std::optional<Values> to_values(State& state, const modlink_val_t* vals, std::size_t count, const ResultType& types) {
  if (count != types.size()) return std::nullopt;
  Values result;
  result.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto val = to_value(state, vals[i], types[i]);
    if (!val) return std::nullopt;
    result.push_back(*val);
  }
  return result;
}

// What is no reference of the language, and a function where none is expected, is one of the host's.
std::optional<Ref> to_ref(State& state, const wasm_ref_t* ref, RefType type) {
  if (!ref) return Ref::null();
  if (!ref->is_in(state)) return std::nullopt;
  if (const auto* foreign = handle_as<wasm_foreign_t>(ref)) return Ref::host(foreign->number);
  if (const auto* object = handle_as<ObjectHandle>(ref)) return object->ref;
  const auto* func = handle_as<wasm_func_t>(ref);
  if (func && top_heap_type(*state.types(), type.heap).kind == HeapKind::func) return Ref::func(func->inst);
  return Ref::host(state.foreign_of(*ref));
}

wasm_ref_t* from_ref(const StatePtr& state, Ref ref) {
  if (ref.is_null()) return nullptr;
  if (ref.is_func()) return new wasm_func_t(state, const_cast<FuncInst*>(ref.as_func()));
  if (ref.is_host()) return state->copy_foreign(ref.host_number());
  return new ObjectHandle(state, ref);
}

bool to_standard(const modlink_val_t& val, wasm_val_t* out) {
  *out = zero_val<wasm_val_t>(val.kind);
  switch (val.kind) {
    case WASM_I32: out->of.i32 = val.of.i32; break;
    case WASM_I64: out->of.i64 = val.of.i64; break;
    // As bits: moving signalling NaNs may change them.
    case WASM_F32: std::memcpy(&out->of, &val.of, sizeof(float)); break;
    case WASM_F64: std::memcpy(&out->of, &val.of, sizeof(double)); break;
    case MODLINK_V128: out->kind = WASM_EXTERNREF; return false;
    default: out->of.ref = val.of.ref;
  }
  return true;
}

modlink_val_t from_standard(const wasm_val_t& val) {
  auto result = zero_val<modlink_val_t>(val.kind);
  if (val.kind == MODLINK_V128) return result;
  std::memcpy(&result.of, &val.of, sizeof(val.of));
  return result;
}

}  // namespace modlink::capi

using modlink::capi::guarded;

void modlink_val_delete(modlink_val_t* val) {
  if (!val || !wasm_valkind_is_ref(val->kind)) return;
  wasm_ref_delete(val->of.ref);
  val->of.ref = nullptr;
}

void modlink_val_copy(modlink_val_t* out, const modlink_val_t* val) {
  *out = *val;
  if (wasm_valkind_is_ref(val->kind)) out->of.ref = wasm_ref_copy(val->of.ref);
}

void wasm_val_delete(wasm_val_t* val) {
  if (!val || !wasm_valkind_is_ref(val->kind)) return;
  wasm_ref_delete(val->of.ref);
  val->of.ref = nullptr;
}

void wasm_val_copy(wasm_val_t* out, const wasm_val_t* val) {
  *out = *val;
  if (wasm_valkind_is_ref(val->kind)) out->of.ref = wasm_ref_copy(val->of.ref);
}
