// How large instances are. spec: appendix/implementation, Execution
#include "linking/count_definitions.h"

namespace modlink {

std::uint64_t count_definitions(const ValidModule& code) {
  std::uint64_t count = code.exports.size();
  for (const IndexSpace space : all_index_spaces) {
    if (space != IndexSpace::type) count += code.size(space);
  }
  return count;
}

}  // namespace modlink
