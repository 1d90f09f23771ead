// Where the official suite is, in tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace modlink::cli::test {

// As tools/official-suite looks for it: where $MODLINK_TESTSUITE says, if it says anything, or in
// third_party/testsuite.
inline std::optional<std::filesystem::path> official_suite() {
  const char* const named = std::getenv("MODLINK_TESTSUITE");
  const std::filesystem::path folder = named && *named ? named : MODLINK_SOURCE_DIR "/third_party/testsuite";
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

}  // namespace modlink::cli::test
