// Splitting: nested modules become files. spec: Explainer, "Nested Modules"
#include "tools/transform/split.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rewrite/elaborate.h"
#include "tools/transform/module_tree.h"
#include "tools/transform/split_file.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

using Node = ModuleTree::Node;

// Which modules each one needs from outside, and which therefore stay nested.
void find_captures(ModuleTree& tree) {
  for (std::size_t index : tree.finished) {
    Node& node = tree.nodes[index];
    std::set<ModuleRef> captures;
    // All owners are this module or around it.
    const auto add = [&](ModuleRef ref) {
      if (ref.owner != index) captures.insert(ref);
    };
    for (ModuleRef ref : node.space) {
      const auto nested = tree.nested(ref);
      if (!nested || tree.nodes[*nested].stays) add(ref);
      if (!nested) continue;
      for (ModuleRef captured : tree.nodes[*nested].captures) add(captured);
    }
    node.captures.assign(captures.begin(), captures.end());
    node.stays = index != 0 && !captures.empty() && !node.escape.empty();
  }
}

// A name for a file: letters, digits and a few others, or "module".
std::string file_hint(const std::string& name) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
  };
  const bool is_usable = !name.empty() && name.size() <= 64 && name[0] != '.' && name[0] != '-' &&
                         std::all_of(name.begin(), name.end(), is_plain);
  return is_usable ? name : "module";
}

// FNV-1a. Files with the same hash are told apart by their content.
std::uint64_t hash_of(const std::string& bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
  return hash;
}

class Splitter {
 public:
  Splitter(Module module, const ValidModule& valid, TypeStore& store)
      : store_(store), tree_(make_module_tree(std::move(module), valid)), copies_(valid.copy_limit) {
    find_captures(tree_);
  }

  Split split() {
    for (std::size_t index : tree_.finished) {
      if (tree_.nodes[index].stays) {
        result_.kept.push_back(kept(index));
      } else {
        add_file(index);
      }
    }
    return std::move(result_);
  }

 private:
  static std::string content_of(const Module& module) {
    const Bytes bytes = encode_module(module, {false});
    return {bytes.begin(), bytes.end()};
  }

  void add_file(std::size_t index) {
    Module module = SplitFile(tree_, store_, names_, copies_, index).make();
    if (index == 0) {
      result_.root = std::move(module);
      return;
    }
    const std::string& name = tree_.nodes[index].name;
    const auto [file, added] = files_.emplace(content_of(module), Name());
    if (added) file->second = new_name(file_hint(name), hash_of(file->first));
    if (added) result_.files.push_back({file->second, std::move(module)});
    names_.files[index] = file->second;
  }

  Name new_name(const std::string& hint, std::uint64_t hash) {
    Name name;
    do {
      name = fmt::format("{}-{:016x}", hint, hash++);
    } while (!taken_.insert(name).second);
    return name;
  }

  Split::Kept kept(std::size_t index) const {
    const Node& node = tree_.nodes[index];
    std::string captured;
    for (ModuleRef ref : node.captures) {
      const std::string id(tree_.nodes[ref.owner].module.names[IndexSpace::module].find(ref.index));
      captured +=
          fmt::format("{}{}", captured.empty() ? "" : ", ", id.empty() ? std::to_string(ref.index) : quote_id(id));
    }
    return {
        node.name, node.pos,
        fmt::format("it uses an imported or aliased module of an enclosing one ({}) and {}", captured, node.escape)};
  }

  TypeStore& store_;
  ModuleTree tree_;
  SplitNames names_;
  CopyBudget copies_;
  std::map<std::string, Name> files_;  // by content
  std::set<Name> taken_;
  Split result_;
};

}  // namespace

Split split(const Module& module, const SplitOptions& options) {
  const auto store = std::make_shared<TypeStore>();
  // Without zero-level exports, which have no encoding and so no hash.
  Module plain = rewrite::elaborate(*validate(module, store, options.features, options.limits));
  const ValidModulePtr valid = validate(plain, store, options.features, options.limits);
  return Splitter(std::move(plain), *valid, *store).split();
}

}  // namespace modlink::transform
