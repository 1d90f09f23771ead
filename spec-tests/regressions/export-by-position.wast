;; An alias was compiled to the position of the export in the instance's static type, and looked up at that position in the
;; instance, which may have more exports, in another order.

(module $abc
  (func (export "a") (result i32) (i32.const 1))
  (func (export "b") (result i32) (i32.const 2))
  (func (export "c") (result i32) (i32.const 3)))
(register "abc" $abc)
(module
  (import "abc" (instance $i (export "c" (func (result i32)))))
  (export "c" (func $i "c")))
(assert_return (invoke "c") (i32.const 3))
(module
  (import "abc" (instance $i (export "b" (func (result i32))) (export "a" (func (result i32)))))
  (module $M
    (import "i" (instance $i (export "a" (func (result i32)))))
    (export $i))
  (instance $m (instantiate $M (import "i" (instance $i))))
  (export $m)
  (export "b" (func $i "b")))
(assert_return (invoke "a") (i32.const 1))
(assert_return (invoke "b") (i32.const 2))
;; Kinds mixed, so that a position among those of one kind is wrong too; and an instance made within.
(module
  (module $M
    (memory (export "m") 1)
    (func (export "x") (result i32) (i32.const 4))
    (global (export "g") i32 (i32.const 5))
    (func (export "y") (result i32) (i32.const 6)))
  (module $USE
    (import "M" (module $M (export "y" (func (result i32))) (export "g" (global i32))))
    (instance $i (instantiate $M))
    (export "g" (global $i "g"))
    (export "y" (func $i "y")))
  (instance $u (instantiate $USE (import "M" (module $M))))
  (export $u))
(assert_return (invoke "y") (i32.const 6))
(assert_return (get "g") (i32.const 5))
;; Imports of two levels are such aliases.
(module (import "abc" "c" (func $c (result i32))) (import "abc" "a" (func $a (result i32)))
  (func (export "ca") (result i32) (i32.add (i32.mul (i32.const 10) (call $c)) (call $a))))
(assert_return (invoke "ca") (i32.const 31))
