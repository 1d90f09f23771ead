// Files whose instances import each other.
#include "tools/host/instance_order.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/files/failure.h"
#include "wast/syntax/error.h"
#include "wast/syntax/identifiers.h"

namespace modlink::host {

namespace {

using LinkedFiles = std::vector<LinkedFile>;

LinkedFiles::const_iterator find(const LinkedFiles& files, const Name& name) {
  return std::find_if(files.begin(), files.end(), [&](const LinkedFile& file) { return file.name == name; });
}

void forbid_equal_names(const LinkedFiles& files) {
  for (auto it = files.begin(); it != files.end(); ++it) {
    const auto first = find(files, it->name);
    if (first == it) continue;
    throw cli::Failure(cli::Status::usage, fmt::format("--instance: {} is both {} and {}", quote(it->name),
                                                       shown_path(first->path), shown_path(it->path)));
  }
}

// An import of `file` for which one of the others has to be there before. Null if there is none.
const Import* import_of(const LinkedFile& file, const LinkedFiles& others) {
  for (const Definition& definition : file.module->module.definitions) {
    const auto* import = std::get_if<Import>(&definition);
    if (!import) continue;
    const Name& name = import->module ? *import->module : import->name;
    if (name != file.name && find(others, name) != others.end()) return import;
  }
  return nullptr;
}

// Each of the files waits for another one: following them leads around.
[[noreturn]] void report_circle(const LinkedFiles& files) {
  std::vector<const LinkedFile*> way{&files.front()};
  for (;;) {
    const Import* import = import_of(*way.back(), files);
    const LinkedFile* next = &*find(files, import->module ? *import->module : import->name);
    const auto begin = std::find(way.begin(), way.end(), next);
    if (begin == way.end()) {
      way.push_back(next);
      continue;
    }
    std::string circle = quote(next->name);
    for (auto it = begin + 1; it != way.end(); ++it) circle += " imports " + quote((*it)->name);
    throw Unlinkable(import->at.pos, fmt::format("instances in a circle: {} imports {}", circle, quote(next->name)),
                     way.back()->module->module.source);
  }
}

}  // namespace

std::vector<LinkedFile> in_order(LinkedFiles files) {
  forbid_equal_names(files);
  LinkedFiles result;
  while (!files.empty()) {
    const auto ready =
        std::find_if(files.begin(), files.end(), [&](const LinkedFile& file) { return !import_of(file, files); });
    if (ready == files.end()) report_circle(files);
    result.push_back(std::move(*ready));
    files.erase(ready);
  }
  return result;
}

}  // namespace modlink::host
