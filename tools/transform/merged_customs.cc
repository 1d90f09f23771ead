// Custom sections of several modules as one. spec: the tool conventions' producers section, and target features section
// of linking
#include "tools/transform/merged_customs.h"

#include <algorithm>
#include <map>
#include <utility>

#include "wast/binary/reader.h"
#include "wast/binary/writer.h"
#include "wast/syntax/error.h"

namespace modlink::transform {

namespace {

using binary::Reader;
using binary::Writer;

struct Feature {
  std::uint8_t prefix = '+';
  Name name;
};
struct Version {
  Name name;
  Name version;
};
struct Field {
  Name name;
  std::vector<Version> values;
};

Reader reader_of(const KeptBytes& content) {
  return Reader({reinterpret_cast<const char*>(content.data()), content.size()});
}

// All of a vector, and nothing behind it.
template <class Read>
auto read_all(const KeptBytes& content, Read read) {
  Reader in = reader_of(content);
  std::vector<decltype(read(in))> result;
  for (std::uint32_t count = in.length(); count > 0; --count) result.push_back(read(in));
  if (!in.at_end()) throw Malformed(in.pos(), "unexpected content");
  return result;
}

Feature read_feature(Reader& in) {
  const std::uint8_t prefix = in.byte();
  if (prefix != '+' && prefix != '-' && prefix != '=') throw Malformed(in.pos(), "unknown prefix");
  return {prefix, in.name()};
}

Version read_version(Reader& in) {
  Name name = in.name();
  return {std::move(name), in.name()};
}

Field read_field(Reader& in) {
  Field field{in.name(), {}};
  for (std::uint32_t count = in.length(); count > 0; --count) field.values.push_back(read_version(in));
  return field;
}

std::vector<Feature> read_features(const KeptBytes& content) { return read_all(content, read_feature); }
std::vector<Field> read_fields(const KeptBytes& content) { return read_all(content, read_field); }

// The place of an item in the order in which names have come.
class Places {
 public:
  // Whether it is a new one.
  std::pair<std::size_t, bool> of(const Name& name) {
    const auto [it, is_new] = places_.try_emplace(name, places_.size());
    return {it->second, is_new};
  }

 private:
  std::map<Name, std::size_t> places_;
};

struct MergedField {
  Field field;
  Places values;
};

void add(MergedField& to, Field&& field) {
  for (Version& value : field.values) {
    if (to.values.of(value.name).second) to.field.values.push_back(std::move(value));
  }
}

Bytes written(const std::vector<MergedField>& fields) {
  Writer out;
  out.vec(fields, [](Writer& w, const MergedField& item) {
    w.name(item.field.name);
    w.vec(item.field.values, [](Writer& v, const Version& value) {
      v.name(value.name);
      v.name(value.version);
    });
  });
  return out.take();
}

// Where modules differ, one that uses the feature counts; that others have to use it too is no longer said.
std::uint8_t merged_prefix(std::uint8_t a, std::uint8_t b) { return a == b ? a : '+'; }

}  // namespace

bool is_mergeable(const std::string& name, const KeptBytes& content) {
  try {
    if (name == "producers") return read_fields(content), true;
    if (name == "target_features") return read_features(content), true;
  } catch (const Malformed&) {
  }
  return false;
}

Bytes merged_producers(std::span<const KeptBytes> sections) {
  std::vector<MergedField> fields;
  Places places;
  for (const KeptBytes& section : sections) {
    for (Field& field : read_fields(section)) {
      const auto [place, is_new] = places.of(field.name);
      if (is_new) fields.push_back({{field.name, {}}, {}});
      add(fields[place], std::move(field));
    }
  }
  return written(fields);
}

TargetFeatures merged_target_features(std::span<const KeptBytes> sections) {
  std::vector<Feature> features;
  TargetFeatures result;
  Places places;
  for (const KeptBytes& section : sections) {
    for (const Feature& feature : read_features(section)) {
      const auto [place, is_new] = places.of(feature.name);
      if (is_new) features.push_back(feature);
      std::uint8_t& prefix = features[place].prefix;
      if ((prefix == '-') != (feature.prefix == '-')) result.conflicts.push_back(feature.name);
      prefix = merged_prefix(prefix, feature.prefix);
    }
  }
  std::sort(result.conflicts.begin(), result.conflicts.end());
  result.conflicts.erase(std::unique(result.conflicts.begin(), result.conflicts.end()), result.conflicts.end());
  Writer out;
  out.vec(features, [](Writer& w, const Feature& feature) {
    w.byte(feature.prefix);
    w.name(feature.name);
  });
  result.content = out.take();
  return result;
}

}  // namespace modlink::transform
