;; Shared-everything dynamic linking, running. spec: Example-SharedEverythingDynamicLinking.md
;;
;; Two programs, `zipper` and `imgmgk`, use three libraries: libc, libzip and libimg. What is shared is *code*: there is
;; one module of each library. What is not shared is *state*: every program makes its own instances of the libraries,
;; with its own memory. And within one program everything is shared: its libraries work in one memory, with pointers
;; between them. No loader takes part in this; modules and instances say it all.
;;
;; The conventions of the libraries are those of C: a pointer is an i32, and data is (pointer, size).
;;
;; Where the document's examples have slips, these have none, and module-linking/slips.wast shows that the slips are
;; found (D23).


;; 1. libc
;; -------
;;
;; It defines and exports the memory that the rest of a program imports. The allocator hands out one block after the
;; other, beginning at 1024: what is below belongs to the program's own data.

(module definition $LIBC
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

(module instance $libc $LIBC)
(assert_return (invoke $libc "malloc" (i32.const 5)) (i32.const 1024))
(assert_return (invoke $libc "malloc" (i32.const 8)) (i32.const 1032))
(assert_return (invoke $libc "malloc" (i32.const 0x10000)) (i32.const 0))


;; 2. libzip
;; ---------
;;
;; void* zip(void* in, size_t in_size, size_t* out_size): compresses to pairs (length, byte), in memory from malloc.
;; It imports libc as an *instance*: which one is the program's business. Its one alias of a memory comes first, so it
;; is memory 0, the default of loads and stores. `zips` counts the calls: state of the library, like a `static`
;; variable in C. There must be one per program, not one per user of libzip in a program.

(module definition $LIBZIP
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


;; 3. zipper
;; ---------
;;
;; A program. It imports libc and libzip as *modules* and makes the instances itself, each time a zipper is made. So
;; every zipper has its own memory, and libzip works in the same memory as zipper's own code, because both were given
;; the same instance of libc.
;;
;; `main` zips a text and returns the size of the result; `out` and `peek` let us look into the program's memory.

(module definition $ZIPPER
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

;; The host supplies the modules, and nothing else: there is no instance to be shared.
(register "libc" (module $LIBC))
(register "libzip" (module $LIBZIP))
(module instance $zipper $ZIPPER)

;; 8 a, 4 b, 2 c. The blocks of this program: the input at 1024, out_size at 1040, the output at 1048.
(assert_return (invoke $zipper "main") (i32.const 6))
(assert_return (invoke $zipper "out") (i32.const 1048))
(assert_return (invoke $zipper "peek" (i32.const 1024)) (i32.const 0x61))
(assert_return (invoke $zipper "peek" (i32.const 1040)) (i32.const 6))
(assert_return (invoke $zipper "peek" (i32.const 1048)) (i32.const 8))
(assert_return (invoke $zipper "peek" (i32.const 1049)) (i32.const 0x61))
(assert_return (invoke $zipper "peek" (i32.const 1050)) (i32.const 4))
(assert_return (invoke $zipper "peek" (i32.const 1051)) (i32.const 0x62))
(assert_return (invoke $zipper "peek" (i32.const 1052)) (i32.const 2))
(assert_return (invoke $zipper "peek" (i32.const 1053)) (i32.const 0x63))

;; A second run of the same program continues in its memory; a second instance of the program has a fresh one.
(assert_return (invoke $zipper "main") (i32.const 6))
(assert_return (invoke $zipper "out") (i32.const 1104))
(assert_return (invoke $zipper "zips") (i32.const 2))
(module instance $zipper2 $ZIPPER)
(assert_return (invoke $zipper2 "zips") (i32.const 0))
(assert_return (invoke $zipper2 "peek" (i32.const 1024)) (i32.const 0))
(assert_return (invoke $zipper2 "main") (i32.const 6))
(assert_return (invoke $zipper2 "out") (i32.const 1048))
(assert_return (invoke $zipper "zips") (i32.const 2))

;; The standalone form: the module imports replaced by nested modules, and no imports left. (The document's version
;; forgets to pass libc to libzip.)
(module $ZIPPER-BUNDLED
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

(assert_return (invoke $ZIPPER-BUNDLED "main") (i32.const 6))
(assert_return (invoke $ZIPPER-BUNDLED "out") (i32.const 1048))
(assert_return (invoke $ZIPPER-BUNDLED "peek" (i32.const 1053)) (i32.const 0x63))


;; 4. libimg
;; ---------
;;
;; void* compress(void* in, size_t in_size, size_t* out_size): replaces every pixel of a picture by its difference to
;; the one before, so that an even slope becomes a run, and zips that.
;;
;; It imports both libc and libzip as instances. If it made a libzip for itself, a program using both libraries would
;; have two copies of libzip's state.

(module definition $LIBIMG
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


;; 5. imgmgk
;; ---------
;;
;; The other program: like zipper, with one more library. It uses libzip twice, by itself and through libimg, and both
;; times it is the same instance. (In the document, libimg's argument is called "libimg"; the name must be that of the
;; import, "libzip".)

(module definition $IMGMGK
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

(register "libimg" (module $LIBIMG))
(module instance $imgmgk $IMGMGK)

;; The slope is one run of 16 ones: 2 bytes, where zip alone makes 32. One libzip counted both calls.
(assert_return (invoke $imgmgk "main") (i32.const 3202))
(assert_return (invoke $imgmgk "zips") (i32.const 2))
(assert_return (invoke $imgmgk "out") (i32.const 1064))
(assert_return (invoke $imgmgk "peek" (i32.const 1064)) (i32.const 16))
(assert_return (invoke $imgmgk "peek" (i32.const 1065)) (i32.const 1))


;; 6. The whole application
;; ------------------------
;;
;; Both programs in one deployment artifact. First the form that fetches its parts: its imports are modules only, and
;; it does no more than pass them on.

(module definition $WEB-BUNDLE
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
  (type $LIBC (module
    (export (type outer $WEB-BUNDLE $Libc))
  ))
  (type $LIBZIP (module
    (import "libc" (instance (type outer $WEB-BUNDLE $Libc)))
    (export (type outer $WEB-BUNDLE $LibZip))
  ))
  (type $LIBIMG (module
    (import "libc" (instance (type outer $WEB-BUNDLE $Libc)))
    (import "libzip" (instance (type outer $WEB-BUNDLE $LibZip)))
    (export (type outer $WEB-BUNDLE $LibImg))
  ))
  (type $Program (instance
    (export "main" (func (result i32)))
    (export "out" (func (result i32)))
    (export "peek" (func (param i32) (result i32)))
    (export "zips" (func (result i32)))
  ))

  (import "./libc.wasm" (module $LIBC (type $LIBC)))
  (import "./libzip.wasm" (module $LIBZIP (type $LIBZIP)))
  (import "./libimg.wasm" (module $LIBIMG (type $LIBIMG)))
  (import "./zipper.wasm" (module $ZIPPER
    (import "libc" (module (type outer $WEB-BUNDLE $LIBC)))
    (import "libzip" (module (type outer $WEB-BUNDLE $LIBZIP)))
    (export (type outer $WEB-BUNDLE $Program))
  ))
  (import "./imgmgk.wasm" (module $IMGMGK
    (import "libc" (module (type outer $WEB-BUNDLE $LIBC)))
    (import "libzip" (module (type outer $WEB-BUNDLE $LIBZIP)))
    (import "libimg" (module (type outer $WEB-BUNDLE $LIBIMG)))
    (export (type outer $WEB-BUNDLE $Program))
  ))

  (instance (export "zipper") (instantiate $ZIPPER
    (import "libc" (module $LIBC))
    (import "libzip" (module $LIBZIP))
  ))
  (instance (export "imgmgk") (instantiate $IMGMGK
    (import "libc" (module $LIBC))
    (import "libzip" (module $LIBZIP))
    (import "libimg" (module $LIBIMG))
  )))

(register "./libc.wasm" (module $LIBC))
(register "./libzip.wasm" (module $LIBZIP))
(register "./libimg.wasm" (module $LIBIMG))
(register "./zipper.wasm" (module $ZIPPER))
(register "./imgmgk.wasm" (module $IMGMGK))
(module instance $web $WEB-BUNDLE)

;; Separate memories: both programs allocate the same addresses, and what one writes the other does not see.
(assert_return (invoke $web "zipper" "main") (i32.const 6))
(assert_return (invoke $web "zipper" "peek" (i32.const 1024)) (i32.const 0x61))
(assert_return (invoke $web "imgmgk" "peek" (i32.const 1024)) (i32.const 0))
(assert_return (invoke $web "imgmgk" "main") (i32.const 3202))
(assert_return (invoke $web "imgmgk" "peek" (i32.const 1024)) (i32.const 1))
(assert_return (invoke $web "zipper" "peek" (i32.const 1024)) (i32.const 0x61))
;; Separate state of shared modules.
(assert_return (invoke $web "zipper" "zips") (i32.const 1))
(assert_return (invoke $web "imgmgk" "zips") (i32.const 2))

;; The other form embeds everything and imports nothing. The programs are themselves modules with module imports, and
;; get the nested libraries as arguments.

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

;; The same assertions hold as for the other form.
(assert_return (invoke $DEPLOYMENT-BUNDLE "zipper" "main") (i32.const 6))
(assert_return (invoke $DEPLOYMENT-BUNDLE "zipper" "peek" (i32.const 1024)) (i32.const 0x61))
(assert_return (invoke $DEPLOYMENT-BUNDLE "imgmgk" "peek" (i32.const 1024)) (i32.const 0))
(assert_return (invoke $DEPLOYMENT-BUNDLE "imgmgk" "main") (i32.const 3202))
(assert_return (invoke $DEPLOYMENT-BUNDLE "imgmgk" "peek" (i32.const 1024)) (i32.const 1))
(assert_return (invoke $DEPLOYMENT-BUNDLE "zipper" "peek" (i32.const 1024)) (i32.const 0x61))
(assert_return (invoke $DEPLOYMENT-BUNDLE "zipper" "zips") (i32.const 1))
(assert_return (invoke $DEPLOYMENT-BUNDLE "imgmgk" "zips") (i32.const 2))


;; 7. Versioning
;; -------------
;;
;; By convention the import string carries the version that a module was compiled against. libc-1.1.0 adds `free`
;; (which here frees the last block only). libzip-3.4.5 was compiled against libc-1.0.0 and is not compiled again.

(module definition $LIBC-1.1.0
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

(module definition $LIBZIP-3.4.5
  (import "libc-1.0.0" (instance $libc
    (export "memory" (memory 1))
    (export "malloc" (func (param i32) (result i32)))
  ))
  (alias $libc "memory" (memory))
  ;; Zips a single run: enough for this section.
  (func (export "zip") (param $in i32) (param $in_size i32) (param $out_size i32) (result i32)
    (local $out i32)
    (local.set $out (call (func $libc "malloc") (i32.const 2)))
    (i32.store8 (local.get $out) (local.get $in_size))
    (i32.store8 offset=1 (local.get $out) (i32.load8_u (local.get $in)))
    (i32.store (local.get $out_size) (i32.const 2))
    (local.get $out)))

;; A zipper compiled against libc-1.1.0. The argument is called "libc-1.0.0", as libzip calls its import, and is an
;; instance of libc-1.1.0: it has all that libzip asks for and `free` besides, so its type is a subtype of the one asked
;; for. (The document says that arguments are passed by position; they are passed by name, D2, and the name is
;; libzip's.)
(module definition $ZIPPER-1.1
  (import "libc-1.1.0" (module $LIBC
    (memory (export "memory") 1)
    (func (export "malloc") (param i32) (result i32))
    (func (export "free") (param i32))
  ))
  (import "libzip-3.4.5" (module $LIBZIP
    (import "libc-1.0.0" (instance
      (memory (export "memory") 1)
      (func (export "malloc") (param i32) (result i32))
    ))
    (export "zip" (func (param i32 i32 i32) (result i32)))
  ))

  (instance $libc (instantiate $LIBC))
  (instance $libzip (instantiate $LIBZIP (import "libc-1.0.0" (instance $libc))))

  (alias $libc "memory" (memory))
  (data (i32.const 16) "aaaaa")
  ;; Zips, frees the output, and returns where it was: the same place each time.
  (func (export "main") (result i32)
    (local $out i32)
    (local.set $out (call (func $libzip "zip") (i32.const 16) (i32.const 5) (i32.const 8)))
    (if (i32.ne (i32.load16_u (local.get $out)) (i32.const 0x6105)) (then unreachable))
    (call (func $libc "free") (local.get $out))
    (local.get $out)))

(register "libc-1.1.0" (module $LIBC-1.1.0))
(register "libzip-3.4.5" (module $LIBZIP-3.4.5))
(module instance $zipper-1.1 $ZIPPER-1.1)
(assert_return (invoke $zipper-1.1 "main") (i32.const 1024))
(assert_return (invoke $zipper-1.1 "main") (i32.const 1024))

;; A new minor version may stand in for the old one where the host links, too: a program of libc-1.0.0 gets 1.1.0.
(register "libc" (module $LIBC-1.1.0))
(module instance $upgraded-zipper $ZIPPER)
(assert_return (invoke $upgraded-zipper "main") (i32.const 6))
;; The reverse does not work: $ZIPPER-1.1 wants `free`.
(register "libc-1.1.0" (module $LIBC))
(assert_unlinkable
  (module
    (import "libc-1.1.0" (module
      (memory (export "memory") 1)
      (func (export "malloc") (param i32) (result i32))
      (func (export "free") (param i32)))))
  "incompatible import type")
(register "libc" (module $LIBC))

;; The breaking change: libc-2.0.0 has 64-bit sizes. A program compiled against it cannot give it to the old libzip;
;; its own validation finds that out, before anything is linked.
(assert_invalid
  (module $ZIPPER-2.0
    (import "libc-2.0.0" (module $LIBC
      (memory (export "memory") 1)
      (func (export "malloc") (param i64) (result i32))
      (func (export "free") (param i32))
    ))
    (import "libzip-3.4.5" (module $LIBZIP
      (import "libc-1.0.0" (instance
        (memory (export "memory") 1)
        (func (export "malloc") (param i32) (result i32))
      ))
      (export "zip" (func (param i32 i32 i32) (result i32)))
    ))
    (instance $libc (instantiate $LIBC))
    (instance $libzip (instantiate $LIBZIP (import "libc-1.0.0" (instance $libc)))))
  "incompatible import type")
;; Nor can a host pass it off as the old one.
(module definition $LIBC-2.0.0
  (memory (export "memory") 1)
  (func (export "malloc") (param i64) (result i32) (i32.const 1024))
  (func (export "free") (param i32)))
(register "libc-1.0.0" (module $LIBC-2.0.0))
(assert_unlinkable
  (module
    (import "libc-1.0.0" (module
      (memory (export "memory") 1)
      (func (export "malloc") (param i32) (result i32)))))
  "incompatible import type")
;; Two *programs* may well have different major versions in one bundle: they share no memory.
(module $MIXED-BUNDLE
  (module $OLD
    (module $LIBC (func (export "malloc") (param i32) (result i32) (local.get 0)))
    (instance $libc (instantiate $LIBC))
    (func (export "main") (result i32) (call (func $libc "malloc") (i32.const 1))))
  (module $NEW
    (module $LIBC (func (export "malloc") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))
    (instance $libc (instantiate $LIBC))
    (func (export "main") (result i32) (call (func $libc "malloc") (i64.const 2))))
  (instance (export "old") (instantiate $OLD))
  (instance (export "new") (instantiate $NEW)))
(assert_return (invoke $MIXED-BUNDLE "old" "main") (i32.const 1))
(assert_return (invoke $MIXED-BUNDLE "new" "main") (i32.const 2))


;; 8. Cyclic dependencies
;; ----------------------
;;
;; $A calls $B and $B calls $A, though modules form no cycles. $B imports $A as a module and calls its functions
;; directly. The calls the other way go through the program's one table of functions, which libc now owns: $B puts its
;; function `bar` into the table, and its index into a mutable global that $A imports.
;;
;; That global is where the document slips: `instantiate` cannot be given a global that $B defines, as nested instances
;; are made before $B's own definitions (D6). So a small nested module owns it.
;;
;; Together the two find out whether a number is even: foo(0) is true, bar(0) is false, and else each asks the other
;; about n - 1.

(module definition $TABLE-LIBC
  (memory (export "memory") 1)
  (table (export "table") 1 funcref))

(module definition $A
  (type $Libc (instance
    (export "memory" (memory 1))
    (export "table" (table 1 funcref))
  ))
  (import "libc" (instance $libc (type $Libc)))
  (import "bar-index" (global $bar-index (mut i32)))
  (type $BarType (func (param i32) (result i32)))
  (alias $libc "table" (table))  ;; default table b/c index 0
  (func (export "foo") (param $n i32) (result i32)
    (if (result i32) (i32.eqz (local.get $n))
      (then (i32.const 1))
      (else
        (call_indirect (type $BarType)
          (i32.sub (local.get $n) (i32.const 1))
          (global.get $bar-index))))))

(module definition $B
  (type $Libc (instance
    (export "memory" (memory 1))
    (export "table" (table 1 funcref))
  ))
  (import "libc" (module $LIBC (export (type outer $B $Libc))))
  (import "a" (module $A
    (import "libc" (instance (type outer $B $Libc)))
    (import "bar-index" (global (mut i32)))
    (export "foo" (func (param i32) (result i32)))
  ))
  (module $CELL
    (global (export "index") (mut i32) (i32.const -1)))

  (instance $libc (instantiate $LIBC))
  (instance $cell (instantiate $CELL))
  (instance $a (instantiate $A
    (import "libc" (instance $libc))
    (import "bar-index" (global $cell "index"))
  ))

  ;; indirectly export bar to a:
  (alias $libc "table" (table))
  (func $bar (param $n i32) (result i32)
    (if (result i32) (i32.eqz (local.get $n))
      (then (i32.const 0))
      (else (call (func $a "foo") (i32.sub (local.get $n) (i32.const 1))))))
  (elem (i32.const 0) $bar)
  (func $start (global.set (global $cell "index") (i32.const 0)))
  (start $start)

  (func $run (export "run") (param i32) (result i32)
    (call (func $a "foo") (local.get 0)))
  ;; To see what would be if $B forgot to say where bar is.
  (func (export "forget") (global.set (global $cell "index") (i32.const -1))))

(register "libc" (module $TABLE-LIBC))
(register "a" (module $A))
(module instance $b $B)
(assert_return (invoke $b "run" (i32.const 0)) (i32.const 1))
(assert_return (invoke $b "run" (i32.const 1)) (i32.const 0))
(assert_return (invoke $b "run" (i32.const 10)) (i32.const 1))
(assert_return (invoke $b "run" (i32.const 777)) (i32.const 0))
(invoke $b "forget")
(assert_trap (invoke $b "run" (i32.const 1)) "undefined element")
;; Each $B has its own table and index.
(module instance $b2 $B)
(assert_return (invoke $b2 "run" (i32.const 10)) (i32.const 1))
(assert_trap (invoke $b "run" (i32.const 10)) "undefined element")


;; 9. Function pointer identity
;; ----------------------------
;;
;; In C, two pointers to the same function are equal, whichever library took them. A pointer is an index into the
;; program's table, so a library that exports a function gives it a place there once, and exports the index along
;; with the function. The place is not known beforehand: libc's `ftalloc` allocates places as `malloc` allocates bytes.
;;
;; libcmp exports `less` and the pointer to it. libsort has a default order, and can call whatever order it is given.

(module definition $FT-LIBC
  (table $table (export "table") 1 funcref)  ;; place 0 stays empty: it is C's null pointer
  (func (export "ftalloc") (param $count i32) (result i32)
    (table.grow $table (ref.null func) (local.get $count))))

(module definition $LIBCMP
  (import "libc" (instance $libc
    (export "table" (table 1 funcref))
    (export "ftalloc" (func (param i32) (result i32)))
  ))
  (alias $libc "table" (table))
  (func $less (export "less") (param i32 i32) (result i32) (i32.lt_s (local.get 0) (local.get 1)))
  (global $less_pointer (export "less_pointer") (mut i32) (i32.const 0))
  (elem $functions func $less)
  (func $start
    (global.set $less_pointer (call (func $libc "ftalloc") (i32.const 1)))
    (table.init $functions (global.get $less_pointer) (i32.const 0) (i32.const 1)))
  (start $start))

(module definition $LIBSORT
  (type $Order (func (param i32 i32) (result i32)))
  (import "libc" (instance $libc
    (export "table" (table 1 funcref))
  ))
  (import "libcmp" (instance $libcmp
    (export "less_pointer" (global (mut i32)))
  ))
  (alias $libc "table" (table))
  (func (export "default_order") (result i32) (global.get (global $libcmp "less_pointer")))
  ;; The first of two numbers in the given order.
  (func (export "first") (param $a i32) (param $b i32) (param $order i32) (result i32)
    (select (local.get $a) (local.get $b)
      (call_indirect (type $Order) (local.get $a) (local.get $b) (local.get $order)))))

(module $PROGRAM
  (module $FT-LIBC
    (table $table (export "table") 1 funcref)
    (func (export "ftalloc") (param $count i32) (result i32)
      (table.grow $table (ref.null func) (local.get $count))))
  (instance $libc (instantiate $FT-LIBC))

  (module $LIBCMP
    (import "libc" (instance $libc
      (export "table" (table 1 funcref))
      (export "ftalloc" (func (param i32) (result i32)))
    ))
    (alias $libc "table" (table))
    (func $less (export "less") (param i32 i32) (result i32) (i32.lt_s (local.get 0) (local.get 1)))
    (global $less_pointer (export "less_pointer") (mut i32) (i32.const 0))
    (elem $functions func $less)
    (func $start
      (global.set $less_pointer (call (func $libc "ftalloc") (i32.const 1)))
      (table.init $functions (global.get $less_pointer) (i32.const 0) (i32.const 1)))
    (start $start))
  (instance $libcmp (instantiate $LIBCMP (import "libc" (instance $libc))))

  (module $LIBSORT
    (type $Order (func (param i32 i32) (result i32)))
    (import "libc" (instance $libc
      (export "table" (table 1 funcref))
    ))
    (import "libcmp" (instance $libcmp
      (export "less_pointer" (global (mut i32)))
    ))
    (alias $libc "table" (table))
    (func (export "default_order") (result i32) (global.get (global $libcmp "less_pointer")))
    (func (export "first") (param $a i32) (param $b i32) (param $order i32) (result i32)
      (select (local.get $a) (local.get $b)
        (call_indirect (type $Order) (local.get $a) (local.get $b) (local.get $order)))))
  (instance $libsort (instantiate $LIBSORT
    (import "libc" (instance $libc))
    (import "libcmp" (instance $libcmp))
  ))

  (alias $libc "table" (table))
  (func $greater (param i32 i32) (result i32) (i32.gt_s (local.get 0) (local.get 1)))
  (global $greater_pointer (mut i32) (i32.const 0))
  (elem declare func (func $libcmp "less") $greater)
  (func $start
    (global.set $greater_pointer (call (func $libc "ftalloc") (i32.const 1)))
    (table.set (global.get $greater_pointer) (ref.func $greater)))
  (start $start)

  ;; &less, taken here, and &less, taken by libsort.
  (func (export "same") (result i32)
    (i32.eq (global.get (global $libcmp "less_pointer")) (call (func $libsort "default_order"))))
  ;; What happens without the convention: a second place for the same function is a different pointer.
  (func (export "same without convention") (result i32)
    (local $pointer i32)
    (local.set $pointer (call (func $libc "ftalloc") (i32.const 1)))
    (table.set (local.get $pointer) (ref.func (func $libcmp "less")))
    (i32.eq (local.get $pointer) (call (func $libsort "default_order"))))
  (func (export "smaller") (param i32 i32) (result i32)
    (call (func $libsort "first") (local.get 0) (local.get 1) (call (func $libsort "default_order"))))
  (func (export "larger") (param i32 i32) (result i32)
    (call (func $libsort "first") (local.get 0) (local.get 1) (global.get $greater_pointer)))
  (func (export "null order") (result i32)
    (call (func $libsort "first") (i32.const 1) (i32.const 2) (i32.const 0)))
  (export "less_pointer" (global $libcmp "less_pointer")))

(assert_return (invoke $PROGRAM "same") (i32.const 1))
(assert_return (invoke $PROGRAM "same without convention") (i32.const 0))
(assert_return (get $PROGRAM "less_pointer") (i32.const 1))
(assert_return (invoke $PROGRAM "smaller" (i32.const 3) (i32.const -4)) (i32.const -4))
(assert_return (invoke $PROGRAM "larger" (i32.const 3) (i32.const -4)) (i32.const 3))
(assert_trap (invoke $PROGRAM "null order") "uninitialized element")

;; The libraries as separate modules, linked by a program that has allocated a place before: the pointer has another
;; value there, and is the same for all of that program.
(module definition $OTHER-PROGRAM
  (type $Libc (instance
    (export "table" (table 1 funcref))
    (export "ftalloc" (func (param i32) (result i32)))
  ))
  (type $LibCmp (instance
    (export "less" (func (param i32 i32) (result i32)))
    (export "less_pointer" (global (mut i32)))
  ))
  (import "libc" (instance $libc (type $Libc)))
  (import "libcmp" (module $LIBCMP
    (import "libc" (instance (type outer $OTHER-PROGRAM $Libc)))
    (export (type outer $OTHER-PROGRAM $LibCmp))
  ))
  (import "libsort" (module $LIBSORT
    (import "libc" (instance (type outer $OTHER-PROGRAM $Libc)))
    (import "libcmp" (instance (type outer $OTHER-PROGRAM $LibCmp)))
    (export "default_order" (func (result i32)))
  ))
  (instance $libcmp (instantiate $LIBCMP (import "libc" (instance $libc))))
  (instance $libsort (instantiate $LIBSORT
    (import "libc" (instance $libc))
    (import "libcmp" (instance $libcmp))
  ))
  (func (export "same") (result i32)
    (i32.eq (global.get (global $libcmp "less_pointer")) (call (func $libsort "default_order"))))
  (export "less_pointer" (global $libcmp "less_pointer")))

(module instance $ft-libc $FT-LIBC)
(assert_return (invoke $ft-libc "ftalloc" (i32.const 7)) (i32.const 1))
(register "libc" $ft-libc)
(register "libcmp" (module $LIBCMP))
(register "libsort" (module $LIBSORT))
(module instance $other-program $OTHER-PROGRAM)
(assert_return (invoke $other-program "same") (i32.const 1))
(assert_return (get $other-program "less_pointer") (i32.const 8))
(assert_return (get $PROGRAM "less_pointer") (i32.const 1))
