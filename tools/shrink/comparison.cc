// What two engines are asked about modules, to find the first difference.
#include "tools/shrink/comparison.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <utility>
#include <variant>

#include "tools/engines/base64.h"
#include "tools/engines/protocol.h"
#include "wast/syntax/identifiers.h"

namespace modlink::shrink {

using nlohmann::json;

namespace {

constexpr std::size_t tuples = 5;
constexpr std::size_t most_depth = 10;

// Of each type, what matters to arithmetic.
constexpr std::uint64_t numbers[][tuples] = {
    {0, 1, 7, 0x80000000, 0xffffffff},
    {0, 1, 7, 0x8000000000000000, 0xffffffffffffffff},
    {0, 0x3f800000, 0x80000000, 0x7f800000, 1},
    {0, 0x3ff0000000000000, 0x8000000000000000, 0x7ff0000000000000, 1},
};

// Nullopt of a reference that cannot be null.
std::optional<json> argument(ValType type, std::size_t which, const TypeStore& store) {
  const std::string word = engines::type_word(type, store);
  if (type.is_ref()) {
    if (!type.nullable) return std::nullopt;
    return json{{"type", word}, {"value", "null"}};
  }
  if (type == ValKind::v128) {
    return json{{"type", word}, {"value", engines::vector_json(numbers[1][which], numbers[3][which])}};
  }
  return json{{"type", word}, {"value", std::to_string(numbers[static_cast<std::size_t>(type.kind)][which])}};
}

std::string value_text(const json& value) {
  return value["value"].is_string() ? value["value"].get<std::string>() : value["value"].dump();
}

std::string path_text(const std::vector<Name>& path) {
  std::string text;
  for (const Name& name : path) text += (text.empty() ? "" : ".") + shown(name);
  return text;
}

// What is asked about one instance.
class Asker {
 public:
  Asker(std::size_t number, std::string prefix, const TypeStore& store, bool has_state, std::vector<Question>& asked)
      : number_(number), prefix_(std::move(prefix)), store_(store), has_state_(has_state), asked_(asked) {}

  void ask(const ExternTypeMap& exports) {
    visit(exports, &Asker::ask_calls);
    if (!has_state_) return;
    visit(exports, &Asker::ask_state);
  }

 private:
  using Visit = void (Asker::*)(const ExternType&);

  void visit(const ExternTypeMap& exports, Visit each) {
    for (const auto& entry : exports.entries()) {
      path_.push_back(entry.name);
      const auto* instance = std::get_if<ExternInstance>(&entry.type);
      if (instance && path_.size() < most_depth) visit(instance->type->exports, each);
      (this->*each)(entry.type);
      path_.pop_back();
    }
  }

  json request(const char* task) const { return {{"do", task}, {"instance", number_}, {"path", path_}}; }

  void ask_calls(const ExternType& type) {
    const auto* func = std::get_if<ExternFunc>(&type);
    if (!func) return;
    const FuncType& of = *func->type->func();
    const std::size_t count = of.params.empty() ? 1 : tuples;
    for (std::size_t i = 0; i < count; ++i) ask_call(of, i);
  }

  void ask_call(const FuncType& type, std::size_t first) {
    json args = json::array();
    std::vector<std::string> words;
    for (std::size_t i = 0; i < type.params.size(); ++i) {
      // Not all the same, so that an order that is wrong is seen.
      std::optional<json> arg = argument(type.params[i], (first + i) % tuples, store_);
      if (!arg) return;
      words.push_back(value_text(*arg));
      args.push_back(std::move(*arg));
    }
    json call = request("invoke");
    call["args"] = std::move(args);
    call["type"] = engines::to_json(type, store_);
    if (!has_state_) {
      asked_.push_back(
          {prefix_ + "instantiation", {{"do", "instantiate"}, {"module", number_}, {"instance", number_}}});
    }
    asked_.push_back({fmt::format("{}{}({})", prefix_, path_text(path_), fmt::join(words, ", ")), std::move(call)});
  }

  void ask_state(const ExternType& type) {
    if (const auto* global = std::get_if<GlobalType>(&type)) {
      json get = request("get");
      get["type"] = engines::type_word(global->val, store_);
      get["mutable"] = global->mut;
      asked_.push_back({prefix_ + "global " + path_text(path_), std::move(get)});
    }
    const bool is_memory = std::holds_alternative<MemoryType>(type);
    if (!is_memory && !std::holds_alternative<TableType>(type)) return;
    asked_.push_back({prefix_ + (is_memory ? "memory " : "table ") + path_text(path_), request("read")});
  }

  const std::size_t number_;
  const std::string prefix_;
  const TypeStore& store_;
  const bool has_state_;
  std::vector<Question>& asked_;
  std::vector<Name> path_;
};

bool is_same_value(const json& ours, const json& theirs) {
  // What an engine cannot tell is no difference.
  if (theirs.is_object() && has_word(theirs, "value", "other")) {
    return !has_word(ours, "value", "null");
  }
  return ours == theirs;
}

bool are_same_values(const json& ours, const json& theirs) {
  if (ours.size() != theirs.size()) return false;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (!is_same_value(ours[i], theirs[i])) return false;
  }
  return true;
}

// Before what is asked about one of several.
std::string prefix_of(const std::vector<Compared>& modules, const std::string& name) {
  return modules.size() > 1 && !name.empty() ? name + ": " : "";
}

}  // namespace

std::vector<Question> questions(const std::vector<Compared>& modules, bool has_state) {
  std::vector<Question> asked;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const auto& [name, subject] = modules[i];
    const std::string prefix = prefix_of(modules, name);
    asked.push_back(
        {prefix + "validation", {{"do", "module"}, {"module", i}, {"bytes", engines::to_base64(subject->bytes)}}});
    if (!subject->valid) continue;
    asked.push_back({prefix + "instantiation", {{"do", "instantiate"}, {"module", i}, {"instance", i}}});
    if (!name.empty()) {
      asked.push_back({prefix + "registration", {{"do", "register"}, {"name", name}, {"instance", i}}});
    }
  }
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const auto& [name, subject] = modules[i];
    const std::string prefix = prefix_of(modules, name);
    if (!subject->valid) continue;
    Asker(i, prefix, *subject->valid->type_store, has_state, asked).ask(subject->valid->instance_type->exports);
  }
  return asked;
}

json told(const json& answer) {
  json result = json::object();
  for (const char* field : {"end", "results", "state"}) {
    if (answer.contains(field)) result[field] = answer[field];
  }
  return result;
}

bool has_word(const json& answer, const char* key, std::string_view word) {
  const auto found = answer.find(key);
  return found != answer.end() && found->is_string() && found->get_ref<const std::string&>() == word;
}

bool tell_the_same(const json& ours, const json& theirs) {
  if (has_word(theirs, "end", "rejected"))
    return has_word(ours, "end", "malformed") || has_word(ours, "end", "invalid");
  const auto list = [](const json& answer) { return answer.value("results", json::array()); };
  return ours["end"] == theirs.value("end", json()) && are_same_values(list(ours), list(theirs)) &&
         ours.value("state", json()) == theirs.value("state", json());
}

}  // namespace modlink::shrink
