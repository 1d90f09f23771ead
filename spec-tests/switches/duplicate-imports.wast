;; options: --duplicate-imports=allow
;; A name may be imported more than once, as long as one of its types matches all others (D8, D24).

(module $a
  (func (export "one") (result i32) (i32.const 1))
  (memory (export "mem") 1 3)
  (global (export "g") i32 (i32.const 7)))
(register "a" $a)
(module
  (import "a" "one" (func $one (result i32)))
  (import "a" "one" (func $uno (result i32)))
  (func (export "run") (result i32) (i32.add (call $one) (call $uno))))
(assert_return (invoke "run") (i32.const 2))

;; The narrowest one counts, wherever it stands.
(module definition $M (import "a" "mem" (memory 1 4)) (import "a" "mem" (memory 0 5)))
(assert_invalid (module (import "a" "mem" (memory 2)) (import "a" "mem" (memory 0 5)))
  "duplicate import name")
(module (import "a" "mem" (memory 1 4)) (import "a" "mem" (memory 0)))
(module (import "a" "mem" (memory 0)) (import "a" "mem" (memory 1 4)))
(assert_unlinkable (module (import "a" "mem" (memory 0)) (import "a" "mem" (memory 1 2))) "incompatible import type")
;; Before it there may be types of which none matches the others.
(module definition $M (import "a" "mem" (memory 1 5)) (import "a" "mem" (memory 2 6)) (import "a" "mem" (memory 2 5)))
(module definition $M (import "a" "mem" (memory 1 5)) (import "a" "mem" (memory 2 5)) (import "a" "mem" (memory 2 6)))
(module definition $M (import "a" "mem" (memory 2 6)) (import "a" "mem" (memory 1 5)) (import "a" "mem" (memory 2 5)))
(module definition $M (import "a" "mem" (memory 2 6)) (import "a" "mem" (memory 2 5)) (import "a" "mem" (memory 1 5)))
(module definition $M (import "a" "mem" (memory 2 5)) (import "a" "mem" (memory 1 5)) (import "a" "mem" (memory 2 6)))
(module definition $M (import "a" "mem" (memory 2 5)) (import "a" "mem" (memory 2 6)) (import "a" "mem" (memory 1 5)))
(module (import "a" "mem" (memory 0 4)) (import "a" "mem" (memory 1 5)) (import "a" "mem" (memory 1 3)))
(assert_unlinkable (module (import "a" "mem" (memory 1 5)) (import "a" "mem" (memory 2 6)) (import "a" "mem" (memory 2 5)))
  "incompatible import type")
(assert_invalid
  (module (import "a" "mem" (memory 1 5)) (import "a" "mem" (memory 2 6)) (import "a" "mem" (memory 2 7)))
  "duplicate import name")
(assert_invalid
  (module (import "a" "mem" (memory 1 5)) (import "a" "mem" (memory 2 5)) (import "a" "mem" (memory 2 6)) (import "a" "mem" (memory 1 4)))
  "duplicate import name")

(module
  (import "a" (instance $a (export "mem" (memory 1 4))))
  (module $N (import "m" "x" (memory 0)) (import "m" "x" (memory 1 4)))
  (module $X (import "m" (instance $m (export "mem" (memory 1 4)))) (export "x" (memory $m "mem")))
  (instance $x (instantiate $X (import "m" (instance $a))))
  (instance (instantiate $N (import "m" (instance $x)))))
(assert_invalid
  (module
    (module $N (import "m" "x" (memory 0)) (import "m" "x" (memory 1 4)))
    (module $X (memory (export "x") 0))
    (instance $x (instantiate $X))
    (instance (instantiate $N (import "m" (instance $x)))))
  "incompatible import type")

;; At one level, and in types.
(module
  (import "a" (instance $i (export "one" (func (result i32)))))
  (import "a" (instance $j (export "g" (global i32)) (export "one" (func (result i32)))))
  (func (export "run") (result i32) (i32.add (call (func $i "one")) (global.get (global $j "g")))))
(assert_return (invoke "run") (i32.const 8))
(module (type (module (import "a" (func)) (import "a" (func)) (import "b" "c" (func)) (import "b" "c" (func)))))
(assert_invalid (module (import "a" (func)) (import "a" (func (param i32)))) "duplicate import name")
(assert_invalid (module (type (module (import "a" "b" (func)) (import "a" "b" (table 0 funcref)))))
  "duplicate import name")

;; A name still has one level or two.
(assert_invalid (module (import "a" (instance)) (import "a" "one" (func (result i32)))) "duplicate import name")
(assert_invalid (module (import "a" "one" (func (result i32))) (import "a" (instance))) "duplicate import name")
