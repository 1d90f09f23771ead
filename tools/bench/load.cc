// Loading of modules for the benchmarks. spec: appendix/embedding
#include "tools/bench/load.h"

#include "tools/files/failure.h"
#include "wast/binary/decode_module.h"
#include "wast/text/parse_module.h"

namespace modlink::bench {

SourcePtr make_source(std::string name, std::string content) {
  const bool binary = content.starts_with(std::string_view("\0asm", 4));
  const auto kind = binary ? Source::Kind::binary : Source::Kind::text;
  return std::make_shared<Source>(std::move(name), std::move(content), kind);
}

Module load_module(const SourcePtr& source) {
  const Features features;
  const ImplementationLimits limits;
  return source->kind() == Source::Kind::binary ? decode_module(source, features, limits)
                                                : parse_module(source, features, limits);
}

Loaded instantiate(Module module) {
  const auto types = std::make_shared<TypeStore>();
  const auto valid = validate(std::move(module), types, Features(), ImplementationLimits());
  Loaded loaded{std::make_unique<Store>(types)};
  const auto no_imports = [](const Name&) -> std::optional<ExternVal> { return std::nullopt; };
  const auto outcome = module_instantiate(*loaded.store, {valid, nullptr}, no_imports);
  if (!outcome.is_done())
    throw cli::Failure(cli::Status::failed, outcome.message(), valid->module.source, outcome.pos());
  loaded.instance = &outcome.instance();
  return loaded;
}

Values call(const Loaded& loaded, std::string_view name, const Values& args) {
  const auto val = instance_export(*loaded.instance->exports, name);
  FuncInst* const* func = val ? std::get_if<FuncInst*>(&*val) : nullptr;
  const SourcePtr& source = loaded.instance->code->module.source;
  if (!func) throw cli::Failure(cli::Status::failed, "no function is exported as " + std::string(name), source);
  auto outcome = func_invoke(*loaded.store, **func, args);
  if (!outcome.is_done()) throw cli::Failure(cli::Status::failed, outcome.message(), source);
  return std::move(outcome).results();
}

}  // namespace modlink::bench
