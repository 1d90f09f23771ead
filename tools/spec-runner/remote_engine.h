// Another engine as the engine of a script: a program that is asked by docs/engine-protocol.md.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>

#include "tools/engines/client.h"
#include "tools/spec-runner/names.h"
#include "tools/spec-runner/remote_chain.h"
#include "tools/spec-runner/remote_module.h"

namespace modlink::runner {

struct RemoteInstance {
  std::size_t id = 0;
  const RemoteModule* module = nullptr;
  std::size_t life = 0;                // of the program, in which it was made
  mutable bool is_touched = false;     // something has been done with it, or with what has state in common
  End end;                             // how making it ended
  std::optional<ChainVal> chain = {};  // of a module that became one: what it exports
  // What it imports from, and what imports from it: they may have state in common.
  mutable std::vector<const RemoteInstance*> neighbours = {};
  // What the engine could not try may have changed it.
  mutable bool is_uncertain = false;
};

// Without `linking`, modules that link reach it as they are if it says that it knows them, and else flattened. When the
// program is lost, another one takes its place, and with the first one goes what was made in it.
class RemoteEngine final : public Engine {
 public:
  // `common`: what all scripts of the run have, whatever this one asks for.
  RemoteEngine(const Settings& settings, const cli::Language& common, engines::ClientPool& pool,
               std::optional<Linking> linking);
  ~RemoteEngine() override;

  std::optional<std::string> begin() override;
  End define_and_instantiate(script::ScriptModule&& module) override;
  End define(script::ScriptModule&& module) override;
  End instantiate(const script::InstanceDirective& directive) override;
  End attempt(const script::InstanceDirective& directive) override;
  void register_name(const script::RegisterDirective& directive) override;
  End perform(const script::Action& action) override;
  void leave_out(const script::ThreadDirective& directive) override;
  End attempt(script::ScriptModule&& module, Until until) override;
  CustomEnd attempt_custom(script::ScriptModule&& module, Stage stage) override;
  ValidModulePtr find_module(const std::optional<std::string>& id) override;
  bool has_official_messages() const override { return hello_.messages; }
  bool has_our_limits() const override { return hello_.takes_limits; }

 private:
  const RemoteModule& keep(script::ScriptModule&& module);
  End send(const RemoteModule& module, std::size_t& id);
  End send_for_validity(const RemoteModule& module, std::size_t& id);
  RemoteInstance& make_instance(const RemoteModule& module);
  End make_core(const RemoteModule& module, std::size_t instance);
  void make_chain(RemoteInstance& instance);
  void offer_to_chains(RemoteInstance& instance);
  std::optional<End> find_unknown_import(const RemoteModule& module) const;
  void add_neighbours(const RemoteInstance& instance) const;
  void name_instance(const std::optional<std::string>& id, const RemoteInstance& instance);
  void try_register(const script::RegisterDirective& directive);
  void name_module(const Name& name, std::size_t sent);
  void note_given(const Name& name);
  void register_module(const script::RegisterDirective& directive);
  std::optional<End> find_obstacle(const RemoteInstance& instance) const;
  nlohmann::json invocation(const script::Action& action, const std::optional<ExternType>& type);
  nlohmann::json inspection(const std::optional<ExternType>& type);
  void register_instance(const script::RegisterDirective& directive, const RemoteInstance& instance);
  void register_field(const script::RegisterDirective& directive, const RemoteInstance& instance);
  void register_chain(const script::RegisterDirective& directive, const ChainVal& val);
  // Throws Lost or BadAnswer.
  void connect();
  bool try_to_connect(const cli::Language& before);
  nlohmann::json options_for(const engines::Hello& hello, const cli::Language& before);
  Linking linking();
  bool links_natively();
  std::optional<nlohmann::json> place_of(const RemoteInstance& instance, const std::vector<Name>& path) const;
  End ask(nlohmann::json request);
  // The same where nothing is to come of it. Throws Failure if something does.
  void tell(nlohmann::json request);

  engines::ClientPool& pool_;
  std::optional<Linking> linking_;
  const cli::Language& common_;
  TypeStorePtr types_;
  engines::Deadline deadline_;              // of a directive
  std::optional<std::string> reason_ = {};  // why nothing can be tried
  std::optional<std::string> lost_ = {};    // why it could not be started, for this directive
  bool has_begun_ = false;
  std::unique_ptr<engines::Client> client_;  // null until it is needed, and after it was lost
  engines::Hello hello_;
  std::size_t life_ = 1;
  std::deque<RemoteModule> modules_;
  std::deque<RemoteInstance> instances_;
  NameSpace<RemoteModule> module_names_{"module"};
  NameSpace<RemoteInstance> instance_names_{"instance"};
  std::size_t sent_ = 0;
  std::size_t made_ = 0;
  std::map<Name, ChainVal> chains_;                   // registered
  std::map<Name, const RemoteInstance*> registered_;  // it, or something in it
  std::set<Name> unknown_;      // what could not be registered: nobody knows what importing it comes to
  std::set<Name> given_names_;  // those that mean something for the program that there is
  std::set<Name> lost_names_;   // that did for one that was lost
  std::map<Name, nlohmann::json> single_level_;  // what single-level imports see of flat modules, by name
};

}  // namespace modlink::runner
