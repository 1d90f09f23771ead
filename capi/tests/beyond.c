// What modlink.h has beyond the standard.
#include "capi/tests/check.h"

static wasm_engine_t* engine;
static wasm_store_t* store;

// The kind of an outcome, which is deleted.
static modlink_kind_t kind_of(modlink_outcome_t* outcome) {
  const modlink_kind_t kind = modlink_outcome_kind(outcome);
  modlink_outcome_delete(outcome);
  return kind;
}

static modlink_outcome_t* load(const char* text, wasm_module_t** module) {
  return modlink_module_new(store, text, strlen(text), "test.wat", module);
}

static wasm_instance_t* instantiate(modlink_linker_t* linker, const char* text) {
  wasm_module_t* module = NULL;
  wasm_instance_t* instance = NULL;
  modlink_outcome_t* outcome = load(text, &module);
  if (module) {
    modlink_outcome_delete(outcome);
    outcome = modlink_linker_instantiate(linker, module, &instance);
  }
  if (!instance) fprintf(stderr, "%s\n", modlink_outcome_diagnosis(outcome));
  CHECK(instance);
  modlink_outcome_delete(outcome);
  wasm_module_delete(module);
  return instance;
}

static wasm_instance_t* plain(const char* text) {
  modlink_linker_t* linker = modlink_linker_new(store);
  wasm_instance_t* instance = instantiate(linker, text);
  modlink_linker_delete(linker);
  return instance;
}

static modlink_outcome_t* call(const wasm_instance_t* instance, const char* name) {
  const char* path[] = {name};
  return modlink_call_export(instance, path, 1, NULL, 0);
}

static wasm_extern_t* export_of(const wasm_instance_t* instance, const char* name) {
  const char* path[] = {name};
  return modlink_export(instance, path, 1);
}

static void test_errors(void) {
  wasm_module_t* module;
  modlink_position_t position;
  modlink_outcome_t* outcome = load("(module\n  (func (result i32) (i64.const 0)))", &module);
  CHECK(!module && modlink_outcome_kind(outcome) == MODLINK_INVALID);
  CHECK(strncmp(modlink_outcome_message(outcome), "type mismatch", 13) == 0);
  CHECK(strcmp(modlink_outcome_code(outcome), "type-mismatch") == 0);
  CHECK(strncmp(modlink_outcome_diagnosis(outcome), "test.wat:2:", 11) == 0);
  CHECK(modlink_outcome_position(outcome, &position) && position.line == 2 && position.column > 20);
  CHECK(position.offset > 30);
  modlink_outcome_delete(outcome);
  outcome = load("(module (func (nop))", &module);
  CHECK(modlink_outcome_kind(outcome) == MODLINK_MALFORMED && modlink_outcome_position(outcome, &position));
  modlink_outcome_delete(outcome);
  outcome = modlink_module_new(store, "\0asm\1\0\0\0\1", 9, NULL, &module);
  CHECK(modlink_outcome_kind(outcome) == MODLINK_MALFORMED);
  CHECK(modlink_outcome_position(outcome, &position) && position.offset == 9 && position.line == 0);
  modlink_outcome_delete(outcome);
  outcome = load("(module (import \"a\" (func)))", &module);
  CHECK(kind_of(outcome) == MODLINK_OK);
  modlink_linker_t* linker = modlink_linker_new(store);
  wasm_instance_t* instance;
  outcome = modlink_linker_instantiate(linker, module, &instance);
  CHECK(!instance && modlink_outcome_kind(outcome) == MODLINK_UNLINKABLE);
  CHECK(strcmp(modlink_outcome_message(outcome), "unknown import \"a\"") == 0);
  CHECK(modlink_outcome_position(outcome, &position) && position.offset == 8 && position.column == 9);
  modlink_outcome_delete(outcome);
  modlink_linker_delete(linker);
  wasm_module_delete(module);
  CHECK(strcmp(modlink_kind_name(MODLINK_OUT_OF_FUEL), "out of fuel") == 0);
  CHECK(*modlink_kind_name(200) == '\0');
}

static const char endings[] =
    "(module (tag $e (export \"e\") (param i32 v128)) (func (export \"ok\") (result i32 v128 f64)"
    "  (i32.const -1) (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15) (f64.const 0.5))\n"
    " (func $div (export \"trap\") (drop (i32.div_s (i32.const 1) (i32.const 0))))"
    " (func (export \"throw\") (throw $e (i32.const 6) (v128.const i64x2 1 2)))"
    " (func $deep (export \"deep\") (call $deep)))";

static void test_results(const wasm_instance_t* instance) {
  size_t count;
  modlink_outcome_t* outcome = call(instance, "ok");
  const modlink_val_t* vals = modlink_outcome_values(outcome, &count);
  CHECK(modlink_outcome_kind(outcome) == MODLINK_OK && count == 3 && vals[0].of.i32 == -1 && vals[2].of.f64 == 0.5);
  CHECK(vals[1].kind == MODLINK_V128 && vals[1].of.v128[3] == 3 && vals[1].of.v128[15] == 15);
  CHECK(*modlink_outcome_message(outcome) == '\0' && !modlink_outcome_tag(outcome));
  CHECK(*modlink_outcome_code(outcome) == '\0');
  modlink_outcome_delete(outcome);
}

static void test_traps(const wasm_instance_t* instance) {
  modlink_outcome_t* outcome = call(instance, "trap");
  modlink_position_t position;
  CHECK(modlink_outcome_kind(outcome) == MODLINK_TRAP);
  CHECK(modlink_outcome_trap_code(outcome) == MODLINK_TRAP_INTEGER_DIVIDE_BY_ZERO);
  CHECK(strcmp(modlink_outcome_message(outcome), "integer divide by zero (in function $div)") == 0);
  CHECK(strcmp(modlink_outcome_code(outcome), "integer-divide-by-zero") == 0);
  CHECK(strstr(modlink_outcome_diagnosis(outcome), "test.wat:2:"));
  CHECK(modlink_outcome_position(outcome, &position) && position.line == 2);
  wasm_frame_vec_t trace;
  modlink_outcome_trace(outcome, &trace);
  CHECK(trace.size == 1 && wasm_frame_func_index(trace.data[0]) == 1);
  wasm_frame_vec_delete(&trace);
  modlink_outcome_delete(outcome);
  outcome = call(instance, "deep");
  CHECK(modlink_outcome_trap_code(outcome) == MODLINK_TRAP_CALL_STACK_EXHAUSTED);
  modlink_outcome_delete(outcome);
  CHECK(kind_of(call(instance, "none")) == MODLINK_UNLINKABLE);
}

static void test_exceptions(const wasm_instance_t* instance) {
  size_t count;
  modlink_outcome_t* outcome = call(instance, "throw");
  const modlink_val_t* vals = modlink_outcome_values(outcome, &count);
  CHECK(modlink_outcome_kind(outcome) == MODLINK_EXCEPTION && count == 2);
  CHECK(vals[0].of.i32 == 6 && vals[1].of.v128[8] == 2);
  wasm_extern_t* tag = export_of(instance, "e");
  CHECK(wasm_extern_kind(tag) == MODLINK_EXTERN_TAG);
  CHECK(modlink_tag_same(modlink_outcome_tag(outcome), modlink_extern_as_tag(tag)));
  wasm_extern_delete(tag);
  modlink_outcome_delete(outcome);
}

static void test_outcomes(void) {
  wasm_instance_t* instance = plain(endings);
  test_results(instance);
  test_traps(instance);
  test_exceptions(instance);
  wasm_instance_delete(instance);
}

static wasm_trap_t* swap(void* env, const modlink_val_t args[], size_t arg_count, modlink_val_t results[],
                         size_t result_count) {
  CHECK(arg_count == 2 && result_count == 2 && args[0].kind == MODLINK_V128);
  results[0] = args[1];
  results[1] = args[0];
  *(wasm_instance_t**)env = modlink_store_caller(store);
  return NULL;
}

static void test_vectors(void) {
  wasm_valtype_vec_t params, results;
  wasm_valtype_t* types[] = {wasm_valtype_new(MODLINK_V128), wasm_valtype_new_f32()};
  wasm_valtype_vec_new(&params, 2, types);
  wasm_valtype_t* turned[] = {wasm_valtype_new_f32(), wasm_valtype_new(MODLINK_V128)};
  wasm_valtype_vec_new(&results, 2, turned);
  wasm_functype_t* type = wasm_functype_new(&params, &results);
  wasm_instance_t* caller = NULL;
  wasm_func_t* func = modlink_func_new(store, type, swap, &caller, NULL);
  wasm_functype_delete(type);
  modlink_linker_t* linker = modlink_linker_new(store);
  CHECK(modlink_linker_define(linker, "swap", NULL, wasm_func_as_extern(func)));
  wasm_instance_t* instance = instantiate(
      linker,
      "(module (import \"swap\" (func $swap (param v128 f32) (result f32 v128)))"
      " (func (export \"f\") (result f32 v128) (call $swap (v128.const i64x2 3 4) (f32.const nan:0x200001))))");
  modlink_outcome_t* outcome = call(instance, "f");
  size_t count;
  const modlink_val_t* vals = modlink_outcome_values(outcome, &count);
  uint32_t bits;
  CHECK(count == 2 && vals[1].of.v128[0] == 3 && vals[1].of.v128[8] == 4);
  memcpy(&bits, &vals[0].of.f32, sizeof bits);
  CHECK(bits == 0x7fa00001);
  modlink_outcome_delete(outcome);
  CHECK(caller && wasm_instance_same(caller, instance));
  // The standard's values have no room for vectors.
  wasm_val_vec_t none = WASM_EMPTY_VEC;
  wasm_extern_t* f = export_of(instance, "f");
  wasm_trap_t* trap = wasm_func_call(wasm_extern_as_func(f), &none, &none);
  CHECK(trap);
  wasm_trap_delete(trap);
  wasm_extern_delete(f);
  wasm_instance_delete(caller);
  wasm_instance_delete(instance);
  modlink_linker_delete(linker);
  wasm_func_delete(func);
}

static wasm_trap_t* throwing(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  (void)args, (void)results;
  modlink_val_t val = {.kind = WASM_I32, .of = {.i32 = 9}};
  return modlink_exception_new(store, (const modlink_tag_t*)env, &val, 1);
}
// Passes on how another function ended.
static wasm_trap_t* passing(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  modlink_outcome_t* outcome = modlink_func_call((const wasm_func_t*)env, NULL, 0);
  (void)args, (void)results;
  wasm_trap_t* trap = modlink_outcome_as_trap(store, outcome);
  modlink_outcome_delete(outcome);
  return trap;
}

static void test_tags(void) {
  wasm_functype_t* type = wasm_functype_new_1_0(wasm_valtype_new_i32());
  modlink_tag_t* tag = modlink_tag_new(store, type);
  wasm_functype_delete(type);
  type = wasm_functype_new_0_0();
  wasm_func_t* thrower = wasm_func_new_with_env(store, type, throwing, tag, NULL);
  wasm_func_t* passer = wasm_func_new_with_env(store, type, passing, thrower, NULL);
  wasm_functype_delete(type);
  modlink_linker_t* linker = modlink_linker_new(store);
  CHECK(modlink_linker_define(linker, "host", "e", modlink_tag_as_extern(tag)));
  CHECK(modlink_linker_define(linker, "host", "throw", wasm_func_as_extern(passer)));
  wasm_instance_t* instance = instantiate(
      linker,
      "(module (import \"host\" \"e\" (tag $e (param i32))) (import \"host\" \"throw\" (func $throw))"
      " (func (export \"caught\") (result i32) (block $l (result i32) (try_table (catch $e $l) (call $throw))"
      "  (i32.const 0))) (func (export \"thrown\") (call $throw)))");
  size_t count;
  modlink_outcome_t* outcome = call(instance, "caught");
  CHECK(modlink_outcome_values(outcome, &count)[0].of.i32 == 9 && count == 1);
  modlink_outcome_delete(outcome);
  outcome = call(instance, "thrown");
  CHECK(modlink_outcome_kind(outcome) == MODLINK_EXCEPTION);
  CHECK(modlink_tag_same(modlink_outcome_tag(outcome), tag));
  wasm_trap_t* trap = modlink_outcome_as_trap(store, outcome);
  modlink_outcome_delete(outcome);
  outcome = modlink_trap_outcome(trap);
  wasm_trap_delete(trap);
  CHECK(modlink_outcome_kind(outcome) == MODLINK_EXCEPTION);
  modlink_outcome_delete(outcome);
  trap = modlink_exception_new(store, tag, NULL, 0);
  outcome = modlink_trap_outcome(trap);
  CHECK(modlink_outcome_trap_code(outcome) == MODLINK_TRAP_HOST);
  modlink_outcome_delete(outcome);
  wasm_trap_delete(trap);
  type = modlink_tag_type(tag);
  CHECK(wasm_functype_params(type)->size == 1);
  wasm_functype_delete(type);
  modlink_tag_delete(tag);
  wasm_instance_delete(instance);
  modlink_linker_delete(linker);
  wasm_func_delete(thrower);
  wasm_func_delete(passer);
}

static bool text_is(wasm_byte_vec_t text, const char* expected) {
  const bool same = text.size == strlen(expected) && memcmp(text.data, expected, text.size) == 0;
  if (!same) fprintf(stderr, "found %.*s\n", (int)text.size, text.data);
  wasm_byte_vec_delete(&text);
  return same;
}

static void test_module_type(const wasm_extern_t* module) {
  wasm_externtype_t* type = wasm_extern_type(module);
  wasm_importtype_vec_t imports;
  wasm_exporttype_vec_t exports;
  modlink_externtype_imports(type, &imports);
  modlink_externtype_exports(type, &exports);
  CHECK(imports.size == 1 && wasm_externtype_kind(wasm_importtype_type(imports.data[0])) == WASM_EXTERN_GLOBAL);
  CHECK(exports.size == 1 && wasm_externtype_kind(wasm_exporttype_type(exports.data[0])) == WASM_EXTERN_FUNC);
  wasm_byte_vec_t text;
  modlink_externtype_text(wasm_exporttype_type(exports.data[0]), &text);
  CHECK(text_is(text, "(func (result i32))"));
  wasm_importtype_vec_delete(&imports);
  wasm_exporttype_vec_delete(&exports);
  wasm_externtype_delete(type);
}

static wasm_global_t* new_forty(void) {
  wasm_globaltype_t* global_type = wasm_globaltype_new(wasm_valtype_new_i32(), WASM_CONST);
  wasm_val_t forty = WASM_I32_VAL(40);
  wasm_global_t* global = wasm_global_new(store, global_type, &forty);
  wasm_globaltype_delete(global_type);
  return global;
}

static void test_user(const wasm_instance_t* user) {
  size_t count;
  modlink_outcome_t* outcome = call(user, "f");
  CHECK(modlink_outcome_values(outcome, &count)[0].of.i32 == 41);
  modlink_outcome_delete(outcome);
  const char* path[] = {"m", "get"};
  outcome = modlink_call_export(user, path, 2, NULL, 0);
  CHECK(modlink_outcome_values(outcome, &count)[0].of.i32 == 40);
  modlink_outcome_delete(outcome);
  CHECK(!modlink_export(user, (const char* const[]){"m", "none"}, 2));

  wasm_extern_vec_t all;
  modlink_instance_all(user, MODLINK_EXTERN_INSTANCE, &all);
  CHECK(all.size == 2);  // what "i" "one" is from, and $m
  wasm_extern_vec_t inside;
  modlink_instance_all(modlink_extern_as_instance(all.data[1]), WASM_EXTERN_GLOBAL, &inside);
  CHECK(inside.size == 1);
  CHECK(modlink_instance_hash(modlink_extern_as_instance(all.data[1])) != 0);
  wasm_extern_vec_delete(&inside);
  wasm_extern_vec_delete(&all);
}

// Modules and instances are values: exported, passed on, imported.
static void test_linking(void) {
  wasm_instance_t* library = plain(
      "(module (module (export \"M\") (import \"n\" (global $n i32))"
      "  (func (export \"get\") (result i32) (global.get $n)))"
      " (module $I (func (export \"one\") (result i32) (i32.const 1)))"
      " (instance $i (instantiate $I)) (export \"i\" (instance $i)))");
  wasm_extern_t* module = export_of(library, "M");
  wasm_extern_t* inner = export_of(library, "i");
  CHECK(wasm_extern_kind(module) == MODLINK_EXTERN_MODULE && wasm_extern_kind(inner) == MODLINK_EXTERN_INSTANCE);
  CHECK(modlink_extern_as_module(module) && !modlink_extern_as_module(inner) && modlink_extern_as_instance(inner));
  CHECK(!wasm_module_share(modlink_extern_as_module(module)));

  test_module_type(module);

  // By name: a module, an instance of two levels that is one, and a value of one level.
  modlink_linker_t* linker = modlink_linker_new(store);
  wasm_global_t* global = new_forty();
  CHECK(modlink_linker_define(linker, "M", NULL, module));
  CHECK(modlink_linker_define(linker, "i", NULL, inner));
  CHECK(modlink_linker_define(linker, "n", NULL, wasm_global_as_extern(global)));
  wasm_instance_t* user =
      instantiate(linker,
                  "(module (import \"M\" (module $M (import \"n\" (global i32)) (export \"get\" (func (result i32)))))"
                  " (import \"i\" \"one\" (func $one (result i32))) (import \"n\" (global $n i32))"
                  " (instance $m (instantiate $M (import \"n\" (global $n)))) (export \"m\" (instance $m))"
                  " (func (export \"f\") (result i32) (i32.add (call $one) (call (func $m \"get\")))))");
  test_user(user);
  wasm_global_delete(global);
  wasm_extern_delete(module);
  wasm_extern_delete(inner);
  wasm_instance_delete(user);
  wasm_instance_delete(library);
  modlink_linker_delete(linker);
}

static void test_configuration(void) {
  wasm_config_t* config = wasm_config_new();
  CHECK(modlink_config_feature(config, "gc") && modlink_config_set_feature(config, "gc", false));
  CHECK(!modlink_config_feature(config, "gc") && !modlink_config_set_feature(config, "teleportation", true));
  CHECK(modlink_config_set_limit(config, "memory_bytes", 1 << 16) && !modlink_config_set_limit(config, "dreams", 1));
  CHECK(!modlink_config_set_limit(config, "module_nesting", 1000000));
  CHECK(modlink_config_limit(config, "memory_bytes") == 1 << 16 && modlink_limit_name(0));
  size_t features = 0;
  while (modlink_feature_name(features)) ++features;
  CHECK(features > 20);
  wasm_engine_t* other = wasm_engine_new_with_config(config);
  wasm_store_t* small = wasm_store_new(other);
  wasm_config_t* large = wasm_config_new();
  modlink_config_set_metered(large, true);
  wasm_store_t* metered = modlink_store_new(other, large);
  wasm_config_delete(large);
  wasm_module_t* module;
  const char structs[] = "(module (type (struct)))";
  CHECK(kind_of(modlink_module_new(metered, structs, strlen(structs), NULL, &module)) == MODLINK_MALFORMED);
  const char text[] = "(module (memory 2) (func (export \"f\") (loop $l (br $l))))";
  wasm_instance_t* instance;
  CHECK(kind_of(modlink_module_new(small, text, strlen(text), NULL, &module)) == MODLINK_OK);
  modlink_linker_t* linker = modlink_linker_new(small);
  CHECK(kind_of(modlink_linker_instantiate(linker, module, &instance)) == MODLINK_LIMIT && !instance);
  modlink_linker_delete(linker);
  wasm_module_delete(module);
  CHECK(kind_of(modlink_module_new(metered, text, strlen(text), NULL, &module)) == MODLINK_OK);
  linker = modlink_linker_new(metered);
  CHECK(kind_of(modlink_linker_instantiate(linker, module, &instance)) == MODLINK_OK);
  uint64_t fuel = 1;
  CHECK(modlink_store_fuel(metered, &fuel) && fuel == 0 && !modlink_store_fuel(small, &fuel));
  CHECK(modlink_store_set_fuel(metered, 1000) && !modlink_store_set_fuel(small, 1000));
  CHECK(kind_of(call(instance, "f")) == MODLINK_OUT_OF_FUEL);
  wasm_instance_delete(instance);
  modlink_linker_delete(linker);
  wasm_module_delete(module);
  wasm_store_delete(metered);
  wasm_store_delete(small);
  wasm_engine_delete(other);
}

static void test_sizes_of_64_bits(void) {
  modlink_limits_t limits = {1, UINT64_C(1) << 40, true, true, false, 16};
  wasm_memorytype_t* type = modlink_memorytype_new(&limits);
  CHECK(wasm_memorytype_limits(type)->max == wasm_limits_max_default);
  const modlink_limits_t endless = {1, 0, false, false, true, 16};
  const modlink_limits_t odd = {1, 0, false, false, false, 5};
  CHECK(!modlink_memorytype_new(&endless) && !modlink_memorytype_new(&odd));
  wasm_memory_t* memory = wasm_memory_new(store, type);
  wasm_memorytype_delete(type);
  type = wasm_memory_type(memory);
  limits = modlink_memorytype_limits(type);
  CHECK(limits.is_64 && limits.has_max && limits.max == UINT64_C(1) << 40 && limits.min == 1);
  wasm_memorytype_delete(type);
  CHECK(modlink_memory_grow(memory, 9) && modlink_memory_size(memory) == 10);
  CHECK(!modlink_memory_grow(memory, UINT64_C(1) << 41));
  CHECK(modlink_memory_write(memory, 5 * 65536 + 7, "abc", 3) && !modlink_memory_write(memory, 655358, "abc", 3));
  char bytes[4] = "";
  CHECK(modlink_memory_read(memory, 5 * 65536 + 7, bytes, 3) && strcmp(bytes, "abc") == 0);
  uint64_t address = 0;
  const uint8_t* data;
  size_t size;
  CHECK(modlink_memory_next(memory, &address, &data, &size) && address == 5 * 65536 && size == 4096 && data[8] == 'b');
  address += size;
  CHECK(!modlink_memory_next(memory, &address, &data, &size));
  wasm_memory_delete(memory);
  modlink_limits_t of_table = {2, 0, false, true, false, 16};
  wasm_tabletype_t* table_type = modlink_tabletype_new(wasm_valtype_new(MODLINK_ANYREF), &of_table);
  wasm_table_t* table = wasm_table_new(store, table_type, NULL);
  wasm_tabletype_delete(table_type);
  wasm_ref_t* i31 = modlink_i31_new(store, -5);
  CHECK(modlink_table_grow(table, 1, i31) && modlink_table_size(table) == 3);
  modlink_val_t val;
  CHECK(modlink_table_get(table, 2, &val) && val.kind == MODLINK_ANYREF && modlink_i31_get(val.of.ref) == -5);
  modlink_val_delete(&val);
  CHECK(!modlink_table_get(table, 3, &val) && modlink_table_set(table, 2, NULL));
  wasm_ref_delete(i31);
  wasm_table_delete(table);
}

static const char graph[] =
    "(module (type $node (struct (field (mut i8)) (field (mut (ref null $node)))))"
    " (type $pair (array (mut (ref null $node)))) (tag $e (param i64))"
    " (global $n (export \"n\") (mut (ref null $node)) (struct.new $node (i32.const 300) (ref.null $node)))"
    " (global $own (mut i32) (i32.const 0)) (memory $m 1) (table $t 2 funcref) (elem (i32.const 1) $f)"
    " (func (export \"cycle\") (struct.set $node 1 (global.get $n) (global.get $n)))"
    " (func (export \"pair\") (result (ref $pair)) (array.new_fixed $pair 2 (global.get $n) (ref.null $node)))"
    " (func (export \"exn\") (result exnref) (block $l (result exnref) (try_table (catch_all_ref $l)"
    "  (throw $e (i64.const 7))) unreachable))"
    " (func $f (export \"f\") (global.set $own (i32.const 1))) (func (export \"g\") (i32.store8 (i32.const 9) "
    "(i32.const 1))))";

static void test_objects(void) {
  wasm_instance_t* instance = plain(graph);
  CHECK(kind_of(call(instance, "cycle")) == MODLINK_OK);
  size_t count;
  modlink_outcome_t* outcome = call(instance, "pair");
  const wasm_ref_t* pair = modlink_outcome_values(outcome, &count)[0].of.ref;
  CHECK(modlink_ref_kind(pair) == MODLINK_REF_ARRAY && modlink_object_size(pair) == 2);
  modlink_val_t node, next, number;
  CHECK(modlink_object_get(pair, 0, &node) && modlink_ref_kind(node.of.ref) == MODLINK_REF_STRUCT);
  CHECK(!modlink_object_get(pair, 2, &next));
  CHECK(modlink_object_get(node.of.ref, 0, &number) && number.kind == WASM_I32 && number.of.i32 == 300 % 256);
  CHECK(modlink_object_get(node.of.ref, 1, &next) && wasm_ref_same(next.of.ref, node.of.ref));
  number.of.i32 = 77;
  CHECK(modlink_object_set(next.of.ref, 0, &number) && !modlink_object_set(next.of.ref, 1, &number));
  CHECK(modlink_object_get(node.of.ref, 0, &number) && number.of.i32 == 77);
  modlink_val_delete(&next);
  modlink_val_delete(&node);
  modlink_outcome_delete(outcome);
  outcome = call(instance, "exn");
  const modlink_val_t* exn = modlink_outcome_values(outcome, &count);
  CHECK(exn->kind == MODLINK_EXNREF && modlink_ref_kind(exn->of.ref) == MODLINK_REF_EXN);
  CHECK(modlink_object_get(exn->of.ref, 0, &number) && number.kind == WASM_I64 && number.of.i64 == 7);
  modlink_tag_t* tag = modlink_exn_tag(exn->of.ref);
  CHECK(tag);
  modlink_tag_delete(tag);
  modlink_outcome_delete(outcome);
  wasm_extern_t* n = export_of(instance, "n");
  wasm_externtype_t* type = wasm_extern_type(n);
  CHECK(wasm_valtype_kind(wasm_globaltype_content(wasm_externtype_as_globaltype(type))) == MODLINK_ANYREF);
  wasm_externtype_delete(type);
  modlink_val_t null = {.kind = MODLINK_ANYREF, .of = {.ref = NULL}};
  modlink_val_t wrong = {.kind = MODLINK_ANYREF, .of = {.ref = modlink_i31_new(store, 1)}};
  CHECK(modlink_global_set(wasm_extern_as_global(n), &null) && !modlink_global_set(wasm_extern_as_global(n), &wrong));
  modlink_val_delete(&wrong);
  wasm_extern_delete(n);
  wasm_instance_delete(instance);
}

// Objects, tables and globals and memories that are not exported count; addresses do not.
static void test_hashes(void) {
  wasm_instance_t* a = plain(graph);
  wasm_instance_t* b = plain(graph);
  const uint64_t before = modlink_instance_hash(a);
  CHECK(before == modlink_instance_hash(b));
  const char* changes[] = {"cycle", "f", "g"};
  for (size_t i = 0; i < 3; ++i) {
    CHECK(kind_of(call(a, changes[i])) == MODLINK_OK);
    CHECK(modlink_instance_hash(a) != modlink_instance_hash(b));
    CHECK(kind_of(call(b, changes[i])) == MODLINK_OK);
    CHECK(modlink_instance_hash(a) == modlink_instance_hash(b));
  }
  CHECK(modlink_instance_hash(a) != before);
  const uint64_t all = modlink_store_hash(store);
  CHECK(kind_of(call(a, "cycle")) == MODLINK_OK && modlink_store_hash(store) == all);
  wasm_extern_vec_t globals;
  modlink_instance_all(a, WASM_EXTERN_GLOBAL, &globals);
  CHECK(globals.size == 2);
  modlink_val_t val = {.kind = WASM_I32, .of = {.i32 = 8}};
  CHECK(modlink_global_set(wasm_extern_as_global(globals.data[1]), &val));
  CHECK(modlink_store_hash(store) != all);
  wasm_extern_vec_delete(&globals);
  modlink_store_all(store, WASM_EXTERN_MEMORY, &globals);
  CHECK(globals.size >= 2);
  wasm_extern_vec_delete(&globals);
  wasm_instance_delete(a);
  wasm_instance_delete(b);
}

static wasm_trap_t* nothing(void* env, const modlink_val_t args[], size_t arg_count, modlink_val_t results[],
                            size_t result_count) {
  (void)env, (void)args, (void)arg_count, (void)results, (void)result_count;
  return NULL;
}

// Each function leaves something that looks alike, and is something else.
static const char identities[] =
    "(module (import \"h\" \"a\" (func $a)) (import \"h\" \"b\" (func $b))"
    " (module $M (func (export \"f\"))) (instance $m (instantiate $M)) (instance $n (instantiate $M))"
    " (alias $m \"f\" (func $mf)) (alias $n \"f\" (func $nf)) (elem declare func $a $b $mf $nf)"
    " (type $s (sub (struct (field (mut i32))))) (type $t (sub $s (struct (field (mut i32)))))"
    " (type $final (struct (field (mut i32)))) (type $const (struct (field i32)))"
    " (type $i8 (array (mut i8))) (type $i16 (array (mut i16))) (type $i32 (array (mut i32)))"
    " (rec (type $first (struct (field i32))) (type $second (struct (field i32))))"
    " (tag $d (param i32)) (tag $e (param i32))"
    " (global $f (mut funcref) (ref.null func)) (global $g (mut anyref) (ref.null any))"
    " (global $x (mut exnref) (ref.null exn))"
    " (func (export \"f0\") (global.set $f (ref.func $a))) (func (export \"f1\") (global.set $f (ref.func $b)))"
    " (func (export \"f2\") (global.set $f (ref.func $mf))) (func (export \"f3\") (global.set $f (ref.func $nf)))"
    " (func (export \"g0\") (global.set $g (struct.new $s (i32.const 1))))"
    " (func (export \"g1\") (global.set $g (struct.new $t (i32.const 1))))"
    " (func (export \"g2\") (global.set $g (struct.new $final (i32.const 1))))"
    " (func (export \"g3\") (global.set $g (struct.new $const (i32.const 1))))"
    " (func (export \"g4\") (global.set $g (struct.new $first (i32.const 1))))"
    " (func (export \"g5\") (global.set $g (struct.new $second (i32.const 1))))"
    " (func (export \"g6\") (global.set $g (array.new $i8 (i32.const 1) (i32.const 1))))"
    " (func (export \"g7\") (global.set $g (array.new $i16 (i32.const 1) (i32.const 1))))"
    " (func (export \"g8\") (global.set $g (array.new $i32 (i32.const 1) (i32.const 1))))"
    " (func (export \"x0\") (global.set $x"
    "  (block (result exnref) (try_table (catch_all_ref 0) (throw $d (i32.const 1))) (unreachable))))"
    " (func (export \"x1\") (global.set $x"
    "  (block (result exnref) (try_table (catch_all_ref 0) (throw $e (i32.const 1))) (unreachable)))))";

static void expect_hashes_to_differ(wasm_instance_t* instance, const char* const names[], size_t count) {
  uint64_t hashes[2][16];
  for (size_t i = 0; i < count; ++i) {
    CHECK(kind_of(call(instance, names[i])) == MODLINK_OK);
    hashes[0][i] = modlink_store_hash(store);
    hashes[1][i] = modlink_instance_hash(instance);
    for (size_t j = 0; j < i; ++j) CHECK(hashes[0][i] != hashes[0][j] && hashes[1][i] != hashes[1][j]);
  }
}

// Which function, tag or type it is counts as well.
static void test_hashes_of_identities(void) {
  wasm_functype_t* type = wasm_functype_new_0_0();
  wasm_func_t* a = modlink_func_new(store, type, nothing, NULL, NULL);
  wasm_func_t* b = modlink_func_new(store, type, nothing, NULL, NULL);
  wasm_functype_delete(type);
  modlink_linker_t* linker = modlink_linker_new(store);
  modlink_linker_define(linker, "h", "a", wasm_func_as_extern(a));
  modlink_linker_define(linker, "h", "b", wasm_func_as_extern(b));
  wasm_module_t* module = module_of(store, identities);
  wasm_instance_t* instance;
  CHECK(kind_of(modlink_linker_instantiate(linker, module, &instance)) == MODLINK_OK);
  const char* funcs[] = {"f0", "f1", "f2", "f3"};
  const char* objects[] = {"g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8"};
  const char* exceptions[] = {"x0", "x1"};
  expect_hashes_to_differ(instance, funcs, 4);
  expect_hashes_to_differ(instance, objects, 9);
  expect_hashes_to_differ(instance, exceptions, 2);
  wasm_instance_delete(instance);
  wasm_module_delete(module);
  modlink_linker_delete(linker);
  wasm_func_delete(b);
  wasm_func_delete(a);
}

// Segments, of which an active one is gone at once, and others once they are dropped.
static void test_segments(void) {
  wasm_instance_t* instance = plain(
      "(module (memory 1) (table 1 funcref) (data \"abc\") (data (i32.const 0) \"de\") (elem funcref (ref.func $f))"
      " (elem externref (ref.null extern) (ref.null extern)) (elem (i32.const 0) $f)"
      " (func $f (export \"f\") (data.drop 0) (elem.drop 1)))");
  const uint8_t* data;
  size_t size;
  modlink_val_t val;
  CHECK(modlink_instance_data_count(instance) == 2 && modlink_instance_elem_count(instance) == 3);
  CHECK(modlink_instance_data(instance, 0, &data, &size) && size == 3 && memcmp(data, "abc", 3) == 0);
  CHECK(modlink_instance_data(instance, 1, &data, &size) && size == 0);
  CHECK(!modlink_instance_data(instance, 2, &data, &size) && size == 0);
  CHECK(modlink_instance_elem(instance, 0, &size) && size == 1);
  CHECK(modlink_instance_elem_get(instance, 0, 0, &val) && modlink_ref_kind(val.of.ref) == MODLINK_REF_FUNC);
  modlink_val_delete(&val);
  CHECK(!modlink_instance_elem_get(instance, 0, 1, &val) && !modlink_instance_elem_get(instance, 3, 0, &val));
  CHECK(modlink_instance_elem(instance, 1, &size) && size == 2);
  CHECK(modlink_instance_elem_get(instance, 1, 1, &val) && val.kind == WASM_EXTERNREF && !val.of.ref);
  CHECK(modlink_instance_elem(instance, 2, &size) && size == 0);
  CHECK(!modlink_instance_elem(instance, 3, &size));
  CHECK(kind_of(call(instance, "f")) == MODLINK_OK);
  CHECK(modlink_instance_data(instance, 0, &data, &size) && size == 0);
  CHECK(modlink_instance_elem(instance, 0, &size) && size == 1 && modlink_instance_elem(instance, 1, &size) &&
        size == 0);
  wasm_instance_delete(instance);
}

static const char with_segments[] =
    "(module (type $a (array (mut i8))) (type $r (array (ref $a))) (data $d \"abc\")"
    " (elem $e (ref $a) (array.new_default $a (i32.const 1)))"
    " (elem $f funcref (ref.null func)) (func (export \"data\") (data.drop $d)) (func (export \"elem\") (elem.drop $f))"
    " (func (export \"change\") (array.set $a"
    "  (array.get $r (array.new_elem $r $e (i32.const 0) (i32.const 1)) (i32.const 0))"
    "  (i32.const 0) (i32.const 5))))";

// Segments count as long as they are not dropped, and what their elements refer to.
static void test_hashes_of_segments(void) {
  wasm_instance_t* a = plain(with_segments);
  wasm_instance_t* b = plain(with_segments);
  uint64_t all = modlink_store_hash(store);
  CHECK(modlink_instance_hash(a) == modlink_instance_hash(b));
  const char* changes[] = {"change", "data", "elem"};
  for (size_t i = 0; i < 3; ++i) {
    CHECK(kind_of(call(a, changes[i])) == MODLINK_OK);
    CHECK(modlink_instance_hash(a) != modlink_instance_hash(b));
    CHECK(modlink_store_hash(store) != all);
    all = modlink_store_hash(store);
    CHECK(kind_of(call(b, changes[i])) == MODLINK_OK);
    CHECK(modlink_instance_hash(a) == modlink_instance_hash(b));
    CHECK(modlink_store_hash(store) != all);
    all = modlink_store_hash(store);
  }
  CHECK(kind_of(call(a, "data")) == MODLINK_OK && modlink_store_hash(store) == all);
  wasm_instance_delete(a);
  wasm_instance_delete(b);
}

static const char otherwise[] =
    "(module (memory 1) (table 1 funcref) (memory $shared 1 1 shared)"
    " (func (export \"plain\") (drop (f32.sqrt (f32.const 4))))"
    " (func (export \"nan\") (result f32) (f32.sqrt (f32.const -1)))"
    " (func (export \"relaxed\") (result v128) (i8x16.relaxed_swizzle (v128.const i64x2 7 8) (i8x16.splat (i32.const "
    "16))))"
    " (func (export \"memory\") (result i32) (memory.grow (i32.const 9)))"
    " (func (export \"table\") (result i32) (table.grow (ref.null func) (i32.const 9)))"
    " (func $f (export \"limit\") (call $f))"
    " (func (export \"threads\") (drop (memory.atomic.wait32 $shared (i32.const 0) (i32.const 0) (i64.const 1)))))";

static wasm_store_t* small_store(modlink_choices_t choices) {
  wasm_config_t* config = wasm_config_new();
  CHECK(modlink_config_set_limit(config, "memory_bytes", 1 << 17));
  CHECK(modlink_config_set_limit(config, "table_elements", 5));
  CHECK(modlink_config_set_choices(config, choices));
  CHECK(!modlink_config_set_choices(config, MODLINK_CHOICES_OTHER + 1));
  wasm_store_t* small = modlink_store_new(engine, config);
  wasm_config_delete(config);
  return small;
}

// The causes that are noted of a call, whose outcome is deleted.
static modlink_nondeterminism_t causes_of(const wasm_instance_t* instance, const char* name, bool are_noted) {
  modlink_nondeterminism_t causes;
  modlink_store_forget_nondeterminism(store);
  modlink_outcome_delete(call(instance, name));
  CHECK(modlink_store_nondeterminism(store, &causes) == are_noted);
  return causes;
}

// The host's growing is noted as that of instructions is.
static void test_growing_by_the_host(void) {
  wasm_store_t* small = small_store(MODLINK_CHOICES_DETERMINISTIC);
  modlink_nondeterminism_t causes;
  const modlink_limits_t limits = {1, 9, true, false, false, 16};
  wasm_memorytype_t* memory_type = modlink_memorytype_new(&limits);
  wasm_tabletype_t* table_type = modlink_tabletype_new(wasm_valtype_new(WASM_FUNCREF), &limits);
  wasm_memory_t* memory = wasm_memory_new(small, memory_type);
  wasm_table_t* table = wasm_table_new(small, table_type, NULL);
  CHECK(modlink_memory_grow(memory, 1) && modlink_table_grow(table, 1, NULL));
  CHECK(!modlink_memory_grow(memory, 8) && !modlink_table_grow(table, 8, NULL));  // not even as far as types go
  modlink_store_nondeterminism(small, &causes);
  CHECK(causes == 0);
  CHECK(!modlink_memory_grow(memory, 7));
  modlink_store_nondeterminism(small, &causes);
  CHECK(causes == MODLINK_NONDETERMINISM_MEMORY_GROW);
  CHECK(!modlink_table_grow(table, 7, NULL));
  modlink_store_nondeterminism(small, &causes);
  CHECK(causes == (MODLINK_NONDETERMINISM_MEMORY_GROW | MODLINK_NONDETERMINISM_TABLE_GROW));
  wasm_memorytype_delete(memory_type);
  wasm_tabletype_delete(table_type);
  wasm_memory_delete(memory);
  wasm_table_delete(table);
  wasm_store_delete(small);
}

static void test_nondeterminism(void) {
  wasm_store_t* const outer = store;
  for (modlink_choices_t choices = MODLINK_CHOICES_DETERMINISTIC; choices <= MODLINK_CHOICES_OTHER; ++choices) {
    const bool noted = choices != MODLINK_CHOICES_DETERMINISTIC;
    store = small_store(choices);
    wasm_instance_t* instance = plain(otherwise);
    CHECK(causes_of(instance, "plain", noted) == 0);
    CHECK(causes_of(instance, "nan", noted) == (noted ? MODLINK_NONDETERMINISM_NAN : 0));
    CHECK(causes_of(instance, "relaxed", noted) == (noted ? MODLINK_NONDETERMINISM_RELAXED_SIMD : 0));
    CHECK(causes_of(instance, "memory", noted) == MODLINK_NONDETERMINISM_MEMORY_GROW);
    CHECK(causes_of(instance, "table", noted) == MODLINK_NONDETERMINISM_TABLE_GROW);
    CHECK(causes_of(instance, "limit", noted) == MODLINK_NONDETERMINISM_LIMIT);
    CHECK(causes_of(instance, "threads", noted) == MODLINK_NONDETERMINISM_THREADS);
    modlink_outcome_t* outcome = call(instance, "nan");
    size_t count;
    uint32_t bits;
    memcpy(&bits, &modlink_outcome_values(outcome, &count)[0].of.f32, sizeof bits);
    CHECK(bits == (choices == MODLINK_CHOICES_OTHER ? 0xffc00000 : 0x7fc00000));
    modlink_outcome_delete(outcome);
    outcome = call(instance, "relaxed");
    CHECK(modlink_outcome_values(outcome, &count)[0].of.v128[0] == (choices == MODLINK_CHOICES_OTHER ? 7 : 0));
    modlink_outcome_delete(outcome);
    wasm_instance_delete(instance);
    wasm_store_delete(store);
  }
  store = outer;
}

static void test_relaxed_results(void) {
  uint8_t operands[48] = {9, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 200};
  uint8_t results[64];
  CHECK(modlink_relaxed_results("i8x16.relaxed_swizzle", operands, 2, results) == 2);
  CHECK(results[0] == 9 && results[1] == 0 && results[2] == 0);
  CHECK(results[16] == 9 && results[17] == 8 && results[18] == 0);
  operands[17] = 1;
  CHECK(modlink_relaxed_results("i8x16.relaxed_swizzle", operands, 2, results) == 1 && results[1] == 8);
  CHECK(modlink_relaxed_results("i8x16.relaxed_swizzle", operands, 3, results) == 0);
  CHECK(modlink_relaxed_results("i8x16.swizzle", operands, 2, results) == 0);
  CHECK(modlink_relaxed_results("teleport", operands, 0, results) == 0);
}

static wasm_trap_t* calling_back(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  (void)args, (void)results;
  modlink_outcome_t* outcome = call(*(wasm_instance_t**)env, "f");
  wasm_trap_t* trap = modlink_outcome_as_trap(store, outcome);
  modlink_outcome_delete(outcome);
  return trap;
}

static void test_nested_executions(void) {
  wasm_store_t* const outer = store;
  wasm_config_t* config = wasm_config_new();
  CHECK(modlink_config_set_limit(config, "nested_executions", 3));
  store = modlink_store_new(engine, config);
  wasm_config_delete(config);
  wasm_instance_t* instance = NULL;
  wasm_functype_t* type = wasm_functype_new_0_0();
  wasm_func_t* func = wasm_func_new_with_env(store, type, calling_back, &instance, NULL);
  wasm_functype_delete(type);
  modlink_linker_t* linker = modlink_linker_new(store);
  CHECK(modlink_linker_define(linker, "back", NULL, wasm_func_as_extern(func)));
  instance = instantiate(linker,
                         "(module (import \"back\" (func $back)) (global (export \"n\") (mut i32) (i32.const 0))"
                         " (func (export \"f\") (global.set 0 (i32.add (global.get 0) (i32.const 1))) (call $back)))");
  modlink_outcome_t* outcome = call(instance, "f");
  CHECK(modlink_outcome_kind(outcome) == MODLINK_LIMIT);
  CHECK(strcmp(modlink_outcome_code(outcome), "limit-nested-executions") == 0);
  modlink_outcome_delete(outcome);
  wasm_extern_t* n = export_of(instance, "n");
  modlink_val_t count;
  modlink_global_get(wasm_extern_as_global(n), &count);
  CHECK(count.of.i32 == 3);
  wasm_extern_delete(n);
  wasm_instance_delete(instance);
  modlink_linker_delete(linker);
  wasm_func_delete(func);
  wasm_store_delete(store);
  store = outer;
}

static void test_text(void) {
  wasm_byte_vec_t binary = binary_of(store, "(module (func (export \"f\")))");
  wasm_byte_vec_t text;
  CHECK(kind_of(modlink_binary_to_text(store, binary.data, binary.size, &text)) == MODLINK_OK);
  CHECK(text.size > 8 && memcmp(text.data, "(module", 7) == 0);
  wasm_byte_vec_delete(&text);
  wasm_byte_vec_delete(&binary);
  CHECK(kind_of(modlink_text_to_binary(store, "(module", 7, &binary)) == MODLINK_MALFORMED && binary.size == 0);
  wasm_valtype_t* type = wasm_valtype_new(MODLINK_EXNREF);
  modlink_valtype_text(type, &text);
  CHECK(text_is(text, "exnref"));
  wasm_valtype_delete(type);
}

static wasm_trap_t* resetting(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  (void)args, (void)results;
  CHECK(!modlink_store_reset((wasm_store_t*)env));
  wasm_store_delete((wasm_store_t*)env);  // when this call has ended
  return NULL;
}

static void test_reset(void) {
  wasm_instance_t* instance = plain(graph);
  CHECK(modlink_store_reset(store));
  CHECK(kind_of(call(instance, "f")) == MODLINK_UNLINKABLE);
  wasm_extern_vec_t globals;
  modlink_store_all(store, WASM_EXTERN_GLOBAL, &globals);
  CHECK(globals.size == 0);
  wasm_extern_vec_delete(&globals);
  wasm_instance_delete(instance);
  wasm_instance_delete(plain(graph));
  wasm_store_t* other = wasm_store_new(engine);
  wasm_functype_t* type = wasm_functype_new_0_0();
  wasm_func_t* func = wasm_func_new_with_env(other, type, resetting, other, NULL);
  wasm_functype_delete(type);
  modlink_outcome_t* outcome = modlink_func_call(func, NULL, 0);
  CHECK(kind_of(outcome) == MODLINK_OK);
  outcome = modlink_func_call(func, NULL, 0);
  CHECK(modlink_outcome_kind(outcome) == MODLINK_TRAP);
  modlink_outcome_delete(outcome);
  wasm_func_delete(func);
}

int main(void) {
  engine = wasm_engine_new();
  store = wasm_store_new(engine);
  test_errors();
  test_outcomes();
  test_vectors();
  test_tags();
  test_linking();
  test_configuration();
  test_sizes_of_64_bits();
  test_objects();
  test_hashes();
  test_hashes_of_identities();
  test_segments();
  test_hashes_of_segments();
  test_nondeterminism();
  test_growing_by_the_host();
  test_relaxed_results();
  test_nested_executions();
  test_text();
  test_reset();
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return failures == 0 ? 0 : 1;
}
