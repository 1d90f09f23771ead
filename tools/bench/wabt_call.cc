// libwabt's interpreter, to compare with. Compiled as C++17.
#include "tools/bench/wabt_call.h"

#include <wabt/binary-reader.h>
#include <wabt/interp/binary-reader-interp.h>
#include <wabt/interp/interp.h>

#include <cstdio>
#include <cstdlib>

namespace modlink::bench {

namespace {

namespace interp = wabt::interp;

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "wabt: %s\n", what);
  std::exit(1);
}

interp::ModuleDesc read(std::string_view bytes, const wabt::Features& features) {
  wabt::Errors errors;
  interp::ModuleDesc desc;
  const wabt::ReadBinaryOptions options(features, nullptr, false, true, false);
  const auto result = interp::ReadBinaryInterp("benchmark", bytes.data(), bytes.size(), options, &errors, &desc);
  if (wabt::Failed(result)) fail("cannot read the module");
  return desc;
}

interp::Ref find(const interp::Module& module, const interp::Instance& instance, std::string_view name) {
  const auto& exports = module.desc().exports;
  for (std::size_t i = 0; i < exports.size(); ++i) {
    if (exports[i].type.name == name) return instance.exports()[i];
  }
  fail("no such export");
}

}  // namespace

std::uint32_t call_on_wabt(std::string_view bytes, std::uint32_t first, std::uint32_t second) {
  const wabt::Features features;
  interp::Store store(features);
  const auto module = interp::Module::New(store, read(bytes, features));
  interp::Trap::Ptr trap;
  const auto instance = interp::Instance::Instantiate(store, module.ref(), {}, &trap);
  if (!instance) fail("cannot instantiate the module");
  const auto func = store.UnsafeGet<interp::Func>(find(*module, *instance, "run"));
  const interp::Values args{interp::Value::Make(first), interp::Value::Make(second)};
  interp::Values results;
  if (wabt::Failed(func->Call(store, args, results, &trap))) fail("trap");
  return results[0].Get<wabt::interp::u32>();
}

}  // namespace modlink::bench
