// What the programs in C share: checks that count, and modules from text.
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <stdlib.h>

#include "capi/modlink.h"

static int failures;

#define CHECK(condition)                                                      \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                             \
    }                                                                         \
  } while (0)

// The bytes of a module in text.
static inline wasm_byte_vec_t binary_of(wasm_store_t* store, const char* text) {
  wasm_byte_vec_t binary;
  modlink_outcome_t* outcome = modlink_text_to_binary(store, text, strlen(text), &binary);
  if (modlink_outcome_kind(outcome) != MODLINK_OK) {
    fprintf(stderr, "%s\n", modlink_outcome_diagnosis(outcome));
    exit(1);
  }
  modlink_outcome_delete(outcome);
  return binary;
}

// A module from its bytes, as the standard makes them.
static inline wasm_module_t* module_of(wasm_store_t* store, const char* text) {
  wasm_byte_vec_t binary = binary_of(store, text);
  wasm_module_t* module = wasm_module_new(store, &binary);
  wasm_byte_vec_delete(&binary);
  if (!module) {
    fprintf(stderr, "no module: %s\n", text);
    exit(1);
  }
  return module;
}

#endif  // CHECK_H
