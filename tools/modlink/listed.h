// Lists in messages.
#pragma once

#include <string>
#include <vector>

namespace modlink::command {

// Each on a line of its own behind the message, the first twenty, and how many more there are.
std::string listed(const std::vector<std::string>& items);

}  // namespace modlink::command
