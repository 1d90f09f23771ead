// Files whose instances import each other.
#include "tools/host/instance_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tools/files/files.h"
#include "wast/syntax/error.h"
#include "wast/syntax/identifiers.h"

namespace modlink::host {

namespace {

std::string title_of(const LinkedFile& file) {
  return file.name.empty() ? shown_path(file.file->path) : quote(file.name);
}

// Depth first, without recursion: files can import each other in long chains.
class Orderer {
 public:
  void add(const LinkedFile& file) {
    if (met_.insert(&file).second) open_.push_back({&file, file.module->steps.begin()});
    while (!open_.empty()) {
      const LinkedFile* const supplier = next_supplier(open_.back());
      if (!supplier) {
        result_.push_back(open_.back().file);
        open_.pop_back();
      } else if (met_.insert(supplier).second) {
        open_.push_back({supplier, supplier->module->steps.begin()});
      } else {
        forbid_circle(*supplier);
      }
    }
  }

  std::vector<const LinkedFile*> result() { return std::move(result_); }

 private:
  struct Open {
    const LinkedFile* file;
    std::vector<LinkStep>::const_iterator step;  // behind that of the import that is followed
  };

  static const LinkedFile* next_supplier(Open& open) {
    while (open.step != open.file->module->steps.end()) {
      const auto* import = std::get_if<ImportStep>(&*open.step++);
      if (!import) continue;
      const auto supply = open.file->supplies.find(import->name);
      if (supply != open.file->supplies.end()) return supply->second.file;
    }
    return nullptr;
  }

  void forbid_circle(const LinkedFile& supplier) const {
    const auto is_it = [&](const Open& open) { return open.file == &supplier; };
    const auto begin = std::find_if(open_.begin(), open_.end(), is_it);
    if (begin == open_.end()) return;
    std::string circle;
    for (auto it = begin; it != open_.end(); ++it) circle += title_of(*it->file) + " imports ";
    const auto& import = std::get<ImportStep>(*(open_.back().step - 1));
    throw Unlinkable(import.at.pos, fmt::format("instances in a circle: {}{}", circle, title_of(supplier)),
                     open_.back().file->module->module.source);
  }

  std::set<const LinkedFile*> met_;
  std::vector<Open> open_;  // each wants the next one
  std::vector<const LinkedFile*> result_;
};

}  // namespace

std::vector<const LinkedFile*> in_order(const std::list<LinkedFile>& files) {
  Orderer orderer;
  for (const LinkedFile& file : files) orderer.add(file);
  return orderer.result();
}

}  // namespace modlink::host
