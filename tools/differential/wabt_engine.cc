// libwabt's interpreter as an engine. Compiled as C++17.
#include <wabt/binary-reader.h>
#include <wabt/interp/binary-reader-interp.h>
#include <wabt/interp/interp.h>

#include <cstring>
#include <map>
#include <utility>

#include "tools/differential/flat_script.h"

namespace modlink::differential {

namespace {

namespace interp = wabt::interp;
using wabt::Succeeded;

TypeLetter letter_of(interp::ValueType type) {
  switch (type) {
    case wabt::Type::I32: return 'i';
    case wabt::Type::I64: return 'I';
    case wabt::Type::F32: return 'f';
    case wabt::Type::F64: return 'F';
    case wabt::Type::V128: return 'v';
    default: return 'r';
  }
}

std::string text_of(interp::ValueType type, interp::Value value) {
  const TypeLetter letter = letter_of(type);
  if (letter == 'r') {
    if (value.Get<interp::Ref>() == interp::Ref::Null) return "null";
    return type == wabt::Type::FuncRef ? "func" : "ref";
  }
  std::uint64_t bits[2] = {0, 0};
  if (letter == 'i') bits[0] = value.Get<wabt::interp::u32>();
  if (letter == 'I') bits[0] = value.Get<wabt::interp::u64>();
  if (letter == 'f') {
    const float number = value.Get<float>();
    std::memcpy(bits, &number, sizeof(number));
  }
  if (letter == 'F') {
    const double number = value.Get<double>();
    std::memcpy(bits, &number, sizeof(number));
  }
  if (letter == 'v') std::memcpy(bits, value.Get<::v128>().v, sizeof(bits));
  return number_text(letter, bits[0], bits[1]);
}

template <class Number, class Bits>
interp::Value number(std::uint64_t low) {
  const Bits bits = static_cast<Bits>(low);
  Number value;
  std::memcpy(&value, &bits, sizeof(value));
  return interp::Value::Make(value);
}

interp::Value value_of(const Arg& arg) {
  if (arg.kind != Arg::Kind::number) return interp::Value::Make(interp::Ref::Null);
  if (arg.type == 'i') return interp::Value::Make(static_cast<wabt::interp::u32>(arg.low));
  if (arg.type == 'I') return interp::Value::Make(static_cast<wabt::interp::u64>(arg.low));
  if (arg.type == 'f') return number<float, std::uint32_t>(arg.low);
  if (arg.type == 'F') return number<double, std::uint64_t>(arg.low);
  ::v128 vector;
  std::memcpy(vector.v, &arg.low, 8);
  std::memcpy(reinterpret_cast<char*>(vector.v) + 8, &arg.high, 8);
  return interp::Value::Make(vector);
}

// What a trap is called; wabt has exceptions that nobody catches as traps too.
std::string trap_text(const interp::Trap& trap) {
  const std::string message = trap.message();
  if (message.find("exception") != std::string::npos) return "exception";
  return "trap " + trap_class(message) + " / " + message;
}

class WabtRun {
 public:
  explicit WabtRun(const FlatScript& script) : store_(features()), script_(script) { add_spectest(); }

  Trace run() {
    Trace trace;
    instances_.resize(script_.size());
    for (std::size_t i = 0; i < script_.size(); ++i) trace.steps.push_back(step(i));
    for (std::size_t i = 0; i < script_.size(); ++i) trace.state.push_back(state(i));
    return trace;
  }

 private:
  struct Made {
    interp::Module::Ptr module;
    interp::Instance::Ptr instance;
  };

  static wabt::Features features() {
    wabt::Features features;
    features.EnableAll();
    features.disable_gc();
    features.disable_function_references();
    features.disable_threads();  // its interpreter traps
    return features;
  }

  std::string step(std::size_t i) {
    const FlatStep& step = script_[i];
    switch (step.kind) {
      case FlatStep::Kind::nothing: return "";
      case FlatStep::Kind::instantiate: return instantiate(i);
      case FlatStep::Kind::bind: return bind(step);
      case FlatStep::Kind::invoke: return invoke(step);
      case FlatStep::Kind::get: return get(step);
    }
    return "";
  }

  void add_spectest();
  std::string instantiate(std::size_t i);
  std::string bind(const FlatStep& step);
  std::string invoke(const FlatStep& step);
  std::string get(const FlatStep& step);
  std::vector<std::string> state(std::size_t i);
  std::string probe(const Made& made, const Probe& probe);
  interp::Ref find(const Made& made, const std::string& name);
  const Made* made_by(const FlatStep& step) {
    const Made& made = instances_[step.instance];
    return made.instance ? &made : nullptr;
  }

  interp::Store store_;
  const FlatScript& script_;
  std::vector<Made> instances_;
  std::map<std::pair<std::string, std::string>, interp::Ref> names_;
  std::vector<interp::RefPtr<interp::Object>> kept_;
};

void WabtRun::add_spectest() {
  const auto add = [&](const char* field, auto object) {
    names_[{"spectest", field}] = object.ref();
    kept_.push_back(interp::RefPtr<interp::Object>(store_, object.ref()));
  };
  const auto print = [&](const char* field, interp::ValueTypes params) {
    add(field, interp::HostFunc::New(store_, interp::FuncType(std::move(params), {}),
                                     [](interp::Thread&, const interp::Values&, interp::Values&, interp::Trap::Ptr*) {
                                       return wabt::Result::Ok;
                                     }));
  };
  const auto global = [&](const char* field, interp::ValueType type, interp::Value value) {
    add(field, interp::Global::New(store_, interp::GlobalType(type, interp::Mutability::Const), value));
  };
  using wabt::Type;
  print("print", {});
  print("print_i32", {Type::I32});
  print("print_i64", {Type::I64});
  print("print_f32", {Type::F32});
  print("print_f64", {Type::F64});
  print("print_i32_f32", {Type::I32, Type::F32});
  print("print_f64_f64", {Type::F64, Type::F64});
  global("global_i32", Type::I32, interp::Value::Make(wabt::interp::u32{666}));
  global("global_i64", Type::I64, interp::Value::Make(wabt::interp::u64{666}));
  global("global_f32", Type::F32, interp::Value::Make(666.6f));
  global("global_f64", Type::F64, interp::Value::Make(666.6));
  add("table", interp::Table::New(store_, interp::TableType(Type::FuncRef, wabt::Limits(10, 20))));
  add("memory", interp::Memory::New(store_, interp::MemoryType(wabt::Limits(1, 2))));
}

std::string WabtRun::instantiate(std::size_t i) {
  const FlatStep& step = script_[i];
  wabt::Errors errors;
  interp::ModuleDesc desc;
  const wabt::ReadBinaryOptions options(features(), nullptr, false, true, false);
  const auto read = interp::ReadBinaryInterp("flat", step.bytes.data(), step.bytes.size(), options, &errors, &desc);
  if (!Succeeded(read)) return "rejected / " + (errors.empty() ? std::string() : errors[0].message);
  Made made{interp::Module::New(store_, desc), {}};
  interp::RefVec imports;
  for (const interp::ImportDesc& import : desc.imports) {
    const auto it = names_.find({import.type.module, import.type.name});
    if (it == names_.end()) return "";  // what it needs is not here
    imports.push_back(it->second);
  }
  interp::Trap::Ptr trap;
  made.instance = interp::Instance::Instantiate(store_, made.module.ref(), imports, &trap);
  if (!made.instance) return trap ? trap_text(*trap) : "unlinkable";
  instances_[i] = std::move(made);
  return "done";
}

interp::Ref WabtRun::find(const Made& made, const std::string& name) {
  const auto& exports = made.module->desc().exports;
  for (std::size_t i = 0; i < exports.size(); ++i) {
    if (exports[i].type.name == name) return made.instance->exports()[i];
  }
  return interp::Ref::Null;
}

std::string WabtRun::bind(const FlatStep& step) {
  const Made* made = made_by(step);
  for (auto it = names_.begin(); it != names_.end();) it = it->first.first == step.name ? names_.erase(it) : ++it;
  names_.erase({"", step.name});
  if (!made) return "";
  for (const Binding& binding : step.bindings) {
    names_[{binding.module, binding.field}] = find(*made, binding.export_name);
  }
  return "";
}

std::string WabtRun::invoke(const FlatStep& step) {
  const Made* made = made_by(step);
  if (!made) return "";
  auto func = store_.UnsafeGet<interp::Func>(find(*made, step.field));
  interp::Values args;
  for (const Arg& arg : step.args) {
    if (arg.kind == Arg::Kind::host) return "";
    args.push_back(value_of(arg));
  }
  interp::Values results;
  interp::Trap::Ptr trap;
  if (!Succeeded(func->Call(store_, args, results, &trap))) return trap_text(*trap);
  std::string text = "done";
  for (std::size_t i = 0; i < results.size(); ++i) text += " " + text_of(func->type().results[i], results[i]);
  return text;
}

std::string WabtRun::get(const FlatStep& step) {
  const Made* made = made_by(step);
  if (!made) return "";
  auto global = store_.UnsafeGet<interp::Global>(find(*made, step.field));
  return "done " + text_of(global->type().type, global->Get());
}

std::string WabtRun::probe(const Made& made, const Probe& probe) {
  const interp::Ref ref = find(made, probe.name);
  if (probe.kind == 'm') {
    auto memory = store_.UnsafeGet<interp::Memory>(ref);
    return bytes_text(memory->UnsafeData(), memory->ByteSize());
  }
  if (probe.kind == 'g') {
    auto global = store_.UnsafeGet<interp::Global>(ref);
    return text_of(global->type().type, global->Get());
  }
  auto table = store_.UnsafeGet<interp::Table>(ref);
  std::string nulls;
  for (const interp::Ref& element : table->elements()) nulls += element == interp::Ref::Null ? '0' : '1';
  return bytes_text(reinterpret_cast<const unsigned char*>(nulls.data()), nulls.size());
}

std::vector<std::string> WabtRun::state(std::size_t i) {
  std::vector<std::string> result;
  if (!instances_[i].instance) return result;
  for (const Probe& item : script_[i].probes) result.push_back(probe(instances_[i], item));
  return result;
}

}  // namespace

Trace run_on_wabt(const FlatScript& script) { return WabtRun(script).run(); }

}  // namespace modlink::differential
