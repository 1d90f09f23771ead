#include "wast/binary/decode_types.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wast/binary/test_bytes.h"

namespace modlink::binary {
namespace {

using test::all_features;
using test::bytes;
using test::error_of;
using test::join;
using test::module;
using test::section;
using test::without;
using testing::HasSubstr;
using testing::StartsWith;

Module decode_types(std::string_view hex, const Features& features = all_features()) {
  return test::decode(module(section(1, join({bytes("01"), bytes(hex)}))), features);
}

const SubType& sub_type(const Module& module) {
  return std::get<RecType>(std::get<TypeDef>(module.definitions.at(0)).def).sub_types.at(0);
}

std::string type_error(std::string_view hex, const Features& features = all_features()) {
  return error_of(module(section(1, join({bytes("01"), bytes(hex)}))), features);
}

TEST(decode_types, function_types) {
  const Module module = decode_types("60 02 7f 7e 01 7d");
  const FuncType expected{{ValKind::i32, ValKind::i64}, {ValKind::f32}};
  EXPECT_EQ(std::get<FuncType>(sub_type(module).comp), expected);
  EXPECT_TRUE(sub_type(module).final);
}

TEST(decode_types, every_abstract_heap_type) {
  constexpr HeapKind kinds[] = {HeapKind::exn,  HeapKind::array,    HeapKind::struct_, HeapKind::i31,
                                HeapKind::eq,   HeapKind::any,      HeapKind::extern_, HeapKind::func,
                                HeapKind::none, HeapKind::noextern, HeapKind::nofunc,  HeapKind::noexn};
  for (std::uint8_t i = 0; i < 12; ++i) {
    const std::uint8_t code = 0x69 + i;
    const Module decoded = test::decode(module(section(1, Bytes{1, 0x60, 3, code, 0x63, code, 0x64, code, 0})));
    const ResultType& params = std::get<FuncType>(sub_type(decoded).comp).params;
    EXPECT_EQ(params[0], (RefType{true, {kinds[i], 0}})) << int{code};
    EXPECT_EQ(params[1], params[0]);
    EXPECT_EQ(params[2], (RefType{false, {kinds[i], 0}}));
  }
}

TEST(decode_types, concrete_reference_types) {
  const Module module = decode_types("60 02 63 00 64 80 01 00");
  const ResultType& params = std::get<FuncType>(sub_type(module).comp).params;
  EXPECT_EQ(params[0], (RefType{true, {HeapKind::type_index, 0}}));
  EXPECT_EQ(params[1], (RefType{false, {HeapKind::type_index, 128}}));
}

TEST(decode_types, aggregates_sub_types_and_recursive_groups) {
  const Module module = decode_types("4e 02 50 01 01 5f 02 78 00 7f 01 4f 00 5e 77 01");
  const auto& rec = std::get<RecType>(std::get<TypeDef>(module.definitions.at(0)).def);
  EXPECT_TRUE(rec.explicit_rec);
  ASSERT_EQ(rec.sub_types.size(), 2u);
  EXPECT_FALSE(rec.sub_types[0].final);
  EXPECT_EQ(rec.sub_types[0].supers, (std::vector<HeapType>{{HeapKind::type_index, 1}}));
  const StructType expected{{{false, PackType::i8}, {true, ValType(ValKind::i32)}}};
  EXPECT_EQ(std::get<StructType>(rec.sub_types[0].comp), expected);
  EXPECT_TRUE(rec.sub_types[1].final);
  EXPECT_EQ(std::get<ArrayType>(rec.sub_types[1].comp), (ArrayType{{true, PackType::i16}}));
}

TEST(decode_types, what_is_no_type_is_malformed) {
  EXPECT_EQ(type_error("40 00"), "malformed 11: malformed definition type 40");
  EXPECT_EQ(type_error("e0 7f 00 00"), "malformed 11: integer representation too long");
  EXPECT_EQ(type_error("60 01 40 00"), "malformed 13: malformed value type 40");
  EXPECT_EQ(type_error("60 01 64 7f 00"), "malformed 14: malformed heap type 7f");
  EXPECT_EQ(type_error("5e 78 02"), "malformed 13: malformed mutability");
  EXPECT_EQ(type_error("4e 01 4e 00"), "malformed 13: malformed definition type 4e");
  EXPECT_EQ(error_of(module(section(4, "01 7f 00 00"))), "malformed 11: malformed reference type 7f");
}

TEST(decode_types, limits_flags) {
  for (std::string_view hex : {"00 01", "01 01 02", "03 01 02", "04 01", "05 01 02", "08 01 00"}) {
    EXPECT_EQ(error_of(module(section(5, join({bytes("01"), bytes(hex)})))), "") << hex;
  }
  EXPECT_EQ(error_of(module(section(5, "01 10 00"))), "malformed 11: malformed limits flags");
  EXPECT_EQ(error_of(module(section(5, "01 81 00 00"))), "malformed 11: malformed limits flags");
  EXPECT_EQ(error_of(module(section(4, "01 70 02 00"))), "malformed 12: malformed limits flags");
  EXPECT_EQ(error_of(module(section(4, "01 70 08 00"))), "malformed 12: malformed limits flags");
  const Module decoded = test::decode(module(section(5, "01 0d 80 80 80 80 10 ff ff ff ff ff ff ff ff ff 01 00")));
  const MemoryType& type = decoded.memories.at(0).type;
  EXPECT_EQ(type.addr, AddrType::i64);
  EXPECT_EQ(type.limits, (Limits{std::uint64_t{1} << 32, UINT64_MAX}));
  EXPECT_EQ(type.page_size_log2, 0);
}

TEST(decode_types, a_feature_that_is_off_is_named) {
  EXPECT_EQ(type_error("5f 00", test::older_features()),
            "malformed 11: malformed definition type: needs feature gc (--enable gc)");
  EXPECT_THAT(type_error("4e 00", test::older_features()),
              HasSubstr("malformed definition type: needs feature gc (--enable gc)"));
  EXPECT_THAT(type_error("50 00 60 00 00", test::older_features()),
              HasSubstr("malformed definition type: needs feature gc (--enable gc)"));
  EXPECT_THAT(type_error("60 01 7b 00", test::older_features()),
              HasSubstr("malformed value type: needs feature simd (--enable simd)"));
  EXPECT_THAT(type_error("60 01 63 00 00", test::older_features()),
              HasSubstr("malformed value type: needs feature function-references (--enable function-references)"));
  EXPECT_THAT(type_error("60 01 6e 00", test::older_features()),
              HasSubstr("malformed value type: needs feature gc (--enable gc)"));
  EXPECT_THAT(type_error("60 01 69 00", test::older_features()),
              HasSubstr("malformed value type: needs feature exceptions (--enable exceptions)"));
  EXPECT_THAT(type_error("60 01 70 00", without(Feature::reference_types)),
              HasSubstr("malformed value type: needs feature reference-types (--enable reference-types)"));
  EXPECT_EQ(error_of(module(section(4, "01 70 00 00")), without(Feature::reference_types)), "");
  EXPECT_THAT(error_of(module(section(5, "01 04 00")), test::older_features()),
              HasSubstr("malformed limits flags: needs feature memory64 (--enable memory64)"));
  EXPECT_THAT(type_error("61 00", without(Feature::module_linking)),
              HasSubstr("malformed definition type: needs feature module-linking (--enable module-linking)"));
}

TEST(decode_types, proposals_that_are_out_of_scope_are_named) {
  EXPECT_THAT(type_error("5d 00"), HasSubstr("definition type 5d: the proposal stack-switching is out of scope"));
  EXPECT_THAT(type_error("60 01 68 00"), HasSubstr("value type 68: the proposal stack-switching is out of scope"));
  EXPECT_THAT(type_error("4d 00 5f 00"),
              HasSubstr("definition type 4d: the proposal custom-descriptors is out of scope"));
  EXPECT_THAT(type_error("60 01 64 62 00 00"),
              HasSubstr("heap type 62: the proposal custom-descriptors is out of scope"));
}

const LinkingType& linking_type(const Module& module) {
  return *std::get<Nested<LinkingType>>(std::get<TypeDef>(module.definitions.at(0)).def);
}

TEST(decode_types, module_types_have_types_imports_exports_and_aliases) {
  const Module module = decode_types(
      "61 05"
      "01 60 00 00"              // type: func
      "0f 01 00 07 03"           // alias outer 0 3 (type)
      "02 01 61 00 ff 00 00"     // import "a" (func 0)
      "02 01 61 01 62 02 00 01"  // import "a" "b" (memory 1)
      "07 01 63 06 01");         // export "c" (instance 1)
  const LinkingType& type = linking_type(module);
  EXPECT_EQ(type.kind, LinkingType::Kind::module);
  ASSERT_EQ(type.decls.size(), 5u);
  EXPECT_TRUE(std::holds_alternative<TypeDef>(type.decls[0].decl));
  EXPECT_EQ(std::get<Alias>(type.decls[1].decl), (Alias{{}, OuterAlias{0, 3, ExternKind::type}}));
  EXPECT_EQ(std::get<Import>(type.decls[2].decl), (Import{{}, std::nullopt, "a", FuncDesc{0}, {}}));
  EXPECT_EQ(std::get<Import>(type.decls[3].decl), (Import{{}, "a", "b", MemoryType{AddrType::i32, {1, {}}}, {}}));
  EXPECT_EQ(std::get<ExportType>(type.decls[4].decl), (ExportType{{}, "c", InstanceDesc{1}, {}}));
}

TEST(decode_types, instance_types_have_no_imports) {
  EXPECT_EQ(type_error("62 01 07 01 66 02 00 01"), "");
  EXPECT_EQ(type_error("62 01 02 01 61 00 ff 00 00"), "malformed 13: malformed instance type definition 02");
  EXPECT_EQ(type_error("61 01 03"), "malformed 13: malformed module type definition 03");
}

// `levels` instance types, each defined inside the one before.
Bytes nested_types(int levels) {
  Bytes result = bytes("62 00");
  for (int i = 1; i < levels; ++i) result = join({bytes("62 01 01"), result});
  return module(section(1, join({bytes("01"), result})));
}

TEST(decode_types, nesting_is_limited) {
  EXPECT_EQ(error_of(nested_types(100)), "");
  EXPECT_THAT(error_of(nested_types(101)), StartsWith("limit "));
  EXPECT_THAT(error_of(nested_types(10'000)), StartsWith("limit "));
  ImplementationLimits limits;
  limits.type_nesting = 1;
  EXPECT_EQ(error_of(nested_types(2), all_features(), limits),
            "limit 14: too many nested types: 2 exceed the limit of 1 (--limit type_nesting)");
}

TEST(decode_types, parameters_and_fields_are_limited) {
  ImplementationLimits limits;
  limits.params = 1;
  limits.struct_fields = 1;
  EXPECT_THAT(error_of(module(section(1, "01 60 02 7f 7f 00")), all_features(), limits),
              HasSubstr("too many parameters: 2 exceed the limit of 1"));
  EXPECT_THAT(error_of(module(section(1, "01 60 00 02 7f 7f")), all_features(), limits), HasSubstr("too many results"));
  EXPECT_THAT(error_of(module(section(1, "01 5f 02 7f 00 7f 00")), all_features(), limits),
              HasSubstr("too many fields"));
}

}  // namespace
}  // namespace modlink::binary
