// Parsing of modules. spec: text/modules; Explainer.md
#include "wast/text/parse_module.h"

#include "wast/text/parentheses.h"
#include "wast/text/parse_fields.h"
#include "wast/text/parse_module_at.h"
#include "wast/text/resolve_module.h"

namespace modlink::text {

namespace {

// The fields at the cursor, and the module that they are.
Module parse_body(Parser& parser, std::string_view name, At at) {
  Cursor& cursor = parser.cursor;
  NestedField nested;
  nested.begin = static_cast<std::uint32_t>(cursor.index());
  nested.fields = FieldParser(parser, 0).fields();
  const auto end = static_cast<std::uint32_t>(cursor.index());
  nested.end = end;
  Module module = ModuleResolver(parser, nullptr, name).resolve(std::move(nested), at);
  module.custom_error = parser.annotations.first_error();
  cursor.seek(end);
  return module;
}

// `(module $id? field…)`, with the annotations up to the token `end`.
Module parse_form(Cursor& cursor, std::size_t end, const Features& features, const ImplementationLimits& limits) {
  const At at = cursor.at();
  Parser parser{cursor, features, limits};
  parser.annotations = Annotations(cursor, end, features);
  cursor.expect_form("module");
  cursor.accept_keyword("definition");
  const std::string_view name = cursor.accept_id().value_or(std::string_view());
  Module module = parse_body(parser, name, at);
  cursor.expect_right();
  return module;
}

}  // namespace

Module parse_module_at(Cursor& cursor, const Features& features, const ImplementationLimits& limits) {
  Cursor end = cursor;
  end.skip_balanced();
  try {
    return parse_form(cursor, end.index(), features, limits);
  } catch (const OutOfContext&) {
    if (end.at_end()) check_closed(cursor.tokens());
    throw;
  } catch (const Malformed& error) {
    if (end.at_end()) check_closed_before(cursor.tokens(), error.pos());
    throw;
  }
}

namespace {

// What `parse` makes of the text. Parentheses that do not match are wrong before names are that nothing binds
// therefore.
template <class F>
Module check_parentheses_first(const Tokens& tokens, F parse) {
  try {
    return parse();
  } catch (const OutOfContext&) {
    check_closed(tokens);
    check_opened(tokens);
    throw;
  } catch (const Malformed& error) {
    check_closed_before(tokens, error.pos());
    throw;
  }
}

// The bare fields of a module, up to the end of the text.
Module parse_fields(Cursor& cursor, const Features& features, const ImplementationLimits& limits) {
  const At at = cursor.at();
  Parser parser{cursor, features, limits};
  parser.annotations = Annotations(cursor, cursor.tokens().size(), features);
  Module module = parse_body(parser, {}, at);
  cursor.expect_end();
  return module;
}

}  // namespace

Module parse_module_fields(Cursor& cursor, const Features& features, const ImplementationLimits& limits) {
  return check_parentheses_first(cursor.tokens(), [&] { return parse_fields(cursor, features, limits); });
}

HeapType parse_heap_type_at(Cursor& cursor, const Features& features) {
  const ImplementationLimits limits;
  Parser parser{cursor, features, limits};
  Scope scope;
  return Resolver(parser, scope, nullptr, 0).resolve(TypeParser(parser).heap_type());
}

namespace {

// The bare fields of a module, the first of which is a nested one, unless the module ends too early: before the token
// `end`.
Module parse_fields_or_module(Cursor& cursor, std::size_t end, const Features& features,
                              const ImplementationLimits& limits) {
  const Tokens& tokens = cursor.tokens();
  try {
    return parse_fields(cursor, features, limits);
  } catch (const OutOfContext&) {
    check_ends_with_module(tokens, end);
    throw;
  } catch (const Malformed& error) {
    if (error.pos() >= tokens[end].pos) check_ends_with_module(tokens, end);
    throw;
  }
}

// One module, `(module …)` or its bare fields, which must be all that there is.
Module parse_whole_module(const Tokens& tokens, const Features& features, const ImplementationLimits& limits) {
  Cursor cursor(tokens);
  if (!cursor.at_form("module")) return parse_fields(cursor, features, limits);
  // A nested module alone looks the same: what decides is whether anything follows.
  Cursor behind = cursor;
  behind.skip_balanced();
  if (behind.at_left()) return parse_fields_or_module(cursor, behind.index(), features, limits);
  Module module = parse_form(cursor, tokens.size(), features, limits);
  cursor.expect_end();
  return module;
}

}  // namespace

}  // namespace modlink::text

namespace modlink {

Module parse_module(SourcePtr source, const Features& features, const ImplementationLimits& limits) {
  return in_source(source, [&] {
    const text::Tokens tokens(source);
    return text::check_parentheses_first(tokens, [&] { return text::parse_whole_module(tokens, features, limits); });
  });
}

}  // namespace modlink
