// Proposals that are out of scope.
#include "wast/syntax/other_proposals.h"

#include <algorithm>
#include <iterator>

#include "wast/syntax/concat.h"

namespace modlink {

namespace {

constexpr std::string_view stack_switching = "stack-switching";
constexpr std::string_view custom_descriptors = "custom-descriptors";

struct OtherInstr {
  std::uint8_t prefix;
  std::uint32_t first_code;
  std::uint32_t last_code;
  std::string_view proposal;
};
constexpr OtherInstr other_instrs[] = {{0x00, 0xe0, 0xe6, stack_switching}, {0xfb, 0x20, 0x26, custom_descriptors}};

struct OtherType {
  std::uint8_t byte;
  std::string_view proposal;
};
constexpr OtherType other_types[] = {{0x5d, stack_switching},    {0x68, stack_switching},
                                     {0x75, stack_switching},    {0x4c, custom_descriptors},
                                     {0x4d, custom_descriptors}, {0x62, custom_descriptors}};

struct OtherKeyword {
  std::string_view keyword;
  std::string_view proposal;
};
constexpr OtherKeyword other_keywords[] = {
    {"cont", stack_switching},
    {"contref", stack_switching},
    {"nocont", stack_switching},
    {"nullcontref", stack_switching},
    {"cont.new", stack_switching},
    {"cont.bind", stack_switching},
    {"suspend", stack_switching},
    {"resume", stack_switching},
    {"resume_throw", stack_switching},
    {"resume_throw_ref", stack_switching},
    {"switch", stack_switching},
    {"exact", custom_descriptors},
    {"descriptor", custom_descriptors},
    {"describes", custom_descriptors},
    {"struct.new_desc", custom_descriptors},
    {"struct.new_default_desc", custom_descriptors},
    {"ref.get_desc", custom_descriptors},
    {"ref.cast_desc_eq", custom_descriptors},
    {"br_on_cast_desc_eq", custom_descriptors},
    {"br_on_cast_desc_eq_fail", custom_descriptors},
};

std::string note(std::string_view proposal) { return concat(": the proposal ", proposal, " is out of scope"); }

// Of the first row that `is_it` accepts.
template <class Rows, class Predicate>
std::string note_on(const Rows& rows, Predicate is_it) {
  const auto found = std::find_if(std::begin(rows), std::end(rows), is_it);
  return found == std::end(rows) ? "" : note(found->proposal);
}

}  // namespace

std::string note_on_opcode(std::uint8_t prefix, std::uint32_t code) {
  return note_on(other_instrs, [&](const OtherInstr& row) {
    return row.prefix == prefix && row.first_code <= code && code <= row.last_code;
  });
}

std::string note_on_type(std::uint8_t byte) {
  return note_on(other_types, [byte](const OtherType& row) { return row.byte == byte; });
}

// Of functions with exact types.
std::string note_on_import_kind(int byte) { return byte == 0x20 ? note(custom_descriptors) : ""; }

std::string note_on_keyword(std::string_view keyword) {
  if (keyword == "component") return concat(": this is ", component_format);
  return note_on(other_keywords, [keyword](const OtherKeyword& row) { return row.keyword == keyword; });
}

}  // namespace modlink
