// Custom sections that say where in a binary something is. spec: the tool conventions' object files and DWARF for
// WebAssembly; the code metadata proposal; source maps
#include "tools/files/stale_customs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tools/files/standard_streams.h"
#include "wast/binary/custom_places.h"
#include "wast/binary/encode_module.h"
#include "wast/binary/names.h"
#include "wast/binary/reader.h"
#include "wast/binary/section_parts.h"
#include "wast/syntax/hash.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/sections.h"

namespace modlink::cli {

namespace {

// What a custom section may point to.
enum class Target { none, code, sections, file, names };

bool begins(std::string_view name, std::string_view prefix) { return name.substr(0, prefix.size()) == prefix; }

Target target_of(std::string_view name) {
  const bool is_about_code = name == "external_debug_info" || name == "build_id";
  if (is_about_code || begins(name, ".debug_") || begins(name, "metadata.code.")) return Target::code;
  if (name == binary::name_section) return Target::names;
  if (begins(name, "reloc.") || name == "linking") return Target::sections;
  return name == "sourceMappingURL" ? Target::file : Target::none;
}

bool points_to_anything(const Module& module) {
  const auto has_target = [](const CustomSection& custom) { return target_of(custom.name) != Target::none; };
  const auto nests_one = [](const Definition& definition) {
    const auto* nested = std::get_if<NestedModule>(&definition);
    return nested && points_to_anything(*nested->module);
  };
  return std::any_of(module.customs.begin(), module.customs.end(), has_target) ||
         std::any_of(module.definitions.begin(), module.definitions.end(), nests_one);
}

struct Place {
  std::size_t number = 0;  // among all sections
  std::string_view content;
  friend bool operator==(const Place&, const Place&) = default;
};

// Of one module in a file.
struct Layout {
  Place code;
  Place data;
  std::ptrdiff_t code_at = 0;  // from the front of the file
  std::size_t names = 0;       // how many sections with names there are
  std::vector<std::string_view> modules;
};

void add_modules(Layout& layout, std::string_view section) {
  binary::Reader in(section);
  for (std::uint32_t count = in.u32(); count > 0; --count) layout.modules.push_back(in.bytes(in.length()));
}

Layout layout_of(std::string_view module, std::string_view file) {
  Layout result;
  const std::vector<binary::SectionPart> parts = binary::section_parts(module);
  for (std::size_t number = 0; number < parts.size(); ++number) {
    const auto& [section, whole, content] = parts[number];
    if (section == Section::custom && binary::Reader(content).name() == binary::name_section) ++result.names;
    if (section == Section::code) {
      result.code = {number, content};
      result.code_at = content.data() - file.data();
    }
    if (section == Section::data) result.data = {number, content};
    if (section == Section::module) add_modules(result, content);
  }
  return result;
}

bool moves(Target target, const Layout& from, const Layout& to) {
  const bool code_changes = from.code.content != to.code.content;
  switch (target) {
    case Target::none: return false;
    case Target::code: return code_changes;
    case Target::sections: return from.code != to.code || from.data != to.data;
    case Target::file: return code_changes || from.code_at != to.code_at;
    case Target::names: return from.names < to.names;
  }
  return false;
}

bool is_read(const Module& module) { return module.source && module.end != no_pos; }

std::string_view bytes_of(const Module& module) {
  return module.source->content().substr(module.at.pos, module.end - module.at.pos);
}

// Whether there were any.
bool drop_stale_of(Module& module, const Layout& to, const StaleCustoms& customs) {
  if (!is_read(module)) return false;
  const Layout from = layout_of(bytes_of(module), module.source->content());
  std::vector<Name> stale;
  const auto is_stale = [&](const CustomSection& custom) {
    // Without content it stands for branch hints.
    const bool is_kept = custom.bytes.empty() || (customs.keeps && customs.keeps(custom.name));
    const bool result = !is_kept && moves(target_of(custom.name), from, to);
    if (result) stale.push_back(custom.name);
    return result;
  };
  std::erase_if(module.customs, is_stale);
  note_left_out(customs.file.empty() ? module.source->name() : customs.file, stale);
  binary::drop_usual_markers(module);
  return !stale.empty();
}

// `after` is the part of the file `output` that the module becomes.
bool drop_stale(Module& module, std::string_view after, std::string_view output, const StaleCustoms& customs) {
  if (is_read(module) && bytes_of(module) == after) return false;
  const Layout to = layout_of(after, output);
  bool dropped = drop_stale_of(module, to, customs);
  std::size_t next = 0;
  for (Definition& definition : module.definitions) {
    auto* nested = std::get_if<NestedModule>(&definition);
    if (nested && drop_stale(*nested->module, to.modules[next++], output, customs)) dropped = true;
  }
  return dropped;
}

bool drop_stale(Module& module, const Bytes& bytes, const StaleCustoms& customs) {
  const std::string_view output(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return drop_stale(module, output, output, customs);
}

}  // namespace

bool may_be_stale(const Name& name) {
  const Target target = target_of(name);
  return target == Target::sections || target == Target::file;
}

void note_left_out(const std::string& file, const std::vector<Name>& customs) {
  constexpr std::size_t most = 20;
  HashSetOfNames<> seen;
  std::vector<std::string> names;
  for (const Name& custom : customs) {
    if (seen.insert(custom).second && seen.size() <= most) names.push_back(quote(custom));
  }
  if (names.empty()) return;
  if (seen.size() > most) names.push_back(fmt::format("{} more", seen.size() - most));
  const bool is_one = names.size() == 1;
  complain({shown_path(file), is_one ? ": custom section " : ": custom sections ",
            fmt::format("{}", fmt::join(names, ", ")),
            is_one ? " is left out: what it points to moves" : " are left out: what they point to moves"});
}

void drop_stale_customs(Module& module) {
  if (points_to_anything(module)) drop_stale(module, encode_module(module), {});
}

Bytes encode_without_stale_customs(Module& module, const EncodeOptions& options, const StaleCustoms& customs) {
  Bytes bytes = encode_module(module, options);
  if (points_to_anything(module) && drop_stale(module, bytes, customs)) bytes = encode_module(module, options);
  return bytes;
}

}  // namespace modlink::cli
