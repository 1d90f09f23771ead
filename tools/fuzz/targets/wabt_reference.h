// libwabt, asked about core modules in the same process. The file that does it is C++17.
#pragma once

#include <string>
#include <vector>

namespace modlink::fuzz {

struct WabtVerdict {
  bool is_valid = false;
  std::string message;  // why it is not
};
WabtVerdict wabt_verdict(const std::string& bytes);

// Instantiates a valid module that imports nothing, and calls these exported functions with zeros. How each of that
// ended: "done" with the results, as `i32:1`, or "trap"; nothing behind an instantiation that trapped.
std::vector<std::string> wabt_run(const std::string& bytes, const std::vector<std::string>& exports);

}  // namespace modlink::fuzz
