// Lists in messages.
#pragma once

#include <string>
#include <vector>

namespace modlink::command {

// Each on a line of its own behind the message, the first twenty, and how many more there are.
std::string listed(const std::vector<std::string>& items);

// Fails if `imports` has any, which remain of `file`.
void demand_no_imports(const std::string& file, const std::vector<std::string>& imports);

}  // namespace modlink::command
