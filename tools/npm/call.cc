// The one function that JavaScript calls.
#include "tools/npm/call.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
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
    {"about", about},          {"bundle", bundle}, {"bytes", bytes},     {"explain", explain}, {"flatten", flatten},
    {"graph", graph},          {"lint", lint},     {"objdump", objdump}, {"parse", parse},     {"print", print},
    {"runScript", run_script}, {"split", split},   {"subtype", subtype}, {"types", types},     {"typing", typing},
    {"validate", validate},
};

// Those of what lives from one call to the next.
struct SessionOperation {
  std::string_view name;
  void (*perform)(Arguments& arguments, Reply& reply, Sessions& sessions);
};
constexpr SessionOperation session_operations[] = {{"closeStepping", close_stepping},
                                                   {"goStepping", go_stepping},
                                                   {"openStepping", open_stepping},
                                                   {"readStepping", read_stepping}};

template <class Operation, std::size_t count>
const Operation* find_operation(const Operation (&all)[count], const std::string& name) {
  const auto has_name = [&](const Operation& operation) { return operation.name == name; };
  const auto found = std::find_if(std::begin(all), std::end(all), has_name);
  return found == std::end(all) ? nullptr : &*found;
}

void perform(const std::string& name, Arguments& arguments, Reply& reply, Sessions& sessions) {
  if (const Operation* operation = find_operation(operations, name)) return operation->perform(arguments, reply);
  const SessionOperation* const operation = find_operation(session_operations, name);
  if (!operation) throw cli::Failure(cli::Status::usage, fmt::format("unknown operation `{}`", shown(name)));
  operation->perform(arguments, reply, sessions);
}

Json parse_request(const std::string& text) {
  try {
    return Json::parse(text);
  } catch (const Json::exception& error) {
    throw cli::Failure(cli::Status::usage, fmt::format("the request is no JSON: {}", without_controls(error.what())));
  }
}

void perform(std::string_view packed, Reply& reply, Sessions& sessions) {
  const Message message = unpack(packed);
  const Json request = parse_request(message.json);
  Arguments arguments(request, message.bytes);
  const Json* const options = arguments.find("options");
  const std::string name = arguments.text("operation").value_or("");
  const Json none = Json::object();
  Arguments own(options ? *options : none, message.bytes);
  perform(name, own, reply, sessions);
  own.demand_all_asked();
}

Reply failed(const Json& error) {
  Reply reply;
  reply["ok"] = false;
  reply["errors"] = Json::array({error});
  return reply;
}

}  // namespace

std::string call(std::string_view request, Sessions& sessions) {
  const auto answer = [&](Reply& reply) { return pack(reply.message()); };
  std::string result;
  const auto error = catch_error([&] {
    Reply reply;
    perform(request, reply, sessions);
    result = answer(reply);
  });
  if (!error) return result;
  Reply reply = failed(*error);
  return answer(reply);
}

}  // namespace modlink::npm
