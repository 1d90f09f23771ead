;; `(func (type outer $P $T) (local $y …))` numbered its locals from 0, without the parameters of the aliased type, which
;; the parser did not look up.

(module $P
  (type $T (func (param i32 i64) (result i64)))
  (module $M
    (func (export "f") (type outer $P $T) (local $y i64)
      (local.set $y (i64.const 5))
      (i64.add (local.get $y) (i64.add (local.get 1) (i64.extend_i32_u (local.get 0))))))
  (instance $m (instantiate $M))
  (export "f" (func $m "f")))
(assert_return (invoke "f" (i32.const 100) (i64.const 10)) (i64.const 115))
;; By index, from two levels down, and with the alias written out.
(module $P
  (type $T (func (param i32) (result i32)))
  (module $A
    (module $B
      (alias outer 1 0 (type $U))
      (func (export "f") (type $U) (local $y i32) (local.set $y (i32.const 7)) (i32.sub (local.get $y) (local.get 0)))
      (func (export "g") (type outer 1 0) (local $y i32) (local.set $y (i32.const 9)) (i32.sub (local.get $y) (local.get 0))))
    (instance $b (instantiate $B))
    (export $b))
  (instance $a (instantiate $A))
  (export $a))
(assert_return (invoke "f" (i32.const 1)) (i32.const 6))
(assert_return (invoke "g" (i32.const 1)) (i32.const 8))
;; The type of the local is what tells: here local 1 is $y, and local 0 the parameter.
(assert_invalid
  (module $P
    (type $T (func (param i32)))
    (module (func (type outer $P $T) (local $y i64) (drop (i32.eqz (local.get $y))))))
  "type mismatch")
