// What the files of a bundle are called where it is split again. docs/bundle-record.md
#include "tools/transform/record_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

#include "tools/transform/bundle_record.h"
#include "wast/syntax/hash.h"

namespace modlink::transform {

namespace {

namespace fs = std::filesystem;

class RecordNamer {
 public:
  explicit RecordNamer(const BundlePlan& plan) : plan_(plan) { result_.files.resize(plan.nodes.size()); }

  RecordNames name() {
    for (const std::size_t node : in_order()) give_name(node);
    find_targets();
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      if (is_file(i)) check_uses(i);
    }
    return std::move(result_);
  }

 private:
  using Use = BundlePlan::Use;

  bool is_file(std::size_t node) const { return node == 0 || plan_.nodes[node].users > 0; }
  fs::path place_beside_root(std::size_t node) const;
  std::vector<std::size_t> in_order() const;
  void give_name(std::size_t node);
  void find_targets();
  void check_uses(std::size_t node);
  std::optional<std::size_t> found_by(std::size_t importer, const Name& request) const;

  const BundlePlan& plan_;
  RecordNames result_;
  HashMapByName<std::size_t> nodes_;                    // by name
  HashMapByName<std::set<const ModuleFile*>> targets_;  // by request
};

// Empty if it lies elsewhere, or cannot be called so.
fs::path RecordNamer::place_beside_root(std::size_t node) const {
  const fs::path folder = fs::path(plan_.nodes[0].file->path).parent_path();
  fs::path name = fs::path(plan_.nodes[node].file->path).lexically_relative(folder.empty() ? "." : folder);
  return is_file_name(name.string()) ? name : fs::path();
}

std::vector<std::size_t> RecordNamer::in_order() const {
  std::vector<std::tuple<bool, std::size_t, std::size_t>> keys;
  for (std::size_t node = 0; node < plan_.nodes.size(); ++node) {
    if (is_file(node)) keys.emplace_back(node != 0 && place_beside_root(node).empty(), plan_.nodes[node].depth, node);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<std::size_t> result;
  result.reserve(keys.size());
  for (const auto& key : keys) result.push_back(std::get<2>(key));
  return result;
}

void RecordNamer::give_name(std::size_t node) {
  const ModuleFile& file = *plan_.nodes[node].file;
  fs::path name = place_beside_root(node);
  if (name.empty()) name = fs::path(file.path).filename();
  if (!is_file_name(name.string())) name = "module";
  if (file.module.end == no_pos) name.replace_extension(".wasm");
  for (int i = 2; !nodes_.emplace(name.string(), node).second; ++i)
    name.replace_filename(fmt::format("{}-{}", i, name.filename().string()));
  result_.files[node] = name.string();
}

void RecordNamer::find_targets() {
  for (const BundlePlan::Node& node : plan_.nodes) {
    for (const Use& use : node.uses) {
      if (!use.external) targets_[use.import].insert(plan_.nodes[use.node].file.get());
    }
  }
}

void RecordNamer::check_uses(std::size_t node) {
  for (const Use& use : plan_.nodes[node].uses) {
    if (use.external) continue;
    const auto found = found_by(node, use.import);
    if (!found || plan_.nodes[*found].file == plan_.nodes[use.node].file) continue;
    result_.misled.push_back({result_.files[node], use.import, result_.files[*found], result_.files[use.node],
                              targets_[use.import].size() == 1});
  }
}

// As resolving has it, of what lies in the importer's folder.
std::optional<std::size_t> RecordNamer::found_by(std::size_t importer, const Name& request) const {
  const fs::path folder = fs::path(result_.files[importer]).parent_path();
  for (const char* extension : file_extensions) {
    const auto found = nodes_.find((folder / (request + extension)).lexically_normal().string());
    if (found != nodes_.end()) return found->second;
  }
  return std::nullopt;
}

}  // namespace

RecordNames record_names(const BundlePlan& plan) { return RecordNamer(plan).name(); }

}  // namespace modlink::transform
