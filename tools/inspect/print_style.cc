// Modules as text, in the styles of `modlink print`. spec: Text Format
#include "tools/inspect/print_style.h"

#include <memory>
#include <utility>

#include "rewrite/elaborate.h"
#include "rewrite/invent_names.h"
#include "rewrite/translate_exceptions.h"
#include "tools/files/input.h"
#include "tools/files/stale_customs.h"
#include "tools/inspect/arities.h"
#include "wast/text/print.h"

namespace modlink::inspect {

namespace {

ValidModulePtr valid_for_print(const Module& module, const cli::Language& language) {
  return cli::validate(module, std::make_shared<TypeStore>(), language);
}

}  // namespace

std::string print(Module module, const PrintStyle& style, const cli::Language& language) {
  if (style.desugar) module = rewrite::desugar(*valid_for_print(module, language));
  if (style.translate_exceptions) module = rewrite::translate_exceptions(*valid_for_print(module, language));
  if (!style.skeleton) cli::drop_stale_customs(module);
  if (style.names) rewrite::invent_names(module);
  PrintOptions options;
  text::Arities arities;
  if (style.fold && !style.skeleton) arities = arities_of(*valid_for_print(module, language));
  options.fold = style.fold;
  options.arities = &arities;
  options.skeleton = style.skeleton;
  options.indices = style.indices;
  options.idle_locals = language.limits.idle_locals;
  return print_module(module, options);
}

}  // namespace modlink::inspect
