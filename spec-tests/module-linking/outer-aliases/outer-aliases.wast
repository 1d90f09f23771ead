;; Outer aliases as definitions. spec: Explainer, "Nested Modules"; D5, D11
;;
;; What is covered: aliases of enclosing modules' types and modules, by name and by number, in both notations, which
;; index they take, which definitions they see, and what is wrong with one. Inline forms are in `inline`, module and
;; instance types in `types-as-scopes`, and what an alias captures in `closures`.


;; ---------------------------------------------------------------------------------------------------------------------
;; By identifier, by number, and mixed

(module $P
  (type (func (result i64)))
  (type $T (func (param i32) (result i32)))
  (module $A (alias outer $P $T (type $U)) (func (export "f") (type $U) (local.get 0)))
  (module $B (alias outer 0 1 (type $U)) (func (export "f") (type $U) (local.get 0)))
  (module $C (alias outer 0 $T (type $U)) (func (export "f") (type $U) (local.get 0)))
  (module $D (alias outer $P 1 (type)) (func (export "f") (type 0) (local.get 0)))
  (module $E (type $U (alias outer $P $T)) (func (export "f") (type $U) (local.get 0)))
  (module $F (type (alias outer 0 1)) (func (export "f") (type 0) (local.get 0)))
  (instance (export "a") (instantiate $A))
  (instance (export "b") (instantiate $B))
  (instance (export "c") (instantiate $C))
  (instance (export "d") (instantiate $D))
  (instance (export "e") (instantiate $E))
  (instance (export "f") (instantiate $F)))
;; + outer-aliases.2
(assert_return (invoke $P "a" "f" (i32.const 1)) (i32.const 1))
;; + outer-aliases.3
(assert_return (invoke $P "b" "f" (i32.const 2)) (i32.const 2))
;; + D5
(assert_return (invoke $P "c" "f" (i32.const 3)) (i32.const 3))
;; + D5
(assert_return (invoke $P "d" "f" (i32.const 4)) (i32.const 4))
;; + outer-aliases.6 D11
(assert_return (invoke $P "e" "f" (i32.const 5)) (i32.const 5))
;; + outer-aliases.6 D11
(assert_return (invoke $P "f" "f" (i32.const 6)) (i32.const 6))

;; The same for modules.
(module $P
  (module (func (export "f") (result i32) (i32.const 10)))
  (module $M (func (export "f") (result i32) (i32.const 11)))
  (module $A (alias outer $P $M (module $N)) (instance $n (instantiate $N)) (export "f" (func $n "f")))
  (module $B (alias outer 0 1 (module)) (instance $n (instantiate 0)) (export "f" (func $n "f")))
  (module $C (alias outer $P 0 (module $N)) (instance $n (instantiate $N)) (export "f" (func $n "f")))
  (module $D (alias outer 0 $M (module $N)) (instance $n (instantiate $N)) (export "f" (func $n "f")))
  (module $E (module $N (alias outer $P $M)) (instance $n (instantiate $N)) (export "f" (func $n "f")))
  (instance $a (instantiate $A)) (instance $b (instantiate $B)) (instance $c (instantiate $C))
  (instance $d (instantiate $D)) (instance $e (instantiate $E))
  (func (export "run") (result i32 i32 i32 i32 i32)
    (call (func $a "f")) (call (func $b "f")) (call (func $c "f")) (call (func $d "f")) (call (func $e "f"))))
;; + outer-aliases.1 outer-aliases.2 outer-aliases.3 outer-aliases.6 outer-aliases.11 D11
(assert_return (invoke "run") (i32.const 11) (i32.const 11) (i32.const 10) (i32.const 11) (i32.const 11))

;; It has the type of that module, whatever modules follow it.
(module $P
  (module $M (func (export "f") (result i32) (i32.const 12)))
  (module (func (export "g") (result f32) (f32.const 13)))
  (module $A (alias outer $P $M (module $N)) (instance $n (instantiate $N)) (export "f" (func $n "f")))
  (instance $a (instantiate $A))
  (export "run" (func $a "f")))
;; + outer-aliases.1 outer-aliases.11
(assert_return (invoke "run") (i32.const 12))
;; - outer-aliases.1
(assert_invalid
  (module $P
    (module $M (func (export "f") (result i32) (i32.const 12)))
    (module (func (export "g") (result f32) (f32.const 13)))
    (module (alias outer $P $M (module $N)) (instance $n (instantiate $N)) (export "g" (func $n "g"))))
  "unknown export")

;; Two and three levels out, past modules that have definitions at the same indices.
(module $P
  (type $T (func (result i32)))
  (module $LEAF (func (export "f") (result i32) (i32.const 20)))
  (module $Q
    (type (func (result f32)))
    (module (func (export "f") (result f32) (f32.const 0)))
    (module $R
      (type (func (result f64)))
      (module (func (export "f") (result f64) (f64.const 0)))
      (module $S
        (alias outer $P $T (type $T))
        (alias outer 2 0 (module $LEAF))
        (instance $leaf (instantiate $LEAF))
        (func (export "f") (type $T) (i32.add (call (func $leaf "f")) (i32.const 1))))
      (instance $s (instantiate $S))
      (export "f" (func $s "f")))
    (instance $r (instantiate $R))
    (export "f" (func $r "f")))
  (instance $q (instantiate $Q))
  (export "f" (func $q "f")))
;; + outer-aliases.2 outer-aliases.3
(assert_return (invoke "f") (i32.const 21))
;; Numbers alone, all inverted: no module here has an identifier.
(module
  (module (func (export "f") (result i32) (i32.const 22)))
  (module
    (type (func (result i32)))
    (module
      (module $LEAF (alias outer 1 0))
      (type $T (alias outer 0 0))
      (instance $leaf (instantiate $LEAF))
      (func (export "f") (type $T) (call (func $leaf "f"))))
    (instance $r (instantiate 0))
    (export "f" (func $r "f")))
  (instance $q (instantiate 1))
  (export "f" (func $q "f")))
;; + outer-aliases.3 outer-aliases.6
(assert_return (invoke "f") (i32.const 22))

;; No scope has the number. Types count as scopes, so one of a top-level module can look out of itself.
;; - outer-aliases.3
(assert_invalid (module (alias outer 0 0 (type))) "unknown outer scope")
;; - outer-aliases.3
(assert_invalid (module (type (func)) (alias outer 0 0 (type))) "unknown outer scope")
;; - outer-aliases.3
(assert_invalid (module (alias outer 0 0 (module))) "unknown outer scope")
;; - outer-aliases.3
(assert_invalid (module (module (alias outer 1 0 (type)))) "unknown outer scope")
;; - outer-aliases.3
(assert_invalid (module (module $M (alias outer 0 0)) (module (module (alias outer 1 0)))) "unknown outer scope")
;; - outer-aliases.3
(assert_invalid
  (module (type (func)) (module (type (func)) (module (alias outer 2 0 (type)))))
  "unknown outer scope")
;; - outer-aliases.3
(assert_invalid (module (module (alias outer 4294967295 0 (type)))) "unknown outer scope")
;; - outer-aliases.3
(assert_malformed (module quote "(module (alias outer 4294967296 0 (type)))") "i32 constant out of range")
;; - outer-aliases.3
(assert_malformed (module quote "(module (alias outer -1 0 (type)))") "unexpected token")
;; - outer-aliases.2
(assert_malformed (module quote "(module (alias outer $P $T (type)))") "unknown outer module")
;; - outer-aliases.2
(assert_malformed (module quote "(module $P (module (alias outer $P $T (type))))") "unknown type")
;; - outer-aliases.2
(assert_malformed (module quote "(module $P (module (alias outer $P $M (module))))") "unknown module")
;; A definition's identifier is looked up among its own kind.
;; - outer-aliases.2
(assert_malformed
  (module quote "(module $P (type $T (func)) (module (alias outer $P $T (module))))")
  "unknown module")
;; - outer-aliases.2
(assert_malformed (module quote "(module $P (module $M) (module (alias outer $P $M (type))))") "unknown type")
;; What is found in the module named is not looked for further out.
;; - outer-aliases.2
(assert_malformed
  (module quote "(module $P (type $T (func)) (module $Q (module (alias outer $Q $T (type)))))")
  "unknown type")
;; An instance, or a nested module beside, is no scope around.
;; - outer-aliases.2
(assert_malformed
  (module quote "(module $P (module $S (type $T (func))) (module (alias outer $S $T (type))))")
  "unknown outer module")
;; - outer-aliases.2
(assert_malformed
  (module quote "(module $P (import \"i\" (instance $i)) (module (alias outer $i 0 (type))))")
  "unknown outer module")

;; Types and modules, and nothing with state.
;; - outer-aliases.1
(assert_malformed
  (module quote "(module (alias outer 0 0 (func)))")
  "unexpected token")
;; - outer-aliases.1
(assert_malformed
  (module quote "(module (alias outer 0 0 (instance)))")
  "unexpected token")
;; - outer-aliases.1
(assert_malformed
  (module quote "(module (alias outer 0 0 (memory)))")
  "unexpected token")
;; - outer-aliases.1
(assert_malformed
  (module quote "(module (alias outer 0 0 (table)))")
  "unexpected token")
;; - outer-aliases.1
(assert_malformed
  (module quote "(module (alias outer 0 0 (global)))")
  "unexpected token")
;; - outer-aliases.1
(assert_malformed
  (module quote "(module (alias outer 0 0 (tag)))")
  "unexpected token")
;; - outer-aliases.6
(assert_malformed
  (module quote "(module (func $f (alias outer 0 0)))")
  "unexpected token")
;; - outer-aliases.6
(assert_malformed
  (module quote "(module (instance $i (alias outer 0 0)))")
  "unexpected token")

;; Notation: two items, then the kind; the inverted form has no kind.
;; - outer-aliases.2
(assert_malformed (module quote "(module (alias outer 0 (type)))") "unexpected token")
;; - outer-aliases.2
(assert_malformed (module quote "(module (alias outer 0 0 0 (type)))") "unexpected token")
;; - outer-aliases.2
(assert_malformed (module quote "(module (alias outer 0 0))") "unexpected token")
;; - outer-aliases.2
(assert_malformed
  (module quote "(module (alias outer \"P\" 0 (type)))")
  "unexpected token")
;; - outer-aliases.2
(assert_malformed (module quote "(module (alias outer 0 0 \"f\" (type)))") "unexpected token")
;; - outer-aliases.6
(assert_malformed (module quote "(module (type $T (alias outer 0)))") "unexpected token")
;; - outer-aliases.6
(assert_malformed (module quote "(module (type $T (alias outer 0 0 (type))))") "unexpected token")
;; - outer-aliases.6
(assert_malformed (module quote "(module (type $T (alias outer 0 0) (func)))") "unexpected token")
;; - outer-aliases.6
(assert_malformed (module quote "(module (type $T (sub (alias outer 0 0))))") "unexpected token")
;; - outer-aliases.6
(assert_malformed (module quote "(rec (type $T (alias outer 0 0)))") "unexpected token")


;; ---------------------------------------------------------------------------------------------------------------------
;; Index and identifier

;; An alias takes the next index of its kind, between definitions; the parent's index is another matter.
(module $P
  (type $a (func (result i32)))
  (type $b (func (result i64)))
  (module $Q
    (type (func (result f32)))                                          ;; type 0
    (alias outer $P $b (type))                                          ;; type 1
    (type $a (func (result f64)))                                       ;; type 2
    (type (alias outer $P $a))                                          ;; type 3
    (func (export "0") (type 0) (f32.const 0))
    (func (export "1") (type 1) (i64.const 1))
    (func (export "2") (type 2) (f64.const 2))
    (func (export "3") (type 3) (i32.const 3))
    (func (export "own") (type $a) (f64.const 4)))
  (instance $q (instantiate $Q))
  (export $q))
;; + outer-aliases.5
(assert_return (invoke "0") (f32.const 0))
;; + outer-aliases.5
(assert_return (invoke "1") (i64.const 1))
;; + outer-aliases.5
(assert_return (invoke "2") (f64.const 2))
;; + outer-aliases.5
(assert_return (invoke "3") (i32.const 3))
;; + outer-aliases.5
(assert_return (invoke "own") (f64.const 4))
;; Modules: an import, an alias, a definition, an alias.
(module $P
  (module $1 (func (export "f") (result i32) (i32.const 1)))
  (module $2 (func (export "f") (result i32) (i32.const 2)))
  (module $Q
    (import "M" (module (export "f" (func (result i32)))))              ;; module 0
    (alias outer $P $2 (module))                                        ;; module 1
    (module (func (export "f") (result i32) (i32.const 3)))             ;; module 2
    (module (alias outer $P $1))                                        ;; module 3
    (instance $0 (instantiate 0)) (instance $1 (instantiate 1))
    (instance $2 (instantiate 2)) (instance $3 (instantiate 3))
    (func (export "f") (result i32 i32 i32 i32)
      (call (func $0 "f")) (call (func $1 "f")) (call (func $2 "f")) (call (func $3 "f"))))
  (module $0 (func (export "f") (result i32) (i32.const 0)))
  (instance $q (instantiate $Q (import "M" (module $0))))
  (export "f" (func $q "f")))
;; + outer-aliases.5
(assert_return (invoke "f") (i32.const 0) (i32.const 2) (i32.const 3) (i32.const 1))
;; As the Explainer says, the alias may have the identifier of what it aliases, and shadows nothing: a deeper module
;; still reaches the outermost one by its own name.
(module $PARENT
  (type $FileOps (func (result i32)))
  (module $CHILD
    (alias outer $PARENT $FileOps (type $FileOps))
    (module $GRANDCHILD
      (alias outer $CHILD $FileOps (type $FileOps))
      (alias outer $PARENT $FileOps (type $Again))
      (func $f (type $FileOps) (i32.const 31))
      (func (export "f") (type $Again) (call $f)))
    (instance $g (instantiate $GRANDCHILD))
    (func (export "f") (type $FileOps) (call (func $g "f"))))
  (instance $c (instantiate $CHILD))
  (func (export "f") (type $FileOps) (call (func $c "f"))))
;; + outer-aliases.5
(assert_return (invoke "f") (i32.const 31))
;; - outer-aliases.5
(assert_malformed
  (module quote "(module $P (type $T (func)) (module (alias outer $P $T (type $T)) (type $T (func))))")
  "duplicate type")
;; Without an identifier it has none, whatever the parent calls it.
;; - outer-aliases.5
(assert_malformed
  (module quote "(module $P (type $T (func)) (module (alias outer $P $T (type)) (func (type $T))))")
  "unknown type")


;; ---------------------------------------------------------------------------------------------------------------------
;; What precedes

;; Only what was defined when the nested module begins; numbers and identifiers alike.
;; - outer-aliases.4
(assert_invalid (module (module (alias outer 0 0 (type))) (type (func))) "unknown type")
;; - outer-aliases.4
(assert_invalid (module (type (func)) (module (alias outer 0 1 (type))) (type (func))) "unknown type")
;; - outer-aliases.4
(assert_invalid (module (module (alias outer 0 0 (module)))) "unknown module")
;; - outer-aliases.4
(assert_invalid (module (module (alias outer 0 1 (module))) (module)) "unknown module")
;; - outer-aliases.4
(assert_invalid (module (module (module (alias outer 1 0 (type)))) (type (func))) "unknown type")
;; The module that is being defined does not precede itself, for the modules in it either.
;; - outer-aliases.4
(assert_invalid (module (module (module (alias outer 1 0 (module))))) "unknown module")
;; What follows by name.
;; - outer-aliases.4
(assert_invalid
  (module $P (module (alias outer $P $T (type))) (type $T (func)))
  "unknown type")
;; Types that abbreviations add come behind all explicit ones, and no outer alias sees them (D25).
;; - outer-aliases.4 D25
(assert_invalid (module (import "f" (func (param i32))) (module (alias outer 0 0 (type)))) "unknown type")
;; - outer-aliases.4 D25
(assert_invalid (module (import "i" (instance)) (module (alias outer 0 0 (type)))) "unknown type")
;; - outer-aliases.4 D25
(assert_invalid (module (func (param i32)) (module (alias outer 0 0 (type)))) "unknown type")
;; Members of a recursive group each count.
(module $P
  (rec (type $A (struct (field (ref null $B)))) (type $B (func (result i32))))
  (module $Q (alias outer 0 1 (type $F)) (func (export "f") (type $F) (i32.const 41)))
  (instance $q (instantiate $Q))
  (export "f" (func $q "f")))
;; + outer-aliases.4
(assert_return (invoke "f") (i32.const 41))
;; Imports, aliases and modules before it do precede, also in a parent that goes on behind it.
(module $box (module (export "M") (func (export "f") (result i32) (i32.const 42))))
(register "box" $box)
(module $P
  (import "box" (instance $box (export "M" (module (export "f" (func (result i32)))))))
  (alias $box "M" (module $M))
  (module $Q (alias outer $P $M (module $M)) (instance $m (instantiate $M)) (export "f" (func $m "f")))
  (module $R (alias outer $P $Q (module $Q)) (instance $q (instantiate $Q)) (export "f" (func $q "f")))
  (type $T (func))
  (instance $r (instantiate $R))
  (export "f" (func $r "f")))
;; + outer-aliases.4 D15
(assert_return (invoke "f") (i32.const 42))


;; ---------------------------------------------------------------------------------------------------------------------
;; The same type

;; What goes in at one end as the parent's type comes out at the other as the child's: function types, instance types,
;; recursive groups, and sub types of outer types.
(module $P
  (rec
    (type $List (sub (struct (field i32) (field (ref null $List)))))
    (type $Sum (func (param (ref null $List)) (result i32))))
  (type $Lib (instance (export "x" (global i32))))
  (module $Q
    (alias outer $P $List (type $L))
    (alias outer $P $Sum (type $S))
    (alias outer $P $Lib (type $I))
    (import "lib" (instance $lib (type $I)))
    (type $Named (sub $L (struct (field i32) (field (ref null $L)) (field i64))))
    (func (export "make") (param i32) (result (ref $L))
      (struct.new $Named (local.get 0) (ref.null $L) (i64.const 0)))
    (func (export "sum") (type $S)
      (i32.add (struct.get $L 0 (local.get 0)) (global.get (global $lib "x"))))
    (func (export "is-named") (param (ref null $L)) (result i32) (ref.test (ref $Named) (local.get 0))))
  (module $X (global (export "x") i32 (i32.const 50)))
  (instance $x (instantiate $X))
  (instance $q (instantiate $Q (import "lib" (instance $x))))
  (func (export "run") (result i32) (call (func $q "sum") (call (func $q "make") (i32.const 1))))
  (func (export "mine") (result i32) (call (func $q "sum") (struct.new $List (i32.const 2) (ref.null $List))))
  (func (export "named") (result i32 i32)
    (call (func $q "is-named") (call (func $q "make") (i32.const 1)))
    (call (func $q "is-named") (struct.new $List (i32.const 2) (ref.null $List)))))
;; + outer-aliases.12
(assert_return (invoke "run") (i32.const 51))
;; + outer-aliases.12
(assert_return (invoke "mine") (i32.const 52))
;; + outer-aliases.12
(assert_return (invoke "named") (i32.const 1) (i32.const 0))
;; Through a type's alias and a type written out there goes the same value; one that is written otherwise is another.
;; - outer-aliases.12
(assert_invalid
  (module $P
    (type $S (struct (field i32)))
    (module $Q (alias outer $P $S (type $S)) (func (export "f") (result (ref null $S)) (ref.null $S)))
    (instance $q (instantiate $Q))
    (type $Other (struct (field i64)))
    (func (result (ref null $Other)) (call (func $q "f"))))
  "type mismatch")
;; The kind of the type is known through the alias, through two of them too.
;; - outer-aliases.12
(assert_invalid
  (module $P
    (type $I (instance))
    (module $Q (alias outer 0 0 (type $I)) (module (alias outer 0 0 (type $T)) (func (type $T)))))
  "type mismatch")
;; - outer-aliases.12
(assert_invalid
  (module $P (type $F (func)) (module (alias outer 0 0 (type $I)) (import "i" (instance (type $I)))))
  "type mismatch")
;; - outer-aliases.12
(assert_invalid
  (module $P (type $F (sub final (func))) (module (alias outer 0 0 (type $F)) (type (sub $F (func)))))
  "sub type")
;; A call through a table checks the aliased type at run time.
(module $P
  (type $T (func (result i32)))
  (type $U (func (result i64)))
  (module $Q
    (import "t" (table $t 2 funcref))
    (alias outer $P $T (type $X))
    (func (export "call") (param i32) (result i32) (call_indirect $t (type $X) (local.get 0))))
  (module $TABLE
    (table (export "t") funcref (elem $f $g))
    (func $f (result i32) (i32.const 53))
    (func $g (type outer $P $U) (i64.const 54)))
  (instance $t (instantiate $TABLE))
  (instance $q (instantiate $Q (import "t" (table $t "t"))))
  (export "call" (func $q "call")))
;; + outer-aliases.12
(assert_return (invoke "call" (i32.const 0)) (i32.const 53))
;; - outer-aliases.12
(assert_trap (invoke "call" (i32.const 1)) "indirect call type mismatch")
