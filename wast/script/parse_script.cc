// Parsing of scripts. spec: the official suite's script grammar, extended by D20
#include "wast/script/parse_script.h"

#include <algorithm>
#include <array>

#include "wast/script/keywords.h"
#include "wast/script/parse_action.h"
#include "wast/script/parse_script_module.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/nearest_word.h"
#include "wast/syntax/stack.h"

namespace modlink::script {

using text::Cursor;

namespace {

// Whether a keyword begins a field of a module, and not a directive.
bool is_field(std::string_view keyword) {
  if (const auto kind = find_kind(keyword)) return *kind != ExternKind::module;
  constexpr std::array<std::string_view, 7> others{"rec", "import", "export", "start", "elem", "data", "alias"};
  return std::find(others.begin(), others.end(), keyword) != others.end();
}

std::optional<std::string> accept_id(Cursor& cursor) {
  if (const auto id = cursor.accept_id()) return std::string(*id);
  return std::nullopt;
}

}  // namespace

struct ScriptParser::Impl {
  Impl(SourcePtr source, const Features& features, const ImplementationLimits& limits)
      : tokens(std::move(source), keywords), features(features), limits(limits), cursor(tokens) {
    bare_fields = is_field(cursor.form());
  }

  // Moves behind the directive here.
  Directive parse_directive(unsigned depth);
  // The same, but gives a BadDirective for what is none.
  Directive recover_directive(unsigned depth);

  using AnyDirective = decltype(Directive::directive);
  AnyDirective parse_form(At word, std::string_view form, unsigned depth);
  AnyDirective parse_module_form();
  ScriptModule parse_module() { return parse_script_module(cursor, features, limits); }
  RegisterDirective parse_register();
  void parse_registered(RegisterDirective& directive);
  AssertReturn parse_assert_return();
  AssertReturn parse_assert_nan(At at, NanPattern nan);
  bool at_module(std::string_view word) const;
  InstanceDirective parse_instance();
  Executed parse_executed();
  AssertUnlinkable parse_unlinkable();
  ScriptDirective parse_meta_script(unsigned depth);
  InputDirective parse_input();
  OutputDirective parse_output();
  ThreadDirective parse_thread(unsigned depth);
  std::string parse_shared();
  void skip_bad(unsigned depth);
  // The message follows the module or the action.
  template <class Assertion>
  Assertion with_message(Assertion assertion) {
    assertion.message = cursor.expect_string();
    return assertion;
  }

  text::Tokens tokens;
  Features features;
  ImplementationLimits limits;
  Cursor cursor;
  bool bare_fields = false;
  unsigned bad_directives = 0;
};

// Whether the word comes behind `(module`.
bool ScriptParser::Impl::at_module(std::string_view word) const {
  return cursor.at_form("module") && cursor.peek(2).kind == text::TokenKind::keyword &&
         cursor.text(cursor.peek(2)) == word;
}

InstanceDirective ScriptParser::Impl::parse_instance() {
  cursor.seek(cursor.index() + 3);
  auto first = accept_id(cursor);
  auto second = accept_id(cursor);
  cursor.expect_right();
  // One name is the module's.
  if (!second) return {std::nullopt, std::move(first)};
  return {std::move(first), std::move(second)};
}

ScriptParser::Impl::AnyDirective ScriptParser::Impl::parse_module_form() {
  if (at_module("definition")) return DefinitionDirective{parse_module()};
  if (at_module("instance")) return parse_instance();
  return ModuleDirective{parse_module()};
}

// `(kind $X? "path"…)`
void ScriptParser::Impl::parse_registered(RegisterDirective& directive) {
  cursor.expect_left();
  const auto kind = cursor.at(text::TokenKind::keyword) ? find_kind(cursor.text()) : std::nullopt;
  if (!kind || *kind == ExternKind::type) cursor.unexpected("a kind of definition");
  cursor.next();
  directive.kind = kind;
  directive.id = accept_id(cursor);
  const bool whole = !is_core(space_of(*kind));
  if (!whole || cursor.at_string()) directive.path = parse_path(cursor);
  cursor.expect_right();
}

RegisterDirective ScriptParser::Impl::parse_register() {
  RegisterDirective directive;
  directive.name = cursor.expect_name();
  if (cursor.at_left()) {
    parse_registered(directive);
  } else {
    directive.id = accept_id(cursor);
  }
  return directive;
}

AssertReturn ScriptParser::Impl::parse_assert_return() {
  Action action = parse_action(cursor);
  return {std::move(action), parse_patterns(cursor, limits)};
}

AssertReturn ScriptParser::Impl::parse_assert_nan(At at, NanPattern nan) {
  return {parse_action(cursor), {any_nan(at, nan)}};
}

Executed ScriptParser::Impl::parse_executed() {
  if (at_module("instance")) return parse_instance();
  if (cursor.at_form("module")) return parse_module();
  return parse_action(cursor);
}

AssertUnlinkable ScriptParser::Impl::parse_unlinkable() {
  if (at_module("instance")) return {parse_instance(), {}};
  return {parse_module(), {}};
}

ScriptDirective ScriptParser::Impl::parse_meta_script(unsigned depth) {
  check_nesting(depth + 1, limits, cursor.pos(), "scripts");
  require_stack(cursor.pos());
  ScriptDirective script{accept_id(cursor), {}};
  while (!cursor.at_right() && !cursor.at_end()) script.directives.push_back(recover_directive(depth + 1));
  return script;
}

InputDirective ScriptParser::Impl::parse_input() {
  auto id = accept_id(cursor);
  return {std::move(id), cursor.expect_string()};
}

OutputDirective ScriptParser::Impl::parse_output() {
  OutputDirective output{accept_id(cursor), std::nullopt};
  if (cursor.at_string()) output.file = cursor.expect_string();
  return output;
}

// `(shared (module $m))`
std::string ScriptParser::Impl::parse_shared() {
  cursor.seek(cursor.index() + 2);
  if (!cursor.at_form("module")) cursor.unexpected("a module");
  cursor.seek(cursor.index() + 2);
  auto id = accept_id(cursor);
  if (!id) cursor.unexpected("an identifier");
  cursor.expect_right();
  cursor.expect_right();
  return std::move(*id);
}

ThreadDirective ScriptParser::Impl::parse_thread(unsigned depth) {
  check_nesting(depth + 1, limits, cursor.pos(), "threads");
  require_stack(cursor.pos());
  ThreadDirective thread{accept_id(cursor), {}, {}};
  while (cursor.at_form("shared")) thread.shared.push_back(parse_shared());
  while (!cursor.at_right() && !cursor.at_end()) thread.directives.push_back(recover_directive(depth + 1));
  return thread;
}

// What follows `(keyword`, up to the `)`. One line a directive.
ScriptParser::Impl::AnyDirective ScriptParser::Impl::parse_form(At word, std::string_view form, unsigned depth) {
  if (form == "register") return parse_register();
  if (form == "assert_return") return parse_assert_return();
  if (form == "assert_return_canonical_nan") return parse_assert_nan(word, NanPattern::canonical);
  if (form == "assert_return_arithmetic_nan") return parse_assert_nan(word, NanPattern::arithmetic);
  if (form == "assert_return_nan") return parse_assert_nan(word, NanPattern::arithmetic);
  if (form == "assert_trap") return with_message(AssertTrap{parse_executed(), {}});
  if (form == "assert_exhaustion") return with_message(AssertExhaustion{parse_action(cursor), {}});
  if (form == "assert_exception") return AssertException{parse_executed()};
  if (form == "assert_malformed") return with_message(AssertMalformed{parse_module(), {}});
  if (form == "assert_malformed_custom") return with_message(AssertMalformed{parse_module(), {}, true});
  if (form == "assert_invalid") return with_message(AssertInvalid{parse_module(), {}});
  if (form == "assert_invalid_custom") return with_message(AssertInvalid{parse_module(), {}, true});
  if (form == "assert_unlinkable") return with_message(parse_unlinkable());
  if (form == "assert_limit") return with_message(AssertLimit{parse_executed(), {}});
  if (form == "script") return parse_meta_script(depth);
  if (form == "input") return parse_input();
  if (form == "output") return parse_output();
  if (form == "thread") return parse_thread(depth);
  if (form == "wait") return WaitDirective{accept_id(cursor)};
  const std::string meant = nearest(form, {std::begin(keywords), std::end(keywords)});
  throw Malformed(word.pos, concat("unknown directive ", shown(form),
                                   meant.empty() ? std::string() : concat("; did you mean ", meant, '?')));
}

Directive ScriptParser::Impl::parse_directive(unsigned depth) {
  const At at = cursor.at();
  const std::string_view form = cursor.form();
  if (form == "module") return {at, parse_module_form()};
  if (form == "invoke" || form == "get") return {at, ActionDirective{parse_action(cursor)}};
  if (form.empty()) {
    cursor.accept_left();
    cursor.unexpected("a directive");
  }
  cursor.next();
  const At word{cursor.next().pos};
  Directive directive{at, parse_form(word, form, depth)};
  cursor.expect_right();
  return directive;
}

// Moves behind the directive here, or behind stray tokens to the next `(`, but not out of a `(script …)`.
void ScriptParser::Impl::skip_bad(unsigned depth) {
  if (cursor.at_left()) return cursor.skip_balanced();
  do cursor.next();
  while (!cursor.at_end() && !cursor.at_left() && !(depth > 0 && cursor.at_right()));
}

Directive ScriptParser::Impl::recover_directive(unsigned depth) {
  const At at = cursor.at();
  const std::size_t start = cursor.index();
  try {
    return in_source(tokens.source(), [&] { return parse_directive(depth); });
  } catch (const Error& error) {
    cursor.seek(start);
    skip_bad(depth);
    if (++bad_directives < max_bad_directives) return {at, BadDirective{error}};
    cursor.seek(tokens.size() - 1);
    return {at, BadDirective{Malformed(error.pos(), error.message() + " (too many errors; reading no further)",
                                       error.source())}};
  }
}

ScriptParser::ScriptParser(SourcePtr source, const Features& features, const ImplementationLimits& limits)
    : impl_(std::make_unique<Impl>(std::move(source), features, limits)) {}
ScriptParser::~ScriptParser() = default;
ScriptParser::ScriptParser(ScriptParser&&) noexcept = default;
ScriptParser& ScriptParser::operator=(ScriptParser&&) noexcept = default;

std::optional<Directive> ScriptParser::next() {
  if (impl_->cursor.at_end()) return std::nullopt;
  if (!impl_->bare_fields) return impl_->recover_directive(0);
  const At at = impl_->cursor.at();
  Directive directive{at, ModuleDirective{parse_bare_fields(impl_->cursor, impl_->features, impl_->limits)}};
  impl_->cursor.seek(impl_->tokens.size() - 1);
  return directive;
}

Script parse_script(SourcePtr source, const Features& features, const ImplementationLimits& limits) {
  Script script{source, {}};
  ScriptParser parser(std::move(source), features, limits);
  while (auto directive = parser.next()) script.directives.push_back(std::move(*directive));
  return script;
}

}  // namespace modlink::script
