// What the bytes say that a module was read from. spec: binary/modules, Sections
//
// Who encodes a module that was changed in places wants the bytes of all else as they were: other sections, hashes and
// signatures speak of them, and an encoder can write one thing in several ways. Nobody who changes modules has to note
// that down: the bytes are decoded again and compared.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "wast/binary/section_parts.h"
#include "wast/syntax/module.h"

namespace modlink::binary {

class Original {
 public:
  // nullopt unless the module, as it may be now, was read from a binary.
  static std::optional<Original> of(const Module& module);

  // Whether nothing was changed, in nested modules either.
  bool is_all_of(const Module& now) const;
  std::string_view bytes() const { return bytes_; }

  // The section of initial definitions of which the first is that at `first`, as it lies there, and how many there are;
  // empty if there is none, or if not all of them follow unchanged in `now`.
  struct Run {
    std::string_view bytes;
    std::size_t count = 0;
  };
  Run run(const Module& now, std::size_t first) const;
  // A section as it lies there, if `now` still has in it what it had; empty otherwise, or if it had none. One that is
  // neither initial nor custom.
  std::string_view section(const Module& now, Section section) const;
  // A custom section that was not looked into; empty if it comes from elsewhere.
  std::string_view custom(const CustomSection& custom) const;
  // Those of names and branch hints, likewise.
  std::string_view names(const Module& now) const;
  // The content of a section of names, which were changed; of those that were not, as it lies there.
  Bytes changed_names(const Module& now) const;
  std::string_view hints(const Module& now) const;

 private:
  Original(Module module, std::string_view bytes);
  void find_initial_sections();
  void find_unread_sections();
  const SectionPart* find_part(const CustomSection& custom) const;
  std::string_view read_custom(std::string_view name) const;
  bool has_same(const Module& now, Section section) const;

  Module module_;
  std::string_view bytes_;  // of the module's source
  std::vector<SectionPart> parts_;
  std::vector<bool> is_unread_;  // by part: custom sections that the decoder kept as they are
  // By where the first one lies in the source: how many definitions precede a section, how many are in it, and its
  // part.
  struct InitialSection {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t part = 0;
  };
  std::map<Pos, InitialSection> initial_;
};

}  // namespace modlink::binary
