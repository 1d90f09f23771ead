;; The decisions where the documents are silent or disagree. spec: docs/decisions.md
;;
;; Rules: ../rules/decisions.txt. In the order of their numbers; most have more cases in the file of their chapter, and some
;; have all of them there: ../COVERAGE.md lists them.

(module $i
  (func (export "f") (result i32) (i32.const 1))
  (func (export "g") (result i32) (i32.const 2))
  (global (export "c") i32 (i32.const 3))
  (global (export "v") (mut i32) (i32.const 4))
  (tag (export "e") (param i32))
  (memory (export "m") 1)
  (table (export "t") 2 funcref))
(register "i" $i)
(module definition $M (func (export "f") (result i32) (i32.const 5)))
(register "M" (module $M))
(module $deep
  (module $J (func (export "x") (result i32) (i32.const 6)) (func (export "y") (result i32) (i32.const 7)))
  (instance (export "j") (instantiate $J)))
(register "deep" $deep)

;; ---------------------------------------------------------------------------------------------------------------------
;; D1: imports first

;; Types and aliases between imports, inline aliases too.
;; + D1
(module
  (import "i" (instance $i (export "f" (func (result i32)))))
  (alias $i "f" (func $f))
  (type $t (instance (export "g" (func (result i32)))))
  (import "M" (module $N (export "f" (func (result i32)))))
  (func (export "f") (result i32) (call $f)))
(assert_return (invoke "f") (i32.const 1))
;; - D1
(assert_malformed (module quote "(module) (import \"i\" (instance))") "import after module")
;; - D1
(assert_malformed (module quote "(module $M) (instance (instantiate $M)) (import \"i\" (instance))") "import after instance")
;; - D1
(assert_malformed (module quote "(module $M) (instance $i (instantiate $M)) (func (import \"f\"))") "import after instance")
;; - D1
(assert_malformed (module quote "(module $M) (type (func)) (import \"i\" \"f\" (func))") "import after module")
;; An alias of a module in inverted form is an alias: imports may follow.
;; + D1 D11
(module definition
  (import "i" (instance $i (export "M" (module))))
  (module $M (alias $i "M"))
  (import "j" (instance)))

;; ---------------------------------------------------------------------------------------------------------------------
;; D3: zero-level exports

;; All exports, in their order, between others.
;; + D3
(module $all
  (import "i" (instance $i (export "g" (func (result i32))) (export "f" (func (result i32)))))
  (module $M (func (export "h") (result i32) (i32.const 6)))
  (instance $m (instantiate $M))
  (export "first" (func $i "f"))
  (export $i)
  (export (instance $m))
  (export "last" (func $m "h")))
(assert_return (invoke $all "f") (i32.const 1))
(assert_return (invoke $all "g") (i32.const 2))
(assert_return (invoke $all "h") (i32.const 6))
(assert_return (invoke $all "last") (i32.const 6))
;; Of a path, of an implied instance, and of one without exports.
;; + D3
(module
  (import "i" "f" (func (result i32)))
  (module $E)
  (module $P (module $M (func (export "x") (result i32) (i32.const 7))) (instance (export "i") (instantiate $M)))
  (instance $e (instantiate $E))
  (instance $p (instantiate $P))
  (export $e)
  (export (instance 0))
  (export (instance $p "i")))
(assert_return (invoke "f") (i32.const 1))
(assert_return (invoke "x") (i32.const 7))
;; What the instance's type does not show is not exported.
;; - D3
(assert_invalid
  (module
    (import "j" (instance $j (export "f" (func)) (export "g" (func))))
    (module $M
      (import "i" (instance $i (export "f" (func))))
      (export $i))
    (instance $m (instantiate $M (import "i" (instance $j))))
    (func (call (func $m "g"))))
  "unknown export")
;; In types: the three forms, and no index of theirs: type 2 below is the one that is written last.
;; + D3
(module definition $P
  (type $T (instance (export "a" (func (param i64))) (export "b" (instance (export "c" (memory 1))))))
  (type (module
    (import "x" (func (param i32)))
    (alias outer 0 $T (type $T))
    (export $T)
    (type (func (result f64)))
    (export "d" (func (type 2)))))
  (type (instance (export (type outer $P $T)))))
;; - D3
(assert_invalid
  (module (type $T (instance (export "a" (func)))) (type (instance (export "a" (func)) (export (type outer 0 $T)))))
  "duplicate export name")
;; - D3
(assert_invalid
  (module
    (import "i" (instance $i (export "a" (func))))
    (export $i) (export $i))
  "duplicate export name")
;; - D3
(assert_invalid
  (module (type $T (func)) (type (instance (export (type outer 0 $T)))))
  "type mismatch")
;; - D3
(assert_invalid (module (type $T (module)) (type (instance (export (type outer 0 $T))))) "type mismatch")
;; - D3
(assert_invalid (module (module $M) (export (instance 0))) "unknown instance")

;; ---------------------------------------------------------------------------------------------------------------------
;; D5: scopes

;; Depth counts modules and types; a type's scope bears the name of its definition; numbers and identifiers mix.
;; + D5
(module definition $P
  (type $T (func (result i32)))
  (type $U (module
    (type $T (func (result i64)))
    (export "inner" (func (type $T)))
    (export "middle" (instance
      (export "a" (func (type outer 0 $T)))
      (export "b" (func (type outer $U $T)))
      (export "c" (func (type outer 1 $T)))
      (export "d" (func (type outer $P 0)))
      (export "e" (func (type outer 0 0))))))))
;; The innermost scope of the name wins, but not the scope itself.
;; + D5
(module $P
  (type $T (func (result i32)))
  (module $P
    (type $T (func (result i64)))
    (module $P
      (func (export "f") (type outer $P $T) (i64.const 8)))
    (instance $p (instantiate $P))
    (export "f" (func $p "f")))
  (instance $p (instantiate $P))
  (export "f" (func $p "f")))
(assert_return (invoke "f") (i64.const 8))
;; A scope begins empty, and ends; there is none beyond the outermost, and a type without a name has none.
;; - D5
(assert_malformed (module quote "(type $T (func)) (type (instance (export \"f\" (func (type $T)))))") "unknown type")
;; - D5
(assert_malformed (module quote "(type (instance (type $T (func)))) (func (type $T))") "unknown type")
;; - D5
(assert_invalid (module (type (func)) (type (instance (export "f" (func (type outer 1 0)))))) "unknown outer scope")
;; - D5
(assert_malformed (module quote "(module $P (type $T (func)) (func (type outer $P $T)))") "unknown outer module")
;; - D5
(assert_malformed
  (module quote "(import \"x\" (instance $I (type $T (func)) (export \"i\" (instance (export \"f\" (func (type outer $I $T)))))))")
  "unknown outer module")
;; In a type only types are aliased, from outside.
;; - D5
(assert_invalid
  (module (module $M) (type (instance (alias outer 0 $M (module)))))
  "alias inside a module or instance type")
;; Identifiers of imports and exports are accepted and name nothing, so they may repeat.
;; + D5
(module definition
  (type (module
    (import "a" (func $x)) (import "b" (instance $x)) (export "c" (func $x)) (export "d" (memory $x 1)))))
;; - D5
(assert_malformed (module quote "(type (module (import \"i\" (instance $i (export \"f\" (func)))) (export $i)))") "unknown type")

;; ---------------------------------------------------------------------------------------------------------------------
;; D6: arguments

;; Everything that precedes: imports, aliases, modules, instances.
;; + D6
(module
  (import "i" (instance $i (export "f" (func (result i32))) (export "c" (global i32))))
  (import "M" (module $M (export "f" (func (result i32)))))
  (module $N2)
  (module $N (import "f" (func (result i32))) (import "M" (module)) (import "j" (instance)) (import "c" (global i32)))
  (instance $j (instantiate $M))
  (alias $i "c" (global $c))
  (instance (instantiate $N
    (import "f" (func $j "f")) (import "M" (module $N2)) (import "j" (instance $j)) (import "c" (global $c)))))
;; The module's own definitions do not, of whatever kind, nor does what comes later.
;; - D6
(assert_invalid
  (module (module $M (import "x" (func))) (func $f) (instance (instantiate $M (import "x" (func $f)))))
  "unknown function")
;; - D6
(assert_invalid
  (module (module $M (import "x" (table 1 funcref))) (table $t 1 funcref) (instance (instantiate $M (import "x" (table $t)))))
  "unknown table")
;; - D6
(assert_invalid
  (module (module $M (import "x" (tag))) (tag $t) (instance (instantiate $M (import "x" (tag $t)))))
  "unknown tag")
;; - D6
(assert_invalid
  (module
    (import "c" (global i32))
    (module $M (import "x" (global i32)))
    (global $g i32 (i32.const 0))
    (instance (instantiate $M (import "x" (global $g)))))
  "unknown global")
;; - D6
(assert_invalid
  (module (module $M (import "x" (module))) (instance (instantiate $M (import "x" (module $N)))) (module $N))
  "unknown module")
;; - D6
(assert_invalid
  (module (module $M (import "x" (instance))) (instance $i (instantiate $M (import "x" (instance $i)))))
  "unknown instance")

;; ---------------------------------------------------------------------------------------------------------------------
;; D7, D8, D9: imports of two levels

;; More in import-elaboration.wast.
;; + D7
(module
  (import "i" "f" (func $f (result i32)))
  (alias 0 "g" (func $g))
  (import "M" (module))
  (import "i" "g" (func $h (result i32)))
  (export "i" (instance 0))
  (func (export "sum") (result i32)
    (i32.add (call 0) (i32.add (i32.mul (i32.const 10) (call 1)) (i32.mul (i32.const 100) (call 2))))))
(assert_return (invoke "sum") (i32.const 221))
(assert_return (invoke "i" "g") (i32.const 2))
;; - D7
(assert_invalid (module (import "i" "f" (func)) (import "i" "g" (func)) (export "i" (instance 1))) "unknown instance")
;; - D7
(assert_invalid (module (import "i" "f" (func)) (alias 0 "c" (global))) "unknown export")
;; - D7
(assert_invalid (module (import "i" "f" (func)) (alias 0 "f" (global))) "type mismatch")

;; ---------------------------------------------------------------------------------------------------------------------
;; D10: inline aliases

;; An equal alias before the use is used again, a field of two levels and a prefix of a path included.
;; + D10
(module
  (import "i" "f" (func (result i32)))                                    ;; func 0, instance 0
  (import "i" "g" (func (result i32)))                                    ;; func 1
  (import "deep" (instance $deep (export "j" (instance
    (export "x" (func (result i32))) (export "y" (func (result i32)))))))
  (alias $deep "j" (instance $j))                                         ;; instance 2
  (func (result i32) (i32.const 9))                                       ;; func 3: behind the alias of "y"
  (export "f" (func 0 "f"))
  (export "g" (func 0 "g"))
  (export "y" (func $deep "j" "y"))                                       ;; func 2
  (export "y again" (func $deep "j" "y"))
  (export "by index" (func 2))
  (export "own" (func 3))
  (export "j" (instance $deep "j"))
  (export "j by index" (instance 2)))
(assert_return (invoke "f") (i32.const 1))
(assert_return (invoke "g") (i32.const 2))
(assert_return (invoke "y") (i32.const 7))
(assert_return (invoke "by index") (i32.const 7))
(assert_return (invoke "own") (i32.const 9))
(assert_return (invoke "j by index" "x") (i32.const 6))
;; A new alias goes right before an initial definition that uses it, so that later explicit ones come behind it.
;; + D10
(module
  (import "i" (instance $i (export "f" (func (result i32))) (export "g" (func (result i32)))))
  (module $N (import "x" (func $x (result i32))) (export "y" (func $x)))
  (instance $n (instantiate $N (import "x" (func $i "g"))))               ;; func 0: before the instance
  (alias $i "f" (func))                                                   ;; func 1
  (export "0" (func 0))
  (export "1" (func 1)))
(assert_return (invoke "0") (i32.const 2))
(assert_return (invoke "1") (i32.const 1))
;; Uses in local definitions come in order of first use, behind all initial definitions, even those written later.
;; + D10 D12
(module
  (import "i" (instance $i (export "f" (func (result i32))) (export "g" (func (result i32)))))
  (func (export "a") (result i32) (call (func $i "g")))                   ;; "g" is func 1, this is func 2
  (func (export "b") (result i32) (call (func $i "f")))                   ;; "f" is func 0, this is func 3
  (module $N (import "x" (func $x (result i32))) (export "y" (func $x)))
  (instance $n (instantiate $N (import "x" (func $i "f"))))
  (export "0" (func 0))
  (export "1" (func 1))
  (export "2" (func 2))
  (export "3" (func 3)))
(assert_return (invoke "0") (i32.const 1))
(assert_return (invoke "1") (i32.const 2))
(assert_return (invoke "2") (i32.const 2))
(assert_return (invoke "3") (i32.const 1))
;; Kinds differ, instances differ: those are other aliases. What is there twice explicitly, stays there twice.
;; + D10
(module
  (import "i" (instance $i (export "f" (func (result i32))) (export "c" (global i32))))
  (alias $i "f" (func))
  (alias $i "f" (func))
  (module $N (func (export "f") (result i32) (i32.const 11)))
  (instance $n (instantiate $N))
  (export "f of i" (func $i "f"))                                         ;; func 0
  (export "f of n" (func $n "f"))                                         ;; func 2
  (export "1" (func 1))
  (export "2" (func 2)))
(assert_return (invoke "f of i") (i32.const 1))
(assert_return (invoke "f of n") (i32.const 11))
(assert_return (invoke "1") (i32.const 1))
(assert_return (invoke "2") (i32.const 11))
;; - D10
(assert_invalid
  (module (import "i" (instance $i (export "f" (func)))) (export "a" (func $i "f")) (export "b" (func $i "f")) (export "1" (func 1)))
  "unknown function")
;; What it names has to be there, and of the kind.
;; - D10
(assert_invalid
  (module (import "i" (instance $i (export "f" (func)))) (func (call (func $i "g"))))
  "unknown export")
;; - D10
(assert_invalid
  (module (import "i" (instance $i (export "f" (func)))) (func (drop (global.get (global $i "f")))))
  "type mismatch")
;; - D10
(assert_malformed (module quote "(func (call (func $i \"f\")))") "unknown instance")
;; - D10
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (func (call (global $i \"f\")))")
  "unexpected token")
;; An initial definition does not see an instance behind it, nor do its inline aliases.
;; - D10
(assert_invalid
  (module
    (module $N (import "x" (func)) (export "x" (func 0)))
    (instance $a (instantiate $N (import "x" (func $b "x"))))
    (instance $b (instantiate $N (import "x" (func $a "x")))))
  "unknown instance")
;; `(type outer …)` next to parameters: they have to be those of the type.
;; + D10
(module definition
  (type $T (func (param i32 i64) (result i64)))
  (module
    (func (type outer 0 $T) (param $a i32) (param $b i64) (result i64) (local.get $b))
    (func (type outer 0 $T) (local $c f32) (drop (f32.neg (local.get 2))) (local.get 1))))
;; - D10
(assert_malformed
  (module quote "(type $T (func (param i32))) (module (func (type outer 0 $T) (param i64)))")
  "inline function type")
;; - D10
(assert_malformed
  (module quote "(type $T (func (param i32))) (module (func (type outer 0 $T) (result i32) (i32.const 0)))")
  "inline function type")

;; ---------------------------------------------------------------------------------------------------------------------
;; D11: inverted forms

;; Every kind, with an identifier and an inline export.
;; + D11
(module $P
  (type $T (func (result i32)))
  (module $O (func (export "o") (result i32) (i32.const 12)))
  (module
    (type $U (alias outer $P $T))
    (module $M (alias outer $P $O))
    (func (type $U) (i32.const 0)))
  (instance $o (instantiate $O))
  (func $f (export "o") (alias $o "o")))
(assert_return (invoke "o") (i32.const 12))
;; + D11
(module
  (import "i" (instance $i
    (export "f" (func (result i32))) (export "t" (table 1 funcref)) (export "m" (memory 1)) (export "v" (global (mut i32)))
    (export "e" (tag (param i32)))))
  (import "deep" (instance $d (export "j" (instance (export "x" (func (result i32)))))))
  (func $f (alias $i "f"))
  (table $t (alias $i "t"))
  (memory $m (alias $i "m"))
  (global $g (alias $i "v"))
  (tag $e (alias $i "e"))
  (instance $j (alias $d "j"))
  (func (export "all") (result i32)
    (block $h (result i32)
      (try_table (catch $e $h)
        (throw $e (i32.add
          (i32.add (call $f) (i32.add (table.size $t) (memory.size $m)))
          (i32.add (global.get $g) (call (func $j "x"))))))
      (unreachable))))
(assert_return (invoke "all") (i32.const 14))
;; - D11
(assert_invalid
  (module (import "i" (instance $i (export "f" (func)))) (global $g (alias $i "f")))
  "type mismatch")
;; - D11
(assert_malformed (module quote "(import \"i\" (instance $i)) (func $f (alias $i \"f\") (param i32))") "unexpected token")
;; - D11
(assert_malformed (module quote "(func $f (alias outer 0 $f))") "unexpected token")
;; It is an alias in all respects: not behind a local definition.
;; - D11 D12
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (memory 1) (func $f (alias $i \"f\"))")
  "alias after memory")

;; ---------------------------------------------------------------------------------------------------------------------
;; D12: order in text

;; Modules and instances behind functions are numbered as if they stood before.
;; + D12
(module
  (func $own (result i32) (i32.const 13))
  (export "own" (func $own))
  (export "by index" (func 1))
  (module $N (func (export "n") (result i32) (i32.const 14)))
  (memory 1)
  (instance $n (instantiate $N))
  (export "n" (func $n "n")))                                             ;; func 0
(assert_return (invoke "own") (i32.const 13))
(assert_return (invoke "by index") (i32.const 13))
(assert_return (invoke "n") (i32.const 14))
;; - D12
(assert_malformed (module quote "(import \"i\" (instance $i)) (func) (alias $i \"f\" (func))") "alias after function")
;; - D12
(assert_malformed (module quote "(import \"i\" (instance $i)) (table 1 funcref) (alias $i \"f\" (func))") "alias after table")
;; - D12
(assert_malformed (module quote "(import \"i\" (instance $i)) (global i32 (i32.const 0)) (alias $i \"f\" (func))") "alias after global")
;; - D12
(assert_malformed (module quote "(import \"i\" (instance $i)) (tag) (alias $i \"f\" (func))") "alias after tag")
;; - D12
(assert_malformed (module quote "(memory 1) (import \"i\" (instance $i))") "import after memory")
;; Exports, types, segments and start functions are not such definitions.
;; + D12
(module definition
  (import "i" (instance $i (export "f" (func)) (export "m" (memory 1))))
  (export "m" (memory $i "m"))
  (start (func $i "f"))
  (data "x")
  (elem func)
  (alias $i "f" (func))
  (import "j" (instance)))

;; ---------------------------------------------------------------------------------------------------------------------
;; D14: aliased globals in constant expressions

;; + D14
(module
  (import "i" (instance $i (export "c" (global i32)) (export "m" (memory 1)) (export "t" (table 2 funcref))))
  (alias $i "c" (global $c))
  (table $t (alias $i "t"))
  (global $d i32 (i32.sub (global.get $c) (i32.const 2)))
  (global $e i32 (global.get (global $i "c")))
  (elem (table $t) (offset (global.get $d)) func $f)
  (func $f (export "f") (result i32) (global.get $e)))
(assert_return (invoke "f") (i32.const 3))
;; - D14
(assert_invalid
  (module (import "i" (instance $i (export "v" (global (mut i32))))) (global i32 (global.get (global $i "v"))))
  "constant expression required")
;; - D14
(assert_invalid
  (module
    (import "i" (instance $i (export "v" (global (mut i32))) (export "m" (memory 1))))
    (alias $i "v" (global $v))
    (alias $i "m" (memory))
    (data (global.get $v) "x"))
  "constant expression required")

;; ---------------------------------------------------------------------------------------------------------------------
;; D15: outer aliases of imported and aliased modules

;; Two instances of the parent export what is one module in text, and two at run time. More in instantiation.wast.
(module definition $CAPTURE
  (import "i" (instance $i (export "M" (module (export "f" (func (result i32)))))))
  (alias $i "M" (module $ALIASED))
  (module (export "N")
    (instance $m (instantiate (module outer 0 $ALIASED)))
    (export "f" (func $m "f"))))
(register "CAPTURE" (module $CAPTURE))
;; + D15
(module
  (import "CAPTURE" (module $C
    (import "i" (instance (export "M" (module (export "f" (func (result i32)))))))
    (export "N" (module (export "f" (func (result i32)))))))
  (module $A (module (export "M") (func (export "f") (result i32) (i32.const 15))))
  (module $B (module (export "M") (func (export "f") (result i32) (i32.const 16))))
  (instance $a (instantiate $A))
  (instance $b (instantiate $B))
  (instance $ca (instantiate $C (import "i" (instance $a))))
  (instance $cb (instantiate $C (import "i" (instance $b))))
  (instance $na (instantiate (module $ca "N")))
  (instance $nb (instantiate (module $cb "N")))
  (export "a" (func $na "f"))
  (export "b" (func $nb "f")))
(assert_return (invoke "a") (i32.const 15))
(assert_return (invoke "b") (i32.const 16))
;; - D15
(assert_invalid
  (module (module (instance (instantiate (module outer 0 0)))) (module))
  "unknown module")
;; - D15
(assert_invalid
  (module
    (import "i" (instance $i (export "M" (module (export "f" (func))))))
    (module $N (instance $m (instantiate (module outer 0 $A))) (export "g" (func $m "g")))
    (alias $i "M" (module $A)))
  "unknown module")

;; ---------------------------------------------------------------------------------------------------------------------
;; D16: one relation

;; What is refused as an argument is refused from the host, in the same words.
;; - D16
(assert_invalid
  (module
    (module $A (import "x" (instance (export "m" (memory 1 2)))))
    (module $B (memory (export "m") 1 3))
    (instance $b (instantiate $B))
    (instance (instantiate $A (import "x" (instance $b)))))
  "incompatible import type")
(module $b (memory (export "m") 1 3))
(register "x" $b)
;; - D16
(assert_unlinkable
  (module (import "x" (instance (export "m" (memory 1 2)))))
  "incompatible import type")
;; + D16
(module
  (import "x" (instance $x (export "m" (memory 1 3))))
  (module $A (import "x" (instance (export "m" (memory 0 4)))))
  (instance (instantiate $A (import "x" (instance $x)))))

;; ---------------------------------------------------------------------------------------------------------------------
;; D20: names and registrations of scripts

;; A module and an instance of one name; `register` means the instance first, the module when it says so.
(module definition $both (func (export "f") (result i32) (i32.const 17)))
(module $both (func (export "g") (result i32) (i32.const 18)))
(register "both" $both)
;; + D20
(module (import "both" (instance (export "g" (func (result i32))))))
;; - D20
(assert_unlinkable (module (import "both" (module))) "incompatible import type")
(register "both" (module $both))
;; + D20
(module (import "both" (module (export "g" (func (result i32))))))
;; - D20
(assert_unlinkable (module (import "both" "g" (func (result i32)))) "incompatible import type")
;; A name that only a module has.
(register "only" $M)
;; + D20
(module (import "only" (module $m (export "f" (func (result i32))))) (instance $i (instantiate $m)) (export "f" (func $i "f")))
(assert_return (invoke "f") (i32.const 5))
;; Single exports of every kind, along a path; without a name, the last instance.
(register "x" (func $deep "j" "x"))
(register "j" (instance $deep "j"))
(register "e" (tag $i "e"))
(register "v" (global $i "v"))
;; + D20
(module $last
  (import "x" (func (result i32)))
  (import "j" (instance (export "y" (func (result i32)))))
  (import "e" (tag (param i32)))
  (import "v" (global (mut i32)))
  (func (export "x") (result i32) (i32.mul (call 0) (i32.const 3))))
(register "last")
;; + D20
(module (import "last" "x" (func (result i32))) (import "j" "y" (func (result i32))))
;; A later registration replaces an earlier one, for what is linked from then on.
(register "x" (func $last "x"))
;; + D20
(module (import "x" (func $x (result i32))) (export "x" (func $x)))
(assert_return (invoke "x") (i32.const 18))
(assert_return (invoke $last "x") (i32.const 18))
(register "x" (memory $i "m"))
;; - D20
(assert_unlinkable (module (import "x" (func (result i32)))) "incompatible import type")
;; Actions along paths, and `get` of a global that changes.
;; + D20
(assert_return (invoke $deep "j" "y") (i32.const 7))
(assert_return (get $i "v") (i32.const 4))

;; ---------------------------------------------------------------------------------------------------------------------
;; D22: tags

;; An exception thrown with a tag that came through alias and argument is caught by the tag itself. More in ../wasm-3.0/.
;; + D22
(module
  (import "i" (instance $i (export "e" (tag (param i32)))))
  (module $THROW
    (import "tag" (tag $t (param i32)))
    (func (export "throw") (throw $t (i32.const 19)))
    (export "again" (tag $t)))
  (instance $t (instantiate $THROW (import "tag" (tag $i "e"))))
  (func (export "caught") (result i32)
    (block $h (result i32)
      (try_table (catch (tag $i "e") $h) (call (func $t "throw")))
      (unreachable)))
  (export "e" (tag $t "again")))
(assert_return (invoke "caught") (i32.const 19))
;; - D22
(assert_invalid
  (module
    (import "i" (instance $i (export "e" (tag (param i32)))))
    (module $M (import "tag" (tag (param i64))))
    (instance (instantiate $M (import "tag" (tag $i "e")))))
  "incompatible import type")
;; - D22
(assert_invalid (module (import "i" (instance $i (export "e" (tag)))) (alias $i "e" (func))) "type mismatch")
;; - D22
(assert_invalid (module (type $f (func (result i32))) (type (instance (export "e" (tag (type outer 0 $f)))))) "non-empty tag result type")

;; ---------------------------------------------------------------------------------------------------------------------
;; D25: where the types of text go

;; Explicit types and outer aliases first, in the order of the text; then those of abbreviations, in order of first use.
;; + D25
(module definition
  (func (param i64))                                                      ;; type 2, the first of the abbreviations
  (type (func (param i32)))                                               ;; type 0
  (func (param f64))                                                      ;; type 3
  (type $U (func (param f32)))                                            ;; type 1
  (func (type 3) (param f64))
  (func (type 0) (param i32))
  (func (type 1) (param f32)))
;; A forward reference, to a type written later and to one that an abbreviation adds.
;; + D25
(module definition (func (type 1)) (func (type 0) (param i32)) (func (param i64)) (func (type 2) (param i64)) (type (func (param i32))) (type $l (func)))
;; - D25
(assert_invalid (module (func (type 1)) (type (func))) "unknown type")
;; - D25
(assert_malformed
  (module quote "(func (param i64)) (type (func (param i32))) (func (type 0) (param i64))")
  "inline function type")
;; An abbreviation uses an equal explicit type again, but not one behind an alias; an inline instance type is always new.
;; + D25
(module definition
  (type $T (func))
  (module
    (alias outer 0 $T (type))                                             ;; type 0
    (import "f" (func))                                                   ;; type 1
    (import "i" (instance))                                               ;; type 2
    (import "j" (instance))                                               ;; type 3
    (import "g" (func (type 1)))
    (import "k" (instance (type 3)))
    (func (type 1))))
;; - D25
(assert_invalid
  (module (type (func)) (import "f" (func)) (import "g" (func (type 1))))
  "unknown type")
;; A nested module sees what is written before it, not what abbreviations add, wherever they stand.
;; + D25
(module definition
  (type $a (func))
  (module (alias outer 0 0 (type)))
  (type $b (func (param i32)))
  (module (alias outer 0 0 (type)) (alias outer 0 1 (type))))
;; - D25
(assert_invalid
  (module (type $a (func)) (module (alias outer 0 1 (type))) (type $b (func (param i32))))
  "unknown type")
;; - D25
(assert_invalid
  (module (func $f (param i64)) (module (alias outer 0 0 (type))))
  "unknown type")
;; In a type nothing refers forward, and an abbreviation stands right before its entry.
;; + D25
(module definition
  (type (instance
    (export "a" (func (param i32)))                                       ;; type 0
    (type (func))                                                         ;; type 1
    (export "b" (func (param i64)))                                       ;; type 2
    (export "c" (func (type 1)))
    (export "d" (func (type 2) (param i64))))))
;; - D25
(assert_invalid (module (type (instance (export "a" (func (type 0))) (type (func))))) "unknown type")
