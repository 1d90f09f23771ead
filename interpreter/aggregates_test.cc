#include "interpreter/host.h"
#include "interpreter/test_support.h"

namespace modlink {
namespace {

const DefType& struct_of(Store& store, std::vector<FieldType> fields) {
  return *store.types().intern(RecType{{SubType{{}, true, {}, StructType{std::move(fields)}}}})[0];
}
const DefType& array_of(Store& store, const FieldType& field) {
  return *store.types().intern(RecType{{SubType{{}, true, {}, ArrayType{field}}}})[0];
}

TEST(aggregates, structures_are_made_read_and_written) {
  Session session;
  Store& store = session.store;
  const DefType& type =
      struct_of(store, {{true, ValType(ValKind::v128)}, {true, PackType::i8}, {false, ValType(ValKind::f64)}});
  const Values fields{Value{ValKind::v128, 1, 2}, Value::i32(0x1ff), Value::f64(0.5)};
  const Ref made = struct_alloc(store, type, fields).value();
  const RefHandle handle(store.heap(), made);
  EXPECT_EQ(struct_type(made), &type);
  EXPECT_EQ(array_type(made), nullptr);
  EXPECT_EQ(struct_read(made, 0), fields[0]);
  EXPECT_EQ(struct_read(made, 1), Value::i32(0xff));
  EXPECT_EQ(struct_read(made, 2), fields[2]);
  EXPECT_FALSE(struct_read(made, 3));
  EXPECT_TRUE(struct_write(store, made, 1, Value::i32(0x102)));
  EXPECT_EQ(struct_read(made, 1), Value::i32(2));
  EXPECT_EQ(struct_read(made, 0), fields[0]);
  EXPECT_FALSE(struct_write(store, made, 1, Value::i64(1)));
  EXPECT_FALSE(struct_write(store, made, 2, Value::f64(1))) << "immutable";
  EXPECT_FALSE(struct_write(store, Ref::null(), 0, Value::i32(1)));
  EXPECT_FALSE(struct_alloc(store, type, {}));
  EXPECT_FALSE(struct_alloc(store, type, {Value::i32(1), Value::i32(1), Value::f64(1)}));
}

TEST(aggregates, arrays_are_made_read_and_written) {
  Session session;
  Store& store = session.store;
  const DefType& type = array_of(store, {true, PackType::i16});
  const Ref made = array_alloc(store, type, {Value::i32(0x12345), Value::i32(2)}).value();
  const RefHandle handle(store.heap(), made);
  EXPECT_EQ(array_type(made), &type);
  EXPECT_EQ(array_size(made), 2u);
  EXPECT_EQ(array_read(made, 0), Value::i32(0x2345));
  EXPECT_FALSE(array_read(made, 2));
  EXPECT_TRUE(array_write(store, made, 0, Value::i32(0xfffff)));
  EXPECT_EQ(array_read(made, 0), Value::i32(0xffff));
  EXPECT_EQ(array_read(made, 1), Value::i32(2));
  EXPECT_FALSE(array_write(store, made, 2, Value::i32(1)));
  const DefType& vectors = array_of(store, {false, ValType(ValKind::v128)});
  const Ref fixed = array_alloc(store, vectors, {Value{ValKind::v128, 1, 2}, Value{ValKind::v128, 3, 4}}).value();
  EXPECT_EQ(array_read(fixed, 1), (Value{ValKind::v128, 3, 4}));
  EXPECT_FALSE(array_write(store, fixed, 0, Value{ValKind::v128, 1, 2})) << "immutable";
  EXPECT_FALSE(array_alloc(store, type, {Value::i64(1)}));
  EXPECT_FALSE(struct_alloc(store, type, {}));
}

// Making an object may collect: what its fields refer to survives.
TEST(aggregates, fields_survive_collections) {
  Session session;
  Store& store = session.store;
  const DefType& box =
      struct_of(store, {{false, ValType(RefType{true, {HeapKind::any}})}, {false, ValType(ValKind::i32)}});
  Ref list = Ref::null();
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    list = struct_alloc(store, box, {Value::ref({true, {HeapKind::any}}, list), Value::i32(i)}).value();
  }
  std::uint32_t length = 0;
  for (; !list.is_null(); list = struct_read(list, 0)->as_ref()) ++length;
  EXPECT_EQ(length, 50'000u);
}

TEST(aggregates, exceptions_are_made) {
  Session session;
  Store& store = session.store;
  const TagInst& tag = *tag_alloc(store, {{ValKind::i32, ValKind::v128}, {}});
  const Values args{Value::i32(1), Value{ValKind::v128, 2, 3}};
  const Ref exn = exn_alloc(store, tag, args).value();
  EXPECT_EQ(&exn_tag(exn), &tag);
  EXPECT_EQ(exn_read(exn), args);
  EXPECT_FALSE(exn_alloc(store, tag, {Value::i32(1)}));
  EXPECT_EQ(ref_type(exn), (RefType{false, {HeapKind::exn}}));
}

TEST(aggregates, references_tell_their_types) {
  Session session;
  Store& store = session.store;
  const DefType& type = array_of(store, {true, PackType::i16});
  const FuncInst* func = func_alloc(store, {}, [](Store&, const Values&) { return Values{}; });
  EXPECT_EQ(ref_type(array_alloc(store, type, {}).value()), (RefType{false, {HeapKind::def_type, type.id}}));
  EXPECT_EQ(ref_type(Ref::func(func)), (RefType{false, {HeapKind::def_type, func->type->id}}));
  EXPECT_EQ(ref_type(Ref::null()), (RefType{true, {HeapKind::bot}}));
  EXPECT_EQ(ref_type(Ref::host(1)), (RefType{false, {HeapKind::any}}));
  EXPECT_EQ(ref_type(Ref::i31(1)), (RefType{false, {HeapKind::i31}}));
}

}  // namespace
}  // namespace modlink
