// Explanations of errors of validation. spec: valid
#include "tools/explain/chapters.h"

namespace modlink::explain {

namespace {

constexpr Row validation_rows[] = {
    {"type-mismatch",
     "What is there has another type than what is needed: the operands of an instruction, the results of a block or "
     "function, an initializer; or an index names a type, or an alias an export, of another kind than it has to be. "
     "The message says what is required, and what is there.",
     "core valid/conventions#type-system; core valid/instructions#valid-instr-seq; core valid/matching#match; "
     "instance-imports-and-aliases.11; binary-format.34",
     R"((module (func (param $x i64) (result i32)
  (i32.add (local.get $x) (i32.const 1)))))",
     R"((module (func (param $x i64) (result i32)
  (i32.add (i32.wrap_i64 (local.get $x)) (i32.const 1)))))"},
    {"sub-type",
     "A sub type names one type that is not final, and has a structure that matches it: the same fields, then more of "
     "them; parameters that are wider, results that are narrower.",
     "core valid/types#valid-subtype; core valid/matching#match-comptype",
     R"((module
  (type $point (struct (field i32 i32)))
  (type $point3 (sub $point (struct (field i32 i32 i32))))))",
     R"((module
  (type $point (sub (struct (field i32 i32))))
  (type $point3 (sub $point (struct (field i32 i32 i32))))))"},
    {"limits-order", "The minimum of a memory or table is not above its maximum.", "core valid/types#valid-limits",
     R"((module (memory 2 1)))", R"((module (memory 1 2)))"},
    {"memory-size",
     "A memory has at most 65,536 pages (4 GiB), or 2⁴⁸ with 64-bit addresses; or as many bytes, where a page is one "
     "byte.",
     "core valid/types#valid-memtype", R"((module (memory 65537)))", R"((module definition (memory 65536)))"},
    {"table-size", "A table has at most 2³²−1 elements, or 2⁶⁴−1 with 64-bit addresses.",
     "core valid/types#valid-tabletype", R"((module (table 0x1_0000_0000 funcref)))",
     R"((module definition (table i64 0 0x1_0000_0000 funcref)))"},
    {"invalid-page-size", "With `--enable custom-page-sizes`, the size of a page is 1 or 65536.",
     "proposal custom-page-sizes",
     R"(;; options: --enable custom-page-sizes
(module (memory 1 (pagesize 4096))))",
     R"(;; options: --enable custom-page-sizes
(module (memory 4096 (pagesize 1))))"},
    {"shared-memory-without-maximum", "A memory that is shared has a maximum.", "proposal threads",
     R"((module (memory 1 shared)))", R"((module (memory 1 2 shared)))"},
    {"non-empty-tag-result", "The function type of a tag has parameters, and no results.",
     "core valid/types#valid-tagtype", R"((module (tag (result i32))))", R"((module (tag (param i32))))"},
    {"invalid-result-arity",
     "`select` is annotated with exactly one type; without `multi-value`, functions and blocks have one result at "
     "most.",
     "core valid/instructions#valid-select",
     R"((module (func (param i32 i32) (result i32)
  (select (result i32 i32) (local.get 0) (local.get 1) (i32.const 1)))))",
     R"((module (func (param i32 i32) (result i32)
  (select (result i32) (local.get 0) (local.get 1) (i32.const 1)))))"},
    {"constant-expression-required",
     "Initializers and offsets consist of constants, `ref.func`, `ref.null`, `ref.i31`, allocations, `global.get` of "
     "an immutable global, and additions, subtractions and multiplications of integers.",
     "core valid/instructions#valid-constant; instance-imports-and-aliases.14",
     R"((module (func $f (result i32) (i32.const 1)) (global i32 (call $f))))",
     R"((module (global i32 (i32.add (i32.const 1) (i32.const 2)))))"},
    {"immutable-global", "`global.set` sets globals that are declared as `mut`.",
     "core valid/instructions#valid-global.set",
     R"((module (global $g i32 (i32.const 0)) (func (global.set $g (i32.const 1)))))",
     R"((module (global $g (mut i32) (i32.const 0)) (func (global.set $g (i32.const 1)))))"},
    {"immutable-field", "`struct.set` sets fields that are declared as `mut`.",
     "core valid/instructions#valid-struct.set",
     R"((module (type $p (struct (field $x i32)))
  (func (param (ref $p)) (struct.set $p $x (local.get 0) (i32.const 1)))))",
     R"((module (type $p (struct (field $x (mut i32))))
  (func (param (ref $p)) (struct.set $p $x (local.get 0) (i32.const 1)))))"},
    {"immutable-array", "What changes an array needs a type whose elements are declared as `mut`.",
     "core valid/instructions#valid-array.set",
     R"((module (type $a (array i32))
  (func (param (ref $a)) (array.set $a (local.get 0) (i32.const 0) (i32.const 1)))))",
     R"((module (type $a (array (mut i32)))
  (func (param (ref $a)) (array.set $a (local.get 0) (i32.const 0) (i32.const 1)))))"},
    {"array-not-numeric", "Bytes of a data segment make arrays of numbers or vectors, not of references.",
     "core valid/instructions#valid-array.new_data; core valid/instructions#valid-array.init_data",
     R"((module (type $a (array funcref)) (data $d "1234")
  (func (result (ref $a)) (array.new_data $a $d (i32.const 0) (i32.const 1)))))",
     R"((module (type $a (array i32)) (data $d "1234")
  (func (result (ref $a)) (array.new_data $a $d (i32.const 0) (i32.const 1)))))"},
    {"array-types-differ", "`array.copy` copies into an array whose elements may have the other array's type.",
     "core valid/instructions#valid-array.copy",
     R"((module (type $a (array (mut i32))) (type $b (array i64))
  (func (param (ref $a) (ref $b))
    (array.copy $a $b (local.get 0) (i32.const 0) (local.get 1) (i32.const 0) (i32.const 1)))))",
     R"((module (type $a (array (mut i32))) (type $b (array i32))
  (func (param (ref $a) (ref $b))
    (array.copy $a $b (local.get 0) (i32.const 0) (local.get 1) (i32.const 0) (i32.const 1)))))"},
    {"uninitialized-local",
     "A local without a default value, such as a non-nullable reference, is set before it is read, in the same block "
     "or one around it.",
     "core valid/instructions#valid-local.get; core valid/modules#valid-local",
     R"((module (func (param $p (ref func)) (result (ref func)) (local $x (ref func))
  (block (local.set $x (local.get $p)))
  (local.get $x))))",
     R"((module (func (param $p (ref func)) (result (ref func)) (local $x (ref func))
  (local.set $x (local.get $p))
  (local.get $x))))"},
    {"undeclared-function-reference",
     "The function of a `ref.func` in a body occurs outside of bodies as well: it is exported, or in a global or an "
     "element segment. `(elem declare func $f)` does nothing else.",
     "core valid/instructions#valid-ref.func; core valid/modules#valid-module",
     R"((module (func $f) (func (result funcref) (ref.func $f))))",
     R"((module (func $f) (elem declare func $f) (func (result funcref) (ref.func $f))))"},
    {"alignment-too-large", "The alignment of a memory access is not above the number of bytes that it accesses.",
     "core valid/instructions#valid-memarg",
     R"((module (memory 1) (func (result i32) (i32.load8_u align=4 (i32.const 0)))))",
     R"((module (memory 1) (func (result i32) (i32.load8_u align=1 (i32.const 0)))))"},
    {"alignment-not-natural", "The alignment of an atomic access is the number of bytes that it accesses.",
     "proposal threads", R"((module (memory 1 1 shared) (func (result i32) (i32.atomic.load align=2 (i32.const 0)))))",
     R"((module (memory 1 1 shared) (func (result i32) (i32.atomic.load align=4 (i32.const 0)))))"},
    {"offset-out-of-range", "The offset of an access is below 2³², unless the memory has 64-bit addresses.",
     "core valid/instructions#valid-memarg",
     R"((module (memory 1) (func (result i32) (i32.load offset=0x1_0000_0000 (i32.const 0)))))",
     R"((module (memory i64 1) (func (result i32) (i32.load offset=0x1_0000_0000 (i64.const 0)))))"},
    {"invalid-lane-index", "A lane index is below the number of lanes; of `i8x16.shuffle`, below 32.",
     "core valid/instructions#valid-vec-shuffle; core valid/instructions#valid-load-lane",
     R"((module (func (param v128) (result i32) (i32x4.extract_lane 4 (local.get 0)))))",
     R"((module (func (param v128) (result i32) (i32x4.extract_lane 3 (local.get 0)))))"},
    {"invalid-rethrow-label",
     "`rethrow`, of legacy exceptions, names the label of a `try` in one of whose handlers it is.",
     "proposal exception-handling", R"((module (func (try (do (rethrow 0)) (catch_all)))))",
     R"((module (func (try (do) (catch_all (rethrow 0))))))"},
    {"duplicate-export",
     "A module or a type has no two exports of one name, those included that an export without a name brings.",
     "core valid/modules#valid-module; zero-level-exports.7; module-and-instance-types.13",
     R"((module (func $f) (memory 1) (export "x" (func $f)) (export "x" (memory 0))))",
     R"((module (func $f) (memory 1) (export "x" (func $f)) (export "y" (memory 0))))"},
    {"start-function", "A start function has no parameters and no results.", "core valid/modules#valid-start",
     R"((module (func $main (result i32) (i32.const 0)) (start $main)))",
     R"((module (func $main (result i32) (i32.const 0))
  (func $start (drop (call $main)))
  (start $start)))"},
    {"multiple-memories", "With `--disable multi-memory`, a module has one memory at most, imported or its own.",
     "core valid/modules#valid-module; core appendix/changes#changes",
     R"(;; options: --disable multi-memory
(module (memory 1) (memory 1)))",
     R"(;; options: --disable multi-memory
(module (memory 2)))"},
    {"multiple-tables", "With `--disable reference-types`, a module has one table at most, imported or its own.",
     "core valid/modules#valid-module; core appendix/changes#changes",
     R"(;; options: --disable reference-types
(module (table 1 funcref) (table 1 funcref)))",
     R"(;; options: --disable reference-types
(module (table 2 funcref)))"},
    {"mutable-globals", "With `--disable mutable-global`, globals that are imported or exported are immutable.",
     "core appendix/changes#changes",
     R"(;; options: --disable mutable-global
(module (global (export "g") (mut i32) (i32.const 0))))",
     R"(;; options: --disable mutable-global
(module (global (export "g") i32 (i32.const 0))))"},
};

}  // namespace

Chapter validation_chapter() { return make_chapter("Types, functions and definitions", validation_rows); }

}  // namespace modlink::explain
