;; options: --limit modules=2 --limit instances=2 --limit types=6 --limit functions=3 --limit tables=2 --limit memories=2 --limit globals=2 --limit tags=2 --limit imports=3 --limit exports=3 --limit params=2 --limit locals=4 --limit body_size=20 --limit struct_fields=2 --limit module_nesting=2 --limit type_nesting=2 --limit instantiations=4 --limit instantiated_memories=3 --limit instantiated_bytes=16 --limit table_elements=4 --limit memory_bytes=131072 --limit segments=2 --limit block_nesting=5 --limit catches=2 --limit instantiated_definitions=4 --limit instantiated_elements=12 --limit instantiated_constants=60 --limit type_nodes=3 --limit activations=20
;; Limits that are set: each counts what it says, at its exact value. spec: appendix/implementation; D19
;;
;; Rules: ../rules/limits.txt. Each pair is what just fits, and one more.

;; Modules and instances of one module: nested ones; those of others do not count.
;; + limits.10
(module definition (module (module) (module)) (module (module)))
;; - limits.10
(assert_limit (module (module) (module) (module)) "too many modules")
;; + limits.10
(module (module $M) (instance (instantiate $M)) (instance (instantiate $M)))
;; - limits.10
(assert_limit
  (module (module $M) (instance (instantiate $M)) (instance (instantiate $M)) (instance (instantiate $M)))
  "too many instances")
;; In binary, counted over all sections of a kind.
;; - limits.10
(assert_limit
  (module binary "\00asm\01\00\00\00"
    "\0e\13\02\08\00asm\01\00\00\00\08\00asm\01\00\00\00"  ;; 2 modules
    "\0e\0a\01\08\00asm\01\00\00\00")                      ;; 1 module
  "too many modules")
;; - limits.10
(assert_limit
  (module binary "\00asm\01\00\00\00"
    "\0e\0a\01\08\00asm\01\00\00\00"        ;; a module
    "\0f\04\01\00\00\00"                    ;; an instance
    "\0f\07\02\00\00\00\00\00\00")          ;; 2 instances
  "too many instances")
;; A count is refused before what it counts is there.
;; - limits.10
(assert_limit (module binary "\00asm\01\00\00\00" "\0e\04\03\00\00\00") "too many modules")

;; Types: explicit ones, those of abbreviations, and aliases.
;; + limits.10
(module definition
  (type (func)) (type (func (param i32))) (type (func (param i64))) (type (instance)) (type (module)) (type (func (param f32))))
;; - limits.10
(assert_limit
  (module
    (type (func)) (type (func (param i32))) (type (func (param i64))) (type (instance)) (type (module))
    (type (func (param f32))) (type (func (param f64))))
  "too many types")
;; - limits.10
(assert_limit
  (module
    (type $T (func))
    (module
      (alias outer 0 $T (type)) (alias outer 0 $T (type)) (alias outer 0 $T (type)) (alias outer 0 $T (type))
      (alias outer 0 $T (type)) (alias outer 0 $T (type)) (alias outer 0 $T (type))))
  "too many types")
;; Imports and aliases of functions are functions.
;; + limits.10
(module definition (import "i" (instance $i (export "f" (func)))) (alias $i "f" (func)) (alias $i "f" (func)) (func))
;; - limits.10
(assert_limit
  (module (import "i" (instance $i (export "f" (func)))) (alias $i "f" (func)) (alias $i "f" (func)) (func) (func))
  "too many functions")
;; Definitions of the other kinds.
;; + limits.10
(module definition
  (table 1 funcref) (table 1 funcref)
  (memory 0) (memory 0)
  (global i32 (i32.const 0)) (global i32 (i32.const 0))
  (tag) (tag)
  (type (struct (field i32 i32))))
;; - limits.10
(assert_limit (module (table 1 funcref) (table 1 funcref) (table 1 funcref)) "too many tables")
;; - limits.10
(assert_limit (module (memory 0) (memory 0) (memory 0)) "too many memories")
;; - limits.10
(assert_limit
  (module (global i32 (i32.const 0)) (global i32 (i32.const 0)) (global i32 (i32.const 0)))
  "too many globals")
;; - limits.10
(assert_limit (module (tag) (tag) (tag)) "too many tags")
;; - limits.10
(assert_limit (module (type (struct (field i32 i32 i32)))) "too many fields")
;; Imports of two levels count one by one.
;; + limits.10
(module definition (import "a" "b" (func)) (import "a" "c" (func)) (import "d" (func)))
;; - limits.10
(assert_limit
  (module (import "a" "b" (func)) (import "a" "c" (memory 1)) (import "d" (func)) (import "a" "e" (func)))
  "too many imports")
;; - limits.10
(assert_limit
  (module (type (module (import "a" "b" (func)) (import "a" "c" (func)) (import "d" (func)) (import "e" (func)))))
  "too many imports")
;; Exports, those that a zero-level export brings included.
;; + limits.10
(module definition
  (import "i" (instance $i (export "a" (func)) (export "b" (func)) (export "c" (func))))
  (export $i))
;; - limits.10
(assert_limit
  (module
    (import "i" (instance $i (export "a" (func)) (export "b" (func)) (export "c" (func))))
    (export $i)
    (export "d" (func $i "a")))
  "too many exports")
;; - limits.10
(assert_limit
  (module (type (instance (export "a" (func)) (export "b" (func)) (export "c" (func)) (export "d" (func)))))
  "too many exports")
;; Nesting.
;; + limits.10
(module definition (module (module)) (type (instance (export "a" (instance)))))
;; - limits.10
(assert_limit (module (module (module (module)))) "too many nested modules")
;; - limits.10
(assert_limit (module (type (instance (export "a" (instance (export "b" (instance))))))) "too many nested types")
;; Functions: parameters are locals too.
;; + limits.10
(module definition (func (param i32 i32) (result i32 i32) (local i32 i32) local.get 0 local.get 1))
;; - limits.10
(assert_limit (module (func (param i32 i32 i32))) "too many parameters")
;; - limits.10
(assert_limit (module (func (param i32) (local i32 i32 i32 i32))) "too many locals")
;; + limits.10
(module definition binary "\00asm\01\00\00\00"
  "\01\04\01\60\00\00"
  "\03\02\01\00"
  "\0a\16\01\14"                                                              ;; a body of 20 bytes
    "\00\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\0b")
;; - limits.10
(assert_limit
  (module binary "\00asm\01\00\00\00"
    "\01\04\01\60\00\00"
    "\03\02\01\00"
    "\0a\17\01\15"                                          ;; a body of 21 bytes
      "\00\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\01\0b")
  "too many bytes of a function body")
;; Segments of each kind.
;; + limits.10
(module definition
  (data "a") (data "b")
  (elem funcref) (elem funcref))
;; - limits.10
(assert_limit (module (data "a") (data "b") (data "c")) "too many data segments")
;; - limits.10
(assert_limit (module (elem funcref) (elem funcref) (elem funcref)) "too many element segments")
;; Blocks.
;; + limits.10
(module definition (func block block block block block nop end end end end end))
;; - limits.10
(assert_limit (module (func block block block block block block nop end end end end end end)) "too many levels of nesting")
;; + limits.10
(module definition
  (tag $t) (func try_table (catch $t 0) (catch_all 0) end))
;; - limits.10
(assert_limit (module (tag $t) (func try_table (catch $t 0) (catch $t 0) (catch_all 0) end)) "too many catch clauses")
;; Distinct nodes of a type: a part that occurs twice counts once.
;; + limits.10
(module definition
  (type $T (instance (export "a" (func)) (export "b" (func)) (export "c" (func))))
  (type (instance
    (alias outer 0 $T (type $T))
    (export "x" (instance (type $T))) (export "y" (instance (type $T))) (export "z" (instance (type $T))))))
;; - limits.10
(assert_limit
  (module
    (type $T (instance (export "a" (func)) (export "b" (func)) (export "c" (func))))
    (type $U (instance (export "d" (func)) (export "e" (func)) (export "f" (func))))
    (type $V (instance (export "g" (func)) (export "h" (func)) (export "i" (func))))
    (type (instance
      (export "x" (instance (type outer 0 $T))) (export "y" (instance (type outer 0 $U)))
      (export "z" (instance (type outer 0 $V))))))
  "too many distinct nodes of a type")

;; Instances made by one instantiation: the root counts, and what is nested; each instantiation begins anew.
;; + limits.10
(module
  (module $A (module $B) (instance (instantiate $B)))
  (instance (instantiate $A))
  (module $B)
  (instance (instantiate $B)))
;; - limits.10
(assert_limit
  (module
    (module $A (module $B) (instance (instantiate $B)))
    (instance (instantiate $A))
    (instance (instantiate $A)))
  "more than")
;; Memories and the bytes of data segments that they make.
;; + limits.10
(module
  (module $M (memory 0) (memory 0))
  (instance (instantiate $M)) (memory 0))
;; - limits.10
(assert_limit
  (module
    (module $M (memory 0) (memory 0))
    (instance (instantiate $M)) (instance (instantiate $M)))
  "more than")
;; + limits.10
(module
  (module $M (memory 1) (data (i32.const 0) "12345678"))
  (instance (instantiate $M)) (instance (instantiate $M)))
;; - limits.10
(assert_limit
  (module
    (module $M (memory 1) (data (i32.const 0) "123456789"))
    (instance (instantiate $M)) (instance (instantiate $M)))
  "more than")
;; Definitions and exports of what is instantiated, the first instance of each module aside.
;; + limits.10
(module
  (module $M (global i32 (i32.const 0)) (func) (func (export "f")))
  (instance (instantiate $M)) (instance (instantiate $M)))
;; - limits.10
(assert_limit
  (module
    (module $M (global i32 (i32.const 0)) (func) (func (export "f")) (memory 0))
    (instance (instantiate $M)) (instance (instantiate $M)))
  "more than")
;; Elements of tables and of segments.
;; + limits.10
(module (table 4 funcref) (table 4 funcref) (func $f) (elem func $f $f $f $f))
;; - limits.10
(assert_limit
  (module (table 4 funcref) (table 4 funcref) (func $f) (elem func $f $f $f $f) (elem func $f))
  "more than")
;; Instructions of constant expressions, `end` among them.
;; + limits.10
(module
  (global i32
    i32.const 0 i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add
    i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add
    i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add)
  (global i32
    i32.const 0 i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add
    i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add
    i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add))
;; - limits.10
(assert_limit
  (module
    (global i32
      i32.const 0 i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add
      i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add
      i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add)
    (global i32
      i32.const 0 i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add
      i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add
      i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add i32.const 0 i32.add)
    (table 1 (ref null i31) (ref.null i31)))
  "more than")
;; Sizes at run time.
;; + limits.10
(module
  (memory $m 2) (table $t 4 funcref)
  (func (export "grow memory") (result i32) (memory.grow $m (i32.const 1)))
  (func (export "grow table") (result i32) (table.grow $t (ref.null func) (i32.const 1))))
(assert_return (invoke "grow memory") (i32.const -1))
(assert_return (invoke "grow table") (i32.const -1))
;; - limits.10
(assert_limit (module (memory 3)) "memory of")
;; - limits.10
(assert_limit (module (table 5 funcref)) "table of")
;; Nested calls.
(module
  (func $f (export "f") (param i32)
    (if (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1)))))))
;; + limits.10
(assert_return (invoke "f" (i32.const 20)))
;; - limits.10
(assert_exhaustion (invoke "f" (i32.const 21)) "call stack exhausted")
