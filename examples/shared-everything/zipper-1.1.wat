;; A zipper that was compiled for libc 1.1.0, with the libzip that was compiled for 1.0.0.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $ZIPPER-1.1
  (import "libc-1.1.0" (module $LIBC
    (memory (export "memory") 1)
    (func (export "malloc") (param i32) (result i32))
    (func (export "free") (param i32))
  ))
  (import "libzip-3.4.5" (module $LIBZIP
    (import "libc-1.0.0" (instance
      (memory (export "memory") 1)
      (func (export "malloc") (param i32) (result i32))
    ))
    (export "zip" (func (param i32 i32 i32) (result i32)))
  ))

  (instance $libc (instantiate $LIBC))
  (instance $libzip (instantiate $LIBZIP (import "libc-1.0.0" (instance $libc))))

  (alias $libc "memory" (memory))
  (data (i32.const 16) "aaaaa")
  ;; Zips, frees the output, and returns where it was: the same place each time.
  (func (export "main") (result i32)
    (local $out i32)
    (local.set $out (call (func $libzip "zip") (i32.const 16) (i32.const 5) (i32.const 8)))
    (if (i32.ne (i32.load16_u (local.get $out)) (i32.const 0x6105)) (then unreachable))
    (call (func $libc "free") (local.get $out))
    (local.get $out)))
