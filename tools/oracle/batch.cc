// Requests, a line each.
#include <cstdio>
#include <iostream>

#include "tools/engines/end.h"
#include "tools/files/standard_streams.h"
#include "tools/oracle/oracle.h"

namespace modlink::oracle {

using nlohmann::json;

namespace {

json answer_line(Oracle& oracle, const std::string& line) {
  const json request = json::parse(line, nullptr, false);
  json answer = request.is_discarded()
                    ? json{{"end", to_string(engines::End::Kind::unsupported)}, {"message", "the line is no JSON"}}
                    : oracle.answer(request);
  // Whatever else stands there, however deep it is, is not repeated.
  const bool has_id = request.is_object() && request.contains("id") && request["id"].is_number_integer();
  answer["id"] = has_id ? request["id"] : json();
  return answer;
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
