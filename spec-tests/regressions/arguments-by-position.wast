;; Arguments of `instantiate` were bound in the order in which they are written, or in that of the module type, while the
;; module itself has its imports in another: right names, wrong values. Nothing but running it shows that.

(module
  (module $A (global (export "one") i32 (i32.const 1)) (global (export "two") i32 (i32.const 2)) (global (export "three") i32 (i32.const 3)))
  (instance $a (instantiate $A))
  (module $M
    (import "c" (global $c i32)) (import "a" (global $a i32)) (import "b" (global $b i32))
    (func (export "abc") (result i32 i32 i32) (global.get $a) (global.get $b) (global.get $c)))
  (module $USE
    (import "M" (module $M                                            ;; another order, and one more
      (import "b" (global i32)) (import "z" (global i32)) (import "c" (global i32)) (import "a" (global i32))
      (export "abc" (func (result i32 i32 i32)))))
    (import "x" (global $x i32)) (import "y" (global $y i32)) (import "z" (global $z i32))
    (instance $m (instantiate $M                                      ;; a third one
      (import "z" (global $z)) (import "a" (global $x)) (import "c" (global $z)) (import "b" (global $y))))
    (export "abc" (func $m "abc")))
  (instance $u (instantiate $USE
    (import "y" (global $a "two")) (import "M" (module $M)) (import "z" (global $a "three")) (import "x" (global $a "one"))))
  (export "abc" (func $u "abc")))
(assert_return (invoke "abc") (i32.const 1) (i32.const 2) (i32.const 3))
