;; Imported modules and nested instances. spec: Explainer, "Module Imports and Nested Instances"
;;
;; What is covered: imports of modules, `instantiate` and its arguments by name (D2), which definitions can be arguments
;; (D6), which index an instance has, state of one's own and state that is shared, and graphs of instances. The order in
;; which things happen is in `instantiation`, which types fit is in `subtyping`.


;; ---------------------------------------------------------------------------------------------------------------------
;; Imports of modules

(module definition $M
  (import "in" (func $in (result i32)))
  (func (export "out") (result i32) (i32.add (call $in) (i32.const 1))))
(module $f (func (export "f") (result i32) (i32.const 41)))
(register "M" (module $M))
(register "f" (func $f "f"))

;; The Explainer's first example.
(module
  (import "M" (module $M
    (import "in" (func (result i32)))
    (export "out" (func $out (result i32)))))
  (import "f" (func $f (result i32)))
  (instance $i (instantiate $M (import "in" (func $f))))
  (func (export "run") (result i32) call (func $i "out")))
;; + module-imports-and-nested-instances.1 module-imports-and-nested-instances.2
(assert_return (invoke "run") (i32.const 42))

;; The same with everything by number, and the import inline.
(module
  (module (import "M") (import "in" (func (result i32))) (export "out" (func (result i32))))
  (func (import "f") (result i32))
  (instance (instantiate 0 (import "in" (func 0))))
  (alias 0 "out" (func))
  (export "run" (func 1)))
;; + module-imports-and-nested-instances.1
(assert_return (invoke "run") (i32.const 42))

;; What is no such module is not linked; it is no matter whether it would be instantiated.
;; - module-imports-and-nested-instances.1
(assert_unlinkable (module (import "no-module" (module))) "unknown import")
;; - module-imports-and-nested-instances.1
(assert_unlinkable
  (module (import "M" (module (export "in" (func)))))
  "incompatible import type")
;; - module-imports-and-nested-instances.1
(assert_unlinkable
  (module (import "M" (module (import "in" (func (result i32))) (export "out" (func)))))
  "incompatible import type")
;; - module-imports-and-nested-instances.1
(assert_unlinkable
  (module (import "M" (module (export "out" (func (result i32))))))
  "incompatible import type")
;; - module-imports-and-nested-instances.1
(assert_unlinkable
  (module (import "f" (module (export "out" (func (result i32))))))
  "incompatible import type")

;; A module of two levels, and one that is a field of an instance.
(module $lib
  (module (export "M") (func (export "f") (result i32) (i32.const 5))))
(register "lib" $lib)
(module
  (import "lib" "M" (module $M (export "f" (func (result i32)))))
  (instance $i (instantiate $M))
  (export "f" (func $i "f")))
;; + module-imports-and-nested-instances.1
(assert_return (invoke "f") (i32.const 5))

;; The declared type decides: the module supplied needs less and exports more, and neither can be used.
(module definition $RICH
  (func (export "a") (result i32) (i32.const 6))
  (func (export "b") (result i32) (i32.const 7)))
(register "rich" (module $RICH))
(module
  (import "rich" (module $R (import "x" (func)) (export "b" (func (result i32)))))
  (module $F (func (export "f")))
  (instance $f (instantiate $F))
  (instance $i (instantiate $R (import "x" (func $f "f"))))
  (export "b" (func $i "b")))
;; + module-imports-and-nested-instances.14
(assert_return (invoke "b") (i32.const 7))
;; - module-imports-and-nested-instances.14
(assert_invalid
  (module (import "rich" (module $R (import "x" (func)) (export "b" (func (result i32))))) (instance (instantiate $R)))
  "unknown import")
;; - module-imports-and-nested-instances.14
(assert_invalid
  (module
    (import "rich" (module $R (export "b" (func (result i32)))))
    (instance $i (instantiate $R))
    (alias $i "a" (func)))
  "unknown export")
;; The argument that the module supplied does not import is dropped, although it could use one of that name.
(module definition $TAKES-Y (import "y" (func $y (result i32))) (export "y" (func $y)))
(register "takes-y" (module $TAKES-Y))
;; - module-imports-and-nested-instances.14
(assert_unlinkable
  (module (import "takes-y" (module $T (export "y" (func (result i32))))))
  "incompatible import type")
;; The type declared for a module's import may be narrower than what the module needs: the wider is what it looks at.
(module definition $PICKY
  (import "i" (instance $i (export "b" (func (result i32)))))
  (export "picked" (func $i "b")))
(register "picky" (module $PICKY))
(module
  (import "picky" (module $P
    (import "i" (instance (export "a" (func (result i32))) (export "b" (func (result i32)))))
    (export "picked" (func (result i32)))))
  (import "rich" (module $R (export "b" (func (result i32))) (export "a" (func (result i32)))))
  (instance $r (instantiate $R))
  (instance $p (instantiate $P (import "i" (instance $r))))
  (export "picked" (func $p "picked")))
;; + module-imports-and-nested-instances.14 D17
(assert_return (invoke "picked") (i32.const 7))


;; ---------------------------------------------------------------------------------------------------------------------
;; The notation of instances

;; No arguments, no identifier, exports before.
;; + module-imports-and-nested-instances.3
(module
  (module $E)
  (instance (instantiate $E))
  (instance $i (instantiate 0))
  (instance (export "a") (export "b") (instantiate $E))
  (instance $j (export "c") (instantiate $E)))
;; - module-imports-and-nested-instances.3
(assert_malformed (module quote "(module $M) (instance)") "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed (module quote "(module $M) (instance $i $M)") "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed (module quote "(module $M) (instance (instantiate))") "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M) (instantiate $M))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed (module quote "(module $M) (instance (instantiate $M $M))") "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (func 0)))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (export \"f\" (func 0))))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import (func 0))))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import \"a\" \"f\" (func 0))))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import \"f\")))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import \"f\" (func 0) (func 0))))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import \"f\" (func 0 0))))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import \"f\" (func))))")
  "unexpected token")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import \"f\" 0)))")
  "unexpected token")
;; - module-imports-and-nested-instances.4
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import \"t\" (type 0))))")
  "unexpected token")
;; - module-imports-and-nested-instances.4
(assert_malformed
  (module quote "(module $M) (instance (instantiate $M (import \"g\" (i32.const 0))))")
  "unexpected token")
;; An instance is not made from an instance, nor a module anonymously in place.
;; - module-imports-and-nested-instances.3
(assert_malformed (module quote "(import \"i\" (instance $i)) (instance (instantiate $i))") "unknown module")
;; - module-imports-and-nested-instances.3
(assert_malformed
  (module quote "(instance (instantiate (module (func))))")
  "unexpected token")


;; ---------------------------------------------------------------------------------------------------------------------
;; Arguments

;; Of every kind; each is used.
(module $parts
  (func (export "f") (result i32) (i32.const 1))
  (table (export "t") 2 funcref)
  (memory (export "m") 3)
  (global (export "g") i32 (i32.const 4))
  (tag (export "e") (param i32))
  (module $M (export "M") (func (export "f") (result i32) (i32.const 6)))
  (instance (export "I") (instantiate $M)))
(register "parts" $parts)
(module
  (import "parts" "f" (func $f (result i32)))
  (import "parts" "t" (table $t 2 funcref))
  (import "parts" "m" (memory $m 3))
  (import "parts" "g" (global $g i32))
  (import "parts" "e" (tag $e (param i32)))
  (import "parts" "M" (module $M (export "f" (func (result i32)))))
  (import "parts" "I" (instance $I (export "f" (func (result i32)))))
  (module $ALL
    (import "f" (func $f (result i32)))
    (import "t" (table $t 1 funcref))
    (import "m" (memory $m 1))
    (import "g" (global $g i32))
    (import "e" (tag $e (param i32)))
    (import "M" (module $M (export "f" (func (result i32)))))
    (import "I" (instance $I (export "f" (func (result i32)))))
    (instance $made (instantiate $M))
    (func (export "throw") (throw $e (i32.const 5)))
    (func (export "run") (result i32 i32 i32 i32 i32 i32)
      (call $f) (table.size $t) (memory.size $m) (global.get $g) (call (func $made "f")) (call (func $I "f"))))
  (instance $all (instantiate $ALL
    (import "f" (func $f)) (import "t" (table $t)) (import "m" (memory $m)) (import "g" (global $g))
    (import "e" (tag $e)) (import "M" (module $M)) (import "I" (instance $I))))
  (export "run" (func $all "run"))
  (func (export "catch") (result i32)
    (block $h (result i32) (try_table (catch $e $h) (call (func $all "throw"))) (i32.const 0))))
;; + module-imports-and-nested-instances.4
(assert_return (invoke "run")
  (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 6) (i32.const 6))
;; + module-imports-and-nested-instances.4 D22
(assert_return (invoke "catch") (i32.const 5))

;; By name, in any order, with more than is needed, of other kinds too (D2).
(module $sub
  (module $SUB
    (import "a" (global $a i32)) (import "b" (global $b i32))
    (func (export "run") (result i32) (i32.sub (global.get $a) (global.get $b))))
  (module $G (global (export "five") i32 (i32.const 5)) (global (export "three") i32 (i32.const 3)))
  (instance $g (instantiate $G))
  (instance $1 (instantiate $SUB (import "a" (global $g "five")) (import "b" (global $g "three"))))
  (instance $2 (instantiate $SUB (import "b" (global $g "five")) (import "a" (global $g "three"))))
  (instance $3 (instantiate $SUB
    (import "b" (global $g "three")) (import "unused" (instance $g)) (import "" (module $G))
    (import "a" (global $g "five"))))
  (func (export "run") (result i32 i32 i32) (call (func $1 "run")) (call (func $2 "run")) (call (func $3 "run"))))
;; + module-imports-and-nested-instances.6 module-imports-and-nested-instances.9 D2
(assert_return (invoke "run") (i32.const 2) (i32.const -2) (i32.const 2))
;; - module-imports-and-nested-instances.6
(assert_invalid
  (module (import "M" (module $M (import "in" (func)))) (instance (instantiate $M)))
  "unknown import")
;; One argument for one import, but of another name: positions do not count, nor do exports' names.
;; - module-imports-and-nested-instances.6 D2
(assert_invalid
  (module
    (import "M" (module $M (import "in" (func)))) (import "in" (func $in))
    (instance (instantiate $M (import "In" (func $in)))))
  "unknown import")
;; - module-imports-and-nested-instances.6 D2
(assert_invalid
  (module
    (import "M" (module $M (import "a" (func)) (import "b" (func)))) (import "f" (func $f))
    (instance (instantiate $M (import "a" (func $f)) (import "c" (func $f)))))
  "unknown import")
;; The definition of an argument must exist even where no import needs it.
;; - module-imports-and-nested-instances.9
(assert_invalid (module (module $M) (instance (instantiate $M (import "f" (func 0))))) "unknown function")
;; - module-imports-and-nested-instances.9
(assert_invalid (module (module $M) (instance (instantiate $M (import "e" (tag 0))))) "unknown tag")
;; Names are unique, also the unused ones, also over kinds, also for one definition twice.
;; - module-imports-and-nested-instances.8 D2
(assert_invalid
  (module
    (import "M" (module $M)) (import "f" (func $f))
    (instance (instantiate $M (import "x" (func $f)) (import "x" (func $f)))))
  "duplicate instantiate argument")
;; - module-imports-and-nested-instances.8 D2
(assert_invalid
  (module
    (import "M" (module $M (import "x" (func)))) (import "f" (func $f)) (import "g" (global $g i32))
    (instance (instantiate $M (import "x" (func $f)) (import "y" (func $f)) (import "\78" (global $g)))))
  "duplicate instantiate argument")
;; One thing under two names is fine, and so is one name in two instances.
;; + module-imports-and-nested-instances.8
(module
  (import "f" (func $f (result i32)))
  (module $TWO (import "x" (func (result i32))) (import "y" (func (result i32))))
  (instance (instantiate $TWO (import "x" (func $f)) (import "y" (func $f))))
  (instance (instantiate $TWO (import "x" (func $f)) (import "y" (func $f)))))

;; Each fits its import's type.
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "in" (func)))) (import "g" (func $g (param i32)))
    (instance (instantiate $M (import "in" (func $g)))))
  "incompatible import type")
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "in" (func)))) (import "g" (global $g i32))
    (instance (instantiate $M (import "in" (global $g)))))
  "incompatible import type")
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "m" (memory 2)))) (import "m" (memory $m 1))
    (instance (instantiate $M (import "m" (memory $m)))))
  "incompatible import type")
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "m" (memory i64 1)))) (import "m" (memory $m 1))
    (instance (instantiate $M (import "m" (memory $m)))))
  "incompatible import type")
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "e" (tag (param i32))))) (import "e" (tag $e))
    (instance (instantiate $M (import "e" (tag $e)))))
  "incompatible import type")
;; The whole path is told, through instances and modules.
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "i" (instance (export "j" (instance (export "f" (func))))))))
    (import "i" (instance $i (export "j" (instance (export "f" (func (result i32)))))))
    (instance (instantiate $M (import "i" (instance $i)))))
  "incompatible import type")
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "N" (module (import "x" (global i32)) (export "f" (func))))))
    (module $N (import "x" (global i64)) (func (export "f")))
    (instance (instantiate $M (import "N" (module $N)))))
  "incompatible import type")
;; A module is no instance of itself, nor the other way round.
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "i" (instance)))) (module $E)
    (instance (instantiate $M (import "i" (module $E)))))
  "incompatible import type")
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (import "M" (module $M (import "m" (module)))) (module $E) (instance $e (instantiate $E))
    (instance (instantiate $M (import "m" (instance $e)))))
  "incompatible import type")

;; What an argument has beyond the import's type is not seen inside, and what it gets is looked up by name: the
;; instance's first export is not the type's.
(module
  (module $THREE
    (func (export "a") (result i32) (i32.const 11))
    (func (export "b") (result i32) (i32.const 12))
    (func (export "c") (result i32) (i32.const 13)))
  (module $USER
    (import "i" (instance $i (export "c" (func (result i32))) (export "b" (func (result i32)))))
    (func (export "run") (result i32 i32) (call (func $i "b")) (call (func $i "c"))))
  (instance $three (instantiate $THREE))
  (instance $user (instantiate $USER (import "i" (instance $three))))
  (export "run" (func $user "run")))
;; + module-imports-and-nested-instances.7 D17
(assert_return (invoke "run") (i32.const 12) (i32.const 13))
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (module $THREE (func (export "a")) (func (export "b")))
    (module $USER (import "i" (instance $i (export "b" (func)))) (export "a" (func $i "a")))
    (instance $three (instantiate $THREE))
    (instance (instantiate $USER (import "i" (instance $three)))))
  "unknown export")

;; Imports of two levels are imports of instances: the argument is one, not its field, nor a dotted name (D9).
(module
  (module $M (import "a" "f" (func $f (result i32))) (import "a" "g" (func $g (result i32)))
    (func (export "run") (result i32 i32) (call $f) (call $g)))
  (module $N (func (export "g") (result i32) (i32.const 15)) (func (export "f") (result i32) (i32.const 14)))
  (instance $n (instantiate $N))
  (instance $m (instantiate $M (import "a" (instance $n))))
  (export "run" (func $m "run")))
;; + D9
(assert_return (invoke "run") (i32.const 14) (i32.const 15))
;; - D9
(assert_invalid
  (module
    (module $M (import "a" "f" (func))) (module $N (func (export "f"))) (instance $n (instantiate $N))
    (instance (instantiate $M (import "f" (func $n "f")))))
  "unknown import")
;; - D9
(assert_invalid
  (module
    (module $M (import "a" "f" (func))) (module $N (func (export "f"))) (instance $n (instantiate $N))
    (instance (instantiate $M (import "a" (func $n "f")))))
  "incompatible import type")
;; - D9
(assert_invalid
  (module
    (module $M (import "a" "f" (func)) (import "a" "g" (func)))
    (module $N (func (export "f")))
    (instance $n (instantiate $N))
    (instance (instantiate $M (import "a" (instance $n)))))
  "incompatible import type")


;; ---------------------------------------------------------------------------------------------------------------------
;; Indices, and what an instance sees

;; The example with several instances, chained: each adds one.
(module
  (import "f" (func $f (result i32)))
  (import "M" (module $B (import "in" (func (result i32))) (export "out" (func (result i32)))))
  (instance $b1 (instantiate $B (import "in" (func $f))))
  (alias $b1 "out" (func $b1.out))
  (instance $b2 (instantiate $B (import "in" (func $b1.out))))
  (instance $b3 (instantiate $B (import "in" (func $b2 "out"))))
  (export "run" (func $b3 "out")))
;; + module-imports-and-nested-instances.10 D6
(assert_return (invoke "run") (i32.const 44))

;; Imported, aliased and defined modules count in one space, in the order of the text; so do instances.
(module
  (import "lib" (instance (export "M" (module (export "f" (func (result i32)))))))       ;; instance 0
  (import "rich" (module (export "a" (func (result i32)))))                              ;; module 0
  (alias 0 "M" (module))                                                                 ;; module 1
  (module (func (export "c") (result i32) (i32.const 22)))                               ;; module 2
  (instance (instantiate 2))                                                             ;; instance 1
  (instance (instantiate 0))                                                             ;; instance 2
  (module (import "i" (instance $i (export "c" (func (result i32))))) (export "d" (func $i "c")))  ;; module 3
  (instance (instantiate 1))                                                             ;; instance 3
  (instance (instantiate 3 (import "i" (instance 1))))                                   ;; instance 4
  (func (export "run") (result i32 i32 i32 i32)
    (call (func 1 "c")) (call (func 2 "a")) (call (func 3 "f")) (call (func 4 "d"))))
;; + module-imports-and-nested-instances.5
(assert_return (invoke "run") (i32.const 22) (i32.const 6) (i32.const 5) (i32.const 22))
;; - module-imports-and-nested-instances.5
(assert_invalid (module (instance (instantiate 0))) "unknown module")
;; - module-imports-and-nested-instances.5
(assert_invalid (module (instance (instantiate 1)) (module) (module)) "unknown module")
;; - module-imports-and-nested-instances.5
(assert_malformed (module quote "(instance (instantiate $M))") "unknown module")
;; - module-imports-and-nested-instances.5
(assert_invalid
  (module (import "rich" (module)) (import "f" (func (result i32))) (instance (instantiate 1)))
  "unknown module")

;; A module or instance that comes later is not there yet, by number or by name; an instance is never its own argument.
;; - module-imports-and-nested-instances.10
(assert_invalid (module (instance (instantiate $M)) (module $M)) "unknown module")
;; - module-imports-and-nested-instances.10 D6
(assert_invalid
  (module
    (import "A" (module $A (import "i" (instance))))
    (instance (instantiate $A (import "i" (instance 1))))
    (instance (instantiate $A (import "i" (instance 0)))))
  "unknown instance")
;; - module-imports-and-nested-instances.10 D6
(assert_invalid
  (module
    (import "A" (module $A (import "i" (instance))))
    (instance $self (instantiate $A (import "i" (instance $self)))))
  "unknown instance")
;; - module-imports-and-nested-instances.10 D6
(assert_invalid
  (module
    (import "A" (module $A (import "m" (module))))
    (instance (instantiate $A (import "m" (module $later))))
    (module $later))
  "unknown module")

;; Nothing local is an argument: it is made afterwards. Every kind, by name and by number.
;; - module-imports-and-nested-instances.11 D6
(assert_invalid
  (module
    (import "A" (module $A (import "f" (func))))
    (func $g)
    (instance $a (instantiate $A (import "f" (func $g)))))
  "unknown function")
;; - module-imports-and-nested-instances.11 D6
(assert_invalid
  (module
    (import "A" (module $A (import "m" (memory 1))))
    (memory 1)
    (instance $a (instantiate $A (import "m" (memory 0)))))
  "unknown memory")
;; - module-imports-and-nested-instances.11 D6
(assert_invalid
  (module
    (import "A" (module $A (import "t" (table 1 funcref)))) (import "t" (table 1 funcref))
    (table $t 1 funcref)
    (instance $a (instantiate $A (import "t" (table $t)))))
  "unknown table")
;; - module-imports-and-nested-instances.11 D6
(assert_invalid
  (module
    (import "A" (module $A (import "g" (global i32))))
    (instance $a (instantiate $A (import "g" (global $g))))
    (global $g i32 (i32.const 0)))
  "unknown global")
;; - module-imports-and-nested-instances.11 D6
(assert_invalid
  (module (import "A" (module $A (import "e" (tag)))) (tag $e) (instance $a (instantiate $A (import "e" (tag $e)))))
  "unknown tag")
;; Nor can a local function be passed around by exporting it: the module's own exports are no instance.
;; - module-imports-and-nested-instances.11
(assert_invalid
  (module
    (import "A" (module $A (import "f" (func))))
    (func (export "g"))
    (instance $a (instantiate $A (import "f" (func 0 "g")))))
  "unknown instance")
;; But the module's local functions can use the instance, and be its callees through a table that both have.
(module
  (module $CALLER
    (type $F (func (result i32)))
    (table (export "t") 1 funcref)
    (func (export "call") (result i32) (i32.add (call_indirect (type $F) (i32.const 0)) (i32.const 1))))
  (instance $c (instantiate $CALLER))
  (elem (table $c "t") (i32.const 0) func $local)
  (func $local (result i32) (i32.const 30))
  (func (export "run") (result i32) (call (func $c "call"))))
;; + module-imports-and-nested-instances.11
(assert_return (invoke "run") (i32.const 31))

;; Imports come first (D1), in both notations, aliases and types may be between them.
;; - module-imports-and-nested-instances.13 D1
(assert_malformed (module quote "(module $M) (import \"f\" (func))") "import after module")
;; - module-imports-and-nested-instances.13 D1
(assert_malformed (module quote "(module $M) (func (import \"f\"))") "import after module")
;; - module-imports-and-nested-instances.13 D1
(assert_malformed (module quote "(module $M) (import \"a\" \"f\" (func))") "import after module")
;; - module-imports-and-nested-instances.13 D1
(assert_malformed
  (module quote "(import \"M\" (module $M)) (instance (instantiate $M)) (import \"f\" (func))")
  "import after instance")
;; - module-imports-and-nested-instances.13 D1
(assert_malformed
  (module quote "(import \"M\" (module $M)) (instance (instantiate $M)) (module (import \"N\"))")
  "import after instance")
;; + module-imports-and-nested-instances.13 D1
(module
  (import "lib" (instance $lib (export "M" (module (export "f" (func (result i32)))))))
  (alias $lib "M" (module $M))
  (type $F (func (result i32)))
  (import "f" (func (type $F)))
  (module $N (import "x" (instance $x (export "M" (module)))) (alias $x "M" (module $M)))
  (instance (instantiate $M)))


;; ---------------------------------------------------------------------------------------------------------------------
;; State of one's own, and shared state

;; Each instance of a module has its own globals, memories, tables and dropped segments.
(module $own
  (module $STATE
    (global $n (mut i32) (i32.const 0))
    (memory 1)
    (table $t 1 funcref)
    (data $d "\2a")
    (func $f)
    (elem declare func $f)
    (func (export "next") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (i32.store (i32.const 0) (i32.mul (global.get $n) (i32.const 100)))
      (table.set $t (i32.const 0) (ref.func $f))
      (memory.init $d (i32.const 4) (i32.const 0) (i32.const 1))
      (data.drop $d)
      (global.get $n))
    (func (export "see") (result i32 i32 i32 i32)
      (global.get $n) (i32.load (i32.const 0)) (ref.is_null (table.get $t (i32.const 0))) (i32.load8_u (i32.const 4))))
  (instance $a (instantiate $STATE))
  (instance $b (instantiate $STATE))
  (export "a" (instance $a))
  (export "b" (instance $b)))
(assert_return (invoke $own "a" "next") (i32.const 1))
;; + module-imports-and-nested-instances.2
(assert_return (invoke $own "a" "see") (i32.const 1) (i32.const 100) (i32.const 0) (i32.const 42))
;; + module-imports-and-nested-instances.2
(assert_return (invoke $own "b" "see") (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0))
;; The second instance's segment is not dropped by the first; its own is, from now on.
;; + module-imports-and-nested-instances.2
(assert_return (invoke $own "b" "next") (i32.const 1))
;; - module-imports-and-nested-instances.2
(assert_trap (invoke $own "b" "next") "out of bounds memory access")

;; Each time the outer module is instantiated, its instances are made anew.
(module definition $OUTER
  (module $COUNTER
    (global $n (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (global.get $n)))
  (instance (export "c") (instantiate $COUNTER)))
(module instance $o1 $OUTER)
(module instance $o2 $OUTER)
;; + module-imports-and-nested-instances.2
(assert_return (invoke $o1 "c" "next") (i32.const 1))
;; + module-imports-and-nested-instances.2
(assert_return (invoke $o1 "c" "next") (i32.const 2))
;; + module-imports-and-nested-instances.2
(assert_return (invoke $o2 "c" "next") (i32.const 1))

;; One module instantiated many times, with arguments that make each instance another one: a chain of adders, of which
;; each calls the one before.
(module
  (module $ZERO (func (export "f") (param i32) (result i32) (local.get 0)))
  (module $ADD
    (import "prev" (func $prev (param i32) (result i32)))
    (import "n" (global $n i32))
    (func (export "f") (param i32) (result i32)
      (i32.add (i32.mul (call $prev (local.get 0)) (i32.const 10)) (global.get $n))))
  (module $N
    (global (export "1") i32 (i32.const 1))
    (global (export "2") i32 (i32.const 2))
    (global (export "3") i32 (i32.const 3)))
  (instance $n (instantiate $N))
  (instance $0 (instantiate $ZERO))
  (instance $1 (instantiate $ADD (import "prev" (func $0 "f")) (import "n" (global $n "1"))))
  (instance $2 (instantiate $ADD (import "prev" (func $1 "f")) (import "n" (global $n "2"))))
  (instance $3 (instantiate $ADD (import "prev" (func $2 "f")) (import "n" (global $n "3"))))
  (instance $4 (instantiate $ADD (import "prev" (func $3 "f")) (import "n" (global $n "1"))))
  (instance $5 (instantiate $ADD (import "prev" (func $2 "f")) (import "n" (global $n "2"))))
  (func (export "run") (result i32 i32) (call (func $4 "f") (i32.const 9)) (call (func $5 "f") (i32.const 8))))
;; + module-imports-and-nested-instances.2 module-imports-and-nested-instances.10
(assert_return (invoke "run") (i32.const 91231) (i32.const 8122))

;; A diamond: two libraries are given one allocator, and a third has its own. The graph is what the arguments say.
(module $diamond
  (module $LIBC
    (memory (export "mem") 1)
    (global $next (mut i32) (i32.const 0))
    (func (export "malloc") (param i32) (result i32)
      (global.get $next)
      (global.set $next (i32.add (global.get $next) (local.get 0)))))
  (module $LIB
    (import "libc" (instance $libc (export "mem" (memory 1)) (export "malloc" (func (param i32) (result i32)))))
    (alias $libc "mem" (memory))
    (func (export "put") (param i32) (result i32)
      (local $p i32)
      (local.set $p (call (func $libc "malloc") (i32.const 4)))
      (i32.store (local.get $p) (local.get 0))
      (local.get $p))
    (func (export "at") (param i32) (result i32) (i32.load (local.get 0))))
  (instance $libc1 (instantiate $LIBC))
  (instance $libc2 (instantiate $LIBC))
  (instance (export "a") (instantiate $LIB (import "libc" (instance $libc1))))
  (instance (export "b") (instantiate $LIB (import "libc" (instance $libc1))))
  (instance (export "c") (instantiate $LIB (import "libc" (instance $libc2)))))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $diamond "a" "put" (i32.const 51)) (i32.const 0))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $diamond "b" "put" (i32.const 52)) (i32.const 4))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $diamond "c" "put" (i32.const 53)) (i32.const 0))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $diamond "a" "at" (i32.const 4)) (i32.const 52))
;; + module-imports-and-nested-instances.12 module-imports-and-nested-instances.2
(assert_return (invoke $diamond "c" "at" (i32.const 4)) (i32.const 0))

;; A table, a mutable global and a memory that two instances share: each sees what the other does, grown or written.
(module $shared
  (module $PARTS
    (table (export "t") 1 5 funcref) (memory (export "m") 1 5) (global (export "g") (mut i64) (i64.const 0)))
  (module $WRITER
    (import "t" (table $t 1 funcref)) (import "m" (memory 1)) (import "g" (global $g (mut i64)))
    (func $f (result i32) (i32.load (i32.const 65536)))
    (elem declare func $f)
    (func (export "go") (result i32)
      (global.set $g (i64.const 54))
      (drop (memory.grow (i32.const 1)))
      (i32.store (i32.const 65536) (i32.const 55))
      (table.grow $t (ref.func $f) (i32.const 1))))
  (module $READER
    (import "t" (table $t 1 funcref)) (import "m" (memory 1)) (import "g" (global $g (mut i64)))
    (func (export "see") (result i64 i32 i32)
      (global.get $g) (memory.size) (call_indirect $t (result i32) (i32.const 1))))
  (instance $p (instantiate $PARTS))
  (instance (export "w") (instantiate $WRITER
    (import "m" (memory $p "m")) (import "t" (table $p "t")) (import "g" (global $p "g"))))
  (instance (export "r") (instantiate $READER
    (import "g" (global $p "g")) (import "t" (table $p "t")) (import "m" (memory $p "m")))))
;; - module-imports-and-nested-instances.12
(assert_trap (invoke $shared "r" "see") "undefined element")
(assert_return (invoke $shared "w" "go") (i32.const 1))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $shared "r" "see") (i64.const 54) (i32.const 2) (i32.const 55))

;; Tags are told apart by the instance that made them, not by their module or type.
(module $tags
  (module $T (tag (export "e") (param i32)) )
  (instance $t1 (instantiate $T))
  (instance $t2 (instantiate $T))
  (module $THROWS (import "e" (tag $e (param i32))) (func (export "throw") (throw $e (i32.const 56))))
  (instance $throws (instantiate $THROWS (import "e" (tag $t1 "e"))))
  (func (export "right") (result i32)
    (block $h
      (result i32)
      (try_table (catch (tag $t2 "e") 1) (catch (tag $t1 "e") $h) (call (func $throws "throw")))
      (i32.const 0)))
  (func (export "wrong") (result i32)
    (block $h (result i32) (try_table (catch (tag $t2 "e") $h) (call (func $throws "throw"))) (i32.const 0))))
;; + module-imports-and-nested-instances.12 D22
(assert_return (invoke "right") (i32.const 56))
;; - module-imports-and-nested-instances.12
(assert_exception (invoke "wrong"))

;; The result of instantiation is the outer module's own instance: nothing of the inner ones is exported by itself.
(module $root
  (module $IN (func (export "f") (result i32) (i32.const 57)))
  (instance $in (instantiate $IN)))
(register "root" $root)
;; + module-imports-and-nested-instances.12
(module (import "root" (instance)))
;; - module-imports-and-nested-instances.12
(assert_unlinkable (module (import "root" "f" (func (result i32)))) "unknown import")

;; Heap objects cross instances; their types are the same in all of them.
(module
  (module $MAKE
    (rec (type $L (struct (field i32) (field (ref null $L)))))
    (func (export "cons") (param i32 (ref null $L)) (result (ref $L)) (struct.new $L (local.get 0) (local.get 1))))
  (module $SUM
    (rec (type $List (struct (field $head i32) (field $tail (ref null $List)))))
    (import "cons" (func $cons (param i32 (ref null $List)) (result (ref $List))))
    (func $sum (param $l (ref null $List)) (result i32)
      (if (result i32) (ref.is_null (local.get $l))
        (then (i32.const 0))
        (else (i32.add (struct.get $List $head (local.get $l)) (call $sum (struct.get $List $tail (local.get $l)))))))
    (func (export "run") (result i32)
      (call $sum (call $cons (i32.const 40) (call $cons (i32.const 18) (ref.null $List))))))
  (instance $make (instantiate $MAKE))
  (instance $sum (instantiate $SUM (import "cons" (func $make "cons"))))
  (export "run" (func $sum "run")))
;; + module-imports-and-nested-instances.7
(assert_return (invoke "run") (i32.const 58))
;; - module-imports-and-nested-instances.7
(assert_invalid
  (module
    (module $MAKE (type $L (struct (field i64))) (func (export "cons") (result (ref null $L)) (ref.null $L)))
    (module $USE (type $L (struct (field i32))) (import "cons" (func (result (ref null $L)))))
    (instance $make (instantiate $MAKE))
    (instance (instantiate $USE (import "cons" (func $make "cons")))))
  "incompatible import type")


;; ---------------------------------------------------------------------------------------------------------------------
;; Calls across instances

;; A function works on its own instance's memory and globals, however it is called, and the caller on its own afterwards:
;; by call, tail call, through a table, by reference, and back again. Each memory holds its instance's digit.
(module $calls
  (type $F (func (result i32)))
  (module $CHILD
    (type $F (func (result i32)))
    (import "digit" (global $digit i32))
    (import "next" (func $next (type $F)))
    (memory 1)
    (table $t 1 funcref)
    (global $calls (mut i32) (i32.const 0))
    (elem (table $t) (i32.const 0) func $next)
    (func $init (i32.store (i32.const 0) (global.get $digit)))
    (start $init)
    (func $own (result i32)
      (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (i32.load (i32.const 0)))
    (func (export "call") (type $F)
      (i32.add (i32.mul (call $next) (i32.const 10)) (call $own)))
    (func (export "indirect") (type $F)
      (i32.add (i32.mul (call_indirect $t (type $F) (i32.const 0)) (i32.const 10)) (call $own)))
    (func (export "ref") (type $F)
      (i32.add (i32.mul (call_ref $F (ref.func $next)) (i32.const 10)) (call $own)))
    (func (export "tail") (type $F) (drop (call $own)) (return_call $next))
    (func (export "tail-indirect") (type $F) (drop (call $own)) (return_call_indirect $t (type $F) (i32.const 0)))
    (func (export "calls") (type $F) (global.get $calls)))
  (module $N
    (global (export "1") i32 (i32.const 1)) (global (export "2") i32 (i32.const 2)) (global (export "3") i32 (i32.const 3))
    (func (export "zero") (result i32) (i32.const 0)))
  (instance $n (instantiate $N))
  (instance $1 (instantiate $CHILD (import "digit" (global $n "1")) (import "next" (func $n "zero"))))
  (instance $2 (instantiate $CHILD (import "digit" (global $n "2")) (import "next" (func $1 "call"))))
  (instance $3 (instantiate $CHILD (import "digit" (global $n "3")) (import "next" (func $2 "indirect"))))
  (instance $4 (instantiate $CHILD (import "digit" (global $n "1")) (import "next" (func $3 "ref"))))
  (instance $5 (instantiate $CHILD (import "digit" (global $n "2")) (import "next" (func $4 "tail"))))
  (instance $6 (instantiate $CHILD (import "digit" (global $n "3")) (import "next" (func $5 "tail-indirect"))))
  (memory 1)
  (data (i32.const 0) "\09")
  (func (export "run") (result i32)
    (i32.add (i32.mul (call (func $6 "call")) (i32.const 10)) (i32.load (i32.const 0))))
  (func (export "calls") (result i32 i32 i32)
    (call (func $1 "calls")) (call (func $4 "calls")) (call (func $6 "calls"))))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $calls "run") (i32.const 12339))
;; + module-imports-and-nested-instances.2
(assert_return (invoke $calls "calls") (i32.const 1) (i32.const 1) (i32.const 1))

;; A callee in another instance grows the memory that both share, while the caller is at work on it.
(module $grows
  (module $MEM (memory (export "m") 1 4))
  (module $GROW (import "m" (memory 1 4))
    (func (export "grow") (drop (memory.grow (i32.const 1))) (i32.store (i32.const 65536) (i32.const 91))))
  (instance $mem (instantiate $MEM))
  (instance $grow (instantiate $GROW (import "m" (memory $mem "m"))))
  (alias $mem "m" (memory))
  (func (export "run") (result i32 i32 i32)
    (i32.store (i32.const 0) (i32.const 90))
    (call (func $grow "grow"))
    (i32.load (i32.const 0)) (i32.load (i32.const 65536)) (memory.size)))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $grows "run") (i32.const 90) (i32.const 91) (i32.const 2))

;; An exception that another instance throws is caught in the caller's own instance, with its own memory.
(module $throws
  (module $T
    (tag (export "e") (param i32)) (memory 1) (data (i32.const 0) "\5c")
    (func (export "throw") (throw 0 (i32.load8_u (i32.const 0)))))
  (instance $t (instantiate $T))
  (memory 1)
  (data (i32.const 0) "\5d")
  (func (export "run") (result i32 i32)
    (block $h (result i32)
      (try_table (catch (tag $t "e") $h) (call (func $t "throw")))
      (i32.const 0))
    (i32.load8_u (i32.const 0))))
;; + module-imports-and-nested-instances.12 D22
(assert_return (invoke $throws "run") (i32.const 92) (i32.const 93))

;; A trap in one instance leaves the others, and itself, usable; what was written before it stays.
(module $traps
  (module $T
    (global $n (export "n") (mut i32) (i32.const 0))
    (func (export "f") (param i32) (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (i32.div_u (i32.const 100) (local.get 0))))
  (instance $t (export "t") (instantiate $T))
  (global $m (mut i32) (i32.const 0))
  (func (export "f") (param i32) (result i32)
    (global.set $m (i32.add (global.get $m) (i32.const 10)))
    (i32.add (call (func $t "f") (local.get 0)) (i32.add (global.get $m) (global.get (global $t "n"))))))
;; - module-imports-and-nested-instances.12
(assert_trap (invoke $traps "f" (i32.const 0)) "integer divide by zero")
;; + module-imports-and-nested-instances.12
(assert_return (invoke $traps "f" (i32.const 2)) (i32.const 72))

;; Two instances that call each other through a table, to no end: the stack is exhausted, once, and then usable again.
(module $mutual
  (type $F (func (param i32) (result i32)))
  (module $TABLE (table (export "t") 2 funcref))
  (module $EVEN
    (type $F (func (param i32) (result i32)))
    (import "t" (table 2 funcref)) (import "me" (global $me i32)) (import "other" (global $other i32))
    (func $f (type $F)
      (if (result i32) (i32.eqz (local.get 0))
        (then (global.get $me))
        (else (call_indirect (type $F) (i32.sub (local.get 0) (i32.const 1)) (global.get $other)))))
    (elem (offset (global.get $me)) func $f))
  (module $N (global (export "0") i32 (i32.const 0)) (global (export "1") i32 (i32.const 1)))
  (instance $t (instantiate $TABLE))
  (instance $n (instantiate $N))
  (instance (instantiate $EVEN
    (import "t" (table $t "t")) (import "me" (global $n "0")) (import "other" (global $n "1"))))
  (instance (instantiate $EVEN
    (import "t" (table $t "t")) (import "me" (global $n "1")) (import "other" (global $n "0"))))
  (func (export "f") (param i32) (result i32) (call_indirect (table $t "t") (type $F) (local.get 0) (i32.const 0))))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $mutual "f" (i32.const 100)) (i32.const 0))
;; + module-imports-and-nested-instances.12
(assert_return (invoke $mutual "f" (i32.const 101)) (i32.const 1))
;; - module-imports-and-nested-instances.12
(assert_exhaustion (invoke $mutual "f" (i32.const -1)) "call stack exhausted")
;; + module-imports-and-nested-instances.12
(assert_return (invoke $mutual "f" (i32.const 3)) (i32.const 1))
