;; Imports of two levels as imports of instances. spec: Subtyping.md, "Import Elaboration" and "Breaking change?!"; D7, D8
;;
;; Rules: ../rules/import-elaboration.txt

(module $a
  (func (export "foo") (result i32) (i32.const 1))
  (func (export "baz") (result i32) (i32.const 2))
  (func (export "") (result i32) (i32.const 3))
  (global (export "glob") i32 (i32.const 4))
  (memory (export "mem") 1)
  (table (export "tab") 3 funcref)
  (tag (export "tag"))
  (module $N (func (export "n") (result i32) (i32.const 5)))
  (export "mod" (module $N))
  (instance $n (instantiate $N))
  (export "inst" (instance $n)))
(module $b (func (export "bar") (result i32) (i32.const 6)))
(register "a" $a)
(register "b" $b)
(register "" $a)

;; ---------------------------------------------------------------------------------------------------------------------
;; Grouping

;; The document's module, and what it becomes; both as the other's type.
;; + import-elaboration.1 import-elaboration.2
(module definition $TWO
  (import "a" "foo" (func (result i32)))
  (import "b" "bar" (func (result i32)))
  (import "a" "baz" (func (result i32))))
(module definition $ONE
  (import "a" (instance (export "foo" (func (result i32))) (export "baz" (func (result i32)))))
  (import "b" (instance (export "bar" (func (result i32))))))
(register "TWO" (module $TWO))
(register "ONE" (module $ONE))
;; + import-elaboration.1 import-elaboration.4
(module
  (import "TWO" (module
    (import "a" (instance (export "foo" (func (result i32))) (export "baz" (func (result i32)))))
    (import "b" (instance (export "bar" (func (result i32))))))))
;; + import-elaboration.4 import-elaboration.8
(module
  (import "ONE" (module
    (import "a" "foo" (func (result i32))) (import "b" "bar" (func (result i32))) (import "a" "baz" (func (result i32))))))
;; - import-elaboration.1
(assert_unlinkable
  (module (import "TWO" (module (import "foo" (func (result i32))) (import "bar" (func (result i32))) (import "baz" (func (result i32))))))
  "incompatible import type")
;; One field less: all fields belong to the group, the one behind `b` too.
;; - import-elaboration.2 import-elaboration.8
(assert_unlinkable
  (module (import "TWO" (module (import "a" "foo" (func (result i32))) (import "b" "bar" (func (result i32))))))
  "incompatible import type")

;; The host supplies an instance for either form, and needs not split anything.
;; + import-elaboration.4
(module instance $two $TWO)
;; + import-elaboration.4
(module instance $one $ONE)
;; - import-elaboration.1
(assert_unlinkable (module (import "a" "bar" (func))) "unknown import")
;; - import-elaboration.4
(assert_unlinkable (module (import "a" (instance (export "bar" (func))))) "incompatible import type")
;; A field registered by itself is an import of one level, not a field.
(register "alone" (func $b "bar"))
;; + import-elaboration.1
(module (import "alone" (func (result i32))))
;; - import-elaboration.1
(assert_unlinkable (module (import "alone" "bar" (func (result i32)))) "incompatible import type")

;; `instantiate` takes the group as one instance argument.
;; + import-elaboration.1 import-elaboration.4
(module
  (import "a" (instance $a (export "foo" (func (result i32))) (export "baz" (func (result i32)))))
  (import "b" (instance $b (export "bar" (func (result i32)))))
  (module $M
    (import "a" "baz" (func $baz (result i32)))
    (import "b" "bar" (func $bar (result i32)))
    (import "a" "foo" (func $foo (result i32)))
    (func (export "all") (result i32)
      (i32.add (i32.mul (call $foo) (i32.const 100)) (i32.add (i32.mul (call $bar) (i32.const 10)) (call $baz)))))
  (instance $m (instantiate $M (import "b" (instance $b)) (import "a" (instance $a))))
  (export "all" (func $m "all")))
(assert_return (invoke "all") (i32.const 162))
;; - import-elaboration.1 import-elaboration.4 D9
(assert_invalid
  (module
    (import "a" (instance $a (export "foo" (func))))
    (module $M (import "a" "foo" (func)))
    (instance (instantiate $M (import "a" (func $a "foo")))))
  "incompatible import type")
;; - import-elaboration.2
(assert_invalid
  (module
    (import "a" (instance $a (export "foo" (func))))
    (module $M (import "a" "foo" (func)) (import "b" "bar" (func)) (import "a" "baz" (func)))
    (instance (instantiate $M (import "a" (instance $a)) (import "b" (instance $a)))))
  "incompatible import type")

;; ---------------------------------------------------------------------------------------------------------------------
;; Places and indices

;; The groups take instance indices in the order of their first fields, between instance imports of one level.
;; + import-elaboration.3 import-elaboration.9
(module
  (import "a" "foo" (func (result i32)))                                 ;; instance 0: "a"
  (import "" (instance (export "foo" (func (result i32)))))              ;; instance 1
  (import "b" "bar" (func (result i32)))                                 ;; instance 2: "b"
  (import "a" "baz" (func (result i32)))                                 ;; instance 0 again
  (export "i0" (instance 0))
  (export "i1" (instance 1))
  (export "i2" (instance 2))
  (export "baz" (func 2)))
(assert_return (invoke "i0" "baz") (i32.const 2))
(assert_return (invoke "i1" "foo") (i32.const 1))
(assert_return (invoke "i2" "bar") (i32.const 6))
(assert_return (invoke "baz") (i32.const 2))
;; - import-elaboration.3
(assert_invalid
  (module
    (import "a" "foo" (func)) (import "b" "bar" (func)) (import "a" "baz" (func))
    (export "i" (instance 2)))
  "unknown instance")
;; The place decides what an alias between sees: there is no instance before the first field, …
;; - import-elaboration.3 import-elaboration.9
(assert_invalid
  (module (alias 0 "foo" (func)) (import "a" "foo" (func)))
  "unknown instance")
;; … and from there on it has all its fields.
;; + import-elaboration.3 import-elaboration.9
(module
  (import "a" "foo" (func (result i32)))
  (alias 0 "baz" (func $early))
  (import "b" "bar" (func (result i32)))
  (import "a" "baz" (func $late (result i32)))
  (func (export "sum") (result i32) (i32.add (call $early) (call $late))))
(assert_return (invoke "sum") (i32.const 4))
;; Identifiers count it once, whatever comes of it.
(module
  (import "a" "foo" (func $foo (result i32)))
  (import "a" "baz" (func $baz (result i32)))
  (import "b" (instance $b (export "bar" (func (result i32)))))
  (export "bar" (func $b "bar")))
;; + import-elaboration.9
(assert_return (invoke "bar") (i32.const 6))
;; Not what the instance has besides.
;; - import-elaboration.9
(assert_invalid
  (module (import "a" "foo" (func)) (alias 0 "glob" (global)))
  "unknown export")
;; Functions are numbered where they stand, not group by group.
;; + import-elaboration.2 import-elaboration.9
(module
  (import "a" "foo" (func (result i32)))
  (import "b" "bar" (func (result i32)))
  (import "a" "baz" (func (result i32)))
  (func (export "0") (result i32) (call 0))
  (func (export "1") (result i32) (call 1))
  (func (export "2") (result i32) (call 2)))
(assert_return (invoke "0") (i32.const 1))
(assert_return (invoke "1") (i32.const 6))
(assert_return (invoke "2") (i32.const 2))

;; No type index: type 0 is the first that is written, and there is no type 1.
;; + import-elaboration.11
(module definition (import "a" "foo" (func $f (type 0))) (type (func (result i32))) (func (type 0) (call $f)))
;; - import-elaboration.11
(assert_invalid
  (module (import "a" "mem" (memory 1)) (import "x" (instance (type 0))))
  "unknown type")
;; - import-elaboration.11
(assert_invalid
  (module (type (func)) (import "a" "foo" (func (type 0))) (import "x" (instance (type 1))))
  "unknown type")

;; Fields of every kind.
;; + import-elaboration.10
(module
  (import "a" "foo" (func $f (result i32)))
  (import "a" "glob" (global $g i32))
  (import "a" "mem" (memory $m 1))
  (import "a" "tab" (table $t 3 funcref))
  (import "a" "tag" (tag $e))
  (import "a" "mod" (module $M (export "n" (func (result i32)))))
  (import "a" "inst" (instance $i (export "n" (func (result i32)))))
  (instance $j (instantiate $M))
  (func (export "sum") (result i32)
    (i32.add
      (i32.add (call $f) (i32.add (global.get $g) (memory.size $m)))
      (i32.add (table.size $t) (i32.add (call (func $i "n")) (call (func $j "n")))))))
(assert_return (invoke "sum") (i32.const 19))
;; - import-elaboration.10
(assert_unlinkable
  (module (import "a" "inst" (module (export "n" (func (result i32))))))
  "incompatible import type")
;; - import-elaboration.10
(assert_unlinkable
  (module (import "a" "mod" (module (export "n" (func)))))
  "incompatible import type")
;; An instance field counts as an instance, besides the implied one.
;; + import-elaboration.9 import-elaboration.10
(module
  (import "a" "inst" (instance (export "n" (func (result i32)))))
  (export "implied" (instance 0))
  (export "field" (instance 1)))
(assert_return (invoke "implied" "inst" "n") (i32.const 5))
(assert_return (invoke "field" "n") (i32.const 5))

;; ---------------------------------------------------------------------------------------------------------------------
;; No name twice

;; The document's example with one field twice; of different types, of the same, and of another kind.
;; - import-elaboration.5 D8
(assert_invalid
  (module (import "" "a" (func)) (import "" "a" (func (result i32))))
  "duplicate import name")
;; - import-elaboration.5
(assert_invalid
  (module (import "m" "a" (func)) (import "m" "a" (func)))
  "duplicate import name")
;; - import-elaboration.5
(assert_invalid
  (module (import "m" "a" (func)) (import "m" "b" (func)) (import "n" "a" (func)) (import "m" "a" (memory 1)))
  "duplicate import name")
;; The three modules that the document calls invalid.
;; - import-elaboration.6
(assert_invalid
  (module (import "" (func)) (import "" "a" (func)))
  "duplicate import name")
;; - import-elaboration.6
(assert_invalid
  (module (import "" (instance)) (import "" "a" (func)))
  "duplicate import name")
;; - import-elaboration.7
(assert_invalid
  (module (import "" (instance)) (import "" (instance)))
  "duplicate import name")
;; The other way round, and with something between.
;; - import-elaboration.6
(assert_invalid
  (module (import "x" "a" (func)) (import "y" (func)) (import "x" (func)))
  "duplicate import name")
;; - import-elaboration.7
(assert_invalid
  (module (import "x" (func)) (import "y" (func)) (import "x" (memory 1)))
  "duplicate import name")
;; In the inline forms no less.
;; - import-elaboration.7
(assert_invalid
  (module (func (import "x")) (memory (import "x") 1))
  "duplicate import name")
;; - import-elaboration.6
(assert_invalid
  (module (func (import "x" "y")) (global (import "x") i32))
  "duplicate import name")
;; In module types too, and in those alone that have them twice.
;; - import-elaboration.5 import-elaboration.8
(assert_invalid
  (module (type (module (import "m" "a" (func)) (import "m" "a" (func)))))
  "duplicate import name")
;; - import-elaboration.6 import-elaboration.8
(assert_invalid
  (module (import "x" (module (import "m" (instance)) (import "m" "a" (func)))))
  "duplicate import name")
;; - import-elaboration.7 import-elaboration.8
(assert_invalid
  (module (import "x" (instance (export "y" (module (import "m" (func)) (import "m" (func)))))))
  "duplicate import name")
;; + import-elaboration.5 import-elaboration.8 import-elaboration.12
(module definition
  (import "m" "a" (func))
  (import "x" (module (import "m" "a" (func)) (import "x" (func)) (export "m" (func))))
  (module (import "m" "a" (func))))

;; What is not the same.
;; + import-elaboration.5 import-elaboration.12 D8
(module definition
  (import "a" "foo" (func (result i32)))
  (import "b" "bar" (func (result i32)))
  (import "a" "" (func (result i32)))
  (import "" "a" (func (result i32)))
  (import "" "" (func (result i32)))
  (import "foo" (func (result i32)))
  (import "A" (func (result i32)))
  (import "a\00" (func (result i32)))
  (import "bar" "b" (func (result i32))))
;; + import-elaboration.6 import-elaboration.7 import-elaboration.12
(module definition (import "x" (func)) (import "y" "x" (func)) (import "y" "y" (func)) (import "z" (func)))
;; - import-elaboration.12
(assert_invalid
  (module (import "\61" "b" (func)) (import "a" "\62" (func)))
  "duplicate import name")
