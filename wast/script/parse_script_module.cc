// Parsing of the modules of scripts: text, `binary` and `quote`. spec: the official suite's script grammar
#include "wast/script/parse_script_module.h"

#include "wast/binary/decode_module.h"
#include "wast/script/parse_script.h"
#include "wast/syntax/concat.h"
#include "wast/text/parse_module.h"
#include "wast/text/parse_module_at.h"

namespace modlink::script {

using text::Cursor;

namespace {

SourcePtr parse_content(Cursor& cursor, ScriptModule::Form form) {
  std::string content;
  while (cursor.at_string()) content += cursor.expect_string();
  cursor.expect_right();
  const bool binary = form == ScriptModule::Form::binary;
  std::string name = concat(cursor.tokens().source()->name(), " (", binary ? "binary" : "quoted", " module)");
  return std::make_shared<const Source>(std::move(name), std::move(content),
                                        binary ? Source::Kind::binary : Source::Kind::text);
}

template <class Parse>
void parse_text(ScriptModule& module, const Cursor& cursor, Parse parse) {
  try {
    module.parsed.emplace(parse());
  } catch (const Error& error) {
    module.error = error;
    module.error->in_source(cursor.tokens().source());
  }
}

// Behind the token before the cursor.
Pos end_before(const Cursor& cursor) { return cursor.tokens()[cursor.index() - 1].end; }

}  // namespace

ScriptModule parse_script_module(Cursor& cursor, const Features& features, const ImplementationLimits& limits) {
  ScriptModule module;
  module.at = cursor.at();
  Cursor inside = cursor;
  inside.expect_form("module");
  inside.accept_keyword("definition");
  if (const auto id = inside.accept_id()) module.id = *id;
  const bool binary = inside.accept_keyword("binary");
  if (binary || inside.accept_keyword("quote")) {
    module.form = binary ? ScriptModule::Form::binary : ScriptModule::Form::quote;
    module.content = parse_content(inside, module.form);
    cursor = inside;
    module.end = end_before(cursor);
    return module;
  }
  Cursor body = cursor;
  parse_text(module, body, [&] { return text::parse_module_at(body, features, limits); });
  if (module.error) {
    cursor.skip_balanced();
  } else {
    cursor = body;
  }
  module.end = end_before(cursor);
  return module;
}

ScriptModule parse_bare_fields(Cursor& cursor, const Features& features, const ImplementationLimits& limits) {
  ScriptModule module;
  module.at = cursor.at();
  parse_text(module, cursor, [&] { return text::parse_module_fields(cursor, features, limits); });
  cursor.seek(cursor.tokens().size() - 1);
  module.end = end_before(cursor);
  return module;
}

Module load(ScriptModule&& module, const Features& features, const ImplementationLimits& limits) {
  if (module.error) throw *module.error;
  switch (module.form) {
    case ScriptModule::Form::text: return std::move(**module.parsed);
    case ScriptModule::Form::binary: return decode_module(module.content, features, limits);
    case ScriptModule::Form::quote: return parse_module(module.content, features, limits);
  }
  return {};
}

}  // namespace modlink::script
