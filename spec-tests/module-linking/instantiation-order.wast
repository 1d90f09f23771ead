;; The order in which instances are made. spec: Explainer, "Module Imports and Nested Instances"; D13
;;
;; Each start function below appends its digit to a log: a decimal number.

(module $log
  (global $log (mut i32) (i32.const 0))
  (func (export "add") (param $digit i32)
    (global.set $log (i32.add (i32.mul (global.get $log) (i32.const 10)) (local.get $digit))))
  (func (export "take") (result i32)
    (global.get $log) (global.set $log (i32.const 0))))
(register "log" $log)

;; Nested instances in definition order, then the parent.
(module
  (import "log" (instance $log (export "add" (func (param i32)))))
  (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 1))) (start $s))
  (module $B (import "add" (func $add (param i32))) (func $s (call $add (i32.const 2))) (start $s))
  (func $s (call (func $log "add") (i32.const 3)))
  (start $s)
  (instance (instantiate $B (import "add" (func $log "add"))))
  (instance (instantiate $A (import "add" (func $log "add"))))
  (instance (instantiate $A (import "add" (func $log "add")))))
(assert_return (invoke $log "take") (i32.const 2113))

;; Depth first: an instance is complete, children and start function, before the next one.
(module
  (import "log" (instance $log (export "add" (func (param i32)))))
  (module $OUTER
    (import "add" (func $add (param i32)))
    (module $INNER (import "add" (func $add (param i32))) (func $s (call $add (i32.const 4))) (start $s))
    (instance (instantiate $INNER (import "add" (func $add))))
    (func $s (call $add (i32.const 5)))
    (start $s))
  (instance (instantiate $OUTER (import "add" (func $log "add"))))
  (instance (instantiate $OUTER (import "add" (func $log "add")))))
(assert_return (invoke $log "take") (i32.const 4545))

;; A child's segments and start function have run when the parent's segments are written.
(module
  (module $CHILD
    (memory (export "m") 1)
    (data (i32.const 0) "\01\01\01")
    (func $s (i32.store8 (i32.const 1) (i32.const 2)))
    (start $s))
  (instance $child (instantiate $CHILD))
  (alias $child "m" (memory))
  (data (i32.const 2) "\03")
  (func (export "bytes") (result i32) (i32.load (i32.const 0))))
(assert_return (invoke "bytes") (i32.const 0x030201))

;; A trap stops everything there; what was done stays done.
(assert_trap
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 6))) (start $s))
    (module $TRAP (func $s unreachable) (start $s))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (instance (instantiate $TRAP))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (func $s (call (func $log "add") (i32.const 7)))
    (start $s))
  "unreachable")
(assert_return (invoke $log "take") (i32.const 6))

;; An active segment that does not fit traps in its turn.
(module $mem (memory (export "m") 1))
(register "mem" $mem)
(assert_trap
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (import "mem" (instance $mem (export "m" (memory 1))))
    (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 8))) (start $s))
    (module $OUT (import "m" (memory 1)) (data (i32.const 0) "ok") (data (i32.const 0x10000) "x"))
    (instance (instantiate $A (import "add" (func $log "add"))))
    (instance (instantiate $OUT (import "m" (memory $mem "m"))))
    (instance (instantiate $A (import "add" (func $log "add")))))
  "out of bounds memory access")
(assert_return (invoke $log "take") (i32.const 8))
(module
  (import "mem" (instance $mem (export "m" (memory 1))))
  (alias $mem "m" (memory))
  (func (export "k") (result i32) (i32.load8_u (i32.const 1))))
(assert_return (invoke "k") (i32.const 0x6b))

;; Nothing runs when an import of the root does not fit.
(assert_unlinkable
  (module
    (import "log" (instance $log (export "add" (func (param i32)))))
    (import "nowhere" (func))
    (module $A (import "add" (func $add (param i32))) (func $s (call $add (i32.const 9))) (start $s))
    (instance (instantiate $A (import "add" (func $log "add")))))
  "unknown import")
(assert_return (invoke $log "take") (i32.const 0))
