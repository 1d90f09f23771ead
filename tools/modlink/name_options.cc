// Options that pick names.
#include "tools/modlink/name_options.h"

#include "tools/cli/pattern.h"

namespace modlink::command {

void add_keep_custom(cli::Command command, KeptCustoms& kept) {
  const auto keep = [&kept](const std::string& text) {
    kept.keeps = [pattern = cli::parse_pattern("--keep-custom", text), others = kept.keeps](const Name& name) {
      return pattern(name) || (others && others(name));
    };
  };
  command.add_each("--keep-custom", keep, "keep custom sections whose names match, though what they point to moves")
      .type_name("RE");
}

void add_names(cli::Command command, const std::string& option, std::set<Name>& names, const std::string& what) {
  command
      .add_each(
          option, [option, &names](const std::string& name) { names.insert(cli::parse_name(option, name)); }, what)
      .type_name("NAME");
}

}  // namespace modlink::command
