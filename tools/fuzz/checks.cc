// What has to hold of modules, each piece for itself.
#include "tools/fuzz/checks.h"

#include "tools/inspect/objdump.h"
#include "tools/inspect/types.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"
#include "wast/text/parse_module.h"
#include "wast/text/print.h"

namespace modlink::fuzz {

ImplementationLimits lowered_limits() {
  ImplementationLimits limits;
  limits.operands = 10'000;
  limits.list_operands = 1'000'000;
  limits.type_comparisons = 50'000;
  limits.copied_bytes = 1'000'000;
  limits.instantiations = 500;
  limits.instantiated_definitions = 50'000;
  limits.instantiated_memories = 50;
  limits.instantiated_elements = 100'000;
  limits.instantiated_bytes = 1'000'000;
  limits.instantiated_constants = 100'000;
  limits.table_elements = 100'000;
  limits.memory_bytes = 16'777'216;
  limits.heap_bytes = 1'000'000;
  limits.store_bytes = 33'554'432;
  limits.stack_slots = 65'536;
  limits.activations = 1'000;
  return limits;
}

transform::FlattenOptions flatten_options(const ImplementationLimits& limits) {
  transform::FlattenOptions options;
  options.boundary = transform::FlattenOptions::Boundary::flat;
  options.max_copies = 1'000;
  options.max_growth = 100'000;
  options.limits = limits;
  return options;
}

Checks::Checks(const Input& input)
    : source_(std::make_shared<const Source>(input.name, input.content,
                                             input.is_text ? Source::Kind::text : Source::Kind::binary)) {}

Module Checks::read(const SourcePtr& source) const {
  Module module = source->kind() == Source::Kind::binary ? decode_module(source, features_, limits_)
                                                         : parse_module(source, features_, limits_);
  if (module.custom_error && source->kind() == Source::Kind::text) throw Error(*module.custom_error);
  return module;
}
ValidModulePtr Checks::valid(Module module) const {
  return validate(std::move(module), std::make_shared<TypeStore>(), features_, limits_);
}

void Checks::compare_passes() const {
  if (is_text()) return;
  const auto verdict = [](auto load) -> std::pair<ValidModulePtr, std::string> {
    try {
      return {load(), ""};
    } catch (const Error& error) {
      return {nullptr, error.diagnose()};
    }
  };
  const auto one =
      verdict([&] { return decode_and_validate(source_, std::make_shared<TypeStore>(), features_, limits_); });
  const auto two = verdict([&] { return valid(read()); });
  if (one.second != two.second) throw std::logic_error("in one pass: " + one.second + "; in two: " + two.second);
  if (one.first && print_module(one.first->module) != print_module(two.first->module))
    throw std::logic_error("one pass makes another module than two");
}

void Checks::dump() const {
  const auto ignore = [](std::string_view) {};
  inspect::objdump(source_, features_, limits_, {}, ignore);
  inspect::ObjdumpOptions bodies;
  bodies.disassembly = true;
  inspect::objdump(source_, features_, limits_, bodies, ignore);
}

Module Checks::print_and_parse(const Module& module) const {
  const auto source = std::make_shared<const Source>("printed", print_module(module), Source::Kind::text);
  return must("what was printed does not parse", [&] { return read(source); });
}
// Parsing puts all types first (D25), so what a binary has elsewhere moves; once.
void Checks::print_twice(const Module& module) const {
  const Module parsed = print_and_parse(module);
  if (print_module(print_and_parse(parsed)) != print_module(parsed)) {
    throw std::logic_error("what was printed and parsed prints as something else");
  }
}
// What has bad custom sections may have others once these stand elsewhere.
void Checks::encode_and_decode(const Module& module) const {
  const Bytes bytes = must("encoding", [&] { return encode_module(module); });
  const auto source =
      std::make_shared<const Source>("encoded", std::string(bytes.begin(), bytes.end()), Source::Kind::binary);
  const Module decoded = must("what was encoded does not decode", [&] { return read(source); });
  if (!decoded.custom_error && encode_module(decoded) != bytes)
    throw std::logic_error("what was encoded and decoded encodes as other bytes");
  must("what was encoded is not valid", [&] { return valid(decoded); });
}

// Without what functions do. Empty for text.
std::optional<Module> Checks::declarations() const {
  if (source_->kind() == Source::Kind::text) return std::nullopt;
  return must("the declarations do not decode", [&] { return decode_declarations(source_, features_, limits_); });
}
void Checks::compare_skeletons(const Module& module) const {
  const std::optional<Module> declared = declarations();
  if (!declared || module.custom_error) return;
  PrintOptions style;
  style.skeleton = true;
  if (print_module(*declared, style) != print_module(module, style)) throw std::logic_error("skeletons differ");
}
void Checks::compare_types(const ValidModule& code) const {
  std::optional<Module> declared = declarations();
  if (!declared) return;
  const ValidModulePtr valid_one = must("the declarations are not valid", [&] { return valid(std::move(*declared)); });
  const auto type_of = [](const ValidModule& module) {
    return inspect::to_wit(*module.type_store, ExternModule{&module.module_type()});
  };
  if (type_of(*valid_one) != type_of(code)) throw std::logic_error("the types of the declarations differ");
}

void Checks::check(const std::string& what, const Module& made) const {
  const std::string words = what + ", it is not valid";
  must(words.c_str(), [&] { return valid(made); });
  print_twice(made);
}

}  // namespace modlink::fuzz
