// What comparing many modules with a peer came to.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace modlink::peers {

struct Report {
  std::map<std::string, std::uint64_t> figures;    // by what was counted
  std::map<std::string, std::uint64_t> left_out;   // by why
  std::map<std::string, std::uint64_t> explained;  // differences that are known, by kind
  std::vector<std::string> differences;            // all others

  void print() const;
};

struct Options {
  std::uint64_t count = 100;
  std::uint64_t seed = 0;
  std::string engine;    // the command of the peer
  std::string wasm_opt;  // of Binaryen
  std::string folder;    // where modules go on which both differ
};

// Keeps a module with a difference.
void keep(const Options& options, Report& report, const std::string& name, const std::string& bytes,
          const std::string& difference);

}  // namespace modlink::peers
