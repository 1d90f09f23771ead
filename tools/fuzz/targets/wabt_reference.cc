// libwabt, asked about core modules in the same process. Compiled as C++17.
#include "tools/fuzz/targets/wabt_reference.h"

#include <wabt/binary-reader.h>
#include <wabt/interp/binary-reader-interp.h>
#include <wabt/interp/interp.h>

#include <cmath>
#include <cstdint>
#include <cstring>

namespace modlink::fuzz {
namespace {

namespace interp = wabt::interp;
using wabt::Type;

// The features are those of WebAssembly 2.0, which are on unless one says otherwise. A custom section has to have a
// name.
bool read(const std::string& bytes, interp::ModuleDesc& desc, wabt::Errors& errors) {
  const wabt::ReadBinaryOptions options(wabt::Features(), nullptr, false, true, true);
  return Succeeded(interp::ReadBinaryInterp("module", bytes.data(), bytes.size(), options, &errors, &desc));
}

template <class Bits, class Float>
std::string float_text(const char* type, Float value) {
  if (std::isnan(value)) return std::string(type) + ":nan";
  Bits bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return std::string(type) + ':' + std::to_string(bits);
}

std::string value_text(interp::ValueType type, interp::Value value) {
  switch (type) {
    case Type::I32: return "i32:" + std::to_string(value.Get<wabt::interp::u32>());
    case Type::I64: return "i64:" + std::to_string(value.Get<wabt::interp::u64>());
    case Type::F32: return float_text<std::uint32_t>("f32", value.Get<float>());
    case Type::F64: return float_text<std::uint64_t>("f64", value.Get<double>());
    case Type::V128: return "v128";
    default: return value.Get<interp::Ref>() == interp::Ref::Null ? "null" : "ref";
  }
}

interp::Value zero(interp::ValueType type) {
  switch (type) {
    case Type::I32: return interp::Value::Make(wabt::interp::u32{0});
    case Type::I64: return interp::Value::Make(wabt::interp::u64{0});
    case Type::F32: return interp::Value::Make(0.0f);
    case Type::F64: return interp::Value::Make(0.0);
    case Type::V128: return interp::Value::Make(::v128{});
    default: return interp::Value::Make(interp::Ref::Null);
  }
}

std::string call(interp::Store& store, const interp::Func::Ptr& func) {
  interp::Values args;
  for (const interp::ValueType param : func->type().params) args.push_back(zero(param));
  interp::Values results;
  interp::Trap::Ptr trap;
  if (!Succeeded(func->Call(store, args, results, &trap))) return "trap";
  std::string text = "done";
  for (std::size_t i = 0; i < results.size(); ++i) text += ' ' + value_text(func->type().results[i], results[i]);
  return text;
}

}  // namespace

WabtVerdict wabt_verdict(const std::string& bytes) {
  interp::ModuleDesc desc;
  wabt::Errors errors;
  // Of elements that are no constant expressions it only says so, and reads on.
  if (read(bytes, desc, errors) && errors.empty()) return {true, ""};
  return {false, errors.empty() ? "" : errors[0].message};
}

std::vector<std::string> wabt_run(const std::string& bytes, const std::vector<std::string>& exports) {
  interp::ModuleDesc desc;
  wabt::Errors errors;
  if (!read(bytes, desc, errors)) return {};
  interp::Store store;
  const interp::Module::Ptr module = interp::Module::New(store, desc);
  interp::Trap::Ptr trap;
  const interp::Instance::Ptr instance = interp::Instance::Instantiate(store, module.ref(), {}, &trap);
  if (!instance) return {"trap"};
  std::vector<std::string> results = {"done"};
  const auto& all = module->desc().exports;
  for (const std::string& name : exports) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].type.name != name) continue;
      results.push_back(call(store, store.UnsafeGet<interp::Func>(instance->exports()[i])));
    }
  }
  return results;
}

}  // namespace modlink::fuzz
