// Our own interpreter as an engine that is asked by docs/engine-protocol.md.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "interpreter/embedding.h"
#include "tools/files/language.h"
#include "tools/oracle/event_log.h"

namespace modlink::oracle {

// What it is asked between two resets has one store. Not to be used by several threads, but to interrupt.
class Oracle {
 public:
  explicit Oracle(cli::Language language) : own_(std::move(language)), language_(own_) {}

  // The answer to a request, without its `id`: whatever the request is, there is one.
  nlohmann::json answer(const nlohmann::json& request);
  // Ends what is being executed, or the next execution since the last reset, as `interrupted`. From any thread.
  void interrupt();

 private:
  // What one script has made.
  struct World {
    World(const cli::Language& language, std::optional<std::uint64_t> fuel, std::optional<LogRange> range);

    std::optional<EventLog> log;  // of what is executed in the store
    TypeStorePtr types;
    Store store;
    std::map<std::uint64_t, const ModuleValue*> modules;
    std::map<std::uint64_t, const InstanceValue*> instances;
    std::map<Name, ExternVal> names;
    const InstanceValue* spectest = nullptr;  // made when it is first wanted
  };

  nlohmann::json end_of(const nlohmann::json& request);
  nlohmann::json nondeterminism() const;
  nlohmann::json perform(const nlohmann::json& request);
  void replace_world(std::unique_ptr<World> world);
  nlohmann::json reset(const nlohmann::json& request);
  World& world(const nlohmann::json& request);
  nlohmann::json add_module(World& world, const nlohmann::json& request);
  nlohmann::json instantiate(World& world, const nlohmann::json& request);
  nlohmann::json register_name(World& world, const nlohmann::json& request);
  nlohmann::json invoke(World& world, const nlohmann::json& request);
  nlohmann::json get(World& world, const nlohmann::json& request);
  nlohmann::json read(World& world, const nlohmann::json& request);
  ValidModulePtr load(World& world, const nlohmann::json& request);
  std::optional<ExternVal> find_import(World& world, const Name& name);

  const cli::Language own_;       // what it was started with
  cli::Language language_;        // of the script
  std::optional<LogRange> log_;   // of the script, if it asks for one
  std::mutex replaced_;           // while there is another world, or none
  std::unique_ptr<World> world_;  // null until it is needed
};

// Reads requests from standard input, a line each, and writes the answers, until there are no more. Lines that are no
// requests have answers too.
void answer_all(Oracle& oracle);
// The same with so many programs that `command` starts, which do cases at the same time.
void answer_all(const std::string& command, std::size_t jobs);

}  // namespace modlink::oracle
