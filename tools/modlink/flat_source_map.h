// The source map of a module that was made of others.
#pragma once

#include <string>
#include <vector>

#include "tools/files/language.h"
#include "tools/modlink/source_map.h"
#include "tools/transform/flatten.h"

namespace modlink::command {

struct FlatSourceMap {
  SourceMap map;
  std::vector<std::string> files;  // that were read for it
};

// The map for `content`, the binary of a flat module whose functions are `funcs`: each
// instruction leads to where it leads in the map that its module's section `sourceMappingURL` names, a file beside that
// module. Maps that cannot be read are named on standard error. The URLs of sources are as seen from
// the folder of `map_path`.
FlatSourceMap flat_source_map(const std::vector<Func>& funcs, const transform::FlattenReport& report,
                              const std::string& content, const std::string& map_path, const cli::Language& language);

// `content` with the section behind it that has the map's URL, as seen from the folder of `path`.
std::string with_source_map_url(std::string content, const std::string& path, const std::string& map_path);

}  // namespace modlink::command
