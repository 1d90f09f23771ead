// The flat module in the course of being made. spec: syntax/modules
#include "tools/transform/flat_module.h"

#include <fmt/format.h>

#include "tools/files/failure.h"
#include "wast/syntax/definitions.h"

namespace modlink::transform {

StaticVal StaticValues::add(StaticModule module) {
  modules.push_back(module);
  return {ExternKind::module, static_cast<Index>(modules.size() - 1)};
}

StaticVal StaticValues::add(StaticInstanceVal instance) {
  instances.push_back(std::move(instance));
  return {ExternKind::instance, static_cast<Index>(instances.size() - 1)};
}

ValType FlatTypes::val_type(ValType closed) {
  return std::get<GlobalType>(copier_.copy(GlobalType{false, closed})).val;
}

const std::vector<Index>& FlatTypes::of(const ValidModule& code) {
  const auto [it, added] = by_code_.try_emplace(&code);
  if (!added) return it->second;
  for (const TypeEntry& entry : code.types) {
    const auto* type = std::get_if<const DefType*>(&entry);
    it->second.push_back(type ? index(**type) : 0);
  }
  return it->second;
}

std::vector<Definition> FlatTypes::take_definitions() {
  std::vector<Definition> result;
  for (TypeDecl& decl : decls_) result.emplace_back(std::move(std::get<TypeDef>(decl.decl)));
  decls_.clear();
  return result;
}

Index FlatModule::next(ExternKind kind) const { return imported[kind] + count_own(module, space_of(kind)); }

const Global& FlatModule::own_global(Index index) const { return module.globals[index - imported[ExternKind::global]]; }

namespace {

[[noreturn]] void refuse_copies(const ValidModule& code, std::string message) {
  throw TooManyCopies(cli::Status::failed, std::move(message), code.module.source, code.module.at.pos);
}

// The largest number may be the limit.
bool is_allowed(std::uint64_t size, std::uint64_t granted, std::uint64_t most) {
  return size <= granted || size - granted <= most;
}

}  // namespace

void FlatModule::charge(std::uint64_t size) {
  growth_ += size;
  if (is_allowed(growth_, options.granted.instructions, options.max_growth)) return;
  refuse_copies(root,
                fmt::format("the flat module grows by more than {} instructions through copies; --max-growth sets how "
                            "much it may grow",
                            options.max_growth));
}

void FlatModule::charge_copies(const ValidModule& code, CopySize size) {
  report.copied_definitions += size.definitions;
  if (!is_allowed(report.copied_definitions, options.granted.definitions, options.max_copies)) {
    refuse_copies(code,
                  fmt::format("more than {} definitions would be copies, those of this module among them, which is "
                              "instantiated more than once; --max-copies sets how many there may be",
                              options.max_copies));
  }
  charge(size.instructions);
}

void refuse(const ValidModule& code, At at, std::string message) {
  throw cli::Failure(cli::Status::failed, std::move(message), code.module.source, at.pos);
}

}  // namespace modlink::transform
