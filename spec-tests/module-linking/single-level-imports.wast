;; Single-level imports: imports with one name. spec: Explainer, "Single-level Imports"
;;
;; What is covered: both forms of import side by side, in both notations and for every kind; where a host looks names
;; up; which names there are; the index that an import takes; duplicate names (D8); what a script registers (D20); and
;; what an import shares with its exporter.


;; ---------------------------------------------------------------------------------------------------------------------
;; One name or two

;; The Explainer's module: both forms side by side.
(module $a (func (export "b") (result i32) (i32.const 1)))
(register "a" $a)
(module $x (func (export "f") (result i32) (i32.const 2)))
(register "x" (func $x "f"))
(module
  (import "a" "b" (func $b (result i32)))
  (import "x" (func $x (result i32)))
  (func (export "sum") (result i32) (i32.add (call $b) (call $x))))
;; + single-level-imports.1
(assert_return (invoke "sum") (i32.const 3))

;; Neither no name nor three, and a name is a string.
;; - single-level-imports.1
(assert_malformed (module quote "(import (func))") "unexpected token")
;; - single-level-imports.1
(assert_malformed (module quote "(import \"x\" \"y\" \"z\" (func))") "unexpected token")
;; - single-level-imports.1
(assert_malformed (module quote "(import $x (func))") "unexpected token")
;; - single-level-imports.1
(assert_malformed (module quote "(import \"x\")") "unexpected token")
;; - single-level-imports.1
(assert_malformed (module quote "(import \"x\" (func) (func))") "unexpected token")
;; - single-level-imports.1
(assert_malformed (module quote "(import \"x\" func)") "unexpected token")


;; ---------------------------------------------------------------------------------------------------------------------
;; Every kind

(module $all
  (func (export "func") (result i32) (i32.const 10))
  (table (export "table") 3 funcref)
  (memory (export "memory") 1)
  (data (i32.const 0) "\2a")
  (global (export "global") i32 (i32.const 20))
  (tag (export "tag") (param i32))
  (module (export "module") (func (export "f") (result i32) (i32.const 30)))
  (module $I (func (export "f") (result i32) (i32.const 40)))
  (instance (export "instance") (instantiate $I))
  (func (export "throw") (throw 0 (i32.const 50))))
(register "func" (func $all "func"))
(register "table" (table $all "table"))
(register "memory" (memory $all "memory"))
(register "global" (global $all "global"))
(register "tag" (tag $all "tag"))
(register "throw" (func $all "throw"))
(register "module" (module $all "module"))
(register "instance" (instance $all "instance"))
(register "all" $all)

;; One name, in the form that begins with `import`.
(module $one
  (import "func" (func $f (result i32)))
  (import "table" (table $t 3 funcref))
  (import "memory" (memory 1))
  (import "global" (global $g i32))
  (import "tag" (tag $e (param i32)))
  (import "throw" (func $throw))
  (import "module" (module $m (export "f" (func (result i32)))))
  (import "instance" (instance $i (export "f" (func (result i32)))))
  (instance $j (instantiate $m))
  (func (export "func") (result i32) (call $f))
  (func (export "table") (result i32) (table.size $t))
  (func (export "memory") (result i32) (i32.load8_u (i32.const 0)))
  (func (export "global") (result i32) (global.get $g))
  (func (export "tag") (result i32)
    (block $caught (result i32) (try_table (catch $e $caught) (call $throw)) (i32.const 0)))
  (func (export "module") (result i32) (call (func $j "f")))
  (func (export "instance") (result i32) (call (func $i "f"))))
;; + single-level-imports.2
(assert_return (invoke "func") (i32.const 10))
(assert_return (invoke "table") (i32.const 3))
(assert_return (invoke "memory") (i32.const 42))
(assert_return (invoke "global") (i32.const 20))
;; + single-level-imports.2 D22
(assert_return (invoke "tag") (i32.const 50))
;; + single-level-imports.2
(assert_return (invoke "module") (i32.const 30))
(assert_return (invoke "instance") (i32.const 40))

;; Two names, modules and instances too, and both in the inline form.
(module $two
  (func $f (import "all" "func") (result i32))
  (table $t (import "all" "table") 3 funcref)
  (memory (import "all" "memory") 1)
  (global $g (import "all" "global") i32)
  (tag $e (import "all" "tag") (param i32))
  (func $throw (import "all" "throw"))
  (module $m (import "all" "module") (export "f" (func (result i32))))
  (instance $i (import "all" "instance") (export "f" (func (result i32))))
  (instance $j (instantiate $m))
  (func (export "func") (result i32) (call $f))
  (func (export "table") (result i32) (table.size $t))
  (func (export "memory") (result i32) (i32.load8_u (i32.const 0)))
  (func (export "global") (result i32) (global.get $g))
  (func (export "tag") (result i32)
    (block $caught (result i32) (try_table (catch $e $caught) (call $throw)) (i32.const 0)))
  (func (export "module") (result i32) (call (func $j "f")))
  (func (export "instance") (result i32) (call (func $i "f"))))
;; + single-level-imports.2
(assert_return (invoke "func") (i32.const 10))
(assert_return (invoke "table") (i32.const 3))
(assert_return (invoke "memory") (i32.const 42))
(assert_return (invoke "global") (i32.const 20))
(assert_return (invoke "tag") (i32.const 50))
(assert_return (invoke "module") (i32.const 30))
(assert_return (invoke "instance") (i32.const 40))

;; One name in the inline form.
(module
  (func $f (import "func") (result i32))
  (table $t (import "table") 3 funcref)
  (memory (import "memory") 1)
  (global $g (import "global") i32)
  (tag $e (import "tag") (param i32))
  (func $throw (import "throw"))
  (module $m (import "module") (export "f" (func (result i32))))
  (instance $i (import "instance") (export "f" (func (result i32))))
  (instance $j (instantiate $m))
  (func (export "func") (result i32) (call $f))
  (func (export "table") (result i32) (table.size $t))
  (func (export "memory") (result i32) (i32.load8_u (i32.const 0)))
  (func (export "global") (result i32) (global.get $g))
  (func (export "tag") (result i32)
    (block $caught (result i32) (try_table (catch $e $caught) (call $throw)) (i32.const 0)))
  (func (export "module") (result i32) (call (func $j "f")))
  (func (export "instance") (result i32) (call (func $i "f"))))
;; + single-level-imports.4
(assert_return (invoke "func") (i32.const 10))
(assert_return (invoke "table") (i32.const 3))
(assert_return (invoke "memory") (i32.const 42))
(assert_return (invoke "global") (i32.const 20))
(assert_return (invoke "tag") (i32.const 50))
(assert_return (invoke "module") (i32.const 30))
(assert_return (invoke "instance") (i32.const 40))

;; With two names it is an import of two.
(module $two-names (func (export "f") (result i32) (i32.const 24)))
(register "two names" $two-names)
(module (func $f (import "two names" "f") (result i32)) (export "f" (func $f)))
;; + single-level-imports.4
(assert_return (invoke "f") (i32.const 24))

;; Types are not imported. A kind is one word of the eight, and has to be there.
;; - single-level-imports.2
(assert_malformed (module quote "(import \"x\" (type))") "unexpected token")
;; - single-level-imports.2
(assert_malformed (module quote "(import \"x\" (start))") "unexpected token")
;; - single-level-imports.2
(assert_malformed (module quote "(import \"x\" (\"func\"))") "unexpected token")
;; - single-level-imports.2
(assert_malformed (module quote "(import \"x\" ())") "unexpected token")

;; An inline import stands alone: no body, no second import, no contents, and the export stands before it.
;; - single-level-imports.4
(assert_malformed (module quote "(func (import))") "unexpected token")
;; - single-level-imports.4
(assert_malformed (module quote "(func (import \"x\" \"y\" \"z\"))") "unexpected token")
;; - single-level-imports.4
(assert_malformed (module quote "(func (import \"x\") (nop))") "unexpected token")
;; - single-level-imports.4
(assert_malformed (module quote "(func (import \"x\") (local i32))") "unexpected token")
;; - single-level-imports.4
(assert_malformed (module quote "(func (import \"x\") (import \"y\"))") "unexpected token")
;; - single-level-imports.4
(assert_malformed (module quote "(func (import \"x\") (export \"y\"))") "unexpected token")
;; - single-level-imports.4
(assert_malformed (module quote "(global (import \"x\") i32 (i32.const 0))") "unexpected token")
;; - single-level-imports.4
(assert_malformed
  (module quote "(memory (import \"x\") (data \"y\"))")
  "unexpected token")
;; - single-level-imports.4
(assert_malformed
  (module quote "(instance (import \"x\") (instantiate 0))")
  "unexpected token")


;; ---------------------------------------------------------------------------------------------------------------------
;; Where a host looks

;; An instance serves imports of one name, as an instance, and of two, as its fields (D20).
(module
  (import "all" (instance $i (export "func" (func (result i32)))))
  (func (export "f") (result i32) (call (func $i "func"))))
;; + single-level-imports.3 D20
(assert_return (invoke "f") (i32.const 10))
(module
  (import "all" "func" (func $f (result i32)))
  (func (export "f") (result i32) (call $f)))
;; + single-level-imports.3 D20
(assert_return (invoke "f") (i32.const 10))

;; One name is not looked for inside of instances, nor are the two names ever put together.
;; - single-level-imports.3
(assert_unlinkable (module (import "b" (func (result i32)))) "unknown import")
;; - single-level-imports.3
(assert_unlinkable (module (import "" "x" (func (result i32)))) "unknown import")
;; - single-level-imports.3
(assert_unlinkable (module (import "a.b" (func (result i32)))) "unknown import")
;; - single-level-imports.3
(assert_unlinkable (module (import "a/b" (func (result i32)))) "unknown import")
;; A function has no fields, nor has a module: its exports are not those of an instance.
;; - single-level-imports.3
(assert_unlinkable
  (module (import "x" "f" (func (result i32))))
  "incompatible import type")
;; - single-level-imports.3
(assert_unlinkable
  (module (import "module" "f" (func (result i32))))
  "incompatible import type")
;; And an instance is not the function that is its only field.
;; - single-level-imports.3
(assert_unlinkable
  (module (import "a" (func (result i32))))
  "incompatible import type")

;; The host's own module is there too.
(module
  (import "spectest" (instance $s (export "global_i32" (global i32))))
  (func (export "g") (result i32) (global.get (global $s "global_i32"))))
;; + single-level-imports.3
(assert_return (invoke "g") (i32.const 666))
;; - single-level-imports.3
(assert_unlinkable (module (import "global_i32" (global i32))) "unknown import")

;; D20: a later registration replaces an earlier one, of whatever kind; who is linked already keeps what it has.
(module $old (func (export "f") (result i32) (i32.const 61)))
(module $new (func (export "f") (result i32) (i32.const 62)))
(register "replaced" (func $old "f"))
(module $early (import "replaced" (func $f (result i32))) (export "f" (func $f)))
(register "replaced" (func $new "f"))
(module $late (import "replaced" (func $f (result i32))) (export "f" (func $f)))
;; + D20
(assert_return (invoke $early "f") (i32.const 61))
;; + D20
(assert_return (invoke $late "f") (i32.const 62))
(register "replaced" $new)
;; - D20 single-level-imports.3
(assert_unlinkable
  (module (import "replaced" (func (result i32))))
  "incompatible import type")

;; D20: without a name, it is the last instance that is registered; `(module $M)` is always the module; a name alone is
;; an instance before it is a module.
(module definition $both (func (export "f") (result i32) (i32.const 63)))
(register "a-module" $both)
;; + D20
(module (import "a-module" (module (export "f" (func (result i32))))))
(module instance $both $both)
(register "an-instance" $both)
(register "still-a-module" (module $both))
;; + D20
(module (import "an-instance" (instance (export "f" (func (result i32))))))
;; + D20
(module (import "still-a-module" (module (export "f" (func (result i32))))))
;; - D20
(assert_unlinkable
  (module (import "an-instance" (module)))
  "incompatible import type")
;; - D20
(assert_unlinkable
  (module (import "still-a-module" (instance)))
  "incompatible import type")
(module (func (export "last") (result i32) (i32.const 64)))
(register "the-last")
(module (import "the-last" "last" (func $f (result i32))) (export "f" (func $f)))
;; + D20
(assert_return (invoke "f") (i32.const 64))


;; ---------------------------------------------------------------------------------------------------------------------
;; Names

;; The empty name is a name, of one level and of two.
(module $empty (func (export "") (result i32) (i32.const 70)))
(register "" (func $empty ""))
(module (import "" (func $f (result i32))) (export "" (func $f)))
;; + single-level-imports.5
(assert_return (invoke "") (i32.const 70))
(register "" $empty)
(module (import "" "" (func $f (result i32))) (export "" (func $f)))
;; + single-level-imports.5
(assert_return (invoke "") (i32.const 70))

;; However a name is written, its bytes count: escapes are undone, and nothing is normalised.
(register "caf\u{e9} \"\\\t\00" (func $all "func"))
(module (import "caf\c3\a9\20\22\5c\09\00" (func $f (result i32))) (export "f" (func $f)))
;; + single-level-imports.5
(assert_return (invoke "f") (i32.const 10))
;; - single-level-imports.5
(assert_unlinkable
  (module (import "cafe\u{301} \"\\\t\00" (func (result i32))))
  "unknown import")
;; - single-level-imports.5
(assert_unlinkable (module (import "caf\u{e9} \"\\\t" (func (result i32)))) "unknown import")
;; - single-level-imports.5
(assert_unlinkable (module (import "FUNC" (func (result i32)))) "unknown import")
;; - single-level-imports.5
(assert_unlinkable (module (import "func " (func (result i32)))) "unknown import")
;; - single-level-imports.5
(assert_malformed (module quote "(import \"\\ff\" (func))") "malformed UTF-8 encoding")
;; - single-level-imports.5
(assert_malformed (module quote "(import \"a\" \"\\c3\" (func))") "malformed UTF-8 encoding")


;; ---------------------------------------------------------------------------------------------------------------------
;; Types

;; What is supplied has to fit. One case for each kind against another; the whole matrix is in `subtyping`.
;; - single-level-imports.6
(assert_unlinkable (module (import "nowhere" (func))) "unknown import")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "func" (func (param i32) (result i32))))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "func" (global i32)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "table" (table 4 funcref)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "table" (table 3 externref)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "memory" (memory i64 1)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "memory" (memory 1 1)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "global" (global (mut i32))))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "tag" (tag)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "instance" (func)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "instance" (module)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "module" (instance)))
  "incompatible import type")
;; - single-level-imports.6
(assert_unlinkable
  (module (import "instance" (instance (export "f" (func (result i64))))))
  "incompatible import type")

;; A supertype will do: a shorter table, a smaller memory, a wider reference, an interface with less in it.
(module $ref
  (type $F (func (result i32)))
  (func $f (export "f") (type $F) (i32.const 80))
  (global (export "g") (ref $F) (ref.func $f)))
(register "ref" (global $ref "g"))
;; + single-level-imports.6
(module
  (import "table" (table 0 funcref))
  (import "memory" (memory 0))
  (import "instance" (instance))
  (import "module" (module))
  (import "ref" (global (ref null func))))
;; - single-level-imports.6
(assert_unlinkable
  (module (import "ref" (global (ref null extern))))
  "incompatible import type")


;; ---------------------------------------------------------------------------------------------------------------------
;; Indices

;; Imports take indices in the order of the text, those of two names among them, and definitions come after them. Each
;; kind counts by itself.
(module $n
  (global (export "0") i32 (i32.const 0))
  (global (export "1") i32 (i32.const 1))
  (global (export "2") i32 (i32.const 2)))
(register "n" $n)
(register "n0" (global $n "0"))
(register "n2" (global $n "2"))
(module
  (import "n0" (global i32))
  (import "func" (func (result i32)))
  (import "n" "1" (global i32))
  (import "memory" (memory 1))
  (global (import "n2") i32)
  (global i32 (i32.const 3))
  (func (result i32) (i32.const 4))
  (func (export "globals") (result i32 i32 i32 i32)
    (global.get 0) (global.get 1) (global.get 2) (global.get 3))
  (func (export "funcs") (result i32 i32) (call 0) (call 1)))
;; + single-level-imports.7
(assert_return (invoke "globals") (i32.const 0) (i32.const 1) (i32.const 2) (i32.const 3))
;; + single-level-imports.7
(assert_return (invoke "funcs") (i32.const 10) (i32.const 4))

;; An import of one name adds itself, and nothing else: no instance, as one of two names does.
;; - single-level-imports.7
(assert_invalid (module (import "func" (func)) (export "i" (instance 0))) "unknown instance")
;; - single-level-imports.7
(assert_invalid (module (import "func" (func)) (func (call 2))) "unknown function")
;; - single-level-imports.7
(assert_invalid (module (import "global" (global i32)) (func (call 1))) "unknown function")


;; ---------------------------------------------------------------------------------------------------------------------
;; A name is imported once (D8)

;; + single-level-imports.8 D8
(module definition (import "x" "y" (func)) (import "x" "z" (func)) (import "y" (func)) (import "z" (func)))
;; A second name is no first name, and `("a" "bc")` is not `("ab" "c")`.
;; + single-level-imports.8
(module definition (import "x" "x" (func)) (import "y" (func)) (import "xx" (func)) (import "" (func)))
;; + single-level-imports.8
(module definition (import "a" "bc" (func)) (import "ab" "c" (func)) (import "abc" (func)))
;; Each module has imports of its own.
;; + single-level-imports.8
(module definition (import "x" (func)) (module (import "x" (func)) (import "y" (func))))

;; - single-level-imports.8 D8
(assert_invalid (module (import "x" (func)) (import "x" (func))) "duplicate import name")
;; Another kind or type makes no difference.
;; - single-level-imports.8 D8
(assert_invalid (module (import "x" (func)) (import "x" (global i32))) "duplicate import name")
;; - single-level-imports.8 D8
(assert_invalid (module (import "x" (instance)) (import "x" (instance))) "duplicate import name")
;; - single-level-imports.8 D8
(assert_invalid
  (module (import "x" "y" (func)) (import "x" "y" (func (result i32))))
  "duplicate import name")
;; Subtyping.md's first names: one level against two, in either order, and also where the first is an instance.
;; - single-level-imports.8 D8
(assert_invalid
  (module (import "" (func)) (import "" "a" (func)))
  "duplicate import name")
;; - single-level-imports.8 D8
(assert_invalid
  (module (import "x" "y" (func)) (import "x" (func)))
  "duplicate import name")
;; - single-level-imports.8 D8
(assert_invalid
  (module (import "" (instance)) (import "" "a" (func)))
  "duplicate import name")
;; - single-level-imports.8 D8
(assert_invalid
  (module (import "" "a" (func)) (import "" (instance (export "b" (func)))))
  "duplicate import name")
;; However far apart, in whichever form, and however the name is written.
;; - single-level-imports.8 D8
(assert_invalid
  (module (import "x" "y" (func)) (import "z" (func)) (global (import "\78" "\79") i32))
  "duplicate import name")
;; - single-level-imports.8 D8
(assert_invalid (module (module (import "x" (func)) (import "x" (func)))) "duplicate import name")


;; ---------------------------------------------------------------------------------------------------------------------
;; Imports come before local definitions

;; + single-level-imports.9
(module definition
  (type $F (func)) (import "f" (func (type $F))) (type $G (func (param i32))) (import "g" (func (type $G))))
;; Exports, segments and the start function are no definitions that take an index; imports may follow them.
;; + single-level-imports.9
(module definition
  (export "f" (func 0)) (start 0) (elem declare func 0) (data "x") (import "f" (func)))
;; - single-level-imports.9
(assert_malformed (module quote "(func) (import \"x\" (func))") "import after function")
;; - single-level-imports.9
(assert_malformed (module quote "(table 0 funcref) (import \"x\" (func))") "import after table")
;; - single-level-imports.9
(assert_malformed (module quote "(memory 0) (func (import \"x\"))") "import after memory")
;; - single-level-imports.9
(assert_malformed (module quote "(global i32 (i32.const 0)) (import \"x\" (memory 0))") "import after global")
;; - single-level-imports.9
(assert_malformed (module quote "(tag) (import \"x\" (instance))") "import after tag")
;; - single-level-imports.9
(assert_malformed (module quote "(func) (module (import \"x\"))") "import after function")


;; ---------------------------------------------------------------------------------------------------------------------
;; What is imported is shared

(module $state
  (global (export "g") (mut i32) (i32.const 0))
  (memory (export "m") 1 3)
  (table (export "t") 1 4 funcref)
  (func $f (export "f") (result i32) (i32.const 90))
  (elem declare func $f))
(register "state-g" (global $state "g"))
(register "state-m" (memory $state "m"))
(register "state-t" (table $state "t"))
(register "state-f" (func $state "f"))
(module $user
  (import "state-g" (global $g (mut i32)))
  (import "state-m" (memory $m 1))
  (import "state-t" (table $t 1 funcref))
  (import "state-f" (func $f (result i32)))
  (elem declare func $f)
  (export "f" (func $f))
  (func (export "write")
    (global.set $g (i32.const 5))
    (i32.store (i32.const 8) (i32.const 6))
    (drop (memory.grow (i32.const 1)))
    (table.set $t (i32.const 0) (ref.func $f))
    (drop (table.grow $t (ref.null func) (i32.const 2)))))
(module $reader
  (import "state-g" (global $g (mut i32)))
  (import "state-m" (memory $m 1))
  (import "state-t" (table $t 1 funcref))
  (type $F (func (result i32)))
  (func (export "read") (result i32 i32 i32 i32 i32)
    (global.get $g) (i32.load (i32.const 8)) (memory.size)
    (call_indirect $t (type $F) (i32.const 0)) (table.size $t)))
(assert_return (invoke $user "write"))
;; + single-level-imports.10
(assert_return (invoke $reader "read")
  (i32.const 5) (i32.const 6) (i32.const 2) (i32.const 90) (i32.const 3))
;; + single-level-imports.10
(assert_return (get $state "g") (i32.const 5))

;; The type that an import sees is the present one: a memory that has grown fits a larger minimum, a table too. The
;; declared maximum stays.
;; + single-level-imports.10
(module (import "state-m" (memory 2 3)) (import "state-t" (table 3 4 funcref)))
;; - single-level-imports.10
(assert_unlinkable
  (module (import "state-m" (memory 3 3)))
  "incompatible import type")

;; What is imported can be exported on, also where it stands, under several names.
(module $again (func (export "one") (export "two") (import "func") (result i32)))
;; + single-level-imports.10
(assert_return (invoke $again "one") (i32.const 10))
(register "again" (func $again "two"))
(module (func (export "f") (import "again") (result i32)))
;; + single-level-imports.10
(assert_return (invoke "f") (i32.const 10))

;; An imported function can be the start function.
(module $count
  (global $n (export "n") (mut i32) (i32.const 0))
  (func (export "inc") (global.set $n (i32.add (global.get $n) (i32.const 1)))))
(register "inc" (func $count "inc"))
(module (import "inc" (func $inc)) (start $inc))
(module (start $inc) (func $inc (import "inc")))
;; + single-level-imports.10
(assert_return (get $count "n") (i32.const 2))
;; - single-level-imports.10
(assert_invalid (module (import "inc" (func $inc (param i32))) (start $inc)) "start function")

;; D20: `(module instance $i $M)` makes an instance with a name of its own of a module, each time another.
(module definition $counter
  (global $n (mut i32) (i32.const 0))
  (func (export "next") (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))
;; + D20
(module instance $one $counter)
;; + D20
(module instance $two $counter)
;; + D20
(assert_return (invoke $one "next") (i32.const 1))
;; + D20
(assert_return (invoke $one "next") (i32.const 2))
;; + D20
(assert_return (invoke $two "next") (i32.const 1))
