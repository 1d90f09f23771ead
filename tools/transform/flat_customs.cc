// The custom sections of the flat module. spec: appendix/custom; the tool conventions' producers section, target
// features section and DWARF for WebAssembly
#include "tools/transform/flat_customs.h"

#include <algorithm>

#include "tools/transform/merged_customs.h"
#include "wast/binary/names.h"
#include "wast/syntax/definitions.h"
#include "wast/syntax/sections.h"

namespace modlink::transform {

namespace {

bool begins_with_any(const std::string& name, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return name.compare(0, prefix.size(), prefix) == 0; });
}

// Sections that are about offsets of the code and nothing else, or say by what such a section is found.
bool is_debug_info(const std::string& name) {
  return name == "build_id" || begins_with_any(name, {".debug_", "external_debug_info"});
}

// Sections that name definitions by their indices. Names stand in one if it is malformed, or not the first one.
bool has_indices(const std::string& name) {
  return name == binary::name_section || begins_with_any(name, {"reloc.", "linking", "metadata.code."});
}

// Sections that are about offsets of the code, or about indices, as far as is known.
bool depends_on_layout(const std::string& name) {
  return is_debug_info(name) || has_indices(name) || begins_with_any(name, {"dylink", "sourceMappingURL"});
}

// A module that nests none stays as it is written.
bool is_alone(const ValidModule& root) { return steps_of<InstanceStep>(root.steps).empty(); }

// A section that says where names or branch hints stand, which are kept apart.
bool is_marker(const CustomSection& custom) {
  return custom.bytes.empty() && (custom.name == binary::name_section || custom.name == binary::branch_hint_section);
}

// How many types come before all other definitions.
Index leading_types(const Module& module) {
  const auto is_other = [](const Definition& definition) { return type_count(definition) == 0; };
  const auto& definitions = module.definitions;
  return static_cast<Index>(std::find_if(definitions.begin(), definitions.end(), is_other) - definitions.begin());
}

class CustomWriter {
 public:
  explicit CustomWriter(FlatModule& flat)
      : flat_(flat), is_alone_(is_alone(flat.root)), debugged_(only_debugged(flat)) {}

  void write(const ValidModule& code);
  void write_merged();

 private:
  void add(const ValidModule& code, Index leading_types, CustomSection custom);
  void add_last(const char* name, Bytes content);

  FlatModule& flat_;
  bool is_alone_;
  const ValidModule* debugged_;
  std::vector<KeptBytes> producers_;
  std::vector<KeptBytes> target_features_;
};

// Where sections of the outermost module stood between its definitions, they come after the types if nothing else was
// before them, otherwise after the imports; those of nested modules come last.
void CustomWriter::add(const ValidModule& code, Index leading_types, CustomSection custom) {
  const bool is_root = &code == &flat_.root;
  if (is_root && is_initial(custom.after)) {
    const bool is_behind_types = custom.after_definitions <= leading_types;
    custom.after = static_cast<std::uint8_t>(is_behind_types ? Section::type : Section::import);
  } else if (!is_root) {
    custom.after = static_cast<std::uint8_t>(Section::data);
  }
  custom.after_definitions = custom.after == 0 ? 0 : UINT32_MAX;
  flat_.module.customs.push_back(std::move(custom));
}

void CustomWriter::write(const ValidModule& code) {
  const Index types_in_front = leading_types(code.module);
  for (const CustomSection& custom : code.module.customs) {
    const bool stays = !depends_on_layout(custom.name) || (&code == debugged_ && is_debug_info(custom.name));
    if (is_alone_) {
      add(code, types_in_front, custom);
    } else if (is_mergeable(custom.name, custom.bytes)) {
      (custom.name == "producers" ? producers_ : target_features_).push_back(custom.bytes);
    } else if (is_marker(custom)) {
      if (&code == &flat_.root && custom.name == binary::name_section) add(code, types_in_front, custom);
    } else if (stays) {
      add(code, types_in_front, custom);
    } else {
      flat_.report.dropped_customs.push_back(custom.name);
    }
  }
}

void CustomWriter::add_last(const char* name, Bytes content) {
  flat_.module.customs.push_back({{}, name, std::move(content), static_cast<std::uint8_t>(Section::data), UINT32_MAX});
}

void CustomWriter::write_merged() {
  if (!producers_.empty()) add_last("producers", merged_producers(producers_));
  if (target_features_.empty()) return;
  TargetFeatures features = merged_target_features(target_features_);
  flat_.report.feature_conflicts = std::move(features.conflicts);
  add_last("target_features", std::move(features.content));
}

}  // namespace

const ValidModule* only_debugged(const FlatModule& flat) {
  const auto is_debugged = [](const ValidModule* code) {
    const auto& customs = code->module.customs;
    return std::any_of(customs.begin(), customs.end(),
                       [](const CustomSection& custom) { return is_debug_info(custom.name); });
  };
  if (is_alone(flat.root)) return nullptr;
  const auto first = std::find_if(flat.codes.begin(), flat.codes.end(), is_debugged);
  if (first == flat.codes.end() || std::any_of(first + 1, flat.codes.end(), is_debugged)) return nullptr;
  return (*first)->module.end == no_pos ? nullptr : *first;
}

void write_customs(FlatModule& flat) {
  CustomWriter writer(flat);
  for (const ValidModule* code : flat.codes) writer.write(*code);
  writer.write_merged();
}

void drop_customs_with_indices(Module& module, FlattenReport& report) {
  std::erase_if(module.customs, [&](const CustomSection& custom) {
    const bool goes = has_indices(custom.name) && !is_marker(custom);
    if (goes) report.dropped_customs.push_back(custom.name);
    return goes;
  });
}

}  // namespace modlink::transform
