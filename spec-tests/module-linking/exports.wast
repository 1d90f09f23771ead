;; Exports of modules and instances. spec: Explainer, "Module and Instance Exports"

;; The Explainer's four exports.
(module definition $A (func (export "f") (result i32) (i32.const 1)))
(module $C (func (export "f") (result i32) (i32.const 3)))
(register "a" (module $A))
(register "c" $C)
(module $M
  (import "a" (module $a (export "f" (func (result i32)))))
  (import "c" (instance $c (export "f" (func (result i32)))))
  (module $b (func (export "f") (result i32) (i32.const 2)))
  (instance $d (instantiate $b))
  (export "e1" (module $a))
  (export "e2" (module $b))
  (export "e3" (instance $c))
  (export "e4" (instance $d)))
(assert_return (invoke $M "e3" "f") (i32.const 3))
(assert_return (invoke $M "e4" "f") (i32.const 2))

(register "M" $M)
(module
  (import "M" (instance $m
    (export "e1" (module (export "f" (func (result i32)))))
    (export "e2" (module (export "f" (func (result i32)))))
    (export "e3" (instance (export "f" (func (result i32)))))
    (export "e4" (instance (export "f" (func (result i32)))))))
  (instance $i1 (instantiate (module $m "e1")))
  (instance $i2 (instantiate (module $m "e2")))
  (func (export "sum") (result i32)
    (i32.add
      (i32.add (call (func $i1 "f")) (i32.mul (i32.const 10) (call (func $i2 "f"))))
      (i32.add
        (i32.mul (i32.const 100) (call (func $m "e3" "f")))
        (i32.mul (i32.const 1000) (call (func $m "e4" "f")))))))
(assert_return (invoke "sum") (i32.const 2321))

;; Inline exports.
(module $N
  (module $A (export "a") (export "b") (func (export "f") (result i32) (i32.const 4)))
  (instance (export "i") (export "j") (instantiate $A))
  (export "k" (instance 0)))
(assert_return (invoke $N "i" "f") (i32.const 4))
(assert_return (invoke $N "j" "f") (i32.const 4))
(assert_return (invoke $N "k" "f") (i32.const 4))

;; An export of a path, and its desugared form.
(module $i
  (module $K (func (export "k") (result i32) (i32.const 5)))
  (instance $j (instantiate $K))
  (export "j" (instance $j)))
(register "i" $i)
(module
  (import "i" (instance $i (export "j" (instance (export "k" (func (result i32)))))))
  (func (export "run") (result i32) (call (func $i "j" "k"))))
(assert_return (invoke "run") (i32.const 5))
(module
  (import "i" (instance $i (export "j" (instance (export "k" (func (result i32)))))))
  (alias $i "j" (instance $j))
  (alias $j "k" (func $k))
  (func (export "run") (result i32) (call $k)))
(assert_return (invoke "run") (i32.const 5))

(assert_invalid (module (export "m" (module 0))) "unknown module")
(assert_invalid (module (export "i" (instance 0))) "unknown instance")
(assert_invalid (module (module $m) (export "m" (module $m)) (export "m" (module $m))) "duplicate export name")
(assert_malformed (module quote "(export \"t\" (type 0))") "unexpected token")
