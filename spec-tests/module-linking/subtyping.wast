;; Which instance and which module fits which type. spec: Subtyping.md; D16, D17

(module definition $EMPTY)
(module $e)
(module definition $F (func (export "f")) (func (export "g") (result i32) (i32.const 1)))
(module $f (func (export "f")) (func (export "g") (result i32) (i32.const 1)))
(module definition $NEEDS-I (import "i" (instance (export "f" (func)))))
(module definition $NEEDS-EMPTY-I (import "i" (instance)))
(register "empty" (module $EMPTY))
(register "e" $e)
(register "F" (module $F))
(register "f" $f)
(register "needs-i" (module $NEEDS-I))
(register "needs-empty-i" (module $NEEDS-EMPTY-I))

;; Instances: every export that is asked for must be there, in any order; more is fine.
(module (import "e" (instance)))
(module (import "f" (instance)))
(module (import "f" (instance (export "f" (func)))))
(module (import "f" (instance (export "g" (func (result i32))) (export "f" (func)))))
(assert_unlinkable (module (import "e" (instance (export "f" (func))))) "incompatible import type")
(assert_unlinkable (module (import "f" (instance (export "h" (func))))) "incompatible import type")
(assert_unlinkable (module (import "f" (instance (export "f" (func (param i32)))))) "incompatible import type")
(assert_unlinkable (module (import "f" (instance (export "f" (global i32))))) "incompatible import type")

;; Modules: covariant in exports …
(module (import "empty" (module)))
(module (import "F" (module)))
(module (import "F" (module (export "g" (func (result i32))))))
(assert_unlinkable (module (import "empty" (module (export "f" (func))))) "incompatible import type")
;; … contravariant in imports: one that needs less fits a type that would be given more.
(module (import "empty" (module (import "i" (instance)))))
(module (import "needs-i" (module (import "i" (instance (export "f" (func)))))))
(module (import "needs-empty-i" (module (import "i" (instance (export "f" (func)))))))
(assert_unlinkable (module (import "needs-i" (module))) "incompatible import type")
(assert_unlinkable (module (import "needs-i" (module (import "i" (instance))))) "incompatible import type")
(assert_unlinkable (module (import "needs-i" (module (import "i" (func))))) "incompatible import type")

;; The Explainer's elaboration: imports of two levels are imports of instances (D7).
(module definition $TWO-LEVEL
  (import "a" "foo" (func)) (import "b" "bar" (func)) (import "a" "baz" (func)))
(register "two-level" (module $TWO-LEVEL))
(module (import "two-level" (module
  (import "a" (instance (export "foo" (func)) (export "baz" (func))))
  (import "b" (instance (export "bar" (func)))))))
(module (import "two-level" (module
  (import "b" "bar" (func)) (import "a" "baz" (func)) (import "a" "foo" (func)))))
(assert_unlinkable
  (module (import "two-level" (module (import "a" "foo" (func)) (import "b" "bar" (func)))))
  "incompatible import type")

;; The same relation decides about arguments of `instantiate`.
(module
  (import "f" (instance $f (export "g" (func (result i32))) (export "f" (func))))
  (module $M (import "i" (instance $i (export "f" (func)))))
  (instance (instantiate $M (import "i" (instance $f)))))
(assert_invalid
  (module
    (import "f" (instance $f (export "g" (func (result i32)))))
    (module $M (import "i" (instance $i (export "f" (func)))))
    (instance (instantiate $M (import "i" (instance $f)))))
  "incompatible import type")
(module
  (module $USER (import "M" (module $M (import "i" (instance (export "f" (func)))))))
  (module $LENIENT)
  (instance (instantiate $USER (import "M" (module $LENIENT)))))
(assert_invalid
  (module
    (module $USER (import "M" (module $M)))
    (module $STRICT (import "i" (instance)))
    (instance (instantiate $USER (import "M" (module $STRICT)))))
  "incompatible import type")

;; Functions, tables, memories and globals match as core imports do.
(module $core
  (memory (export "m") 2 4)
  (table (export "t") 2 4 funcref)
  (global (export "c") i32 (i32.const 0))
  (global (export "v") (mut i32) (i32.const 0)))
(register "core" $core)
(module (import "core" (instance (export "m" (memory 1)) (export "t" (table 2 5 funcref)))))
(module (import "core" (instance (export "c" (global i32)) (export "v" (global (mut i32))))))
(assert_unlinkable (module (import "core" (instance (export "m" (memory 3))))) "incompatible import type")
(assert_unlinkable (module (import "core" (instance (export "m" (memory 1 3))))) "incompatible import type")
(assert_unlinkable (module (import "core" (instance (export "t" (table 1 externref))))) "incompatible import type")
(assert_unlinkable (module (import "core" (instance (export "c" (global (mut i32)))))) "incompatible import type")
(assert_unlinkable (module (import "core" (instance (export "v" (global i32))))) "incompatible import type")

;; D17: lookup stays by name after an instance was taken for a wider type, whose exports stand in another order.
(module $abc
  (func (export "a") (result i32) (i32.const 1))
  (func (export "b") (result i32) (i32.const 2))
  (func (export "c") (result i32) (i32.const 3)))
(register "abc" $abc)
(module
  (import "abc" (instance $i
    (export "c" (func (result i32))) (export "a" (func (result i32)))))
  (module $M
    (import "x" (instance $x (export "a" (func (result i32)))))
    (export "run" (func $x "a")))
  (instance $m (instantiate $M (import "x" (instance $i))))
  (export "direct" (func $i "c"))
  (export "run" (func $m "run")))
(assert_return (invoke "direct") (i32.const 3))
(assert_return (invoke "run") (i32.const 1))

;; D18: a type of 64 levels, each naming the one before twice, costs its written size (16 levels are written here).
(module $BIG
  (type $t0 (instance (export "f" (func))))
  (type $t1 (instance (export "a" (instance (type outer 0 $t0))) (export "b" (instance (type outer 0 $t0)))))
  (type $t2 (instance (export "a" (instance (type outer 0 $t1))) (export "b" (instance (type outer 0 $t1)))))
  (type $t3 (instance (export "a" (instance (type outer 0 $t2))) (export "b" (instance (type outer 0 $t2)))))
  (type $t4 (instance (export "a" (instance (type outer 0 $t3))) (export "b" (instance (type outer 0 $t3)))))
  (type $t5 (instance (export "a" (instance (type outer 0 $t4))) (export "b" (instance (type outer 0 $t4)))))
  (type $t6 (instance (export "a" (instance (type outer 0 $t5))) (export "b" (instance (type outer 0 $t5)))))
  (type $t7 (instance (export "a" (instance (type outer 0 $t6))) (export "b" (instance (type outer 0 $t6)))))
  (type $t8 (instance (export "a" (instance (type outer 0 $t7))) (export "b" (instance (type outer 0 $t7)))))
  (module (import "x" (instance (type outer 0 $t8)))))
