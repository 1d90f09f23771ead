;; An outer alias was resolved in the instance that was made last, or in the one that instantiates: dynamic scoping. A module
;; value is closed over the instance of its parent (D15).

(module definition $MAKE
  (import "v" (module $V (export "v" (func (result i32)))))
  (module (export "N")
    (instance $v (instantiate (module outer 0 $V)))
    (export "v" (func $v "v"))))
(register "MAKE" (module $MAKE))
(module
  (import "MAKE" (module $MAKE
    (import "v" (module (export "v" (func (result i32)))))
    (export "N" (module (export "v" (func (result i32)))))))
  (module $ONE (func (export "v") (result i32) (i32.const 1)))
  (module $TWO (func (export "v") (result i32) (i32.const 2)))
  (instance $one (instantiate $MAKE (import "v" (module $ONE))))
  (instance $two (instantiate $MAKE (import "v" (module $TWO))))
  ;; In neither's order, and within a module that has a module 0 of its own.
  (module $USE
    (import "N" (module $N (export "v" (func (result i32)))))
    (module $V (func (export "v") (result i32) (i32.const 3)))
    (instance $n (instantiate $N))
    (export "v" (func $n "v")))
  (instance $a (instantiate $USE (import "N" (module $one "N"))))
  (instance $b (instantiate $USE (import "N" (module $two "N"))))
  (instance $c (instantiate $USE (import "N" (module $one "N"))))
  (func (export "abc") (result i32 i32 i32) (call (func $a "v")) (call (func $b "v")) (call (func $c "v"))))
(assert_return (invoke "abc") (i32.const 1) (i32.const 2) (i32.const 1))
