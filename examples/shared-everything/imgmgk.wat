;; imgmgk: another program, of the same libraries and libimg. It shares their code with zipper, and no state.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $IMGMGK
  (type $Libc (instance
    (export "memory" (memory 1))
    (export "malloc" (func (param i32) (result i32)))
  ))
  (type $LibZip (instance
    (export "zip" (func (param i32 i32 i32) (result i32)))
    (export "zips" (func (result i32)))
  ))
  (type $LibImg (instance
    (export "compress" (func (param i32 i32 i32) (result i32)))
  ))

  (import "libc" (module $LIBC
    (export (type outer $IMGMGK $Libc))
  ))
  (import "libzip" (module $LIBZIP
    (import "libc" (instance (type outer $IMGMGK $Libc)))
    (export (type outer $IMGMGK $LibZip))
  ))
  (import "libimg" (module $LIBIMG
    (import "libc" (instance (type outer $IMGMGK $Libc)))
    (import "libzip" (instance (type outer $IMGMGK $LibZip)))
    (export (type outer $IMGMGK $LibImg))
  ))

  (instance $libc (instantiate $LIBC))
  (instance $libzip (instantiate $LIBZIP
    (import "libc" (instance $libc))
  ))
  (instance $libimg (instantiate $LIBIMG
    (import "libc" (instance $libc))
    (import "libzip" (instance $libzip))
  ))

  (alias $libc "memory" (memory))  ;; default memory b/c index 0
  (global $out (mut i32) (i32.const 0))

  ;; Paints a slope of 16 pixels, 1 to 16, and returns the size of the compressed picture, plus 100 times the size that
  ;; zip alone makes of it.
  (func $main (export "main") (result i32)
    (local $picture i32)
    (local $at i32)
    (local $out_size i32)
    (local $img_size i32)
    (local.set $picture (call (func $libc "malloc") (i32.const 16)))
    (loop $next
      (i32.store8
        (i32.add (local.get $picture) (local.get $at))
        (i32.add (local.get $at) (i32.const 1)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 16))))
    (local.set $out_size (call (func $libc "malloc") (i32.const 4)))
    (global.set $out
      (call (func $libimg "compress") (local.get $picture) (i32.const 16) (local.get $out_size)))
    (local.set $img_size (i32.load (local.get $out_size)))
    (drop (call (func $libzip "zip") (local.get $picture) (i32.const 16) (local.get $out_size)))
    (i32.add
      (local.get $img_size)
      (i32.mul (i32.const 100) (i32.load (local.get $out_size)))))

  (func (export "out") (result i32) (global.get $out))
  (func (export "peek") (param $address i32) (result i32) (i32.load8_u (local.get $address)))
  (export "zips" (func $libzip "zips")))
