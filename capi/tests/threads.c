// Several stores in several threads, with modules that they share; and interruption from another thread.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <time.h>

#include "capi/tests/check.h"

enum { thread_count = 4, rounds = 20 };

static wasm_engine_t* engine;
static wasm_shared_module_t* shared;

static void* run(void* argument) {
  const int32_t number = *(int32_t*)argument;
  intptr_t wrong = 0;
  for (int i = 0; i < rounds; ++i) {
    wasm_store_t* store = wasm_store_new(engine);
    wasm_module_t* module = wasm_module_obtain(store, shared);
    wasm_extern_vec_t none = WASM_EMPTY_VEC;
    wasm_instance_t* instance = wasm_instance_new(store, module, &none, NULL);
    const char* path[] = {"m", "sum"};
    modlink_val_t arg = {.kind = WASM_I32, .of = {.i32 = 1000 + number}};
    modlink_outcome_t* outcome = modlink_call_export(instance, path, 2, &arg, 1);
    size_t count;
    const modlink_val_t* results = modlink_outcome_values(outcome, &count);
    const int32_t n = 1000 + number;
    wrong += count != 1 || results[0].of.i32 != n * (n + 1) / 2;
    modlink_outcome_delete(outcome);
    wasm_instance_delete(instance);
    wasm_module_delete(module);
    wasm_store_delete(store);
  }
  return (void*)wrong;
}

static void test_threads(void) {
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_of(store,
                                    "(module (module $M (func (export \"sum\") (param i32) (result i32) (local i32)"
                                    "  (loop $l (local.set 1 (i32.add (local.get 1) (local.get 0)))"
                                    "   (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))"
                                    "  (local.get 1)))"
                                    " (instance $m (instantiate $M)) (export \"m\" (instance $m)))");
  shared = wasm_module_share(module);
  wasm_module_delete(module);
  wasm_store_delete(store);
  pthread_t threads[thread_count];
  int32_t numbers[thread_count];
  for (int i = 0; i < thread_count; ++i) {
    numbers[i] = i;
    CHECK(pthread_create(&threads[i], NULL, run, &numbers[i]) == 0);
  }
  for (int i = 0; i < thread_count; ++i) {
    void* wrong = NULL;
    pthread_join(threads[i], &wrong);
    CHECK(!wrong);
  }
  wasm_shared_module_delete(shared);
}

static void* interrupt_later(void* interrupter) {
  const struct timespec moment = {0, 20 * 1000 * 1000};
  nanosleep(&moment, NULL);
  modlink_interrupt((const modlink_interrupter_t*)interrupter);
  return NULL;
}

static void test_interruption(void) {
  wasm_store_t* store = wasm_store_new(engine);
  modlink_interrupter_t* interrupter = modlink_interrupter_new(store);
  wasm_module_t* module = module_of(store, "(module (func (export \"f\") (loop $l (br $l))))");
  wasm_extern_vec_t none = WASM_EMPTY_VEC;
  wasm_instance_t* instance = wasm_instance_new(store, module, &none, NULL);
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, interrupt_later, interrupter) == 0);
  const char* path[] = {"f"};
  modlink_outcome_t* outcome = modlink_call_export(instance, path, 1, NULL, 0);
  CHECK(modlink_outcome_kind(outcome) == MODLINK_INTERRUPTED);
  modlink_outcome_delete(outcome);
  pthread_join(thread, NULL);
  wasm_instance_delete(instance);
  wasm_module_delete(module);
  wasm_store_delete(store);
  modlink_interrupt(interrupter);  // which is late
  modlink_interrupter_delete(interrupter);
}

static void* interrupt_often(void* interrupter) {
  for (int i = 0; i < 20000; ++i) modlink_interrupt((const modlink_interrupter_t*)interrupter);
  return NULL;
}

// A store may be reset while another thread interrupts what it executes.
static void test_interruption_of_what_is_reset(void) {
  wasm_store_t* store = wasm_store_new(engine);
  modlink_interrupter_t* interrupter = modlink_interrupter_new(store);
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, interrupt_often, interrupter) == 0);
  for (int i = 0; i < 50; ++i) {
    wasm_module_t* module = module_of(store,
                                      "(module (func (export \"f\") (local i32) (loop $l (br_if $l (i32.lt_u"
                                      " (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 1000))))))");
    wasm_extern_vec_t none = WASM_EMPTY_VEC;
    wasm_instance_t* instance = wasm_instance_new(store, module, &none, NULL);
    const char* path[] = {"f"};
    modlink_outcome_t* outcome = modlink_call_export(instance, path, 1, NULL, 0);
    const modlink_kind_t kind = modlink_outcome_kind(outcome);
    CHECK(kind == MODLINK_OK || kind == MODLINK_INTERRUPTED);
    modlink_outcome_delete(outcome);
    wasm_instance_delete(instance);
    wasm_module_delete(module);
    CHECK(modlink_store_reset(store));
  }
  pthread_join(thread, NULL);
  wasm_store_delete(store);
  modlink_interrupter_delete(interrupter);
}

int main(void) {
  engine = wasm_engine_new();
  test_threads();
  test_interruption();
  test_interruption_of_what_is_reset();
  wasm_engine_delete(engine);
  return failures == 0 ? 0 : 1;
}
