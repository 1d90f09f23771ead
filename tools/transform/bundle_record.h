// What bundling changed in a module, kept in a custom section, so that splitting undoes it to the byte.
// docs/bundle-record.md
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/files/files.h"
#include "wast/syntax/names.h"
#include "wast/syntax/values.h"

namespace modlink::transform {

inline constexpr char record_section[] = "modlink.bundle";

struct BundleRecord {
  struct Child {
    Name file;
    bool has_record = false;  // of the same bundle: others belong to its file
  };
  Name file;                    // of the module; nothing if it is nested, and so named by the one around it
  std::vector<Child> children;  // those of the first modules nested in it
};

// Whether a file of a bundle may be called so: a relative path of plain names, without control characters, that stays
// in its folder and is not deep.
bool is_file_name(std::string_view name);

// The content of the section in a module that was `original` and is `changed`, which has no such section, but has the
// children nested in it. Sections that are in both are not repeated.
Bytes encode_record(const BundleRecord& record, std::string_view original, std::string_view changed);

// Whether a module, which is a binary that the decoder has vouched for, has such a section.
bool has_record(std::string_view bundle);

// The files that a bundle was made of, those of nested modules first. nullopt if its outermost module has no record, or
// one that is malformed or of another version, or if a module has been changed since: all are compared with a hash.
// A file that has a record itself, as it was bundled before, comes back with it. What results is hardly larger than the
// bundle, of which the decoder has vouched.
std::optional<std::vector<cli::NewFile>> restore_files(std::string_view bundle);

}  // namespace modlink::transform
