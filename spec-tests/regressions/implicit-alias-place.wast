;; An implicit alias was added at the end, or at the beginning, of the module and not where it belongs, so that indices in
;; text and indices in binary named different things. Each export here is by index, next to one by name.

(module $i
  (func (export "a") (result i32) (i32.const 1))
  (func (export "b") (result i32) (i32.const 2))
  (func (export "c") (result i32) (i32.const 3)))
(register "i" $i)
(module definition $ID (import "x" (func $x (result i32))) (export "x" (func $x)))
(register "ID" (module $ID))

(module
  (import "i" (instance $i (export "a" (func (result i32))) (export "b" (func (result i32))) (export "c" (func (result i32)))))
  (import "ID" (module $ID (import "x" (func (result i32))) (export "x" (func (result i32)))))
  (alias $i "a" (func $a))                                            ;; func 0
  (instance $j (instantiate $ID (import "x" (func $i "b"))))          ;; func 1: "b" of i
  (alias $i "c" (func $c))                                            ;; func 2
  (instance $k (instantiate $ID (import "x" (func $j "x"))))          ;; func 3: "x" of j
  (func $own (result i32) (i32.add (i32.const 10) (call (func $k "x"))))  ;; func 4: "x" of k; func 5: $own
  (export "0" (func 0))
  (export "1" (func 1))
  (export "2" (func 2))
  (export "3" (func 3))
  (export "4" (func 4))
  (export "5" (func 5))
  (export "c" (func $c))
  (export "own" (func $own)))
(assert_return (invoke "0") (i32.const 1))
(assert_return (invoke "1") (i32.const 2))
(assert_return (invoke "2") (i32.const 3))
(assert_return (invoke "3") (i32.const 2))
(assert_return (invoke "4") (i32.const 2))
(assert_return (invoke "5") (i32.const 12))
(assert_return (invoke "c") (i32.const 3))
(assert_return (invoke "own") (i32.const 12))

;; The same for outer aliases of types: of an import, right before it.
(module definition $P
  (type $T (instance (export "f" (func))))
  (type $U (instance (export "g" (func (param i32)))))
  (module
    (type (func (param f64)))                                         ;; type 0
    (import "t" (instance (type outer $P $T)))                        ;; type 1
    (type (func (param f32)))                                         ;; type 2
    (import "u" (instance (type outer $P $U)))                        ;; type 3
    (import "t2" (instance (type 1)))
    (import "u2" (instance (type 3)))
    (func (type 0) (param f64))
    (func (type 2) (param f32))))
