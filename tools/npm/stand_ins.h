// What is imported that nothing was given for. spec: exec/modules, Host Functions
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "interpreter/embedding.h"

namespace modlink::npm {

// Lines that functions of the host have written since the start of an execution; the last ones.
class Output {
 public:
  static constexpr std::size_t most = 1000;

  void clear() { *this = {}; }
  void write(std::string line) {
    lines_.push_back(std::move(line));
    if (lines_.size() <= most) return;
    lines_.pop_front();
    ++left_out_;
  }
  const std::deque<std::string>& lines() const { return lines_; }
  std::uint64_t left_out() const { return left_out_; }

 private:
  std::deque<std::string> lines_;
  std::uint64_t left_out_ = 0;
};
using OutputPtr = std::shared_ptr<Output>;

// Makes them, in a store.
class StandIns {
 public:
  StandIns(Store& store, OutputPtr output) : store_(store), output_(std::move(output)) {}

  // Something of that type: a function writes a line about each call and gives zeros and nulls, memories, tables and
  // globals are as if they had just been made, and an instance consists of such. nullopt for what cannot be made up,
  // such as modules, and what has too many parts: types can have more than there is memory for. `path` is what lines
  // call it.
  std::optional<ExternVal> make(const ExternType& type, const std::string& path) { return make(type, path, 0); }

 private:
  std::optional<ExternVal> make(const ExternType& type, const std::string& path, std::size_t depth);
  std::optional<ExternVal> make_instance(const InstanceType& type, const std::string& path, std::size_t depth);

  Store& store_;
  OutputPtr output_;
  std::size_t made_ = 0;
};

// The host module of the official suite, whose functions write a line about each call.
const InstanceValue* printing_spectest(Store& store, const OutputPtr& output);
// `wasi_file`, with files in memory that are empty at first; its functions write a line about each call.
// spec: Example-LinkTimeVirtualization.md
const InstanceValue* files_in_memory(Store& store, const OutputPtr& output);

}  // namespace modlink::npm
