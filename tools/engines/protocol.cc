// The words in which engines are asked, and answer. docs/engine-protocol.md
#include "tools/engines/protocol.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>

#include "tools/engines/connection.h"
#include "validator/match.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/type_tables.h"

namespace modlink::engines {

namespace {

using nlohmann::json;

constexpr std::size_t most_results = 100'000;

[[noreturn]] void refuse(const std::string& what) { throw BadAnswer("the engine's answer: " + what); }

const json& field(const json& object, const char* name) {
  const auto it = object.find(name);
  if (it == object.end()) refuse(fmt::format("no \"{}\"", name));
  return *it;
}

const std::string& text_of(const json& object, const char* name) {
  const json& value = field(object, name);
  if (!value.is_string()) refuse(fmt::format("\"{}\" is no string", name));
  return value.get_ref<const std::string&>();
}

bool flag_of(const json& object, const char* name, bool otherwise) {
  const auto it = object.find(name);
  if (it == object.end()) return otherwise;
  if (!it->is_boolean()) refuse(fmt::format("\"{}\" is neither true nor false", name));
  return it->get<bool>();
}

template <class Number>
Number number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
    refuse(fmt::format("\"{}\" is no number of its type", shown(text)));
  }
  return number;
}

End::Kind end_of(const std::string& word) {
  for (int i = 0; i <= static_cast<int>(End::Kind::lost); ++i) {
    const auto kind = static_cast<End::Kind>(i);
    if (word == to_string(kind)) return kind;
  }
  refuse(fmt::format("unknown end \"{}\"", shown(word)));
}

// An engine of several programs says that of one which is gone, with all that was made in it.
void demand_kept(const json& answer) {
  if (!answer.contains("end") || answer["end"] != to_string(End::Kind::lost)) return;
  const std::string why = answer.contains("message") ? text_of(answer, "message") : "it does not say why";
  throw Lost(fmt::format("the engine has lost one of its programs: {}", without_controls(why)));
}

// Four lanes of 32 bits, the lowest first.
void parse_vector(const json& value, Result& result) {
  if (!value.is_array() || value.size() != 4) refuse("a v128 is no array of 4 strings");
  std::uint64_t lanes[4];
  for (std::size_t i = 0; i < 4; ++i) {
    if (!value[i].is_string()) refuse("a v128 is no array of 4 strings");
    lanes[i] = number_of<std::uint32_t>(value[i].get_ref<const std::string&>());
  }
  result.low = lanes[0] | lanes[1] << 32;
  result.high = lanes[2] | lanes[3] << 32;
}

constexpr std::pair<const char*, RefClass> ref_words[] = {
    {"null", RefClass::null},      {"func", RefClass::func},   {"extern", RefClass::extern_},
    {"host", RefClass::host},      {"exn", RefClass::exn},     {"i31", RefClass::i31},
    {"struct", RefClass::struct_}, {"array", RefClass::array}, {"other", RefClass::other}};

bool has_number(RefClass ref) { return ref == RefClass::extern_ || ref == RefClass::host || ref == RefClass::i31; }

// "null", "func", "host:3"
void parse_ref(const std::string& text, Result& result) {
  const std::size_t colon = text.find(':');
  const std::string word = text.substr(0, colon);
  for (const auto& [name, ref] : ref_words) {
    if (word != name || (colon != std::string::npos && !has_number(ref))) continue;
    result.ref = ref;
    if (colon != std::string::npos) result.number = number_of<std::int64_t>(std::string_view(text).substr(colon + 1));
    return;
  }
  refuse(fmt::format("unknown reference \"{}\"", shown(text)));
}

json vector_json(const V128& vector) {
  std::uint64_t halves[2];
  std::memcpy(halves, vector.bytes.data(), sizeof halves);
  return engines::vector_json(halves[0], halves[1]);
}

std::string ref_text(const Result& result) {
  for (const auto& [name, ref] : ref_words) {
    if (ref == result.ref) return result.number ? fmt::format("{}:{}", name, *result.number) : name;
  }
  return "other";
}

json to_json(const Value& value, const TypeStore& store) {
  const Result result = result_of(value, store);
  const std::string type = type_word(value.type, store);
  if (value.type.is_ref()) return {{"type", type}, {"value", ref_text(result)}};
  if (result.type == ValKind::v128) return {{"type", type}, {"value", engines::vector_json(result.low, result.high)}};
  return {{"type", type}, {"value", std::to_string(result.low)}};
}

bool is_of_module(End::Kind kind) {
  return kind == End::Kind::malformed || kind == End::Kind::invalid || kind == End::Kind::unlinkable;
}

// Where something is in the module that was given, a text or bytes.
json position_json(const Source& source, Pos pos) {
  if (source.kind() == Source::Kind::binary) return {{"offset", pos}};
  const Source::Location place = source.locate(pos);
  return {{"line", place.line}, {"column", place.column}};
}

std::string ref_text(const script::RefConst& ref) {
  switch (ref.kind) {
    case script::RefConst::Kind::null: return "null";
    case script::RefConst::Kind::extern_: return fmt::format("extern:{}", ref.number);
    case script::RefConst::Kind::host: return fmt::format("host:{}", ref.number);
  }
  return "";
}

}  // namespace

Result parse_result(const json& value) {
  if (!value.is_object()) refuse("a result is no object");
  const std::string& type = text_of(value, "type");
  Result result;
  if (const HeapTypeInfo* ref = find_ref_type(type)) {
    result.type = ValKind::ref;
    result.top = top_of(ref->kind);
    parse_ref(text_of(value, "value"), result);
  } else if (type == "v128") {
    result.type = ValKind::v128;
    parse_vector(field(value, "value"), result);
  } else if (const auto* number = find_num_type(type)) {
    result.type = number->kind;
    const bool narrow = result.type == ValKind::i32 || result.type == ValKind::f32;
    const std::string& bits = text_of(value, "value");
    result.low = narrow ? number_of<std::uint32_t>(bits) : number_of<std::uint64_t>(bits);
  } else {
    refuse(fmt::format("unknown type \"{}\"", shown(type)));
  }
  return result;
}

json to_json(const End& end, const Values& results, const TypeStore& store) {
  json answer{{"end", to_string(end.kind)}};
  if (!end.message.empty()) answer["message"] = end.message;
  if (end.exhausted) answer["code"] = "call_stack_exhausted";
  if (end.no_export) answer["code"] = "unknown_export";
  if (!end.code.empty()) answer["error"] = end.code;
  const bool has_position = is_of_module(end.kind) && end.source && end.pos != no_pos;
  if (has_position) answer["position"] = position_json(*end.source, end.pos);
  if (end.kind != End::Kind::done) return answer;
  answer["results"] = json::array();
  for (const Value& value : results) answer["results"].push_back(to_json(value, store));
  return answer;
}

namespace {

// Words that are not known here are those of later times.
void parse_options(const json& answer, Hello& hello) {
  const auto it = answer.find("options");
  if (it == answer.end()) return;
  if (!it->is_array()) refuse("\"options\" is no array");
  for (const json& word : *it) {
    hello.takes_features = hello.takes_features || word == "features";
    hello.takes_limits = hello.takes_limits || word == "limits";
    hello.takes_dialect = hello.takes_dialect || word == "dialect";
  }
}

}  // namespace

Hello parse_hello(const json& answer) {
  if (!answer.is_object()) refuse("it is no object");
  demand_kept(answer);
  const json& version = field(answer, "protocol");
  if (version != protocol_version) refuse(fmt::format("its protocol is not {}", protocol_version));
  Hello hello;
  hello.engine = text_of(answer, "engine");
  hello.stages = flag_of(answer, "stages", true);
  hello.messages = flag_of(answer, "messages", true);
  hello.linking = flag_of(answer, "linking", false);
  hello.state = flag_of(answer, "state", true);
  parse_options(answer, hello);
  return hello;
}

End parse_end(const json& answer) {
  if (!answer.is_object()) refuse("it is no object");
  demand_kept(answer);
  End end;
  end.kind = end_of(text_of(answer, "end"));
  if (answer.contains("message")) end.message = text_of(answer, "message");
  if (answer.contains("code")) {
    end.exhausted = text_of(answer, "code") == "call_stack_exhausted";
    end.no_export = text_of(answer, "code") == "unknown_export";
  }
  if (end.kind != End::Kind::done || !answer.contains("results")) return end;
  const json& results = field(answer, "results");
  if (!results.is_array() || results.size() > most_results) refuse("\"results\" is no array, or too long");
  for (const json& value : results) end.results.push_back(parse_result(value));
  return end;
}

json vector_json(std::uint64_t low, std::uint64_t high) {
  const auto lane = [](std::uint64_t bits) { return std::to_string(bits & 0xffff'ffff); };
  return {lane(low), lane(low >> 32), lane(high), lane(high >> 32)};
}

json to_json(const script::Const& constant) {
  if (const auto* ref = std::get_if<script::RefConst>(&constant.value)) {
    return {{"type", std::string(info(top_of(constant.type.ref().heap.kind)).ref_keyword)}, {"value", ref_text(*ref)}};
  }
  const std::string type(modlink::to_string(constant.type.kind));
  if (const auto* vector = std::get_if<V128>(&constant.value)) return {{"type", type}, {"value", vector_json(*vector)}};
  return {{"type", type}, {"value", std::to_string(std::get<std::uint64_t>(constant.value))}};
}

std::string type_word(ValType type, const TypeStore& store) {
  if (!type.is_ref()) return std::string(modlink::to_string(type.kind));
  return std::string(info(top_heap_type(store, type.ref().heap).kind).ref_keyword);
}

json to_json(const FuncType& type, const TypeStore& store) {
  json params = json::array();
  json results = json::array();
  for (ValType param : type.params) params.push_back(type_word(param, store));
  for (ValType result : type.results) results.push_back(type_word(result, store));
  return {{"params", std::move(params)}, {"results", std::move(results)}};
}

}  // namespace modlink::engines
