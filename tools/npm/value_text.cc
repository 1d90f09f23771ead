// Values in words of the text format. spec: text/values; the official suite's script grammar
#include "tools/npm/value_text.h"

#include <fmt/format.h>

#include <cstring>
#include <optional>

#include "interpreter/runtime/heap.h"
#include "tools/files/failure.h"
#include "tools/spec-runner/failure.h"
#include "tools/spec-runner/values.h"
#include "validator/match.h"
#include "wast/script/parse_script.h"
#include "wast/script/print_action.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

const char* object_word(const Object& object) {
  switch (object.kind) {
    case Object::Kind::structure: return "ref.struct";
    case Object::Kind::array: return "ref.array";
    case Object::Kind::exception: return "ref.exn";
  }
  return "";
}

bool is_external(const TypeStore& types, ValType type) {
  return top_heap_type(types, type.ref().heap).kind == HeapKind::extern_;
}

// A constant that a script could have; nullopt if it has none.
std::optional<script::RefConst> ref_const(const Value& value, const TypeStore& types) {
  using Kind = script::RefConst::Kind;
  const Ref ref = value.as_ref();
  if (ref.is_null()) return script::RefConst{Kind::null, top_heap_type(types, value.type.ref().heap)};
  if (!ref.is_host()) return std::nullopt;
  return script::RefConst{is_external(types, value.type) ? Kind::extern_ : Kind::host, {}, ref.host_number()};
}

std::string without_parentheses(const std::string& text) { return text.substr(1, text.size() - 2); }

std::string const_text(script::Const constant) { return without_parentheses(to_text(constant)); }

std::string ref_text(const Value& value, const TypeStore& types) {
  if (const auto constant = ref_const(value, types)) return const_text({{}, value.type, *constant});
  const Ref ref = value.as_ref();
  if (ref.is_i31()) return fmt::format("ref.i31 {}", static_cast<std::int32_t>(ref.i31_s()));
  return ref.is_func() ? "ref.func" : object_word(*ref.as_object());
}

V128 vector_of(const Value& value) {
  V128 vector;
  std::memcpy(vector.bytes.data(), &value.low, 8);
  std::memcpy(vector.bytes.data() + 8, &value.high, 8);
  return vector;
}

[[noreturn]] void refuse_argument(std::size_t index, const std::string& word, const std::string& why) {
  throw cli::Failure(cli::Status::usage,
                     fmt::format("argument {}: `{}` is no constant{}", index + 1, shown(word), why));
}

// The parser of scripts reads it, with whatever closes comments and parentheses behind it.
script::Const parse_constant(std::size_t index, const std::string& word) {
  const std::size_t begin = word.find_first_not_of(" \t\r\n");
  const bool is_open = begin != std::string::npos && word[begin] == '(';
  const std::string text = "(invoke \"f\" " + (is_open ? word : "(" + word + "\n)") + "\n)";
  const auto source = std::make_shared<const Source>("argument", text, Source::Kind::text);
  const script::Script parsed = script::parse_script(source, {}, {});
  if (parsed.directives.size() != 1) refuse_argument(index, word, "");
  const auto& directive = parsed.directives[0].directive;
  if (const auto* bad = std::get_if<script::BadDirective>(&directive))
    refuse_argument(index, word, ": " + bad->error.message());
  const auto* action = std::get_if<script::ActionDirective>(&directive);
  if (!action || action->action.args.size() != 1) refuse_argument(index, word, "");
  return action->action.args[0];
}

}  // namespace

std::string value_text(const Value& value, const TypeStore& types) {
  if (value.type.is_ref()) return ref_text(value, types);
  if (value.type.kind == ValKind::v128) return const_text({{}, value.type, vector_of(value)});
  return const_text({{}, value.type, value.low});
}

std::string arguments_text(const Values& values, const TypeStore& types) {
  std::string result;
  for (const Value& value : values) result += (result.empty() ? "" : ", ") + value_text(value, types);
  return "(" + result + ")";
}

Values parse_arguments(const std::vector<std::string>& words, const FuncType& type, const TypeStore& types) {
  std::vector<script::Const> constants;
  for (std::size_t i = 0; i < words.size(); ++i) constants.push_back(parse_constant(i, words[i]));
  try {
    return runner::make_args(constants, type, types);
  } catch (const runner::Failure& failure) {
    throw cli::Failure(cli::Status::usage,
                       fmt::format("{}: expected {}, found {}", failure.message, failure.expected, failure.found));
  }
}

}  // namespace modlink::npm
