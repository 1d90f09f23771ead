// The custom sections that this library understands: names and branch hints. spec: appendix/custom, Name Section; the
// branch hinting proposal
#include "wast/binary/names.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "wast/binary/custom_places.h"
#include "wast/binary/decode_module.h"
#include "wast/binary/decoder.h"
#include "wast/binary/name_bounds.h"
#include "wast/binary/reader.h"
#include "wast/syntax/concat.h"
#include "wast/syntax/definitions.h"

namespace modlink::binary {

namespace {

constexpr std::uint8_t module_subsection = 0;

// All others: those of the core specification and of the extended name section proposal, and modlink's own two, which
// are far from the numbers that other proposals may take next.
struct Subsection {
  std::uint8_t id;
  const char* title;
  const char* noun;  // of what is named
  IndexSpace space;  // whose definitions are named, or have what is named
  NameMap& (*map)(Names&) = nullptr;
  // These two of an indirect map: on what one definition has.
  IndirectNameMap& (*indirect)(Names&) = nullptr;
  std::uint64_t (NameBounds::*bound)(Index) = nullptr;
};
constexpr Subsection subsections[] = {
#define INDEX_SPACE(name, members, noun, limit, id, title, ...) \
  {id, title, noun, IndexSpace::name, [](Names& names) -> NameMap& { return names[IndexSpace::name]; }},
#include "wast/syntax/index_spaces.def"
    {2, "locals", "local", IndexSpace::func, nullptr, [](Names& names) -> IndirectNameMap& { return names.locals; },
     &NameBounds::locals},
    {3, "labels", "label", IndexSpace::func, nullptr, [](Names& names) -> IndirectNameMap& { return names.labels; },
     &NameBounds::labels},
    {10, "fields", "field", IndexSpace::type, nullptr, [](Names& names) -> IndirectNameMap& { return names.fields; },
     &NameBounds::fields},
};

const Subsection* find_subsection(std::uint8_t id) {
  const auto has_id = [id](const Subsection& subsection) { return subsection.id == id; };
  const auto found = std::find_if(std::begin(subsections), std::end(subsections), has_id);
  return found == std::end(subsections) ? nullptr : &*found;
}

// Leaves names out whose indices are beyond `bounds`, if there are any.
class NamesDecoder {
 public:
  explicit NamesDecoder(Reader in, NameBounds* bounds, DecodeObserver* observer = nullptr, Extent extent = Extent::all)
      : in_(in), bounds_(bounds), observer_(observer), extent_(extent) {}

  Names decode() {
    int last = -1;
    while (!in_.at_end()) {
      const Pos pos = in_.pos();
      const std::uint8_t id = in_.byte();
      require(id > last, pos, "malformed name section: unexpected subsection");
      const Subsection* const subsection = find_subsection(id);
      const bool is_taken = takes(id, subsection);
      require(subsection || id == module_subsection || !is_taken, pos, "malformed name section: unknown subsection");
      last = id;
      Reader rest = in_.take(in_.length());
      if (!is_taken) continue;
      std::swap(in_, rest);
      if (observer_) observer_->enter_names({pos, in_.pos()}, subsection ? subsection->title : "module");
      decode_subsection(subsection);
      require(in_.at_end(), in_.pos(), "malformed name section: subsection size mismatch");
      if (observer_) observer_->leave();
      std::swap(in_, rest);
    }
    return std::move(names_);
  }

  // Where the first name is that was left out, and how many were.
  std::optional<Error> left_out() const {
    if (left_out_ == 0) return std::nullopt;
    const std::string others = left_out_ == 1 ? "" : concat(", and ", left_out_ - 1, " more");
    return Invalid(first_pos_, concat("names of what does not exist: ", first_left_out_, others));
  }

 private:
  bool takes(std::uint8_t id, const Subsection* subsection) const {
    if (extent_ != Extent::linking || id == module_subsection) return true;
    const bool is_linked =
        subsection && (subsection->space == IndexSpace::module || subsection->space == IndexSpace::instance ||
                       subsection->space == IndexSpace::type);
    return is_linked && subsection->map;
  }

  // Null stands for the module's name.
  void decode_subsection(const Subsection* subsection) {
    if (!subsection) {
      const Pos pos = in_.pos();
      names_.module = in_.name();
      if (observer_) observer_->name({pos, in_.pos()}, 0, names_.module);
    } else if (subsection->map) {
      subsection->map(names_) = decode_map(*subsection, bound_on(*subsection));
    } else {
      decode_indirect_map(*subsection, subsection->indirect(names_));
    }
  }

  std::uint32_t decode_count(const char* what) {
    const Pos pos = in_.pos();
    const std::uint32_t count = in_.length();
    if (observer_) observer_->count({pos, in_.pos()}, count, what);
    return count;
  }

  // An index, greater than those before it.
  Index next_index(std::int64_t& last) {
    const Pos pos = in_.pos();
    const Index index = in_.u32();
    require(index > last, pos, "malformed name section: unexpected index");
    last = index;
    return index;
  }

  // On the indices of a space.
  std::uint64_t bound_on(const Subsection& subsection) const {
    return bounds_ ? bounds_->definitions(subsection.space) : UINT64_MAX;
  }

  bool fits(Pos pos, Index index, std::uint64_t bound, const char* noun) {
    if (index < bound) return true;
    if (left_out_++ > 0) return false;
    first_pos_ = pos;
    first_left_out_ = concat(noun, ' ', index);
    return false;
  }

  NameMap decode_map(const Subsection& subsection, std::uint64_t bound) {
    NameMap result;
    std::int64_t last = -1;
    for (std::uint32_t count = decode_count("names"); count > 0; --count) {
      const Pos pos = in_.pos();
      const Index index = next_index(last);
      Name name = in_.name();
      if (observer_) observer_->name({pos, in_.pos()}, index, name);
      if (fits(pos, index, bound, subsection.noun)) result.append(index, std::move(name));
    }
    return result;
  }

  void decode_indirect_map(const Subsection& subsection, IndirectNameMap& maps) {
    std::int64_t last = -1;
    for (std::uint32_t count = decode_count("lists of names"); count > 0; --count) {
      const Pos pos = in_.pos();
      const Index index = next_index(last);
      if (observer_) observer_->number({pos, in_.pos()}, "of", index);
      const bool has_parent = fits(pos, index, bound_on(subsection), describe(subsection.space));
      // What nothing has counts once, not for each of its names.
      const std::uint64_t bound = bounds_ && has_parent ? (bounds_->*subsection.bound)(index) : UINT64_MAX;
      const std::uint64_t left_out = left_out_;
      NameMap names = decode_map(subsection, bound);
      const bool are_all_left_out = names.empty() && left_out_ > left_out;
      if (has_parent && !are_all_left_out) maps.emplace_hint(maps.end(), index, std::move(names));
    }
  }

  Reader in_;
  NameBounds* bounds_;
  DecodeObserver* observer_;
  Extent extent_;
  Names names_;
  std::uint64_t left_out_ = 0;
  Pos first_pos_ = no_pos;
  std::string first_left_out_;
};

// What one section says about the functions of a module.
class HintsDecoder {
 public:
  HintsDecoder(Reader in, Module& module) : in_(in), module_(module), first_(first_defined_func(module)) {}

  void decode() {
    decltype(module_.branch_hints) hints;
    std::int64_t last = -1;
    for (std::uint32_t count = in_.length(); count > 0; --count) {
      const Pos pos = in_.pos();
      const Index func = in_.u32();
      require(func > last, pos, "@metadata.code.branch_hint section: unexpected function");
      require(func >= first_ && func - first_ < module_.funcs.size(), pos,
              "@metadata.code.branch_hint section: unknown function");
      last = func;
      hints.emplace(func - first_, decode_func(module_.funcs[func - first_]));
    }
    require(in_.at_end(), in_.pos(), "@metadata.code.branch_hint section: size mismatch");
    module_.branch_hints = std::move(hints);
  }

 private:
  std::vector<BranchHint> decode_func(const Func& func) {
    std::vector<BranchHint> result;
    auto next = func.body.begin();
    std::uint32_t index = 0;  // of `next`
    for (std::uint32_t count = in_.length(); count > 0; --count) {
      const Pos pos = in_.pos();
      const std::uint64_t target = std::uint64_t{func.at.pos} + in_.u32();
      require(in_.u32() == 1, pos, "@metadata.code.branch_hint section: invalid size");
      const std::uint8_t value = in_.byte();
      require(value <= 1, pos, "@metadata.code.branch_hint section: invalid value");
      for (; next != func.body.end() && (*next).pos < target; ++next) ++index;
      const bool fits = next != func.body.end() && (*next).pos == target && is_hinted((*next).op);
      if (!fits) throw Invalid(pos, "@metadata.code.branch_hint annotation: invalid target");
      result.push_back({index++, value == 1});
      ++next;
    }
    return result;
  }

  Reader in_;
  Module& module_;
  Index first_;
};

// A reader of a section's content, whose positions are those of the file.
Reader reader_of(const CustomSection& custom, std::string_view file) {
  Reader in(file);
  in.take(custom.at.pos);
  in.name();
  return in.take(custom.bytes.size());
}

// Whether nothing but custom sections follows.
bool is_at_end(const Module& module, const CustomSection& custom, std::uint8_t last) {
  return custom.after == last && custom.after_definitions == module.definitions.size();
}

// The first one counts.
void note(Module& module, const Error& error) {
  if (module.custom_error) return;
  module.custom_error = error;
  module.custom_error->in_source(module.source);
}

void decode_names(Module& module, const Reader& in, const ImplementationLimits& limits, Extent extent) {
  NameBounds bounds(module, limits, extent);
  NamesDecoder decoder(in, &bounds, nullptr, extent);
  module.names = decoder.decode();
  if (extent == Extent::declarations || extent == Extent::linking) module.names.labels.clear();
  if (const auto left_out = decoder.left_out()) note(module, *left_out);
}

void encode_map(Writer& out, const NameMap& names) {
  out.vec(names, [](Writer& w, const auto& entry) {
    w.u32(entry.first);
    w.name(entry.second);
  });
}

void encode_indirect_map(Writer& out, const IndirectNameMap& maps) {
  out.u32(static_cast<std::uint32_t>(maps.size()));
  for (const auto& [index, names] : maps) {
    out.u32(index);
    encode_map(out, names);
  }
}

Bytes encode_subsection(const Names& names, const Subsection& subsection) {
  Writer content;
  auto& all = const_cast<Names&>(names);
  if (subsection.map) {
    const NameMap& map = subsection.map(all);
    if (!map.empty()) encode_map(content, map);
  } else if (const IndirectNameMap& maps = subsection.indirect(all); !maps.empty()) {
    encode_indirect_map(content, maps);
  }
  return content.take();
}

Bytes encode_module_name(const Names& names) {
  Writer content;
  if (!names.module.empty()) content.name(names.module);
  return content.take();
}

}  // namespace

void decode_known_customs(Module& module, std::string_view file, std::uint8_t last, const ImplementationLimits& limits,
                          Extent extent) {
  const bool has_code = extent == Extent::all;
  std::set<std::string_view> read;
  bool has_hints = false;
  for (std::size_t i = 0; i < module.customs.size(); ++i) {
    const CustomSection& custom = module.customs[i];
    const bool is_names = custom.name == name_section;
    if (!is_names && (custom.name != branch_hint_section || extent == Extent::linking)) continue;
    try {
      const std::string_view name = is_names ? name_section : branch_hint_section;
      require(read.count(name) == 0, custom.at.pos, "unexpected custom section: repeated");
      const Reader in = reader_of(custom, file);
      if (is_names) {
        require(is_at_end(module, custom, last), custom.at.pos, "unexpected custom section: names not at the end");
        decode_names(module, in, limits, extent);
      } else {
        if (extent == Extent::unchecked) throw UncheckedCode();
        if (has_code) HintsDecoder(in, module).decode();
        has_hints = has_code ? !module.branch_hints.empty() : in.peek() > 0;
      }
      read.insert(name);
      if (is_names || has_hints) module.customs[i].bytes = {};
    } catch (const Error& error) {
      note(module, error);
    }
  }
  drop_usual_markers(module, has_hints);
}

constexpr std::string_view preamble("\0asm\1\0\0\0", 8);

Names find_names(std::string_view file, Pos begin, Pos end) {
  try {
    Reader in(file.substr(0, end));
    in.take(begin);
    in.bytes(preamble.size());
    while (!in.at_end()) {
      const bool is_custom = in.byte() == 0;
      Reader content = in.take(in.length());
      if (is_custom && content.name() == name_section) return NamesDecoder(content, nullptr).decode();
    }
  } catch (const Error&) {
  }
  return {};
}

void observe_names(const CustomSection& custom, std::string_view file, DecodeObserver& observer) {
  NamesDecoder(reader_of(custom, file), nullptr, &observer).decode();
}

Bytes encode_names(const Names& names) {
  std::map<std::uint8_t, Bytes> contents{{module_subsection, encode_module_name(names)}};
  for (const Subsection& subsection : subsections) contents[subsection.id] = encode_subsection(names, subsection);
  Writer out;
  for (const auto& [id, content] : contents) {
    if (content.empty()) continue;
    out.byte(id);
    out.sized(content);
  }
  return out.take();
}

namespace {

using Subsections = std::map<std::uint8_t, std::string_view>;

// With their ids and sizes.
Subsections subsections_of(std::string_view content) {
  Subsections result;
  Reader in(content);
  while (!in.at_end()) {
    const std::size_t begin = in.pos();
    const std::uint8_t id = in.byte();
    in.bytes(in.length());
    result[id] = content.substr(begin, in.pos() - begin);
  }
  return result;
}

}  // namespace

Bytes encode_names(const Names& names, const Names& read, std::string_view content) {
  const Bytes was = encode_names(read), is = encode_names(names);
  const auto view = [](const Bytes& bytes) {
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  const Subsections before = subsections_of(view(was)), after = subsections_of(view(is));
  Subsections result = subsections_of(content);
  for (const auto& [id, bytes] : before) {
    if (after.count(id) == 0) result.erase(id);
  }
  for (const auto& [id, bytes] : after) {
    const auto old = before.find(id);
    if (old == before.end() || old->second != bytes) result[id] = bytes;
  }
  Writer out;
  for (const auto& [id, bytes] : result) out.bytes(bytes);
  return out.take();
}

Bytes encode_branch_hints(const Module& module, const std::vector<InstrOffsets>& offsets) {
  Writer out;
  out.name(branch_hint_section);
  out.u32(static_cast<std::uint32_t>(module.branch_hints.size()));
  const Index first = first_defined_func(module);
  auto offset = offsets.begin();
  for (const auto& [func, hints] : module.branch_hints) {
    out.u32(first + static_cast<Index>(func));
    out.vec(hints, [&](Writer& w, const BranchHint& hint) {
      w.u32((*offset)[hint.instr]);
      w.u32(1);
      w.byte(hint.likely ? 1 : 0);
    });
    ++offset;
  }
  return out.take();
}

Index first_defined_func(const Module& module) { return first_own(module)[IndexSpace::func]; }

}  // namespace modlink::binary
