// Embedding: parses, validates, instantiates and calls a module through the installed headers.
#include <cstdio>
#include <memory>

#include "interpreter/embedding.h"
#include "interpreter/host.h"
#include "wast/syntax/error.h"
#include "wast/text/parse_module.h"

namespace {

// A parent that owns a child and calls it.
constexpr char text[] = R"((module
  (import "host" "double" (func $double (param i32) (result i32)))
  (module $CHILD
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (instance $child (instantiate $CHILD))
  (func (export "run") (param i32) (result i32)
    (call (func $child "add") (call $double (local.get 0)) (i32.const 2)))
))";

// What the module may import: an instance "host" with a function "double".
const modlink::InstanceValue* make_host(modlink::Store& store) {
  const auto double_it = [](modlink::Store&, const modlink::Values& args) {
    return modlink::Values{modlink::Value::i32(2 * static_cast<std::uint32_t>(args[0].low))};
  };
  const modlink::FuncType type{{modlink::ValKind::i32}, {modlink::ValKind::i32}};
  return modlink::HostModule(store).func("double", type, double_it).instance();
}

int run() {
  const auto types = std::make_shared<modlink::TypeStore>();
  const modlink::Features features;
  const modlink::ImplementationLimits limits;
  const auto source = std::make_shared<modlink::Source>("example.wat", text, modlink::Source::Kind::text);
  const auto module = modlink::validate(modlink::parse_module(source, features, limits), types, features, limits);

  modlink::Store store(types);
  const modlink::InstanceValue* host = make_host(store);
  const auto imports = [host](const modlink::Name& name) -> std::optional<modlink::ExternVal> {
    if (name == "host") return host;
    return std::nullopt;
  };
  const auto outcome = modlink::module_instantiate(store, {module, nullptr}, imports);
  if (!outcome.is_done()) return std::puts(outcome.message().c_str()), 1;

  const auto run = modlink::instance_export(*outcome.instance().exports, "run");
  const auto result = modlink::func_invoke(store, *std::get<modlink::FuncInst*>(*run), {modlink::Value::i32(20)});
  if (!result.is_done()) return std::puts(result.message().c_str()), 1;
  std::printf("run(20) = %u\n", static_cast<unsigned>(result.results()[0].low));
  return result.results()[0].low == 42 ? 0 : 1;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const modlink::Error& error) {
    std::fprintf(stderr, "%s: %s\n", modlink::to_string(error.stage()), error.what());
    return 1;
  }
}
