;; Module and instance types. spec: Explainer, "Module and Instance Types"
;;
;; What is covered: what a module type and an instance type say, their full and their abbreviated notation, what has no
;; place in them, types by name and by number, types within types, unique names, and which module or instance fits in a
;; host's hands. All pairs of types are compared in `subtyping`; outer aliases in types are in `outer-aliases`.


;; ---------------------------------------------------------------------------------------------------------------------
;; What a module type says

;; The Explainer's module, and its type in both notations.
(module definition $M
  (memory (import "a") 1 2)
  (func (import "b") (param i32))
  (table (export "c") 1 funcref)
  (func $notImportedOrExported (result i64) i64.const 0)
  (func (export "d") (result f32) f32.const 0.5))
(register "m" (module $M))
;; + module-and-instance-types.1 module-and-instance-types.3
(module (import "m" (module
  (memory (import "a") 1 2)
  (func (import "b") (param i32))
  (table (export "c") 1 funcref)
  (func (export "d") (result f32)))))
;; + module-and-instance-types.1 module-and-instance-types.10
(module (import "m" (module
  (import "a" (memory 1 2))
  (import "b" (func (param i32)))
  (export "c" (table 1 funcref))
  (export "d" (func (result f32))))))

;; Names matter: the same types under other names do not fit, nor do the same names with their types exchanged.
;; - module-and-instance-types.1
(assert_unlinkable
  (module (import "m" (module
    (import "a" (memory 1 2)) (import "b" (func (param i32)))
    (export "C" (table 1 funcref)) (export "d" (func (result f32))))))
  "incompatible import type")
;; - module-and-instance-types.1
(assert_unlinkable
  (module (import "m" (module
    (import "a" (memory 1 2)) (import "b" (func (param i32)))
    (export "d" (table 1 funcref)) (export "c" (func (result f32))))))
  "incompatible import type")
;; - module-and-instance-types.1
(assert_unlinkable
  (module (import "m" (module
    (import "b" (memory 1 2)) (import "a" (func (param i32)))
    (export "c" (table 1 funcref)) (export "d" (func (result f32))))))
  "incompatible import type")
;; Function types are compared by both sides, parameters and results.
;; - module-and-instance-types.1
(assert_unlinkable
  (module (import "m" (module
    (import "a" (memory 1 2)) (import "b" (func (param i32)))
    (export "d" (func (param f32))))))
  "incompatible import type")

;; The order makes no difference, neither of imports nor of exports, nor between the two.
;; + module-and-instance-types.4
(module (import "m" (module
  (export "d" (func (result f32)))
  (import "b" (func (param i32)))
  (export "c" (table 1 funcref))
  (import "a" (memory 1 2)))))
;; Order does not make up for a name: the second import is another one, whatever its place.
;; - module-and-instance-types.4
(assert_unlinkable
  (module (import "m" (module
    (import "a" (memory 1 2)) (import "c" (func (param i32))) (export "c" (table 1 funcref)))))
  "incompatible import type")

;; More exports and fewer imports than asked for are fine; the other way round they are not.
;; + module-and-instance-types.5
(module (import "m" (module (import "a" (memory 1 2)) (import "b" (func (param i32))))))
;; + module-and-instance-types.6
(module (import "m" (module
  (import "a" (memory 1 2)) (import "b" (func (param i32))) (import "z" (module)) (export "d" (func (result f32))))))
;; - module-and-instance-types.5
(assert_unlinkable
  (module (import "m" (module
    (import "a" (memory 1 2)) (import "b" (func (param i32))) (export "e" (func)))))
  "incompatible import type")
;; - module-and-instance-types.6
(assert_unlinkable
  (module (import "m" (module (import "a" (memory 1 2)))))
  "incompatible import type")
;; - module-and-instance-types.6
(assert_unlinkable
  (module (import "m" (module (export "d" (func (result f32))))))
  "incompatible import type")

;; Exports may be narrower than asked for, and imports wider; here by the limits of a memory and of a table.
;; + module-and-instance-types.5 module-and-instance-types.6
(module (import "m" (module
  (import "a" (memory 1 1)) (import "b" (func (param i32))) (export "c" (table 0 funcref)))))
;; - module-and-instance-types.6
(assert_unlinkable
  (module (import "m" (module (import "a" (memory 1 3)) (import "b" (func (param i32))))))
  "incompatible import type")
;; - module-and-instance-types.6
(assert_unlinkable
  (module (import "m" (module (import "a" (memory 1)) (import "b" (func (param i32))))))
  "incompatible import type")
;; - module-and-instance-types.5
(assert_unlinkable
  (module (import "m" (module
    (import "a" (memory 1 2)) (import "b" (func (param i32))) (export "c" (table 2 funcref)))))
  "incompatible import type")

;; The direction turns with each level: an import of an import is like an export.
(module definition $TAKES (import "i" (module (import "j" (module (export "f" (func)))))))
(register "takes" (module $TAKES))
;; + module-and-instance-types.5 module-and-instance-types.6
(module (import "takes" (module (import "i" (module (import "j" (module (export "f" (func)))))))))
;; + module-and-instance-types.6
(module (import "takes" (module (import "i" (module)))))
;; + module-and-instance-types.6
(module (import "takes" (module (import "i" (module (import "j" (module)) (export "g" (func)))))))
;; - module-and-instance-types.6
(assert_unlinkable
  (module (import "takes" (module (import "i" (module (import "j" (module (export "g" (func)))))))))
  "incompatible import type")
;; - module-and-instance-types.6
(assert_unlinkable
  (module (import "takes" (module (import "i" (module (import "k" (module)))))))
  "incompatible import type")

;; The module that fits a type is what gets instantiated, whole: what its type hides works on within it.
(module definition $HIDES
  (func $secret (export "secret") (result i32) (i32.const 11))
  (func (export "open") (result i32) (call $secret)))
(register "hides" (module $HIDES))
(module
  (import "hides" (module $m (export "open" (func (result i32)))))
  (instance $i (instantiate $m))
  (export "open" (func $i "open")))
;; + module-and-instance-types.5
(assert_return (invoke "open") (i32.const 11))
;; - module-and-instance-types.5
(assert_invalid
  (module
    (import "hides" (module $m (export "open" (func (result i32)))))
    (instance $i (instantiate $m))
    (export "secret" (func $i "secret")))
  "unknown export")


;; ---------------------------------------------------------------------------------------------------------------------
;; What an instance type says

;; The instance type of the Explainer's module: its exports.
(module $make
  (import "m" (module $M
    (import "a" (memory 1 2))
    (import "b" (func (param i32)))
    (export "c" (table 1 funcref))
    (export "d" (func (result f32)))))
  (module $ARGS (memory (export "a") 1 2) (func (export "b") (param i32)))
  (instance $args (instantiate $ARGS))
  (instance (export "i") (instantiate $M (import "a" (memory $args "a")) (import "b" (func $args "b")))))
(register "i" (instance $make "i"))
(module
  (import "i" (instance $i
    (export "c" (table 1 funcref))
    (export "d" (func (result f32)))))
  (export "d" (func $i "d")))
;; + module-and-instance-types.7 module-and-instance-types.10
(assert_return (invoke "d") (f32.const 0.5))

;; Reordered, abbreviated, with less in it, with wider types.
;; + module-and-instance-types.8
(module (import "i" (instance (func (export "d") (result f32)) (table (export "c") 1 funcref))))
;; + module-and-instance-types.8
(module (import "i" (instance (export "d" (func (result f32))))))
;; + module-and-instance-types.8
(module (import "i" (instance)))
;; + module-and-instance-types.8
(module (import "i" (instance (export "c" (table 0 funcref)))))
;; - module-and-instance-types.8
(assert_unlinkable
  (module (import "i" (instance (export "c" (table 1 funcref)) (export "e" (func)))))
  "incompatible import type")
;; - module-and-instance-types.8
(assert_unlinkable
  (module (import "i" (instance (export "c" (table 1 1 funcref)))))
  "incompatible import type")
;; The arguments are no exports.
;; - module-and-instance-types.7
(assert_unlinkable
  (module (import "i" (instance (export "a" (memory 1 2)))))
  "incompatible import type")

;; An instance type has no imports, in none of their notations.
;; - module-and-instance-types.7
(assert_malformed
  (module quote "(type (instance (import \"a\" (func))))")
  "unexpected token")
;; - module-and-instance-types.7
(assert_malformed
  (module quote "(type (instance (func (import \"a\"))))")
  "unexpected token")
;; - module-and-instance-types.7
(assert_malformed
  (module quote "(type (instance (func (export \"b\") (import \"a\"))))")
  "unexpected token")
;; - module-and-instance-types.7
(assert_malformed
  (module quote "(import \"i\" (instance (import \"a\" \"b\" (func))))")
  "unexpected token")
;; A module type with no import is no instance type either.
;; - module-and-instance-types.7
(assert_unlinkable
  (module (import "i" (module (export "d" (func (result f32))))))
  "incompatible import type")
;; - module-and-instance-types.7
(assert_unlinkable
  (module (import "hides" (instance)))
  "incompatible import type")


;; ---------------------------------------------------------------------------------------------------------------------
;; Notation

;; Every kind, imported and exported, in full and abbreviated. The two types are the same: what fits the one is what
;; fits the other.
(module definition $EVERYTHING
  (import "f" (func (param i64)))
  (import "t" (table 1 2 externref))
  (import "m" (memory i64 1))
  (import "g" (global (mut f64)))
  (import "e" (tag (param i32)))
  (import "M" (module (import "x" (func))))
  (import "I" (instance (export "y" (func))))
  (export "f" (func 0))
  (export "t" (table 0))
  (export "m" (memory 0))
  (export "g" (global 0))
  (export "e" (tag 0))
  (export "M" (module 0))
  (export "I" (instance 0)))
(register "everything" (module $EVERYTHING))
;; + module-and-instance-types.3
(module (import "everything" (module
  (import "f" (func (param i64)))
  (import "t" (table 1 2 externref))
  (import "m" (memory i64 1))
  (import "g" (global (mut f64)))
  (import "e" (tag (param i32)))
  (import "M" (module (import "x" (func))))
  (import "I" (instance (export "y" (func))))
  (export "f" (func (param i64)))
  (export "t" (table 1 2 externref))
  (export "m" (memory i64 1))
  (export "g" (global (mut f64)))
  (export "e" (tag (param i32)))
  (export "M" (module (import "x" (func))))
  (export "I" (instance (export "y" (func)))))))
;; + module-and-instance-types.3
(module (import "everything" (module
  (func (import "f") (param i64))
  (table (import "t") 1 2 externref)
  (memory (import "m") i64 1)
  (global (import "g") (mut f64))
  (tag (import "e") (param i32))
  (module (import "M") (func (import "x")))
  (instance (import "I") (func (export "y")))
  (func (export "f") (param i64))
  (table (export "t") 1 2 externref)
  (memory (export "m") i64 1)
  (global (export "g") (mut f64))
  (tag (export "e") (param i32))
  (module (export "M") (func (import "x")))
  (instance (export "I") (func (export "y"))))))

;; One abbreviated entry may be import and export, of several names, and import at two levels. An identifier is
;; allowed anywhere where a definition has one, and names nothing (D5).
(module definition $TWICE
  (func (export "x") (export "y") (import "a" "b") (result i32)))
(register "twice" (module $TWICE))
;; + module-and-instance-types.3
(module (import "twice" (module (func $f (export "x") (export "y") (import "a" "b") (result i32)))))
;; + module-and-instance-types.3 D7
(module (import "twice" (module
  (import "a" (instance $a (export "b" (func $b (result i32)))))
  (export "y" (func $y (result i32)))
  (export "x" (func $x (result i32))))))
;; + D5
(module definition
  (type
    (module (import "in" (func $x)) (import "in2" (func $x)) (export "out" (func $x)) (export "out2" (global $x i32)))))
;; - D5
(assert_malformed
  (module quote "(type (module (import \"in\" (func $f)) (export \"out\" (func $f (type $f)))))")
  "unknown type")

;; Each of several inline exports is one.
(module $twice (func (export "a") (export "b") (result i32) (i32.const 23)))
(register "twice" $twice)
(module
  (import "twice" (instance $i (func (export "a") (export "b") (result i32))))
  (func (export "both") (result i32 i32) (call (func $i "a")) (call (func $i "b"))))
;; + module-and-instance-types.3
(assert_return (invoke "both") (i32.const 23) (i32.const 23))
;; - module-and-instance-types.3
(assert_unlinkable
  (module (import "twice" (instance (func (export "a") (export "c") (result i32)))))
  "incompatible import type")

;; Parameters may have identifiers, which name nothing and distinguish no types.
;; + module-and-instance-types.3
(module (import "m" (module
  (import "a" (memory 1 2)) (import "b" (func (param $p i32))) (export "d" (func $d (result f32))))))

;; An export in a type has a type, not an index.
;; - module-and-instance-types.3
(assert_malformed
  (module quote "(type (module (import \"f\" (func)) (export \"g\" (memory))))")
  "unexpected token")
;; - module-and-instance-types.3
(assert_malformed (module quote "(type (instance (export \"g\" (func 0))))") "unexpected token")
;; - module-and-instance-types.3
(assert_malformed (module quote "(type (instance (export (func))))") "unexpected token")
;; - module-and-instance-types.3
(assert_malformed
  (module quote "(type (instance (export \"a\" \"b\" (func))))")
  "unexpected token")
;; - module-and-instance-types.3
(assert_malformed
  (module quote "(type (instance (export \"t\" (type))))")
  "unexpected token")
;; An entry that is neither import nor export would be internal.
;; - module-and-instance-types.2
(assert_malformed (module quote "(type (module (func)))") "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (instance (memory 1)))")
  "unexpected token")

;; What is internal has no place in a type.
;; - module-and-instance-types.2
(assert_malformed (module quote "(type (module (func (export \"f\") (nop))))") "unexpected token")
;; - module-and-instance-types.2
(assert_malformed (module quote "(type (module (func (export \"f\") (local i32))))") "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (module (global (export \"g\") i32 (i32.const 0))))")
  "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (module (memory (export \"m\") (data \"x\"))))")
  "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (module (table (export \"t\") funcref (elem))))")
  "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (module (start 0)))")
  "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (module (data \"x\")))")
  "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (module (elem declare)))")
  "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (module (instance (export \"i\") (instantiate 0))))")
  "unexpected token")
;; - module-and-instance-types.2
(assert_malformed
  (module quote "(type (module (module (export \"m\") (func))))")
  "unexpected token")
;; What stays of a module without them is its type.
(module definition $INTERNALS
  (memory $m 1)
  (data (i32.const 0) "x")
  (table $t 1 funcref)
  (elem $t (i32.const 0) func $f)
  (global $g i32 (i32.const 0))
  (func $f (export "f") (local i32) (nop))
  (start $f))
(register "internals" (module $INTERNALS))
;; + module-and-instance-types.2
(module (import "internals" (module (func (export "f")))))


;; ---------------------------------------------------------------------------------------------------------------------
;; Types by name and by number

;; One definition, used by identifier and by number, by imports in both notations.
(module $fs
  (func (export "read") (param i32 i32 i32) (result i32) (i32.const 21))
  (func (export "write") (param i32 i32 i32) (result i32) (i32.const 22)))
(register "fs" $fs)
(register "fs2" $fs)
(register "fs3" $fs)
(module
  (type $Unused (func))
  (type $WasiFile (instance
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))))
  (import "fs" (instance $a (type $WasiFile)))
  (import "fs2" (instance $b (type 1)))
  (instance $c (import "fs3") (type $WasiFile))
  (func (export "all") (result i32 i32 i32)
    (call (func $a "read") (i32.const 0) (i32.const 0) (i32.const 0))
    (call (func $b "write") (i32.const 0) (i32.const 0) (i32.const 0))
    (call (func $c "write") (i32.const 0) (i32.const 0) (i32.const 0))))
;; + module-and-instance-types.9
(assert_return (invoke "all") (i32.const 21) (i32.const 22) (i32.const 22))
;; The same for module types.
(register "hides2" (module $HIDES))
(module
  (type $M (module (export "open" (func (result i32)))))
  (import "hides" (module $a (type $M)))
  (module $b (import "hides2") (type 0))
  (instance $i (instantiate $a))
  (instance $j (instantiate $b))
  (export "i" (func $i "open"))
  (export "j" (func $j "open")))
;; + module-and-instance-types.9
(assert_return (invoke "i") (i32.const 11))
(assert_return (invoke "j") (i32.const 11))
;; An inline one is none of those that are there, …
(module
  (type (func))
  (type (module))
  (import "hides" (module $a (export "open" (func (result i32)))))
  (instance $i (instantiate $a))
  (export "i" (func $i "open")))
;; + module-and-instance-types.9 D25
(assert_return (invoke "i") (i32.const 11))
;; … and in types there are definitions with identifiers too.
;; + module-and-instance-types.9
(module definition
  (type (module
    (type $I (instance (export "f" (func))))
    (type $M (module (import "i" (instance (export "f" (func))))))
    (import "i" (instance (type $I)))
    (export "m" (module (type $M))))))
;; - module-and-instance-types.9 module-and-instance-types.10
(assert_unlinkable
  (module (type $M (module)) (import "i" (module (type $M))))
  "incompatible import type")

;; A type use may name a type that is defined later (D25), as in core. Within a type there is no such thing.
(module
  (import "fs" (instance $i (type $Later)))
  (type $Later (instance (export "read" (func (param i32 i32 i32) (result i32)))))
  (func (export "f") (result i32) (call (func $i "read") (i32.const 0) (i32.const 0) (i32.const 0))))
;; + module-and-instance-types.9 D25
(assert_return (invoke "f") (i32.const 21))
;; - D25
(assert_malformed
  (module quote "(type (func)) (type (instance (export \"f\" (func (type $F))) (type $F (func))))")
  "unknown type")
;; - D25
(assert_invalid (module (type (instance (export "f" (func (type 0))) (type (func))))) "unknown type")

;; A definition does not see itself.
;; - D25
(assert_malformed (module quote "(type $I (instance (export \"i\" (instance (type $I)))))") "unknown type")
;; - D25
(assert_invalid (module (type (instance (export "i" (instance (type 0)))))) "unknown type")
;; - D25
(assert_invalid (module (type (module (type (instance (export "i" (instance (type 0)))))))) "unknown type")

;; The kind of the type has to fit its use, each against each other.
;; - module-and-instance-types.9
(assert_invalid
  (module (type $I (instance)) (import "f" (func (type $I))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid
  (module (type $M (module)) (import "f" (func (type $M))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid
  (module (type $F (func)) (import "i" (instance (type $F))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid
  (module (type $M (module)) (import "i" (instance (type $M))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid
  (module (type $F (func)) (import "m" (module (type $F))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid
  (module (type $I (instance)) (import "m" (module (type $I))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid
  (module (type $S (struct)) (import "i" (instance (type $S))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid
  (module (type $S (struct)) (type (instance (export "f" (func (type outer 0 $S))))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid
  (module (type $I (instance)) (type (instance (export "m" (module (type outer 0 $I))))))
  "type mismatch")
;; - module-and-instance-types.9
(assert_invalid (module (import "i" (instance (type 0)))) "unknown type")
;; - module-and-instance-types.9
(assert_malformed (module quote "(import \"i\" (instance (type $T)))") "unknown type")
;; - module-and-instance-types.9
(assert_malformed (module quote "(type $T (module)) (type $T (instance))") "duplicate type")
;; A type that is used has nothing written beside it.
;; - module-and-instance-types.9
(assert_malformed
  (module quote "(type $I (instance)) (import \"i\" (instance (type $I) (export \"x\" (func))))")
  "unexpected token")

;; They are no types of functions, tags, blocks, values or heap objects.
;; - module-and-instance-types.15
(assert_invalid
  (module (type $M (module)) (func (type $M)))
  "type mismatch")
;; - module-and-instance-types.15
(assert_invalid
  (module (type $I (instance)) (tag (type $I)))
  "type mismatch")
;; - module-and-instance-types.15
(assert_invalid
  (module (type $I (instance)) (func (block (type $I))))
  "type mismatch")
;; - module-and-instance-types.15
(assert_invalid
  (module (type $I (instance)) (table 1 funcref) (func (call_indirect (type $I) (i32.const 0))))
  "type mismatch")
;; - module-and-instance-types.15
(assert_invalid
  (module (type $I (instance)) (func (drop (struct.new $I))))
  "type mismatch")
;; - module-and-instance-types.15
(assert_invalid
  (module (type $M (module)) (func (param (ref $M))))
  "type mismatch")
;; - module-and-instance-types.15
(assert_invalid
  (module (type $I (instance)) (table 0 (ref null $I)))
  "type mismatch")
;; - module-and-instance-types.15
(assert_invalid
  (module (type $I (instance)) (type (func (result (ref null $I)))))
  "type mismatch")
;; - module-and-instance-types.15
(assert_invalid
  (module (type $I (instance)) (type (sub $I (struct))))
  "type mismatch")
;; - module-and-instance-types.15
(assert_malformed (module quote "(rec (type (module)) (type (func)))") "unexpected token")
;; - module-and-instance-types.15
(assert_malformed (module quote "(type (sub (instance)))") "unexpected token")
;; - module-and-instance-types.15
(assert_malformed (module quote "(func (param module))") "unexpected token")
;; But they share the type index space with them, also around a recursive group.
;; + module-and-instance-types.15
(module
  (type (instance (export "read" (func (param i32 i32 i32) (result i32)))))
  (rec (type $A (struct (field (ref null $B)))) (type $B (func (param (ref null $A)))))
  (type (module (export "open" (func (result i32)))))
  (import "fs" (instance (type 0)))
  (import "hides" (module (type 3)))
  (func (type 2)))
;; - module-and-instance-types.15
(assert_invalid
  (module
    (type (instance))
    (rec (type $A (struct (field (ref null $B)))) (type $B (func (param (ref null $A)))))
    (func (type 1)))
  "type mismatch")


;; ---------------------------------------------------------------------------------------------------------------------
;; Types within types

;; To several levels, in all combinations, in a host's hands.
(module $deep
  (module $M
    (import "i" (instance (export "f" (func))))
    (func (export "out")))
  (module $I
    (import "m" (module $M (import "i" (instance (export "f" (func)))) (export "out" (func))))
    (module (export "n") (import "m" (module (export "g" (func)))) (instance (export "h") (instantiate 0)))
    (module $F (func (export "f") (result i32) (i32.const 41)))
    (instance (export "j") (instantiate $F)))
  (instance (export "i") (instantiate $I (import "m" (module $M)))))
(register "deep" $deep)
(module
  (import "deep" (instance $deep
    (export "i" (instance
      (export "j" (instance (export "f" (func (result i32)))))
      (export "n" (module
        (import "m" (module (export "g" (func))))
        (export "h" (instance (export "g" (func))))))))))
  (export "f" (func $deep "i" "j" "f")))
;; + module-and-instance-types.11
(assert_return (invoke "f") (i32.const 41))
;; A mistake at the bottom is found there, and named by its path.
;; - module-and-instance-types.11
(assert_unlinkable
  (module (import "deep" (instance (export "i" (instance (export "j" (instance (export "f" (func)))))))))
  "incompatible import type")
;; - module-and-instance-types.11
(assert_unlinkable
  (module (import "deep" (instance
    (export "i" (instance
      (export "n" (module
        (import "m" (module (export "k" (func))))
        (export "h" (instance)))))))))
  "incompatible import type")

;; Types of their own: of every form that core has, in the type's own index space, used by name and by number. Whoever
;; defines none has the same type.
(module $gc
  (rec
    (type $Node (struct (field i32) (field (mut (ref null $Node)))))
    (type $Visit (func (param (ref null $Node)) (result i32))))
  (func (export "visit") (type $Visit) (struct.get $Node 0 (local.get 0)))
  (func (export "node") (param i32) (result (ref $Node)) (struct.new $Node (local.get 0) (ref.null $Node))))
(register "gc" $gc)
(module
  (rec
    (type $Node (struct (field i32) (field (mut (ref null $Node)))))
    (type (func (param (ref null $Node)) (result i32))))
  (import "gc" (instance $gc
    (rec
      (type $Node (struct (field i32) (field (mut (ref null $Node)))))
      (type $Visit (func (param (ref null $Node)) (result i32))))
    (type $Make (func (param i32) (result (ref $Node))))
    (export "visit" (func (type $Visit)))
    (export "node" (func (type 2)))))
  (func (export "run") (result i32) (call (func $gc "visit") (call (func $gc "node") (i32.const 43)))))
;; + module-and-instance-types.12 module-and-instance-types.14
(assert_return (invoke "run") (i32.const 43))
;; A group is one whole: the same two types in another order, or alone, are other types.
;; - module-and-instance-types.12
(assert_unlinkable
  (module (import "gc" (instance
    (rec
      (type $Visit (func (param (ref null $Node)) (result i32)))
      (type $Node (struct (field i32) (field (mut (ref null $Node))))))
    (export "visit" (func (type $Visit))))))
  "incompatible import type")
;; - module-and-instance-types.12
(assert_unlinkable
  (module (import "gc" (instance
    (type $Node (struct (field i32) (field (mut (ref null $Node)))))
    (export "node" (func (param i32) (result (ref $Node)))))))
  "incompatible import type")
;; A type's own types are seen from within it alone, and begin at 0.
;; - module-and-instance-types.12
(assert_invalid (module (type (module (type (func)) (export "f" (func (type 1)))))) "unknown type")
;; - module-and-instance-types.12
(assert_malformed
  (module quote "(type (instance (type $F (func)) (export \"f\" (func (type $F))))) (func (type $F))")
  "unknown type")
;; - module-and-instance-types.12
(assert_malformed
  (module quote "(type (instance (type $F (func)) (export \"i\" (instance (export \"f\" (func (type $F)))))))")
  "unknown type")
;; An abbreviated function type takes an index in the type that it is written in, before the entry that uses it (D25).
;; + module-and-instance-types.12 D25
(module definition
  (type (instance
    (export "f" (func (param i32)))                         ;; type 0
    (type (func (param i64)))                               ;; type 1
    (export "g" (func (param i64)))                         ;; again 1
    (export "h" (func (type 0)))
    (type $Two (func (param f32)))                          ;; type 2
    (export "i" (func (type 2) (param f32))))))
;; - D25
(assert_malformed
  (module quote "(type (instance (export \"f\" (func (param i32))) (export \"h\" (func (type 0) (param i64)))))")
  "inline function type")
;; They take none around it: the function type inside is not type 0 outside, nor type 1.
;; - module-and-instance-types.12
(assert_invalid (module (type (instance (export "f" (func)))) (export "f" (func 0)) (func (type 1))) "unknown type")
;; An inline instance type is new each time (D25): those of the imports below are types 1 and 2, after the explicit one.
;; + D25
(module
  (import "fs" (instance (export "read" (func (param i32 i32 i32) (result i32)))))
  (import "fs2" (instance (export "read" (func (param i32 i32 i32) (result i32)))))
  (type $F (func))
  (import "fs3" (instance (type 2))))
;; - D25
(assert_invalid
  (module
    (import "fs" (instance (export "read" (func (param i32 i32 i32) (result i32)))))
    (import "fs2" (instance (export "read" (func (param i32 i32 i32) (result i32)))))
    (type $F (func))
    (import "fs3" (instance (type 3))))
  "unknown type")
;; - D25
(assert_invalid
  (module (import "fs" (instance)) (type $F (func)) (import "fs3" (instance (type 0))))
  "type mismatch")


;; ---------------------------------------------------------------------------------------------------------------------
;; Unique names

;; An import may be named like an export. First and second names are apart, and so are types within types.
;; + module-and-instance-types.13
(module definition
  (type (module
    (import "a" (func)) (export "a" (func)) (export "b" (instance (export "b" (func)) (export "a" (func))))
    (import "b" "a" (func)) (import "b" "b" (func)))))
;; - module-and-instance-types.13
(assert_invalid (module (type (instance (export "a" (func)) (export "a" (func))))) "duplicate export name")
;; - module-and-instance-types.13
(assert_invalid (module (type (module (export "a" (func)) (export "a" (global i32))))) "duplicate export name")
;; - module-and-instance-types.13
(assert_invalid
  (module (type (instance (func (export "a") (export "b") (export "\61")))))
  "duplicate export name")
;; - module-and-instance-types.13 D8
(assert_invalid (module (type (module (import "a" (func)) (import "a" (func))))) "duplicate import name")
;; - module-and-instance-types.13 D8
(assert_invalid
  (module (type (module (import "a" (func)) (import "a" "b" (func)))))
  "duplicate import name")
;; - module-and-instance-types.13 D8
(assert_invalid
  (module (type (module (func (import "a" "b")) (import "c" (func)) (global (import "a" "b") i32))))
  "duplicate import name")
;; In a type that is imported inline, and that nothing is ever compared with.
;; - module-and-instance-types.13
(assert_invalid
  (module (import "x" (module (import "y" (instance (export "a" (func)) (export "a" (func)))))))
  "duplicate export name")


;; ---------------------------------------------------------------------------------------------------------------------
;; When types are checked, and what makes them equal

;; At instantiation, whether or not what is imported is ever used.
;; + module-and-instance-types.14
(module definition $WANTS (import "i" (module (export "nothing" (func)))))
;; - module-and-instance-types.14
(assert_unlinkable
  (module (import "i" (module (export "nothing" (func)))))
  "incompatible import type")

;; The same type from four places, in one module and in two: by definition, inline, from a module's exports, and
;; through an outer alias.
(module
  (type $I (instance (export "f" (func (result i32))) (export "g" (global i32))))
  (module $SOURCE (func (export "f") (result i32) (i32.const 51)) (global (export "g") i32 (i32.const 52)))
  (instance $i (instantiate $SOURCE))
  (module $A
    (import "i" (instance $x (export "g" (global i32)) (export "f" (func (result i32)))))
    (export "i" (instance $x)))
  (module $B (alias outer 0 $I (type $J)) (import "i" (instance $x (type $J))) (export "i" (instance $x)))
  (module $C (import "i" "f" (func (result i32))) (import "i" "g" (global i32)) (export "i" (instance 0)))
  (instance $a (instantiate $A (import "i" (instance $i))))
  (instance $b (instantiate $B (import "i" (instance $a "i"))))
  (instance $c (instantiate $C (import "i" (instance $b "i"))))
  (func (export "f") (result i32) (call (func $c "i" "f")))
  (export "g" (global $c "i" "g")))
;; + module-and-instance-types.14
(assert_return (invoke "f") (i32.const 51))
;; + module-and-instance-types.14
(assert_return (get "g") (i32.const 52))
;; In each of these places a different type is found to be different.
;; - module-and-instance-types.14
(assert_invalid
  (module
    (type $I (instance (export "f" (func (result i32)))))
    (module $SOURCE (func (export "f") (result i64) (i64.const 0)))
    (instance $i (instantiate $SOURCE))
    (module $B (alias outer 0 $I (type $J)) (import "i" (instance (type $J))))
    (instance (instantiate $B (import "i" (instance $i)))))
  "incompatible import type")

;; A type may describe no import at all, and nothing but nothing.
;; + module-and-instance-types.10
(module definition (type (instance)) (type (module)) (type (module (export "" (instance)) (import "" (module)))))
