;; The slips in the proposal's own examples: as printed, each is rejected. spec: D23
;;
;; The corrected versions run in ../examples/ and in the other files here.

;; Example-SharedEverythingDynamicLinking.md, $ZIPPER-BUNDLED: libzip is instantiated without libc.
;; - D23
(assert_invalid
  (module $ZIPPER-BUNDLED
    (module $LIBC
      (memory (export "memory") 1)
      (func (export "malloc") (param i32) (result i32) (i32.const 0)))
    (module $LIBZIP
      (import "libc" (instance $libc
        (export "memory" (memory 1))
        (export "malloc" (func (param i32) (result i32))))))
    (instance $libc (instantiate $LIBC))
    (instance $libzip (instantiate $LIBZIP)))
  "unknown import")

;; $IMGMGK: the argument for libimg's import "libzip" is called "libimg".
;; - D23
(assert_invalid
  (module $IMGMGK
    (import "libc" (module $LIBC (export "malloc" (func))))
    (import "libzip" (module $LIBZIP (export "zip" (func))))
    (import "libimg" (module $LIBIMG
      (import "libc" (instance (export "malloc" (func))))
      (import "libzip" (instance (export "zip" (func))))))
    (instance $libc (instantiate $LIBC))
    (instance $libzip (instantiate $LIBZIP))
    (instance $libimg (instantiate $LIBIMG
      (import "libc" (instance $libc))
      (import "libimg" (instance $libzip)))))
  "unknown import")

;; "Versioning": arguments do not go by position (D2).
;; - D23
(assert_invalid
  (module
    (import "libc-1.1.0" (module $LIBC (export "malloc" (func))))
    (import "libzip-3.4.5" (module $LIBZIP (import "libc-1.0.0" (instance (export "malloc" (func))))))
    (instance $libc (instantiate $LIBC))
    (instance $libzip (instantiate $LIBZIP (import "libc-1.1.0" (instance $libc)))))
  "unknown import")

;; "Cyclic Dependencies": a mutable global type is `(mut i32)`. In $A, in $B, and in the type of $A in $B.
;; - D23
(assert_malformed
  (module quote "(import \"bar-index\" (global $bar-index mut i32))")
  "unexpected token")
;; - D23
(assert_malformed
  (module quote "(global $bar-index mut i32)")
  "unexpected token")
;; - D23
(assert_malformed
  (module quote "(import \"a\" (module $A (import \"bar-index\" (global mut i32)) (export \"foo\" (func $foo))))")
  "unexpected token")

;; $B: the import of "a" stands behind an instance and a global (D1).
;; - D23
(assert_malformed
  (module quote
    "(import \"libc\" (module $LIBC))"
    "(instance $libc (instantiate $LIBC))"
    "(import \"a\" (module $A))")
  "import after instance")
;; - D23
(assert_malformed
  (module quote
    "(global $bar-index (mut i32) (i32.const 0))"
    "(import \"a\" (module $A))")
  "import after global")

;; $B: a parenthesis is missing in the arguments of $a.
;; - D23
(assert_malformed
  (module quote
    "(import \"a\" (module $A (import \"libc\" (instance)) (import \"bar-index\" (global (mut i32)))))"
    "(import \"libc\" (instance $libc))"
    "(import \"g\" (global $bar-index (mut i32)))"
    "(instance $a (instantiate $A"
    "  (import \"libc\" (instance $libc)"
    "  (import \"bar-index\" (global $bar-index))"
    "))")
  "unexpected token")

;; $B: a global that $B defines is an argument of `instantiate` (D6).
;; - D23
(assert_invalid
  (module $B
    (import "a" (module $A (import "bar-index" (global (mut i32)))))
    (global $bar-index (mut i32) (i32.const 0))
    (instance $a (instantiate $A (import "bar-index" (global $bar-index)))))
  "unknown global")

;; Explainer.md, "Module and Instance Types": a bare `$WasiFile` names the outer type from inside a module type (D5).
;; - D23
(assert_malformed
  (module quote
    "(type $WasiFile (instance"
    "  (export \"read\" (func (param i32 i32 i32) (result i32)))"
    "  (export \"write\" (func (param i32 i32 i32) (result i32)))))"
    "(type (module"
    "  (import \"Win32\" \"ReadFile\" (func (param i32 i32 i32 i32) (result i32)))"
    "  (import \"Win32\" \"WriteFile\" (func (param i32 i32 i32 i32) (result i32)))"
    "  (export $WasiFile)))")
  "unknown type")

;; Explainer.md, "Module and Instance Exports": imports after a module and an instance (D1).
;; - D23
(assert_malformed
  (module quote
    "(import \"a\" (module $a))"
    "(module $b)"
    "(import \"c\" (instance $c))"
    "(instance $d (instantiate $b))")
  "import after module")

;; Explainer.md, "Binary Format Considerations": the aliases of `g` must be of `h`, which is what $m1 and $m2 export.
;; - D23
(assert_invalid
  (module
    (import "a" (instance $a (export "f" (func))))
    (module $M (import "g" (func)) (func (export "h")))
    (instance $m1 (instantiate $M (import "g" (func $a "f"))))
    (instance $m2 (instantiate $M (import "g" (func $m1 "g")))))
  "unknown export")
;; - D23
(assert_invalid
  (module
    (import "a" (instance $a (export "f" (func))))
    (module $M (import "g" (func)) (func (export "h")))
    (instance $m1 (instantiate $M (import "g" (func $a "f"))))
    (func $x (call (func $m1 "g"))))
  "unknown export")
;; + D23
(module definition
  (import "a" (instance $a (export "f" (func))))
  (module $M (import "g" (func)) (func (export "h")))
  (instance $m1 (instantiate $M (import "g" (func $a "f"))))
  (instance $m2 (instantiate $M (import "g" (func $m1 "h"))))
  (func $x (call (func $m2 "h"))))
