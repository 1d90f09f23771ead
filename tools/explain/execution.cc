// Explanations of traps and other ends of an execution. spec: exec
#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

constexpr Row execution_rows[] = {
    {"unreachable", "The instruction `unreachable` traps, always. Compilers put it where nothing should ever come.",
     "core exec/instructions#exec-unreachable", R"((module (func (export "f") unreachable))
(invoke "f"))",
     R"((module (func (export "f") nop))
(invoke "f"))"},
    {"integer-divide-by-zero", "An integer division or remainder has a divisor that is not 0.",
     "core exec/numerics#int-ops",
     R"((module (func (export "f") (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0))))
(invoke "f" (i32.const 0)))",
     R"((module (func (export "f") (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0))))
(invoke "f" (i32.const 1)))"},
    {"integer-overflow",
     "A result has to fit its type: the least integer divided by −1 does not, nor does a float that is too large for "
     "the integer that it is truncated to. `trunc_sat` gives the nearest integer instead.",
     "core exec/numerics#int-ops; core exec/numerics#convert-ops",
     R"((module (func (export "f") (param f64) (result i32) (i32.trunc_f64_s (local.get 0))))
(invoke "f" (f64.const 1e10)))",
     R"((module (func (export "f") (param f64) (result i32) (i32.trunc_sat_f64_s (local.get 0))))
(invoke "f" (f64.const 1e10)))"},
    {"invalid-conversion-to-integer", "NaN has no integer. `trunc_sat` makes it 0.", "core exec/numerics#convert-ops",
     R"((module (func (export "f") (param f64) (result i32) (i32.trunc_f64_s (local.get 0))))
(invoke "f" (f64.const nan)))",
     R"((module (func (export "f") (param f64) (result i32) (i32.trunc_sat_f64_s (local.get 0))))
(invoke "f" (f64.const nan)))"},
    {"out-of-bounds-memory-access",
     "All bytes of an access are in the memory, or in the data segment that is read. Also of segments that are written "
     "at instantiation.",
     "core exec/instructions#exec-instr-memory; core exec/modules#exec-instantiation",
     R"((module (memory 1)
  (func (export "f") (param i32) (result i32) (i32.load (local.get 0))))
(invoke "f" (i32.const 65533)))",
     R"((module (memory 1)
  (func (export "f") (param i32) (result i32) (i32.load (local.get 0))))
(invoke "f" (i32.const 65532)))"},
    {"out-of-bounds-table-access",
     "All elements of an access are in the table, or in the element segment that is read. Also of segments that are "
     "written at instantiation.",
     "core exec/instructions#exec-instr-table; core exec/modules#exec-instantiation",
     R"((module (table 1 funcref) (func $f) (elem (i32.const 1) $f)))",
     R"((module (table 2 funcref) (func $f) (elem (i32.const 1) $f)))"},
    {"out-of-bounds-array-access", "All elements of an access are in the array.",
     "core exec/instructions#exec-array.get",
     R"((module (type $a (array i32))
  (func (export "f") (param i32) (result i32)
    (array.get $a (array.new $a (i32.const 7) (i32.const 3)) (local.get 0))))
(invoke "f" (i32.const 3)))",
     R"((module (type $a (array i32))
  (func (export "f") (param i32) (result i32)
    (array.get $a (array.new $a (i32.const 7) (i32.const 3)) (local.get 0))))
(invoke "f" (i32.const 2)))"},
    {"undefined-element", "The index of an indirect call is in the table.", "core exec/instructions#exec-call",
     R"((module (table 1 funcref) (func $g) (elem (i32.const 0) $g)
  (func (export "f") (param i32) (call_indirect (local.get 0))))
(invoke "f" (i32.const 1)))",
     R"((module (table 1 funcref) (func $g) (elem (i32.const 0) $g)
  (func (export "f") (param i32) (call_indirect (local.get 0))))
(invoke "f" (i32.const 0)))"},
    {"uninitialized-element", "The element that an indirect call finds in the table is not null.",
     "core exec/instructions#exec-call",
     R"((module (table 2 funcref) (func $g) (elem (i32.const 0) $g)
  (func (export "f") (param i32) (call_indirect (local.get 0))))
(invoke "f" (i32.const 1)))",
     R"((module (table 2 funcref) (func $g) (elem (i32.const 0) $g $g)
  (func (export "f") (param i32) (call_indirect (local.get 0))))
(invoke "f" (i32.const 1)))"},
    {"indirect-call-type-mismatch",
     "The function that an indirect call finds has the type that the instruction names, or one that is a sub type of "
     "it.",
     "core exec/instructions#exec-call; core valid/instructions#valid-call_indirect",
     R"((module (table 1 funcref) (func $g (param i32)) (elem (i32.const 0) $g)
  (func (export "f") (call_indirect (param i64) (i64.const 1) (i32.const 0))))
(invoke "f"))",
     R"((module (table 1 funcref) (func $g (param i32)) (elem (i32.const 0) $g)
  (func (export "f") (call_indirect (param i32) (i32.const 1) (i32.const 0))))
(invoke "f"))"},
    {"call-stack-exhausted",
     "Calls nest as deep as the stack has room: `--limit activations`, `--limit stack_slots`. Mostly it is a recursion "
     "without an end; `return_call` takes no room.",
     "core appendix/implementation#impl-exec; docs/limits.md",
     R"((module (func $f (export "f") (call $f)))
(invoke "f"))",
     R"((module (func $f (export "f") (param i32)
  (if (local.get 0) (then (return_call $f (i32.sub (local.get 0) (i32.const 1)))))))
(invoke "f" (i32.const 1000000)))"},
    {"null-reference", "`ref.as_non_null` finds a reference that is not null.",
     "core exec/instructions#exec-ref.as_non_null",
     R"((module (func (export "f") (drop (ref.as_non_null (ref.null extern)))))
(invoke "f"))",
     R"((module (func (export "f") (param externref) (drop (ref.as_non_null (local.get 0)))))
(invoke "f" (ref.extern 1)))"},
    {"null-function-reference", "`call_ref` and `return_call_ref` call a function, not null.",
     "core exec/instructions#exec-call",
     R"((module (type $t (func))
  (func (export "f") (call_ref $t (ref.null $t))))
(invoke "f"))",
     R"((module (type $t (func)) (func $g (type $t)) (elem declare func $g)
  (func (export "f") (call_ref $t (ref.func $g))))
(invoke "f"))"},
    {"null-structure-reference", "`struct.get` and `struct.set` access a structure, not null.",
     "core exec/instructions#exec-struct.get",
     R"((module (type $p (struct (field $x i32)))
  (func (export "f") (result i32) (struct.get $p $x (ref.null $p))))
(invoke "f"))",
     R"((module (type $p (struct (field $x i32)))
  (func (export "f") (result i32) (struct.get $p $x (struct.new $p (i32.const 1)))))
(invoke "f"))"},
    {"null-array-reference", "Instructions on arrays find an array, not null.", "core exec/instructions#exec-array.len",
     R"((module (func (export "f") (result i32) (array.len (ref.null array))))
(invoke "f"))",
     R"((module (type $a (array i8))
  (func (export "f") (result i32) (array.len (array.new_default $a (i32.const 3)))))
(invoke "f"))"},
    {"null-i31-reference", "`i31.get_s` and `i31.get_u` find a number, not null.",
     "core exec/instructions#exec-instr-ref",
     R"((module (func (export "f") (result i32) (i31.get_s (ref.null i31))))
(invoke "f"))",
     R"((module (func (export "f") (result i32) (i31.get_s (ref.i31 (i32.const 1)))))
(invoke "f"))"},
    {"null-exception-reference", "`throw_ref` throws an exception, not null.", "core exec/instructions#exec-throw_ref",
     R"((module (func (export "f") (throw_ref (ref.null exn))))
(invoke "f"))",
     R"((module (tag $e)
  (func (export "f")
    (block $done
      (try_table (catch_all $done)
        (block $caught (result exnref)
          (try_table (catch_all_ref $caught) (throw $e))
          unreachable)
        (throw_ref)))))
(invoke "f"))"},
    {"cast-failure", "`ref.cast` finds a reference of the type that it names. `ref.test` and `br_on_cast` ask instead.",
     "core exec/instructions#exec-ref.cast; core exec/instructions#exec-ref.test",
     R"((module (func (export "f") (param anyref) (drop (ref.cast (ref i31) (local.get 0)))))
(invoke "f" (ref.null any)))",
     R"((module (func (export "f") (param anyref) (drop (ref.cast (ref null i31) (local.get 0)))))
(invoke "f" (ref.null any)))"},
    {"unaligned-atomic",
     "The address of an atomic access, offset included, is a multiple of the bytes that it accesses.",
     "proposal threads",
     R"((module (memory 1 1 shared)
  (func (export "f") (result i32) (i32.atomic.load (i32.const 2))))
(invoke "f"))",
     R"((module (memory 1 1 shared)
  (func (export "f") (result i32) (i32.atomic.load (i32.const 4))))
(invoke "f"))"},
    {"expected-shared-memory", "One waits on shared memories only: nobody else could ever notify.", "proposal threads",
     R"((module (memory 1 1)
  (func (export "f") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 1) (i64.const 0))))
(invoke "f"))",
     R"((module (memory 1 1 shared)
  (func (export "f") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 1) (i64.const 0))))
(invoke "f"))"},
    {"host-trap",
     "A function of the host could not do what it was called for: it was given addresses beyond the memory, or there "
     "is no memory. The message says which and why.",
     "core exec/instructions#exec-invoke-host; core appendix/embedding#embed-func-alloc",
     R"((module
  (import "wasi_snapshot_preview1" "random_get" (func $get (param i32 i32) (result i32)))
  (func (export "_start") (drop (call $get (i32.const 0) (i32.const 8))))))",
     R"((module
  (import "wasi_snapshot_preview1" "random_get" (func $get (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start") (drop (call $get (i32.const 0) (i32.const 8))))))",
     "modlink run FILE"},
    {"uncaught-exception", "An exception that nothing catches ends the call, in whichever instances it went through.",
     "core exec/instructions#exec-throw; core exec/conventions#exec-notation-textual",
     R"((module (tag $e) (func (export "f") (throw $e)))
(invoke "f"))",
     R"((module (tag $e)
  (func (export "f") (block $caught (try_table (catch $e $caught) (throw $e)))))
(invoke "f"))"},
    {"out-of-fuel",
     "With `--fuel N`, an execution ends after so many instructions: neither a trap nor a limit of the implementation.",
     "docs/limits.md#fuel",
     R"((module (func (export "f") (loop (br 0))))
(invoke "f"))",
     R"((module (func (export "f") (nop)))
(invoke "f"))",
     "spec-runner --fuel 1000 FILE"},
    {"interrupted",
     "With `--timeout SECONDS`, an execution ends when that time is over; in `modlink run` by Ctrl-C, too.",
     "docs/limits.md",
     R"((module (func (export "f") (loop (br 0))))
(invoke "f"))",
     R"((module (func (export "f") (nop)))
(invoke "f"))",
     "spec-runner --timeout 0.2 FILE"},
};

}  // namespace

Chapter execution_chapter() { return make_chapter("Execution", execution_rows); }

}  // namespace modlink::explain
