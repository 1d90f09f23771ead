// Modules that perform an action and look at what it gives, for hosts that cannot. spec: exec/instructions
#include "tools/convert/checking_module.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tools/convert/left_out.h"
#include "wast/binary/encode_module.h"
#include "wast/script/print_action.h"
#include "wast/syntax/type_tables.h"
#include "wast/text/parse_module.h"
#include "wast/text/print_types.h"

namespace modlink::convert {

using script::Action;
using script::Const;
using script::is_float;
using script::NanPattern;
using script::NumPattern;
using script::Pattern;
using script::RefConst;
using script::RefPattern;
using script::VecPattern;
using script::width;

namespace {

constexpr std::uint64_t infinity(unsigned bits) { return bits == 32 ? 0x7f80'0000u : 0x7ff0'0000'0000'0000u; }
constexpr std::uint64_t canonical(unsigned bits) { return bits == 32 ? 0x7fc0'0000u : 0x7ff8'0000'0000'0000u; }
constexpr std::uint64_t magnitude(unsigned bits) { return bits == 32 ? 0x7fff'ffffu : 0x7fff'ffff'ffff'ffffu; }

bool is_nan(ValKind kind, std::uint64_t bits) {
  return is_float(kind) && (bits & magnitude(width(kind))) > infinity(width(kind));
}

bool has_no_js_value(ValType type) {
  const bool exception = type.is_ref() && (type.heap_kind == HeapKind::exn || type.heap_kind == HeapKind::noexn);
  return type.kind == ValKind::v128 || exception;
}

bool has_no_js_value(const Const& constant) {
  const auto* bits = std::get_if<std::uint64_t>(&constant.value);
  return has_no_js_value(constant.type) || (bits && is_nan(constant.type.kind, *bits));
}

const FuncType& func_type(const ExternType& type) {
  return *std::get<ExternTypeOf<IndexSpace::func>::type>(type).type->func();
}

bool is_hidden(const NumPattern& pattern) {
  return pattern.nan != NanPattern::none || is_nan(pattern.type, pattern.bits);
}
bool is_hidden(const VecPattern&) { return true; }
bool is_hidden(const RefPattern& pattern) {
  switch (pattern.kind) {
    case RefPattern::Kind::exn:
    case RefPattern::Kind::i31:
    case RefPattern::Kind::struct_:
    case RefPattern::Kind::array:
    case RefPattern::Kind::eq: return true;
    case RefPattern::Kind::any_ref:
    case RefPattern::Kind::null:
    case RefPattern::Kind::func:
    case RefPattern::Kind::extern_:
    case RefPattern::Kind::host: return false;
  }
  return false;
}
bool is_hidden(const std::vector<Pattern>& either) { return needs_checking_module(either); }

// The types are of another module's index space; those that are keywords are the same in all.
std::string type_text(ValType type) {
  if (type.is_ref() && !is_abstract(type.heap_kind))
    throw Unsayable{"signatures with types that JavaScript has no value of"};
  return text::to_text(type, {});
}

std::string types_text(const char* keyword, const ResultType& types) {
  std::string result;
  for (const ValType type : types) result += fmt::format(" ({} {})", keyword, type_text(type));
  return result;
}

std::string constant_text(const Const& constant) {
  const auto* ref = std::get_if<RefConst>(&constant.value);
  if (ref && ref->kind != RefConst::Kind::null)
    throw Unsayable{"references of the host beside what JavaScript has no value of"};
  return script::to_text(constant);
}

// A number of so many bits and what of it counts.
struct Masked {
  std::uint64_t value = 0;
  std::uint64_t mask = 0;
};

Masked masked(const NumPattern& pattern, unsigned bits) {
  const std::uint64_t all = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  switch (pattern.nan) {
    case NanPattern::none: return {pattern.bits & all, all};
    case NanPattern::canonical: return {canonical(bits), magnitude(bits)};
    case NanPattern::arithmetic: return {canonical(bits), canonical(bits)};
  }
  return {};
}

// Each gives the instructions that look at a result: 1 if it matches.
std::string matching(const Pattern& pattern, const std::string& result);

std::string matching(const NumPattern& pattern, const std::string& result) {
  const unsigned bits = width(pattern.type);
  const Masked number = masked(pattern, bits);
  const std::string value =
      is_float(pattern.type) ? fmt::format("(i{}.reinterpret_f{} {})", bits, bits, result) : result;
  return fmt::format("(i{0}.eq (i{0}.and {1} (i{0}.const {2})) (i{0}.const {3}))", bits, value, number.mask,
                     number.value);
}

std::string lanes_text(const VecPattern& pattern, std::uint64_t Masked::*part) {
  std::string result = fmt::format("(v128.const i{}x{}", pattern.lane_bits, pattern.lanes.size());
  for (const NumPattern& lane : pattern.lanes) result += fmt::format(" {}", masked(lane, pattern.lane_bits).*part);
  return result + ")";
}

std::string matching(const VecPattern& pattern, const std::string& result) {
  return fmt::format("(i8x16.all_true (i8x16.eq (v128.and {} {}) {}))", result, lanes_text(pattern, &Masked::mask),
                     lanes_text(pattern, &Masked::value));
}

std::string matching(const RefPattern& pattern, const std::string& result) {
  if (pattern.number && pattern.kind != RefPattern::Kind::func)
    throw Unsayable{"references of the host beside what JavaScript has no value of"};
  const auto test = [&](const char* heap) { return fmt::format("(ref.test (ref {}) {})", heap, result); };
  switch (pattern.kind) {
    case RefPattern::Kind::null: return fmt::format("(ref.is_null {})", result);
    case RefPattern::Kind::i31: return test("i31");
    case RefPattern::Kind::struct_: return test("struct");
    case RefPattern::Kind::array: return test("array");
    case RefPattern::Kind::eq: return test("eq");
    case RefPattern::Kind::any_ref:
    case RefPattern::Kind::func:
    case RefPattern::Kind::extern_:
    case RefPattern::Kind::host:
    case RefPattern::Kind::exn: break;
  }
  return fmt::format("(i32.eqz (ref.is_null {}))", result);
}

std::string matching(const std::vector<Pattern>& either, const std::string& result) {
  std::string text = "(i32.const 0)";
  for (const Pattern& pattern : either) text += " " + matching(pattern, result) + " i32.or";
  return text;
}

std::string matching(const Pattern& pattern, const std::string& result) {
  return std::visit([&](const auto& p) { return matching(p, result); }, pattern.pattern);
}

// The hierarchy that a reference has to be of, for a pattern to be about it; nullopt: any.
std::optional<HeapKind> hierarchy_of(const RefPattern& pattern) {
  switch (pattern.kind) {
    case RefPattern::Kind::any_ref: return std::nullopt;
    case RefPattern::Kind::null: return pattern.heap ? std::optional(top_of(pattern.heap->kind)) : std::nullopt;
    case RefPattern::Kind::func: return HeapKind::func;
    case RefPattern::Kind::extern_: return HeapKind::extern_;
    case RefPattern::Kind::exn: return HeapKind::exn;
    case RefPattern::Kind::host:
    case RefPattern::Kind::i31:
    case RefPattern::Kind::struct_:
    case RefPattern::Kind::array:
    case RefPattern::Kind::eq: return HeapKind::any;
  }
  return std::nullopt;
}

// Whether a pattern can be about a type at all: otherwise no module could ask.
bool fits(const NumPattern& pattern, ValType type) { return type.kind == pattern.type; }
bool fits(const VecPattern&, ValType type) { return type.kind == ValKind::v128; }
bool fits(const RefPattern& pattern, ValType type) {
  const auto hierarchy = hierarchy_of(pattern);
  return type.is_ref() && (!hierarchy || (is_abstract(type.heap_kind) && top_of(type.heap_kind) == *hierarchy));
}
bool fits(const std::vector<Pattern>&, ValType) { return true; }
bool fits(const Pattern& pattern, ValType type) {
  return std::visit([type](const auto& p) { return fits(p, type); }, pattern.pattern);
}

// Of alternatives those that fit.
Pattern fitting(const Pattern& pattern, ValType type) {
  const auto* either = std::get_if<std::vector<Pattern>>(&pattern.pattern);
  if (!either) return pattern;
  std::vector<Pattern> left;
  for (const Pattern& alternative : *either) {
    const Pattern inside = fitting(alternative, type);
    if (fits(inside, type)) left.push_back(inside);
  }
  return {pattern.at, std::move(left)};
}

// The results are in locals 0, 1, …
std::string all_matching(const std::vector<Pattern>& expected, const ResultType& types) {
  if (expected.size() != types.size()) throw Unsayable{"results of another number than the function has"};
  std::string text = "(i32.const 1)";
  for (std::size_t i = 0; i < types.size(); ++i) {
    const Pattern pattern = fitting(expected[i], types[i]);
    if (!fits(pattern, types[i])) throw Unsayable{"results of another type than the function has"};
    text += " " + matching(pattern, fmt::format("(local.get {})", i)) + " i32.and";
  }
  return text;
}

std::string import_text(const Action& action, const ExternType& type) {
  if (action.kind == Action::Kind::invoke) {
    const FuncType& func = func_type(type);
    return fmt::format("(func{}{})", types_text("param", func.params), types_text("result", func.results));
  }
  const GlobalType& global = std::get<GlobalType>(type);
  const std::string content = type_text(global.val);
  return global.mut ? "(global (mut " + content + "))" : "(global " + content + ")";
}

bool fits(const Const& arg, ValType param) {
  if (!arg.type.is_ref() || !param.is_ref()) return arg.type.kind == param.kind;
  return param.nullable && top_of(arg.type.heap_kind) == top_of(param.heap_kind);
}

std::string action_text(const Action& action, const ExternType& type) {
  if (action.kind == Action::Kind::get) return "(global.get 0)";
  const ResultType& params = func_type(type).params;
  const auto fit = [](const Const& arg, ValType param) { return fits(arg, param); };
  if (!std::equal(action.args.begin(), action.args.end(), params.begin(), params.end(), fit)) {
    throw Unsayable{"arguments that do not fit"};
  }
  std::string result = "(call 0";
  for (const Const& arg : action.args) result += " " + constant_text(arg);
  return result + ")";
}

std::string module_text(const Action& action, const ExternType& type, const std::vector<Pattern>* expected) {
  const ResultType results =
      action.kind == Action::Kind::invoke ? func_type(type).results : ResultType{std::get<GlobalType>(type).val};
  std::string text = fmt::format("(module (import \"\" \"item\" {}) (func (export \"run\") (result i32){} {}",
                                 import_text(action, type), types_text("local", results), action_text(action, type));
  for (std::size_t i = results.size(); i-- > 0;) text += fmt::format(" (local.set {})", i);
  return text + (expected ? all_matching(*expected, results) : "(i32.const 1)") + "))";
}

Features all_features() {
  Features result;
  for (std::size_t i = 0; i < feature_count; ++i) result.set(static_cast<Feature>(i), true);
  return result;
}

}  // namespace

bool needs_checking_module(const Action& action, const ExternType& type) {
  const auto hidden = [](const auto& item) { return has_no_js_value(item); };
  if (action.kind == Action::Kind::get) {
    const auto* global = std::get_if<GlobalType>(&type);
    return global && has_no_js_value(global->val);
  }
  const FuncType& func = func_type(type);
  return std::any_of(action.args.begin(), action.args.end(), hidden) ||
         std::any_of(func.params.begin(), func.params.end(), hidden) ||
         std::any_of(func.results.begin(), func.results.end(), hidden);
}

bool needs_checking_module(const std::vector<Pattern>& results) {
  return std::any_of(results.begin(), results.end(), [](const Pattern& pattern) {
    return std::visit([](const auto& p) { return is_hidden(p); }, pattern.pattern);
  });
}

std::string checking_module(const Action& action, const ExternType& type, const std::vector<Pattern>* expected) {
  const auto source = std::make_shared<const Source>("check", module_text(action, type, expected), Source::Kind::text);
  const Bytes bytes = encode_module(parse_module(source, all_features(), {}));
  return {bytes.begin(), bytes.end()};
}

}  // namespace modlink::convert
