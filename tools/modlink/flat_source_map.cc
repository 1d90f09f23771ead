// The source map of a module that was made of others.
#include "tools/modlink/flat_source_map.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>
#include <utility>

#include "tools/files/files.h"
#include "tools/files/standard_streams.h"
#include "tools/modlink/file_url.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/reader.h"
#include "wast/binary/writer.h"
#include "wast/syntax/identifiers.h"

namespace modlink::command {

namespace {

namespace fs = std::filesystem;
using Instance = transform::FlattenReport::Instance;

fs::path folder_of(const std::string& path) { return fs::absolute(path).parent_path(); }

// The URL that a module's section has; empty if it has none that is well-formed.
std::string url_of(const Instance& instance) {
  try {
    return binary::Reader({reinterpret_cast<const char*>(instance.source_map.data()), instance.source_map.size()})
        .name();
  } catch (const Malformed&) {
    return {};
  }
}

// The file of a URL; empty if it lies elsewhere than in the module's folder.
std::string file_of(const std::string& url, const fs::path& folder) {
  const std::string name = path_of_url(url);
  const bool may_be_inside = !is_absolute_url(url) && name.find('\0') == std::string::npos;
  const std::string path = (folder / name).string();
  return may_be_inside && cli::lies_in(path, folder.string()) ? path : std::string();
}

// A folder as the URLs of what is in it have it.
fs::path folder_url(const fs::path& folder) { return percent_encoded(folder.lexically_normal().generic_string()); }

// Instances of one module have one map.
std::pair<const Source*, Pos> key_of(const Instance& instance) { return {instance.source.get(), instance.at.pos}; }

class FlatMap {
 public:
  explicit FlatMap(const std::string& map_path) : folder_(folder_url(folder_of(map_path))) {}

  void add(const Instance& instance);
  void map_func(const Func& from, const Instance* instance, const Func& to);
  FlatSourceMap take() && { return {std::move(result_), std::move(files_)}; }

 private:
  Index add_source(const std::string& source, const std::optional<std::string>& content);
  Index add_name(const std::string& name);
  void add(const Instance& instance, SourceMap map, const fs::path& folder);
  Mapping find(const Func& from, const Instance& instance, Pos pos) const;

  fs::path folder_;  // as URLs have it
  SourceMap result_;
  std::vector<std::string> files_;
  std::unordered_map<std::string, Index> sources_;
  std::unordered_map<std::string, Index> names_;
  std::map<std::pair<const Source*, Pos>, std::vector<Mapping>>
      mappings_;  // in terms of the result's sources and names
};

Index FlatMap::add_source(const std::string& source, const std::optional<std::string>& content) {
  const auto [it, is_new] = sources_.try_emplace(source, static_cast<Index>(result_.sources.size()));
  if (!is_new) return it->second;
  result_.sources.push_back(source);
  result_.contents.push_back(content);
  return it->second;
}

Index FlatMap::add_name(const std::string& name) {
  const auto [it, is_new] = names_.try_emplace(name, static_cast<Index>(result_.names.size()));
  if (is_new) result_.names.push_back(name);
  return it->second;
}

void FlatMap::add(const Instance& instance, SourceMap map, const fs::path& folder) {
  const fs::path base = folder_url(folder);
  std::vector<Index> sources;
  for (std::size_t i = 0; i < map.sources.size(); ++i) {
    const std::string& source = map.sources[i];
    const bool is_the_same = source.empty() || is_absolute_url(source);
    const fs::path path = (base / source).lexically_normal();
    sources.push_back(
        add_source(is_the_same ? source : path.lexically_proximate(folder_).generic_string(), map.contents[i]));
  }
  std::vector<Index> names;
  for (const std::string& name : map.names) names.push_back(add_name(name));
  for (Mapping& mapping : map.mappings) {
    if (mapping.source != Mapping::none) mapping.source = sources[mapping.source];
    if (mapping.name != Mapping::none) mapping.name = names[mapping.name];
  }
  mappings_[key_of(instance)] = std::move(map.mappings);
}

void FlatMap::add(const Instance& instance) {
  const std::string url = url_of(instance);
  if (url.empty() || !instance.source || !mappings_.try_emplace(key_of(instance)).second) return;
  const std::string& module = instance.source->name();
  const auto complain = [&](std::string_view why) {
    cli::complain({shown_path(module), ": source map ", quote(url), " is not used: ", why});
  };
  if (instance.source->kind() != Source::Kind::binary) return complain("the module is a text");
  const std::string path = file_of(url, folder_of(module));
  if (path.empty()) return complain("it is not in the module's folder");
  files_.push_back((fs::path(module).parent_path() / path_of_url(url)).string());
  try {
    add(instance, parse_source_map(cli::read_file(path, cli::NamedBy::file)), folder_of(path));
  } catch (const cli::Failure& failure) {
    complain(failure.message);
  }
}

// What comes before the function says nothing of it.
Mapping FlatMap::find(const Func& from, const Instance& instance, Pos pos) const {
  const auto map = mappings_.find(key_of(instance));
  if (map == mappings_.end() || pos == no_pos) return {};
  const Pos first = instance.at.pos;
  const auto is_before = [](std::uint64_t offset, const Mapping& mapping) { return offset < mapping.offset; };
  const auto after = std::upper_bound(map->second.begin(), map->second.end(), pos - first, is_before);
  if (after == map->second.begin()) return {};
  const Mapping& found = *std::prev(after);
  return found.offset + first < from.at.pos ? Mapping() : found;
}

void FlatMap::map_func(const Func& from, const Instance* instance, const Func& to) {
  std::vector<Mapping>& mappings = result_.mappings;
  auto source = from.body.begin();
  for (const Instr instr : to.body) {
    Mapping mapping = instance ? find(from, *instance, (*source).pos) : Mapping();
    mapping.offset = instr.pos;
    if (!mapping.leads_to(mappings.empty() ? Mapping() : mappings.back())) mappings.push_back(mapping);
    ++source;
  }
}

}  // namespace

FlatSourceMap flat_source_map(const std::vector<Func>& funcs, const transform::FlattenReport& report,
                              const std::string& content, const std::string& map_path, const cli::Language& language) {
  FlatMap map(map_path);
  for (const Instance& instance : report.made) map.add(instance);
  const auto& origins = report.origins[IndexSpace::func];
  const auto source = std::make_shared<const Source>(map_path, content, Source::Kind::binary);
  const Module written = decode_module(source, language.features, language.limits);
  for (std::size_t i = 0; i < funcs.size(); ++i)
    map.map_func(funcs[i], i < origins.size() ? &report.made[origins[i].instance] : nullptr, written.funcs[i]);
  return std::move(map).take();
}

std::string with_source_map_url(std::string content, const std::string& path, const std::string& map_path) {
  binary::Writer section;
  section.name(transform::source_map_section);
  const fs::path map = fs::absolute(map_path).lexically_normal();
  section.name(percent_encoded(map.lexically_proximate(folder_of(path).lexically_normal()).generic_string()));
  binary::Writer out;
  out.byte(0);
  out.sized(section.written());
  const Bytes& bytes = out.written();
  return content.append(bytes.begin(), bytes.end());
}

}  // namespace modlink::command
