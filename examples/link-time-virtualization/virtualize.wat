;; Imports files and exports files: the same interface on both sides. What is written goes to the imported files as
;; runs: a pair of bytes (length, byte) for every stretch of equal bytes. The run that is still growing waits in this
;; module's own memory, at 8 * file, until another byte or a reader comes.
(module $VIRTUALIZE
  (type $WasiFile (instance
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))
  ))
  (import "wasi_file" (instance $wasi-file (type $WasiFile)))

  (memory 1)
  (func $run_length (param $file i32) (result i32)
    (i32.load (i32.mul (local.get $file) (i32.const 8))))
  (func $run_byte (param $file i32) (result i32)
    (i32.load offset=4 (i32.mul (local.get $file) (i32.const 8))))
  (func $set_run (param $file i32) (param $length i32) (param $byte i32)
    (i32.store (i32.mul (local.get $file) (i32.const 8)) (local.get $length))
    (i32.store offset=4 (i32.mul (local.get $file) (i32.const 8)) (local.get $byte)))

  ;; Sends the waiting run, if there is one, to the real file.
  (func $flush (param $file i32)
    (if (call $run_length (local.get $file))
      (then
        (if (i32.ne
              (call (func $wasi-file "write")
                (local.get $file)
                (i32.or
                  (call $run_length (local.get $file))
                  (i32.shl (call $run_byte (local.get $file)) (i32.const 8)))
                (i32.const 2))
              (i32.const 2))
          (then unreachable))
        (call $set_run (local.get $file) (i32.const 0) (i32.const 0)))))

  ;; One more byte: the waiting run grows, or gives way to a new one. A length has to fit into a byte.
  (func $put (param $file i32) (param $byte i32)
    (if (i32.or
          (i32.ne (call $run_byte (local.get $file)) (local.get $byte))
          (i32.eq (call $run_length (local.get $file)) (i32.const 255)))
      (then (call $flush (local.get $file))))
    (call $set_run
      (local.get $file)
      (i32.add (call $run_length (local.get $file)) (i32.const 1))
      (local.get $byte)))

  ;; The byte at a position of the text: walks over the runs before it. 0 behind the last.
  (func $get (param $file i32) (param $position i32) (result i32)
    (local $offset i32)  ;; of the next pair in the real file
    (local $pair i32)
    (local $length i32)
    (loop $next (result i32)
      (local.set $pair
        (call (func $wasi-file "read") (local.get $file) (local.get $offset) (i32.const 2)))
      (local.set $length (i32.and (local.get $pair) (i32.const 0xff)))
      (if (i32.or
            (i32.eqz (local.get $length))
            (i32.lt_u (local.get $position) (local.get $length)))
        (then (return (i32.shr_u (local.get $pair) (i32.const 8)))))
      (local.set $position (i32.sub (local.get $position) (local.get $length)))
      (local.set $offset (i32.add (local.get $offset) (i32.const 2)))
      (br $next)))

  (func (export "read") (param $file i32) (param $position i32) (param $count i32) (result i32)
    (local $result i32)
    (local $shift i32)
    (call $flush (local.get $file))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $result
          (i32.or (local.get $result)
            (i32.shl (call $get (local.get $file) (local.get $position)) (local.get $shift))))
        (local.set $position (i32.add (local.get $position) (i32.const 1)))
        (local.set $shift (i32.add (local.get $shift) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))
    (local.get $result))

  (func (export "write") (param $file i32) (param $bytes i32) (param $count i32) (result i32)
    (local $written i32)
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $written) (local.get $count)))
        (call $put (local.get $file) (i32.and (local.get $bytes) (i32.const 0xff)))
        (local.set $bytes (i32.shr_u (local.get $bytes) (i32.const 8)))
        (local.set $written (i32.add (local.get $written) (i32.const 1)))
        (br $next)))
    (local.get $written)))
