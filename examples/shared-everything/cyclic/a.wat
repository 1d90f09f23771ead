;; a calls b through the table of functions, at the index that b has put into a global.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $A
  (type $Libc (instance
    (export "memory" (memory 1))
    (export "table" (table 1 funcref))
  ))
  (import "libc" (instance $libc (type $Libc)))
  (import "bar-index" (global $bar-index (mut i32)))
  (type $BarType (func (param i32) (result i32)))
  (alias $libc "table" (table))  ;; default table b/c index 0
  (func (export "foo") (param $n i32) (result i32)
    (if (result i32) (i32.eqz (local.get $n))
      (then (i32.const 1))
      (else
        (call_indirect (type $BarType)
          (i32.sub (local.get $n) (i32.const 1))
          (global.get $bar-index))))))
