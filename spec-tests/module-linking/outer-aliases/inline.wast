;; Inline outer aliases: `(type outer $P $T)` and `(module outer $P $M)` in place of an index. spec: Explainer, "Nested
;; Modules"; D10, D25
;;
;; What is covered: every place where a type or module index may stand, which index the alias takes and when one is
;; reused, and parameters and results written beside it.


;; ---------------------------------------------------------------------------------------------------------------------
;; Type uses

;; Functions in all their forms, tags, imports in both notations, and types of instances and modules.
(module $ext
  (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (tag (export "e") (param i32))
  (module $M (export "M") (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 2))))
  (instance (export "I") (instantiate $M)))
(register "ext" $ext)
(module $P
  (type $T (func (param i32) (result i32)))
  (type $E (func (param i32)))
  (type $I (instance (export "f" (func (param i32) (result i32)))))
  (type $M (module (export "f" (func (param i32) (result i32)))))
  (import "ext" (instance $ext
    (export "f" (func (type outer $P $T)))
    (export "e" (tag (type outer $P $E)))
    (export "M" (module (type outer $P $M)))
    (export "I" (instance (type outer $P $I)))))
  (module $Q
    (import "f" (func $f (type outer $P $T)))
    (func $g (import "g") (type outer $P $T))
    (import "e" (tag $e (type outer $P $E)))
    (import "M" (module $M (type outer $P $M)))
    (module $N (import "N") (type outer $P $M))
    (import "I" (instance $I (type outer $P $I)))
    (instance $J (import "J") (type outer $P $I))
    (instance $m (instantiate $M))
    (instance $n (instantiate $N))
    (tag $own (type outer $P $E))
    (func (export "1") (type outer $P $T) (call $f (local.get 0)))
    (func (export "2") (type outer 0 0) (call $g (local.get 0)))
    (func (export "3") (type outer $P 0) (param i32) (result i32) (call (func $m "f") (local.get 0)))
    (func (export "4") (type outer 0 $T) (param $x i32) (result i32) (call (func $n "f") (local.get $x)))
    (func (export "5") (param i32) (result i32) (call (func $I "f") (call (func $J "f") (local.get 0))))
    (func (export "6") (param i32) (result i32)
      (block $h (result i32)
        (block $own (result i32)
          (try_table (catch $e $h) (catch $own $own) (throw $own (local.get 0)))
          (unreachable))
        (i32.add (i32.const 100)))))
  (instance $q (instantiate $Q
    (import "f" (func $ext "f")) (import "g" (func $ext "f")) (import "e" (tag $ext "e"))
    (import "M" (module $ext "M")) (import "N" (module $ext "M"))
    (import "I" (instance $ext "I")) (import "J" (instance $ext "I"))))
  (export $q))
;; + outer-aliases.7
(assert_return (invoke "1" (i32.const 10)) (i32.const 11))
;; + outer-aliases.7
(assert_return (invoke "2" (i32.const 10)) (i32.const 11))
;; + outer-aliases.7 outer-aliases.13
(assert_return (invoke "3" (i32.const 10)) (i32.const 12))
;; + outer-aliases.7 outer-aliases.13
(assert_return (invoke "4" (i32.const 10)) (i32.const 12))
;; + outer-aliases.7
(assert_return (invoke "5" (i32.const 10)) (i32.const 14))
;; + outer-aliases.7
(assert_return (invoke "6" (i32.const 10)) (i32.const 110))

;; Modules: what is instantiated, passed, exported, and closed over two levels.
(module $P
  (module $LEAF (func (export "f") (result i32) (i32.const 20)))
  (module $USE
    (import "M" (module $M (export "f" (func (result i32)))))
    (instance $m (instantiate $M))
    (export "f" (func $m "f")))
  (module $Q
    (instance $1 (instantiate (module outer $P $LEAF)))
    (instance $2 (instantiate (module outer $P $USE) (import "M" (module outer $P $LEAF))))
    (export "leaf" (module outer $P $LEAF))
    (module $R (instance $3 (instantiate (module outer $P $LEAF))) (export "f" (func $3 "f")))
    (instance $r (instantiate $R))
    (func (export "run") (result i32 i32 i32) (call (func $1 "f")) (call (func $2 "f")) (call (func $r "f"))))
  (instance $q (instantiate $Q))
  (instance $leaf (instantiate (module $q "leaf")))
  (export "run" (func $q "run"))
  (export "leaf" (func $leaf "f")))
;; + outer-aliases.7
(assert_return (invoke "run") (i32.const 20) (i32.const 20) (i32.const 20))
;; + outer-aliases.7
(assert_return (invoke "leaf") (i32.const 20))
;; Each that is added takes the next index, and one that is there is taken again.
(module $P
  (module $A (func (export "f") (result i32) (i32.const 21)))
  (module $B (func (export "f") (result i32) (i32.const 22)))
  (module $Q
    (instance (instantiate (module outer $P $A)))         ;; adds module 0
    (instance (instantiate (module outer $P $A)))         ;; again 0
    (instance (instantiate (module outer $P $B)))         ;; adds module 1
    (instance $i (instantiate 1))
    (export "f" (func $i "f")))
  (instance $q (instantiate $Q))
  (export "run" (func $q "f")))
;; + outer-aliases.7 D10
(assert_return (invoke "run") (i32.const 22))

;; Instructions that take a type: calls, blocks, structures, arrays, casts, and types of locals, tables and globals.
(module $P
  (type $F (func (param i32) (result i32)))
  (type $S (sub (struct (field i32) (field (mut i32)))))
  (type $B (struct (field (mut i8))))
  (type $A (array (mut i32)))
  (type $C (array (mut i8)))
  (type $R (array (mut funcref)))
  (module $Q
    (type $Sub (sub (type outer $P $S) (struct (field i32) (field (mut i32)) (field i32))))
    (table $t 1 (ref null (type outer $P $F)))
    (global $g (mut (ref null (type outer $P $S))) (ref.null (type outer $P $S)))
    (elem (table $t) (i32.const 0) (ref null (type outer $P $F)) (item (ref.func $inc)))
    (elem $e funcref (item (ref.func $inc)))
    (data $d "\01\00\00\00\02\00\00\00")
    (func $inc (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))

    (func (export "call_indirect") (result i32)
      (call_indirect $t (type outer $P $F) (i32.const 10) (i32.const 0)))
    (func (export "return_call_indirect") (result i32)
      (return_call_indirect $t (type outer $P $F) (param i32) (result i32) (i32.const 11) (i32.const 0)))
    (func (export "call_ref") (result i32)
      (call_ref (type outer $P $F) (i32.const 12) (ref.func $inc)))
    (func (export "return_call_ref") (result i32)
      (return_call_ref (type outer $P $F) (i32.const 13) (table.get $t (i32.const 0))))
    (func (export "block") (result i32)
      (i32.const 14) (block (type outer $P $F) (i32.add (i32.const 1))))
    (func (export "loop") (result i32)
      (i32.const 15) (loop (type outer $P $F) (param i32) (result i32) (i32.add (i32.const 1))))
    (func (export "if") (result i32)
      (i32.const 16) (if (type outer $P $F) (i32.const 1) (then (i32.add (i32.const 1))) (else (i32.add (i32.const 2)))))
    (func (export "try_table") (result i32)
      (i32.const 17) (try_table (type outer $P $F) (i32.add (i32.const 1))))
    (func (export "select") (param i32) (result i32)
      (struct.get (type outer $P $S) 0
        (select (result (ref (type outer $P $S)))
          (struct.new (type outer $P $S) (i32.const 18) (i32.const 0))
          (struct.new_default (type outer $P $S))
          (local.get 0))))
    (func (export "struct") (result i32)
      (local $s (ref null (type outer $P $S)))
      (local.set $s (struct.new_default (type outer $P $S)))
      (struct.set (type outer $P $S) 1 (local.get $s) (i32.const 19))
      (global.set $g (local.get $s))
      (struct.get (type outer $P $S) 1 (global.get $g)))
    (func (export "packed") (result i32 i32)
      (local $b (ref (type outer $P $B)))
      (local.set $b (struct.new (type outer $P $B) (i32.const 0xff)))
      (struct.get_s (type outer $P $B) 0 (local.get $b))
      (struct.get_u (type outer $P $B) 0 (local.get $b)))
    (func (export "array") (result i32 i32)
      (local $a (ref (type outer $P $A)))
      (local.set $a (array.new (type outer $P $A) (i32.const 20) (i32.const 3)))
      (array.set (type outer $P $A) (local.get $a) (i32.const 1) (i32.const 21))
      (array.copy (type outer $P $A) (type outer $P $A)
        (local.get $a) (i32.const 2) (local.get $a) (i32.const 1) (i32.const 1))
      (array.fill (type outer $P $A) (local.get $a) (i32.const 0) (i32.const 22) (i32.const 1))
      (array.get (type outer $P $A) (local.get $a) (i32.const 2))
      (array.get (type outer $P $A) (local.get $a) (i32.const 0)))
    (func (export "array-packed") (result i32 i32)
      (local $c (ref (type outer $P $C)))
      (local.set $c (array.new_fixed (type outer $P $C) 2 (i32.const 0x80) (i32.const 1)))
      (array.get_s (type outer $P $C) (local.get $c) (i32.const 0))
      (array.get_u (type outer $P $C) (local.get $c) (i32.const 0)))
    (func (export "array-segments") (result i32 i32 i32 i32)
      (local $a (ref (type outer $P $A)))
      (local $r (ref (type outer $P $R)))
      (local.set $a (array.new_data (type outer $P $A) $d (i32.const 0) (i32.const 2)))
      (array.get (type outer $P $A) (local.get $a) (i32.const 1))
      (array.init_data (type outer $P $A) $d (local.get $a) (i32.const 1) (i32.const 0) (i32.const 1))
      (array.get (type outer $P $A) (local.get $a) (i32.const 1))
      (local.set $r (array.new_elem (type outer $P $R) $e (i32.const 0) (i32.const 1)))
      (ref.is_null (array.get (type outer $P $R) (local.get $r) (i32.const 0)))
      (local.set $r (array.new_default (type outer $P $R) (i32.const 2)))
      (array.init_elem (type outer $P $R) $e (local.get $r) (i32.const 1) (i32.const 0) (i32.const 1))
      (ref.is_null (array.get (type outer $P $R) (local.get $r) (i32.const 1))))
    (func (export "casts") (result i32 i32 i32)
      (local $x anyref)
      (local.set $x (struct.new $Sub (i32.const 23) (i32.const 0) (i32.const 0)))
      (ref.test (ref (type outer $P $S)) (local.get $x))
      (ref.test (ref null (type outer $P $A)) (local.get $x))
      (struct.get (type outer $P $S) 0 (ref.cast (ref (type outer $P $S)) (local.get $x))))
    (func (export "br_on_cast") (result i32)
      (block $l (result (ref (type outer $P $S)))
        (br_on_cast $l anyref (ref (type outer $P $S)) (struct.new (type outer $P $S) (i32.const 24) (i32.const 0)))
        (return (i32.const 0)))
      (struct.get (type outer $P $S) 0))
    (func (export "br_on_cast_fail") (result i32)
      (block $l (result anyref)
        (br_on_cast_fail $l anyref (ref (type outer $P $S)) (array.new_default (type outer $P $A) (i32.const 1)))
        (return (i32.const 0)))
      (drop) (i32.const 25))
    (func (export "null") (result i32) (ref.is_null (ref.null (type outer $P $F)))))
  (instance $q (instantiate $Q))
  (export $q))
;; + outer-aliases.7
(assert_return (invoke "call_indirect") (i32.const 11))
;; + outer-aliases.7
(assert_return (invoke "return_call_indirect") (i32.const 12))
;; + outer-aliases.7
(assert_return (invoke "call_ref") (i32.const 13))
;; + outer-aliases.7
(assert_return (invoke "return_call_ref") (i32.const 14))
;; + outer-aliases.7
(assert_return (invoke "block") (i32.const 15))
;; + outer-aliases.7
(assert_return (invoke "loop") (i32.const 16))
;; + outer-aliases.7
(assert_return (invoke "if") (i32.const 17))
;; + outer-aliases.7
(assert_return (invoke "try_table") (i32.const 18))
;; + outer-aliases.7
(assert_return (invoke "select" (i32.const 1)) (i32.const 18))
;; + outer-aliases.7
(assert_return (invoke "struct") (i32.const 19))
;; + outer-aliases.7
(assert_return (invoke "packed") (i32.const -1) (i32.const 255))
;; + outer-aliases.7
(assert_return (invoke "array") (i32.const 21) (i32.const 22))
;; + outer-aliases.7
(assert_return (invoke "array-packed") (i32.const -128) (i32.const 128))
;; + outer-aliases.7
(assert_return (invoke "array-segments") (i32.const 2) (i32.const 1) (i32.const 0) (i32.const 0))
;; + outer-aliases.7
(assert_return (invoke "casts") (i32.const 1) (i32.const 0) (i32.const 23))
;; + outer-aliases.7
(assert_return (invoke "br_on_cast") (i32.const 24))
;; + outer-aliases.7
(assert_return (invoke "br_on_cast_fail") (i32.const 25))
;; + outer-aliases.7
(assert_return (invoke "null") (i32.const 1))
;; An instruction wants its own sort of type, behind an alias too.
;; - outer-aliases.7
(assert_invalid
  (module $P (type $F (func)) (module (func (drop (struct.new_default (type outer $P $F))))))
  "type mismatch")
;; - outer-aliases.7
(assert_invalid
  (module $P (type $I (instance)) (module (func (param (ref null (type outer $P $I))))))
  "type mismatch")

;; Only types and modules have outer aliases, and an index of another kind takes neither.
;; - outer-aliases.7 outer-aliases.1
(assert_malformed
  (module quote "(module $P (func $f) (module (func (call (func outer $P $f)))))")
  "unexpected token")
;; - outer-aliases.7 outer-aliases.1
(assert_malformed
  (module quote "(module $P (module (export \"i\" (instance outer $P 0))))")
  "unexpected token")
;; - outer-aliases.7
(assert_malformed
  (module quote "(module $P (module (func (call (type outer $P 0)))))")
  "unexpected token")
;; - outer-aliases.7
(assert_malformed
  (module quote "(module $P (module (instance (instantiate (type outer $P 0)))))")
  "unexpected token")
;; - outer-aliases.7
(assert_malformed
  (module quote "(module $P (module (func (type outer $P))))")
  "unexpected token")
;; - outer-aliases.7
(assert_malformed
  (module quote "(module $P (module (func (type outer))))")
  "unexpected token")
;; - outer-aliases.7
(assert_malformed (module quote "(module $P (module (func (type outer $P 0 0))))") "unexpected token")
;; - outer-aliases.7
(assert_malformed (module quote "(module $P (module (func (type outer $Q 0))))") "unknown outer module")
;; - outer-aliases.7
(assert_malformed (module quote "(module $P (module (func (type outer $P $T))))") "unknown type")
;; - outer-aliases.7
(assert_invalid (module (func (type outer 0 0))) "unknown outer scope")
;; - outer-aliases.7
(assert_invalid (module (module (func (type outer 0 0)))) "unknown type")


;; ---------------------------------------------------------------------------------------------------------------------
;; Parameters and results

;; Locals are numbered behind the parameters of the aliased type, which are not written; identifiers and numbers agree.
(module $P
  (type $t (func (param i32 i32) (result i32)))
  (module $Q
    (func (export "f") (type outer $P $t) (local $y i32) (local $z i32)
      (local.set $y (i32.const 40))
      (local.set 3 (i32.const 5))
      (i32.add (i32.sub (local.get 0) (local.get 1)) (i32.add (local.get 2) (local.get $z)))))
  (instance $q (instantiate $Q))
  (export "f" (func $q "f")))
;; + outer-aliases.13
(assert_return (invoke "f" (i32.const 9) (i32.const 2)) (i32.const 52))
;; The same for an explicit alias, and with parameters that have identifiers.
(module $P
  (type $t (func (param i32 i32) (result i32)))
  (module $Q
    (alias outer $P $t (type $u))
    (func (export "f") (type $u) (local $y i32)
      (local.set $y (i32.const 60)) (i32.add (local.get 2) (local.get 1)))
    (func (export "g") (type outer $P $t) (param $a i32) (param $b i32) (result i32) (local $y i32)
      (local.set $y (local.get $b)) (i32.sub (local.get 2) (local.get $a))))
  (instance $q (instantiate $Q))
  (export $q))
;; + outer-aliases.13
(assert_return (invoke "f" (i32.const 1) (i32.const 2)) (i32.const 62))
;; + outer-aliases.13
(assert_return (invoke "g" (i32.const 1) (i32.const 2)) (i32.const 1))
;; What is written has to agree: one more, one less, another type, other results, in functions, imports and blocks.
;; - outer-aliases.13 D10
(assert_malformed
  (module quote "(module $P (type $T (func)) (module (func (type outer $P $T) (param i32))))")
  "inline function type")
;; - outer-aliases.13 D10
(assert_malformed
  (module quote "(module $P (type $T (func (param i32 i32))) (module (func (type outer $P $T) (param i32))))")
  "inline function type")
;; - outer-aliases.13 D10
(assert_malformed
  (module quote "(module $P (type $T (func (param i32))) (module (func (type outer $P $T) (param i64))))")
  "inline function type")
;; - outer-aliases.13 D10
(assert_malformed
  (module quote
    "(module $P (type $T (func (param i32))) (module (import \"f\" (func (type outer $P $T) (result i32)))))")
  "inline function type")
;; - outer-aliases.13 D10
(assert_malformed
  (module quote "(module $P (type $T (func)) (module (func (block (type outer $P $T) (result i32) (i32.const 0)))))")
  "inline function type")
;; - outer-aliases.13 D10
(assert_malformed
  (module quote "(module $P (type $T (func)) (type (instance (export \"f\" (func (type outer $P $T) (param i32))))))")
  "inline function type")


;; ---------------------------------------------------------------------------------------------------------------------
;; Which index it takes

;; In a local function: behind the last initial definition, so behind the type that is written after it.
(module $P
  (type $A (func (result i32)))
  (type $B (func (result i64)))
  (module $Q
    (func (export "b") (type outer $P $B) (i64.const 70))                 ;; type 1
    (func (export "a") (type outer $P $A) (i32.const 71))                 ;; type 2
    (type (func (result f32)))                                            ;; type 0
    (func (export "0") (type 0) (f32.const 72))
    (func (export "1") (type 1) (i64.const 73))
    (func (export "2") (type 2) (i32.const 74)))
  (instance $q (instantiate $Q))
  (export $q))
;; + outer-aliases.14 D10
(assert_return (invoke "0") (f32.const 72))
;; + outer-aliases.14 D10
(assert_return (invoke "1") (i64.const 73))
;; + outer-aliases.14 D10
(assert_return (invoke "2") (i32.const 74))
;; In an import, a type or an instance: right before it.
(module $P
  (type $A (func (result i32)))
  (type $B (struct (field i32)))
  (module $LEAF)
  (module $Q
    (type (func (result f32)))                                            ;; type 0
    (import "f" (func (type outer $P $A)))                                ;; adds type 1
    (type (func (result i64) (result (ref null (type outer $P $B)))))     ;; adds type 2; this is type 3
    (module (func (export "f") (result i32) (i32.const 76)))              ;; module 0
    (instance (instantiate (module outer $P $LEAF)))                      ;; adds module 1
    (module (func (export "f") (result i32) (i32.const 77)))              ;; module 2
    (instance $0 (instantiate 0))
    (instance $2 (instantiate 2))
    (func (export "1") (type 1) (call 0))
    (func (export "3") (result i64) (local (ref null 2)) (call $3) (drop))
    (func $3 (type 3) (i64.const 75) (ref.null 2))
    (func (export "modules") (result i32 i32) (call (func $0 "f")) (call (func $2 "f"))))
  (module $F (func (export "f") (result i32) (i32.const 78)))
  (instance $f (instantiate $F))
  (instance $q (instantiate $Q (import "f" (func $f "f"))))
  (export $q))
;; + outer-aliases.14 D10
(assert_return (invoke "1") (i32.const 78))
;; + outer-aliases.14 D10
(assert_return (invoke "3") (i64.const 75))
;; + outer-aliases.14 D10
(assert_return (invoke "modules") (i32.const 76) (i32.const 77))

;; An equal alias is reused, however it is written, and whether it is explicit or not: type 1 is the next definition.
(module $P
  (type $A (func (result i32)))
  (module $Q
    (alias outer $P $A (type))                                            ;; type 0
    (import "f" (func $f (type outer 0 0)))
    (type (func (result i64)))                                            ;; type 1
    (func (export "f") (type outer $P $A) (call $f))
    (func (export "1") (type 1) (i64.const 80)))
  (module $F (func (export "f") (type outer $P $A) (i32.const 81)))
  (instance $f (instantiate $F))
  (instance $q (instantiate $Q (import "f" (func $f "f"))))
  (export $q))
;; + outer-aliases.7 D10
(assert_return (invoke "f") (i32.const 81))
;; + outer-aliases.7 D10
(assert_return (invoke "1") (i64.const 80))
;; - outer-aliases.7 D10
(assert_invalid
  (module $P
    (type $A (func))
    (module (func (type outer $P $A)) (func (type outer 0 0)) (func (type outer $P 0)) (func (type 1))))
  "unknown type")
;; An abbreviation does not look through an alias (D25): the function type that it adds is type 2, behind all others.
(module $P
  (type $A (func (result i32)))
  (module $Q
    (alias outer $P $A (type))                                            ;; type 0
    (func $f (result i32) (i32.const 82))                                 ;; adds type 2
    (type (func (result i64)))                                            ;; type 1
    (func (export "f") (type 2) (call $f)))
  (instance $q (instantiate $Q))
  (export $q))
;; + outer-aliases.14 D25
(assert_return (invoke "f") (i32.const 82))
;; An alias that a nested module's parent has implicitly can be aliased from there if it comes before the module: that
;; of an import does, that of a function does not.
(module $P
  (type $A (func (result i32)))
  (module $Q
    (import "f" (func $f (type outer $P $A)))                             ;; adds type 0
    (module $R (alias outer $Q 0 (type $T)) (func (export "f") (type $T) (i32.const 83)))
    (instance $r (instantiate $R))
    (func (export "f") (result i32) (i32.add (call $f) (call (func $r "f")))))
  (module $F (func (export "f") (result i32) (i32.const 1000)))
  (instance $f (instantiate $F))
  (instance $q (instantiate $Q (import "f" (func $f "f"))))
  (export "f" (func $q "f")))
;; + outer-aliases.14 D25
(assert_return (invoke "f") (i32.const 1083))
;; - outer-aliases.14 D25
(assert_invalid
  (module $P
    (type $A (func))
    (module $Q (func (type outer $P $A)) (module $R (alias outer $Q 0 (type)))))
  "unknown type")
