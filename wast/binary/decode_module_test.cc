#include "wast/binary/decode_module.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wast/binary/encode_module.h"
#include "wast/binary/test_bytes.h"
#include "wast/syntax/test_instrs.h"

namespace modlink::binary {
namespace {

using test::all_features;
using test::bytes;
using test::decode;
using test::error_of;
using test::join;
using test::module;
using test::section;
using test::sized;
using test::without;
using testing::HasSubstr;
using testing::StartsWith;

std::string error_of_sections(std::initializer_list<Bytes> sections, const Features& features = all_features(),
                              const ImplementationLimits& limits = {}) {
  return error_of(module(join(sections)), features, limits);
}

TEST(decode_module, preamble) {
  EXPECT_EQ(error_of(module()), "");
  EXPECT_EQ(error_of({}), "malformed 0: unexpected end of section or function");
  EXPECT_EQ(error_of(bytes("00 61 73")), "malformed 3: unexpected end of section or function");
  EXPECT_EQ(error_of(bytes("00 61 73 6e 01 00 00 00")), "malformed 0: magic header not detected: found \"\\00asn\"");
  EXPECT_EQ(error_of(bytes("1f 8b 08")), "malformed 0: magic header not detected: this is a gzip file");
  EXPECT_EQ(error_of(bytes("00 61 73 6d 0d 00 01 00")),
            "malformed 4: unknown binary version: this is a component, of the component model");
  EXPECT_EQ(error_of(bytes("00 61 73 6d 0e 00 01 00")), "malformed 4: unknown binary version");
  EXPECT_EQ(error_of(bytes("00 61 73 6d 01 00 00")), "malformed 7: unexpected end of section or function");
}

TEST(decode_module, section_ids) {
  EXPECT_EQ(error_of_sections({section(0x11, "00")}), "malformed 8: malformed section id 11");
  EXPECT_EQ(error_of_sections({section(0xff, "00")}), "malformed 8: malformed section id ff");
  EXPECT_EQ(error_of_sections({section(14, "00")}, without(Feature::module_linking)),
            "malformed 8: malformed section id 0e: needs feature module-linking (--enable module-linking)");
  EXPECT_EQ(error_of_sections({section(13, "00")}, without(Feature::exceptions)),
            "malformed 8: malformed section id 0d: needs feature exceptions (--enable exceptions)");
  EXPECT_EQ(error_of_sections({section(12, "00")}, without(Feature::bulk_memory)),
            "malformed 8: malformed section id 0c: needs feature bulk-memory (--enable bulk-memory)");
}

TEST(decode_module, section_sizes) {
  EXPECT_EQ(error_of_sections({bytes("01 01 00")}), "");
  EXPECT_EQ(error_of_sections({bytes("01 02 00")}), "malformed 11: section size mismatch");
  EXPECT_EQ(error_of_sections({bytes("01 03 00")}), "malformed 9: length out of bounds");
  EXPECT_EQ(error_of_sections({section(1, "01 60 00 00 00")}), "malformed 14: section size mismatch");
  EXPECT_EQ(error_of_sections({bytes("01 01 01 60 00 00")}), "malformed 11: section size mismatch");
  EXPECT_EQ(error_of_sections({section(1, "01 60 00 00"), section(3, "01 00"), bytes("0a 05 01 03 00 0b 00")}),
            "malformed 22: section size mismatch");
}

// Of no entries; function 0 and no data segments in those that are a number.
Bytes empty(std::uint8_t id) { return section(id, "00"); }

// In this order: func, table, memory, tag, global, export, start, elem, data count, code, data.
constexpr std::uint8_t late_sections[] = {3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11};

TEST(decode_module, sections_come_in_order_and_once) {
  Bytes all;
  for (std::uint8_t id : late_sections) all = join({all, empty(id)});
  EXPECT_EQ(error_of(module(all)), "");
  for (std::size_t i = 0; i < std::size(late_sections); ++i) {
    const Bytes here = empty(late_sections[i]);
    EXPECT_EQ(error_of(module(join({here, here}))), "malformed 11: unexpected content after last section");
    if (i == 0) continue;
    EXPECT_EQ(error_of(module(join({here, empty(late_sections[i - 1])}))),
              "malformed 11: unexpected content after last section");
  }
}

TEST(decode_module, without_module_linking_all_sections_come_in_order_and_once) {
  const Features core = without(Feature::module_linking);
  EXPECT_EQ(error_of_sections({empty(1), empty(2), empty(3)}, core), "");
  EXPECT_THAT(error_of_sections({empty(2), empty(1)}, core), HasSubstr("unexpected content after last section"));
  EXPECT_THAT(error_of_sections({empty(1), empty(1)}, core), HasSubstr("unexpected content after last section"));
  EXPECT_THAT(error_of_sections({empty(2), empty(2)}, core), HasSubstr("unexpected content after last section"));
  EXPECT_THAT(error_of_sections({empty(3), empty(2)}, core), HasSubstr("unexpected content after last section"));
}

// D1
TEST(decode_module, initial_sections_come_in_any_order_and_number) {
  EXPECT_EQ(error_of_sections({empty(16), empty(2), empty(1), empty(2), empty(1), empty(16), empty(14), empty(15),
                               empty(14), empty(1), empty(16), empty(3)}),
            "");
  for (std::uint8_t id : {14, 15}) {
    EXPECT_EQ(error_of_sections({empty(id), empty(1), empty(2)}),
              "malformed 14: unexpected content after last section: unexpected section order: import after module or "
              "instance");
  }
  for (std::uint8_t id : {1, 2, 14, 15, 16}) {
    EXPECT_EQ(error_of_sections({empty(3), empty(id)}), "malformed 11: unexpected content after last section");
  }
}

TEST(decode_module, imports_of_one_and_of_two_levels) {
  const Module decoded = decode(module(section(2,
                                               "04"
                                               "01 61 01 62 00 05"      // import "a" "b" (func (type 5))
                                               "01 61 00 ff 03 7f 01"   // import "a" (global (mut i32))
                                               "01 61 00 01 70 00 02"   // import "a" "" (table 2 funcref)
                                               "00 00 ff 04 00 07")));  // import "" (tag (type 7))
  const auto import = [&](std::size_t i) { return std::get<Import>(decoded.definitions.at(i)); };
  EXPECT_EQ(import(0), (Import{{}, "a", "b", FuncDesc{5}, {}}));
  EXPECT_EQ(import(1), (Import{{}, std::nullopt, "a", GlobalType{true, ValKind::i32}, {}}));
  EXPECT_EQ(import(2), (Import{{}, "a", "", TableType{AddrType::i32, {2, {}}, funcref}, {}}));
  EXPECT_EQ(import(3), (Import{{}, std::nullopt, "", TagDesc{7}, {}}));
}

// spec: the compact import section proposal
TEST(decode_module, groups_of_imports) {
  const Bytes sections =
      section(2,
              "03"
              "01 61 00 7f 02 01 62 00 05 01 63 03 7f 01"  // "a": "b" (func (type 5)), "c" (global (mut i32))
              "01 61 00 7e 00 05 02 01 64 01 65"           // "a": "d" and "e" (func (type 5))
              "01 61 01 66 00 05");
  const Module decoded = decode(module(sections));
  ASSERT_EQ(decoded.definitions.size(), 5u);
  const auto import = [&](std::size_t i) { return std::get<Import>(decoded.definitions.at(i)); };
  EXPECT_EQ(import(0), (Import{{}, "a", "b", FuncDesc{5}, {}}));
  EXPECT_EQ(import(1), (Import{{}, "a", "c", GlobalType{true, ValKind::i32}, {}}));
  EXPECT_EQ(import(3), (Import{{}, "a", "e", FuncDesc{5}, {}}));
  EXPECT_EQ(import(4).group.kind, ImportGroup::Kind::none);
  EXPECT_EQ(encode_module(decoded), module(sections));
  EXPECT_EQ(decode(module(section(2, "01 01 61 00 7f 00"))).definitions.size(), 0u);
  EXPECT_EQ(error_of_sections({section(2, "01 01 61 01 62 7f 00")}), "malformed 15: malformed import kind 7f");
  ImplementationLimits limits;
  limits.group_name = 0;
  EXPECT_THAT(error_of_sections({section(2, "01 01 61 00 7f 00")}, all_features(), limits),
              StartsWith("limit 11: too many bytes in the name of a group of imports"));
  EXPECT_EQ(error_of_sections({section(2, "01 01 61 00 7f 00")}, Features()),
            "malformed 14: malformed import kind: needs feature compact-imports (--enable compact-imports)");
}

Module declarations(const Bytes& content) {
  const auto source =
      std::make_shared<const Source>("test", std::string(content.begin(), content.end()), Source::Kind::binary);
  return decode_declarations(source, all_features(), {});
}

// Of malformed and of invalid bodies the locals are read, and whether anything follows.
TEST(decode_declarations, passes_over_what_functions_do) {
  const Bytes type = section(1, "01 60 00 01 7f");
  const Bytes code = join({section(3, "03 00 00 00"), section(10, "03  05 01 02 7e ff ff  02 00 0b  04 00 6a fc 09")});
  const Module inner = declarations(module(join({type, code})));
  ASSERT_EQ(inner.funcs.size(), 3u);
  EXPECT_EQ(inner.funcs[0].locals, (std::vector<LocalRun>{{2, ValKind::i64}}));
  EXPECT_EQ(inner.funcs[0].at.pos, 25u);
  EXPECT_EQ((*inner.funcs[0].body.begin()).op, Opcode::unreachable);
  EXPECT_EQ(inner.funcs[0].body.size(), 2u);
  EXPECT_EQ(inner.funcs[1].body.size(), 1u);
  EXPECT_EQ(inner.funcs[2].type, 0u);
  const Bytes nested = sized(module(join({type, code})));
  const Module outer = declarations(module(section(14, join({{1}, nested}))));
  EXPECT_EQ(std::get<NestedModule>(outer.definitions.at(0)).module->funcs.size(), 3u);
}

// Nor of what is said about it.
TEST(decode_declarations, takes_names_of_locals_and_no_more) {
  const Bytes code = join({section(1, "01 60 00 00"), section(3, "01 00"), section(10, "01 06 01 01 7f 02 40 ff")});
  const Bytes hints =
      section(0, join({sized(bytes("6d657461646174612e636f64652e6272616e63685f68696e74")), bytes("ff")}));
  const Bytes names =
      section(0, join({sized(bytes("6e616d65")), bytes("02 06 01 00 01 00 01 61  03 06 01 00 01 09 01 62")}));
  const Module found = declarations(module(join({code, hints, names})));
  EXPECT_EQ(found.custom_error ? found.custom_error->message() : "", "");
  EXPECT_EQ(found.names.locals.at(0).find(0), "a");
  EXPECT_TRUE(found.names.labels.empty());
  EXPECT_TRUE(found.branch_hints.empty());
}

TEST(decode_declarations, bodies_have_their_sizes) {
  const auto error = [](std::string_view code) {
    try {
      declarations(module(join({section(1, "01 60 00 00"), section(3, "01 00"), section(10, code)})));
      return std::string();
    } catch (const Malformed& malformed) {
      return malformed.message();
    }
  };
  EXPECT_EQ(error("01 03 00 01 0b"), "");
  EXPECT_EQ(error("01 02 00 01 0b"), "section size mismatch");
  EXPECT_EQ(error("01 04 00 01 0b"), "unexpected end of section or function");
  EXPECT_EQ(error("01 01 00"), "unexpected end of section or function");
  EXPECT_EQ(error("01 02 00 01"), "unexpected end of section or function");
  EXPECT_EQ(error("01 02 01 02"), "unexpected end of section or function");
}

Module for_linking(const Bytes& content, const Features& features = all_features()) {
  const auto source =
      std::make_shared<const Source>("test", std::string(content.begin(), content.end()), Source::Kind::binary);
  return decode_for_linking(source, features, {});
}

TEST(decode_for_linking, passes_over_sections_of_code_and_segments) {
  const Bytes content = module(join({section(1, "01 60 00 01 7f"), section(3, "02 00 00"), section(9, "ff"),
                                     section(12, "07"), section(10, "ff ff"), section(11, "ff")}));
  const Module found = for_linking(content);
  EXPECT_EQ(found.extent, Extent::linking);
  ASSERT_EQ(found.funcs.size(), 2u);
  EXPECT_EQ(found.funcs[1].type, 0u);
  EXPECT_TRUE(found.elems.empty());
  EXPECT_TRUE(found.datas.empty());
  EXPECT_EQ(encode_module(found), content);
}

TEST(decode_for_linking, sections_that_were_not_read_stay_where_others_change) {
  const Bytes late =
      join({section(3, "01 00"), section(6, "01 7f 00 41 2a 0b"), section(12, "07"), section(10, "ff ff")});
  const Bytes type = section(1, "81 00 60 00 00");
  Module found = for_linking(module(join({type, section(2, "01 00 01 61 00 00"), late})));
  std::get<Import>(found.definitions.at(1)).name = "b";
  EXPECT_EQ(encode_module(found), module(join({type, section(2, "01 00 01 62 00 00"), late})));
}

TEST(decode_for_linking, initializers_have_opcodes_of_any_feature) {
  Features none;
  for (const Feature feature : available_features()) none.set(feature, false);
  const Module found = for_linking(module(section(6, "01 7f 00 41 2a c0 0b")), none);
  EXPECT_EQ(found.globals.size(), 1u);
  const auto error = [](std::string_view globals) {
    try {
      for_linking(module(section(6, globals)));
      return std::string();
    } catch (const Malformed& malformed) {
      return malformed.message();
    }
  };
  EXPECT_EQ(error("01 7f 00 ff 0b"),
            "illegal opcode ff: an initializer can only be passed over if its opcodes are known");
  EXPECT_EQ(error("01 11 00 41 00 0b"), "malformed value type 11");
}

// Others keep their bytes, whatever is in them.
TEST(decode_for_linking, takes_names_of_what_is_linked) {
  const auto names = [](std::string_view content) {
    return section(0, join({sized(bytes("6e616d65")), bytes(content)}));
  };
  const Bytes code = join({section(1, "01 60 00 00"), section(3, "01 00"), section(10, "01 02 00 0b")});
  Module found = for_linking(module(join({code, names("00 02 01 6d  01 01 ff  04 04 01 00 01 74  09 01 ff  7f 00")})));
  EXPECT_EQ(found.custom_error ? found.custom_error->message() : "", "");
  EXPECT_EQ(found.names.module, "m");
  EXPECT_EQ(found.names[IndexSpace::type].find(0), "t");
  found.names.module = "n";
  EXPECT_EQ(encode_module(found),
            module(join({code, names("00 02 01 6e  01 01 ff  04 04 01 00 01 74  09 01 ff  7f 00")})));
}

TEST(decode_module, import_kinds) {
  EXPECT_EQ(error_of_sections({section(2, "01 01 61 01 62 20 00")}),
            "malformed 15: malformed import kind 20: the proposal custom-descriptors is out of scope");
  EXPECT_EQ(error_of_sections({section(2, "01 01 61 00 ff 05 00")}), "");
  EXPECT_EQ(error_of_sections({section(2, "01 01 61 00 ff 06 00")}), "");
  EXPECT_EQ(error_of_sections({section(2, "01 01 61 00 ff 07 00")}), "malformed 15: malformed import kind 07");
  EXPECT_EQ(error_of_sections({section(2, "01 01 61 80 00 ff 00 00")}), "malformed 15: malformed import kind ff");
  EXPECT_EQ(error_of_sections({section(2, "01 00 00 80")}), "malformed 13: malformed import kind 80");
  EXPECT_EQ(error_of_sections({section(2, "01 00 00 05 00")}, without(Feature::module_linking)),
            "malformed 13: malformed import kind: needs feature module-linking (--enable module-linking)");
  EXPECT_EQ(error_of_sections({section(2, "01 00 00 ff 00 00")}, without(Feature::module_linking)),
            "malformed 13: malformed import kind ff");
  EXPECT_EQ(error_of_sections({section(2, "01 00 00 04 00 00")}, without(Feature::exceptions)),
            "malformed 13: malformed import kind: needs feature exceptions (--enable exceptions)");
  EXPECT_EQ(error_of_sections({section(2, "01 00 00 03 7f 02")}), "malformed 15: malformed mutability");
}

TEST(decode_module, instances) {
  const Module decoded = decode(module(section(15, "01 00 03 02 01 61 05 02 01 62 06 01")));
  const Instance expected{{}, 3, {{{}, "a", ExternKind::module, 2}, {{}, "b", ExternKind::instance, 1}}};
  EXPECT_EQ(std::get<Instance>(decoded.definitions.at(0)), expected);
  EXPECT_EQ(error_of_sections({section(15, "01 01 00 00")}), "malformed 11: malformed instance definition 01");
  EXPECT_EQ(error_of_sections({section(15, "01 00 00 01 01 61 07 00")}), "malformed 16: malformed argument kind 07");
}

TEST(decode_module, aliases) {
  const Module decoded = decode(module(section(16, "03 00 02 00 01 66 01 01 05 04 01 00 07 09")));
  const auto alias = [&](std::size_t i) { return std::get<Alias>(decoded.definitions.at(i)); };
  EXPECT_EQ(alias(0), (Alias{{}, ExportAlias{2, "f", ExternKind::func}}));
  EXPECT_EQ(alias(1), (Alias{{}, OuterAlias{1, 4, ExternKind::module}}));
  EXPECT_EQ(alias(2), (Alias{{}, OuterAlias{0, 9, ExternKind::type}}));
  for (std::uint8_t kind = 0; kind <= 6; ++kind) {
    EXPECT_EQ(error_of_sections({section(16, Bytes{1, 0, 0, kind, 1, 0x66})}), "");
  }
  EXPECT_EQ(error_of_sections({section(16, "01 00 00 07 01 66")}), "malformed 13: malformed alias kind 07");
  EXPECT_EQ(error_of_sections({section(16, "01 01 00 06 00")}), "malformed 13: malformed alias kind 06");
  EXPECT_EQ(error_of_sections({section(16, "01 02 00 05 00")}), "malformed 11: malformed alias target 02");
}

TEST(decode_module, nested_modules_count_offsets_from_the_start_of_the_file) {
  const Bytes inner = module(section(1, "01 40"));
  EXPECT_EQ(error_of_sections({section(14, join({{1}, sized(inner)}))}), "malformed 23: malformed definition type 40");
  const Module decoded = decode(module(section(14, join({{1}, sized(module(section(1, "01 60 00 00")))}))));
  const auto& nested = std::get<NestedModule>(decoded.definitions.at(0));
  EXPECT_EQ(nested.at.pos, 12u);
  EXPECT_EQ(nested.module->at.pos, 12u);
  EXPECT_EQ(nested.visible_types, UINT32_MAX);
  EXPECT_EQ(nested.module->source, decoded.source);
}

TEST(decode_module, nested_modules_end_with_their_size) {
  EXPECT_EQ(error_of_sections({section(14, join({{1, 10}, module()}))}), "malformed 11: length out of bounds");
  EXPECT_EQ(error_of_sections({section(14, join({{1, 7}, module()}))}),
            "malformed 19: unexpected end of section or function");
  EXPECT_EQ(error_of_sections({section(14, join({{1, 8}, bytes("00 00 00 00 01 00 00 00")}))}),
            "malformed 12: magic header not detected: found \"\\00\\00\\00\\00\"");
}

Bytes nested_modules(int levels) {
  Bytes result = module();
  for (int i = 0; i < levels; ++i) result = module(section(14, join({{1}, sized(result)})));
  return result;
}

TEST(decode_module, nesting_is_limited) {
  EXPECT_EQ(error_of(nested_modules(100)), "");
  EXPECT_THAT(error_of(nested_modules(101)), HasSubstr("too many nested modules: 101 exceed the limit of 100"));
  EXPECT_THAT(error_of(nested_modules(1000)), StartsWith("limit "));
}

TEST(decode_module, function_and_code_lengths) {
  const char* const message = "function and code section have inconsistent lengths";
  EXPECT_THAT(error_of_sections({section(3, "01 00")}), HasSubstr(message));
  EXPECT_THAT(error_of_sections({section(10, "01 02 00 0b")}), HasSubstr(message));
  EXPECT_THAT(error_of_sections({section(3, "02 00 00"), section(10, "01 02 00 0b")}), HasSubstr(message));
  EXPECT_THAT(error_of_sections({section(3, "01 00"), section(10, "02 02 00 0b 02 00 0b")}), HasSubstr(message));
}

TEST(decode_module, data_count) {
  const char* const message = "data count and data section have inconsistent lengths";
  EXPECT_EQ(error_of_sections({section(12, "00")}), "");
  EXPECT_THAT(error_of_sections({section(12, "01")}), HasSubstr(message));
  EXPECT_THAT(error_of_sections({section(12, "01"), section(11, "02 01 00 01 00")}), HasSubstr(message));
  EXPECT_EQ(error_of(test::module_of_body("00 fc 09 00 0b")), "malformed 23: data count section required");
  EXPECT_EQ(error_of(test::module_of_body("00 fc 08 00 00 0b")), "malformed 23: data count section required");
}

TEST(decode_module, locals_are_merged) {
  const Module decoded = decode(test::module_of_body("05 01 7f 00 7e 02 7f 01 7e 00 7f 0b"));
  const std::vector<LocalRun> expected = {{3, ValKind::i32}, {1, ValKind::i64}};
  EXPECT_EQ(decoded.funcs.at(0).locals, expected);
}

TEST(decode_module, too_many_locals_are_malformed_or_beyond_the_limit) {
  EXPECT_EQ(error_of(test::module_of_body("02 ff ff ff ff 0f 7f 01 7e 0b")), "malformed 22: too many locals");
  EXPECT_EQ(error_of(test::module_of_body("01 ff ff ff ff 0f 7f 0b")),
            "limit 22: too many locals: 4294967295 exceed the limit of 50000 (--limit locals)");
}

TEST(decode_module, every_form_of_element_segment) {
  const Module decoded = decode(module(section(9,
                                               "08"
                                               "00 41 00 0b 01 07"
                                               "01 00 01 07"
                                               "02 01 41 00 0b 00 01 07"
                                               "03 00 01 07"
                                               "04 41 00 0b 01 d2 07 0b"
                                               "05 6f 01 d0 6f 0b"
                                               "06 01 41 00 0b 70 01 d2 07 0b"
                                               "07 70 00")));
  const RefType ref_func{false, {HeapKind::func, 0}};
  const SegmentMode modes[] = {SegmentMode::active, SegmentMode::passive, SegmentMode::active,
                               SegmentMode::declarative};
  for (std::size_t i = 0; i < 8; ++i) {
    const ElemSegment& elem = decoded.elems.at(i);
    EXPECT_EQ(elem.mode, modes[i % 4]);
    EXPECT_EQ(elem.table, i % 4 == 2 ? 1u : 0u);
    EXPECT_EQ(elem.type, i < 4 ? ref_func : i == 5 ? externref : funcref);
    EXPECT_EQ(elem.init.index(), i / 4);
  }
}

TEST(decode_module, malformed_segments) {
  EXPECT_EQ(error_of_sections({section(9, "01 08")}), "malformed 11: malformed elements segment kind");
  EXPECT_EQ(error_of_sections({section(9, "01 01 01 00")}), "malformed 12: malformed element kind");
  EXPECT_EQ(error_of_sections({section(9, "01 05 7f 00")}), "malformed 12: malformed reference type 7f");
  EXPECT_EQ(error_of_sections({section(9, "01 01 00 00")}, without(Feature::bulk_memory)),
            "malformed 11: malformed elements segment kind: needs feature bulk-memory (--enable bulk-memory)");
  EXPECT_EQ(error_of_sections({section(11, "01 03 00")}), "malformed 11: malformed data segment kind");
  EXPECT_EQ(error_of_sections({section(11, "01 00 41 00 0b 05 61")}), "malformed 15: length out of bounds");
  EXPECT_EQ(error_of_sections({section(11, "01 00 41 00 0b 02 61")}),
            "malformed 17: unexpected end of section or function");
}

// What tables and memories there are several of came later than segments that are not active.
TEST(decode_module, forms_of_segments_need_what_they_came_with) {
  const auto elem = [](std::string_view hex, Feature off) {
    return error_of_sections({section(4, "01 70 00 01"), section(9, hex)}, without(off));
  };
  constexpr char of_table[] = "01 02 00 41 00 0b 00 00", exprs[] = "01 04 41 00 0b 00";
  constexpr char passive[] = "01 01 00 00", declarative[] = "01 03 00 00";
  for (const char* const active : {of_table, exprs}) {
    EXPECT_EQ(elem(active, Feature::bulk_memory), "");
    EXPECT_EQ(elem(active, Feature::reference_types), "");
  }
  EXPECT_THAT(elem(passive, Feature::bulk_memory), HasSubstr("needs feature bulk-memory"));
  EXPECT_EQ(elem(passive, Feature::reference_types), "");
  EXPECT_EQ(elem(declarative, Feature::bulk_memory), "");
  EXPECT_THAT(elem(declarative, Feature::reference_types), HasSubstr("needs feature reference-types"));
  const auto data = [](std::string_view hex, Features features) {
    return error_of_sections({section(5, "01 00 01"), section(11, hex)}, features);
  };
  constexpr char of_memory[] = "01 02 00 41 00 0b 00";
  EXPECT_EQ(data(of_memory, without(Feature::bulk_memory)), "");
  EXPECT_EQ(data(of_memory, without(Feature::multi_memory)), "");
  Features neither = without(Feature::bulk_memory);
  neither.set(Feature::multi_memory, false);
  EXPECT_THAT(data(of_memory, neither), HasSubstr("needs feature bulk-memory"));
}

TEST(decode_module, tables_with_initial_values) {
  const Module decoded = decode(module(section(4, "01 40 00 64 70 00 01 d2 00 0b")));
  ASSERT_TRUE(decoded.tables.at(0).init);
  EXPECT_EQ(instrs_of(*decoded.tables[0].init)[0].op, Opcode::ref_func);
  EXPECT_EQ(error_of_sections({section(4, "01 40 01 70 00 01 d0 70 0b")}), "malformed 12: zero byte expected");
  EXPECT_EQ(error_of_sections({section(4, "01 40 00 70 00 01 d0 70 0b")}, test::older_features()),
            "malformed 11: malformed reference type: needs feature function-references (--enable function-references)");
}

TEST(decode_module, exports_tags_and_start) {
  const Module decoded =
      decode(module(join({section(13, "01 00 02"), section(7, "01 01 65 06 03"), section(8, "04")})));
  EXPECT_EQ(decoded.tags.at(0).type, 2u);
  EXPECT_EQ(decoded.exports.at(0), (Export{{}, "e", ExternKind::instance, 3, {}}));
  EXPECT_EQ(decoded.start->func, 4u);
  EXPECT_EQ(error_of_sections({section(7, "01 00 07 00")}), "malformed 12: malformed export kind 07");
  EXPECT_EQ(error_of_sections({section(13, "01 01 00")}), "malformed 11: zero byte expected");
}

TEST(decode_module, custom_sections_keep_their_place) {
  const Module decoded = decode(module(join({section(0, "01 61 01"), section(1, "01 60 00 00"), section(0, "01 62"),
                                             section(1, "01 60 00 00"), section(3, "00"), section(0, "01 63 02 03")})));
  const std::vector<CustomSection> expected = {
      {{}, "a", Bytes{1}, 0, 0}, {{}, "b", {}, 1, 1}, {{}, "c", Bytes{2, 3}, 3, 2}};
  EXPECT_EQ(decoded.customs, expected);
}

TEST(decode_module, custom_sections_need_a_name_of_their_own) {
  EXPECT_EQ(error_of_sections({section(0, "")}), "malformed 10: unexpected end of section or function");
  EXPECT_EQ(error_of_sections({section(0, "02 61"), section(1, "00")}),
            "malformed 12: unexpected end of section or function");
  EXPECT_EQ(error_of_sections({section(0, "01 ff")}), "malformed 11: malformed UTF-8 encoding");
}

TEST(decode_module, counts_are_limited_before_anything_is_made) {
  ImplementationLimits limits;
  limits.types = limits.imports = limits.functions = limits.tables = limits.memories = limits.globals = 1;
  limits.exports = limits.segments = limits.tags = limits.modules = limits.instances = 1;
  for (std::uint8_t id : {1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13, 14, 15, 16}) {
    EXPECT_THAT(error_of_sections({section(id, "02 00 00")}, all_features(), limits), StartsWith("limit 10: too many"));
    EXPECT_THAT(error_of_sections({section(id, "ff ff ff ff 0f")}, all_features(), limits),
                HasSubstr("length out of bounds"));
  }
}

TEST(decode_module, limits_hold_for_all_sections_together) {
  ImplementationLimits limits;
  limits.types = 2;
  limits.modules = 1;
  EXPECT_THAT(error_of_sections({section(1, "01 4e 03 60 00 00 60 00 00 60 00 00")}, all_features(), limits),
              StartsWith("limit "));
  const Bytes two = section(1, "02 60 00 00 60 00 00");
  EXPECT_EQ(error_of_sections({two}, all_features(), limits), "");
  EXPECT_THAT(error_of_sections({two, section(1, "01 60 00 00")}, all_features(), limits), HasSubstr("too many types"));
  const Bytes one = section(14, join({{1}, sized(module())}));
  EXPECT_THAT(error_of_sections({one, one}, all_features(), limits), HasSubstr("too many modules"));
}

TEST(decode_module, body_size_is_limited) {
  ImplementationLimits limits;
  limits.body_size = 3;
  EXPECT_EQ(error_of(test::module_of_body("00 01 0b"), all_features(), limits), "");
  EXPECT_THAT(error_of(test::module_of_body("00 01 01 0b"), all_features(), limits),
              HasSubstr("too many bytes of a function body: 4 exceed the limit of 3"));
}

}  // namespace
}  // namespace modlink::binary
