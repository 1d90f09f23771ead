(module $DEPLOYMENT-BUNDLE
  (module $LIBC
    (memory (export "memory") 1)
    (global $top (mut i32) (i32.const 1024))
    (func (export "malloc") (param $size i32) (result i32)
      (local $block i32)
      (if (i32.gt_u (local.get $size) (i32.sub (i32.const 0x10000) (global.get $top)))
        (then (return (i32.const 0))))
      (local.set $block (global.get $top))
      (global.set $top
        (i32.and
          (i32.add (i32.add (global.get $top) (local.get $size)) (i32.const 7))
          (i32.const -8)))
      (local.get $block)))

  (module $LIBZIP
    (import "libc" (instance $libc
      (export "memory" (memory 1))
      (export "malloc" (func (param i32) (result i32)))
    ))
    (alias $libc "memory" (memory))
    (global $zips (mut i32) (i32.const 0))
    (func (export "zips") (result i32) (global.get $zips))
    (func (export "zip") (param $in i32) (param $in_size i32) (param $out_size i32) (result i32)
      (local $out i32)
      (local $to i32)
      (local $end i32)
      (local $length i32)
      (global.set $zips (i32.add (global.get $zips) (i32.const 1)))
      (local.set $out (call (func $libc "malloc") (i32.mul (local.get $in_size) (i32.const 2))))
      (local.set $to (local.get $out))
      (local.set $end (i32.add (local.get $in) (local.get $in_size)))
      (block $done
        (loop $next_run
          (br_if $done (i32.ge_u (local.get $in) (local.get $end)))
          (local.set $length (i32.const 0))
          (block $run_ends
            (loop $next_byte
              (local.set $length (i32.add (local.get $length) (i32.const 1)))
              (br_if $run_ends (i32.eq (local.get $length) (i32.const 255)))
              (br_if $run_ends
                (i32.ge_u (i32.add (local.get $in) (local.get $length)) (local.get $end)))
              (br_if $next_byte
                (i32.eq
                  (i32.load8_u (local.get $in))
                  (i32.load8_u (i32.add (local.get $in) (local.get $length)))))))
          (i32.store8 (local.get $to) (local.get $length))
          (i32.store8 offset=1 (local.get $to) (i32.load8_u (local.get $in)))
          (local.set $to (i32.add (local.get $to) (i32.const 2)))
          (local.set $in (i32.add (local.get $in) (local.get $length)))
          (br $next_run)))
      (i32.store (local.get $out_size) (i32.sub (local.get $to) (local.get $out)))
      (local.get $out)))

  (module $LIBIMG
    (import "libc" (instance $libc
      (export "memory" (memory 1))
      (export "malloc" (func (param i32) (result i32)))
    ))
    (import "libzip" (instance $libzip
      (export "zip" (func (param i32 i32 i32) (result i32)))
    ))
    (alias $libc "memory" (memory))
    (func (export "compress") (param $in i32) (param $in_size i32) (param $out_size i32) (result i32)
      (local $differences i32)
      (local $at i32)
      (local $before i32)
      (local $pixel i32)
      (local.set $differences (call (func $libc "malloc") (local.get $in_size)))
      (block $done
        (loop $next
          (br_if $done (i32.eq (local.get $at) (local.get $in_size)))
          (local.set $pixel (i32.load8_u (i32.add (local.get $in) (local.get $at))))
          (i32.store8
            (i32.add (local.get $differences) (local.get $at))
            (i32.sub (local.get $pixel) (local.get $before)))
          (local.set $before (local.get $pixel))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $next)))
      (call (func $libzip "zip") (local.get $differences) (local.get $in_size) (local.get $out_size))))

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
    (alias $libc "memory" (memory))
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
    (alias $libc "memory" (memory))
    (global $out (mut i32) (i32.const 0))
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

  (instance (export "zipper") (instantiate $ZIPPER
    (import "libc" (module $LIBC))
    (import "libzip" (module $LIBZIP))
  ))
  (instance (export "imgmgk") (instantiate $IMGMGK
    (import "libc" (module $LIBC))
    (import "libzip" (module $LIBZIP))
    (import "libimg" (module $LIBIMG))
  )))
