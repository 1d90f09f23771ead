// What bundling changed in a module. docs/bundle-record.md
#include "tools/transform/bundle_record.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "tools/files/stale_customs.h"
#include "tools/transform/content_hash.h"
#include "wast/binary/reader.h"
#include "wast/binary/section_parts.h"
#include "wast/binary/writer.h"
#include "wast/syntax/error.h"
#include "wast/syntax/identifiers.h"
#include "wast/syntax/stack.h"
#include "wast/syntax/utf8.h"

namespace modlink::transform {

namespace {

using binary::SectionPart;

constexpr std::uint32_t version = 3;
constexpr std::string_view preamble("\0asm\1\0\0\0", 8);

Name name_of(const SectionPart& part) {
  return part.section == Section::custom ? binary::Reader(part.content).name() : Name();
}

bool is_record(const SectionPart& part) { return name_of(part) == record_section; }

// Records do not count, and neither do sections that may be left out when the bundle is written.
std::vector<SectionPart> counted_parts(std::string_view module) {
  std::vector<SectionPart> parts = binary::section_parts(module);
  std::erase_if(parts, [](const SectionPart& part) { return is_record(part) || cli::may_be_stale(name_of(part)); });
  return parts;
}

std::optional<std::string_view> find_record(std::string_view module) {
  for (const SectionPart& part : binary::section_parts(module)) {
    if (!is_record(part)) continue;
    binary::Reader in(part.content);
    in.name();
    return in.rest();
  }
  return std::nullopt;
}

std::vector<std::string_view> nested_modules(std::string_view module) {
  std::vector<std::string_view> result;
  for (const SectionPart& part : counted_parts(module)) {
    if (part.section != Section::module) continue;
    binary::Reader in(part.content);
    for (std::uint32_t count = in.u32(); count > 0; --count) result.push_back(in.bytes(in.length()));
  }
  return result;
}

// Where each section of the changed module is.
std::unordered_map<std::string_view, std::uint32_t> numbers_of(const std::vector<SectionPart>& parts) {
  std::unordered_map<std::string_view, std::uint32_t> result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    result.emplace(parts[i].whole, static_cast<std::uint32_t>(i));
  }
  return result;
}

class Restorer {
 public:
  explicit Restorer(std::size_t bundle_size) : left_(bundle_size) {}

  // Throws Malformed.
  void restore(std::string_view module) {
    if (!find_record(module)) throw Malformed(no_pos, "no record");
    restore_changed(module, {});
    require_no_folders();
  }

  std::vector<cli::NewFile> files;

 private:
  void restore(std::string_view module, const Name& file, std::uint64_t unchanged) {
    if (unchanged == 0 && find_record(module)) return restore_changed(module, file);
    if (hash_of(module) != unchanged) throw Malformed(no_pos, "changed since");
    add(file, std::string(module));
  }

  // `file` is empty for the outermost module. Recursive: nesting is limited.
  void restore_changed(std::string_view module, const Name& file) {
    require_stack();
    binary::Reader in(*find_record(module));
    if (in.u32() != version) throw Malformed(no_pos, "another version");
    const Name own = in.name();
    const std::vector<std::string_view> nested = nested_modules(module);
    const std::uint32_t children = in.u32();
    if (children > nested.size()) throw Malformed(no_pos, "modules are missing");
    for (std::uint32_t i = 0; i < children; ++i) {
      const Name child = in.name();
      if (child.empty()) throw Malformed(no_pos, "a file cannot be called so");
      restore(nested[i], child, in.u64());
    }
    add(file.empty() ? own : file, content_of(counted_parts(module), in));
  }

  // Files cannot be called as the folders of others are.
  void require_no_folders() const {
    for (const Name& name : names_) {
      for (std::size_t slash = name.find('/'); slash != Name::npos; slash = name.find('/', slash + 1)) {
        if (names_.count(name.substr(0, slash)) != 0)
          throw Malformed(no_pos, "a file and a folder are called the same");
      }
    }
  }

  void add(const Name& name, std::string content) {
    const bool is_good = is_file_name(name) && names_.insert(name).second;
    if (!is_good) throw Malformed(no_pos, "a file cannot be called so");
    // All bytes of the bundle go into one file at most.
    if (content.size() > left_ + preamble.size()) throw Malformed(no_pos, "too large");
    left_ -= std::min(left_, content.size());
    files.push_back({name, std::move(content)});
  }

  static std::string content_of(const std::vector<SectionPart>& parts, binary::Reader& in) {
    std::vector<bool> used(parts.size());
    std::string result(preamble);
    const std::uint64_t hash = in.u64();
    for (std::uint32_t pieces = in.u32(); pieces > 0; --pieces) {
      if (in.byte() == 0) {
        result += in.bytes(in.length());
        continue;
      }
      const std::uint32_t part = in.u32();
      if (part >= parts.size() || used[part]) throw Malformed(no_pos, "no such section");
      used[part] = true;
      result += parts[part].whole;
    }
    if (hash_of(result) != hash) throw Malformed(no_pos, "changed since");
    return result;
  }

  std::size_t left_;
  std::set<Name> names_;
};

bool is_plain(std::string_view name) {
  for (; !name.empty(); name.remove_prefix(utf8_length(name))) {
    if (control_length(name) != 0 || name[0] == '\\') return false;
  }
  return true;
}

}  // namespace

bool is_file_name(std::string_view name) {
  constexpr std::ptrdiff_t most_folders = 16;
  constexpr std::size_t most_bytes = 255;  // as file systems have it, of each part
  if (name.empty() || name.size() > 1000 || !is_plain(name)) return false;
  if (std::count(name.begin(), name.end(), '/') > most_folders) return false;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('/', begin), name.size());
    if (end == begin || end - begin > most_bytes || name[begin] == '.' || name[begin] == '-') return false;
    begin = end + 1;
  }
  return true;
}

Bytes encode_record(const BundleRecord& record, std::string_view original, std::string_view changed) {
  const std::vector<SectionPart> parts = counted_parts(changed);
  auto numbers = numbers_of(parts);
  binary::Writer out;
  out.u32(version);
  out.name(record.file);
  const std::vector<std::string_view> nested = nested_modules(changed);
  std::size_t child = 0;
  out.vec(record.children, [&](binary::Writer& w, const BundleRecord::Child& file) {
    const std::string_view module = nested[child++];
    w.name(file.file);
    w.u64(file.has_record ? 0 : hash_of(module));
  });
  out.u64(hash_of(original));
  out.vec(binary::section_parts(original), [&](binary::Writer& w, const SectionPart& part) {
    const auto found = numbers.find(part.whole);
    w.byte(found == numbers.end() ? 0 : 1);
    if (found == numbers.end()) {
      w.sized({reinterpret_cast<const std::uint8_t*>(part.whole.data()), part.whole.size()});
    } else {
      w.u32(found->second);
      numbers.erase(found);
    }
  });
  return out.take();
}

bool has_record(std::string_view bundle) { return find_record(bundle).has_value(); }

std::optional<std::vector<cli::NewFile>> restore_files(std::string_view bundle) {
  try {
    Restorer restorer(bundle.size());
    restorer.restore(bundle);
    return std::move(restorer.files);
  } catch (const Malformed&) {
    return std::nullopt;
  }
}

}  // namespace modlink::transform
