// What executions call and write, for those who look for the first step that differs.
#include "tools/oracle/event_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "tools/engines/protocol.h"

namespace modlink::oracle {

using nlohmann::json;

namespace {

constexpr std::uint32_t no_events = 0x811c9dc5;
// Of what is written at once, so much is told; longer writes are told by these bytes or elements and their number.
constexpr std::size_t most_told = 64;
// What is kept of a request, as text: answers are short.
constexpr std::size_t most_kept = std::size_t{1} << 20;

json values_json(const ExecutionEvent& event) {
  const TypeStore& types = *event.instance->code->type_store;
  return engines::to_json(engines::End{engines::End::Kind::done}, event.values().values, types)["results"];
}

std::string bytes_text(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes.first(std::min(bytes.size(), most_told))) text += fmt::format("{:02x}", byte);
  return text;
}

json refs_json(std::span<const Ref> refs) {
  json words = json::array();
  for (const Ref ref : refs.first(std::min(refs.size(), most_told))) words.push_back(ref.is_null() ? "null" : "ref");
  return words;
}

json event_json(const ExecutionEvent& event) {
  using Kind = ExecutionEvent::Kind;
  const auto write_json = [&](const char* what, json written) -> json {
    return {what,
            event.number,
            event.index,
            std::to_string(event.address),
            std::to_string(event.count),
            std::move(written)};
  };
  switch (event.kind) {
    case Kind::instantiate: return {"instantiate", event.number};
    case Kind::call: return {"call", event.number, event.index, values_json(event)};
    case Kind::call_host: return {"call", "host", values_json(event)};
    case Kind::return_: return {"return", event.number, event.index, values_json(event)};
    case Kind::memory_write: return write_json("memory", bytes_text(event.bytes));
    case Kind::table_write: return write_json("table", refs_json(event.elems));
    case Kind::global_set: return {"global", event.number, event.index, values_json(event)[0]};
  }
  return {};
}

}  // namespace

void EventLog::begin() {
  count_ = 0;
  hash_ = no_events;
  told_ = 0;
  events_ = json::array();
}

json EventLog::take() {
  json log{{"count", count_}, {"hash", fmt::format("{:08x}", hash_)}, {"events", std::move(events_)}};
  begin();
  return log;
}

// FNV-1a over the texts of the events, each as a line.
void EventLog::add(const ExecutionEvent& event) {
  const std::uint64_t number = count_++;
  if (number >= range_.from + range_.count) return;
  json json_event = event_json(event);
  const std::string line = json_event.dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
  for (const char byte : line) hash_ = (hash_ ^ static_cast<unsigned char>(byte)) * 0x01000193;
  if (number < range_.from || told_ >= most_kept) return;
  told_ += line.size();
  events_.push_back(std::move(json_event));
}

}  // namespace modlink::oracle
