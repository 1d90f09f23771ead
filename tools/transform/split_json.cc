// Which files a split makes, as JSON. docs/json.md
#include "tools/transform/split_json.h"

#include <nlohmann/json.hpp>

namespace modlink::transform {

std::string split_json(const std::vector<cli::NewFile>& files, const std::vector<Name>& imports,
                       const std::vector<Split::Kept>& kept) {
  using Json = nlohmann::ordered_json;
  Json result{{"files", Json::array()}, {"kept", Json::array()}};
  for (std::size_t i = 0; i < files.size(); ++i) {
    Json file{{"file", files[i].name}, {"bytes", files[i].content.size()}};
    if (i < imports.size()) file["import"] = imports[i];
    result["files"].push_back(std::move(file));
  }
  for (const Split::Kept& module : kept) result["kept"].push_back({{"module", module.name}, {"reason", module.reason}});
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace modlink::transform
