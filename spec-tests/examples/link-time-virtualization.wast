;; Link-time virtualization, running. spec: Example-LinkTimeVirtualization.md
;;
;; A child does file I/O through an import called "wasi_file". Its parent decides which files those are: here, files
;; that compress whatever is written to them. Neither the child nor the real files know about it, nobody opted in, and
;; nothing is decided at run time: the parent merely writes down who imports what.
;;
;;     $FILE  <--  $VIRTUALIZE  <--  $CHILD            the real files, the adapter, the user of files
;;       \______________\_____________\___ $PARENT     who joins them
;;
;; The interface that everything here agrees on is the instance type
;;
;;     (instance
;;       (export "read" (func (param i32 i32 i32) (result i32)))
;;       (export "write" (func (param i32 i32 i32) (result i32))))
;;
;; Instances share nothing but what they export, and this interface has no memory in it, so a file cannot reach into
;; its caller's memory for a buffer. The bytes themselves travel in the arguments and results, up to four in an i32,
;; the first one lowest (as i32.load and i32.store have it):
;;
;;     write (file, bytes, count)     appends the `count` lowest bytes of `bytes` to the file;
;;                                    returns how many found room
;;     read (file, position, count)   returns the `count` bytes at `position`; a byte behind the end reads as 0
;;
;; Files hold no zero bytes, so a 0 tells the end, as in a string of C.


;; 1. The real files
;; -----------------
;;
;; Four files of at most 16 KiB, side by side in one page of memory. `size` is more than the interface asks for. That
;; does no harm: an instance with more exports than a type lists is an instance of that type (Subtyping.md), and users
;; who import only the interface cannot see it. We use it to look at what is really stored.

(module definition $FILE
  (memory 1)
  (global $size0 (mut i32) (i32.const 0))  ;; how much of each file is in use
  (global $size1 (mut i32) (i32.const 0))
  (global $size2 (mut i32) (i32.const 0))
  (global $size3 (mut i32) (i32.const 0))

  (func $size (export "size") (param $file i32) (result i32)
    (block $3 (block $2 (block $1 (block $0
      (br_table $0 $1 $2 $3 (local.get $file)))
      (return (global.get $size0)))
      (return (global.get $size1)))
      (return (global.get $size2)))
    (global.get $size3))

  (func $set_size (param $file i32) (param $size i32)
    (block $3 (block $2 (block $1 (block $0
      (br_table $0 $1 $2 $3 (local.get $file)))
      (global.set $size0 (local.get $size)) (return))
      (global.set $size1 (local.get $size)) (return))
      (global.set $size2 (local.get $size)) (return))
    (global.set $size3 (local.get $size)))

  ;; Where a byte of a file lies in memory.
  (func $address (param $file i32) (param $position i32) (result i32)
    (i32.add (i32.mul (local.get $file) (i32.const 0x4000)) (local.get $position)))

  (func (export "write") (param $file i32) (param $bytes i32) (param $count i32) (result i32)
    (local $written i32)
    (local $size i32)
    (local.set $size (call $size (local.get $file)))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $written) (local.get $count)))
        (br_if $done (i32.eq (local.get $size) (i32.const 0x4000)))
        (i32.store8 (call $address (local.get $file) (local.get $size)) (local.get $bytes))
        (local.set $bytes (i32.shr_u (local.get $bytes) (i32.const 8)))
        (local.set $size (i32.add (local.get $size) (i32.const 1)))
        (local.set $written (i32.add (local.get $written) (i32.const 1)))
        (br $next)))
    (call $set_size (local.get $file) (local.get $size))
    (local.get $written))

  (func (export "read") (param $file i32) (param $position i32) (param $count i32) (result i32)
    (local $result i32)
    (local $shift i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (br_if $done (i32.ge_u (local.get $position) (call $size (local.get $file))))
        (local.set $result
          (i32.or (local.get $result)
            (i32.shl
              (i32.load8_u (call $address (local.get $file) (local.get $position)))
              (local.get $shift))))
        (local.set $position (i32.add (local.get $position) (i32.const 1)))
        (local.set $shift (i32.add (local.get $shift) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))
    (local.get $result)))

;; The files by themselves: "abcd" (0x61 to 0x64), then "ef", in file 2.
(module instance $scratch $FILE)
(assert_return (invoke $scratch "write" (i32.const 2) (i32.const 0x64636261) (i32.const 4)) (i32.const 4))
(assert_return (invoke $scratch "write" (i32.const 2) (i32.const 0x6665) (i32.const 2)) (i32.const 2))
(assert_return (invoke $scratch "size" (i32.const 2)) (i32.const 6))
(assert_return (invoke $scratch "read" (i32.const 2) (i32.const 1) (i32.const 4)) (i32.const 0x65646362))
(assert_return (invoke $scratch "read" (i32.const 2) (i32.const 5) (i32.const 4)) (i32.const 0x66))
(assert_return (invoke $scratch "read" (i32.const 2) (i32.const 6) (i32.const 4)) (i32.const 0))
(assert_return (invoke $scratch "size" (i32.const 1)) (i32.const 0))


;; 2. The child
;; ------------
;;
;; Written and compiled by somebody who knows nothing of the rest. It plays the first notes of a tune: each note is
;; written as often as it is held, read back from the file, and checked. `heard` shows what came back; the parent below
;; neither knows nor needs it.

(module definition $CHILD
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

;; A child that is given the real files bypasses compression: all 40 bytes are in the file, just as written.
(module instance $plain-disk $FILE)
(register "wasi_file" $plain-disk)
(module instance $plain-child $CHILD)
(assert_return (invoke $plain-child "play"))
(assert_return (invoke $plain-child "heard" (i32.const 0)) (i32.const 0x43))   ;; C
(assert_return (invoke $plain-child "heard" (i32.const 8)) (i32.const 0x47))   ;; G
(assert_return (invoke $plain-child "heard" (i32.const 16)) (i32.const 0x41))  ;; A
(assert_return (invoke $plain-child "heard" (i32.const 39)) (i32.const 0x47))  ;; G
(assert_return (invoke $plain-disk "size" (i32.const 1)) (i32.const 40))
(assert_return (invoke $plain-disk "read" (i32.const 1) (i32.const 6) (i32.const 4)) (i32.const 0x47474343))  ;; CCGG


;; 3. The adapter
;; --------------
;;
;; It imports files and exports files: the same interface on both sides. What is written to it goes to the imported
;; files as runs: a pair of bytes (length, byte) for every stretch of equal bytes. The run that is still growing waits
;; in the adapter's own memory, at 8 * file, until another byte or a reader comes.

(module definition $VIRTUALIZE
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

;; The adapter by itself: seven bytes "xxxxxyx" are three runs, which take six bytes of the real file.
(module instance $adapted-disk $FILE)
(register "wasi_file" $adapted-disk)
(module instance $adapter $VIRTUALIZE)
(assert_return (invoke $adapter "write" (i32.const 0) (i32.const 0x78787878) (i32.const 4)) (i32.const 4))
(assert_return (invoke $adapter "write" (i32.const 0) (i32.const 0x787978) (i32.const 3)) (i32.const 3))
(assert_return (invoke $adapter "read" (i32.const 0) (i32.const 3) (i32.const 4)) (i32.const 0x78797878))
(assert_return (invoke $adapter "read" (i32.const 0) (i32.const 7) (i32.const 4)) (i32.const 0))
(assert_return (invoke $adapted-disk "size" (i32.const 0)) (i32.const 6))
(assert_return (invoke $adapted-disk "read" (i32.const 0) (i32.const 0) (i32.const 4)) (i32.const 0x79017805))
(assert_return (invoke $adapted-disk "read" (i32.const 0) (i32.const 4) (i32.const 4)) (i32.const 0x7801))


;; 4. The parent, joining separate modules
;; ---------------------------------------
;;
;; It imports the two other *modules*, not instances of them, and so it decides itself what their imports are. The
;; module types say what it expects of them; inside a module type the outer types are not in scope, so they are
;; reached as `(type outer $PARENT $WasiFile)`. `(export (type outer $PARENT $WasiFile))` is a zero-level export: all
;; exports of that instance type.

(module definition $PARENT
  (type $WasiFile (instance
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))
  ))
  (import "wasi_file" (instance $real-wasi (type $WasiFile)))

  (import "virtualize" (module $VIRTUALIZE
    (import "wasi_file" (instance (type outer $PARENT $WasiFile)))
    (export (type outer $PARENT $WasiFile))
  ))
  (import "child" (module $CHILD
    (import "wasi_file" (instance (type outer $PARENT $WasiFile)))
    (export "play" (func))
  ))

  ;; These two lines are the whole trick: the adapter gets the real files, and the child gets the adapter.
  (instance $virt-wasi (instantiate $VIRTUALIZE (import "wasi_file" (instance $real-wasi))))
  (instance $child (instantiate $CHILD (import "wasi_file" (instance $virt-wasi))))

  ;; Lets the child play, and says which four bytes file 1 then begins with, as the child sees it.
  (func (export "work") (result i32)
    (call (func $child "play"))
    (call (func $virt-wasi "read") (i32.const 1) (i32.const 0) (i32.const 4))))

(register "virtualize" (module $VIRTUALIZE))
(register "child" (module $CHILD))

(module instance $parent-disk $FILE)
(register "wasi_file" $parent-disk)
(module instance $parent $PARENT)

;; `play` did not trap: the child read back what it wrote. Seen through the adapter, the file begins with "CCCC".
(assert_return (invoke $parent "work") (i32.const 0x43434343))
;; The real file has 8 bytes instead of 40: 8 C, 8 G, 8 A, 16 G.
(assert_return (invoke $parent-disk "size" (i32.const 1)) (i32.const 8))
(assert_return (invoke $parent-disk "read" (i32.const 1) (i32.const 0) (i32.const 4)) (i32.const 0x47084308))
(assert_return (invoke $parent-disk "read" (i32.const 1) (i32.const 4) (i32.const 4)) (i32.const 0x47104108))
;; Playing again appends.
(assert_return (invoke $parent "work") (i32.const 0x43434343))
(assert_return (invoke $parent-disk "size" (i32.const 1)) (i32.const 16))
;; All that this parent did went to the files it was given, and to no others.
(assert_return (invoke $plain-disk "size" (i32.const 1)) (i32.const 40))
(assert_return (invoke $adapted-disk "size" (i32.const 1)) (i32.const 0))


;; 5. The parent, with the others nested in it
;; -------------------------------------------
;;
;; The same program as one module. The two module imports became module definitions, copied without a change of their
;; contents; all else is as before.

(module definition $PARENT-BUNDLE
  (type $WasiFile (instance
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))
  ))
  (import "wasi_file" (instance $real-wasi (type $WasiFile)))

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

    (func $put (param $file i32) (param $byte i32)
      (if (i32.or
            (i32.ne (call $run_byte (local.get $file)) (local.get $byte))
            (i32.eq (call $run_length (local.get $file)) (i32.const 255)))
        (then (call $flush (local.get $file))))
      (call $set_run
        (local.get $file)
        (i32.add (call $run_length (local.get $file)) (i32.const 1))
        (local.get $byte)))

    (func $get (param $file i32) (param $position i32) (result i32)
      (local $offset i32)
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

  (module $CHILD
    (import "wasi_file" (instance $wasi-file
      (export "read" (func (param i32 i32 i32) (result i32)))
      (export "write" (func (param i32 i32 i32) (result i32)))
    ))

    (memory 1)
    (global $file i32 (i32.const 1))
    (global $length i32 (i32.const 40))
    (global $heard i32 (i32.const 64))
    (data (i32.const 0) "CCCCCCCC" "GGGGGGGG" "AAAAAAAA" "GGGGGGGGGGGGGGGG")

    (func $write_tune
      (local $at i32)
      (loop $next
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

    (func $play (export "play")
      (call $write_tune)
      (call $read_tune)
      (call $compare))

    (func (export "heard") (param $at i32) (result i32)
      (i32.load8_u (i32.add (global.get $heard) (local.get $at)))))

  (instance $virt-wasi (instantiate $VIRTUALIZE (import "wasi_file" (instance $real-wasi))))
  (instance $child (instantiate $CHILD (import "wasi_file" (instance $virt-wasi))))

  (func (export "work") (result i32)
    (call (func $child "play"))
    (call (func $virt-wasi "read") (i32.const 1) (i32.const 0) (i32.const 4))))

;; It behaves like the other form in everything that can be observed.
(module instance $bundle-disk $FILE)
(register "wasi_file" $bundle-disk)
(module instance $bundle $PARENT-BUNDLE)
(assert_return (invoke $bundle "work") (i32.const 0x43434343))
(assert_return (invoke $bundle-disk "size" (i32.const 1)) (i32.const 8))
(assert_return (invoke $bundle-disk "read" (i32.const 1) (i32.const 0) (i32.const 4)) (i32.const 0x47084308))
(assert_return (invoke $bundle-disk "read" (i32.const 1) (i32.const 4) (i32.const 4)) (i32.const 0x47104108))
(assert_return (invoke $bundle "work") (i32.const 0x43434343))
(assert_return (invoke $bundle-disk "size" (i32.const 1)) (i32.const 16))
(assert_return (invoke $parent-disk "size" (i32.const 1)) (i32.const 16))


;; 6. What follows
;; ---------------

;; Even the parent does not know whether its own files are real. Given an adapter as "wasi_file" it works the same; the
;; tune is then compressed twice. (Runs have no runs in them: the 8 bytes become 16. One adapter is enough.)
(module instance $deep-disk $FILE)
(register "wasi_file" $deep-disk)
(module instance $deep-adapter $VIRTUALIZE)
(register "wasi_file" $deep-adapter)
(module instance $deep-parent $PARENT)
(assert_return (invoke $deep-parent "work") (i32.const 0x43434343))
(assert_return (invoke $deep-adapter "read" (i32.const 1) (i32.const 0) (i32.const 4)) (i32.const 0x47084308))
(assert_return (invoke $deep-disk "size" (i32.const 1)) (i32.const 16))

;; A child that wants more than files does not fit the type that the parent gave it: the parent could not supply
;; "network", and so it cannot be linked. Nothing leaks in from elsewhere, although "network" exists in this script.
(module $network (func (export "send")))
(register "network" $network)
(module definition $GREEDY-CHILD
  (import "wasi_file" (instance
    (export "read" (func (param i32 i32 i32) (result i32)))
    (export "write" (func (param i32 i32 i32) (result i32)))
  ))
  (import "network" (instance $network (export "send" (func))))
  (func (export "play") (call (func $network "send"))))
(register "child" (module $GREEDY-CHILD))
(assert_unlinkable
  (module
    (import "child" (module
      (import "wasi_file" (instance
        (export "read" (func (param i32 i32 i32) (result i32)))
        (export "write" (func (param i32 i32 i32) (result i32)))))
      (export "play" (func)))))
  "incompatible import type")

;; A child that wants less does fit: here one that only reads.
(module definition $MODEST-CHILD
  (import "wasi_file" (instance $wasi-file
    (export "read" (func (param i32 i32 i32) (result i32)))))
  (func (export "play")
    (drop (call (func $wasi-file "read") (i32.const 1) (i32.const 0) (i32.const 1)))))
(register "child" (module $MODEST-CHILD))
(module instance $quiet-disk $FILE)
(register "wasi_file" $quiet-disk)
(module instance $quiet-parent $PARENT)
(assert_return (invoke $quiet-parent "work") (i32.const 0))
(assert_return (invoke $quiet-disk "size" (i32.const 1)) (i32.const 0))
