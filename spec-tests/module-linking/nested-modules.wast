;; Nested modules. spec: Explainer, "Nested Modules"
;;
;; What is covered: modules defined in modules, that they are apart from their parents in everything but outer aliases
;; (which are in `outer-aliases`), where they may be written, and that bundling makes no difference.


;; ---------------------------------------------------------------------------------------------------------------------
;; Definition and use

;; The Explainer's example.
(module
  (module $CHILD (func (export "hi") (result i32) (i32.const 1)))
  (instance $child (instantiate $CHILD))
  (func (export "run") (result i32) call (func $child "hi")))
;; + nested-modules.1
(assert_return (invoke "run") (i32.const 1))

;; Defined modules come behind imported ones in one index space.
(module definition $ONE (func (export "f") (result i32) (i32.const 10)))
(module definition $TWO (func (export "f") (result i32) (i32.const 20)))
(register "one" (module $ONE))
(register "two" (module $TWO))
(module
  (import "one" (module $one (export "f" (func (result i32)))))           ;; module 0
  (import "two" (module (export "f" (func (result i32)))))                ;; module 1
  (module (func (export "f") (result i32) (i32.const 30)))                ;; module 2
  (module $four (func (export "f") (result i32) (i32.const 40)))          ;; module 3
  (instance $3 (instantiate 3))
  (instance $0 (instantiate 0))
  (instance $2 (instantiate 2))
  (instance $1 (instantiate 1))
  (func (export "run") (result i32 i32 i32 i32)
    (call (func $0 "f")) (call (func $1 "f")) (call (func $2 "f")) (call (func $3 "f"))))
;; + nested-modules.1
(assert_return (invoke "run") (i32.const 10) (i32.const 20) (i32.const 30) (i32.const 40))
;; - nested-modules.1
(assert_invalid (module (import "one" (module)) (module) (instance (instantiate 2))) "unknown module")
;; A module within a nested module is not in the outer index space.
;; - nested-modules.1
(assert_invalid (module (module (module)) (instance (instantiate 1))) "unknown module")
;; - nested-modules.1
(assert_malformed (module quote "(module (module $IN)) (instance (instantiate $IN))") "unknown module")
;; - nested-modules.1
(assert_malformed (module quote "(module $M) (module $M)") "duplicate module")
;; - nested-modules.1
(assert_malformed (module quote "(import \"M\" (module $M)) (module $M)") "duplicate module")

;; A module that is defined exists, and nothing more: its start function does not run until it is instantiated.
(module $count
  (global $n (export "n") (mut i32) (i32.const 0))
  (func (export "inc") (global.set $n (i32.add (global.get $n) (i32.const 1)))))
(register "count" $count)
(module
  (import "count" (instance $count (export "inc" (func))))
  (module $NEVER (func $f unreachable) (start $f) (memory 1) (data (i32.const 70000) "x"))
  (module $ONCE (import "inc" (func $inc)) (start $inc))
  (instance (instantiate $ONCE (import "inc" (func $count "inc")))))
;; + nested-modules.6
(assert_return (get $count "n") (i32.const 1))
;; - nested-modules.6
(assert_trap (module (module $NOW (func $f unreachable) (start $f)) (instance (instantiate $NOW))) "unreachable")
;; - nested-modules.6
(assert_trap
  (module (module $NOW (memory 1) (data (i32.const 70000) "x")) (instance (instantiate $NOW)))
  "out of bounds memory access")

;; It must be valid although nothing instantiates it, also one that is nested in one that nothing instantiates; the
;; message is that of the module by itself.
;; - nested-modules.6
(assert_invalid (module (module (func (result i32)))) "type mismatch")
;; - nested-modules.6
(assert_invalid (module (module (module (module (func (result i32) (i64.const 0)))))) "type mismatch")
;; - nested-modules.6
(assert_invalid (module (module (export "a" (func 0)) (func) (export "a" (func 0)))) "duplicate export name")
;; - nested-modules.6
(assert_invalid (module (module (func) (start 0) (memory 2 1))) "size minimum must not be greater than maximum")
;; - nested-modules.6
(assert_malformed (module quote "(module (func (i32.bad)))") "unknown operator")
;; - nested-modules.6
(assert_malformed (module quote "(module (func) (import \"f\" (func)))") "import after function")
;; Its errors end where it ends: an outer definition does not make up for what it lacks, nor it for an outer one.
;; - nested-modules.6
(assert_invalid (module (module (memory 1)) (func (drop (i32.load (i32.const 0))))) "unknown memory")
;; - nested-modules.6
(assert_invalid (module (func) (module (start 0))) "unknown function")


;; ---------------------------------------------------------------------------------------------------------------------
;; Apart from the parent

;; No index space is inherited. One of each kind.
;; - nested-modules.2
(assert_invalid (module (func) (module (func (call 1)))) "unknown function")
;; - nested-modules.2
(assert_invalid (module (import "f" (func)) (module (export "f" (func 0)))) "unknown function")
;; - nested-modules.2
(assert_invalid (module (global i32 (i32.const 0)) (module (func (drop (global.get 0))))) "unknown global")
;; - nested-modules.2
(assert_invalid (module (import "g" (global i32)) (module (global i32 (global.get 0)))) "unknown global")
;; - nested-modules.2
(assert_invalid (module (memory 1) (module (func (drop (memory.size))))) "unknown memory")
;; - nested-modules.2
(assert_invalid (module (memory 1) (module (data (i32.const 0) "x"))) "unknown memory")
;; - nested-modules.2
(assert_invalid (module (table 1 funcref) (module (func (drop (table.size))))) "unknown table")
;; - nested-modules.2
(assert_invalid (module (tag) (module (func (throw 0)))) "unknown tag")
;; - nested-modules.2
(assert_invalid (module (type (func)) (module (func (type 0)))) "unknown type")
;; - nested-modules.2
(assert_invalid (module (module) (module (instance (instantiate 0)))) "unknown module")
;; - nested-modules.2
(assert_invalid (module (import "i" (instance)) (module (export "i" (instance 0)))) "unknown instance")
;; - nested-modules.2
(assert_invalid (module (memory 1) (data $d "x") (module (memory 1) (func (data.drop 0)))) "unknown data segment")
;; - nested-modules.2
(assert_invalid (module (elem func) (module (func (elem.drop 0)))) "unknown elem segment")

;; Identifiers are apart: naming the parent's is malformed. One of each kind; the last one is the module's own name.
;; - nested-modules.3
(assert_malformed (module quote "(func $f) (module (func (call $f)))") "unknown function")
;; - nested-modules.3
(assert_malformed
  (module quote "(global $g i32 (i32.const 0)) (module (func (drop (global.get $g))))")
  "unknown global")
;; - nested-modules.3
(assert_malformed (module quote "(memory $m 1) (module (func (drop (memory.size $m))))") "unknown memory")
;; - nested-modules.3
(assert_malformed (module quote "(table $t 1 funcref) (module (func (drop (table.size $t))))") "unknown table")
;; - nested-modules.3
(assert_malformed (module quote "(tag $e) (module (func (throw $e)))") "unknown tag")
;; - nested-modules.3
(assert_malformed (module quote "(type $T (func)) (module (func (type $T)))") "unknown type")
;; - nested-modules.3
(assert_malformed (module quote "(module $M) (module (instance (instantiate $M)))") "unknown module")
;; - nested-modules.3
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (module (export \"i\" (instance $i)))")
  "unknown instance")
;; - nested-modules.3
(assert_malformed
  (module quote "(import \"i\" (instance $i)) (module (func (call (func $i \"f\"))))")
  "unknown instance")
;; - nested-modules.3
(assert_malformed (module quote "(module $P (module (func (call $P))))") "unknown function")
;; - nested-modules.3
(assert_malformed (module quote "(elem $e func) (module (func (elem.drop $e)))") "unknown elem segment")
;; The Explainer's example: it is a parsing error if $CHILD uses $FileOps directly.
;; - nested-modules.3
(assert_malformed
  (module quote
    "(module $PARENT"
    "  (type $FileOps (instance (export \"read\" (func))))"
    "  (import \"fileops\" (instance $fileops (type $FileOps)))"
    "  (module $CHILD (import \"fileops\" (instance $fops (type $FileOps)))))")
  "unknown type")
;; Nor do the child's identifiers reach the parent, or a sibling.
;; - nested-modules.3
(assert_malformed (module quote "(module (func $f)) (func (call $f))") "unknown function")
;; - nested-modules.3
(assert_malformed (module quote "(module (func $f)) (module (func (call $f)))") "unknown function")

;; Three deep, and the same identifiers everywhere: each means the module's own.
(module $M
  (module $M
    (module $M (func $f (export "f") (result i32) (i32.const 3)))
    (instance $M (instantiate $M))
    (func $f (export "f") (result i32) (i32.add (call (func $M "f")) (i32.const 10))))
  (instance $M (instantiate $M))
  (func $f (export "f") (result i32) (i32.add (call (func $M "f")) (i32.const 100))))
;; + nested-modules.3 nested-modules.4
(assert_return (invoke $M "f") (i32.const 113))
;; The same for every other kind: parent and child each read their own.
(module
  (type $x (func (result i32)))
  (module $N
    (type $x (func (result i64)))
    (global $x i64 (i64.const 41))
    (memory $x 1)
    (table $x 2 funcref)
    (func $x (export "x") (type $x)
      (i64.add (global.get $x) (i64.extend_i32_u (i32.add (memory.size $x) (table.size $x))))))
  (instance $x (instantiate $N))
  (global $x i32 (i32.const 51))
  (memory $x 3)
  (table $x 4 funcref)
  (func $x (export "x") (type $x) (i32.add (global.get $x) (i32.add (memory.size $x) (table.size $x))))
  (export "inner" (func $x "x")))
;; + nested-modules.4
(assert_return (invoke "x") (i32.const 58))
;; + nested-modules.4
(assert_return (invoke "inner") (i64.const 44))

;; Behind the nested module, and within it, each identifier still means its own module's definition, with its type.
;; - nested-modules.4
(assert_invalid
  (module
    (global $x i32 (i32.const 0))
    (module (global $x i64 (i64.const 0)))
    (func (result i64) (global.get $x)))
  "type mismatch")
;; - nested-modules.4
(assert_invalid
  (module
    (global $x i32 (i32.const 0))
    (module (global $x i64 (i64.const 0)) (func (result i32) (global.get $x))))
  "type mismatch")
;; - nested-modules.4
(assert_malformed (module quote "(func $x) (module (func $x) (func $x))") "duplicate func")

;; Parent and child have state of their own, at equal indices.
(module $apart
  (module $CHILD
    (memory (export "m") 1)
    (global $g (export "g") (mut i32) (i32.const 1))
    (func (export "write") (i32.store (i32.const 0) (i32.const 61)) (global.set 0 (i32.const 62)))
    (func (export "read") (result i32 i32) (i32.load (i32.const 0)) (global.get 0)))
  (instance $child (export "child") (instantiate $CHILD))
  (memory 1)
  (global (mut i32) (i32.const 2))
  (func (export "read") (result i32 i32) (i32.load (i32.const 0)) (global.get 0)))
(assert_return (invoke $apart "child" "write"))
;; + nested-modules.2
(assert_return (invoke $apart "read") (i32.const 0) (i32.const 2))
;; + nested-modules.2
(assert_return (invoke $apart "child" "read") (i32.const 61) (i32.const 62))


;; ---------------------------------------------------------------------------------------------------------------------
;; Where they are written, and how

;; Anywhere: behind local definitions, before and behind the instances that use them. The functions are numbered as if
;; all modules and instances were first: the alias of "g" is 0, the local functions are 1 and 2.
(module
  (func $local (result i32) (i32.const 5))
  (module $N (func (export "g") (result i32) (i32.const 6)))
  (memory 1)
  (instance $n (instantiate $N))
  (global i32 (i32.const 0))
  (module $O)
  (func (export "run") (result i32 i32 i32) (call 0) (call 1) (call (func $n "g")))
  (instance (instantiate $O)))
;; + nested-modules.8 D12
(assert_return (invoke "run") (i32.const 6) (i32.const 5) (i32.const 6))
;; Local definitions that stand before do not become visible to the instance by that (D12).
;; - nested-modules.8 D12
(assert_invalid
  (module (func $local) (module $N (import "f" (func))) (instance (instantiate $N (import "f" (func $local)))))
  "unknown function")

;; Every definition that a module has, a nested one has.
(module $whole
  (module $ALL
    (type $F (func (result i32)))
    (rec (type $A (struct (field (ref null $A)))))
    (import "f" (func $f (type $F)))
    (import "i" "g" (global $g i32))
    (module $DEEP (func (export "f") (result i32) (i32.const 71)))
    (instance $deep (instantiate $DEEP))
    (alias $deep "f" (func $deep.f))
    (table $t 2 funcref)
    (memory $m 1)
    (global $h (mut i32) (i32.const 0))
    (tag $e (param i32))
    (elem $t (i32.const 0) func $f $deep.f)
    (data (i32.const 4) "\48")
    (func $start (global.set $h (i32.const 73)))
    (start $start)
    (func (export "run") (result i32 i32 i32 i32 i32)
      (call_indirect $t (type $F) (i32.const 0)) (call_indirect $t (type $F) (i32.const 1))
      (i32.load8_u (i32.const 4)) (global.get $h) (global.get $g)))
  (module $ARGS (func (export "f") (result i32) (i32.const 70)) (global (export "g") i32 (i32.const 74)))
  (instance $args (instantiate $ARGS))
  (instance $all (instantiate $ALL (import "f" (func $args "f")) (import "i" (instance $args))))
  (export "run" (func $all "run")))
;; + nested-modules.5
(assert_return (invoke $whole "run")
  (i32.const 70) (i32.const 71) (i32.const 72) (i32.const 73) (i32.const 74))
;; - nested-modules.5
(assert_malformed (module quote "(module (module $A) (module $A))") "duplicate module")
;; Six levels; each adds its digit on the way out.
(module
  (module $1
    (module $2
      (module $3
        (module $4
          (module $5 (func (export "f") (result i32) (i32.const 5)))
          (instance $i (instantiate $5))
          (func (export "f") (result i32) (i32.add (i32.const 40) (call (func $i "f")))))
        (instance $i (instantiate $4))
        (func (export "f") (result i32) (i32.add (i32.const 300) (call (func $i "f")))))
      (instance $i (instantiate $3))
      (func (export "f") (result i32) (i32.add (i32.const 2000) (call (func $i "f")))))
    (instance $i (instantiate $2))
    (func (export "f") (result i32) (i32.add (i32.const 10000) (call (func $i "f")))))
  (instance $i (instantiate $1))
  (func (export "f") (result i32) (i32.add (i32.const 600000) (call (func $i "f")))))
;; + nested-modules.5
(assert_return (invoke "f") (i32.const 612345))

;; With exports in front, and with an import instead of a body; `(export …)` with a description is a field of the nested
;; module. An empty one is a module, too. (Inverted aliases are in `outer-aliases` and `instance-imports-and-aliases`.)
(module $forms
  (module $I (import "one") (export "f" (func (result i32))))
  (module $E (export "e") (export "e2") (func $f (result i32) (i32.const 81)) (export "f" (func $f)))
  (module)
  (module (export "empty"))
  (instance (export "i") (instantiate $I))
  (instance (export "j") (instantiate $E)))
;; + nested-modules.9
(assert_return (invoke $forms "i" "f") (i32.const 10))
;; + nested-modules.9
(assert_return (invoke $forms "j" "f") (i32.const 81))
(register "forms" $forms)
;; + nested-modules.9
(module
  (import "forms" (instance
    (export "e" (module (export "f" (func (result i32)))))
    (export "e2" (module (export "f" (func (result i32)))))
    (export "empty" (module)))))
;; - nested-modules.9
(assert_unlinkable
  (module (import "forms" (instance (export "f" (func)))))
  "incompatible import type")
;; The forms of scripts are not modules of modules.
;; - nested-modules.9
(assert_malformed
  (module quote "(module (module binary \"\\00asm\\01\\00\\00\\00\"))")
  "unexpected token")
;; - nested-modules.9
(assert_malformed
  (module quote "(module (module quote \"(func)\"))")
  "unexpected token")
;; - nested-modules.9
(assert_malformed
  (module quote "(module (module definition $M))")
  "unexpected token")
;; - nested-modules.9
(assert_malformed
  (module quote "(module (module definition (func)))")
  "unexpected token")
;; - nested-modules.9
(assert_malformed
  (module quote "(module (module instance $i $M))")
  "unexpected token")
;; - nested-modules.9
(assert_malformed (module quote "(module (invoke \"f\"))") "unknown operator")
;; - nested-modules.9
(assert_malformed (module quote "(module (module $A $B))") "unexpected token")
;; - nested-modules.9
(assert_malformed
  (module quote "(module (module (import \"x\") (func)))")
  "unexpected token")
;; - nested-modules.9
(assert_malformed (module quote "(module (module (func)") "unexpected token")


;; ---------------------------------------------------------------------------------------------------------------------
;; No cycles

;; A module does not see itself, nor those behind it.
;; - nested-modules.7
(assert_malformed (module quote "(module $M (instance (instantiate $M)))") "unknown module")
;; - nested-modules.7
(assert_invalid (module (module $M (alias outer 0 0 (module)))) "unknown module")
;; - nested-modules.7
(assert_invalid (module $P (module $M (instance (instantiate (module outer $P $M))))) "unknown module")
;; - nested-modules.7
(assert_invalid
  (module $P
    (module $A (instance (instantiate (module outer $P $B))))
    (module $B (instance (instantiate (module outer $P $A)))))
  "unknown module")
;; The one before it it does see.
(module $P
  (module $A (func (export "f") (result i32) (i32.const 91)))
  (module $B (instance $a (instantiate (module outer $P $A))) (export "f" (func $a "f")))
  (instance $b (instantiate $B))
  (export "f" (func $b "f")))
;; + nested-modules.7
(assert_return (invoke "f") (i32.const 91))


;; ---------------------------------------------------------------------------------------------------------------------
;; Bundled and split

;; The same program three times: from modules that a host supplies, from modules nested side by side, and from modules
;; nested in one another. The middle one has state, to be sure that each program has its own.
(module definition $LEAF (func (export "f") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))
(module definition $MIDDLE
  (import "leaf" (module $LEAF (export "f" (func (param i32) (result i32)))))
  (instance $leaf (instantiate $LEAF))
  (global $calls (mut i32) (i32.const 0))
  (func (export "f") (param i32) (result i32)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (i32.add (call (func $leaf "f") (local.get 0)) (global.get $calls))))
(register "leaf" (module $LEAF))
(register "middle" (module $MIDDLE))
(module $split
  (import "leaf" (module $LEAF (export "f" (func (param i32) (result i32)))))
  (import "middle" (module $MIDDLE
    (import "leaf" (module (export "f" (func (param i32) (result i32)))))
    (export "f" (func (param i32) (result i32)))))
  (instance $m (instantiate $MIDDLE (import "leaf" (module $LEAF))))
  (export "f" (func $m "f")))
(module $side-by-side
  (module $LEAF (func (export "f") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))
  (module $MIDDLE
    (import "leaf" (module $LEAF (export "f" (func (param i32) (result i32)))))
    (instance $leaf (instantiate $LEAF))
    (global $calls (mut i32) (i32.const 0))
    (func (export "f") (param i32) (result i32)
      (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (i32.add (call (func $leaf "f") (local.get 0)) (global.get $calls))))
  (instance $m (instantiate $MIDDLE (import "leaf" (module $LEAF))))
  (export "f" (func $m "f")))
(module $one-in-another
  (module $MIDDLE
    (module $LEAF (func (export "f") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))
    (instance $leaf (instantiate $LEAF))
    (global $calls (mut i32) (i32.const 0))
    (func (export "f") (param i32) (result i32)
      (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (i32.add (call (func $leaf "f") (local.get 0)) (global.get $calls))))
  (instance $m (instantiate $MIDDLE))
  (export "f" (func $m "f")))
;; + nested-modules.10
(assert_return (invoke $split "f" (i32.const 10)) (i32.const 31))
;; + nested-modules.10
(assert_return (invoke $side-by-side "f" (i32.const 10)) (i32.const 31))
;; + nested-modules.10
(assert_return (invoke $one-in-another "f" (i32.const 10)) (i32.const 31))
;; + nested-modules.10
(assert_return (invoke $split "f" (i32.const 10)) (i32.const 32))
;; + nested-modules.10
(assert_return (invoke $one-in-another "f" (i32.const 10)) (i32.const 32))
;; A bundle that leaves the leaf out does not find it elsewhere.
;; - nested-modules.10 nested-modules.11
(assert_invalid
  (module
    (module $MIDDLE (import "leaf" (module (export "f" (func (param i32) (result i32))))))
    (instance (instantiate $MIDDLE)))
  "unknown import")

;; What a nested module imports is no import of its parent: the host is not asked.
;; + nested-modules.11
(module (module (import "nobody has this" (func)) (import "nor" "this" (global i32))))
;; - nested-modules.11
(assert_unlinkable
  (module (import "nobody has this" (func)) (module (import "nor" "this" (global i32))))
  "unknown import")
