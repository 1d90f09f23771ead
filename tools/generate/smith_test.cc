#include "tools/generate/smith.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

#include "validator/validate.h"
#include "wast/binary/encode_module.h"
#include "wast/syntax/sections.h"
#include "wast/text/parse_module.h"

namespace modlink::generate {
namespace {

Features all_features() {
  Features features;
  for (std::size_t i = 0; i < feature_count; ++i) features.set(static_cast<Feature>(i), true);
  return features;
}

Module parse(const std::string& text, const Features& features) {
  const auto source = std::make_shared<const Source>("smith.wat", text, Source::Kind::text);
  try {
    return parse_module(source, features, {});
  } catch (const Error& error) {
    ADD_FAILURE() << source->diagnose(error.pos(), error.message());
    return {};
  }
}

void expect_valid(const Module& module, const Features& features) {
  try {
    validate(module, std::make_shared<TypeStore>(), features, {});
  } catch (const Error& error) {
    ADD_FAILURE() << module.source->diagnose(error.pos(), error.message());
  }
}

TEST(smith, is_the_same_for_the_same_choices) {
  EXPECT_EQ(generate_module(Random(7), {}), generate_module(Random(7), {}));
  EXPECT_NE(generate_module(Random(7), {}), generate_module(Random(8), {}));
  EXPECT_EQ(generate_module(Random("", 7), {}), generate_module(Random(7), {}));
  EXPECT_NE(generate_module(Random("abc", 7), {}), generate_module(Random(7), {}));
}

TEST(smith, keeps_to_features) {
  Random random(1);
  for (std::uint64_t seed = 0; seed < 40 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    SmithOptions options;
    for (std::size_t i = 1; i < feature_count; ++i) {
      options.features.set(static_cast<Feature>(i), seed > 4 && random.chance(60));
    }
    expect_valid(parse(generate_module(Random(seed), options), options.features), options.features);
  }
}

// Module linking and what it needs are not among the features that a swarm goes without.
TEST(smith, graphs_are_graphs_with_a_part_of_the_features) {
  SmithOptions options;
  options.graph = options.swarm = true;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    const std::string text = generate_module(Random(seed), options);
    expect_valid(parse(text, options.features), options.features);
    EXPECT_NE(text.find("(module", 1), text.npos);
    EXPECT_NE(text.find("(instance $"), text.npos);
  }
  options.features.set(Feature::multi_memory, false);
  EXPECT_EQ(generate_module(Random(1), options).find("(module", 1), std::string::npos);
}

TEST(smith, nests_no_deeper_than_limits_say) {
  SmithOptions options;
  options.graph = true;
  options.limits.module_nesting = 2;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto source =
        std::make_shared<const Source>("smith.wat", generate_module(Random(seed), options), Source::Kind::text);
    EXPECT_NO_THROW(parse_module(source, options.features, options.limits)) << seed;
  }
  options.limits.instances = 0;
  EXPECT_EQ(generate_module(Random(1), options).find("(module", 1), std::string::npos);
}

// Types that extend others, and have objects of these as fields, once made objects in objects without end.
TEST(smith, objects_in_objects_end) {
  SmithOptions options;
  options.graph = true;
  for (const std::uint64_t seed : {20261693, 22149}) {
    const std::string text = generate_module(Random(seed), options);
    expect_valid(parse(text, options.features), options.features);
    EXPECT_LT(text.size(), 200'000u) << seed;
  }
}

// What occurs in modules.
struct Found {
  std::set<Opcode> opcodes;
  std::set<Section> sections;
  std::set<ExternKind> imports, two_level_imports, exports, aliases, outer_aliases, arguments;
  std::set<std::string> definitions;

  void add(const Expr& expr) {
    for (const Instr& instr : expr) opcodes.insert(instr.op);
  }
  void add(const Module& module);
  void add(const TypeDef& def) {
    if (const auto* rec = std::get_if<RecType>(&def.def)) {
      for (const SubType& type : rec->sub_types) {
        definitions.insert(type.supers.empty() ? "type" : "subtype");
        definitions.insert(std::array{"func", "struct", "array"}[type.comp.index()]);
      }
      if (rec->sub_types.size() > 1) definitions.insert("rec");
      return;
    }
    const LinkingType& type = *std::get<Nested<LinkingType>>(def.def);
    definitions.insert(type.kind == LinkingType::Kind::module ? "module type" : "instance type");
  }
  void add(const Import& import) { (import.module ? two_level_imports : imports).insert(kind_of(import.desc)); }
  void add(const Alias& alias) {
    const bool is_outer = std::holds_alternative<OuterAlias>(alias.target);
    (is_outer ? outer_aliases : aliases).insert(kind_of(alias));
  }
  void add(const NestedModule& nested) { add(*nested.module); }
  void add(const Instance& instance) {
    for (const InstantiateArg& arg : instance.args) arguments.insert(arg.kind);
  }
};

void Found::add(const Module& module) {
  for (const Definition& definition : module.definitions) {
    std::visit([&](const auto& each) { add(each); }, definition);
  }
  for (const Func& func : module.funcs) add(func.body);
  for (const Table& table : module.tables) {
    if (table.init) add(*table.init);
    definitions.insert(table.type.addr == AddrType::i64 ? "table of 64 bits" : "table");
  }
  for (const Memory& memory : module.memories) {
    definitions.insert(memory.type.addr == AddrType::i64 ? "memory of 64 bits" : "memory");
    if (memory.type.shared) definitions.insert("shared memory");
    if (memory.type.page_size_log2 != 16) definitions.insert("memory of small pages");
  }
  for (const Global& global : module.globals) add(global.init);
  for (const ElemSegment& elem : module.elems) {
    const bool is_list = std::holds_alternative<FuncIndices>(elem.init);
    const char* const mode = std::array{"passive", "active", "declarative"}[static_cast<std::size_t>(elem.mode)];
    definitions.insert(std::string(mode) + (is_list ? " functions" : " expressions"));
  }
  for (const DataSegment& data : module.datas)
    definitions.insert(data.mode == SegmentMode::active ? "active data" : "passive data");
  for (const Export& each : module.exports) exports.insert(each.kind);
  if (!module.tags.empty()) definitions.insert("tag");
  if (module.start) definitions.insert("start");
  if (!module.customs.empty()) definitions.insert("custom");
}

// Of the outermost module of a binary.
void add_sections(const Bytes& bytes, std::set<Section>& sections) {
  std::size_t at = 8;
  while (at < bytes.size()) {
    sections.insert(*find_section(bytes[at++]));
    std::size_t size = 0;
    for (unsigned shift = 0;; shift += 7) {
      size |= std::size_t{bytes[at] & 0x7fu} << shift;
      if (!(bytes[at++] & 0x80)) break;
    }
    at += size;
  }
}

TEST(smith, has_all_that_there_is_and_is_valid) {
  SmithOptions options;
  options.features = all_features();
  Found found;
  for (std::uint64_t seed = 0; seed < 120 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    options.graph = seed % 8 == 0;
    options.swarm = seed % 8 == 1;
    options.deterministic = seed % 8 == 2;
    const Module module = parse(generate_module(Random(seed), options), options.features);
    expect_valid(module, options.features);
    found.add(module);
    add_sections(encode_module(module), found.sections);
  }
  for (std::size_t i = 0; i < opcode_count; ++i) {
    const auto op = static_cast<Opcode>(i);
    EXPECT_EQ(found.opcodes.count(op), 1u) << info(op).mnemonic;
  }
  for (const Section section : late_sections)
    EXPECT_EQ(found.sections.count(section), 1u) << static_cast<unsigned>(section);
  for (const Section section :
       {Section::custom, Section::type, Section::import, Section::alias, Section::module, Section::instance}) {
    EXPECT_EQ(found.sections.count(section), 1u) << static_cast<unsigned>(section);
  }
  using K = ExternKind;
  const std::set<K> all = {K::func, K::table, K::memory, K::global, K::tag, K::module, K::instance};
  EXPECT_EQ(found.imports, all);
  EXPECT_EQ(found.exports, all);
  EXPECT_EQ(found.aliases, all);
  EXPECT_EQ(found.arguments, all);
  EXPECT_EQ(found.outer_aliases, (std::set<K>{K::type, K::module}));
  EXPECT_EQ(found.two_level_imports, all);
  EXPECT_EQ(found.definitions, (std::set<std::string>{"active data",
                                                      "active expressions",
                                                      "active functions",
                                                      "array",
                                                      "custom",
                                                      "declarative functions",
                                                      "func",
                                                      "instance type",
                                                      "memory",
                                                      "memory of 64 bits",
                                                      "memory of small pages",
                                                      "module type",
                                                      "passive data",
                                                      "passive expressions",
                                                      "passive functions",
                                                      "rec",
                                                      "shared memory",
                                                      "start",
                                                      "struct",
                                                      "subtype",
                                                      "table",
                                                      "table of 64 bits",
                                                      "tag",
                                                      "type"}));
}

}  // namespace
}  // namespace modlink::generate
