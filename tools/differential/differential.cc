// The same modules as they are and flattened, on several engines.
#include "tools/differential/differential.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "rewrite/used_definitions.h"
#include "tools/differential/our_engine.h"
#include "tools/files/failure.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/encode_module.h"

namespace modlink::differential {

namespace {

using Path = std::vector<Name>;

// Begins the names of exports that are made for looking at what is inside.
constexpr char probe_prefix[] = "inside: ";

std::string join(const Path& path) { return fmt::format("{}", fmt::join(path, ".")); }

// Exports all memories, tables and globals of the flat module's own, in the order of the interpreter's state.
std::vector<Probe> add_probes(Module& module, const ValidModule& flat, const TypeStore& types) {
  std::vector<Probe> probes;
  const auto add = [&](char letter, ExternKind kind, Index first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const Index index = first + static_cast<Index>(i);
      probes.push_back({letter, fmt::format("{}{} {}", probe_prefix, letter, i), {}, false});
      if (kind == ExternKind::global) {
        probes.back().type = engines::type_word(flat.globals[index].val, types);
        probes.back().is_mutable = flat.globals[index].mut;
      }
      module.exports.push_back({At{}, probes.back().name, kind, index, At{}});
    }
  };
  add('m', ExternKind::memory, flat.first_own(IndexSpace::memory), module.memories.size());
  add('t', ExternKind::table, flat.first_own(IndexSpace::table), module.tables.size());
  add('g', ExternKind::global, flat.first_own(IndexSpace::global), module.globals.size());
  return probes;
}

std::vector<std::string> in_order(OurEngine::State state) {
  std::vector<std::string> result = std::move(state.memories);
  result.insert(result.end(), state.tables.begin(), state.tables.end());
  result.insert(result.end(), state.globals.begin(), state.globals.end());
  return result;
}

// Leaves in a list of what a flat module made those that are still in it.
void remove_unused(std::vector<std::string>& items, const rewrite::UsedDefinitions& used, IndexSpace space,
                   Index first) {
  std::erase_if(items, [&](const std::string&) { return !used.contains(space, first++); });
}

// One script on its way through all engines.
class Experiment {
 public:
  Experiment(const Script& script, const Options& options)
      : script_(script),
        options_(options),
        types_(std::make_shared<TypeStore>()),
        native_(types_, options.limits, options.fuel),
        flat_(types_, options.limits, options.fuel),
        flats_(script.size()),
        codes_(script.size()) {}

  Comparison run();

 private:
  struct Flat {
    std::vector<Name> exports;  // without probes
    ValidModulePtr code;        // null: not flattened
    ValidModulePtr whole;       // before anything was left out; null if nothing was to be
  };

  void step(const Instantiate& step, std::size_t i);
  void step(const GiveName& step, std::size_t i);
  void step(const Act& step, std::size_t i);
  void flatten(std::size_t i);
  void leave_out_if_unknown(std::size_t i);
  Module flat_module(std::size_t i);
  OurEngine::State native_state(std::size_t i) const;
  std::string instantiate_flat(std::size_t i);
  void bind_flat(const FlatStep& step);
  std::vector<Binding> bindings(const GiveName& step) const;
  void compare_with(const std::string& engine, const Trace& trace);
  void compare_states(const std::string& engine, const Trace& trace, std::size_t i);
  void compare_our_states(std::size_t i);
  bool is_linked(std::size_t i) const;
  void check(const std::string& engine, const std::string& what, std::string expected, std::string found);
  void refuse(const std::string& why) { ++result_.counts.refused[why]; }

  const Script& script_;
  const Options& options_;
  TypeStorePtr types_;
  OurEngine native_;
  OurEngine flat_;
  std::map<Name, ExternVal> native_names_;
  std::map<Name, std::map<Name, ExternVal>> flat_names_;
  std::vector<Flat> flats_;            // by step
  std::vector<ValidModulePtr> codes_;  // by step
  FlatScript flat_script_;
  Trace native_trace_;
  Trace flat_trace_;
  std::set<std::size_t> named_;  // instances that others may import
  Comparison result_;
};

Module Experiment::flat_module(std::size_t i) {
  transform::FlattenOptions options = options_.flatten;
  options.remove_unused = false;
  Module module = transform::flatten(*codes_[i], options).module;
  if (!options_.flatten.remove_unused) return module;
  flats_[i].whole = validate(module, types_, options_.features, options_.limits);
  return transform::flatten(*codes_[i], options_.flatten).module;
}

// Of what the flat module has.
OurEngine::State Experiment::native_state(std::size_t i) const {
  OurEngine::State state = native_.state(i);
  if (!flats_[i].whole) return state;
  const ValidModule& whole = *flats_[i].whole;
  const rewrite::UsedDefinitions used(whole.module);
  remove_unused(state.memories, used, IndexSpace::memory, whole.first_own(IndexSpace::memory));
  remove_unused(state.tables, used, IndexSpace::table, whole.first_own(IndexSpace::table));
  remove_unused(state.globals, used, IndexSpace::global, whole.first_own(IndexSpace::global));
  return state;
}

void Experiment::flatten(std::size_t i) {
  Flat& flat = flats_[i];
  FlatStep& step = flat_script_[i];
  try {
    Module module = flat_module(i);
    for (const Export& item : module.exports) flat.exports.push_back(*item.name);
    Features features = options_.features;
    features.set(Feature::module_linking, false);
    const ValidModulePtr valid = validate(module, types_, features, options_.limits);
    step.probes = add_probes(module, *valid, *types_);
    const Bytes bytes = encode_module(module);
    step.bytes.assign(bytes.begin(), bytes.end());
    // What a binary says is what all engines are given.
    const auto source = std::make_shared<const Source>("flat", step.bytes, Source::Kind::binary);
    flat.code = validate(decode_module(source, features, options_.limits), types_, features, options_.limits);
    step.kind = FlatStep::Kind::instantiate;
    ++result_.counts.flattened;
  } catch (const cli::Failure& failure) {
    refuse(failure.message.substr(0, failure.message.find('"')));
  } catch (const LimitExceeded& error) {
    refuse(error.message());
  } catch (const Error& error) {
    result_.differences.push_back(
        fmt::format("step {}: the flat module is {}: {}", i, to_string(error.stage()), error.message()));
  }
}

// Looked up in two steps, as two-level imports of a core module are.
std::string Experiment::instantiate_flat(std::size_t i) {
  if (!flats_[i].code) return "";
  for (const ImportStep& import : steps_of<ImportStep>(flats_[i].code->steps)) {
    if (import.name == "spectest") continue;
    const auto it = flat_names_.find(import.name);
    if (it == flat_names_.end() || !it->second.count(*import.field)) return "";  // what it needs is not here
  }
  return flat_.instantiate(i, flats_[i].code, [this](const Name& name) -> std::optional<ExternVal> {
    if (name == "spectest") return flat_.spectest();
    std::vector<Name> names;
    std::vector<ExternVal> vals;
    for (const auto& [field, val] : flat_names_[name]) {
      names.push_back(field);
      vals.push_back(val);
    }
    return flat_.make_instance(std::move(names), std::move(vals));
  });
}

void Experiment::step(const Instantiate& step, std::size_t i) {
  codes_[i] = validate(step.module, types_, options_.features, options_.limits);
  std::string end = native_.instantiate(i, codes_[i], [this](const Name& name) -> std::optional<ExternVal> {
    const auto it = native_names_.find(name);
    if (it != native_names_.end()) return it->second;
    return name == "spectest" ? std::optional<ExternVal>(native_.spectest()) : std::nullopt;
  });
  if (end.compare(0, 10, "unlinkable") == 0) end.clear();  // not what is compared here
  if (!end.empty()) {
    ++result_.counts.instances;
    flatten(i);
  }
  native_trace_.steps.push_back(end);
  flat_trace_.steps.push_back(instantiate_flat(i));
  leave_out_if_unknown(i);
}

// A whole instance gives its flat exports; an instance inside of it those whose names begin with its path.
std::vector<Binding> Experiment::bindings(const GiveName& step) const {
  std::vector<Binding> result;
  const auto val = native_.find(step.instance, step.path);
  if (!val) return result;
  const std::string path = join(step.path);
  if (kind_of(*val) != ExternKind::instance) return {{"", step.name, path}};
  const std::string prefix = step.path.empty() ? "" : path + ".";
  for (const Name& name : flats_[step.instance].exports) {
    if (name.compare(0, prefix.size(), prefix) == 0) result.push_back({step.name, name.substr(prefix.size()), name});
  }
  return result;
}

void Experiment::bind_flat(const FlatStep& step) {
  flat_names_.erase(step.name);
  flat_names_[""].erase(step.name);
  for (const Binding& binding : step.bindings) {
    if (const auto val = flat_.find(step.instance, {binding.export_name})) {
      flat_names_[binding.module].insert_or_assign(binding.field, *val);
    }
  }
}

void Experiment::step(const GiveName& step, std::size_t i) {
  native_names_.erase(step.name);
  named_.insert(step.instance);
  if (const auto val = native_.find(step.instance, step.path)) native_names_.emplace(step.name, *val);
  FlatStep& flat = flat_script_[i];
  flat.kind = FlatStep::Kind::bind;
  flat.instance = step.instance;
  flat.name = step.name;
  flat.bindings = bindings(step);
  bind_flat(flat);
  native_trace_.steps.emplace_back();
  flat_trace_.steps.emplace_back();
}

void Experiment::step(const Act& step, std::size_t i) {
  FlatStep& flat = flat_script_[i];
  flat.instance = step.instance;
  flat.field = join(step.path);
  flat.args = step.args;
  const bool is_invoke = step.kind == Act::Kind::invoke;
  // What the type does not say of an exported instance is not exported flat.
  const std::vector<Name>& exports = flats_[step.instance].exports;
  const bool is_exported = std::find(exports.begin(), exports.end(), flat.field) != exports.end();
  if (const auto val = native_.find(step.instance, step.path); val && is_exported) {
    if (is_invoke && kind_of(*val) == ExternKind::func) {
      flat.kind = FlatStep::Kind::invoke;
      const FuncType& type = func_type(*std::get<FuncInst*>(*val));
      for (ValType param : type.params) flat.params.push_back(engines::type_word(param, *types_));
      for (ValType result : type.results) flat.results.push_back(engines::type_word(result, *types_));
    } else if (!is_invoke && kind_of(*val) == ExternKind::global) {
      flat.kind = FlatStep::Kind::get;
      const GlobalType& type = global_type(*std::get<GlobalInst*>(*val));
      flat.results.push_back(engines::type_word(type.val, *types_));
      flat.is_mutable = type.mut;
    }
  }
  native_trace_.steps.push_back(is_invoke ? native_.invoke(step.instance, step.path, step.args)
                                          : native_.get(step.instance, step.path));
  flat_trace_.steps.push_back(is_invoke ? flat_.invoke(step.instance, {flat.field}, step.args)
                                        : flat_.get(step.instance, {flat.field}));
  leave_out_if_unknown(i);
}

// What cannot be done with flat modules here no other engine is asked for.
void Experiment::leave_out_if_unknown(std::size_t i) {
  if (flat_trace_.steps[i].empty()) flat_script_[i].kind = FlatStep::Kind::nothing;
}

bool starts_with(const std::string& text, std::string_view prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

// Ends that say more about an engine than about the module.
bool is_limit(const std::string& text) { return starts_with(text, "limit") || starts_with(text, "trap stack"); }

// What is known of an engine; null if nothing is. Only array.copy takes two arrays, so that one of them can be null and
// the other one too short. spec: exec/instructions, array.copy
const char* explained(const std::string& engine, const std::string& expected, const std::string& found) {
  const bool is_order = expected == "trap null" && found == "trap array";
  return engine == "V8" && is_order ? "V8 looks at array.copy's destination before it looks for null sources" : nullptr;
}

void Experiment::check(const std::string& engine, const std::string& what, std::string expected, std::string found) {
  if (expected.empty() || found.empty()) return;
  ++result_.counts.compared[engine];
  const auto meaning = [](const std::string& text) { return text.substr(0, text.find(" / ")); };
  if (meaning(expected) == meaning(found)) return;
  if (const char* kind = explained(engine, meaning(expected), meaning(found))) {
    ++result_.counts.explained[kind];
    return;
  }
  result_.differences.push_back(fmt::format("{}: {}: expected {}, found {}", engine, what, expected, found));
}

std::size_t instance_of(const Step& step, std::size_t i) {
  const auto* act = std::get_if<Act>(&step);
  return act ? act->instance : i;
}

// Whether an instance shares anything with others of the script.
bool Experiment::is_linked(std::size_t i) const {
  if (named_.count(i)) return true;
  if (!codes_[i]) return false;
  const auto& imports = codes_[i]->type->imports.entries();
  return std::any_of(imports.begin(), imports.end(), [](const auto& entry) { return entry.name != "spectest"; });
}

// Where an engine has left something out, the instance is not what it should be, nor are those it is linked with.
class Astray {
 public:
  explicit Astray(std::function<bool(std::size_t)> is_linked) : is_linked_(std::move(is_linked)) {}
  void add(std::size_t instance) {
    instances_.insert(instance);
    linked_ |= is_linked_(instance);
  }
  bool contains(std::size_t instance) const {
    return instances_.count(instance) != 0 || (linked_ && is_linked_(instance));
  }

 private:
  std::function<bool(std::size_t)> is_linked_;
  std::set<std::size_t> instances_;
  bool linked_ = false;
};

void Experiment::compare_with(const std::string& engine, const Trace& trace) {
  Astray astray([this](std::size_t i) { return is_linked(i); });
  for (std::size_t i = 0; i < script_.size(); ++i) {
    const std::string& expected = native_trace_.steps[i];
    const std::string& found = trace.steps[i];
    const std::size_t instance = instance_of(script_[i], i);
    if (is_limit(expected) || is_limit(found)) return;  // from here on the engines go apart
    const bool is_rejected = starts_with(found, "rejected");
    if (is_rejected) refuse(fmt::format("{} {}", engine, found));
    if (!expected.empty() && (found.empty() || is_rejected)) astray.add(instance);
    if (!astray.contains(instance)) check(engine, fmt::format("step {}", i), expected, found);
  }
  for (std::size_t i = 0; i < script_.size(); ++i) {
    if (astray.contains(i)) continue;
    compare_states(engine, trace, i);
    if (&trace == &flat_trace_ && flats_[i].code) compare_our_states(i);
  }
}

void Experiment::compare_states(const std::string& engine, const Trace& trace, std::size_t i) {
  if (trace.state.size() <= i || trace.state[i].empty()) return;
  const std::vector<std::string> expected = in_order(native_state(i));
  if (expected.size() != trace.state[i].size()) return;  // the instantiation stopped
  for (std::size_t j = 0; j < expected.size(); ++j) {
    check(engine, fmt::format("step {}, {}", i, flat_script_[i].probes[j].name), expected[j], trace.state[i][j]);
  }
}

// Also of what instantiations left behind that stopped: natively, what came later was not made.
void Experiment::compare_our_states(std::size_t i) {
  const OurEngine::State expected = native_state(i);
  const OurEngine::State found = flat_.state(i);
  const auto compare_kind = [&](const char* kind, const auto& a, const auto& b) {
    if (a.size() > b.size()) {
      result_.differences.push_back(fmt::format("flat: step {}: {} of {} {}", i, b.size(), a.size(), kind));
    }
    for (std::size_t j = 0; j < std::min(a.size(), b.size()); ++j) {
      check("flat", fmt::format("step {}, {} {}", i, kind, j), a[j], b[j]);
    }
  };
  compare_kind("memories", expected.memories, found.memories);
  compare_kind("tables", expected.tables, found.tables);
  compare_kind("globals", expected.globals, found.globals);
}

Comparison Experiment::run() {
  flat_script_.resize(script_.size());
  for (std::size_t i = 0; i < script_.size(); ++i) {
    std::visit([&](const auto& step) { this->step(step, i); }, script_[i]);
    if (!native_trace_.steps[i].empty()) ++result_.counts.results;
  }
  compare_with("flat", flat_trace_);
  if (options_.wabt) compare_with("wabt", options_.wabt->run(flat_script_));
  if (options_.v8) compare_with("V8", options_.v8->run(flat_script_));
  result_.natively = std::move(native_trace_.steps);
  return std::move(result_);
}

// The paths of all functions that an instance of this type gives, through instances in it.
void collect_funcs(const ExternTypeMap& exports, Path& path,
                   const std::function<void(const Path&, const FuncType&)>& found) {
  for (const auto& entry : exports.entries()) {
    path.push_back(entry.name);
    if (const auto* func = std::get_if<ExternFunc>(&entry.type)) found(path, *func->type->func());
    if (const auto* instance = std::get_if<ExternInstance>(&entry.type)) {
      collect_funcs(instance->type->exports, path, found);
    }
    path.pop_back();
  }
}

Arg small_arg(ValType type, std::uint64_t number) {
  if (type.is_ref()) return {Arg::Kind::null, 'r', 0, 0};
  const TypeLetter letter = letter_of(type);
  if (letter == 'f') number = std::bit_cast<std::uint32_t>(static_cast<float>(number));
  if (letter == 'F') number = std::bit_cast<std::uint64_t>(static_cast<double>(number));
  return {Arg::Kind::number, letter, number, 0};
}

}  // namespace

void Counts::add(const Counts& other) {
  instances += other.instances;
  flattened += other.flattened;
  results += other.results;
  for (const auto& [engine, count] : other.compared) compared[engine] += count;
  for (const auto& [why, count] : other.refused) refused[why] += count;
  for (const auto& [kind, count] : other.explained) explained[kind] += count;
}

Comparison compare(const Script& script, const Options& options) { return Experiment(script, options).run(); }

std::vector<Act> calls_of(const ValidModule& code, unsigned rounds) {
  std::vector<Act> result;
  for (unsigned round = 0; round < rounds; ++round) {
    Path path;
    collect_funcs(code.type->exports(), path, [&](const Path& to, const FuncType& type) {
      Act act{Act::Kind::invoke, 0, to, {}};
      for (std::size_t i = 0; i < type.params.size(); ++i) {
        act.args.push_back(small_arg(type.params[i], round + i));
      }
      if (std::none_of(type.params.begin(), type.params.end(),
                       [](ValType param) { return param.is_ref() && !param.nullable; })) {
        result.push_back(std::move(act));
      }
    });
  }
  return result;
}

Comparison compare(const Module& module, unsigned rounds, const Options& options) {
  const auto types = std::make_shared<TypeStore>();
  const ValidModulePtr code = validate(module, types, options.features, options.limits);
  Script script{Instantiate{module}};
  for (Act& act : calls_of(*code, rounds)) script.push_back(std::move(act));
  return compare(script, options);
}

}  // namespace modlink::differential
