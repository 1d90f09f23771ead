;; Aliases of exports. spec: Explainer, "Instance Imports and Aliases"; D10, D11, D12, D14
;;
;; What is covered: aliases as definitions, in both notations and for every kind, their indices, default memories and
;; tables, aliases in constant expressions, and what is wrong with an alias. Aliases written in place of an index are
;; in `inline-aliases`.

(module $i
  (func (export "f1") (result i32) (i32.const 1))
  (func (export "f2") (param i32) (result i32) (local.get 0))
  (func (export "f3") (result i64) (i64.const 3)))
(register "i" $i)


;; ---------------------------------------------------------------------------------------------------------------------
;; One alias in three notations

;; The Explainer's `run`, three times: by a definition, by an inverted one, and inline.
(module
  (import "i" (instance $i (export "f1" (func (result i32)))))
  (alias $i "f1" (func $f))
  (func (export "run") (result i32) call $f))
;; + instance-imports-and-aliases.5
(assert_return (invoke "run") (i32.const 1))
(module
  (import "i" (instance $i (export "f1" (func (result i32)))))
  (func $f (alias $i "f1"))
  (func (export "run") (result i32) call $f))
;; + instance-imports-and-aliases.6 D11
(assert_return (invoke "run") (i32.const 1))
(module
  (import "i" (instance $i (export "f1" (func (result i32)))))
  (func (export "run") (result i32) call (func $i "f1")))
;; + instance-imports-and-aliases.7 D10
(assert_return (invoke "run") (i32.const 1))

;; By number, and without an identifier.
(module
  (import "i" (instance (export "f1" (func (result i32)))))
  (alias 0 "f1" (func))
  (func (alias 0 "f1"))
  (func (export "run") (result i32) (i32.add (call 0) (call 1))))
;; + instance-imports-and-aliases.5
(assert_return (invoke "run") (i32.const 2))

;; An identifier is the module's, and names one definition of a kind; of another kind it can be the name too.
;; + instance-imports-and-aliases.5
(module definition
  (import "i" (instance $x (export "f1" (func (result i32))) (export "x" (global i32))))
  (alias $x "f1" (func $x))
  (global $x (alias $x "x"))
  (func (result i32) (drop (global.get $x)) (call $x)))
;; - instance-imports-and-aliases.5
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (alias $i \"f\" (func $f)) (func $f)")
  "duplicate func")
;; An alias does not make the export's name an identifier.
;; - instance-imports-and-aliases.5
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (alias $i \"f\" (func)) (start $f)")
  "unknown function")

;; What is no alias.
;; - instance-imports-and-aliases.5
(assert_malformed (module quote "(import \"i\" (instance)) (alias \"f\" (func))") "unexpected token")
;; - instance-imports-and-aliases.5
(assert_malformed (module quote "(import \"i\" (instance)) (alias 0 (func))") "unexpected token")
;; - instance-imports-and-aliases.5
(assert_malformed (module quote "(import \"i\" (instance)) (alias 0 \"f\")") "unexpected token")
;; - instance-imports-and-aliases.5
(assert_malformed (module quote "(import \"i\" (instance)) (alias 0 \"f\" func)") "unexpected token")
;; - instance-imports-and-aliases.5
(assert_malformed
  (module quote "(import \"i\" (instance)) (alias 0 \"f\" \"g\" (func))")
  "unexpected token")
;; - instance-imports-and-aliases.5
(assert_malformed
  (module quote "(import \"i\" (instance)) (alias 0 \"f\" (func (result i32)))")
  "unexpected token")
;; - instance-imports-and-aliases.9
(assert_malformed
  (module quote "(import \"i\" (instance)) (alias 0 \"f\" (type))")
  "unexpected token")
;; - instance-imports-and-aliases.6
(assert_malformed (module quote "(import \"i\" (instance)) (func (alias 0))") "unexpected token")
;; - instance-imports-and-aliases.6
(assert_malformed
  (module quote "(import \"i\" (instance)) (func (alias \"f\"))")
  "unexpected token")
;; - instance-imports-and-aliases.6
(assert_malformed
  (module quote "(import \"i\" (instance)) (func (alias 0 \"f\") (result i32))")
  "unexpected token")
;; - instance-imports-and-aliases.6
(assert_malformed
  (module quote "(import \"i\" (instance)) (func (alias 0 \"f\") (nop))")
  "unexpected token")
;; - instance-imports-and-aliases.6
(assert_malformed
  (module quote "(import \"i\" (instance)) (type (alias 0 \"f\"))")
  "unexpected token")
;; - instance-imports-and-aliases.6
(assert_malformed
  (module quote "(import \"i\" (instance)) (func (alias 0 \"f\" (func)))")
  "unexpected token")


;; ---------------------------------------------------------------------------------------------------------------------
;; Every kind

(module $all
  (func (export "f") (result i32) (i32.const 10))
  (table $t (export "t") 3 funcref)
  (memory $m (export "m") 1)
  (data (i32.const 0) "\14")
  (global (export "g") i32 (i32.const 30))
  (tag $e (export "e") (param i32))
  (module $M (export "M") (func (export "f") (result i32) (i32.const 40)))
  (instance (export "I") (instantiate $M)))
(register "all" $all)
(module
  (import "all" (instance $i
    (export "f" (func (result i32)))
    (export "t" (table 3 funcref))
    (export "m" (memory 1))
    (export "g" (global i32))
    (export "e" (tag (param i32)))
    (export "M" (module (export "f" (func (result i32)))))
    (export "I" (instance (export "f" (func (result i32)))))))
  (alias $i "I" (instance $I))
  (alias $i "M" (module $M))
  (alias $i "e" (tag $e))
  (alias $i "g" (global $g))
  (alias $i "m" (memory $m))
  (alias $i "t" (table $t))
  (alias $i "f" (func $f))
  (instance $j (instantiate $M))
  (func (export "first") (result i32 i32 i32 i32)
    (call $f) (table.size $t) (i32.load8_u $m (i32.const 0)) (global.get $g))
  (func (export "tag") (result i32)
    (block $h (result i32) (try_table (catch $e $h) (throw $e (i32.const 50))) (i32.const 0)))
  (func (export "linked") (result i32 i32) (call (func $j "f")) (call (func $I "f"))))
;; + instance-imports-and-aliases.9
(assert_return (invoke "first") (i32.const 10) (i32.const 3) (i32.const 20) (i32.const 30))
;; + instance-imports-and-aliases.9 D22
(assert_return (invoke "tag") (i32.const 50))
;; + instance-imports-and-aliases.9
(assert_return (invoke "linked") (i32.const 40) (i32.const 40))
(module
  (import "all" (instance $i
    (export "f" (func (result i32)))
    (export "t" (table 3 funcref))
    (export "m" (memory 1))
    (export "g" (global i32))
    (export "e" (tag (param i32)))
    (export "M" (module (export "f" (func (result i32)))))
    (export "I" (instance (export "f" (func (result i32)))))))
  (func $f (alias $i "f"))
  (table $t (alias $i "t"))
  (memory $m (alias $i "m"))
  (global $g (alias $i "g"))
  (tag $e (alias $i "e"))
  (module $M (alias $i "M"))
  (instance $I (alias $i "I"))
  (instance $j (instantiate $M))
  (func (export "first") (result i32 i32 i32 i32)
    (call $f) (table.size $t) (i32.load8_u $m (i32.const 0)) (global.get $g))
  (func (export "tag") (result i32)
    (block $h (result i32) (try_table (catch $e $h) (throw $e (i32.const 50))) (i32.const 0)))
  (func (export "linked") (result i32 i32) (call (func $j "f")) (call (func $I "f"))))
;; + instance-imports-and-aliases.6 D11
(assert_return (invoke "first") (i32.const 10) (i32.const 3) (i32.const 20) (i32.const 30))
;; + instance-imports-and-aliases.6 D11 D22
(assert_return (invoke "tag") (i32.const 50))
;; + instance-imports-and-aliases.6 D11
(assert_return (invoke "linked") (i32.const 40) (i32.const 40))

;; A module with the field `(alias …)` first is a module with an alias, not an inverted alias: here `$m` and `$i` are
;; the nested module's own.
(module
  (import "all" (instance $i (export "f" (func (result i32)))))
  (module $M
    (import "i" (instance $i (export "g" (func (result i32)))))
    (alias $i "g" (func $g))
    (export "g" (func $g)))
  (module $N
    (alias outer 0 0 (module $m))
    (instance $i (import "x") (export "f" (func (result i32))))
    (export "i" (instance $i)))
  (module $G (import "f" (func $f (result i32))) (export "g" (func $f)))
  (instance $g (instantiate $G (import "f" (func $i "f"))))
  (instance $m (instantiate $M (import "i" (instance $g))))
  (export "g" (func $m "g")))
;; + instance-imports-and-aliases.6
(assert_return (invoke "g") (i32.const 10))


;; ---------------------------------------------------------------------------------------------------------------------
;; Indices

;; Imports, aliases and definitions of a kind are numbered in the order of the text, each kind by itself.
(module
  (import "i" (instance $i
    (export "f1" (func (result i32)))
    (export "f2" (func (param i32) (result i32)))
    (export "f3" (func (result i64)))))
  (alias $i "f3" (func))                                            ;; function 0
  (import "all" "f" (func (result i32)))                            ;; function 1
  (alias $i "f1" (func))                                            ;; function 2
  (alias $i "f3" (func))                                            ;; function 3: an explicit alias is always new
  (func (result i32) (i32.const 4))                                 ;; function 4
  (func (export "0-and-3") (result i64 i64) (call 0) (call 3))
  (func (export "1-2-4") (result i32 i32 i32) (call 1) (call 2) (call 4)))
;; + instance-imports-and-aliases.5
(assert_return (invoke "0-and-3") (i64.const 3) (i64.const 3))
;; + instance-imports-and-aliases.5
(assert_return (invoke "1-2-4") (i32.const 10) (i32.const 1) (i32.const 4))

;; An alias of an instance takes an instance index, between those of imports and definitions.
(module
  (import "all" (instance                                           ;; instance 0
    (export "I" (instance (export "f" (func (result i32)))))
    (export "M" (module (export "f" (func (result i32)))))))
  (alias 0 "I" (instance))                                          ;; instance 1
  (alias 0 "M" (module))                                            ;; module 0
  (import "i" (instance (export "f1" (func (result i32)))))         ;; instance 2
  (module (func (export "f") (result i32) (i32.const 60)))          ;; module 1
  (instance (instantiate 0))                                        ;; instance 3
  (instance (instantiate 1))                                        ;; instance 4
  (func (export "run") (result i32 i32 i32 i32)
    (call (func 1 "f")) (call (func 2 "f1")) (call (func 3 "f")) (call (func 4 "f"))))
;; + instance-imports-and-aliases.5
(assert_return (invoke "run") (i32.const 40) (i32.const 1) (i32.const 40) (i32.const 60))

;; The Explainer's default memory and table, and what happens without them.
(module $libc
  (memory (export "mem") 1)
  (data (i32.const 8) "\07\00\00\00")
  (table (export "tbl") 2 funcref)
  (func $seven (result i32) (i32.const 7))
  (elem (i32.const 1) $seven)
  (global (export "one") i32 (i32.const 1))
  (global (export "two") i64 (i64.const 2))
  (global (export "null") funcref (ref.null func))
  (global (export "var") (mut i32) (i32.const 0)))
(register "libc" $libc)
(module
  (import "libc" (instance $libc (export "mem" (memory 1)) (export "tbl" (table 0 funcref))))
  (alias $libc "mem" (memory))
  (alias $libc "tbl" (table))
  (memory 1)                                                        ;; memory 1: the default stays the alias
  (table 1 funcref)
  (type $i32 (func (result i32)))
  (func (export "load") (result i32) (i32.load (i32.const 8)))
  (func (export "call") (result i32) (call_indirect (type $i32) (i32.const 1)))
  (func (export "get") (result i32) (ref.is_null (table.get (i32.const 0))))
  (func (export "size") (result i32) (table.size)))
;; + instance-imports-and-aliases.10
(assert_return (invoke "load") (i32.const 7))
;; + instance-imports-and-aliases.10
(assert_return (invoke "call") (i32.const 7))
;; + instance-imports-and-aliases.10
(assert_return (invoke "get") (i32.const 1))
;; + instance-imports-and-aliases.10
(assert_return (invoke "size") (i32.const 2))
;; Active segments without an index go to the default, too.
(module
  (import "libc" (instance $libc (export "mem" (memory 1)) (export "tbl" (table 2 funcref))))
  (alias $libc "mem" (memory))
  (alias $libc "tbl" (table))
  (func $nine (result i32) (i32.const 9))
  (data (i32.const 16) "\09")
  (elem (i32.const 0) func $nine)
  (type $i32 (func (result i32)))
  (func (export "run") (result i32 i32) (i32.load8_u (i32.const 16)) (call_indirect (type $i32) (i32.const 0))))
;; + instance-imports-and-aliases.10
(assert_return (invoke "run") (i32.const 9) (i32.const 9))
;; An instance that has a memory brings no default with it.
;; - instance-imports-and-aliases.10
(assert_invalid
  (module (import "libc" (instance (export "mem" (memory 1)))) (func (drop (i32.load (i32.const 8)))))
  "unknown memory")
;; - instance-imports-and-aliases.10
(assert_invalid
  (module (import "libc" (instance (export "tbl" (table 0 funcref)))) (func (drop (table.get (i32.const 0)))))
  "unknown table")
;; - instance-imports-and-aliases.10
(assert_invalid
  (module (import "libc" (instance (export "mem" (memory 1)))) (data (i32.const 0) "x"))
  "unknown memory")
;; The default is the alias, also where its type does not suit: the 64-bit memory is the first here.
;; - instance-imports-and-aliases.10
(assert_invalid
  (module
    (import "big" (instance $big (export "mem" (memory i64 1))))
    (memory (alias $big "mem"))
    (memory 1)
    (func (drop (i32.load (i32.const 0)))))
  "type mismatch")
(module $big (memory (export "mem") i64 1) (data (i64.const 0x10) "\2a") (table (export "tbl") i64 5 funcref))
(register "big" $big)
(module
  (import "big" (instance $big (export "mem" (memory i64 1)) (export "tbl" (table i64 0 funcref))))
  (memory (alias $big "mem"))
  (table (alias $big "tbl"))
  (func (export "load") (result i32) (i32.load8_u (i64.const 16)))
  (func (export "size") (result i64 i64) (memory.size) (table.size)))
;; + instance-imports-and-aliases.10
(assert_return (invoke "load") (i32.const 42))
;; + instance-imports-and-aliases.10
(assert_return (invoke "size") (i64.const 1) (i64.const 5))


;; ---------------------------------------------------------------------------------------------------------------------
;; Constant expressions (D14)

(module
  (import "libc" (instance $libc
    (export "mem" (memory 1)) (export "tbl" (table 2 funcref))
    (export "one" (global i32)) (export "two" (global i64)) (export "null" (global funcref))))
  (alias $libc "one" (global $one))
  (global $two (alias $libc "two"))
  (global $copy (export "copy") i32 (global.get $one))
  (global (export "sum") i64 (i64.add (global.get $two) (i64.mul (global.get $two) (i64.const 10))))
  (global (export "inline") i32 (i32.sub (global.get (global $libc "one")) (i32.const 5)))
  (memory $m 1)
  (data (memory $m) (i32.add (global.get $one) (i32.const 2)) "\33")
  (table $t 4 funcref (global.get (global $libc "null")))
  (elem (table $t) (offset (global.get $one)) funcref (item (ref.func $f)) (item (global.get (global $libc "null"))))
  (func $f)
  (func (export "byte") (result i32) (i32.load8_u $m (i32.const 3)))
  (func (export "nulls") (result i32 i32)
    (ref.is_null (table.get $t (i32.const 1))) (ref.is_null (table.get $t (i32.const 2)))))
;; + instance-imports-and-aliases.14 D14
(assert_return (get "copy") (i32.const 1))
;; + instance-imports-and-aliases.14 D14
(assert_return (get "sum") (i64.const 22))
;; + instance-imports-and-aliases.14 D14
(assert_return (get "inline") (i32.const -4))
;; + instance-imports-and-aliases.14 D14
(assert_return (invoke "byte") (i32.const 0x33))
;; + instance-imports-and-aliases.14 D14
(assert_return (invoke "nulls") (i32.const 0) (i32.const 1))
;; - instance-imports-and-aliases.14 D14
(assert_invalid
  (module
    (import "libc" (instance $libc (export "var" (global (mut i32)))))
    (global i32 (global.get (global $libc "var"))))
  "constant expression required")
;; - instance-imports-and-aliases.14 D14
(assert_invalid
  (module
    (import "libc" (instance $libc (export "var" (global (mut i32)))))
    (alias $libc "var" (global $var))
    (memory 1)
    (data (offset (global.get $var)) "x"))
  "constant expression required")
;; The type that counts is the imported one: it cannot say that a mutable global is constant, nor the other way round.
;; - instance-imports-and-aliases.14
(assert_unlinkable
  (module (import "libc" (instance $libc (export "var" (global i32)))) (global i32 (global.get (global $libc "var"))))
  "incompatible import type")
;; - instance-imports-and-aliases.14
(assert_invalid
  (module
    (import "libc" (instance $libc (export "one" (global i32))))
    (func (global.set (global $libc "one") (i32.const 0))))
  "immutable global")
;; Those that are aliased come first, and then those before the own one, which is not among them.
;; - instance-imports-and-aliases.14 D14
(assert_invalid
  (module
    (import "libc" (instance $libc (export "one" (global i32))))
    (global $copy i32 (global.get (global $libc "one")))
    (global $own i32 (global.get $own)))
  "unknown global")


;; ---------------------------------------------------------------------------------------------------------------------
;; What an alias names

;; The name has to be in the instance's type. That the instance supplied has it does not help.
;; - instance-imports-and-aliases.11
(assert_invalid (module (import "i" (instance $i)) (alias $i "f1" (func))) "unknown export")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "i" (instance $i (export "f1" (func)))) (func (alias $i "F1")))
  "unknown export")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module
    (import "i" (instance (export "f1" (func))))
    (import "all" (instance (export "f" (func))))
    (alias 1 "f1" (func)))
  "unknown export")
;; Exports of an export are not exports.
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "all" (instance $i (export "I" (instance (export "f" (func)))))) (alias $i "f" (func)))
  "unknown export")
;; The kind has to be that of the export. Every kind is tried on another.
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "x" (instance $i (export "g" (global i32)))) (alias $i "g" (func)))
  "type mismatch")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "x" (instance $i (export "g" (func)))) (alias $i "g" (global)))
  "type mismatch")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "x" (instance $i (export "g" (memory 1)))) (alias $i "g" (table)))
  "type mismatch")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "x" (instance $i (export "g" (table 1 funcref)))) (memory (alias $i "g")))
  "type mismatch")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "x" (instance $i (export "g" (func)))) (tag (alias $i "g")))
  "type mismatch")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "x" (instance $i (export "g" (module)))) (instance (alias $i "g")))
  "type mismatch")
;; - instance-imports-and-aliases.11
(assert_invalid
  (module (import "x" (instance $i (export "g" (instance)))) (module (alias $i "g")))
  "type mismatch")

;; Lookup is by name: the order of the imported type is not that of the instance, and a `type` in between is no export.
(module
  (import "i" (instance $i
    (type $F2 (func (param i32) (result i32)))
    (export "f3" (func (result i64)))
    (type $F1 (func (result i32)))
    (export "f2" (func (type $F2)))
    (export "f1" (func (type $F1)))))
  (func $two (alias $i "f2"))
  (func $three (alias $i "f3"))
  (func $one (alias $i "f1"))
  (func (export "run") (result i32 i32 i64) (call $one) (call $two (i32.const 2)) (call $three)))
;; + instance-imports-and-aliases.11 D17
(assert_return (invoke "run") (i32.const 1) (i32.const 2) (i64.const 3))

;; The instance is one that precedes the alias.
;; - instance-imports-and-aliases.12
(assert_invalid (module (alias 0 "f" (func))) "unknown instance")
;; - instance-imports-and-aliases.12
(assert_invalid (module (alias 0 "f" (func)) (import "i" (instance (export "f" (func))))) "unknown instance")
;; - instance-imports-and-aliases.12
(assert_invalid
  (module (module $M (func (export "f"))) (func (alias $i "f")) (instance $i (instantiate $M)))
  "unknown instance")
;; - instance-imports-and-aliases.12
(assert_invalid (module (import "i" (instance (export "i" (instance)))) (alias 1 "i" (instance))) "unknown instance")
;; - instance-imports-and-aliases.12
(assert_malformed (module quote "(alias $nowhere \"f\" (func))") "unknown instance")
;; A function or a module is no instance, whatever it is called.
;; - instance-imports-and-aliases.12
(assert_malformed (module quote "(module $M (func (export \"f\"))) (alias $M \"f\" (func))") "unknown instance")
;; An instance of the module around is not seen (and there are no outer aliases of instances).
;; - instance-imports-and-aliases.12
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (module (alias $i \"f\" (func)))")
  "unknown instance")
;; An instance that is defined between modules and instances can be aliased there, and the alias be used on.
(module
  (module $M (import "f" (func $f (result i32))) (func (export "f") (result i32) (i32.add (call $f) (i32.const 1))))
  (module $N (func (export "f") (result i32) (i32.const 70)))
  (instance $n (instantiate $N))
  (alias $n "f" (func $n.f))
  (instance $m (instantiate $M (import "f" (func $n.f))))
  (func $m.f (alias $m "f"))
  (instance $o (instantiate $M (import "f" (func $m.f))))
  (alias $o "f" (func))
  (export "f" (func 2)))
;; + instance-imports-and-aliases.12
(assert_return (invoke "f") (i32.const 72))


;; ---------------------------------------------------------------------------------------------------------------------
;; Before all local definitions (D12)

;; - instance-imports-and-aliases.13 D12
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (func) (alias $i \"f\" (func))")
  "alias after function")
;; - instance-imports-and-aliases.13 D12
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (table 1 funcref) (alias $i \"f\" (func))")
  "alias after table")
;; - instance-imports-and-aliases.13 D12
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (memory 1) (func (alias $i \"f\"))")
  "alias after memory")
;; - instance-imports-and-aliases.13 D12
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (global i32 (i32.const 0)) (func (alias $i \"f\"))")
  "alias after global")
;; - instance-imports-and-aliases.13 D12
(assert_malformed
  (module quote "(import \"i\" (instance $i (export \"f\" (func)))) (tag) (alias $i \"f\" (func))")
  "alias after tag")
;; - instance-imports-and-aliases.13 D12
(assert_malformed
  (module quote "(module $P (func) (module (func) (alias outer $P 0 (type))))")
  "alias after function")
;; Exports, segments and nested modules and instances before it do no harm.
(module
  (export "f" (func $f))
  (module $M (func (export "f") (result i32) (i32.const 80)))
  (elem declare func $f)
  (instance $i (instantiate $M))
  (data "x")
  (alias $i "f" (func $f)))
;; + instance-imports-and-aliases.13 D12
(assert_return (invoke "f") (i32.const 80))
