;; libzip: compresses in the memory of whichever libc it is given. `zips` counts the calls: state of the library.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $LIBZIP
  (import "libc" (instance $libc
    (export "memory" (memory 1))
    (export "malloc" (func (param i32) (result i32)))
  ))
  (alias $libc "memory" (memory))  ;; default memory b/c index 0

  (global $zips (mut i32) (i32.const 0))
  (func (export "zips") (result i32) (global.get $zips))

  (func (export "zip") (param $in i32) (param $in_size i32) (param $out_size i32) (result i32)
    (local $out i32)
    (local $to i32)
    (local $end i32)
    (local $length i32)
    (global.set $zips (i32.add (global.get $zips) (i32.const 1)))
    ;; At worst every byte becomes a pair.
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
