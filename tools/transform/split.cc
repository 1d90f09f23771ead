// Splitting: nested modules become files. spec: Explainer, "Nested Modules"
#include "tools/transform/split.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "rewrite/elaborate.h"
#include "tools/files/failure.h"
#include "tools/transform/bundle_record.h"
#include "tools/transform/content_hash.h"
#include "tools/transform/module_tree.h"
#include "tools/transform/split_file.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/identifiers.h"

namespace modlink::transform {

namespace {

using Node = ModuleTree::Node;

// Which modules each one needs from outside, and which therefore stay nested.
void find_captures(ModuleTree& tree, const std::function<bool(const std::string&)>& is_kept) {
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
    node.stays = index != 0 && (is_kept(node.name) || (!captures.empty() && !node.escape.empty()));
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

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

class Splitter {
 public:
  Splitter(Module module, const ValidModule& valid, TypeStore& store, const SplitOptions& options)
      : store_(store), options_(options), tree_(make_module_tree(std::move(module), valid)), copies_(valid.copy_limit) {
    // They would no longer be right.
    for (Node& node : tree_.nodes) {
      std::erase_if(node.module.customs, [](const CustomSection& custom) { return custom.name == record_section; });
    }
    find_captures(tree_, [this](const std::string& name) { return is_kept(name); });
  }

  Split split() {
    find_unmatched();
    for (std::size_t index : tree_.finished) {
      if (tree_.nodes[index].stays) {
        if (!is_kept(tree_.nodes[index].name)) result_.kept.push_back(kept(index));
      } else {
        add_file(index);
      }
    }
    return std::move(result_);
  }

 private:
  static std::string content_of(const Module& module) {
    const bool is_read = module.end != no_pos;
    const Bytes bytes = encode_module(module, {.names = is_read, .keeps_bytes = is_read});
    return {bytes.begin(), bytes.end()};
  }

  bool is_kept(const std::string& name) const {
    return options_.keep.count(name) != 0 || (options_.only && options_.only->count(name) == 0);
  }

  void find_unmatched() {
    std::set<Name> names;
    for (std::size_t i = 1; i < tree_.nodes.size(); ++i) names.insert(tree_.nodes[i].name);
    const auto look_for = [&](const char* option, const Name& name) {
      if (names.count(name) == 0) result_.unmatched.push_back(fmt::format("{} {}", option, quote(name)));
    };
    for (const Name& name : options_.only.value_or(std::set<Name>())) look_for("--only", name);
    for (const Name& name : options_.keep) look_for("--keep", name);
  }

  void add_file(std::size_t index) {
    Module module = SplitFile(tree_, store_, names_, copies_, index, options_).make();
    if (index == 0) {
      result_.root = std::move(module);
      return;
    }
    const std::string& name = tree_.nodes[index].name;
    const auto [file, added] = files_.emplace(content_of(module), Name());
    if (added) {
      result_.files.push_back(new_file(file_hint(name), hash_of(file->first)));
      file->second = result_.files.back().name;
      names_.imports[file->second] = result_.files.back().import;
      result_.files.back().module = std::move(module);
    }
    names_.files[index] = file->second;
  }

  // Files with the same hash are told apart by their content.
  Split::File new_file(const std::string& hint, std::uint64_t number) {
    std::string hash;
    Name name;
    do {
      hash = fmt::format("{:016x}", number++);
      name = hint + "-" + hash;
    } while (!taken_.insert(name).second);
    Name import = options_.import_name;
    replace_all(import, "{hash}", hash);
    replace_all(import, "{name}", hint);
    if (!imports_.insert(import).second) {
      throw cli::Failure(cli::Status::failed, fmt::format("two files would be imported as {}", quote(import)));
    }
    return {std::move(name), std::move(import), {}};
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
  const SplitOptions& options_;
  ModuleTree tree_;
  SplitNames names_;
  CopyBudget copies_;
  std::map<std::string, Name> files_;  // by content
  std::set<Name> taken_;
  std::set<Name> imports_;
  Split result_;
};

}  // namespace

Split split(const Module& module, const SplitOptions& options) {
  const auto store = std::make_shared<TypeStore>();
  // Without zero-level exports, which have no encoding and so no hash. Binaries have none.
  const bool is_plain = module.end != no_pos;
  Module plain = is_plain ? module : rewrite::elaborate(*validate(module, store, options.features, options.limits));
  const ValidModulePtr valid = validate(plain, store, options.features, options.limits);
  return Splitter(std::move(plain), *valid, *store, options).split();
}

}  // namespace modlink::transform
