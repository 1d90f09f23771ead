;; b imports a and calls it; a calls back. Together they find out whether a number is even.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $B
  (type $Libc (instance
    (export "memory" (memory 1))
    (export "table" (table 1 funcref))
  ))
  (import "libc" (module $LIBC (export (type outer $B $Libc))))
  (import "a" (module $A
    (import "libc" (instance (type outer $B $Libc)))
    (import "bar-index" (global (mut i32)))
    (export "foo" (func (param i32) (result i32)))
  ))
  (module $CELL
    (global (export "index") (mut i32) (i32.const -1)))

  (instance $libc (instantiate $LIBC))
  (instance $cell (instantiate $CELL))
  (instance $a (instantiate $A
    (import "libc" (instance $libc))
    (import "bar-index" (global $cell "index"))
  ))

  ;; indirectly export bar to a:
  (alias $libc "table" (table))
  (func $bar (param $n i32) (result i32)
    (if (result i32) (i32.eqz (local.get $n))
      (then (i32.const 0))
      (else (call (func $a "foo") (i32.sub (local.get $n) (i32.const 1))))))
  (elem (i32.const 0) $bar)
  (func $start (global.set (global $cell "index") (i32.const 0)))
  (start $start)

  (func $run (export "run") (param i32) (result i32)
    (call (func $a "foo") (local.get 0)))
  ;; To see what would be if $B forgot to say where bar is.
  (func (export "forget") (global.set (global $cell "index") (i32.const -1))))
