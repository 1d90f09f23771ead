// What modlink's C API has beyond the standard's wasm.h: how things ended and where, text, limits, fuel, interruption,
// tags, modules and instances as values, instantiation by name, and all that there is to be read.
//
// The rules of ownership are those of wasm.h. Strings are UTF-8 and end in a null byte. Nothing here has global state,
// ends the program or lets a C++ exception out; running out of memory is an outcome, MODLINK_LIMIT.
#ifndef MODLINK_H
#define MODLINK_H

#include "wasm.h"

#ifdef __cplusplus
extern "C" {
#endif

#define own

// ---- How things ended ----

typedef uint8_t modlink_kind_t;
enum modlink_kind_enum {
  MODLINK_OK,         // with results, if it was a call
  MODLINK_TRAP,       // with a code
  MODLINK_EXCEPTION,  // thrown and not caught: with a tag, and values
  MODLINK_MALFORMED,  // these three of modules; nothing was run
  MODLINK_INVALID,
  MODLINK_UNLINKABLE,  // imports that are missing, or do not match; an export that there is not
  MODLINK_LIMIT,       // beyond what the store is set to spend, or the machine has
  MODLINK_OUT_OF_FUEL,
  MODLINK_INTERRUPTED
};

typedef uint8_t modlink_trap_code_t;
enum modlink_trap_code_enum {
  MODLINK_TRAP_NONE,
  MODLINK_TRAP_UNREACHABLE,
  MODLINK_TRAP_INTEGER_DIVIDE_BY_ZERO,
  MODLINK_TRAP_INTEGER_OVERFLOW,
  MODLINK_TRAP_INVALID_CONVERSION_TO_INTEGER,
  MODLINK_TRAP_OUT_OF_BOUNDS_MEMORY_ACCESS,
  MODLINK_TRAP_OUT_OF_BOUNDS_TABLE_ACCESS,
  MODLINK_TRAP_UNDEFINED_ELEMENT,
  MODLINK_TRAP_UNINITIALIZED_ELEMENT,
  MODLINK_TRAP_INDIRECT_CALL_TYPE_MISMATCH,
  MODLINK_TRAP_CALL_STACK_EXHAUSTED,
  MODLINK_TRAP_NULL_REFERENCE,
  MODLINK_TRAP_NULL_FUNCTION_REFERENCE,
  MODLINK_TRAP_NULL_STRUCTURE_REFERENCE,
  MODLINK_TRAP_NULL_ARRAY_REFERENCE,
  MODLINK_TRAP_NULL_I31_REFERENCE,
  MODLINK_TRAP_NULL_EXCEPTION_REFERENCE,
  MODLINK_TRAP_OUT_OF_BOUNDS_ARRAY_ACCESS,
  MODLINK_TRAP_CAST_FAILURE,
  MODLINK_TRAP_UNALIGNED_ATOMIC,
  MODLINK_TRAP_EXPECTED_SHARED_MEMORY,
  MODLINK_TRAP_HOST  // a trap of a host function, or arguments and results of wrong types
};

// A value that may be a vector, too. References are NULL for null. Of kind WASM_FUNCREF, WASM_EXTERNREF,
// MODLINK_ANYREF and MODLINK_EXNREF there are references of all types of these hierarchies; which of the four an
// argument says does not matter.
enum modlink_valkind_enum { MODLINK_V128 = 4, MODLINK_ANYREF = 130, MODLINK_EXNREF = 131 };

typedef struct modlink_val_t {
  wasm_valkind_t kind;
  union {
    int32_t i32;
    int64_t i64;
    float32_t f32;
    float64_t f64;
    uint8_t v128[16];  // in the order of memory
    struct wasm_ref_t* ref;
  } of;
} modlink_val_t;

WASM_API_EXTERN void modlink_val_delete(own modlink_val_t*);
WASM_API_EXTERN void modlink_val_copy(own modlink_val_t* out, const modlink_val_t*);

// Never NULL where a function returns one.
typedef struct modlink_outcome_t modlink_outcome_t;
typedef struct modlink_tag_t modlink_tag_t;

WASM_API_EXTERN void modlink_outcome_delete(own modlink_outcome_t*);
WASM_API_EXTERN modlink_kind_t modlink_outcome_kind(const modlink_outcome_t*);
// "ok", "trap", "exception", "malformed", "invalid", "unlinkable", "limit", "out of fuel", "interrupted".
WASM_API_EXTERN const char* modlink_kind_name(modlink_kind_t);
// Of a trap; otherwise MODLINK_TRAP_NONE.
WASM_API_EXTERN modlink_trap_code_t modlink_outcome_trap_code(const modlink_outcome_t*);
// Empty if it is ok. "integer divide by zero (in function $f)", "type mismatch: …".
WASM_API_EXTERN const char* modlink_outcome_message(const modlink_outcome_t*);
// "integer-divide-by-zero", "type-mismatch": a short name of what is wrong, which stays while messages change. Empty if
// it is ok. docs/errors.md has them all.
WASM_API_EXTERN const char* modlink_outcome_code(const modlink_outcome_t*);
// The message with the place, for text with the line and a caret below it.
WASM_API_EXTERN const char* modlink_outcome_diagnosis(const modlink_outcome_t*);
// The results of a call, or the values of an exception. They belong to the outcome.
WASM_API_EXTERN const modlink_val_t* modlink_outcome_values(const modlink_outcome_t*, size_t* count);
// Of an exception; otherwise NULL. It belongs to the outcome.
WASM_API_EXTERN const modlink_tag_t* modlink_outcome_tag(const modlink_outcome_t*);

// A place in a module: where it is malformed or invalid, which import cannot be linked, where it trapped.
typedef struct modlink_position_t {
  size_t offset;    // in bytes, of binaries and of text
  uint32_t line;    // these two of text, from 1; otherwise 0
  uint32_t column;  // in code points
} modlink_position_t;
// False if there is none.
WASM_API_EXTERN bool modlink_outcome_position(const modlink_outcome_t*, modlink_position_t* out);
// The activations where it ended, the innermost first: of more than 40, the 32 innermost and the 8 outermost ones.
WASM_API_EXTERN void modlink_outcome_trace(const modlink_outcome_t*, own wasm_frame_vec_t* out);

// A trap of wasm.h stands for all that is not ok. What host functions return has the same outcome in their callers: a
// trap, an exception, the end of fuel or an interruption, if it is one of their store, and a limit. Of anything else
// there is a trap of code MODLINK_TRAP_HOST with its message.
WASM_API_EXTERN own modlink_outcome_t* modlink_trap_outcome(const wasm_trap_t*);
// To pass an outcome on. NULL if it is ok.
WASM_API_EXTERN own wasm_trap_t* modlink_outcome_as_trap(wasm_store_t*, const modlink_outcome_t*);
// To throw. Values that do not have the tag's types make a trap of code MODLINK_TRAP_HOST, and where the heap has no
// room for the exception it is a MODLINK_LIMIT.
WASM_API_EXTERN own wasm_trap_t* modlink_exception_new(wasm_store_t*, const modlink_tag_t*,
                                                       const modlink_val_t values[], size_t count);

// ---- Configuration ----

// Features are called as wasm-tools calls them: "gc", "module-linking". False if there is none of the name.
// "bulk-memory" brings its part "bulk-memory-opt", and "reference-types" "call-indirect-overlong"; without the part
// they are off.
WASM_API_EXTERN bool modlink_config_set_feature(wasm_config_t*, const char* name, bool on);
WASM_API_EXTERN bool modlink_config_feature(const wasm_config_t*, const char* name);
// NULL behind the last.
WASM_API_EXTERN const char* modlink_feature_name(size_t index);
// Limits, such as "memory_bytes", "stack_slots": those of `modlink --help`. False if there is none of the name, or the
// value is more than anybody may set.
WASM_API_EXTERN bool modlink_config_set_limit(wasm_config_t*, const char* name, uint64_t value);
WASM_API_EXTERN uint64_t modlink_config_limit(const wasm_config_t*, const char* name);
WASM_API_EXTERN const char* modlink_limit_name(size_t index);
// Whether instructions take fuel.
WASM_API_EXTERN void modlink_config_set_metered(wasm_config_t*, bool);

// What instructions do where the specification leaves a choice: which NaN they give, and what relaxed vector
// instructions do.
typedef uint8_t modlink_choices_t;
enum modlink_choices_enum {
  MODLINK_CHOICES_DETERMINISTIC,  // as the deterministic profile says: positive canonical NaNs; this is the default
  MODLINK_CHOICES_NOTED,  // the same, and modlink_store_nondeterminism tells of it; such instructions are slower
  MODLINK_CHOICES_OTHER   // noted, but negative canonical NaNs, and the last of the results that are allowed
};
// False: there are no such choices.
WASM_API_EXTERN bool modlink_config_set_choices(wasm_config_t*, modlink_choices_t);

// A store with limits of its own, metered or not, and with choices, as a configuration says, which remains the
// caller's: NULL is that of the engine. Its features are not looked at.
WASM_API_EXTERN own wasm_store_t* modlink_store_new(wasm_engine_t*, const wasm_config_t*);
// Frees all that is in the store: as if it were deleted and made again. False while something is being executed.
WASM_API_EXTERN bool modlink_store_reset(wasm_store_t*);
// False if the store is not metered. A metered store has none at first.
WASM_API_EXTERN bool modlink_store_set_fuel(wasm_store_t*, uint64_t fuel);
WASM_API_EXTERN bool modlink_store_fuel(const wasm_store_t*, uint64_t* out);

// Why what a store has executed may come to something else in another engine: a sum of these.
typedef uint8_t modlink_nondeterminism_t;
enum modlink_nondeterminism_enum {
  MODLINK_NONDETERMINISM_NAN = 1,           // an instruction gave a NaN whose sign and payload are open
  MODLINK_NONDETERMINISM_RELAXED_SIMD = 2,  // a relaxed one had operands for which several results are allowed
  MODLINK_NONDETERMINISM_MEMORY_GROW = 4,   // a memory did not grow, though its type let it: by an
                                            // instruction or by a function of this header
  MODLINK_NONDETERMINISM_TABLE_GROW = 8,    // a table did not
  MODLINK_NONDETERMINISM_LIMIT = 16,        // an end by a limit, the call stack, fuel, or interruption, host functions'
                                            // calls included
  MODLINK_NONDETERMINISM_THREADS = 32       // something waited for a notification
};
// False where the store does not note choices: then the first two are never there.
WASM_API_EXTERN bool modlink_store_nondeterminism(const wasm_store_t*, modlink_nondeterminism_t* out);
WASM_API_EXTERN void modlink_store_forget_nondeterminism(wasm_store_t*);
// The different results that a relaxed vector instruction ("f32x4.relaxed_madd") may have, that of the deterministic
// profile first: writes up to 4 of them, of 16 bytes each, and gives their number. So are the operands, `count`
// vectors. 0: the instruction is not relaxed, or has not so many operands.
WASM_API_EXTERN size_t modlink_relaxed_results(const char* instruction, const uint8_t operands[], size_t count,
                                               uint8_t results[]);

// ---- Logs ----

// What a store executes can be told to a callback, event by event, to find the first step at which two engines differ.
typedef uint8_t modlink_event_kind_t;
enum modlink_event_kind_enum {
  MODLINK_EVENT_INSTANTIATE,  // an instance has been begun: nothing is in it yet
  MODLINK_EVENT_CALL,         // function `index` of `instance` has been called; `values` are its arguments
  MODLINK_EVENT_CALL_HOST,    // code of `instance` calls a host function with these arguments
  MODLINK_EVENT_RETURN,       // function `index` of `instance` returns these results
  MODLINK_EVENT_MEMORY,       // `count` bytes, which are `bytes`, have been written to memory `index` at `address`
  MODLINK_EVENT_TABLE,        // `count` elements, which are `values`, have been written to table `index` at `address`
  MODLINK_EVENT_GLOBAL        // global `index` has been set to the one of `values`
};

// All of it is lent for as long as the callback runs; what a kind does not have is 0.
typedef struct modlink_event_t {
  modlink_event_kind_t kind;
  uint32_t index;     // in the instance's index space, imports included
  uint64_t instance;  // numbered from 0, in the order of instantiation since the store was made or reset
  const modlink_val_t* values;
  size_t value_count;
  // Of more than 64 arguments, results or elements: the first of a function's, the last of a table's.
  uint64_t left_out;
  uint64_t address;
  uint64_t count;
  const uint8_t* bytes;  // all that have been written, in the memory
} modlink_event_t;

// May read the store and interrupt it. In a callback nothing can be executed or instantiated (MODLINK_TRAP_HOST),
// nothing in the store set or grown, nothing thrown or reset; the store is deleted when what is executed has ended.
// Where there is no memory for an event, what is executed ends with MODLINK_LIMIT.
typedef void (*modlink_log_t)(void* env, const modlink_event_t*);

// Tells of what the configuration's stores execute; instructions by themselves, which takes tens of times as long. The
// finalizer runs when no configuration, engine, store or reference into one has `env` any more. NULL: no log. False:
// there is no memory, and `env` remains the caller's.
WASM_API_EXTERN bool modlink_config_set_log(wasm_config_t*, modlink_log_t, void* env, void (*finalizer)(void*));
// The instance that has a number in the store's log. NULL: there is none, or nothing is in it.
WASM_API_EXTERN own wasm_instance_t* modlink_store_instance(const wasm_store_t*, uint64_t number);

// To end what a store executes from another thread: at its next branch or call, otherwise the next execution before it
// begins. May be used when the store is deleted.
typedef struct modlink_interrupter_t modlink_interrupter_t;
WASM_API_EXTERN own modlink_interrupter_t* modlink_interrupter_new(wasm_store_t*);
WASM_API_EXTERN void modlink_interrupter_delete(own modlink_interrupter_t*);
WASM_API_EXTERN void modlink_interrupt(const modlink_interrupter_t*);

// ---- Modules ----

// Of a binary, which begins with a null byte, or of text. `name` is what messages call it; NULL: "module".
WASM_API_EXTERN own modlink_outcome_t* modlink_module_new(wasm_store_t*, const char* bytes, size_t size,
                                                          const char* name, own wasm_module_t** out);
// The binary format of a text, which need not be valid.
WASM_API_EXTERN own modlink_outcome_t* modlink_text_to_binary(wasm_store_t*, const char* text, size_t size,
                                                              own wasm_byte_vec_t* out);
WASM_API_EXTERN own modlink_outcome_t* modlink_binary_to_text(wasm_store_t*, const char* bytes, size_t size,
                                                              own wasm_byte_vec_t* out);

// ---- External kinds of their own ----

// Tags have the number of the binary format, which a later wasm.h may give them; modules and instances are far away.
enum modlink_externkind_enum { MODLINK_EXTERN_TAG = 4, MODLINK_EXTERN_MODULE = 128, MODLINK_EXTERN_INSTANCE = 129 };

WASM_API_EXTERN void modlink_tag_delete(own modlink_tag_t*);
WASM_API_EXTERN own modlink_tag_t* modlink_tag_new(wasm_store_t*, const wasm_functype_t*);
WASM_API_EXTERN own modlink_tag_t* modlink_tag_copy(const modlink_tag_t*);
WASM_API_EXTERN bool modlink_tag_same(const modlink_tag_t*, const modlink_tag_t*);
WASM_API_EXTERN own wasm_functype_t* modlink_tag_type(const modlink_tag_t*);

// These make no copies; to another kind they are NULL.
WASM_API_EXTERN wasm_extern_t* modlink_tag_as_extern(modlink_tag_t*);
WASM_API_EXTERN modlink_tag_t* modlink_extern_as_tag(wasm_extern_t*);
WASM_API_EXTERN wasm_extern_t* modlink_module_as_extern(wasm_module_t*);
WASM_API_EXTERN wasm_module_t* modlink_extern_as_module(wasm_extern_t*);
WASM_API_EXTERN wasm_extern_t* modlink_instance_as_extern(wasm_instance_t*);
WASM_API_EXTERN wasm_instance_t* modlink_extern_as_instance(wasm_extern_t*);

// ---- Types ----

// In the text format, for people: "(func (param i32) (result (ref null (struct))))". All types have one; `…` stands for
// what is deep in it, or comes behind the first 300 bytes.
WASM_API_EXTERN void modlink_valtype_text(const wasm_valtype_t*, own wasm_byte_vec_t* out);
WASM_API_EXTERN void modlink_externtype_text(const wasm_externtype_t*, own wasm_byte_vec_t* out);

// The parameters of a tag. NULL for other kinds.
WASM_API_EXTERN own wasm_functype_t* modlink_externtype_tag(const wasm_externtype_t*);
// What a module of this type imports and exports, an instance exports. Empty for other kinds. Imports are elaborated:
// one of each name, of which those of two levels are instances.
WASM_API_EXTERN void modlink_externtype_imports(const wasm_externtype_t*, own wasm_importtype_vec_t* out);
WASM_API_EXTERN void modlink_externtype_exports(const wasm_externtype_t*, own wasm_exporttype_vec_t* out);
// The type of a module as an external value. NULL if it imports a name with types that do not match.
WASM_API_EXTERN own wasm_externtype_t* modlink_module_type(const wasm_module_t*);

// Limits of 64 bits, for memories and tables.
typedef struct modlink_limits_t {
  uint64_t min;
  uint64_t max;
  bool has_max;
  bool is_64;              // its addresses are i64
  bool is_shared;          // these two of memories
  uint8_t page_size_log2;  // of memories 16, or with custom page sizes 0
} modlink_limits_t;
// NULL: shared and without a maximum, or pages of a size that there is not.
WASM_API_EXTERN own wasm_memorytype_t* modlink_memorytype_new(const modlink_limits_t*);
WASM_API_EXTERN modlink_limits_t modlink_memorytype_limits(const wasm_memorytype_t*);
WASM_API_EXTERN own wasm_tabletype_t* modlink_tabletype_new(own wasm_valtype_t*, const modlink_limits_t*);
WASM_API_EXTERN modlink_limits_t modlink_tabletype_limits(const wasm_tabletype_t*);

// ---- Instantiation by name ----

// Collects what modules may import. A later definition of a name replaces an earlier one: with `name` NULL, all that
// was defined of `module`; with a name in it, what `module` was, unless that is an instance.
typedef struct modlink_linker_t modlink_linker_t;
WASM_API_EXTERN own modlink_linker_t* modlink_linker_new(wasm_store_t*);
WASM_API_EXTERN void modlink_linker_delete(own modlink_linker_t*);
// `name` may be NULL: an import of one level, or an instance for all imports from `module`. False: of another store.
WASM_API_EXTERN bool modlink_linker_define(modlink_linker_t*, const char* module, const char* name,
                                           const wasm_extern_t*);
// What is imported must be defined, and match; more may be. The outcome is also that of the start function.
WASM_API_EXTERN own modlink_outcome_t* modlink_linker_instantiate(const modlink_linker_t*, const wasm_module_t*,
                                                                  own wasm_instance_t** out);

// ---- Calls ----

WASM_API_EXTERN own modlink_outcome_t* modlink_func_call(const wasm_func_t*, const modlink_val_t args[], size_t count);
// A function that lies at a path of exports: its name, behind those of the instances that it is in.
WASM_API_EXTERN own modlink_outcome_t* modlink_call_export(const wasm_instance_t*, const char* const path[],
                                                           size_t length, const modlink_val_t args[], size_t count);

// A host function, which gets and gives vectors too.
typedef own wasm_trap_t* (*modlink_callback_t)(void* env, const modlink_val_t args[], size_t arg_count,
                                               own modlink_val_t results[], size_t result_count);
WASM_API_EXTERN own wasm_func_t* modlink_func_new(wasm_store_t*, const wasm_functype_t*, modlink_callback_t, void* env,
                                                  void (*finalizer)(void*));
// While a host function runs: the instance whose code called it. NULL if the host itself did.
WASM_API_EXTERN own wasm_instance_t* modlink_store_caller(wasm_store_t*);

// ---- Reading ----

// What lies at a path of exports. NULL: nothing.
WASM_API_EXTERN own wasm_extern_t* modlink_export(const wasm_instance_t*, const char* const path[], size_t length);
// All of a kind in an instance's index space, exported or not; empty for instances that the host made.
WASM_API_EXTERN void modlink_instance_all(const wasm_instance_t*, wasm_externkind_t, own wasm_extern_vec_t* out);
// All of a kind in the store, in the order in which they were made.
WASM_API_EXTERN void modlink_store_all(const wasm_store_t*, wasm_externkind_t, own wasm_extern_vec_t* out);

WASM_API_EXTERN void modlink_global_get(const wasm_global_t*, own modlink_val_t* out);
WASM_API_EXTERN own wasm_global_t* modlink_global_new(wasm_store_t*, const wasm_globaltype_t*, const modlink_val_t*);
// False: immutable, or a value of another type.
WASM_API_EXTERN bool modlink_global_set(wasm_global_t*, const modlink_val_t*);

WASM_API_EXTERN uint64_t modlink_table_size(const wasm_table_t*);
WASM_API_EXTERN bool modlink_table_grow(wasm_table_t*, uint64_t delta, wasm_ref_t* init);
// False: out of bounds, or a value of another type.
WASM_API_EXTERN bool modlink_table_get(const wasm_table_t*, uint64_t index, own modlink_val_t* out);
WASM_API_EXTERN bool modlink_table_set(wasm_table_t*, uint64_t index, wasm_ref_t*);

WASM_API_EXTERN uint64_t modlink_memory_size(const wasm_memory_t*);  // in pages
WASM_API_EXTERN bool modlink_memory_grow(wasm_memory_t*, uint64_t delta);
// False, and nothing is copied: out of bounds.
WASM_API_EXTERN bool modlink_memory_read(const wasm_memory_t*, uint64_t address, void* to, size_t count);
WASM_API_EXTERN bool modlink_memory_write(wasm_memory_t*, uint64_t address, const void* from, size_t count);
// The first piece of at most 4096 bytes, at `*address` or behind it, that is not all zero. False: there is none.
// To read a memory that is mostly zero, go on from behind the piece.
WASM_API_EXTERN bool modlink_memory_next(const wasm_memory_t*, uint64_t* address, const uint8_t** data, size_t* size);

// The segments of an instance, numbered as in its module; none of instances that the host made. Those that are dropped
// are empty, as active ones are once they have been copied: it is how one tells. `data` lives as long as the store.
WASM_API_EXTERN size_t modlink_instance_data_count(const wasm_instance_t*);
WASM_API_EXTERN size_t modlink_instance_elem_count(const wasm_instance_t*);
// False, and an empty one: there is none of the number.
WASM_API_EXTERN bool modlink_instance_data(const wasm_instance_t*, size_t index, const uint8_t** data, size_t* size);
WASM_API_EXTERN bool modlink_instance_elem(const wasm_instance_t*, size_t index, size_t* size);
// False: there is no such segment, or element.
WASM_API_EXTERN bool modlink_instance_elem_get(const wasm_instance_t*, size_t index, size_t element,
                                               own modlink_val_t* out);

// What a reference refers to.
typedef uint8_t modlink_refkind_t;
enum modlink_refkind_enum {
  MODLINK_REF_FOREIGN,
  MODLINK_REF_FUNC,
  MODLINK_REF_I31,
  MODLINK_REF_STRUCT,
  MODLINK_REF_ARRAY,
  MODLINK_REF_EXN,
  MODLINK_REF_EXTERN,  // another thing of the host's side: a global, a module, a trap
};
WASM_API_EXTERN modlink_refkind_t modlink_ref_kind(const wasm_ref_t*);
WASM_API_EXTERN own wasm_ref_t* modlink_i31_new(wasm_store_t*, int32_t);
WASM_API_EXTERN int32_t modlink_i31_get(const wasm_ref_t*);
// The fields of a structure, the elements of an array, the values of an exception; 0 for others. Packed ones are i32,
// without a sign. `get` is false where there is none, `set` also if it is immutable, or a value of another type.
// Equal references are `wasm_ref_same`, so that graphs can be compared with what they share.
WASM_API_EXTERN size_t modlink_object_size(const wasm_ref_t*);
WASM_API_EXTERN bool modlink_object_get(const wasm_ref_t*, size_t index, own modlink_val_t* out);
WASM_API_EXTERN bool modlink_object_set(wasm_ref_t*, size_t index, const modlink_val_t*);
// Of an exception; otherwise NULL.
WASM_API_EXTERN own modlink_tag_t* modlink_exn_tag(const wasm_ref_t*);

// A number for the contents of all globals, tables, memories and segments that are not dropped, with the objects that
// they refer to and what these share; of references it counts which function of which instance they are, which tag an
// exception has, and what the type of an object looks like. The same where two stores have done the same, whatever the
// machine. Different numbers are different contents, or different functions and tags that the host has made: these are
// numbered, whether or not they are referred to.
WASM_API_EXTERN uint64_t modlink_store_hash(const wasm_store_t*);
WASM_API_EXTERN uint64_t modlink_instance_hash(const wasm_instance_t*);

#undef own

#ifdef __cplusplus
}  // extern "C"
#endif

#endif  // MODLINK_H
