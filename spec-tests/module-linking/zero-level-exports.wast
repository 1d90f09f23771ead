;; Exports without a name: all exports of an instance. spec: Explainer, "Module and Instance Exports"; D3

;; The Explainer's module exports the function `foo`.
(module
  (module $M (func (export "foo") (result i32) (i32.const 1)))
  (instance $i (instantiate $M))
  (export $i))
(assert_return (invoke "foo") (i32.const 1))
;; Exported with a name, it would be an instance.
(module
  (module $M (func (export "foo") (result i32) (i32.const 1)))
  (instance $i (instantiate $M))
  (export "i" (instance $i)))
(assert_return (invoke "i" "foo") (i32.const 1))

;; The other form, several of them, and beside named exports.
(module
  (module $M (func (export "a") (result i32) (i32.const 1)) (global (export "g") i32 (i32.const 9)))
  (module $N (func (export "b") (result i32) (i32.const 2)))
  (instance $m (instantiate $M))
  (instance $n (instantiate $N))
  (export (instance $m))
  (func (export "c") (result i32) (i32.const 3))
  (export $n))
(assert_return (invoke "a") (i32.const 1))
(assert_return (invoke "b") (i32.const 2))
(assert_return (invoke "c") (i32.const 3))
(assert_return (get "g") (i32.const 9))

;; An instance of an instance, by its path.
(module
  (module $M (func (export "foo") (result i32) (i32.const 4)))
  (module $N (module $M (alias outer 0 $M)) (instance (export "m") (instantiate $M)))
  (instance $n (instantiate $N))
  (export (instance $n "m")))
(assert_return (invoke "foo") (i32.const 4))

;; Only the exports that the type shows: `hidden` is there, but not exported on.
(module $more
  (func (export "shown") (result i32) (i32.const 5))
  (func (export "hidden") (result i32) (i32.const 6)))
(register "more" $more)
(module $less
  (import "more" (instance $i (export "shown" (func (result i32)))))
  (export $i))
(register "less" $less)
(module (import "less" (instance (export "shown" (func (result i32))))))
(assert_unlinkable
  (module (import "less" (instance (export "hidden" (func (result i32))))))
  "incompatible import type")

;; In types: of a type of the same scope, and of an outer one.
(module definition $P
  (type $T (instance (export "f" (func (result i32)))))
  (type $U (module (import "a" (func)) (export (type outer $P $T))))
  (type $V (instance (type $W (instance (export "g" (func)))) (export $W) (export "h" (func))))
  (type $X (instance (type $W (instance (export "g" (func)))) (export (type $W)))))
(module definition $LIB (func (export "f") (result i32) (i32.const 7)) (func (export "g")))
(register "lib" (module $LIB))
(module $P
  (type $T (instance (export "f" (func (result i32))) (export "g" (func))))
  (import "lib" (module $LIB (export (type outer $P $T))))
  (instance $lib (instantiate $LIB))
  (export $lib))
(assert_return (invoke "f") (i32.const 7))

;; Names that clash.
(assert_invalid
  (module
    (module $M (func (export "foo")))
    (instance $i (instantiate $M))
    (export $i)
    (func (export "foo")))
  "duplicate export name")
(assert_invalid
  (module (type (instance (type $W (instance (export "g" (func)))) (export $W) (export "g" (func)))))
  "duplicate export name")
(assert_invalid (module (export (instance 0))) "unknown instance")
(assert_invalid (module (type (instance (type $F (func)) (export (type $F))))) "type mismatch")
(assert_malformed (module quote "(func $f) (export $f)") "unknown instance")
