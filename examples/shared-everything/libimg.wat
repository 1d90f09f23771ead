;; libimg: compresses pictures, with the libc and the libzip that it is given.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $LIBIMG
  (import "libc" (instance $libc
    (export "memory" (memory 1))
    (export "malloc" (func (param i32) (result i32)))
  ))
  (import "libzip" (instance $libzip
    (export "zip" (func (param i32 i32 i32) (result i32)))
  ))

  (alias $libc "memory" (memory))  ;; default memory b/c index 0
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
