// Requests, a line each.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <new>
#include <optional>

#include "tools/engines/end.h"
#include "tools/engines/json_line.h"
#include "tools/files/standard_streams.h"
#include "tools/oracle/answer_line.h"
#include "tools/oracle/oracle.h"
#include "tools/oracle/request_lines.h"
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

json without_memory() { return ending(engines::End::Kind::limit, out_of_memory); }

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
    return without_memory();
  }
}

std::string text_of(const json& answer) { return answer.dump(-1, ' ', false, json::error_handler_t::replace); }

// The answer to a line that was not kept; nullopt: it was.
std::optional<std::string> refusal_of(const RequestLine& line) {
  switch (line.kept) {
    case RequestLine::Kept::all: return std::nullopt;
    case RequestLine::Kept::no_memory: return text_of(without_memory());
    case RequestLine::Kept::too_long: break;
  }
  const std::string message = fmt::format("the line is longer than {} bytes", RequestLines::most);
  return text_of(ending(engines::End::Kind::unsupported, message));
}

// Where there is no memory for finding out what it asks for, it is not asked.
void ask(Workers& workers, RequestLine line) {
  if (auto refusal = refusal_of(line)) return workers.answer(std::move(*refusal));
  try {
    workers.ask(std::move(line.text));
  } catch (const std::bad_alloc&) {
    workers.answer(text_of(without_memory()));
  }
}

// No memory for that is no reason to have no answer.
json try_id_of(const std::string& line) {
  try {
    return id_of(engines::parse_json_line(line).value);
  } catch (const std::bad_alloc&) {
    return {};
  }
}

void print_line(const std::string& line) {
  cli::print(line + "\n");
  std::fflush(stdout);
}

}  // namespace

std::string answer_line(Oracle& oracle, const std::string& line) { return text_of(try_answer(oracle, line)); }

std::string lost_line(const std::string& line, std::string_view why) {
  json answer = ending(engines::End::Kind::lost, why);
  answer["id"] = try_id_of(line);
  return text_of(answer);
}

void answer_all(Oracle& oracle) {
  RequestLines lines(STDIN_FILENO);
  while (const std::optional<RequestLine> line = lines.next()) {
    const std::optional<std::string> refusal = refusal_of(*line);
    print_line(refusal ? *refusal : answer_line(oracle, line->text));
  }
}

void answer_all(const std::string& command, std::size_t jobs) {
  Workers workers(command, jobs, print_line);
  RequestLines lines(STDIN_FILENO);
  while (std::optional<RequestLine> line = lines.next()) ask(workers, std::move(*line));
}

}  // namespace modlink::oracle
