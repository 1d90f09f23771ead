// Options that pick names.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "tools/cli/command_line.h"
#include "wast/syntax/names.h"

namespace modlink::command {

// What `--keep-custom` keeps: the sections whose names have one of the patterns in them.
struct KeptCustoms {
  std::function<bool(const Name&)> keeps;
};
// Adds `--keep-custom RE`.
void add_keep_custom(cli::Command command, KeptCustoms& kept);

// Adds an option that may be given several times and collects names.
void add_names(cli::Command command, const std::string& option, std::set<Name>& names, const std::string& what);

}  // namespace modlink::command
