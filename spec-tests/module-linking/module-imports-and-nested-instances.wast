;; Imported modules, and instances of them. spec: Explainer, "Module Imports and Nested Instances"

(module definition $M
  (import "in" (func $in (result i32)))
  (func (export "out") (result i32) (i32.add (call $in) (i32.const 1))))
(module $f (func (export "f") (result i32) (i32.const 41)))
(register "M" (module $M))
(register "f" (func $f "f"))

;; The Explainer's first example.
(module
  (import "M" (module $M
    (import "in" (func (result i32)))
    (export "out" (func $out (result i32)))))
  (import "f" (func $f (result i32)))
  (instance $i (instantiate $M (import "in" (func $f))))
  (func (export "run") (result i32) (call (func $i "out"))))
(assert_return (invoke "run") (i32.const 42))

;; The example with several instances, chained: each adds one.
(module
  (import "f" (func $f (result i32)))
  (import "M" (module $B (import "in" (func (result i32))) (export "out" (func (result i32)))))
  (instance $b1 (instantiate $B (import "in" (func $f))))
  (alias $b1 "out" (func $b1.out))
  (instance $b2 (instantiate $B (import "in" (func $b1.out))))
  (instance $b3 (instantiate $B (import "in" (func $b2 "out"))))
  (export "run" (func $b3 "out")))
(assert_return (invoke "run") (i32.const 44))

;; Each instance of a module has its own state.
(module
  (module $COUNTER
    (global $n (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (global.get $n)))
  (instance $a (instantiate $COUNTER))
  (instance $b (instantiate $COUNTER))
  (export "a" (func $a "next"))
  (export "b" (func $b "next")))
(assert_return (invoke "a") (i32.const 1))
(assert_return (invoke "a") (i32.const 2))
(assert_return (invoke "b") (i32.const 1))

;; D2: arguments go by name, in any order, and more than enough is fine.
(module
  (module $SUB
    (import "a" (global $a i32)) (import "b" (global $b i32))
    (func (export "run") (result i32) (i32.sub (global.get $a) (global.get $b))))
  (module $G (global (export "five") i32 (i32.const 5)) (global (export "three") i32 (i32.const 3)))
  (instance $g (instantiate $G))
  (instance $i (instantiate $SUB
    (import "b" (global $g "three"))
    (import "unused" (instance $g))
    (import "a" (global $g "five"))))
  (export "run" (func $i "run")))
(assert_return (invoke "run") (i32.const 2))

;; Arguments of every kind, a module too.
(module
  (module $ALL
    (import "f" (func $f (result i32)))
    (import "t" (table 1 funcref))
    (import "m" (memory 1))
    (import "g" (global i32))
    (import "i" (instance (export "f" (func (result i32)))))
    (import "M" (module $M (export "f" (func (result i32)))))
    (instance $made (instantiate $M))
    (func (export "run") (result i32) (i32.add (call $f) (call (func $made "f")))))
  (module $PARTS
    (func (export "f") (result i32) (i32.const 4))
    (table (export "t") 1 funcref)
    (memory (export "m") 1)
    (global (export "g") i32 (i32.const 0)))
  (instance $p (instantiate $PARTS))
  (instance $all (instantiate $ALL
    (import "f" (func $p "f"))
    (import "t" (table $p "t"))
    (import "m" (memory $p "m"))
    (import "g" (global $p "g"))
    (import "i" (instance $p))
    (import "M" (module $PARTS))))
  (export "run" (func $all "run")))
(assert_return (invoke "run") (i32.const 8))

(assert_invalid
  (module (import "M" (module $M (import "in" (func)))) (instance (instantiate $M)))
  "unknown import")
(assert_invalid
  (module
    (import "M" (module $M (import "in" (func))))
    (import "g" (func $g (param i32)))
    (instance (instantiate $M (import "in" (func $g)))))
  "incompatible import type")
(assert_invalid
  (module
    (import "M" (module $M (import "in" (func))))
    (import "g" (global $g i32))
    (instance (instantiate $M (import "in" (global $g)))))
  "incompatible import type")
(assert_invalid
  (module
    (import "M" (module $M))
    (import "f" (func $f))
    (instance (instantiate $M (import "x" (func $f)) (import "x" (func $f)))))
  "duplicate")
(assert_invalid (module (instance (instantiate 0))) "unknown module")

;; D6: the Explainer's invalid module. A local function does not exist yet when nested instances are made.
(assert_invalid
  (module
    (import "A" (module $A (import "f" (func))))
    (func $g)
    (instance $a (instantiate $A (import "f" (func $g)))))
  "unknown function")
(assert_invalid
  (module
    (import "A" (module $A (import "m" (memory 1))))
    (memory $m 1)
    (instance $a (instantiate $A (import "m" (memory $m)))))
  "unknown memory")
;; Nor does an instance that comes later.
(assert_invalid
  (module
    (import "A" (module $A (import "i" (instance))))
    (instance (instantiate $A (import "i" (instance 1))))
    (instance (instantiate $A (import "i" (instance 0)))))
  "unknown instance")

;; D9: an import of two levels takes an instance; the field alone does not do.
(assert_invalid
  (module
    (module $M (import "a" "f" (func)))
    (module $N (func (export "f")))
    (instance $n (instantiate $N))
    (instance (instantiate $M (import "f" (func $n "f")))))
  "unknown import")
(module
  (module $M (import "a" "f" (func $f (result i32))) (export "run" (func $f)))
  (module $N (func (export "f") (result i32) (i32.const 9)))
  (instance $n (instantiate $N))
  (instance $m (instantiate $M (import "a" (instance $n))))
  (export "run" (func $m "run")))
(assert_return (invoke "run") (i32.const 9))

;; D1: imports come before modules and instances.
(assert_malformed (module quote "(module $M) (import \"f\" (func))") "import after module")
(assert_malformed
  (module quote "(import \"M\" (module $M)) (instance (instantiate $M)) (import \"f\" (func))")
  "import after instance")

(assert_unlinkable
  (module (import "M" (module (export "in" (func)))))
  "incompatible import type")
(assert_unlinkable
  (module (import "M" (module (export "out" (func (result i32))))))
  "incompatible import type")
