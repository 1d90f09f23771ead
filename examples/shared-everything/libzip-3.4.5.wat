;; A libzip that was compiled for libc 1.0.0.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $LIBZIP-3.4.5
  (import "libc-1.0.0" (instance $libc
    (export "memory" (memory 1))
    (export "malloc" (func (param i32) (result i32)))
  ))
  (alias $libc "memory" (memory))
  ;; Zips a single run: enough for this section.
  (func (export "zip") (param $in i32) (param $in_size i32) (param $out_size i32) (result i32)
    (local $out i32)
    (local.set $out (call (func $libc "malloc") (i32.const 2)))
    (i32.store8 (local.get $out) (local.get $in_size))
    (i32.store8 offset=1 (local.get $out) (i32.load8_u (local.get $in)))
    (i32.store (local.get $out_size) (i32.const 2))
    (local.get $out)))
