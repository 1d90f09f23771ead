// Requests, a line each.
#include <cstdio>
#include <iostream>
#include <new>

#include "tools/engines/end.h"
#include "tools/files/standard_streams.h"
#include "tools/oracle/oracle.h"
#include "wast/syntax/error.h"

namespace modlink::oracle {

using nlohmann::json;

namespace {

json refusal(engines::End::Kind kind, const char* message) {
  return {{"end", to_string(kind)}, {"message", message}, {"id", json()}};
}

json answer_request(Oracle& oracle, const json& request) {
  if (request.is_discarded()) return refusal(engines::End::Kind::unsupported, "the line is no JSON");
  json answer = oracle.answer(request);
  // Whatever else stands there, however deep it is, is not repeated.
  const bool has_id = request.is_object() && request.contains("id") && request["id"].is_number_integer();
  answer["id"] = has_id ? request["id"] : json();
  return answer;
}

json answer_line(Oracle& oracle, const std::string& line) {
  try {
    return answer_request(oracle, json::parse(line, nullptr, false));
  } catch (const std::bad_alloc&) {
    return refusal(engines::End::Kind::limit, out_of_memory);
  }
}

}  // namespace

void answer_all(Oracle& oracle) {
  std::string line;
  while (std::getline(std::cin, line)) {
    cli::print(answer_line(oracle, line).dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
    std::fflush(stdout);
  }
}

}  // namespace modlink::oracle
