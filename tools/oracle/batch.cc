// Requests, a line each.
#include <cstdio>
#include <iostream>
#include <new>

#include "tools/engines/end.h"
#include "tools/engines/json_line.h"
#include "tools/files/standard_streams.h"
#include "tools/oracle/answer_line.h"
#include "tools/oracle/oracle.h"
#include "tools/oracle/workers.h"
#include "wast/syntax/error.h"

namespace modlink::oracle {

using nlohmann::json;

namespace {

json ending(engines::End::Kind kind, std::string_view message) {
  return {{"end", to_string(kind)}, {"message", message}, {"id", json()}};
}

// Whatever else stands in the request, however deep it is, is not repeated.
json id_of(const json& request) {
  const bool has_id = request.is_object() && request.contains("id") && request["id"].is_number_integer();
  return has_id ? request["id"] : json();
}

json answer_request(Oracle& oracle, const engines::JsonLine& line) {
  if (!line.why_not.empty()) return ending(engines::End::Kind::unsupported, "the line " + line.why_not);
  json answer = oracle.answer(line.value);
  answer["id"] = id_of(line.value);
  return answer;
}

json try_answer(Oracle& oracle, const std::string& line) {
  try {
    return answer_request(oracle, engines::parse_json_line(line));
  } catch (const std::bad_alloc&) {
    return ending(engines::End::Kind::limit, out_of_memory);
  }
}

std::string text_of(const json& answer) { return answer.dump(-1, ' ', false, json::error_handler_t::replace); }

void print_line(const std::string& line) {
  cli::print(line + "\n");
  std::fflush(stdout);
}

}  // namespace

std::string answer_line(Oracle& oracle, const std::string& line) { return text_of(try_answer(oracle, line)); }

std::string lost_line(const std::string& line, std::string_view why) {
  json answer = ending(engines::End::Kind::lost, why);
  answer["id"] = id_of(engines::parse_json_line(line).value);
  return text_of(answer);
}

void answer_all(Oracle& oracle) {
  std::string line;
  while (std::getline(std::cin, line)) print_line(answer_line(oracle, line));
}

void answer_all(const std::string& command, std::size_t jobs) {
  Workers workers(command, jobs, print_line);
  std::string line;
  while (std::getline(std::cin, line)) workers.ask(std::move(line));
}

}  // namespace modlink::oracle
