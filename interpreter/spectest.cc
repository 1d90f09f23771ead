// The host module of the official test suite: `spectest`.
#include "interpreter/host.h"

namespace modlink {
namespace {

Outcome print(Store&, const Values&) { return {}; }

}  // namespace

const InstanceValue* make_spectest(Store& store) {
  constexpr ValKind i32 = ValKind::i32, i64 = ValKind::i64, f32 = ValKind::f32, f64 = ValKind::f64;
  return HostModule(store)
      .func("print", {}, print)
      .func("print_i32", {{i32}, {}}, print)
      .func("print_i64", {{i64}, {}}, print)
      .func("print_f32", {{f32}, {}}, print)
      .func("print_f64", {{f64}, {}}, print)
      .func("print_i32_f32", {{i32, f32}, {}}, print)
      .func("print_f64_f64", {{f64, f64}, {}}, print)
      .global("global_i32", {false, i32}, Value::i32(666))
      .global("global_i64", {false, i64}, Value::i64(666))
      .global("global_f32", {false, f32}, Value::f32(666.6f))
      .global("global_f64", {false, f64}, Value::f64(666.6))
      .table("table", {AddrType::i32, {10, 20}, funcref})
      .table("table64", {AddrType::i64, {10, 20}, funcref})
      .memory("memory", {AddrType::i32, {1, 2}})
      .memory("shared_memory", {AddrType::i32, {1, 2}, true})
      .instance();
}

}  // namespace modlink
