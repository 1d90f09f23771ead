// Parsing of `.wit` files: one bare module or instance type. spec: Explainer, "Module and Instance Types"; D21
#include "wast/text/parse_wit.h"

#include "wast/text/parse_types.h"
#include "wast/text/resolve.h"

namespace modlink {

namespace text {

namespace {

TypeDef parse_bare_type(Cursor& cursor, const Features& features, const ImplementationLimits& limits) {
  const At at = cursor.at();
  Parser parser{cursor, features, limits};
  parser.annotations = Annotations(cursor, cursor.tokens().size(), features);
  const bool is_module = cursor.at_form("module");
  if (!is_module && !cursor.at_form("instance")) cursor.unexpected("a module or instance type");
  parser.require(Feature::module_linking);
  cursor.next(), cursor.next();
  const std::string_view name = cursor.accept_id().value_or(std::string_view());
  LinkingTypeBody body;
  TypeParser(parser).linking_type(is_module ? LinkingType::Kind::module : LinkingType::Kind::instance, body);
  cursor.expect_right();
  cursor.expect_end();
  Scope scope;
  return {at, Nested<LinkingType>(Resolver(parser, scope, nullptr, 0).linking_type(std::move(body), name))};
}

}  // namespace

}  // namespace text

bool is_instance_type(const SourcePtr& source) {
  const text::Tokens tokens(source);
  return text::Cursor(tokens).at_form("instance");
}

Module parse_wit(SourcePtr source, const Features& features, const ImplementationLimits& limits) {
  return in_source(source, [&] {
    Module result;
    result.source = source;
    const text::Tokens tokens(source);
    text::Cursor cursor(tokens);
    result.definitions.emplace_back(text::parse_bare_type(cursor, features, limits));
    return result;
  });
}

}  // namespace modlink
