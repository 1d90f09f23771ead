;; A later libc: it also has `free`. A program of libc 1.0 can use it as well.
;; spec: Example-SharedEverythingDynamicLinking.md
(module $LIBC-1.1.0
  (memory (export "memory") 1)
  (global $top (mut i32) (i32.const 1024))
  (global $last (mut i32) (i32.const 0))
  (func (export "malloc") (param $size i32) (result i32)
    (global.set $last (global.get $top))
    (global.set $top
      (i32.and
        (i32.add (i32.add (global.get $top) (local.get $size)) (i32.const 7))
        (i32.const -8)))
    (global.get $last))
  (func (export "free") (param $block i32)
    (if (i32.eq (local.get $block) (global.get $last))
      (then (global.set $top (local.get $block))))))
