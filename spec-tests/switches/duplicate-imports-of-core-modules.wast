;; options: --duplicate-imports=core
;; A core module may import a name more than once, with types of which none matches the others (D8).

(module $a
  (func (export "one") (result i32) (i32.const 1))
  (memory (export "mem") 1 3))
(register "a" $a)
(module
  (import "a" "one" (func $one (result i32)))
  (import "a" "one" (func $uno (result i32)))
  (func (export "run") (result i32) (i32.add (call $one) (call $uno))))
(assert_return (invoke "run") (i32.const 2))

;; Each import is matched by itself.
(module (import "a" "mem" (memory 1 4)) (import "a" "mem" (memory 0 5)))
(assert_unlinkable (module (import "a" "mem" (memory 1 4)) (import "a" "mem" (memory 0 2))) "incompatible import type")
(module definition $C (import "a" "one" (func)) (import "a" "one" (func (result i32))))
(assert_unlinkable (module (import "a" "one" (func)) (import "a" "one" (func (result i32))))
  "incompatible import type")
(module definition $M (import "a" "mem" (memory 2)) (import "a" "mem" (memory 0 5)))

;; Its module type is needed when it is supplied, or nested.
(register "C" (module $C))
(assert_unlinkable (module (import "C" (module))) "incompatible import type")
(module definition $D (import "a" "one" (func (result i32))) (import "a" "one" (func (result i32))))
(register "D" (module $D))
(module
  (import "D" (module $D (import "a" (instance (export "one" (func (result i32)))))))
  (import "a" (instance $a (export "one" (func (result i32)))))
  (instance (instantiate $D (import "a" (instance $a)))))
(module (module (import "a" "mem" (memory 1 4)) (import "a" "mem" (memory 0))))
(assert_invalid (module (module (import "a" "mem" (memory 2)) (import "a" "mem" (memory 0 5))))
  "duplicate import name")

;; In modules that link, a name is imported once.
(assert_invalid
  (module (import "a" "one" (func (result i32))) (import "a" "one" (func (result i32))) (module))
  "duplicate import name")
(assert_invalid
  (module (import "a" "one" (func (result i32))) (import "a" "one" (func (result i32))) (import "b" (func)))
  "duplicate import name")
(assert_invalid
  (module (import "a" "one" (func (result i32))) (import "a" "one" (func (result i32))) (type (instance)))
  "duplicate import name")
(assert_invalid (module (type (module (import "a" "b" (func)) (import "a" "b" (func))))) "duplicate import name")
