// Modules as the content of files.
#include "tools/files/module_file.h"

#include <fmt/format.h>

#include "rewrite/elaborate.h"
#include "tools/files/failure.h"
#include "tools/files/stale_customs.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/print.h"

namespace modlink::cli {

Form form_of(const std::string& path, bool text) {
  constexpr std::string_view extension = ".wat";
  const bool is_wat =
      path.size() > extension.size() && path.compare(path.size() - extension.size(), extension.size(), extension) == 0;
  return text || is_wat ? Form::text : Form::binary;
}

std::string binary_content(Module& module, const StaleCustoms& customs) {
  const Bytes bytes = encode_without_stale_customs(module, {.keeps_bytes = true}, customs);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string module_content(Module module, Form form, const TypeStorePtr& types, const Language& language,
                           const std::string& path, const StaleCustoms& customs) {
  try {
    Module plain = form == Form::text ? module : Module();
    {
      const ValidModulePtr valid = modlink::validate(std::move(module), types, language.features, language.limits);
      if (form == Form::binary) plain = rewrite::elaborate(*valid);
    }
    if (form == Form::text) {
      drop_stale_customs(plain);
      PrintOptions style;
      style.idle_locals = language.limits.idle_locals;
      return print_module(plain, style);
    }
    return binary_content(plain, customs);
  } catch (const LimitExceeded& error) {
    throw Failure(Status::failed, LimitExceeded(no_pos, error.message()).diagnose(path));
  } catch (const Error& error) {
    // Its positions are those of several files.
    throw Failure(Status::failed,
                  fmt::format("{}: the result is {}: {}", shown_path(path), to_string(error.stage()), error.message()));
  }
}

}  // namespace modlink::cli
