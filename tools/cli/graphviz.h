// Pictures by Graphviz.
#pragma once

#include <string>

namespace modlink::cli {

// Has the program `dot` draw a graph in its language as "svg" or "png". Throws Failure if it is not there or
// fails.
std::string render_dot(const std::string& dot, const std::string& format);

}  // namespace modlink::cli
