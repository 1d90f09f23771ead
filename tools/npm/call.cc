// The one function that JavaScript calls.
#include "tools/npm/call.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "tools/files/failure.h"
#include "tools/npm/errors.h"
#include "tools/npm/operations.h"
#include "wast/syntax/identifiers.h"

namespace modlink::npm {

namespace {

struct Operation {
  std::string_view name;
  void (*perform)(Arguments& arguments, Reply& reply);
};
constexpr Operation operations[] = {
    {"about", about}, {"bundle", bundle},   {"explain", explain}, {"flatten", flatten},   {"graph", graph},
    {"lint", lint},   {"objdump", objdump}, {"parse", parse},     {"print", print},       {"runScript", run_script},
    {"split", split}, {"subtype", subtype}, {"types", types},     {"validate", validate},
};

const Operation& find_operation(const std::string& name) {
  const auto has_name = [&](const Operation& operation) { return operation.name == name; };
  const auto found = std::find_if(std::begin(operations), std::end(operations), has_name);
  if (found == std::end(operations))
    throw cli::Failure(cli::Status::usage, fmt::format("unknown operation `{}`", shown(name)));
  return *found;
}

Json parse_request(const std::string& text) {
  try {
    return Json::parse(text);
  } catch (const Json::exception& error) {
    throw cli::Failure(cli::Status::usage, fmt::format("the request is no JSON: {}", without_controls(error.what())));
  }
}

void perform(std::string_view packed, Reply& reply) {
  const Message message = unpack(packed);
  const Json request = parse_request(message.json);
  Arguments arguments(request, message.bytes);
  const Json* const options = arguments.find("options");
  const Operation& operation = find_operation(arguments.text("operation").value_or(""));
  const Json none = Json::object();
  Arguments own(options ? *options : none, message.bytes);
  operation.perform(own, reply);
  own.demand_all_asked();
}

Reply failed(const Json& error) {
  Reply reply;
  reply["ok"] = false;
  reply["errors"] = Json::array({error});
  return reply;
}

}  // namespace

std::string call(std::string_view request) {
  const auto answer = [&](Reply& reply) { return pack(reply.message()); };
  std::string result;
  const auto error = catch_error([&] {
    Reply reply;
    perform(request, reply);
    result = answer(reply);
  });
  if (!error) return result;
  Reply reply = failed(*error);
  return answer(reply);
}

}  // namespace modlink::npm
