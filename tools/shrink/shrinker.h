// Modules made smaller as long as a test accepts them: delta debugging on the abstract syntax.
//
// What is tried, in which order, depends on the modules and on what the test says alone. A candidate is never larger
// than the best one so far, and is tried once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "tools/files/language.h"
#include "tools/shrink/subject.h"

namespace modlink::shrink {

// Binaries, one for each file.
using Binaries = std::vector<std::string>;

// Whether modules still are what somebody is interested in.
class Test {
 public:
  virtual ~Test() = default;
  // May throw Interrupted.
  virtual bool accepts(const Binaries& candidate) = 0;
  // Called now and then between these: throws Interrupted where that is so.
  virtual void look_out() {}
};

// Whoever waits does not want to wait any longer.
struct Interrupted {};

enum class End {
  smallest,     // nothing that is known to try makes them smaller
  tries,        // so many were allowed
  interrupted,  //
};

class Shrinker {
 public:
  using Better = std::function<void(const Binaries&)>;

  // `better` is told of each candidate that was accepted. Throws an Error if a binary cannot be decoded.
  Shrinker(const Binaries& binaries, Test& test, cli::Language language, Better better);

  // `most`: how many tries there may be; nothing: as many as it takes. To be called once, for what the test accepts.
  End run(std::optional<std::uint64_t> most);

  Binaries best() const;
  std::uint64_t tries() const { return tries_; }

 private:
  friend class Place;
  struct OutOfTries {};

  bool is_new(std::size_t file, const std::string& bytes);
  bool attempt(std::size_t file, const Module& module);
  bool attempt(std::size_t file, Subject candidate);
  bool round();
  void shrink_file(std::size_t file);
  void keep_one_nested(std::size_t file);
  void empty(std::size_t file);

  std::vector<Subject> files_;
  std::vector<bool> stays_valid_;
  Test& test_;
  const cli::Language language_;
  const Better better_;
  std::optional<std::uint64_t> most_;
  std::uint64_t tries_ = 0;
  std::uint64_t accepted_ = 0;
  std::unordered_set<std::uint64_t> seen_;  // hashes of all that was tried
};

// A module of one of the files, the outermost one or one that is nested: what passes work on.
class Place {
 public:
  Place(Shrinker& shrinker, std::size_t file, Path path) : shrinker_(shrinker), file_(file), path_(std::move(path)) {}

  // All of these until the next attempt.
  const Module& module() const { return module_at(subject().module, path_); }
  const ValidModule* valid() const { return valid_at(subject(), path_); }
  const text::Arities& arities() const { return arities_at(subject(), path_); }

  // Changes the module, and asks the test. `edit` gives false where it has nothing to change. True: it has become that.
  bool attempt(const std::function<bool(Module&)>& edit);

 private:
  const Subject& subject() const { return shrinker_.files_[file_]; }

  Shrinker& shrinker_;
  std::size_t file_;
  Path path_;
};

// Tries to do without what there is so much of: all, halves, quarters, …, each single one, from the last to the first.
// `attempt(first, last)` does without those from `first` up to `last`; true: they are gone.
void halve(const std::function<std::size_t()>& count, const std::function<bool(std::size_t, std::size_t)>& attempt);

// The passes, from coarse to fine.
void shrink_definitions(Place& place);
void shrink_bodies(Place& place);
void shrink_numbers(Place& place);
void shrink_types(Place& place);
// A part of the first one and of the last one: types that nothing names go.
void drop_needless_types(Place& place);

}  // namespace modlink::shrink
