;; libc: owns the memory of a program, and allocates in it. Used by everything else here.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $LIBC
  (memory (export "memory") 1)
  (global $top (mut i32) (i32.const 1024))

  ;; 8-byte aligned; 0 when there is no room.
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
