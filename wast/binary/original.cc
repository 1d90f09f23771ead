// What the bytes say that a module was read from. spec: binary/modules, Sections
#include "wast/binary/original.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "wast/binary/decode_module.h"
#include "wast/binary/names.h"
#include "wast/binary/reader.h"
#include "wast/syntax/error.h"

namespace modlink::binary {

namespace {

// What was on when the module was read made the same of the bytes, or else they differ now.
Features any_language() {
  Features features = with_all_features();
  features.dialect.late_imports = true;
  return features;
}

// Those that were in force then may have been raised.
ImplementationLimits any_limits() {
  constexpr ImplementationLimit none{std::uint64_t{1} << 40};
  ImplementationLimits limits;
#define LIMIT(name, ...) limits.name = none;
#include "wast/syntax/implementation_limits.def"
  return limits;
}

bool is_same(const Module& a, const Module& b);

// What was not read is the same only where it lies.
bool is_same_nested(const Module& a, const Module& b) {
  const bool is_read = a.extent == Extent::all && b.extent == Extent::all;
  return (is_read || (a.source == b.source && a.at.pos == b.at.pos && a.end == b.end)) && is_same(a, b);
}

bool have_same_nested(const Module& a, const Module& b) {
  const auto equal = [](const Definition& x, const Definition& y) {
    const auto* nested = std::get_if<NestedModule>(&x);
    return !nested || is_same_nested(*nested->module, *std::get<NestedModule>(y).module);
  };
  return std::equal(a.definitions.begin(), a.definitions.end(), b.definitions.begin(), b.definitions.end(), equal);
}

bool have_same_types(const std::vector<Func>& a, const std::vector<Func>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Func& x, const Func& y) { return x.type == y.type; });
}

// Also what does not count where modules are compared.
bool is_same(const Module& a, const Module& b) {
  return a == b && a.customs == b.customs && a.names == b.names && a.branch_hints == b.branch_hints &&
         have_same_nested(a, b);
}

Pos pos_of(const Definition& definition) {
  return std::visit([](const auto& item) { return item.at.pos; }, definition);
}

// Whether the contents of a custom section are those that lie there.
bool is_in(const CustomSection& custom, const SectionPart& part) {
  const auto* const data = reinterpret_cast<const char*>(custom.bytes.data());
  return data && part.section == Section::custom &&
         data + custom.bytes.size() == part.content.data() + part.content.size() &&
         Reader(part.content).name() == custom.name;
}

}  // namespace

std::optional<Original> Original::of(const Module& module) {
  const bool is_read = module.source && module.source->kind() == Source::Kind::binary && module.end != no_pos;
  if (!is_read) return std::nullopt;
  try {
    const SourcePtr& source = module.source;
    Module read = decode_module_at(source, module.at.pos, module.end, any_language(), any_limits(), module.extent);
    return Original(std::move(read), module.source->content().substr(module.at.pos, module.end - module.at.pos));
  } catch (const Error&) {
    return std::nullopt;
  }
}

Original::Original(Module module, std::string_view bytes)
    : module_(std::move(module)), bytes_(bytes), parts_(section_parts(bytes)) {
  find_initial_sections();
  find_unread_sections();
}

// Definitions lie in the order of their sections.
void Original::find_initial_sections() {
  const char* const file = module_.source->content().data();
  const std::vector<Definition>& all = module_.definitions;
  std::size_t next = 0;
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    if (!is_initial(parts_[part].section)) continue;
    const std::string_view content = parts_[part].content;
    const auto end = static_cast<Pos>(content.data() + content.size() - file);
    const std::size_t first = next;
    while (next < all.size() && pos_of(all[next]) < end) ++next;
    if (next > first) initial_[pos_of(all[first])] = {first, next - first, part};
  }
}

Original::Run Original::run(const Module& now, std::size_t first) const {
  const auto found = initial_.find(pos_of(now.definitions[first]));
  if (found == initial_.end() || now.definitions.size() - first < found->second.count) return {};
  const auto equal = [](const Definition& x, const Definition& y) {
    const auto* a = std::get_if<NestedModule>(&x);
    const auto* b = std::get_if<NestedModule>(&y);
    return a && b ? is_same_nested(*a->module, *b->module) : x == y;
  };
  const auto begin = module_.definitions.begin() + static_cast<std::ptrdiff_t>(found->second.first);
  const auto end = begin + static_cast<std::ptrdiff_t>(found->second.count);
  const bool is_kept = std::equal(begin, end, now.definitions.begin() + static_cast<std::ptrdiff_t>(first), equal);
  return is_kept ? Run{parts_[found->second.part].whole, found->second.count} : Run();
}

bool Original::is_all_of(const Module& now) const { return is_same(module_, now); }

// Of code, hints count too, since they are about its bytes.
bool Original::has_same(const Module& now, Section section) const {
  if (section == Section::func) return have_same_types(now.funcs, module_.funcs);
#define DEFINED_SPACE(name, members, ...) \
  if (section == section_of(IndexSpace::name)) return now.members == module_.members;
#include "wast/syntax/index_spaces.def"
  switch (section) {
    case Section::code: return now.funcs == module_.funcs && now.branch_hints == module_.branch_hints;
    case Section::export_: return now.exports == module_.exports;
    case Section::start: return now.start == module_.start;
    case Section::data_count: return now.datas == module_.datas && now.funcs == module_.funcs;
    default: return false;
  }
}

std::string_view Original::section(const Module& now, Section section) const {
  for (const SectionPart& part : parts_) {
    if (part.section == section) return has_same(now, section) ? part.whole : std::string_view();
  }
  return {};
}

// Sections lie behind each other, so no two of them end at one place.
const SectionPart* Original::find_part(const CustomSection& custom) const {
  const char* const end = reinterpret_cast<const char*>(custom.bytes.data()) + custom.bytes.size();
  const auto ends_before = [](const SectionPart& part, const char* place) {
    return std::less()(part.content.data() + part.content.size(), place);
  };
  const auto found = std::lower_bound(parts_.begin(), parts_.end(), end, ends_before);
  return found != parts_.end() && is_in(custom, *found) ? &*found : nullptr;
}

void Original::find_unread_sections() {
  is_unread_.resize(parts_.size());
  for (const CustomSection& custom : module_.customs) {
    if (const SectionPart* const part = find_part(custom))
      is_unread_[static_cast<std::size_t>(part - parts_.data())] = true;
  }
}

std::string_view Original::custom(const CustomSection& custom) const {
  const SectionPart* const part = find_part(custom);
  return part ? part->whole : std::string_view();
}

// Of several sections of a name, the one whose contents are not kept as they are.
std::string_view Original::read_custom(std::string_view name) const {
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    if (parts_[part].section != Section::custom || is_unread_[part]) continue;
    if (Reader(parts_[part].content).name() == name) return parts_[part].whole;
  }
  return {};
}

std::string_view Original::names(const Module& now) const {
  return now.names == module_.names ? read_custom(name_section) : std::string_view();
}

Bytes Original::changed_names(const Module& now) const {
  const std::string_view section = read_custom(name_section);
  if (section.empty()) return encode_names(now.names);
  Reader in(section);
  in.byte();
  in.length();
  in.name();
  return encode_names(now.names, module_.names, in.rest());
}

std::string_view Original::hints(const Module& now) const {
  return has_same(now, Section::code) ? read_custom(branch_hint_section) : std::string_view();
}

}  // namespace modlink::binary
