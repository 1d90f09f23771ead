;; options: --limit store_bytes=204000 --limit heap_bytes=4000
;; Limits on what a store may hold, of all that a script makes. spec: appendix/implementation; D19
;;
;; Rules: ../rules/limits.txt. What just fits, and one more.

;; Memories, tables and segments together: 65,536 bytes; 8 for each element, 1,300 of which are left.
(module (memory 1))
(module
  (table 16000 funcref)
  (func $f)
  (elem func $f $f $f $f $f $f $f $f)
  (func (export "grow") (param i32) (result i32) (table.grow (ref.null func) (local.get 0))))
;; - limits.10
(assert_return (invoke "grow" (i32.const 1301)) (i32.const -1))
;; - limits.10
(assert_limit (module (memory 1)) "memory of")
;; - limits.10
(assert_limit (module (table 1301 funcref)) "table of")
;; + limits.10
(assert_return (invoke "grow" (i32.const 800)) (i32.const 16000))

;; Structures, arrays and exceptions, each with 32 bytes besides its content: no more than those may take, and than the
;; store has left.
(module
  (type $a (array i8))
  (global $kept (mut (ref null $a)) (ref.null $a))
  (func (export "keep") (param i32) (global.set $kept (array.new_default $a (local.get 0))))
  (func (export "drop") (global.set $kept (ref.null $a))))
;; + limits.10
(assert_return (invoke "keep" (i32.const 3968)))
;; - limits.10
(assert_limit (module (table 1 funcref)) "table of")
(assert_return (invoke "drop"))
;; - limits.10
(assert_limit (invoke "keep" (i32.const 3969)) "out of memory")
