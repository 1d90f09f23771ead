// All that the standard's wasm.h has: functions, globals, tables, memories, types, traps, references, sharing.
#include "capi/tests/check.h"

static wasm_engine_t* engine;
static wasm_store_t* store;

static wasm_instance_t* instance_of(const char* text, wasm_extern_t* const* externs, size_t count) {
  wasm_module_t* module = module_of(store, text);
  wasm_extern_t* list[8];
  memcpy(list, externs ? externs : list, count * sizeof *list);
  wasm_extern_vec_t imports = {count, list};
  wasm_trap_t* trap = NULL;
  wasm_instance_t* instance = wasm_instance_new(store, module, &imports, &trap);
  CHECK(instance && !trap);
  wasm_module_delete(module);
  return instance;
}

static int32_t call_i32(const wasm_func_t* func, int32_t a, int32_t b) {
  wasm_val_t as[2] = {WASM_I32_VAL(0), WASM_I32_VAL(0)};
  wasm_val_t rs[1] = {WASM_INIT_VAL};
  as[0].of.i32 = a;
  as[1].of.i32 = b;
  wasm_val_vec_t args = {wasm_func_param_arity(func), as};
  wasm_val_vec_t results = WASM_ARRAY_VEC(rs);
  wasm_trap_t* trap = wasm_func_call(func, &args, &results);
  CHECK(!trap);
  wasm_trap_delete(trap);
  CHECK(rs[0].kind == WASM_I32);
  return rs[0].of.i32;
}

static int finalized;
static void finalize(void* env) { finalized += *(int*)env; }

static wasm_trap_t* add(const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  CHECK(args->size == 2 && results->size == 1 && results->data[0].kind == WASM_I32 && results->data[0].of.i32 == 0);
  results->data[0].of.i32 = args->data[0].of.i32 + args->data[1].of.i32;
  return NULL;
}
static wasm_trap_t* times_env(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  results->data[0].of.i32 = args->data[0].of.i32 * *(int*)env;
  return NULL;
}
static wasm_trap_t* fail(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  wasm_message_t message;
  (void)args, (void)results;
  wasm_name_new_from_string_nt(&message, "disk on fire");
  wasm_trap_t* trap = wasm_trap_new((wasm_store_t*)env, &message);
  wasm_name_delete(&message);
  return trap;
}

static void test_functions(void) {
  static int seven = 7;
  wasm_functype_t* type2 =
      wasm_functype_new_2_1(wasm_valtype_new_i32(), wasm_valtype_new_i32(), wasm_valtype_new_i32());
  wasm_functype_t* type1 = wasm_functype_new_1_1(wasm_valtype_new_i32(), wasm_valtype_new_i32());
  wasm_func_t* sum = wasm_func_new(store, type2, add);
  wasm_func_t* times = wasm_func_new_with_env(store, type1, times_env, &seven, finalize);
  wasm_functype_delete(type1);
  wasm_functype_delete(type2);
  CHECK(call_i32(sum, 2, 3) == 5);
  wasm_extern_t* externs[] = {wasm_func_as_extern(sum), wasm_func_as_extern(times)};
  wasm_instance_t* instance = instance_of(
      "(module (import \"\" \"sum\" (func $sum (param i32 i32) (result i32)))"
      " (import \"\" \"times\" (func $times (param i32) (result i32)))"
      " (func (export \"f\") (param i32 i32) (result i32) (call $sum (call $times (local.get 0)) (local.get 1))))",
      externs, 2);
  wasm_func_delete(sum);
  wasm_func_delete(times);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  wasm_instance_delete(instance);
  CHECK(exports.size == 1);
  const wasm_func_t* f = wasm_extern_as_func_const(exports.data[0]);
  CHECK(f && wasm_func_param_arity(f) == 2 && wasm_func_result_arity(f) == 1);
  CHECK(call_i32(f, 3, 4) == 25);
  wasm_val_t wrong[2] = {WASM_I32_VAL(1), WASM_I64_VAL(1)};
  wasm_val_vec_t args = WASM_ARRAY_VEC(wrong);
  wasm_val_vec_t none = WASM_EMPTY_VEC;
  wasm_trap_t* trap = wasm_func_call(f, &args, &none);
  CHECK(trap);
  wasm_trap_delete(trap);
  trap = wasm_func_call(f, &none, &none);
  CHECK(trap);
  wasm_trap_delete(trap);
  wasm_extern_vec_delete(&exports);
}

static void test_traps(void) {
  wasm_functype_t* type = wasm_functype_new_0_0();
  wasm_func_t* failing = wasm_func_new_with_env(store, type, fail, store, NULL);
  wasm_functype_delete(type);
  wasm_extern_t* externs[] = {wasm_func_as_extern(failing)};
  wasm_instance_t* instance = instance_of(
      "(module (import \"\" \"fail\" (func $fail)) (func $f (export \"f\") (call $g)) (func $g (call $fail)))", externs,
      1);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  wasm_val_vec_t none = WASM_EMPTY_VEC;
  wasm_trap_t* trap = wasm_func_call(wasm_extern_as_func(exports.data[0]), &none, &none);
  CHECK(trap);
  wasm_message_t message;
  wasm_trap_message(trap, &message);
  CHECK(message.size > 0 && message.data[message.size - 1] == '\0');
  CHECK(strncmp(message.data, "disk on fire", 12) == 0);
  wasm_name_delete(&message);
  wasm_frame_vec_t trace;
  wasm_trap_trace(trap, &trace);
  CHECK(trace.size == 2);
  CHECK(wasm_frame_func_index(trace.data[0]) == 2 && wasm_frame_func_index(trace.data[1]) == 1);
  CHECK(wasm_frame_func_offset(trace.data[0]) > 0);
  CHECK(wasm_frame_module_offset(trace.data[0]) > wasm_frame_module_offset(trace.data[1]));
  CHECK(wasm_instance_same(wasm_frame_instance(trace.data[0]), instance));
  wasm_frame_vec_delete(&trace);
  wasm_frame_t* origin = wasm_trap_origin(trap);
  CHECK(origin && wasm_frame_func_index(origin) == 2);
  wasm_frame_delete(origin);
  wasm_trap_t* copy = wasm_trap_copy(trap);
  CHECK(wasm_trap_same(trap, copy));
  wasm_trap_delete(copy);
  wasm_trap_delete(trap);
  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_func_delete(failing);
}

static void test_globals(void) {
  wasm_globaltype_t* type = wasm_globaltype_new(wasm_valtype_new_i64(), WASM_VAR);
  wasm_val_t init = WASM_I64_VAL(3);
  wasm_global_t* global = wasm_global_new(store, type, &init);
  wasm_val_t wrong = WASM_I32_VAL(3);
  CHECK(global && !wasm_global_new(store, type, &wrong));
  wasm_globaltype_delete(type);
  wasm_val_t val;
  wasm_global_get(global, &val);
  CHECK(val.kind == WASM_I64 && val.of.i64 == 3);
  val.of.i64 = -4;
  wasm_global_set(global, &val);
  wasm_global_get(global, &val);
  CHECK(val.of.i64 == -4);
  wasm_global_set(global, &wrong);
  wasm_global_get(global, &val);
  CHECK(val.of.i64 == -4);
  type = wasm_global_type(global);
  CHECK(wasm_globaltype_mutability(type) == WASM_VAR);
  CHECK(wasm_valtype_kind(wasm_globaltype_content(type)) == WASM_I64);
  wasm_globaltype_delete(type);
  wasm_global_delete(global);
}

static void test_tables(void) {
  wasm_limits_t limits = {1, 3};
  wasm_tabletype_t* type = wasm_tabletype_new(wasm_valtype_new_funcref(), &limits);
  wasm_table_t* table = wasm_table_new(store, type, NULL);
  wasm_tabletype_delete(type);
  wasm_functype_t* func_type = wasm_functype_new_0_0();
  wasm_func_t* func = wasm_func_new_with_env(store, func_type, fail, store, NULL);
  wasm_functype_delete(func_type);
  CHECK(wasm_table_size(table) == 1 && !wasm_table_get(table, 0));
  CHECK(wasm_table_set(table, 0, wasm_func_as_ref(func)));
  CHECK(!wasm_table_set(table, 1, NULL));
  wasm_foreign_t* foreign = wasm_foreign_new(store);
  CHECK(!wasm_table_set(table, 0, wasm_foreign_as_ref(foreign)));
  wasm_foreign_delete(foreign);
  wasm_ref_t* ref = wasm_table_get(table, 0);
  CHECK(ref && wasm_func_same(wasm_ref_as_func(ref), func));
  wasm_ref_delete(ref);
  CHECK(wasm_table_grow(table, 2, wasm_func_as_ref(func)) && wasm_table_size(table) == 3);
  CHECK(!wasm_table_grow(table, 1, NULL));
  type = wasm_table_type(table);
  CHECK(wasm_tabletype_limits(type)->min == 3 && wasm_tabletype_limits(type)->max == 3);
  CHECK(wasm_valtype_kind(wasm_tabletype_element(type)) == WASM_FUNCREF);
  wasm_tabletype_delete(type);
  wasm_func_delete(func);
  wasm_table_delete(table);
}

static void test_memories(void) {
  wasm_limits_t limits = {1, 2};
  wasm_memorytype_t* type = wasm_memorytype_new(&limits);
  wasm_memory_t* memory = wasm_memory_new(store, type);
  wasm_memorytype_delete(type);
  CHECK(wasm_memory_size(memory) == 1 && wasm_memory_data_size(memory) == MEMORY_PAGE_SIZE);
  wasm_memory_data(memory)[65535] = 5;
  CHECK(wasm_memory_grow(memory, 1) && !wasm_memory_grow(memory, 1));
  CHECK(wasm_memory_data(memory)[65535] == 5 && wasm_memory_data_size(memory) == 2 * MEMORY_PAGE_SIZE);
  type = wasm_memory_type(memory);
  CHECK(wasm_memorytype_limits(type)->min == 2 && wasm_memorytype_limits(type)->max == 2);
  wasm_memorytype_delete(type);
  wasm_memory_delete(memory);
}

static bool is_name(const wasm_name_t* name, const char* text) {
  return name->size == strlen(text) && memcmp(name->data, text, name->size) == 0;
}

static void test_types(void) {
  wasm_module_t* module = module_of(
      store,
      "(module (import \"a\" \"f\" (func (param i32 externref) (result f64))) (import \"a\" \"g\" (global f32))"
      " (memory (export \"m\") 1) (table (export \"t\") 2 5 funcref))");
  wasm_importtype_vec_t imports;
  wasm_module_imports(module, &imports);
  CHECK(imports.size == 2);
  CHECK(is_name(wasm_importtype_module(imports.data[1]), "a") && is_name(wasm_importtype_name(imports.data[1]), "g"));
  const wasm_functype_t* func = wasm_externtype_as_functype_const(wasm_importtype_type(imports.data[0]));
  CHECK(func && wasm_functype_params(func)->size == 2 && wasm_functype_results(func)->size == 1);
  CHECK(wasm_valtype_kind(wasm_functype_params(func)->data[1]) == WASM_EXTERNREF);
  CHECK(!wasm_externtype_as_memorytype_const(wasm_importtype_type(imports.data[0])));
  wasm_importtype_vec_t copy;
  wasm_importtype_vec_copy(&copy, &imports);
  CHECK(copy.size == 2 && is_name(wasm_importtype_name(copy.data[0]), "f"));
  wasm_importtype_vec_delete(&copy);
  wasm_importtype_vec_delete(&imports);
  wasm_exporttype_vec_t exports;
  wasm_module_exports(module, &exports);
  CHECK(exports.size == 2 && is_name(wasm_exporttype_name(exports.data[0]), "m"));
  CHECK(wasm_externtype_kind(wasm_exporttype_type(exports.data[1])) == WASM_EXTERN_TABLE);
  wasm_exporttype_vec_delete(&exports);
  wasm_module_delete(module);
}

static wasm_trap_t* same(const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  wasm_val_copy(&results->data[0], &args->data[0]);
  return NULL;
}

// A reference goes into wasm, a host function, a table, and comes back as what it was.
static void test_references(void) {
  wasm_functype_t* type = wasm_functype_new_1_1(wasm_valtype_new_externref(), wasm_valtype_new_externref());
  wasm_func_t* func = wasm_func_new(store, type, same);
  wasm_functype_delete(type);
  wasm_extern_t* externs[] = {wasm_func_as_extern(func)};
  wasm_instance_t* instance = instance_of(
      "(module (import \"\" \"f\" (func $f (param externref) (result externref))) (table $t 1 externref)"
      " (func (export \"f\") (param externref) (result externref)"
      "  (table.set $t (i32.const 0) (call $f (local.get 0))) (table.get $t (i32.const 0))))",
      externs, 1);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  static int data = 1;
  wasm_foreign_t* foreign = wasm_foreign_new(store);
  wasm_foreign_set_host_info_with_finalizer(foreign, &data, finalize);
  wasm_ref_t* refs[] = {NULL, wasm_foreign_as_ref(foreign), wasm_func_as_ref(func), wasm_instance_as_ref(instance)};
  for (size_t i = 0; i < 4; ++i) {
    wasm_val_t as[] = {WASM_REF_VAL(refs[i])};
    wasm_val_t rs[] = {WASM_INIT_VAL};
    wasm_val_vec_t args = WASM_ARRAY_VEC(as);
    wasm_val_vec_t results = WASM_ARRAY_VEC(rs);
    CHECK(!wasm_func_call(wasm_extern_as_func(exports.data[0]), &args, &results));
    CHECK(wasm_ref_same(rs[0].of.ref, refs[i]));
    CHECK(i != 1 || wasm_ref_get_host_info(rs[0].of.ref) == &data);
    wasm_val_delete(&rs[0]);
  }
  CHECK(!wasm_ref_same(refs[1], refs[2]));
  wasm_foreign_delete(foreign);
  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_func_delete(func);
}

static void test_sharing(void) {
  wasm_module_t* module = module_of(store, "(module (global (export \"g\") i32 (i32.const 6)))");
  wasm_byte_vec_t bytes;
  wasm_module_serialize(module, &bytes);
  wasm_module_t* again = wasm_module_deserialize(store, &bytes);
  CHECK(again && wasm_module_validate(store, &bytes));
  bytes.data[bytes.size - 1] ^= 1;
  CHECK(!wasm_module_validate(store, &bytes) && !wasm_module_new(store, &bytes));
  wasm_byte_vec_delete(&bytes);
  wasm_shared_module_t* shared = wasm_module_share(module);
  wasm_store_t* other = wasm_store_new(engine);
  wasm_module_t* obtained = wasm_module_obtain(other, shared);
  CHECK(obtained);
  wasm_extern_vec_t none = WASM_EMPTY_VEC;
  CHECK(!wasm_instance_new(store, obtained, &none, NULL));
  wasm_instance_t* instance = wasm_instance_new(other, obtained, &none, NULL);
  CHECK(instance);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  // What is left of a store that is gone may be deleted, and does nothing else.
  wasm_store_delete(other);
  wasm_val_t val;
  wasm_global_get(wasm_extern_as_global(exports.data[0]), &val);
  CHECK(val.kind == WASM_EXTERNREF && !val.of.ref);
  CHECK(!wasm_extern_type(exports.data[0]));
  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_module_delete(obtained);
  wasm_shared_module_delete(shared);
  wasm_module_delete(again);
  wasm_module_delete(module);
}

static void test_unlinkable(void) {
  wasm_module_t* module = module_of(store, "(module (import \"a\" \"f\" (func)))");
  wasm_extern_vec_t none = WASM_EMPTY_VEC;
  wasm_trap_t* trap = NULL;
  CHECK(!wasm_instance_new(store, module, &none, &trap) && trap);
  wasm_message_t message;
  wasm_trap_message(trap, &message);
  CHECK(strcmp(message.data, "unknown import: 1 imports, but 0 values") == 0);
  wasm_name_delete(&message);
  wasm_trap_delete(trap);
  wasm_module_delete(module);
}

// What cannot be had is NULL, and NULL can be deleted.
static void test_nothing(void) {
  wasm_func_delete(NULL);
  wasm_ref_delete(NULL);
  wasm_store_delete(NULL);
  wasm_trap_delete(NULL);
  CHECK(!wasm_valtype_new(77));
  CHECK(!wasm_ref_copy(NULL) && !wasm_ref_as_func(NULL) && wasm_ref_same(NULL, NULL));
  wasm_byte_vec_t empty;
  wasm_byte_vec_new_empty(&empty);
  CHECK(!wasm_module_new(store, &empty));
  wasm_byte_vec_delete(&empty);
}

int main(void) {
  engine = wasm_engine_new();
  store = wasm_store_new(engine);
  test_functions();
  test_traps();
  test_globals();
  test_tables();
  test_memories();
  test_types();
  test_references();
  test_sharing();
  test_unlinkable();
  test_nothing();
  CHECK(finalized == 0);
  wasm_store_delete(store);
  CHECK(finalized == 8);
  wasm_engine_delete(engine);
  return failures == 0 ? 0 : 1;
}
