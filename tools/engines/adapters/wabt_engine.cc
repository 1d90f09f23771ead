// libwabt's interpreter as an engine of `spec-runner --engine wabt-engine`: docs/engine-protocol.md. Compiled as C++17.
#include <wabt/binary-reader.h>
#include <wabt/config.h>
#include <wabt/interp/binary-reader-interp.h>
#include <wabt/interp/interp.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace interp = wabt::interp;
using nlohmann::json;
using wabt::Succeeded;
using wabt::Type;

struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// --- values

// Host references are objects, one for each number.
class Hosts {
 public:
  explicit Hosts(interp::Store& store) : store_(store) {}

  interp::Ref ref(const std::string& number) {
    for (const auto& [known, object] : objects_) {
      if (known == number) return object->self();
    }
    objects_.emplace_back(number, interp::Foreign::New(store_, nullptr));
    return objects_.back().second->self();
  }
  // ":5", or nothing.
  std::string number_of(interp::Ref ref) const {
    for (const auto& [number, object] : objects_) {
      if (object->self() == ref) return ":" + number;
    }
    return "";
  }

 private:
  interp::Store& store_;
  std::vector<std::pair<std::string, interp::Foreign::Ptr>> objects_;
};

template <class Number, class Bits>
interp::Value number_from(const std::string& text) {
  const Bits bits = static_cast<Bits>(std::stoull(text));
  Number value;
  std::memcpy(&value, &bits, sizeof(value));
  return interp::Value::Make(value);
}

interp::Value vector_from(const json& lanes) {
  std::uint32_t words[4];
  for (std::size_t i = 0; i < 4; ++i) words[i] = static_cast<std::uint32_t>(std::stoul(lanes.at(i).get<std::string>()));
  ::v128 vector;
  std::memcpy(vector.v, words, sizeof(words));
  return interp::Value::Make(vector);
}

interp::Value value_from(const json& arg, Hosts& hosts) {
  const auto type = arg.at("type").get<std::string>();
  if (type == "v128") return vector_from(arg.at("value"));
  const auto text = arg.at("value").get<std::string>();
  if (type == "i32") return number_from<wabt::interp::u32, std::uint32_t>(text);
  if (type == "i64") return number_from<wabt::interp::u64, std::uint64_t>(text);
  if (type == "f32") return number_from<float, std::uint32_t>(text);
  if (type == "f64") return number_from<double, std::uint64_t>(text);
  if (text == "null") return interp::Value::Make(interp::Ref::Null);
  if (type == "externref") return interp::Value::Make(hosts.ref(text.substr(text.find(':') + 1)));
  throw Unsupported("libwabt has no " + type + " " + text);
}

template <class Bits, class Number>
std::string number_text(Number value) {
  Bits bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return std::to_string(bits);
}

json vector_json(const ::v128& vector) {
  std::uint32_t words[4];
  std::memcpy(words, vector.v, sizeof(words));
  json lanes = json::array();
  for (std::uint32_t word : words) lanes.push_back(std::to_string(word));
  return lanes;
}

json value_json(interp::ValueType type, interp::Value value, const Hosts& hosts) {
  switch (type) {
    case Type::I32: return {{"type", "i32"}, {"value", std::to_string(value.Get<wabt::interp::u32>())}};
    case Type::I64: return {{"type", "i64"}, {"value", std::to_string(value.Get<wabt::interp::u64>())}};
    case Type::F32: return {{"type", "f32"}, {"value", number_text<std::uint32_t>(value.Get<float>())}};
    case Type::F64: return {{"type", "f64"}, {"value", number_text<std::uint64_t>(value.Get<double>())}};
    case Type::V128: return {{"type", "v128"}, {"value", vector_json(value.Get<::v128>())}};
    default: break;
  }
  const interp::Ref ref = value.Get<interp::Ref>();
  const bool is_null = ref == interp::Ref::Null;
  if (type == Type::FuncRef) return {{"type", "funcref"}, {"value", is_null ? "null" : "func"}};
  return {{"type", "externref"}, {"value", is_null ? "null" : "extern" + hosts.number_of(ref)}};
}

std::string from_base64(const std::string& text) {
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (char c : text) {
    const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char* digit = c == '=' ? nullptr : std::strchr(digits, c);
    if (!digit) break;
    bits = bits << 6 | static_cast<std::uint32_t>(digit - digits);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xff);
  }
  return bytes;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Unsupported("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// docs/engine-protocol.md, "Reading"
std::string state_text(const wabt::interp::u8* bytes, std::size_t size) {
  if (size > 1 << 24) return std::to_string(size) + " bytes";
  std::uint32_t hash = 0x811c9dc5;
  std::size_t i = 0;
  for (; i + 4 <= size; i += 4) {
    std::uint32_t word;
    std::memcpy(&word, bytes + i, 4);
    hash = (hash ^ word) * 0x01000193;
  }
  for (; i < size; ++i) hash = (hash ^ bytes[i]) * 0x01000193;
  char digits[9];
  std::snprintf(digits, sizeof digits, "%08x", static_cast<unsigned>(hash));
  return std::to_string(size) + " bytes " + digits;
}

json end_of(const char* end, const std::string& message) { return {{"end", end}, {"message", message}}; }

// Exceptions that nobody catches are traps of libwabt as well.
json end_of(const interp::Trap& trap) {
  const std::string message = trap.message();
  if (message.find("uncaught exception") != std::string::npos) return end_of("exception", message);
  json end = end_of("trap", message);
  if (message.find("call stack exhausted") != std::string::npos) end["code"] = "call_stack_exhausted";
  return end;
}

// What libwabt says of imports that do not match is a trap to it too.
bool is_link_error(const std::string& message) {
  for (const char* part : {"import", "actual size", "max size", "limits"}) {
    if (message.find(part) != std::string::npos) return true;
  }
  return false;
}

// --- options

wabt::Features default_features() {
  wabt::Features features;
  features.EnableAll();
  features.disable_gc();
  features.disable_function_references();
  features.disable_threads();  // its interpreter traps
  return features;
}

void switch_feature(wabt::Features& features, const std::string& name, bool on) {
  const std::string wanted = name == "mutable-global" ? "mutable-globals" : name;
#define WABT_FEATURE(variable, flag, ...) \
  if (wanted == flag && (!on || default_features().variable##_enabled())) return features.set_##variable##_enabled(on);
#include <wabt/feature.def>
#undef WABT_FEATURE
  throw Unsupported((on ? "libwabt has no " : "libwabt cannot switch off ") + name);
}

// docs/engine-protocol.md, "Options"
wabt::Features features_of(const json& request) {
  wabt::Features features = default_features();
  if (!request.contains("options")) return features;
  for (const auto& [group, values] : request.at("options").items()) {
    if (group != "features") throw Unsupported("libwabt is told of features only");
    for (const auto& [name, on] : values.items()) switch_feature(features, name, on.get<bool>());
  }
  return features;
}

// --- one script

class WabtScript {
 public:
  explicit WabtScript(const wabt::Features& features) : features_(features), store_(features), hosts_(store_) {
    add_spectest();
  }

  json module(const json& request);
  json instantiate(const json& request);
  json register_name(const json& request);
  json invoke(const json& request);
  json get(const json& request);
  json read(const json& request);

 private:
  struct Made {
    interp::Module::Ptr module;
    interp::Instance::Ptr instance;
  };

  void add_spectest();
  const Made& made_by(const json& request) const;
  static interp::Ref find(const Made& made, const json& path);

  wabt::Features features_;
  interp::Store store_;
  Hosts hosts_;
  std::map<std::size_t, interp::Module::Ptr> modules_;
  std::map<std::size_t, Made> instances_;
  std::map<std::string, std::map<std::string, interp::Ref>> names_;
  std::vector<interp::RefPtr<interp::Object>> kept_;
};

void WabtScript::add_spectest() {
  const auto add = [&](const char* field, auto object) {
    names_["spectest"][field] = object.ref();
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

json WabtScript::module(const json& request) {
  const std::string bytes = request.contains("file") ? read_file(request.at("file").get<std::string>())
                                                     : from_base64(request.at("bytes").get<std::string>());
  wabt::Errors errors;
  interp::ModuleDesc desc;
  const wabt::ReadBinaryOptions options(features_, nullptr, false, true, false);
  const auto read = interp::ReadBinaryInterp("module", bytes.data(), bytes.size(), options, &errors, &desc);
  if (!Succeeded(read)) return end_of("rejected", errors.empty() ? std::string() : errors[0].message);
  modules_[request.at("module").get<std::size_t>()] = interp::Module::New(store_, desc);
  return {{"end", "valid"}};
}

json WabtScript::instantiate(const json& request) {
  const auto it = modules_.find(request.at("module").get<std::size_t>());
  if (it == modules_.end()) throw Unsupported("no such module");
  interp::RefVec imports;
  for (const interp::ImportDesc& import : it->second->desc().imports) {
    const auto& fields = names_[import.type.module];
    const auto field = fields.find(import.type.name);
    if (field == fields.end()) return end_of("unlinkable", "unknown import " + import.type.name);
    imports.push_back(field->second);
  }
  interp::Trap::Ptr trap;
  Made made{it->second, interp::Instance::Instantiate(store_, it->second.ref(), imports, &trap)};
  if (!made.instance) {
    const std::string message = trap ? trap->message() : "";
    const bool unlinkable = !trap || is_link_error(message);
    return unlinkable ? end_of("unlinkable", message) : end_of(*trap);
  }
  instances_[request.at("instance").get<std::size_t>()] = std::move(made);
  return {{"end", "instantiated"}};
}

const WabtScript::Made& WabtScript::made_by(const json& request) const {
  const auto it = instances_.find(request.at("instance").get<std::size_t>());
  if (it == instances_.end()) throw Unsupported("no such instance");
  return it->second;
}

interp::Ref WabtScript::find(const Made& made, const json& path) {
  if (path.size() != 1) throw Unsupported("there is nothing inside of exports");
  const auto& exports = made.module->desc().exports;
  for (std::size_t i = 0; i < exports.size(); ++i) {
    if (exports[i].type.name == path[0].get<std::string>()) return made.instance->exports()[i];
  }
  throw Unsupported("unknown export " + path[0].get<std::string>());
}

json WabtScript::register_name(const json& request) {
  std::map<std::string, interp::Ref> fields;
  if (request.contains("fields")) {
    for (const json& field : request.at("fields")) {
      fields[field.at("name").get<std::string>()] = find(made_by(field), field.at("path"));
    }
  } else {
    const Made& made = made_by(request);
    const auto& exports = made.module->desc().exports;
    for (std::size_t i = 0; i < exports.size(); ++i) fields[exports[i].type.name] = made.instance->exports()[i];
  }
  names_[request.at("name").get<std::string>()] = std::move(fields);
  return {{"end", "done"}};
}

json WabtScript::invoke(const json& request) {
  const interp::Ref ref = find(made_by(request), request.at("path"));
  if (!store_.Is<interp::Func>(ref)) throw Unsupported("the export is no function");
  auto func = store_.UnsafeGet<interp::Func>(ref);
  interp::Values args;
  for (const json& arg : request.at("args")) args.push_back(value_from(arg, hosts_));
  if (args.size() != func->type().params.size()) throw Unsupported("wrong number of arguments");
  interp::Values results;
  interp::Trap::Ptr trap;
  if (!Succeeded(func->Call(store_, args, results, &trap))) return end_of(*trap);
  json list = json::array();
  for (std::size_t i = 0; i < results.size(); ++i) {
    list.push_back(value_json(func->type().results[i], results[i], hosts_));
  }
  return {{"end", "done"}, {"results", std::move(list)}};
}

json WabtScript::get(const json& request) {
  const interp::Ref ref = find(made_by(request), request.at("path"));
  if (!store_.Is<interp::Global>(ref)) throw Unsupported("the export is no global");
  auto global = store_.UnsafeGet<interp::Global>(ref);
  return {{"end", "done"}, {"results", {value_json(global->type().type, global->Get(), hosts_)}}};
}

json WabtScript::read(const json& request) {
  const interp::Ref ref = find(made_by(request), request.at("path"));
  if (store_.Is<interp::Memory>(ref)) {
    auto memory = store_.UnsafeGet<interp::Memory>(ref);
    return {{"end", "done"}, {"state", state_text(memory->UnsafeData(), memory->ByteSize())}};
  }
  if (!store_.Is<interp::Table>(ref)) throw Unsupported("neither a memory nor a table");
  std::string nulls;
  for (const interp::Ref& element : store_.UnsafeGet<interp::Table>(ref)->elements()) {
    nulls += element == interp::Ref::Null ? '0' : '1';
  }
  return {{"end", "done"},
          {"state", state_text(reinterpret_cast<const wabt::interp::u8*>(nulls.data()), nulls.size())}};
}

json answer(std::unique_ptr<WabtScript>& script, const json& request) {
  const auto task = request.at("do").get<std::string>();
  if (task == "hello") {
    return {{"protocol", 1},    {"engine", std::string("libwabt ") + WABT_VERSION_STRING},
            {"stages", false},  {"messages", false},
            {"linking", false}, {"options", {"features"}}};
  }
  if (task == "reset") {
    script = std::make_unique<WabtScript>(default_features());
    script = std::make_unique<WabtScript>(features_of(request));
    return {{"end", "done"}};
  }
  if (task == "module") return script->module(request);
  if (task == "instantiate") return script->instantiate(request);
  if (task == "register") return script->register_name(request);
  if (task == "invoke") return script->invoke(request);
  if (task == "get") return script->get(request);
  if (task == "read") return script->read(request);
  throw Unsupported("unknown request " + task);
}

// Whatever the line was, there is an answer.
json answer_all(std::unique_ptr<WabtScript>& script, const json& request) {
  if (!request.is_object()) return end_of("unsupported", "the line is no request in JSON");
  try {
    return answer(script, request);
  } catch (const std::bad_alloc&) {
    return end_of("limit", "out of memory");
  } catch (const std::exception& error) {
    return end_of("unsupported", error.what());
  }
}

void serve() {
  auto script = std::make_unique<WabtScript>(default_features());
  std::string line;
  while (std::getline(std::cin, line)) {
    const json request = json::parse(line, nullptr, false);
    json result = answer_all(script, request);
    const bool has_id = request.is_object() && request.contains("id") && request["id"].is_number_integer();
    result["id"] = has_id ? request["id"] : json();
    std::cout << result.dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;
  }
}

}  // namespace

int main() {
  try {
    serve();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "wabt-engine: " << error.what() << '\n';
    return 1;
  }
}
