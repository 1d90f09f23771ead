;; zipper: a program. It imports libc and libzip as modules, and makes its own instances of them.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $ZIPPER
  (type $Libc (instance
    (export "memory" (memory 1))
    (export "malloc" (func (param i32) (result i32)))
  ))
  (type $LibZip (instance
    (export "zip" (func (param i32 i32 i32) (result i32)))
    (export "zips" (func (result i32)))
  ))

  (import "libc" (module $LIBC
    (export (type outer $ZIPPER $Libc))
  ))
  (import "libzip" (module $LIBZIP
    (import "libc" (instance (type outer $ZIPPER $Libc)))
    (export (type outer $ZIPPER $LibZip))
  ))

  (instance $libc (instantiate $LIBC))
  (instance $libzip (instantiate $LIBZIP (import "libc" (instance $libc))))

  (alias $libc "memory" (memory))  ;; default memory b/c index 0
  (data (i32.const 16) "aaaaaaaabbbbcc")
  (global $out (mut i32) (i32.const 0))

  (func $main (export "main") (result i32)
    (local $in i32)
    (local $out_size i32)
    (local.set $in (call (func $libc "malloc") (i32.const 14)))
    (memory.copy (local.get $in) (i32.const 16) (i32.const 14))
    (local.set $out_size (call (func $libc "malloc") (i32.const 4)))
    (global.set $out
      (call (func $libzip "zip") (local.get $in) (i32.const 14) (local.get $out_size)))
    (i32.load (local.get $out_size)))

  (func (export "out") (result i32) (global.get $out))
  (func (export "peek") (param $address i32) (result i32) (i32.load8_u (local.get $address)))
  (export "zips" (func $libzip "zips")))
