// What requests have in them.
#include "tools/oracle/request.h"

#include <fmt/format.h>

#include "tools/engines/json_line.h"
#include "tools/engines/protocol.h"
#include "wast/syntax/identifiers.h"

namespace modlink::oracle {

using nlohmann::json;

namespace {

// That a reference is null, or which number the host gave it: in the word for it that comes back.
Ref ref_of(const engines::Result& result) {
  if (result.ref == engines::RefClass::null) return Ref::null();
  const bool is_hosts = (result.ref == engines::RefClass::extern_ && result.top == HeapKind::extern_) ||
                        (result.ref == engines::RefClass::host && result.top == HeapKind::any);
  if (!is_hosts || !result.number || *result.number < 0 || *result.number > UINT32_MAX) {
    throw BadRequest("only null, extern:N of type externref and host:N of type anyref can be references as arguments");
  }
  return Ref::host(static_cast<std::uint32_t>(*result.number));
}

engines::Result parse_arg(const json& arg, std::size_t number) {
  try {
    return engines::parse_result(arg);
  } catch (const engines::BadAnswer&) {
    throw BadRequest(fmt::format("argument {} is no value", number));
  }
}

Value arg_of(const json& arg, ValType param, std::size_t number, const TypeStore& store) {
  const engines::Result result = parse_arg(arg, number);
  const bool fits = param.is_ref() ? result.type == ValKind::ref && engines::type_word(param, store) == arg.at("type")
                                   : result.type == param.kind;
  if (!fits) throw BadRequest(fmt::format("argument {} does not have the type of its parameter", number));
  return param.is_ref() ? Value::ref(param.ref(), ref_of(result)) : Value{param, result.low, result.high};
}

}  // namespace

const json& field(const json& request, const char* name) {
  const auto it = request.find(name);
  if (it == request.end()) throw BadRequest(fmt::format("no \"{}\"", name));
  return *it;
}

const std::string& text_of(const json& request, const char* name) {
  const json& value = field(request, name);
  if (!value.is_string()) throw BadRequest(fmt::format("\"{}\" is no string", name));
  return value.get_ref<const std::string&>();
}

std::uint64_t number_of(const json& request, const char* name) {
  const json& value = field(request, name);
  if (!engines::is_natural(value)) throw BadRequest(fmt::format("\"{}\" is no number", name));
  return value.get<std::uint64_t>();
}

std::vector<Name> path_of(const json& request) {
  const json& names = field(request, "path");
  const bool is_path = names.is_array() && !names.empty();
  if (!is_path) throw BadRequest("\"path\" is no list of names");
  std::vector<Name> path;
  for (const json& name : names) {
    if (!name.is_string()) throw BadRequest("\"path\" is no list of names");
    path.push_back(name.get<std::string>());
  }
  return path;
}

Values args_of(const json& request, const FuncType& type, const TypeStore& store) {
  const json& args = field(request, "args");
  if (!args.is_array() || args.size() != type.params.size()) {
    throw BadRequest(fmt::format("\"args\" is no list of {} values", type.params.size()));
  }
  Values values;
  for (std::size_t i = 0; i < args.size(); ++i) values.push_back(arg_of(args[i], type.params[i], i + 1, store));
  return values;
}

}  // namespace modlink::oracle
