// The options of the subcommands that leave out what is not used.
#include "tools/modlink/gc_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "rewrite/used_definitions.h"
#include "tools/files/standard_streams.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

using rewrite::IndexedDefinition;

// `func 3`. Types are kept by what names them, and nothing else is.
std::optional<IndexedDefinition> by_index(const PerSpace<Index>& counts, const std::string& name) {
  const std::size_t blank = name.find(' ');
  if (blank == std::string::npos) return std::nullopt;
  const auto index = cli::parse_natural(name.substr(blank + 1));
  for (const IndexSpace space : all_index_spaces) {
    const bool is_it = space != IndexSpace::type && name.substr(0, blank) == to_string(space);
    if (is_it && index && *index < counts[space]) return IndexedDefinition{space, static_cast<Index>(*index)};
  }
  return std::nullopt;
}

// Imports by both names, with a dot between them.
template <class F>
void for_each_import_called(const Module& module, const std::string& name, F f) {
  PerSpace<Index> next;
  for (const Definition& definition : module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import) continue;
    const IndexSpace space = space_of(definition);
    const Index index = next[space]++;
    if (fmt::format("{}.{}", *import->module, import->name) == name) f(IndexedDefinition{space, index});
  }
}

std::vector<IndexedDefinition> find(const Module& module, const PerSpace<Index>& counts, const NamedDefinitions& more,
                                    const std::string& name) {
  std::vector<IndexedDefinition> result;
  const auto add = [&result](IndexedDefinition definition) {
    if (std::find(result.begin(), result.end(), definition) == result.end()) result.push_back(definition);
  };
  const std::string_view id = std::string_view(name).substr(name.rfind('$', 0) == 0 ? 1 : 0);
  for (const IndexSpace space : all_index_spaces) {
    if (space == IndexSpace::type) continue;
    for (const auto& [index, own] : module.names[space]) {
      if (own == id || own == name) add({space, index});
    }
  }
  for (const Export& item : module.exports) {
    if (*item.name == name) add({space_of(item.kind), item.index});
  }
  for_each_import_called(module, name, add);
  if (const auto definition = by_index(counts, name)) add(*definition);
  const auto [first, last] = more.equal_range(name);
  for (auto named = first; named != last; ++named) add(named->second);
  return result;
}

std::string described(const Module& module, IndexedDefinition definition) {
  return fmt::format("{} {}", describe(definition.space),
                     name_or_index(module.names[definition.space], definition.index));
}

std::string described_root(const Module& module, const rewrite::UseChain& chain) {
  switch (chain.root) {
    case rewrite::Root::export_: return "export " + quote(*module.exports[chain.export_index].name);
    case rewrite::Root::start: return "start";
    case rewrite::Root::writes_import: return "it writes to an import";
    case rewrite::Root::may_trap: return "it may trap";
  }
  return {};
}

std::string described(const Module& module, const rewrite::UseChain& chain) {
  std::string result;
  for (const IndexedDefinition& definition : chain.definitions) result += described(module, definition) + " <- ";
  return result + described_root(module, chain);
}

}  // namespace

void add_gc_options(cli::Command command, GcOptions& options) {
  if (options.gc) {
    command.add_flag(
        "--no-gc", [&options] { options.gc = false; }, "keep what is not used");
  } else {
    command.add_flag("--gc", options.gc,
                     "leave out what makes no difference: definitions that nothing uses, imports too");
  }
  command
      .add_option(
          "--why", options.why,
          "print what would keep a definition if all that is not used were left out, and write nothing: of an "
          "identifier, a name of an export, both names of an import with a dot between them, or an index such as "
          "\"func 3\", of the module with all that is not used")
      .takes_one_each()
      .type_name("NAME");
}

bool is_question(const GcOptions& options) { return !options.why.empty(); }

void set_gc(transform::FlattenOptions& flatten, const GcOptions& options) {
  flatten.remove_unused = options.gc && !is_question(options);
  flatten.single_memory = flatten.single_memory && !is_question(options);
}

void print_why(const Module& module, const GcOptions& options, const NamedDefinitions& more) {
  const rewrite::UsedDefinitions used(module);
  const PerSpace<Index> counts = count_indices(module);
  std::vector<std::string> unknown;
  for (const std::string& name : options.why) {
    const std::vector<IndexedDefinition> definitions = find(module, counts, more, name);
    if (definitions.empty()) unknown.push_back(quote(name));
    for (const IndexedDefinition& definition : definitions) {
      const auto chain = used.why(definition);
      cli::print((chain ? described(module, *chain) : described(module, definition) + ": nothing keeps it") + '\n');
    }
  }
  if (!unknown.empty()) cli::refuse("--why", fmt::format("no definition is called {}", fmt::join(unknown, " or ")));
}

}  // namespace modlink::command
