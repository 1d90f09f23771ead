;; Aliases of enclosing modules' types and modules. spec: Explainer, "Nested Modules"; D5, D10, D11, D15

;; By identifier, by number, and mixed.
(module $P
  (type $T (func (param i32) (result i32)))
  (module $A (alias outer $P $T (type $U)) (func (export "f") (type $U) (local.get 0)))
  (module $B (alias outer 0 0 (type $U)) (func (export "f") (type $U) (local.get 0)))
  (module $C (alias outer 0 $T (type $U)) (func (export "f") (type $U) (local.get 0)))
  (module $D (type $U (alias outer $P $T)) (func (export "f") (type $U) (local.get 0)))
  (module $E (func (export "f") (type outer $P $T) (local.get 0)))
  (instance (export "a") (instantiate $A))
  (instance (export "b") (instantiate $B))
  (instance (export "c") (instantiate $C))
  (instance (export "d") (instantiate $D))
  (instance (export "e") (instantiate $E)))
(assert_return (invoke $P "a" "f" (i32.const 1)) (i32.const 1))
(assert_return (invoke $P "b" "f" (i32.const 2)) (i32.const 2))
(assert_return (invoke $P "c" "f" (i32.const 3)) (i32.const 3))
(assert_return (invoke $P "d" "f" (i32.const 4)) (i32.const 4))
(assert_return (invoke $P "e" "f" (i32.const 5)) (i32.const 5))

;; Two levels out, for a type and for a module.
(module $P
  (type $T (func (result i32)))
  (module $LEAF (func (export "f") (result i32) (i32.const 7)))
  (module $Q
    (module $R
      (alias outer $P $T (type $T))
      (alias outer $P $LEAF (module $LEAF))
      (instance $leaf (instantiate $LEAF))
      (func (export "f") (type $T) (call (func $leaf "f"))))
    (instance $r (instantiate $R))
    (export "f" (func $r "f")))
  (instance $q (instantiate $Q))
  (export "f" (func $q "f")))
(assert_return (invoke "f") (i32.const 7))
;; The same by numbers, in inverted and inline form.
(module
  (module (func (export "f") (result i32) (i32.const 8)))
  (module
    (module
      (module $LEAF (alias outer 1 0))
      (instance $leaf (instantiate $LEAF))
      (export "f" (func $leaf "f")))
    (instance $r (instantiate 0))
    (export "f" (func $r "f")))
  (instance $q (instantiate 1))
  (export "f" (func $q "f")))
(assert_return (invoke "f") (i32.const 8))
(module $P
  (module $LEAF (func (export "f") (result i32) (i32.const 9)))
  (module $Q
    (instance $leaf (instantiate (module outer $P $LEAF)))
    (export "f" (func $leaf "f")))
  (instance $q (instantiate $Q))
  (export "f" (func $q "f")))
(assert_return (invoke "f") (i32.const 9))

;; D5: the innermost scope of a name wins, and a scope is never its own outer one.
(module $P
  (type $T (func (result i32)))
  (module $P
    (type $T (func (result i64)))
    (module $P
      (func (export "f") (type outer $P $T) (i64.const 1)))
    (instance $i (instantiate $P))
    (export "f" (func $i "f")))
  (instance $i (instantiate $P))
  (export "f" (func $i "f")))
(assert_return (invoke "f") (i64.const 1))

;; D5: types are scopes too. Depth 0 is the type's parent; a named type can be named from inside a nested one.
(module definition $P
  (type $F (func))
  (type $I (instance
    (type $G (func (param f32)))
    (export "f" (func (type outer 0 $F)))
    (export "j" (instance
      (export "f" (func (type outer 1 $F)))
      (export "g" (func (type outer 0 $G)))
      (export "h" (func (type outer $I $G))))))))

;; The Explainer's module type with outer aliases in it.
(module definition $PARENT
  (type $Libc (instance (export "malloc" (func (param i32) (result i32)))))
  (type $FileOps (instance (export "open" (func (result i32)))))
  (import "in-memory-fs" (module $IN_MEMORY_FS
    (import "libc" (instance (type outer $PARENT $Libc)))
    (export "fileops" (instance (type outer $PARENT $FileOps))))))

;; D15: an outer alias of an imported module captures the one of that instance of the parent. Two instances of $P
;; export the same nested module; what it makes differs.
(module
  (module $ONE (func (export "f") (result i32) (i32.const 1)))
  (module $TWO (func (export "f") (result i32) (i32.const 2)))
  (module $P
    (import "M" (module $M (export "f" (func (result i32)))))
    (module (export "inner")
      (instance $m (instantiate (module outer $P $M)))
      (export "f" (func $m "f"))))
  (instance $p1 (instantiate $P (import "M" (module $ONE))))
  (instance $p2 (instantiate $P (import "M" (module $TWO))))
  (instance $i1 (instantiate (module $p1 "inner")))
  (instance $i2 (instantiate (module $p2 "inner")))
  (export "one" (func $i1 "f"))
  (export "two" (func $i2 "f")))
(assert_return (invoke "one") (i32.const 1))
(assert_return (invoke "two") (i32.const 2))

;; Only what precedes the nested module is seen, and only from inside something.
(assert_invalid (module (alias outer 0 0 (type))) "unknown outer")
(assert_invalid (module (module (alias outer 1 0 (type)))) "unknown outer")
(assert_invalid (module (module (alias outer 0 0 (type))) (type (func))) "unknown type")
(assert_invalid (module (module (alias outer 0 0 (module)))) "unknown module")
(assert_invalid (module (module (alias outer 0 1 (module))) (module)) "unknown module")
(assert_malformed (module quote "(module (alias outer $P $T (type)))") "unknown")
(assert_malformed (module quote "(module $P (module (alias outer $P $T (type))))") "unknown type")
(assert_malformed (module quote "(module (alias outer 0 0 (func)))") "unexpected token")
;; D10: inline parameters must agree with the aliased type.
(assert_malformed
  (module quote "(module $P (type $T (func)) (module (func (type outer $P $T) (param i32))))")
  "inline function type")
