;; Plays the first notes of a tune through a file: each note is written as often as it is held, read back, and checked.
;; It knows nothing of the parent, nor whether its files are real.
;;
;; The files are those of the interface that parent.wat describes.
(module $CHILD
  (import "wasi_file" (instance $wasi-file
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))
  ))

  (memory 1)
  (global $file i32 (i32.const 1))      ;; the file it plays from
  (global $length i32 (i32.const 40))   ;; of the tune, which is at address 0
  (global $heard i32 (i32.const 64))    ;; where the tune read back is put
  (data (i32.const 0) "CCCCCCCC" "GGGGGGGG" "AAAAAAAA" "GGGGGGGGGGGGGGGG")

  (func $write_tune
    (local $at i32)
    (loop $next
      ;; Four notes at a time; a file that takes fewer is a broken file.
      (if (i32.ne
            (call (func $wasi-file "write")
              (global.get $file) (i32.load (local.get $at)) (i32.const 4))
            (i32.const 4))
        (then unreachable))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (global.get $length)))))

  (func $read_tune
    (local $at i32)
    (loop $next
      (i32.store (i32.add (global.get $heard) (local.get $at))
        (call (func $wasi-file "read") (global.get $file) (local.get $at) (i32.const 4)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (global.get $length)))))

  (func $compare
    (local $at i32)
    (loop $next
      (if (i32.ne
            (i32.load8_u (local.get $at))
            (i32.load8_u (i32.add (global.get $heard) (local.get $at))))
        (then unreachable))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $at) (global.get $length)))))

  ;; Traps if it does not read what it wrote.
  (func $play (export "play")
    (call $write_tune)
    (call $read_tune)
    (call $compare))

  (func (export "heard") (param $at i32) (result i32)
    (i32.load8_u (i32.add (global.get $heard) (local.get $at)))))
