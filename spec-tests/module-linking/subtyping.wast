;; Which instance and which module fits which type. spec: Subtyping.md; D16, D17
;;
;; Rules: ../rules/subtyping.txt. All kinds against all others are in the generated matrix; here is what is built of them.

;; What a host supplies.
(module definition $EMPTY)
(module $empty)
(module definition $FG (func (export "f")) (func (export "g") (result i32) (i32.const 1)))
(module $fg (func (export "f")) (func (export "g") (result i32) (i32.const 1)))
(module definition $NEEDS-F (import "i" (instance (export "f" (func)))))
(module definition $NEEDS-I (import "i" (instance)))
(module definition $NEEDS-FUNC (import "i" (func)))
(module definition $NEEDS-TWO (import "i" (instance)) (import "j" (instance)))
(register "EMPTY" (module $EMPTY))
(register "empty" $empty)
(register "FG" (module $FG))
(register "fg" $fg)
(register "NEEDS-F" (module $NEEDS-F))
(register "NEEDS-I" (module $NEEDS-I))
(register "NEEDS-FUNC" (module $NEEDS-FUNC))
(register "NEEDS-TWO" (module $NEEDS-TWO))

;; ---------------------------------------------------------------------------------------------------------------------
;; Kinds

;; A module is no instance, an instance is no module, and neither is a function.
;; + subtyping.1
(module (import "EMPTY" (module)) (import "empty" (instance)))
;; - subtyping.1
(assert_unlinkable (module (import "EMPTY" (instance))) "incompatible import type")
;; - subtyping.1
(assert_unlinkable (module (import "empty" (module))) "incompatible import type")
;; - subtyping.1
(assert_unlinkable (module (import "empty" (func))) "incompatible import type")
;; - subtyping.1
(assert_unlinkable (module (import "EMPTY" (global i32))) "incompatible import type")
;; Kinds do not mix inside either: a module exporting `f` as a function is not one exporting `f` as an instance.
;; - subtyping.1 subtyping.3
(assert_unlinkable
  (module (import "fg" (instance (export "f" (instance)))))
  "incompatible import type")
;; - subtyping.1 subtyping.8
(assert_unlinkable
  (module (import "NEEDS-FUNC" (module (import "i" (instance)))))
  "incompatible import type")

;; ---------------------------------------------------------------------------------------------------------------------
;; Instances

;; The document's three examples: nothing fits nothing, …
;; + subtyping.3
(module (import "empty" (instance)))
;; … something fits nothing, but not the other way round, …
;; + subtyping.4
(module (import "fg" (instance)))
;; - subtyping.3 subtyping.12
(assert_unlinkable
  (module (import "empty" (instance (export "f" (func)))))
  "incompatible import type")
;; … and so for what is nested. Exports with the empty name are exports.
(module $nested
  (module $E (func (export "e") (result i32) (i32.const 5)))
  (instance (export "") (instantiate $E)))
(register "nested" $nested)
;; + subtyping.4 subtyping.5
(module (import "nested" (instance (export "" (instance)))))
;; + subtyping.3
(module
  (import "nested" (instance $n (export "" (instance (export "e" (func (result i32)))))))
  (export "e" (func $n "" "e")))
(assert_return (invoke "e") (i32.const 5))
;; - subtyping.4
(assert_unlinkable
  (module (import "nested" (instance (export "" (instance (export "e" (func (result i32))) (export "h" (func)))))))
  "incompatible import type")
;; - subtyping.3
(assert_unlinkable
  (module (import "nested" (instance (export "" (instance (export "e" (func)))))))
  "incompatible import type")
;; - subtyping.3
(assert_unlinkable
  (module (import "nested" (instance (export "e" (func (result i32))))))
  "incompatible import type")

;; What the type hides is not there for its holder: not for an alias, and not for whoever it is handed on to.
;; - subtyping.5
(assert_invalid
  (module (import "nested" (instance $n (export "" (instance)))) (export "e" (func $n "" "e")))
  "unknown export")
;; - subtyping.5
(assert_invalid
  (module
    (import "fg" (instance $i (export "f" (func))))
    (module $M (import "i" (instance (export "f" (func)) (export "g" (func (result i32))))))
    (instance (instantiate $M (import "i" (instance $i)))))
  "incompatible import type")
;; Exported again, it still fits its type.
(module $re-export (import "fg" (instance $i (export "f" (func)))) (export "i" (instance $i)))
(register "re-export" $re-export)
;; + subtyping.5
(module (import "re-export" (instance (export "i" (instance (export "f" (func)))))))

;; The same names in any order, and each export by its own type.
;; + subtyping.3 subtyping.6
(module (import "fg" (instance (export "g" (func (result i32))) (export "f" (func)))))
;; + subtyping.3 subtyping.6
(module (import "fg" (instance (export "f" (func)) (export "g" (func (result i32))))))
;; - subtyping.3 subtyping.6
(assert_unlinkable
  (module (import "fg" (instance (export "f" (func (result i32))) (export "g" (func)))))
  "incompatible import type")
;; - subtyping.3
(assert_unlinkable
  (module (import "fg" (instance (export "g" (func (result i32))) (export "f" (func (param i32))))))
  "incompatible import type")
;; Names are compared exactly.
;; - subtyping.3
(assert_unlinkable (module (import "fg" (instance (export "F" (func))))) "incompatible import type")
;; - subtyping.3
(assert_unlinkable (module (import "fg" (instance (export "f\00" (func))))) "incompatible import type")

;; So do types of instances among themselves, which arguments are compared by.
;; + subtyping.3
(module definition
  (import "i" (instance $i (export "m" (memory 2)) (export "f" (func))))
  (module $M (import "i" (instance (export "f" (func)) (export "m" (memory 1)))))
  (instance (instantiate $M (import "i" (instance $i)))))
;; - subtyping.3
(assert_invalid
  (module
    (import "i" (instance $i (export "m" (memory 1)) (export "f" (func))))
    (module $M (import "i" (instance (export "f" (func)) (export "m" (memory 2)))))
    (instance (instantiate $M (import "i" (instance $i)))))
  "incompatible import type")
;; - subtyping.3
(assert_invalid
  (module
    (import "i" (instance $i (export "f" (func))))
    (module $M (import "i" (instance (export "f" (func (param i32))))))
    (instance (instantiate $M (import "i" (instance $i)))))
  "incompatible import type")

;; A name is there once.
;; + subtyping.2
(module definition (type (instance (export "a" (func)) (export "A" (func)) (export "" (func)))))
;; - subtyping.2
(assert_invalid
  (module (type (instance (export "a" (func)) (export "b" (func)) (export "a" (func)))))
  "duplicate export name")
;; - subtyping.2
(assert_invalid
  (module (type (instance (export "a" (func)) (export "a" (instance)))))
  "duplicate export name")
;; - subtyping.2
(assert_invalid
  (module (type (module (import "a" (func)) (export "a" (func)) (export "a" (func)))))
  "duplicate export name")

;; ---------------------------------------------------------------------------------------------------------------------
;; Modules: covariant in exports …

;; + subtyping.7
(module (import "EMPTY" (module)))
;; + subtyping.7
(module (import "FG" (module)))
;; + subtyping.6 subtyping.7
(module (import "FG" (module (export "g" (func (result i32))) (export "f" (func)))))
;; - subtyping.7
(assert_unlinkable
  (module (import "EMPTY" (module (export "f" (func)))))
  "incompatible import type")
;; - subtyping.7
(assert_unlinkable
  (module (import "FG" (module (export "g" (func)))))
  "incompatible import type")

;; … contravariant in imports. The document's examples:
;; + subtyping.8
(module (import "EMPTY" (module (import "" (instance)))))
;; + subtyping.8 subtyping.9
(module (import "NEEDS-I" (module (import "i" (instance (export "e" (func)))))))
;; - subtyping.8
(assert_unlinkable
  (module (import "NEEDS-I" (module)))
  "incompatible import type")
;; - subtyping.8 subtyping.9
(assert_unlinkable
  (module (import "NEEDS-F" (module (import "i" (instance)))))
  "incompatible import type")
;; Fewer imports, in another order, are fine; one that the type does not supply is not.
;; + subtyping.6 subtyping.8
(module (import "NEEDS-TWO" (module (import "j" (instance)) (import "k" (func)) (import "i" (instance)))))
;; - subtyping.8
(assert_unlinkable
  (module (import "NEEDS-TWO" (module (import "i" (instance)) (import "k" (instance)))))
  "incompatible import type")
;; An import of the type is not an export, nor the other way round.
;; - subtyping.7
(assert_unlinkable (module (import "NEEDS-I" (module (import "i" (instance)) (export "i" (instance)))))
  "incompatible import type")

;; Core types in imports go the other way too: who needs a memory of 1 page takes one of at least 2.
(module definition $MEM (import "m" (memory 1 5)))
(register "MEM" (module $MEM))
;; + subtyping.8
(module (import "MEM" (module (import "m" (memory 2 4)))))
;; - subtyping.8
(assert_unlinkable
  (module (import "MEM" (module (import "m" (memory 0 5)))))
  "incompatible import type")
;; - subtyping.8
(assert_unlinkable
  (module (import "MEM" (module (import "m" (memory 1 6)))))
  "incompatible import type")

;; ---------------------------------------------------------------------------------------------------------------------
;; Around the corner: each import turns the direction

;; Host: a module that takes a module that takes a function. Whoever calls it so may pass one that takes no more.
(module definition $TAKES-M (import "M" (module (import "f" (func)) (export "r" (func)))))
(register "TAKES-M" (module $TAKES-M))
;; The type supplies M with fewer imports, and more exports: fine.
;; + subtyping.9
(module (import "TAKES-M" (module (import "M" (module (export "r" (func)))))))
;; + subtyping.9
(module (import "TAKES-M" (module (import "M" (module (import "f" (func)) (export "s" (func)) (export "r" (func)))))))
;; The type supplies M with an import that $TAKES-M does not give it, or without an export that it wants.
;; - subtyping.9
(assert_unlinkable
  (module (import "TAKES-M" (module (import "M" (module (import "f" (func)) (import "g" (func)) (export "r" (func)))))))
  "incompatible import type")
;; - subtyping.9
(assert_unlinkable
  (module (import "TAKES-M" (module (import "M" (module (import "f" (func)))))))
  "incompatible import type")

;; Imports in exports in imports: a module whose import is an instance that exports a module.
(module definition $DEEP (import "i" (instance (export "M" (module (import "x" (memory 1)) (export "y" (memory 1)))))))
(register "DEEP" (module $DEEP))
;; + subtyping.9
(module
  (import "DEEP" (module (import "i" (instance
    (export "M" (module (import "x" (memory 0)) (export "y" (memory 2)))))))))
;; - subtyping.9
(assert_unlinkable
  (module
    (import "DEEP" (module (import "i" (instance
      (export "M" (module (import "x" (memory 2)) (export "y" (memory 1)))))))))
  "incompatible import type")
;; - subtyping.9
(assert_unlinkable
  (module
    (import "DEEP" (module (import "i" (instance
      (export "M" (module (import "x" (memory 1)) (export "y" (memory 0)))))))))
  "incompatible import type")

;; Three imports deep the direction is that of one: of an odd number.
(module definition $THREE
  (import "A" (module (import "B" (module (import "c" (instance (export "f" (func)) (export "g" (func)))))))))
(register "THREE" (module $THREE))
;; + subtyping.9
(module
  (import "THREE" (module (import "A" (module (import "B" (module
    (import "c" (instance (export "f" (func)) (export "g" (func)) (export "h" (func)))))))))))
;; - subtyping.9
(assert_unlinkable
  (module
    (import "THREE" (module (import "A" (module (import "B" (module
      (import "c" (instance (export "f" (func)))))))))))
  "incompatible import type")

;; ---------------------------------------------------------------------------------------------------------------------
;; Imports of two levels are those of an instance, in a module and in a module type

(module definition $TWO-LEVEL (import "a" "x" (func)) (import "b" "z" (func)) (import "a" "y" (func)))
(register "TWO-LEVEL" (module $TWO-LEVEL))
;; + subtyping.10
(module
  (import "TWO-LEVEL" (module
    (import "b" (instance (export "z" (func))))
    (import "a" (instance (export "y" (func)) (export "x" (func)))))))
;; + subtyping.10
(module (import "TWO-LEVEL" (module (import "a" "y" (func)) (import "a" "x" (func)) (import "b" "z" (func)))))
;; + subtyping.10
(module
  (import "TWO-LEVEL" (module (import "a" "y" (func)) (import "b" "z" (func)) (import "a" "x" (func)) (import "a" "w" (func)))))
;; - subtyping.10
(assert_unlinkable
  (module (import "TWO-LEVEL" (module (import "a" "x" (func)) (import "b" "z" (func)))))
  "incompatible import type")
;; - subtyping.10
(assert_unlinkable
  (module (import "TWO-LEVEL" (module (import "x" (func)) (import "y" (func)) (import "z" (func)))))
  "incompatible import type")

;; ---------------------------------------------------------------------------------------------------------------------
;; Equal types

;; Written twice, in the module and in an inner scope, through one alias and through two: always the same.
;; + subtyping.11
(module
  (type $T (instance (export "f" (func (param i32))) (export "n" (instance (export "m" (memory 1))))))
  (module $A
    (import "x" (instance $x (type outer 0 $T)))
    (module $B
      (import "x" (instance (export "n" (instance (export "m" (memory 1)))) (export "f" (func (param i32))))))
    (module $C (import "x" (instance (type outer 1 $T))))
    (instance (instantiate $B (import "x" (instance $x))))
    (instance (instantiate $C (import "x" (instance $x))))))
;; A module type is contravariant, but equal to itself: it can stand on both sides.
;; + subtyping.11 subtyping.12
(module definition
  (type $M (module (import "a" (module (import "b" (func)) (export "c" (func)))) (export "d" (module (import "e" (func))))))
  (import "m" (module $m (import "x" (module (type outer 0 $M))) (export "y" (module (type outer 0 $M)))))
  (import "n" (module $n (type $M)))
  (instance $i (instantiate $m (import "x" (module $n))))
  (instance $j (instantiate $m (import "x" (module $i "y")))))
;; The same names and shapes with one difference deep inside are not equal.
;; - subtyping.11
(assert_invalid
  (module
    (import "i" (instance $i (export "a" (instance (export "b" (instance (export "c" (memory 1))))))))
    (module $M (import "x" (instance (export "a" (instance (export "b" (instance (export "c" (memory 2)))))))))
    (instance (instantiate $M (import "x" (instance $i)))))
  "incompatible import type")

;; Two types that match neither way: each has what the other has not.
;; - subtyping.12
(assert_invalid
  (module
    (import "i" (instance $i (export "a" (func))))
    (module $M (import "x" (instance (export "b" (func)))))
    (instance (instantiate $M (import "x" (instance $i)))))
  "incompatible import type")
;; - subtyping.12
(assert_invalid
  (module
    (import "i" (instance $i (export "b" (func))))
    (module $M (import "x" (instance (export "a" (func)))))
    (instance (instantiate $M (import "x" (instance $i)))))
  "incompatible import type")
;; A narrower module matched first must not make the wider one match later, nor the other way round.
;; - subtyping.12
(assert_invalid
  (module
    (type $narrow (instance (export "a" (func)) (export "b" (func))))
    (type $wide (instance (export "a" (func))))
    (import "n" (instance $n (type $narrow)))
    (import "w" (instance $w (type $wide)))
    (module $N (import "x" (instance (type outer 0 $narrow))))
    (module $W (import "x" (instance (type outer 0 $wide))))
    (instance (instantiate $W (import "x" (instance $n))))
    (instance (instantiate $N (import "x" (instance $n))))
    (instance (instantiate $W (import "x" (instance $w))))
    (instance (instantiate $N (import "x" (instance $w)))))
  "incompatible import type")
;; Nor is a pair known because it was met in the other direction, inside a module type.
;; - subtyping.12
(assert_invalid
  (module
    (type $narrow (instance (export "a" (func)) (export "b" (func))))
    (type $wide (instance (export "a" (func))))
    (import "m" (module $m (import "x" (instance (type outer 0 $wide))) (export "y" (instance (type outer 0 $wide)))))
    (module $M (import "m" (module
      (import "x" (instance (type outer 1 $narrow)))
      (export "y" (instance (type outer 1 $narrow))))))
    (instance (instantiate $M (import "m" (module $m)))))
  "incompatible import type")

;; ---------------------------------------------------------------------------------------------------------------------
;; Arguments of `instantiate`

;; Instances as arguments: wider types take narrower instances.
;; + subtyping.3 subtyping.14
(module
  (import "fg" (instance $fg (export "g" (func (result i32))) (export "f" (func))))
  (module $M (import "i" (instance $i (export "f" (func)))))
  (instance (instantiate $M (import "i" (instance $fg)))))
;; Modules as arguments: less needed, more given.
;; + subtyping.8 subtyping.14
(module
  (module $USER (import "M" (module $M (import "i" (instance (export "f" (func)))))))
  (module $LENIENT (func (export "extra")))
  (instance (instantiate $USER (import "M" (module $LENIENT)))))
;; - subtyping.8 subtyping.14
(assert_invalid
  (module
    (module $USER (import "M" (module $M)))
    (module $STRICT (import "i" (instance)))
    (instance (instantiate $USER (import "M" (module $STRICT)))))
  "incompatible import type")
;; A nested module's type comes from its own definition: memories that it exports have their declared limits.
;; - subtyping.7 subtyping.14
(assert_invalid
  (module
    (module $USER (import "M" (module (export "m" (memory 1 2)))))
    (module $M (memory (export "m") 1 3))
    (instance (instantiate $USER (import "M" (module $M)))))
  "incompatible import type")
;; An instance that is never made use of has to fit all the same, as has one in a module that nobody instantiates.
;; - subtyping.14
(assert_invalid
  (module
    (module $NEVER
      (module $A (import "x" (func)))
      (module $B (memory (export "x") 1))
      (instance $b (instantiate $B))
      (instance (instantiate $A (import "x" (memory $b "x"))))))
  "incompatible import type")

;; The two-faced adapter: a module given as narrower is instantiated with the imports of the wider type, of which it takes
;; what it knows. Here $NEEDS is given an instance of two exports and asks for one; $FREE ignores it.
;; + subtyping.8 subtyping.9 subtyping.13
(module
  (module $GIVER
    (import "M" (module $M
      (import "i" (instance (export "one" (func (result i32))) (export "two" (func (result i32)))))
      (import "unused" (func (result i32)))
      (export "r" (func (result i32)))))
    (module $I
      (func (export "two") (result i32) (i32.const 2))
      (func (export "one") (result i32) (i32.const 1)))
    (instance $i (instantiate $I))
    (instance $m (instantiate $M (import "unused" (func $i "one")) (import "i" (instance $i))))
    (export "r" (func $m "r")))
  (module $NEEDS
    (import "i" (instance $i (export "two" (func (result i32)))))
    (func (export "other") (result i32) (i32.const 99))
    (export "r" (func $i "two")))
  (module $FREE (func (export "s")) (func (export "r") (result i32) (i32.const 30)))
  (instance $needs (instantiate $GIVER (import "M" (module $NEEDS))))
  (instance $free (instantiate $GIVER (import "M" (module $FREE))))
  (func (export "needs") (result i32) (call (func $needs "r")))
  (func (export "free") (result i32) (call (func $free "r"))))
(assert_return (invoke "needs") (i32.const 2))
(assert_return (invoke "free") (i32.const 30))

;; ---------------------------------------------------------------------------------------------------------------------
;; By name, after any number of steps

;; The supertype's third export is the subtype's first: taken for a wider type three times over, in other orders.
(module $abcd
  (func (export "a") (result i32) (i32.const 1))
  (func (export "b") (result i32) (i32.const 2))
  (func (export "c") (result i32) (i32.const 3))
  (func (export "d") (result i32) (i32.const 4)))
(register "abcd" $abcd)
;; + subtyping.13 D17
(module
  (import "abcd" (instance $i
    (export "d" (func (result i32))) (export "c" (func (result i32))) (export "a" (func (result i32)))))
  (module $M
    (import "x" (instance $x (export "a" (func (result i32))) (export "d" (func (result i32)))))
    (module $N
      (import "y" (instance $y (export "d" (func (result i32)))))
      (export "d" (func $y "d")))
    (instance $n (instantiate $N (import "y" (instance $x))))
    (export "a" (func $x "a"))
    (export "d" (func $n "d"))
    (export "x" (instance $x)))
  (instance $m (instantiate $M (import "x" (instance $i))))
  (export "c" (func $i "c"))
  (export "a of m" (func $m "a"))
  (export "d of m" (func $m "d"))
  (export "d of x" (func $m "x" "d")))
(assert_return (invoke "c") (i32.const 3))
(assert_return (invoke "a of m") (i32.const 1))
(assert_return (invoke "d of m") (i32.const 4))
(assert_return (invoke "d of x") (i32.const 4))
;; So for the exports of an instance of a module that is more than its type says.
(module definition $ABC
  (func (export "a") (result i32) (i32.const 11))
  (global (export "g") i32 (i32.const 44))
  (func (export "b") (result i32) (i32.const 22))
  (func (export "c") (result i32) (i32.const 33)))
(register "ABC" (module $ABC))
;; + subtyping.7 subtyping.13 D17
(module
  (import "ABC" (module $m (export "c" (func (result i32))) (export "b" (func (result i32))) (export "g" (global i32))))
  (instance $i (instantiate $m))
  (export "b" (func $i "b"))
  (export "c" (func $i "c"))
  (export "g" (global $i "g")))
(assert_return (invoke "b") (i32.const 22))
(assert_return (invoke "c") (i32.const 33))
(assert_return (get "g") (i32.const 44))
;; A name that is at the right place, but is another name, is not found.
;; - subtyping.13 D17
(assert_unlinkable
  (module (import "abcd" (instance (export "a" (func (result i32))) (export "x" (func (result i32))))))
  "incompatible import type")
;; - subtyping.13 D17
(assert_invalid
  (module
    (import "abcd" (instance $i (export "c" (func (result i32)))))
    (export "a" (func $i "a")))
  "unknown export")

;; ---------------------------------------------------------------------------------------------------------------------
;; Core kinds as parts of instances: as core's import matching has it

(module $core
  (memory (export "m") 2 4)
  (table (export "t") 2 4 funcref)
  (global (export "c") i32 (i32.const 0))
  (global (export "v") (mut i32) (i32.const 0)))
(register "core" $core)
;; + subtyping.1
(module (import "core" (instance (export "m" (memory 1)) (export "t" (table 2 5 funcref)))))
;; + subtyping.1
(module (import "core" (instance (export "c" (global i32)) (export "v" (global (mut i32))))))
;; - subtyping.1
(assert_unlinkable
  (module (import "core" (instance (export "m" (memory 3)))))
  "incompatible import type")
;; - subtyping.1
(assert_unlinkable (module (import "core" (instance (export "m" (memory 1 3))))) "incompatible import type")
;; - subtyping.1
(assert_unlinkable (module (import "core" (instance (export "t" (table 1 externref))))) "incompatible import type")
;; - subtyping.1
(assert_unlinkable (module (import "core" (instance (export "c" (global (mut i32)))))) "incompatible import type")
;; - subtyping.1
(assert_unlinkable (module (import "core" (instance (export "v" (global i32))))) "incompatible import type")
;; - subtyping.1
(assert_unlinkable (module (import "core" (instance (export "c" (global i64))))) "incompatible import type")
;; The present size of a memory counts where the host links: it has grown beyond its declared minimum.
(module $growing (memory (export "m") 1 4) (func (export "grow") (drop (memory.grow (i32.const 1)))))
(register "growing" $growing)
;; - subtyping.14
(assert_unlinkable (module (import "growing" (instance (export "m" (memory 2))))) "incompatible import type")
(invoke $growing "grow")
;; + subtyping.14
(module (import "growing" (instance (export "m" (memory 2)))))
;; + subtyping.14
(module (import "growing" "m" (memory 2)))

;; Unlinkable means that nothing of the module runs.
(module $cell (global (export "g") (mut i32) (i32.const 0)))
(register "cell" $cell)
;; - subtyping.14
(assert_unlinkable
  (module
    (import "cell" "g" (global $g (mut i32)))
    (import "abcd" (instance (export "e" (func))))
    (func $start (global.set $g (i32.const 1)))
    (start $start))
  "incompatible import type")
(assert_return (get $cell "g") (i32.const 0))

;; An export that an argument of `instantiate` lacks, as its type has it.
;; - subtyping.3
(assert_invalid
  (module
    (import "j" (instance $j (export "a" (func))))
    (module $M (import "i" (instance (export "a" (func)) (export "b" (func)))))
    (instance (instantiate $M (import "i" (instance $j)))))
  "incompatible import type")
