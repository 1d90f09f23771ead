// Printing of actions, their arguments, and result patterns. spec: the official suite's script grammar; D20
#include "wast/script/print_action.h"

#include "wast/syntax/concat.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/type_tables.h"
#include "wast/text/floats.h"
#include "wast/text/print_names.h"

namespace modlink::script {

namespace {

// " i8x16 0 1 …" of bytes, the first lane first.
std::string lanes_text(const V128& vector, const text::VecShape& written) {
  const text::VecShape shape = written.lanes == 0 ? text::VecShape{4, 32, false} : written;
  std::string result = concat(' ', shape.is_float ? 'f' : 'i', shape.bits, 'x', shape.lanes);
  for (unsigned lane = 0; lane < shape.lanes; ++lane) {
    std::uint64_t value = 0;
    for (unsigned byte = 0; byte < shape.bits / 8; ++byte) {
      value |= std::uint64_t{vector.bytes[lane * shape.bits / 8 + byte]} << (8 * byte);
    }
    result += " " + number_text(value, shape.bits, shape.is_float);
  }
  return result;
}

std::string const_text(const Const& constant, std::uint64_t bits) {
  const ValKind kind = constant.type.kind;
  return concat('(', to_string(kind), ".const ", number_text(bits, width(kind), is_float(kind)), ')');
}

std::string const_text(const Const& constant, const V128& vector) {
  return concat("(v128.const", lanes_text(vector, constant.shape), ')');
}

std::string const_text(const Const&, const RefConst& ref) {
  switch (ref.kind) {
    case RefConst::Kind::null: return concat("(ref.null ", to_string(ref.heap.kind), ')');
    case RefConst::Kind::extern_: return concat("(ref.extern ", ref.number, ')');
    case RefConst::Kind::host: return concat("(ref.host ", ref.number, ')');
  }
  return {};
}

std::string bits_text(const NumPattern& pattern, unsigned width) {
  switch (pattern.nan) {
    case NanPattern::none: return number_text(pattern.bits, width, is_float(pattern.type));
    case NanPattern::canonical: return "nan:canonical";
    case NanPattern::arithmetic: return "nan:arithmetic";
  }
  return {};
}

std::string pattern_text(const NumPattern& pattern) {
  return concat('(', to_string(pattern.type), ".const ", bits_text(pattern, width(pattern.type)), ')');
}

std::string pattern_text(const VecPattern& pattern) {
  const bool floating = is_float(pattern.lanes[0].type);
  std::string result = concat("(v128.const ", floating ? 'f' : 'i', pattern.lane_bits, 'x', pattern.lanes.size());
  for (const NumPattern& lane : pattern.lanes) result += " " + bits_text(lane, pattern.lane_bits);
  return result + ")";
}

std::string pattern_text(const RefPattern& pattern) {
  std::string result = std::string("(") + keyword(pattern.kind);
  if (pattern.heap) result += concat(' ', to_string(pattern.heap->kind));
  if (pattern.number) result += concat(' ', *pattern.number);
  return result + ")";
}

std::string pattern_text(const std::vector<Pattern>& either) {
  std::string result = "(either";
  for (const Pattern& pattern : either) result += " " + to_text(pattern);
  return result + ")";
}

std::int64_t sign_extend(std::uint64_t value, unsigned bits) {
  return static_cast<std::int64_t>(value << (64 - bits)) >> (64 - bits);
}

}  // namespace

const char* keyword(RefPattern::Kind kind) {
  switch (kind) {
    case RefPattern::Kind::any_ref: return "ref";
    case RefPattern::Kind::null: return "ref.null";
    case RefPattern::Kind::func: return "ref.func";
    case RefPattern::Kind::extern_: return "ref.extern";
    case RefPattern::Kind::host: return "ref.host";
    case RefPattern::Kind::exn: return "ref.exn";
    case RefPattern::Kind::i31: return "ref.i31";
    case RefPattern::Kind::struct_: return "ref.struct";
    case RefPattern::Kind::array: return "ref.array";
    case RefPattern::Kind::eq: return "ref.eq";
  }
  return "";
}

std::string number_text(std::uint64_t value, unsigned bits, bool is_floating) {
  return is_floating ? text::decimal_float(value, bits) : std::to_string(sign_extend(value, bits));
}

std::string bind_id(const std::optional<std::string>& id) {
  if (!id) return {};
  return is_id(*id) ? " $" + *id : " $" + text::quoted(*id);
}

std::string to_text(const Const& constant) {
  return std::visit([&](const auto& value) { return const_text(constant, value); }, constant.value);
}

std::string to_text(const Pattern& pattern) {
  return std::visit([](const auto& p) { return pattern_text(p); }, pattern.pattern);
}

std::string to_text(const Action& action) {
  std::string result = action.kind == Action::Kind::invoke ? "(invoke" : "(get";
  result += bind_id(action.instance);
  for (const Name& name : action.path) result += " " + text::quoted(name);
  for (const Const& constant : action.args) result += " " + to_text(constant);
  return result + ")";
}

}  // namespace modlink::script
