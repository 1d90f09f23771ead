// Modules made smaller as long as a test accepts them: delta debugging on the abstract syntax.
#include "tools/shrink/shrinker.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "tools/transform/content_hash.h"
#include "wast/binary/encode_module.h"

namespace modlink::shrink {

Shrinker::Shrinker(const Binaries& binaries, Test& test, cli::Language language, Better better)
    : test_(test), language_(std::move(language)), better_(std::move(better)) {
  for (const std::string& binary : binaries) {
    files_.push_back(read_subject(binary, language_));
    stays_valid_.push_back(files_.back().valid != nullptr);
  }
  if (!files_.empty()) is_new(0, files_[0].bytes);
}

Binaries Shrinker::best() const {
  Binaries result;
  for (const Subject& file : files_) result.push_back(file.bytes);
  return result;
}

// With these bytes in the place of one file.
bool Shrinker::is_new(std::size_t file, const std::string& bytes) {
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    hash = hash * 0x9e3779b97f4a7c15 + transform::hash_of(i == file ? bytes : files_[i].bytes);
  }
  return seen_.insert(hash).second;
}

// What cannot be encoded, or is not valid any more, is no candidate.
bool Shrinker::attempt(std::size_t file, const Module& module) {
  test_.look_out();
  try {
    const Bytes bytes = encode_module(module);
    std::string text(bytes.begin(), bytes.end());
    if (text.size() > files_[file].bytes.size()) return false;
    if (!is_new(file, text)) return false;
    return attempt(file, read_subject(std::move(text), language_));
  } catch (const Error&) {
    return false;
  }
}

bool Shrinker::attempt(std::size_t file, Subject candidate) {
  if (stays_valid_[file] && !candidate.valid) return false;
  if (most_ && tries_ >= *most_) throw OutOfTries();
  std::swap(files_[file], candidate);
  bool accepted = false;
  try {
    ++tries_;
    accepted = test_.accepts(best());
  } catch (...) {
    std::swap(files_[file], candidate);
    throw;
  }
  if (!accepted) {
    std::swap(files_[file], candidate);
    return false;
  }
  ++accepted_;
  better_(best());
  return true;
}

bool Place::attempt(const std::function<bool(Module&)>& edit) {
  Module module = subject().module;
  return edit(module_at(module, path_)) && shrinker_.attempt(file_, module);
}

// The whole graph may not be needed.
void Shrinker::keep_one_nested(std::size_t file) {
  const std::vector<Path> paths = all_paths(files_[file].module);
  for (auto path = paths.rbegin(); path != paths.rend(); ++path) {
    if (path->empty()) continue;
    if (attempt(file, Module(module_at(std::as_const(files_[file].module), *path)))) return;
  }
}

void Shrinker::empty(std::size_t file) { attempt(file, Module()); }

void Shrinker::shrink_file(std::size_t file) {
  keep_one_nested(file);
  for (const auto pass : {shrink_definitions, shrink_bodies, shrink_numbers, shrink_types}) {
    // Nested ones may go meanwhile.
    for (std::size_t i = 0; i < all_paths(files_[file].module).size(); ++i) {
      Place place(*this, file, all_paths(files_[file].module)[i]);
      pass(place);
    }
  }
}

bool Shrinker::round() {
  const std::uint64_t before = accepted_;
  if (files_.size() > 1) {
    for (std::size_t file = files_.size(); file-- > 0;) empty(file);
  }
  for (std::size_t file = files_.size(); file-- > 0;) shrink_file(file);
  return accepted_ > before;
}

End Shrinker::run(std::optional<std::uint64_t> most) {
  most_ = most;
  try {
    while (round()) {
    }
    return End::smallest;
  } catch (const OutOfTries&) {
    return End::tries;
  } catch (const Interrupted&) {
    return End::interrupted;
  }
}

void halve(const std::function<std::size_t()>& count, const std::function<bool(std::size_t, std::size_t)>& attempt) {
  for (std::size_t length = count(); length > 0; length /= 2) {
    for (std::size_t last = count(); last > 0; last = std::min(last, count())) {
      const std::size_t first = last > length ? last - length : 0;
      attempt(first, last);
      last = first;
    }
  }
}

}  // namespace modlink::shrink
