// Logs: what stores execute, as events.
#include "capi/tests/check.h"

static wasm_engine_t* engine;

// What a callback is given to keep.
typedef struct {
  wasm_store_t* store;
  char text[4096];  // a word for each event
  int events;
  void (*also)(wasm_store_t*);  // NULL: nothing
  int finalized;
} record_t;

static void write_word(record_t* record, const modlink_event_t* event) {
  const size_t length = strlen(record->text);
  char* const to = record->text + length;
  const size_t left = sizeof record->text - length;
  const int instance = (int)event->instance, index = (int)event->index;
  const int address = (int)event->address, count = (int)event->count;
  const int first = event->value_count > 0 ? event->values[0].of.i32 : -1;
  switch (event->kind) {
    case MODLINK_EVENT_INSTANTIATE: snprintf(to, left, "new %d; ", instance); break;
    case MODLINK_EVENT_CALL: snprintf(to, left, "call %d.%d(%d); ", instance, index, first); break;
    case MODLINK_EVENT_CALL_HOST: snprintf(to, left, "host of %d(%d); ", instance, first); break;
    case MODLINK_EVENT_RETURN: snprintf(to, left, "return %d.%d(%d); ", instance, index, first); break;
    case MODLINK_EVENT_MEMORY:
      snprintf(to, left, "memory %d.%d %d+%d=%d; ", instance, index, address, count, event->bytes[0]);
      break;
    case MODLINK_EVENT_TABLE:
      snprintf(to, left, "table %d.%d %d+%d=%s; ", instance, index, address, count,
               event->values[0].of.ref ? "ref" : "null");
      break;
    case MODLINK_EVENT_GLOBAL: snprintf(to, left, "global %d.%d=%d; ", instance, index, first); break;
  }
}

static void tell(void* env, const modlink_event_t* event) {
  record_t* const record = (record_t*)env;
  ++record->events;
  write_word(record, event);
  if (record->also) record->also(record->store);
}

static void finalize(void* env) { ++((record_t*)env)->finalized; }

// A store whose log goes to a record.
static wasm_store_t* logged_store(record_t* record) {
  memset(record, 0, sizeof *record);
  wasm_config_t* config = wasm_config_new();
  CHECK(modlink_config_set_log(config, tell, record, finalize));
  record->store = modlink_store_new(engine, config);
  wasm_config_delete(config);
  return record->store;
}

static wasm_trap_t* twice(void* env, const modlink_val_t args[], size_t arg_count, modlink_val_t results[],
                          size_t result_count) {
  (void)env;
  CHECK(arg_count == 1 && result_count == 1);
  results[0].of.i32 = 2 * args[0].of.i32;
  return NULL;
}

static modlink_kind_t kind_of(modlink_outcome_t* outcome) {
  const modlink_kind_t kind = modlink_outcome_kind(outcome);
  modlink_outcome_delete(outcome);
  return kind;
}

// With a host function "twice".
static modlink_outcome_t* instantiate(wasm_store_t* store, const char* text, wasm_instance_t** instance) {
  wasm_module_t* module = module_of(store, text);
  wasm_functype_t* type = wasm_functype_new_1_1(wasm_valtype_new_i32(), wasm_valtype_new_i32());
  wasm_func_t* func = modlink_func_new(store, type, twice, NULL, NULL);
  modlink_linker_t* linker = modlink_linker_new(store);
  CHECK(modlink_linker_define(linker, "twice", NULL, wasm_func_as_extern(func)));
  modlink_outcome_t* outcome = modlink_linker_instantiate(linker, module, instance);
  modlink_linker_delete(linker);
  wasm_func_delete(func);
  wasm_functype_delete(type);
  wasm_module_delete(module);
  return outcome;
}

static wasm_instance_t* instance_of(wasm_store_t* store, const char* text) {
  wasm_instance_t* instance;
  CHECK(kind_of(instantiate(store, text, &instance)) == MODLINK_OK && instance);
  return instance;
}

static modlink_outcome_t* call(const wasm_instance_t* instance, int32_t arg) {
  const char* path[] = {"f"};
  const modlink_val_t args[] = {{.kind = WASM_I32, .of = {.i32 = arg}}};
  return modlink_call_export(instance, path, 1, args, 1);
}

static bool is_told(record_t* record, const char* expected) {
  const bool is = strcmp(record->text, expected) == 0;
  if (!is) fprintf(stderr, "told %s\n", record->text);
  record->text[0] = '\0';
  return is;
}

static const char nested[] =
    "(module (import \"twice\" (func $twice (param i32) (result i32)))"
    " (module $M (memory (export \"mem\") 1) (data (i32.const 8) \"ab\")"
    "  (func (export \"write\") (param i32) (i32.store16 offset=4 (local.get 0) (i32.const 0x201))))"
    " (instance $m (instantiate $M)) (table 4 funcref) (global $g (mut i32) (i32.const 0))"
    " (elem (i32.const 1) func $f)"
    " (func $f (export \"f\") (param i32) (result i32) (global.set $g (i32.const 5))"
    "  (call (func $m \"write\") (local.get 0)) (table.set (i32.const 3) (ref.null func))"
    "  (table.fill (i32.const 0) (ref.func $f) (i32.const 2)) (call $twice (local.get 0))))";

static const char instantiation[] = "new 0; new 1; memory 1.0 8+2=97; table 0.0 1+1=ref; ";

static void test_events(void) {
  record_t record;
  wasm_store_t* store = logged_store(&record);
  wasm_instance_t* instance = instance_of(store, nested);
  CHECK(is_told(&record, instantiation));
  CHECK(kind_of(call(instance, 20)) == MODLINK_OK);
  CHECK(is_told(&record,
                "call 0.2(20); global 0.0=5; call 1.0(20); memory 1.0 24+2=1; return 1.0(-1); table 0.0 3+1=null; "
                "table 0.0 0+2=ref; host of 0(20); return 0.2(40); "));
  // What traps has not been written.
  CHECK(kind_of(call(instance, 65535)) == MODLINK_TRAP);
  CHECK(is_told(&record, "call 0.2(65535); global 0.0=5; call 1.0(65535); "));

  // Numbers lead to instances.
  wasm_instance_t* outer = modlink_store_instance(store, 0);
  wasm_instance_t* inner = modlink_store_instance(store, 1);
  CHECK(outer && wasm_instance_same(outer, instance) && inner && !modlink_store_instance(store, 2));
  wasm_extern_t* memory = modlink_export(inner, (const char* const[]){"mem"}, 1);
  uint8_t byte = 0;
  CHECK(memory && modlink_memory_read(wasm_extern_as_memory(memory), 24, &byte, 1) && byte == 1);
  wasm_extern_delete(memory);
  wasm_instance_delete(outer);
  wasm_instance_delete(inner);
  wasm_instance_delete(instance);

  // They begin anew with the store.
  CHECK(modlink_store_reset(store) && !modlink_store_instance(store, 0));
  wasm_instance_delete(instance_of(store, nested));
  CHECK(is_told(&record, instantiation));
  wasm_store_delete(store);
  CHECK(record.finalized == 1);
}

// A store without a log has no numbers; one without a callback has no log.
static void test_no_log(void) {
  wasm_store_t* plain = wasm_store_new(engine);
  wasm_instance_delete(instance_of(plain, nested));
  CHECK(!modlink_store_instance(plain, 0));
  wasm_store_delete(plain);
  record_t record = {0};
  wasm_config_t* config = wasm_config_new();
  CHECK(modlink_config_set_log(config, tell, &record, finalize));
  CHECK(modlink_config_set_log(config, NULL, NULL, NULL) && record.finalized == 1);
  wasm_store_t* store = modlink_store_new(engine, config);
  wasm_config_delete(config);
  wasm_instance_delete(instance_of(store, nested));
  CHECK(record.events == 0);
  wasm_store_delete(store);
}

static wasm_instance_t* misused;
static int refusals;

static void misuse(wasm_store_t* store) {
  wasm_instance_t* instance;
  CHECK(!modlink_store_reset(store));
  if (!misused) return;
  modlink_outcome_t* outcome = call(misused, 1);
  CHECK(modlink_outcome_trap_code(outcome) == MODLINK_TRAP_HOST);
  CHECK(strcmp(modlink_outcome_code(outcome), "host-trap") == 0);
  modlink_outcome_delete(outcome);
  outcome = instantiate(store, "(module)", &instance);
  CHECK(modlink_outcome_trap_code(outcome) == MODLINK_TRAP_HOST && !instance);
  modlink_outcome_delete(outcome);
  wasm_extern_vec_t all;
  modlink_store_all(store, WASM_EXTERN_MEMORY, &all);
  CHECK(!modlink_memory_grow(wasm_extern_as_memory(all.data[0]), 1));
  CHECK(!modlink_memory_write(wasm_extern_as_memory(all.data[0]), 0, "x", 1));
  wasm_extern_vec_delete(&all);
  modlink_store_all(store, WASM_EXTERN_TABLE, &all);
  CHECK(!modlink_table_grow(wasm_extern_as_table(all.data[0]), 1, NULL));
  CHECK(!modlink_table_set(wasm_extern_as_table(all.data[0]), 0, NULL));
  wasm_extern_vec_delete(&all);
  modlink_store_all(store, WASM_EXTERN_GLOBAL, &all);
  modlink_val_t val = {.kind = WASM_I32, .of.i32 = 1};
  CHECK(!modlink_global_set(wasm_extern_as_global(all.data[0]), &val));
  wasm_extern_vec_delete(&all);
  modlink_store_all(store, MODLINK_EXTERN_TAG, &all);
  wasm_trap_t* trap = modlink_exception_new(store, modlink_extern_as_tag(all.data[0]), NULL, 0);
  outcome = modlink_trap_outcome(trap);
  CHECK(modlink_outcome_kind(outcome) == MODLINK_TRAP);
  modlink_outcome_delete(outcome);
  wasm_trap_delete(trap);
  wasm_extern_vec_delete(&all);
  CHECK(modlink_store_hash(store) != 0);  // reading is all right
  ++refusals;
}

// Nothing is executed in a callback.
static void test_misuse(void) {
  record_t record;
  wasm_store_t* store = logged_store(&record);
  record.also = misuse;
  misused = instance_of(store,
                        "(module (memory 1) (table 1 funcref) (global (mut i32) (i32.const 0)) (tag) (func (export "
                        "\"f\") (param i32) (result i32)"
                        " (i32.store (i32.const 0) (local.get 0)) (i32.load (i32.const 0))))");
  modlink_outcome_t* outcome = call(misused, 7);
  size_t count;
  CHECK(modlink_outcome_values(outcome, &count)[0].of.i32 == 7 && count == 1);
  modlink_outcome_delete(outcome);
  CHECK(is_told(&record, "new 0; call 0.0(7); memory 0.0 0+4=7; return 0.0(7); ") && refusals == 3);
  record.also = NULL;
  modlink_nondeterminism_t causes;
  modlink_store_nondeterminism(store, &causes);
  CHECK(causes == 0);
  CHECK(kind_of(call(misused, 1)) == MODLINK_OK);
  wasm_instance_delete(misused);
  wasm_store_delete(store);
}

static const char counting[] =
    "(module (global $n (mut i32) (i32.const 0)) (func (export \"f\") (param i32) (result i32)"
    " (loop $l (global.set $n (i32.add (global.get $n) (i32.const 3)))"
    "  (br_if $l (i32.lt_u (global.get $n) (local.get 0)))) (global.get $n)))";

static void interrupt(wasm_store_t* store) {
  modlink_interrupter_t* interrupter = modlink_interrupter_new(store);
  modlink_interrupt(interrupter);
  modlink_interrupter_delete(interrupter);
}

// A callback that has seen enough ends what is executed.
static void test_interruption(void) {
  record_t record;
  wasm_store_t* store = logged_store(&record);
  wasm_instance_t* instance = instance_of(store, counting);
  record.also = interrupt;
  CHECK(kind_of(call(instance, 1000000)) == MODLINK_INTERRUPTED);
  CHECK(record.events < 5);
  wasm_instance_delete(instance);
  wasm_store_delete(store);
}

static void delete_store(wasm_store_t* store) {
  static bool is_deleted;
  if (!is_deleted) wasm_store_delete(store);
  is_deleted = true;
}

static void test_deletion(void) {
  record_t record;
  wasm_store_t* store = logged_store(&record);
  wasm_instance_t* instance = instance_of(store, counting);
  record.also = delete_store;
  modlink_outcome_t* outcome = call(instance, 9);
  size_t count;
  CHECK(modlink_outcome_values(outcome, &count)[0].of.i32 == 9 && record.finalized == 0);
  modlink_outcome_delete(outcome);
  CHECK(kind_of(call(instance, 9)) == MODLINK_UNLINKABLE);
  wasm_instance_delete(instance);
  CHECK(record.finalized == 1);
}

typedef struct {
  size_t counts[8];  // of values, by kind of event
  uint64_t left_out[8];
  int32_t first[8], last[8];
  modlink_val_t kept;
} lists_t;

static void tell_lists(void* env, const modlink_event_t* event) {
  lists_t* const lists = (lists_t*)env;
  if (event->value_count == 0) return;
  lists->counts[event->kind] = event->value_count;
  lists->left_out[event->kind] = event->left_out;
  lists->first[event->kind] = event->values[0].of.i32;
  lists->last[event->kind] = event->values[event->value_count - 1].of.i32;
  if (event->kind == MODLINK_EVENT_GLOBAL) modlink_val_copy(&lists->kept, event->values);
}

// References are handles as elsewhere; of long lists a part is told, of bytes all.
static void test_lists(void) {
  char text[4096] =
      "(module (type $s (struct (field i32))) (global $r (mut (ref null $s)) (ref.null $s))"
      " (table $t 100 funcref) (func $many (param";
  for (int i = 0; i < 70; ++i) strcat(text, " i32");
  strcat(text,
         ")) (func (export \"f\") (param i32) (global.set $r (struct.new $s (local.get 0)))"
         " (table.fill (i32.const 0) (ref.null func) (i32.const 100)) (call $many");
  for (int i = 0; i < 70; ++i) sprintf(text + strlen(text), " (i32.const %d)", i);
  strcat(text, ")))");
  lists_t lists = {0};
  wasm_config_t* config = wasm_config_new();
  CHECK(modlink_config_set_log(config, tell_lists, &lists, NULL));
  wasm_store_t* store = modlink_store_new(engine, config);
  wasm_config_delete(config);
  wasm_instance_t* instance = instance_of(store, text);
  CHECK(kind_of(call(instance, 77)) == MODLINK_OK);
  CHECK(lists.counts[MODLINK_EVENT_CALL] == 64 && lists.left_out[MODLINK_EVENT_CALL] == 6);
  CHECK(lists.first[MODLINK_EVENT_CALL] == 6 && lists.last[MODLINK_EVENT_CALL] == 69);
  CHECK(lists.counts[MODLINK_EVENT_TABLE] == 64 && lists.left_out[MODLINK_EVENT_TABLE] == 36);
  modlink_val_t field;
  CHECK(lists.kept.kind == MODLINK_ANYREF && modlink_object_get(lists.kept.of.ref, 0, &field) && field.of.i32 == 77);
  modlink_val_delete(&lists.kept);
  wasm_instance_delete(instance);
  wasm_store_delete(store);
}

int main(void) {
  engine = wasm_engine_new();
  test_events();
  test_no_log();
  test_misuse();
  test_interruption();
  test_deletion();
  test_lists();
  wasm_engine_delete(engine);
  return failures == 0 ? 0 : 1;
}
