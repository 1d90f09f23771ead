// Values on a command line. spec: text/values
#include "tools/host/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "interpreter/runtime/heap.h"
#include "tools/files/failure.h"
#include "validator/match.h"
#include "wast/syntax/counted.h"
#include "wast/syntax/error.h"
#include "wast/syntax/identifiers.h"
#include "wast/text/floats.h"
#include "wast/text/lexer.h"
#include "wast/text/literals.h"

namespace modlink::host {

namespace {

using text::NumberForm;

std::optional<std::uint64_t> parse_int(const std::string& word, unsigned bits) {
  const NumberForm form = text::number_form(word);
  if (form != NumberForm::natural && form != NumberForm::integer) return std::nullopt;
  return text::parse_integer(word, bits);
}

std::optional<Value> parse_number(const std::string& word, ValType type, bool is_float, unsigned bits) {
  if (text::number_form(word) == NumberForm::none) return std::nullopt;
  const auto value = is_float ? text::parse_float(word, bits) : parse_int(word, bits);
  if (!value) return std::nullopt;
  return Value{type, *value, 0};
}

// With a space behind the shape and between lanes, where there may be a colon and commas. nullopt if these stand
// elsewhere, or if there is what only a text has.
std::optional<std::string> with_spaces(std::string word) {
  const auto is_separator = [](char c) { return c == ',' || c == ' '; };
  const std::size_t shape = word.find_first_of(": ");
  if (shape == std::string::npos || word.find_first_of("();\"") != std::string::npos) return std::nullopt;
  word[shape] = ' ';
  for (std::size_t i = shape; i < word.size(); ++i) {
    if (word[i] != ',') continue;
    if (i + 1 == word.size() || is_separator(word[i - 1]) || is_separator(word[i + 1])) return std::nullopt;
    word[i] = ' ';
  }
  return word;
}

std::optional<Value> parse_vector(const std::string& word) {
  const auto text = with_spaces(word);
  if (!text) return std::nullopt;
  try {
    const auto source = std::make_shared<const Source>("argument", *text, Source::Kind::text);
    const text::Tokens tokens(source);
    text::Cursor cursor(tokens);
    const V128 vector = text::parse_v128(cursor);
    if (!cursor.at_end()) return std::nullopt;
    Value value{ValKind::v128, 0, 0};
    std::memcpy(&value.low, vector.bytes.data(), 8);
    std::memcpy(&value.high, vector.bytes.data() + 8, 8);
    return value;
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool matches(const TypeStore& types, HeapKind kind, RefType expected) {
  return match_heap_type(types, {kind, 0}, expected.heap);
}

bool is_external(RefType type) { return type.heap.kind == HeapKind::extern_; }

std::optional<Value> parse_ref(const std::string& word, RefType type, const TypeStore& types) {
  if (word == "null") return type.nullable ? std::optional(Value::ref(type, Ref::null())) : std::nullopt;
  const auto number = parse_int(word, 32);
  if (!number) return std::nullopt;
  const auto bits = static_cast<std::uint32_t>(*number);
  if (matches(types, HeapKind::i31, type)) return Value::ref(type, Ref::i31(bits));
  const bool is_host = is_external(type) && bits != 0 && text::number_form(word) == NumberForm::natural;
  return is_host ? std::optional(Value::ref(type, Ref::host(bits))) : std::nullopt;
}

std::optional<Value> parse_value(const std::string& word, ValType type, const TypeStore& types) {
  switch (type.kind) {
    case ValKind::i32: return parse_number(word, type, false, 32);
    case ValKind::i64: return parse_number(word, type, false, 64);
    case ValKind::f32: return parse_number(word, type, true, 32);
    case ValKind::f64: return parse_number(word, type, true, 64);
    case ValKind::v128: return parse_vector(word);
    case ValKind::ref: return parse_ref(word, type.ref(), types);
    case ValKind::bot: break;
  }
  return std::nullopt;
}

std::string print_vector(const Value& value) {
  return fmt::format("v128 i32x4:{:#010x} {:#010x} {:#010x} {:#010x}", value.low & 0xffff'ffff, value.low >> 32,
                     value.high & 0xffff'ffff, value.high >> 32);
}

const char* kind_of(const Object& object) {
  switch (object.kind) {
    case Object::Kind::structure: return "struct";
    case Object::Kind::array: return "array";
    case Object::Kind::exception: return "exn";
  }
  return "";
}

std::string print_integer(std::uint64_t bits, unsigned width, Integers integers) {
  if (integers == Integers::are_unsigned) return std::to_string(bits);
  const unsigned unused = 64 - width;
  return std::to_string(static_cast<std::int64_t>(bits << unused) >> unused);
}

std::string print_referent(Ref ref, Integers integers) {
  if (ref.is_null()) return "null";
  if (ref.is_host()) return std::to_string(ref.host_number());
  if (ref.is_i31()) return print_integer(ref.i31_u(), 31, integers);
  return ref.is_func() ? "func" : kind_of(*ref.as_object());
}

std::string form_of(RefType type, const TypeStore& types) {
  const char* const null = type.nullable ? "null or " : "";
  if (is_external(type)) return fmt::format(": it is {}the number of a host reference, from 1", null);
  if (matches(types, HeapKind::i31, type)) return fmt::format(": it is {}a number, of an i31", null);
  return type.nullable ? ": only null can be given" : ": none can be given";
}

// How values are written that are more than a word in the text format.
std::string form_of(ValType type, const TypeStore& types) {
  if (type.kind == ValKind::ref) return form_of(type.ref(), types);
  return type.kind == ValKind::v128 ? ": a v128 is one word, its shape and its lanes: i32x4:1,2,3,4" : "";
}

[[noreturn]] void refuse_count(std::size_t given, const FuncType& type, const TypeStore& types) {
  const auto vector = std::find(type.params.begin(), type.params.end(), ValType(ValKind::v128));
  throw cli::Failure(cli::Status::usage,
                     fmt::format("{} expected, {} given: {}{}", counted(type.params.size(), "argument"), given,
                                 to_string(types, type), vector == type.params.end() ? "" : form_of(*vector, types)));
}

}  // namespace

Values parse_args(const std::vector<std::string>& args, const FuncType& type, const TypeStore& types) {
  if (args.size() != type.params.size()) refuse_count(args.size(), type, types);
  Values values;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto value = parse_value(args[i], type.params[i], types);
    if (!value) {
      throw cli::Failure(cli::Status::usage,
                         fmt::format("argument {}: `{}` is no {}{}", i + 1, shown(args[i]),
                                     to_string(types, type.params[i]), form_of(type.params[i], types)));
    }
    values.push_back(*value);
  }
  return values;
}

std::string print(const Value& value, const TypeStore& types, Integers integers) {
  switch (value.type.kind) {
    case ValKind::i32: return "i32:" + print_integer(value.low, 32, integers);
    case ValKind::i64: return "i64:" + print_integer(value.low, 64, integers);
    case ValKind::f32: return "f32:" + text::decimal_float(value.low, 32);
    case ValKind::f64: return "f64:" + text::decimal_float(value.low, 64);
    case ValKind::v128: return print_vector(value);
    case ValKind::ref: return to_string(types, value.type) + ":" + print_referent(value.as_ref(), integers);
    case ValKind::bot: break;
  }
  return "";
}

std::string print(const Values& values, const TypeStore& types, Integers integers) {
  std::string result;
  for (const Value& value : values) result += (result.empty() ? "" : ", ") + print(value, types, integers);
  return result;
}

std::string print_call(const std::string& name, const Values& args, const TypeStore& types, Integers integers) {
  return fmt::format("{}({}) =>", is_id(name) ? name : quote(name), print(args, types, integers));
}

}  // namespace modlink::host
